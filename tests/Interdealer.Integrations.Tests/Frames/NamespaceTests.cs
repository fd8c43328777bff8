using System.Reflection;
using Deedle;
using Interdealer.Display;
using Series = Interdealer.Display.Series;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class NamespaceTests
{
    [Fact]
    public void No_namespace_of_ours_hides_Deedle_inside_Interdealer()
    {
        Assert.DoesNotContain(Assembly.Load("Interdealer.Deedle").GetTypes(), type => type.Namespace?.StartsWith("Interdealer.Deedle", StringComparison.Ordinal) == true);
        Assert.Equal("Deedle", typeof(Frame<string, string>).Namespace);
    }

    [Fact]
    public void Both_kinds_of_series_go_into_one_file_that_says_which_it_means()
    {
        var column = new Series<string, double>(["a", "b"], [1.0, 2]);
        var drawn = Series.Of("loss", column.Keys, column.Values);
        Assert.Equal([1.0, 2], drawn.Y.ToArray());
        Assert.Equal("loss", (string?)Figure.Bar("t", "x", "y", drawn).Data[0]!["name"]);
    }
}
