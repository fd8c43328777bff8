using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Charts;
using Interdealer.Tests.Display;
using Plotly.NET;

namespace Interdealer.Integrations.Tests.PlotlyNet;

public class DrawTests
{
    private static readonly ChartSeries Slr = ChartSeries.Of("SLR", [0.0, 1, 2], [5.0, 4.5, 4]);

    public static TheoryData<string, GenericChart, string[]> Charts => new()
    {
        { "scatter", Draw.Line("t", "x", "y", Slr), ["x", "y", "mode", "line.width", "line.dash"] },
        { "scatter", Draw.Scatter("t", "x", "y", Slr), ["x", "y", "mode", "marker.size"] },
        { "bar", Draw.Bar("t", "x", "y", Slr), ["x", "y", "name"] },
        { "bar", Draw.StackedBar("t", "x", "y", Slr), ["x", "y", "name"] },
        { "bar", Draw.Ranking("t", "x", ChartSeries.Of("s", ["A", "B"], [1.0, 2])), ["x", "y", "orientation"] },
        { "heatmap", Draw.HeatMap("t", "x", "y", HeatGrid.Of("v", [1, 2], ["a"], (x, _) => x)), ["x", "y", "z", "colorscale", "colorbar.title.text"] },
        { "histogram", Draw.Histogram("t", "x", [1.0, 2, 3]), ["x", "y", "histfunc", "xbins.start", "xbins.end", "xbins.size"] },
        { "box", Draw.Box("t", "y", ("a", [1.0, 2, 3])), ["y", "name", "quartilemethod"] },
        { "waterfall", Draw.Waterfall("t", "y", WaterfallStep.Change("a", 1), WaterfallStep.Total("b")), ["x", "y", "measure", "totals.marker.color"] },
        { "sankey", Draw.Sankey("t", "$bn", [new("a", "b", 1)]), ["node.label", "link.source", "link.target", "link.value", "valuesuffix"] },
        { "scatter", Draw.Network("t", [new("a"), new("b")], [new("a", "b")]), ["x", "y", "mode"] },
    };

    [Theory]
    [MemberData(nameof(Charts))]
    public void Every_chart_has_the_attributes_of_plotly(string type, GenericChart figure, string[] attributes)
    {
        var trace = figure.Data()[0]!;
        Assert.Equal(type, trace["type"]!.ToString());
        Assert.All(attributes, path => Assert.NotNull(path.Split('.').Aggregate((JsonNode?)trace, (node, part) => node?[part])));
        Assert.Equal("t", figure.Layout()["title"]!["text"]!.ToString());
        var template = figure.Layout()["template"]!["layout"]!;
        Assert.Equal("rgba(0,0,0,0)", template["paper_bgcolor"]!.ToString());
        Assert.Null(template["font"]!["color"]);
        Assert.NotNull(figure.Layout()["height"]);
    }

    [Fact]
    public void A_ranking_starts_its_title_at_the_left_edge_below_the_buttons_whatever_the_names()
    {
        var plain = Draw.Line("t", "x", "y", ChartSeries.Of("s", [1.0, 2], [1.0, 2]));
        var ranking = Draw.Ranking("Title", "x", ChartSeries.Of("s", ["A bank with a very long name indeed", "B"], [1.0, 2]));
        foreach (var figure in new[] { ranking, ranking.WithTitle("Another title") })
        {
            var layout = figure.Layout();
            Assert.Equal("container", layout["title"]!["xref"]!.ToString());
            // At the edge Plotly would keep the width of the legend free beside the bars.
            Assert.Null(layout["legend"]?["xref"]);
            var lowered = layout["title"]!["pad"]!["t"]!.GetValue<int>() - plain.Layout()["template"]!["layout"]!["title"]!["pad"]!["t"]!.GetValue<int>();
            Assert.True(lowered > 0);
            Assert.Equal(plain.Layout()["margin"]!["t"]!.GetValue<int>() + lowered, layout["margin"]!["t"]!.GetValue<int>());
        }

        Assert.Null(plain.Layout()["title"]!["xref"]);
        Assert.Equal("paper", plain.Layout()["template"]!["layout"]!["title"]!["xref"]!.ToString());
    }

    [Fact]
    public void A_line_chart_holds_its_numbers_to_twelve_digits()
    {
        var trace = Draw.Line("t", "x", "y", ChartSeries.Of("s", [0.1, 1e20, -0.0], [1.0 / 3, double.NaN, double.PositiveInfinity])).Data()[0]!;
        Assert.Equal("[0.1,1E+20,0]", trace["x"]!.ToJsonString());
        Assert.Equal("[0.333333333333,null,null]", trace["y"]!.ToJsonString());
    }

    [Fact]
    public void Names_and_dates_say_what_kind_of_axis_they_need()
    {
        Assert.Equal("category", AxisType(ChartSeries.Of("s", ["2020", "2021"], [1.0, 2])));
        Assert.Equal("date", AxisType(ChartSeries.Of("s", [new DateOnly(2020, 3, 16)], [1.0])));
        Assert.Equal("linear", AxisType(ChartSeries.Of("s", [1, 2], [1.0, 2])));
        Assert.Equal("[\"2020-03-16\"]", Draw.Line("t", "x", "y", ChartSeries.Of("s", [new DateOnly(2020, 3, 16)], [1.0])).Data()[0]!["x"]!.ToJsonString());

        static string AxisType(ChartSeries series) => Draw.Line("t", "x", "y", series).Layout()["xaxis"]!["type"]!.ToString();
    }

    [Fact]
    public void Combinators_leave_the_figure_they_started_from_as_it_was()
    {
        var figure = Draw.Line("t", "x", "y", Slr);
        var before = figure.ToPlotlyJson();
        _ = figure.WithTitle("u").WithLine(Slr).WithXAxis("z", "%", (0, 1)).WithAnnotation(1, 4, "here").WithVerticalLine(1, "v").WithHorizontalLine(3, "h")
            .WithSource("s").WithHeight(300);
        Assert.Equal(before, figure.ToPlotlyJson());
    }

    [Fact]
    public void The_same_figure_has_the_same_bytes()
    {
        Assert.Equal(Built().ToPlotlyJson(), Built().ToPlotlyJson());
        Assert.Equal(Built().ToPlotlyHtml(), Built().ToPlotlyHtml());

        static GenericChart Built() => Draw.Panels("all", Draw.Line("t", "x", "y", Slr).WithSource("s"), Draw.Network("n", [new("a"), new("b", 2, "g")], [new("a", "b", 3)], directed: true));
    }

    [Fact]
    public void On_a_logarithmic_axis_texts_stand_at_the_logarithm_and_lines_at_the_value()
    {
        var plain = Draw.Line("t", "x", "y", Slr).WithAnnotation(1, 100, "here").WithHorizontalLine(1000, "limit");
        foreach (var layout in new[] { plain.WithYAxis("y", log: true).Layout(), Draw.Line("t", "x", "y", Slr).WithYAxis("y", log: true).WithAnnotation(1, 100, "here").WithHorizontalLine(1000, "limit").Layout() })
        {
            Assert.Equal(2, layout["annotations"]![0]!["y"]!.GetValue<double>(), 12);
            Assert.Equal(3, layout["annotations"]![1]!["y"]!.GetValue<double>(), 12);
            Assert.Equal(1000, layout["shapes"]![0]!["y0"]!.GetValue<double>());
        }
        // log10 of 0.1 and 1000
        Assert.Equal("[-1,3]", plain.WithYAxis("y", "$bn", (0.1, 1000), log: true).Layout()["yaxis"]!["range"]!.ToJsonString());
        Assert.Equal("y, $bn", plain.WithYAxis("y", "$bn").Layout()["yaxis"]!["title"]!["text"]!.ToString());
    }

    [Fact]
    public void A_vertical_line_can_stand_at_a_day()
    {
        var layout = Draw.Line("t", "x", "y", ChartSeries.Of("s", [new DateOnly(2020, 3, 1), new DateOnly(2020, 4, 1)], [1.0, 2]))
            .WithVerticalLine(new DateOnly(2020, 3, 16), "16 March").Layout();
        Assert.Equal("2020-03-16", layout["shapes"]![0]!["x0"]!.ToString());
        Assert.Equal("2020-03-16", layout["shapes"]![0]!["x1"]!.ToString());
        Assert.Equal("y domain", layout["shapes"]![0]!["yref"]!.ToString());
        Assert.Equal("16 March", layout["annotations"]![0]!["text"]!.ToString());
    }

    [Fact]
    public void Histogram_counts_every_value_once()
    {
        // 0, 1, 2, 3, 4 in two bins [0, 2) and [2, 4]: two and three.
        var trace = Draw.Histogram("t", "x", [0, 1, 2, 3, 4], bins: 2).Data()[0]!;
        Assert.Equal("[2,3]", trace["y"]!.ToJsonString());
        Assert.Equal("[1,3]", trace["x"]!.ToJsonString());
        Assert.Equal("[7]", Draw.Histogram("t", "x", Enumerable.Repeat(4.0, 7)).Data()[0]!["y"]!.ToJsonString());
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 400)).Select(_ => Math.Exp(3 * random.NextDouble())).ToArray();
            var counts = Draw.Histogram("t", "x", values).Data()[0]!["y"]!.AsArray().Sum(count => count!.GetValue<int>());
            Assert.True(counts == values.Length, NastyText.Says(seed));
        }
    }

    [Fact]
    public void A_waterfall_starts_from_a_level_and_its_totals_are_numbers()
    {
        var trace = Draw.Waterfall("t", "y", WaterfallStep.Change("before", 500), WaterfallStep.Change("loss", -6.25), WaterfallStep.Total("after"), WaterfallStep.Change("sale", -114), WaterfallStep.Total("end")).Data()[0]!;
        Assert.Equal(["absolute", "relative", "total", "relative", "total"], trace["measure"]!.AsArray().Select(one => one!.ToString()));
        Assert.Equal([500, -6.25, 493.75, -114, 379.75], trace["y"]!.AsArray().Select(one => one!.GetValue<double>()));
        Assert.Equal(["500.0", "−6.3", "493.8", "−114.0", "379.8"], trace["text"]!.AsArray().Select(one => one!.ToString()));
    }

    [Fact]
    public void Sankey_places_are_numbered_in_the_order_in_which_they_appear()
    {
        var trace = Draw.Sankey("t", "$bn", [new("A", "B", 1), new("B", "C", 2), new("A", "C", 3)]).Data()[0]!;
        Assert.Equal("[\"A\",\"B\",\"C\"]", trace["node"]!["label"]!.ToJsonString());
        Assert.Equal("[0,1,0]", trace["link"]!["source"]!.ToJsonString());
        Assert.Equal("[1,2,2]", trace["link"]!["target"]!.ToJsonString());
    }

    [Fact]
    public void Four_nodes_without_places_stand_at_the_quarters_of_a_circle()
    {
        var trace = Draw.Network("t", [new("N"), new("E"), new("S"), new("W")], []).Data()[0]!;
        Assert.Equal("[0,1,0,-1]", trace["x"]!.ToJsonString());
        Assert.Equal("[1,0,-1,0]", trace["y"]!.ToJsonString());
    }

    [Fact]
    public void Panels_have_their_own_axes_and_one_legend_line_for_each_name()
    {
        var figure = Draw.Panels("both", Draw.Line("a", "x", "y", Slr, ChartSeries.Of("min", [0.0, 1], [3.0, 3])), Draw.Line("b", "x", "y", Slr).WithVerticalLine(1, "v"));
        Assert.Equal(["x", "x", "x2"], figure.Data().Select(trace => trace!["xaxis"]!.ToString()));
        Assert.Equal([true, true, false], figure.Data().Select(trace => trace!["showlegend"]!.GetValue<bool>()));
        Assert.Equal((string)figure.Data()[0]!["line"]!["color"]!, (string)figure.Data()[2]!["line"]!["color"]!);
        Assert.NotEqual((string)figure.Data()[0]!["line"]!["color"]!, (string)figure.Data()[1]!["line"]!["color"]!);
        Assert.Equal("x2", figure.Layout()["shapes"]![0]!["xref"]!.ToString());
        Assert.Equal("y2 domain", figure.Layout()["shapes"]![0]!["yref"]!.ToString());
        Assert.Equal("y2", figure.Layout()["xaxis2"]!["anchor"]!.ToString());
        // One gap of 0.11 between two panels: (1 − 0.11)/2 = 0.445.
        Assert.Equal("[0,0.445]", figure.Layout()["xaxis"]!["domain"]!.ToJsonString());
        Assert.Equal("[0.555,1]", figure.Layout()["xaxis2"]!["domain"]!.ToJsonString());
        Assert.Throws<ArgumentException>(() => Draw.Panels("p", Draw.Sankey("t", "$bn", [new("a", "b", 1)])));
    }

    [Fact]
    public void Panels_that_show_different_things_have_each_its_own_legend()
    {
        var two = Draw.Line("a", "x", "y", Slr, ChartSeries.Of("min", [0.0, 1], [3.0, 3]));
        var other = Draw.Line("b", "x", "y", ChartSeries.Of("stress", [0.0, 1], [3.0, 3]));
        var chart = Draw.Panels("both", two, other, two.WithTitle("c"));
        Assert.Equal(["legend", "legend", null, "legend3", "legend3"], chart.Data().Select(trace => (string?)trace!["legend"]));
        Assert.Equal([true, true, false, true, true], chart.Data().Select(trace => (bool)trace!["showlegend"]!));
        // Three columns with two gaps of 0.11: each (1 − 0.22)/3 = 0.26 wide, the third from 0.74.
        Assert.Equal(0.74, (double)chart.Layout()["legend3"]!["x"]!, 6);
        Assert.Null(chart.Layout()["legend2"]);
        // The same name has the same colour.
        Assert.Equal((string)chart.Data()[0]!["line"]!["color"]!, (string)chart.Data()[3]!["line"]!["color"]!);
        // A panel that repeats the others' names shares their legend.
        Assert.DoesNotContain(Draw.Panels("both", two, Draw.Line("b", "x", "y", Slr)).Data(), trace => trace!["legend"] is not null);
        // Panels of one series each are named by their titles.
        Assert.False((bool)Draw.Panels("both", other, Draw.Line("b", "x", "y", Slr)).Layout()["showlegend"]!);
    }

    [Fact]
    public void A_slider_has_a_step_for_each_position_and_axes_that_stay()
    {
        var figure = Draw.WithSlider("Minimum, %", [3.0, 5], m => Draw.Line("t", "x", "y", ChartSeries.Of("s", [0, 1], [0.0, m])));
        var steps = figure.Layout()["sliders"]![0]!["steps"]!.AsArray();
        Assert.Equal(["3", "5"], steps.Select(step => step!["label"]!.ToString()));
        Assert.Equal(["[true,false]", "[false,true]"], steps.Select(step => step!["args"]![0]!["visible"]!.ToJsonString()));
        Assert.Equal([null, "false"], figure.Data().Select(trace => trace!["visible"]?.ToJsonString()));
        Assert.Equal("[0,5]", figure.Data()[1]!["y"]!.ToJsonString());
        Assert.Equal(figure.Data()[0]!["line"]!["color"]!.ToString(), figure.Data()[1]!["line"]!["color"]!.ToString());
        // 5 % room on both sides of 0 to 5
        Assert.Equal("[-0.25,5.25]", figure.Layout()["yaxis"]!["range"]!.ToJsonString());
        Assert.Equal("Line chart: t (1 trace, 2 positions)", figure.ToPlainText());
        Assert.Throws<ArgumentException>(() => Draw.WithSlider("m", [1, 2], m => Draw.Line("t", "x", "y", ChartSeries.Of($"s{m}", [0, 1], [0.0, m]))));
    }

    [Fact]
    public void Wrong_input_is_refused_by_name()
    {
        Assert.Contains("y has 1 values; it must have 2", Assert.Throws<ArgumentException>(() => ChartSeries.Of("s", [1, 2], [1.0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ChartSeries.Of(" ", [1], [1.0]));
        Assert.Throws<ArgumentException>(() => ChartSeries.Of("s", Array.Empty<double>(), []));
        Assert.Throws<ArgumentException>(() => ChartSeries.Of("s", [new object()], [1.0]));
        Assert.Throws<ArgumentException>(() => Draw.Line("t", "x", "y"));
        Assert.Contains("unit", Assert.Throws<ArgumentException>(() => Draw.Line("t", "", "y", Slr)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Draw.Line("t", "x", "y", Slr, ChartSeries.Of("s", ["a"], [1.0])));
        Assert.Throws<ArgumentException>(() => Draw.Line("t", "x", "y", Slr).WithLine(ChartSeries.Of("s", ["a"], [1.0])));
        Assert.Throws<ArgumentException>(() => Draw.Line("t", "x", "y", Slr).WithVerticalLine("a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw.Line("t", "x", "y", Slr).WithYAxis("y", range: (0, 1), log: true));
        Assert.Throws<ArgumentException>(() => Draw.Network("t", [new("a")], [new("a", "b")]));
        Assert.Throws<ArgumentException>(() => Draw.Network("t", [new("a"), new("a")], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw.Sankey("t", "$bn", [new("a", "b", -1)]));
    }

    [Fact]
    public void Json_with_any_text_in_it_parses_shows_the_text_and_cannot_end_a_script()
    {
        foreach (var (seed, text) in NastyText.Many(500).Where(item => !string.IsNullOrWhiteSpace(item.Text)))
        {
            var figure = Draw.Line(text, text, text, ChartSeries.Of(text, [text], [1.0])).WithHorizontalLine(1, text).WithSource(text);
            var json = figure.ToPlotlyJson();
            Assert.False(json.AsSpan().ContainsAny("<>&"), NastyText.Says(seed));
            using var parsed = JsonDocument.Parse(json);
            var name = parsed.RootElement.GetProperty("data")[0].GetProperty("name").GetString()!;
            Assert.False(name.AsSpan().ContainsAny("<>"), NastyText.Says(seed));
            Assert.True(name.Count(c => c == '$') <= 1, NastyText.Says(seed));
        }
    }

    [Fact]
    public void No_nasty_text_reaches_the_html_of_a_figure_as_mark_up()
    {
        var plain = Shape("text");
        foreach (var (seed, text) in NastyText.Many(300).Where(item => !string.IsNullOrWhiteSpace(item.Text)))
        {
            Assert.True(Shape(text) == plain, NastyText.Says(seed));
        }

        static int Shape(string text)
        {
            var figure = Draw.Line(text, text, text, ChartSeries.Of(text, [text], [1.0]));
            return figure.ToPlotlyHtml().Count(c => c == '<');
        }
    }

    [Fact]
    public void The_html_of_a_figure_has_its_json_and_its_numbers()
    {
        var figure = Draw.Line("Leverage <after>", "Fall, %", "SLR, %", Slr);
        var html = figure.ToPlotlyHtml();
        Assert.Contains($"<script type=\"application/vnd.plotly.v1+json\">{figure.ToPlotlyJson()}</script>", html, StringComparison.Ordinal);
        Assert.Contains("<td>4.5</td>", html, StringComparison.Ordinal);
        Assert.Contains("<figcaption>Leverage &lt;after&gt;</figcaption>", html, StringComparison.Ordinal);
        Assert.Equal("Line chart: Leverage <after> (1 trace)", figure.ToPlainText());
    }

    [Fact]
    public void A_two_sided_scale_turns_at_its_centre_and_is_as_deep_as_far_on_either_side()
    {
        // From 0 to 4 with the centre at 1, a quarter of the way: 4 is 3 away and deepest; 0 is 1 away, a third of that.
        var trace = Draw.HeatMap("t", "x", "y", HeatGrid.Of("v", [0, 4], ["a"], (x, _) => x).CentredAt(1)).Data()[0]!;
        var stops = trace["colorscale"]!.AsArray().Select(stop => ((double)stop![0]!, (string)stop[1]!)).ToArray();
        // A third of 1 is two thirds of the way from the centre's #E9E6E1 to the half-way blue #6FA8D6: E9 − 2/3·(E9 − 6F) = 233 − 81.3 = 152 = 98.
        Assert.Equal([(0, "#98BDDA"), (0.25, "#E9E6E1"), (0.625, "#E8925A"), (1, "#A33E00")], stops);
        Assert.Equal((0.0, 4.0), ((double)trace["zmin"]!, (double)trace["zmax"]!));
    }

    [Fact]
    public void A_slider_over_heat_maps_keeps_one_scale_of_colours()
    {
        GenericChart At(double top) => Draw.HeatMap("Loss", "x", "y", HeatGrid.Of("Loss, $bn", new[] { 0.0, 1.0 }, new[] { 0.0, 1.0 }, (x, y) => x * y * top));
        var figure = Draw.WithSlider("Top", [1.0, 5.0], At);
        Assert.Equal(2, figure.Data().Count);
        Assert.All(figure.Data(), trace => Assert.Equal((0.0, 5.0), ((double)trace!["zmin"]!, (double)trace["zmax"]!)));
    }
}
