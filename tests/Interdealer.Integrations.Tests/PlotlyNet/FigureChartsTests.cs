using System.Dynamic;
using System.Text.Json.Nodes;
using Interdealer.Display;
using Interdealer.PlotlyNet;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Figure = Interdealer.Display.Figure;

namespace Interdealer.Integrations.Tests.PlotlyNet;

public class FigureChartsTests
{
    static readonly Series Slr = Series.Of("SLR <b>&", [0.0, 1, 2], [5.0, double.NaN, 4]);

    public static TheoryData<Figure> Figures =>
    [
        Figure.Line("t", "x", "y", Slr).WithSource("s").WithAnnotation(1, 4, "here").WithVerticalLine(1, "v").WithYAxis("y", "%", (0, 1)),
        Figure.Line("t", "x", "y", Series.Of("s", [new DateOnly(2020, 3, 16)], [1.0])),
        Figure.Scatter("t", "x", "y", Slr),
        Figure.Bar("t", "x", "y", Slr),
        Figure.StackedBar("t", "x", "y", Slr),
        Figure.Ranking("t", "x", Series.Of("s", ["A", "B"], [1.0, 2])),
        Figure.HeatMap("t", "x", "y", HeatGrid.Of("v", [1, 2], ["a"], (x, _) => x)),
        Figure.Histogram("t", "x", [1.0, 2, 3]),
        Figure.Box("t", "y", ("a", [1.0, 2, 3])),
        Figure.Waterfall("t", "y", WaterfallStep.Change("a", 1), WaterfallStep.Total("b")),
        Figure.Sankey("t", "$bn", [new("a", "b", 1)]),
        Figure.Network("t", [new("a"), new("b")], [new("a", "b")]),
        Figure.Panels("all", Figure.Line("t", "x", "y", Slr), Figure.Bar("n", "x", "y", Slr)),
    ];

    [Theory]
    [MemberData(nameof(Figures))]
    public void A_figure_comes_back_from_a_chart_with_every_member(Figure figure) => AssertSame(figure, figure.ToChart().ToFigure());

    [Fact]
    public void Random_figures_come_back_from_a_chart_with_every_member()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var figure = RandomFigures.Draw(seed);
            AssertSame(figure, figure.ToChart().ToFigure(), $"seed {seed}");
        }
    }

    [Fact]
    public void A_chart_made_with_Plotly_NET_comes_back_from_a_figure_with_every_member()
    {
        // With the library's default template, size and configuration, as its Chart functions make them.
        var trace = new Trace("scatter");
        ((dynamic)trace).name = "theirs";
        ((dynamic)trace).y = new[] { 4.0, double.NaN, double.PositiveInfinity };
        ((dynamic)trace).x = new[] { 4f, float.NaN, float.NegativeInfinity };
        ((dynamic)trace).text = new[] { "NaN", "é", "2020-03-16" };
        var chart = Chart.withTitle("a title", null).Invoke(GenericChart.ofTraceObject(true, trace));
        var figure = chart.ToFigure();
        Assert.Equal("theirs", figure.Data[0]!["name"]!.ToString());
        Assert.Equal("a title", figure.Title);
        // Neither number is a number of JSON; a text that reads like one is a text.
        Assert.All(["x", "y"], axis => Assert.Equal("[4,null,null]", RandomFigures.Canonical(figure.Data[0]![axis])!.ToJsonString()));
        Assert.Equal(["NaN", "é", "2020-03-16"], figure.Data[0]!["text"]!.AsArray().Select(text => (string?)text));
        AssertSame(figure, figure.ToChart().ToFigure());
    }

    [Fact]
    public void An_axis_styled_by_Plotly_NET_keeps_what_the_figure_had_said_of_it()
    {
        var figure = Figure.Line("t", "x", "y", Slr).WithTickFormat(x: ".1%");
        var change = new LinearAxis();
        ((dynamic)change).nticks = 3;
        var restyled = Chart.withXAxis(change, null).Invoke(figure.ToChart()).ToFigure();
        var axis = restyled.Layout["xaxis"]!;
        Assert.Equal(3, axis["nticks"]!.GetValue<int>());
        Assert.Equal(figure.Layout["xaxis"]!["title"]!.ToJsonString(), axis["title"]!.ToJsonString());
        Assert.Equal(".1%", axis["tickformat"]!.ToString());
        Assert.Equal(figure.Layout["yaxis"]!.ToJsonString(), restyled.Layout["yaxis"]!.ToJsonString());
        Assert.Equal(figure.Data.ToJsonString(), restyled.Data.ToJsonString());
    }

    [Fact]
    public void A_marker_styled_by_Plotly_NET_keeps_what_the_figure_had_said_of_it()
    {
        var figure = Figure.Scatter("t", "x", "y", Slr);
        var change = new Marker();
        ((dynamic)change).opacity = 0.25;
        var restyled = Chart.withMarker(change).Invoke(figure.ToChart()).ToFigure();
        Assert.Equal(0.25, restyled.Data[0]!["marker"]!["opacity"]!.GetValue<double>());
        Assert.Equal(figure.Data[0]!["marker"]!["size"]!.ToJsonString(), restyled.Data[0]!["marker"]!["size"]!.ToJsonString());
    }

    [Theory]
    [InlineData("xaxis", typeof(LinearAxis))]
    [InlineData("xaxis2", typeof(LinearAxis))]
    [InlineData("yaxis", typeof(LinearAxis))]
    [InlineData("yaxis12", typeof(LinearAxis))]
    [InlineData("xaxis/title", typeof(Title))]
    [InlineData("xaxis/title/font", typeof(Font))]
    [InlineData("yaxis/tickfont", typeof(Font))]
    [InlineData("title", typeof(Title))]
    [InlineData("title/font", typeof(Font))]
    [InlineData("font", typeof(Font))]
    [InlineData("legend", typeof(Legend))]
    [InlineData("legend2", typeof(Legend))]
    [InlineData("legend/title", typeof(Title))]
    [InlineData("margin", typeof(Margin))]
    [InlineData("coloraxis", typeof(ColorAxis))]
    [InlineData("coloraxis2/colorbar", typeof(ColorBar))]
    [InlineData("coloraxis/colorbar/title", typeof(Title))]
    [InlineData("annotations", typeof(Annotation[]))]
    [InlineData("shapes", typeof(Shape[]))]
    [InlineData("images", typeof(LayoutImage[]))]
    [InlineData("sliders", typeof(Slider[]))]
    [InlineData("updatemenus", typeof(UpdateMenu[]))]
    [InlineData("trace/marker", typeof(Marker))]
    [InlineData("trace/marker/line", typeof(Line))]
    [InlineData("trace/marker/colorbar", typeof(ColorBar))]
    [InlineData("trace/line", typeof(Line))]
    [InlineData("trace/colorbar", typeof(ColorBar))]
    [InlineData("trace/error_x", typeof(Error))]
    [InlineData("trace/error_y", typeof(Error))]
    [InlineData("trace/error_z", typeof(Error))]
    public void What_Plotly_NET_looks_for_by_type_has_that_type_and_what_the_figure_said(string path, Type type)
    {
        // A part of another type is not found and so replaced by what a styling function says, instead of added to.
        var names = path.Split('/');
        JsonNode said = new JsonObject { ["unknown"] = 7 };
        if (type.IsArray)
        {
            said = new JsonArray(said);
        }

        foreach (var name in names.Reverse().Where(name => name != "trace"))
        {
            said = new JsonObject { [name] = said };
        }

        var inTrace = names[0] == "trace";
        var chart = Figure.FromJson(new JsonObject { ["data"] = inTrace ? new JsonArray(said) : new JsonArray(), ["layout"] = inTrace ? new JsonObject() : said }.ToJsonString()).ToChart();
        object part = inTrace ? GenericChart.getTraces(chart).Single() : GenericChart.getLayout(chart);
        foreach (var name in names.Where(name => name != "trace"))
        {
            part = Member(part, name);
        }

        Assert.IsType(type, part);
        Assert.Equal("7", Member(part is Array items ? items.GetValue(0)! : part, "unknown").ToString());
    }

    [Fact]
    public void An_annotation_added_by_Plotly_NET_stands_beside_those_of_the_figure()
    {
        var figure = Figure.Line("t", "x", "y", Slr).WithSource("s").WithAnnotation(1, 4, "here").WithVerticalLine(1, "v");
        var (added, shape) = (new Annotation(), new Shape());
        ((dynamic)added).text = "added";
        ((dynamic)shape).type = "rect";
        var restyled = Chart.withAnnotations([added], null).Invoke(Chart.withShapes([shape], null).Invoke(figure.ToChart())).ToFigure();
        var texts = restyled.Layout["annotations"]!.AsArray().Select(annotation => (string?)annotation!["text"]).ToArray();
        Assert.Equal(figure.Layout["annotations"]!.AsArray().Count + 1, texts.Length);
        Assert.Contains("added", texts);
        Assert.Contains("here", texts);
        Assert.Equal(figure.Layout["shapes"]!.AsArray().Count + 1, restyled.Layout["shapes"]!.AsArray().Count);
    }

    [Fact]
    public void A_member_that_Plotly_NET_uses_for_itself_is_refused_by_name()
    {
        var figure = Figure.FromJson("""{"data":[],"layout":{"Properties":{}}}""");
        Assert.Contains("\"Properties\" in its layout", Assert.Throws<ArgumentException>(() => figure.ToChart()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_with_a_slider_is_charted_position_by_position()
    {
        var figures = new[] { 1.0, 2 }.Select(end => ($"{end}", Figure.Line($"to {end}", "x", "y", Series.Of("s", [0.0, 1], [0.0, end])))).ToArray();
        var slider = Figure.WithSlider("end", figures);
        var refusal = Assert.Throws<ArgumentException>(() => slider.ToChart());
        Assert.Contains("2 positions", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("was 2", Assert.Throws<ArgumentOutOfRangeException>(() => slider.ToChart(2)).Message, StringComparison.Ordinal);
        for (var position = 0; position < 2; position++)
        {
            var shown = slider.ToChart(position).ToFigure();
            Assert.Equal(figures[position].Item2.Data.ToJsonString(), shown.Data.ToJsonString());
            Assert.Equal(figures[position].Item2.Title, shown.Title);
            Assert.False(shown.Layout.ContainsKey("sliders"));
        }
    }

    [Fact]
    public void A_position_is_the_figure_with_the_members_of_its_frame_put_over_its_own()
    {
        // The frame names the second trace alone, changes one member of an object and leaves the other.
        var figure = Figure.FromJson("""
            {"data":[{"type":"bar","name":"a","marker":{"color":"red","size":1}},{"type":"bar","name":"b","marker":{"color":"blue","size":2}}],
             "layout":{"title":{"text":"t","x":0},"sliders":[{}],"updatemenus":[{}]},
             "frames":[{"traces":[1],"data":[{"marker":{"size":3}}],"layout":{"title":{"text":"u"}}}]}
            """);
        var shown = figure.ToChart(0).ToFigure();
        AssertSame(
            Figure.FromJson("""
                {"data":[{"type":"bar","name":"a","marker":{"color":"red","size":1}},{"type":"bar","name":"b","marker":{"color":"blue","size":3}}],
                 "layout":{"title":{"text":"u","x":0}}}
                """),
            shown);
    }

    static object Member(object part, string name)
    {
        Assert.True(((DynamicObject)part).TryGetMember(new Getter(name), out var value), name);
        return value!;
    }

    sealed class Getter(string name) : GetMemberBinder(name, ignoreCase: false)
    {
        public override DynamicMetaObject FallbackGetMember(DynamicMetaObject target, DynamicMetaObject? errorSuggestion) => throw new NotSupportedException();
    }

    static void AssertSame(Figure expected, Figure actual, string where = "")
    {
        AssertSame(expected.Data, actual.Data, where);
        AssertSame(expected.Layout, actual.Layout, where);
        AssertSame(expected.Config, actual.Config, where);
        Assert.Empty(actual.Frames);
    }

    // Order of members and the spelling of a number (1E-300, 1e-300) are not content.
    static void AssertSame(JsonNode expected, JsonNode actual, string where) => Assert.True(
        JsonNode.DeepEquals(RandomFigures.Canonical(expected), RandomFigures.Canonical(actual)),
        $"{where}\nexpected {expected.ToJsonString()}\nactual   {actual.ToJsonString()}");
}
