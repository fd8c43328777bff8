using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

/// <summary>Turns one chart for each position into one chart with a slider, which shows the traces of one position and hides the others.</summary>
internal static class SliderSteps
{
    private const int SliderHeight = 104;
    private const double Padding = 0.05;
    private static readonly string[] Parts = ["title", "annotations", "shapes"];

    public static GenericChart Combine(string label, IReadOnlyList<(string Position, GenericChart Chart)> positions)
    {
        var charts = positions.Select(position => ChartParts.CopyOf(position.Chart)).ToArray();
        ShareColours(charts);
        var whole = charts[0];
        var layouts = charts.Select(chart => Changes(chart.Layout)).ToArray();
        var perPosition = whole.Traces.Count;
        foreach (var letter in "xy")
        {
            if (CommonRange(letter, charts) is { } range)
            {
                whole.Axis(letter).SetProperty("range", range);
            }
        }
        foreach (var chart in charts.Skip(1))
        {
            whole.Traces.AddRange(chart.Traces.Select(trace => trace.Set(("visible", false))));
        }
        var steps = positions.Select((position, p) => new SliderStep().Set(
            ("label", PlotlyText.Encode(position.Position)),
            ("method", "update"),
            ("args", new PlotlyObject[]
            {
                new PlotlyObject().Set(("visible", Enumerable.Range(0, whole.Traces.Count).Select(trace => trace / perPosition == p).ToArray())), layouts[p],
            })));
        var margin = whole.Layout.Part<Margin>("margin");
        var below = (int)(margin.Number("b") ?? 0);
        whole.Layout.Set(
            ("sliders", new[] { Slider(label, below + 6).Set(("steps", steps.ToArray())) }),
            ("height", (int)(whole.Layout.Number("height") ?? HouseStyle.Height) + SliderHeight));
        margin.SetProperty("b", below + SliderHeight);
        return whole.ToChart();
    }

    /// <summary>What each position of a slider puts into the layout; none for a chart without one.</summary>
    public static IEnumerable<PlotlyObject> Layouts(Layout layout) => layout.Items("sliders").OfType<Slider>()
        .SelectMany(slider => slider.Items("steps")).OfType<SliderStep>()
        .Where(step => step.Text("method") == "update")
        .Select(step => step.Items("args").ElementAtOrDefault(1)).OfType<PlotlyObject>();

    // Lists that only some positions have are emptied at the others.
    private static PlotlyObject Changes(Layout layout) => new PlotlyObject().Set(
        [.. Parts.Select(part => (part, layout.Get(part) switch
        {
            null when part != "title" => Array.Empty<PlotlyObject>(),
            PlotlyObject one => Members.Copy(one),
            var items => (object?)Members.CopyOf(items),
        }))]);

    // A colour means the same at every position: that of a trace is its place in its own chart, and a heat map keeps one scale over all.
    private static void ShareColours(ChartParts[] charts)
    {
        for (var i = 0; i < charts[0].Traces.Count; i++)
        {
            var traces = charts.Select(chart => chart.Traces[i]).ToArray();
            if (traces.All(trace => trace.type == "heatmap"))
            {
                ShareScale(traces);
            }
            foreach (var trace in traces)
            {
                TraceColour.SetUnlessGiven(trace, Palette.Colour(i));
            }
        }
    }

    private static void ShareScale(Trace[] traces)
    {
        var values = traces.SelectMany(trace => trace.Items("z")).SelectMany(Members.Items).Select(Members.AsNumber).OfType<double>().ToArray();
        foreach (var trace in traces.Where(trace => values.Length > 0 && trace.Get("zmin") is null))
        {
            trace.Set(("zmin", values.Min()), ("zmax", values.Max()));
        }
    }

    // One range over all positions, where the axis is one of plain numbers and nobody chose a range.
    private static double[]? CommonRange(char letter, ChartParts[] charts)
    {
        var first = charts[0].Layout.Get(letter + "axis") as LinearAxis;
        if (first.Text("type") != "linear" || first.Get("range") is not null || first.Get("visible") is false || first.Get("autorange") is not null)
        {
            return null;
        }
        var traces = charts.SelectMany(chart => chart.Traces).ToArray();
        // Where bars stand on each other, or a trace is counted or summed by Plotly, its numbers are not where it ends.
        if (traces.Any(trace => trace.type is not ("scatter" or "bar")) || charts[0].Layout.Text("barmode") == "relative")
        {
            return null;
        }
        var bars = traces.Any(trace => trace.type == "bar");
        var values = traces.SelectMany(trace => trace.Items(letter.ToString())).Select(Members.AsNumber).OfType<double>().Concat(bars ? [0.0] : []).ToList();
        if (values.Count == 0)
        {
            return null;
        }
        var (least, greatest) = (values.Min(), values.Max());
        var room = least == greatest ? 1 : Padding * (greatest - least);
        return [bars && least == 0 ? 0 : least - room, bars && greatest == 0 ? 0 : greatest + room];
    }

    private static Slider Slider(string label, int below) => new Slider().Set(
        ("active", 0), ("x", 0), ("len", 1), ("y", 0), ("yanchor", "top"),
        ("pad", new Padding().Set(("t", below), ("b", 0))),
        ("bgcolor", Palette.Veil), ("bordercolor", Palette.Axis), ("tickcolor", Palette.Axis),
        ("currentvalue", new SliderCurrentValue().Set(("prefix", PlotlyText.Encode(label) + ": "), ("xanchor", "left"), ("font", new Font().Set(("size", 13))))));
}
