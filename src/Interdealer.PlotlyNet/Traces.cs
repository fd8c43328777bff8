using Interdealer.Display;
using Plotly.NET;
using Plotly.NET.TraceObjects;

namespace Interdealer.Charts;

/// <summary>The traces of Plotly, one method for each kind. Colours come from the template, in the order of the traces.</summary>
internal static class Traces
{
    private static readonly string[] Symbols = ["circle", "diamond", "square", "triangle-up", "x"];

    // Marks where there are few points: a line through four values should not look like a curve that was measured everywhere.
    public static Trace Line(ChartSeries series, int index) => Of("scatter", series).Set(
        ("mode", series.X.Length <= 25 && !series.IsDashed ? "lines+markers" : "lines"),
        ("line", new Line().Set(("width", 2.25), ("dash", series.IsDashed ? "dash" : Palette.Dash(index)))),
        ("marker", new Marker().Set(("size", 6))),
        ("connectgaps", false));

    public static Trace Points(ChartSeries series, int index) => Of("scatter", series).Set(
        ("mode", "markers"),
        ("marker", new Marker().Set(
            ("size", series.X.Length > 300 ? 5 : 8), ("opacity", series.X.Length > 300 ? 0.55 : 0.85), ("symbol", Symbols[index % Symbols.Length]))));

    public static Trace Bars(ChartSeries series, int index) => Of("bar", series);

    public static Trace LyingBars(ChartSeries series, int index)
    {
        var trace = Bars(series, index);
        return trace.Set(("orientation", "h"), ("x", trace.Get("y")), ("y", trace.Get("x")));
    }

    public static Trace HeatMap(HeatGrid grid)
    {
        var trace = new Trace2D("heatmap").Set(
            ("x", Position.All(grid.X)),
            ("y", Position.All(grid.Y)),
            ("z", grid.Values.Select(row => Position.Numbers(row)).ToArray()),
            ("colorscale", "Cividis"),
            ("colorbar", new ColorBar().Set(
                ("title", new Title().Set(("text", PlotlyText.Encode(grid.ValueTitle)), ("side", "right"))),
                ("outlinewidth", 0), ("thickness", 16), ("ticks", "outside"), ("tickcolor", Palette.Axis))),
            ("hoverongaps", false),
            ("hovertemplate", "%{x}<br>%{y}<br><b>%{z}</b><extra></extra>"));
        return grid.Centre is { } centre && TwoSidedScale.Of(grid.Values.SelectMany(row => row), centre) is { } scale
            ? trace.Set(("zmin", scale.Least), ("zmax", scale.Greatest), ("colorscale", scale.Colours))
            : trace;
    }

    // Counted already: each bin is one point at its centre whose height is the count.
    public static Trace Histogram(HistogramBins bins) => new Trace2D("histogram").Set(
        ("x", Position.Numbers(bins.Centres)),
        ("y", bins.Counts),
        ("histfunc", "sum"),
        ("autobinx", false),
        ("xbins", new Bins().Set(("start", bins.Start), ("end", bins.End), ("size", bins.Width))),
        ("hovertemplate", "%{x}: <b>%{y}</b><extra></extra>"));

    public static Trace Box(string name, double[] values) => new Trace2D("box").Set(
        ("name", PlotlyText.Encode(name)),
        ("y", Position.Numbers(values)),
        ("quartilemethod", "linear"),
        ("boxpoints", "outliers"),
        ("boxmean", true),
        ("marker", new Marker().Set(("size", 4), ("opacity", 0.7))),
        ("line", new Line().Set(("width", 1.75))));

    // The first step is where the chart starts, from 0: in the colour of totals, as they are.
    public static Trace Waterfall(IReadOnlyList<WaterfallStep> steps) => new Trace2D("waterfall").Set(
        ("x", Position.Texts(steps.Select(step => step.Label))),
        ("y", Position.Numbers(Levels(steps))),
        ("measure", steps.Select((step, i) => step.Value is null ? "total" : i == 0 ? "absolute" : "relative").ToArray()),
        ("connector", new WaterfallConnector().Set(("line", new Line().Set(("color", Palette.Axis), ("width", 1), ("dash", "dot"))))),
        ("increasing", Coloured(5)),
        ("decreasing", Coloured(4)),
        ("totals", Coloured(0)),
        ("text", Labels(steps)),
        ("textposition", "outside"),
        ("cliponaxis", false));

    // A total is what the changes before it come to; whoever reads the numbers need not add them up.
    private static IEnumerable<double> Levels(IReadOnlyList<WaterfallStep> steps)
    {
        var sum = 0.0;
        foreach (var step in steps)
        {
            sum += step.Value ?? 0;
            yield return step.Value ?? sum;
        }
    }

    // All in the digits that the whole of them needs.
    private static string[] Labels(IReadOnlyList<WaterfallStep> steps)
    {
        var levels = Levels(steps).ToArray();
        var format = Format.For([.. levels]);
        return [.. levels.Select(level => format.Apply(level))];
    }

    public static Trace Sankey(IReadOnlyList<SankeyFlow> flows, string unit)
    {
        var names = flows.SelectMany(flow => new[] { flow.From, flow.To }).Distinct().ToList();
        return new TraceDomain("sankey").Set(
            ("arrangement", "snap"),
            ("valuesuffix", " " + PlotlyText.Encode(unit)),
            ("valueformat", ",.4~g"),
            ("node", new SankeyNodes().Set(
                ("label", Position.Texts(names)),
                ("color", Stages(names, flows).Select(Palette.Colour).ToArray()),
                ("pad", 18),
                ("thickness", 16),
                ("line", new Line().Set(("width", 0))))),
            ("link", new SankeyLinks().Set(
                ("source", flows.Select(flow => names.IndexOf(flow.From)).ToArray()),
                ("target", flows.Select(flow => names.IndexOf(flow.To)).ToArray()),
                ("value", Position.Numbers(flows.Select(flow => flow.Value))),
                ("color", Palette.Veil))));
    }

    // How many flows lead to each place at most; places from which nothing flows on are the last. One colour a stage says what is source and what is end.
    private static int[] Stages(List<string> names, IReadOnlyList<SankeyFlow> flows)
    {
        var stages = new int[names.Count];
        for (var round = 1; round < names.Count; round++)
        {
            foreach (var flow in flows)
            {
                var to = names.IndexOf(flow.To);
                stages[to] = Math.Min(names.Count, Math.Max(stages[to], stages[names.IndexOf(flow.From)] + 1));
            }
        }
        var last = stages.Max();
        return [.. stages.Select((stage, i) => flows.Any(flow => flow.From == names[i]) ? stage : last)];
    }

    private static Trace2D Of(string type, ChartSeries series) => new Trace2D(type).Set(
        ("name", PlotlyText.Encode(series.Name)),
        ("x", Position.All(series.X)),
        ("y", Position.Numbers(series.Y)),
        ("hovertext", series.Hover.Length > 0 ? Position.Texts(series.Hover) : null));

    private static FinanceMarker Coloured(int colour) => new FinanceMarker().Set(("marker", new Marker().Set(("color", Palette.Colour(colour)))));
}
