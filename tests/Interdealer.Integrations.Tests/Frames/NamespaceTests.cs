using System.Reflection;
using Deedle;
using Interdealer.Charts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Plotly.NET;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class NamespaceTests
{
    private static readonly Assembly[] Ours =
        [typeof(FinancialSystem).Assembly, typeof(Draw).Assembly, Assembly.Load("Interdealer.Deedle"), Assembly.Load("Interdealer.Ensembles"), Assembly.Load("Interdealer.Data")];

    private static readonly Assembly[] Theirs = [typeof(Frame<,>).Assembly, typeof(GenericChart).Assembly, typeof(Plotly.NET.CSharp.Chart).Assembly];

    [Fact]
    public void No_namespace_of_ours_hides_Deedle_inside_Interdealer()
    {
        Assert.DoesNotContain(Assembly.Load("Interdealer.Deedle").GetTypes(), type => type.Namespace?.StartsWith("Interdealer.Deedle", StringComparison.Ordinal) == true);
        Assert.Equal("Deedle", typeof(Frame<string, string>).Namespace);
    }

    [Fact]
    public void No_public_type_of_ours_has_the_name_of_one_of_theirs()
    {
        string[] namespaces = ["Deedle", "Plotly.NET", "Plotly.NET.CSharp", "Plotly.NET.LayoutObjects", "Plotly.NET.TraceObjects"];
        var theirs = Theirs.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested && namespaces.Contains(type.Namespace)).Select(type => type.Name).ToHashSet();
        Assert.Contains("Series`2", theirs);
        Assert.Contains("Figure", theirs);
        Assert.Empty(Ours.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested && theirs.Contains(type.Name)).Select(type => type.FullName));
    }

    [Fact]
    public async Task A_cell_that_uses_all_of_them_compiles_and_runs()
    {
        var namespaces = Ours.SelectMany(assembly => assembly.GetExportedTypes()).Select(type => type.Namespace!).Distinct()
            .Concat(["System", "System.Linq", "System.Collections.Generic", "Deedle", "Plotly.NET", "Plotly.NET.LayoutObjects", "Plotly.NET.TraceObjects"]);
        var options = ScriptOptions.Default.WithImports(namespaces).WithReferences([.. Ours, .. Theirs, typeof(Microsoft.FSharp.Core.FSharpOption<>).Assembly, typeof(DynamicObj.DynamicObj).Assembly]);
        var drawn = await CSharpScript.EvaluateAsync<GenericChart>(
            """
            var column = new Series<string, double>(new[] { "a", "b" }, new[] { 1.0, 2 });
            var frame = Deedle.Frame.FromColumns(new Dictionary<string, Series<string, double>> { ["loss"] = column });
            var table = frame.ToTable("Losses");
            var chart = Draw.Bar("t", "x", "y", ChartSeries.Of("loss", column.Keys, column.Values)).WithHorizontalLine(1, "limit");
            Chart.withTitle("restyled", null).Invoke(chart)
            """,
            options);
        Assert.Equal("Bar chart: restyled (1 trace)", drawn.ToPlainText());
    }
}
