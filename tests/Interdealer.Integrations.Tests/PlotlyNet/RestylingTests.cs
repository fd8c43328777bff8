using Interdealer.Charts;
using Microsoft.FSharp.Core;
using Plotly.NET;
using Plotly.NET.CSharp;
using Plotly.NET.LayoutObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace Interdealer.Integrations.Tests.PlotlyNet;

/// <summary>What Plotly.NET's functions do to our charts, and ours to theirs.</summary>
public sealed class RestylingTests
{
    private static readonly ChartSeries Slr = ChartSeries.Of("SLR", [0.0, 1, 2], [5.0, 4.5, 4]);
    private static readonly GenericChart Ours = Draw.Line("Ours", "x, %", "y, %", Slr).WithHorizontalLine(3, "limit").WithSource("s");

    public static TheoryData<string, GenericChart> Kinds => new()
    {
        { "line", Ours },
        { "scatter", Draw.Scatter("t", "x", "y", Slr) },
        { "bar", Draw.Bar("t", "x", "y", Slr) },
        { "stacked bar", Draw.StackedBar("t", "x", "y", Slr) },
        { "ranking", Draw.Ranking("t", "x", ChartSeries.Of("s", ["A", "B"], [1.0, 2])) },
        { "heat map", Draw.HeatMap("t", "x", "y", HeatGrid.Of("v", [1, 2], ["a"], (x, _) => x)) },
        { "histogram", Draw.Histogram("t", "x", [1.0, 2, 3]) },
        { "box", Draw.Box("t", "y", ("a", [1.0, 2, 3])) },
        { "waterfall", Draw.Waterfall("t", "y", WaterfallStep.Change("a", 1), WaterfallStep.Total("b")) },
        { "network", Draw.Network("t", [new("a"), new("b")], [new("a", "b")]) },
        { "sankey", Draw.Sankey("t", "$bn", [new("a", "b", 1)]) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_chart_goes_into_the_grid_of_Plotly_NET(string kind, GenericChart chart)
    {
        var traces = chart.Data().Count;
        var grid = Chart.Grid([chart.Copy(), Ours.Copy()], 1, 2);
        Assert.True(grid.Data().Count == traces + 1, kind);
        Assert.Equal("x2", (string?)grid.Data()[traces]!["xaxis"]);
    }

    [Fact]
    public void Charts_are_combined_in_one_with_a_colour_for_each_trace_and_what_is_written_at_both()
    {
        var other = Draw.Line("Other", "x, %", "y, %", ChartSeries.Of("minimum", [0.0, 2], [3.0, 3])).WithVerticalLine(1, "now");
        var both = Chart.Combine([Ours.Copy(), other]).WithTitle("Both");
        Assert.Equal(["SLR", "minimum"], both.Data().Select(trace => (string?)trace!["name"]));
        // No trace has a colour of its own, so that plotly.js gives each the next of the template's.
        Assert.All(both.Data(), trace => Assert.Null(trace!["line"]!["color"]));
        Assert.Equal(2, both.Layout()["shapes"]!.AsArray().Count);
        Assert.Equal("Both", (string?)both.Layout()["title"]!["text"]);
        Assert.Null(both.Layout()["showlegend"]);
        // Room for the legend, which neither had.
        Assert.True((int)both.Layout()["margin"]!["t"]! > (int)Ours.Layout()["margin"]!["t"]!);
    }

    [Fact]
    public void A_title_and_an_axis_styled_by_Plotly_NET_keep_what_was_said_of_them()
    {
        var restyled = Ours.WithTickFormat(x: ".1%").WithXAxisStyle<double, double, string>(TitleText: "Fall, %", MinMax: Tuple.Create(0.0, 2.0));
        Assert.Equal("Fall, %", (string?)restyled.Layout()["xaxis"]!["title"]!["text"]);
        Assert.Equal(".1%", (string?)restyled.Layout()["xaxis"]!["tickformat"]);
        Assert.Equal("y, %", (string?)restyled.Layout()["yaxis"]!["title"]!["text"]);
    }

    [Fact]
    public void A_line_and_a_marker_styled_by_Plotly_NET_keep_what_was_said_of_them()
    {
        var dashed = Plotly.NET.Chart.withLine(new Line().With("dash", "dot")).Invoke(Draw.Line("t", "x", "y", Slr));
        Assert.Equal(("dot", 2.25), ((string)dashed.Data()[0]!["line"]!["dash"]!, (double)dashed.Data()[0]!["line"]!["width"]!));
    }

    [Fact]
    public void A_chart_of_Plotly_NET_takes_our_lines_and_our_style()
    {
        var theirs = Chart.Line<double, double, string>([0.0, 1, 2], [1.0, double.NaN, 3], Name: "theirs");
        var changed = theirs.WithLine(Slr).WithHorizontalLine(2, "limit").WithVerticalLine(1.0).WithYAxis("y", "$bn", (0, 4)).WithHouseStyle().WithTitle("A <title>").WithSource("s");
        Assert.Equal(["theirs", "SLR"], changed.Data().Select(trace => (string?)trace!["name"]));
        Assert.Equal("[1,null,3]", changed.Data()[0]!["y"]!.ToJsonString());
        Assert.Equal("rgba(0,0,0,0)", (string?)changed.Layout()["template"]!["layout"]!["paper_bgcolor"]);
        Assert.Equal("A &lt;title&gt;", (string?)changed.Layout()["title"]!["text"]);
        Assert.Equal("Line chart: A <title> (2 traces)", changed.ToPlainText());
        Assert.Single(theirs.Data());
    }

    [Fact]
    public void Whatever_Plotly_NET_does_to_a_chart_we_changed_leaves_the_chart_it_came_from_as_it_was()
    {
        foreach (var (kind, chart) in Kinds.Select(row => ((string)row[0], (GenericChart)row[1])))
        {
            var before = chart.ToPlotlyJson();
            var copy = chart.Copy();
            _ = Plotly.NET.Chart.withTitle("changed", FSharpOption<Font>.None).Invoke(copy);
            _ = Plotly.NET.Chart.withLine(new Line().With("dash", "dot")).Invoke(copy);
            _ = Plotly.NET.Chart.withAnnotations([new Annotation().With("text", "added")], FSharpOption<bool>.None).Invoke(copy);
            _ = Plotly.NET.Chart.withMarginSize<int, int, int, int, int, bool>(7, 7, 7, 7, 7, FSharpOption<bool>.None).Invoke(copy);
            Assert.True(before == chart.ToPlotlyJson(), kind);
        }
    }

    [Fact]
    public void A_copy_of_a_chart_has_the_same_bytes()
        => Assert.All(Kinds.Select(row => (GenericChart)row[1]), chart => Assert.Equal(chart.ToPlotlyJson(), chart.Copy().ToPlotlyJson()));

    [Fact]
    public void What_is_added_to_a_chart_with_a_slider_stays_at_every_position()
    {
        var slider = Draw.WithSlider("end", [1.0, 2], end => Draw.Line($"to {end}", "x", "y", ChartSeries.Of("s", [0.0, 1], [0.0, end])).WithVerticalLine(end));
        var marked = slider.WithHorizontalLine(1, "limit").WithSource("s");
        foreach (var step in marked.Layout()["sliders"]![0]!["steps"]!.AsArray())
        {
            Assert.Equal(2, step!["args"]![1]!["shapes"]!.AsArray().Count);
            Assert.Equal(["limit", "Source: s"], step["args"]![1]!["annotations"]!.AsArray().Select(text => (string?)text!["text"]));
        }
        Assert.Equal("to 1", (string?)marked.Layout()["sliders"]![0]!["steps"]![0]!["args"]![1]!["title"]!["text"]);
    }
}

/// <summary>Sets one member by name.</summary>
internal static class PartChanges
{
    public static T With<T>(this T part, string name, object value)
        where T : DynamicObj.DynamicObj
    {
        part.SetProperty(name, value);
        return part;
    }
}
