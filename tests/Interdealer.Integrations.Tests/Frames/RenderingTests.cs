using Deedle;
using Interdealer.Frames;
using Interdealer.Notebooks.Kernels.Rendering;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class RenderingTests
{
    [Fact]
    public void A_frame_that_ends_a_cell_is_a_table_in_which_everything_is_encoded()
    {
        var frame = Of(["x <b>", "y"], ("a & b", new[] { 1, double.NaN }), ("\"c\"\n", new[] { "<script>", null! }));
        Assert.Equal(
            "<table><thead><tr><th></th><th style=\"text-align:right\">a &amp; b</th><th>&quot;c&quot; </th></tr></thead><tbody>" +
            "<tr><th>x &lt;b&gt;</th><td style=\"text-align:right\">1</td><td>&lt;script&gt;</td></tr><tr><th>y</th><td style=\"text-align:right\"></td><td></td></tr></tbody></table>",
            Html(frame));
        Assert.Equal("       a & b      \"c\"\nx <b>      1  <script>\ny", Text(frame));
    }

    [Fact]
    public void A_series_and_keys_of_several_levels_are_tables_too()
    {
        Assert.Equal("   value\nx      1\ny", Text(new Series<string, double>(["x", "y"], [1, double.NaN])));
        var panel = Of([Tuple.Create(2019, "A"), Tuple.Create(2020, "B")], ("Bonds", new[] { 1.5, 2 }));
        Assert.Contains("<tr><th>2019</th><th>A</th><td style=\"text-align:right\">1.5</td></tr>", Html(panel), StringComparison.Ordinal);
        Assert.StartsWith("<table><thead><tr><th></th><th></th><th style=\"text-align:right\">Bonds</th>", Html(panel), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_of_a_million_cells_shows_its_first_rows_and_columns_and_says_so()
    {
        var frame = new double[1000, 1000].ToFrame(Enumerable.Range(0, 1000), Enumerable.Range(0, 1000).Select(c => $"c{c}"));
        Assert.InRange(Html(frame).Length, 1000, 200_000);
        Assert.EndsWith("<p>The first 100 of 1,000 rows and 40 of 1,000 columns are shown.</p>", Html(frame), StringComparison.Ordinal);
        Assert.Contains("The first 100 of 1,000 rows are shown.", Text(frame.GetColumn<double>("c1")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_frame_is_a_table_of_its_headings()
    {
        Assert.Equal("<table><thead><tr><th></th></tr></thead><tbody></tbody></table>", Html(Frame.CreateEmpty<string, string>()));
        Assert.Equal("<table><thead><tr><th></th><th>a</th></tr></thead><tbody></tbody></table>", Html(new double[0, 1].ToFrame(Array.Empty<int>(), ["a"])));
    }

    [Fact]
    public void Numbers_are_shown_with_six_digits_or_all_before_the_point()
    {
        double[] numbers = [18710.31746, 0.0028942901, 25864147.042, -1.5, 0, -0.999999951, 1e-7, 3e20, double.PositiveInfinity, 999999.95];
        var shown = Text(new Series<int, double>([.. Enumerable.Range(0, numbers.Length)], numbers)).Split('\n').Skip(1).Select(line => line.Split(' ')[^1]);
        Assert.Equal(["18710.3", "0.00289429", "25864147", "-1.5", "0", "-1", "1E-07", "3E+20", "Infinity", "1000000"], shown);
    }

    private static string Html(object value) => (string)ValueRenderer.Render(value)["text/html"]!;

    private static string Text(object value) => (string)ValueRenderer.Render(value)["text/plain"]!;
}
