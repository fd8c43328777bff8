using System.Reflection;

namespace Interdealer.Integrations.Tests;

/// <summary>What a cell may import side by side.</summary>
public sealed class NotebookNamesTests
{
    static readonly string[] Libraries = ["Interdealer", "Interdealer.Data", "Interdealer.Deedle", "Interdealer.Ensembles", "Interdealer.PlotlyNet", "Deedle", "Plotly.NET"];

    // Deedle's and Plotly.NET's own sub-namespaces are for those who look for them.
    static readonly string[] Theirs = ["Deedle", "Plotly.NET"];

    [Fact]
    public void A_name_that_a_cell_can_write_is_one_type_whatever_of_ours_Deedle_and_Plotly_NET_it_imports()
    {
        var clashes = Libraries.Select(Assembly.Load).SelectMany(library => library.GetExportedTypes())
            .Where(type => !type.IsNested && (Theirs.Contains(type.Namespace) || type.Namespace?.StartsWith("Interdealer", StringComparison.Ordinal) == true))
            .GroupBy(type => type.Name)
            .Where(same => same.Select(type => type.Namespace).Distinct().Count() > 1)
            .Select(same => string.Join(" and ", same.Select(type => type.FullName)));
        Assert.Empty(clashes);
    }
}
