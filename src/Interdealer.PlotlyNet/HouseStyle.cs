using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

/// <summary>What every chart looks like before anything is drawn in it, as a template that any chart of Plotly.NET can take.</summary>
/// <remarks>Colours of text are left to the page and backgrounds are transparent, so that a chart is as light or dark as what is around it.</remarks>
internal static class HouseStyle
{
    public const int Height = 420;

    /// <summary>A new template, since Plotly.NET's functions change what they are given.</summary>
    public static Template Template() => new Template().Set(("layout", new Layout().Set(
        ("font", new Font().Set(("size", 13), ("family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"))),
        ("title", new Title().Set(
            ("x", 0), ("xref", "paper"), ("xanchor", "left"), ("y", 1), ("yref", "container"), ("yanchor", "top"),
            ("pad", new Padding().Set(("t", TitleSpace.Pad))), ("font", new Font().Set(("size", 16))))),
        ("colorway", Palette.All.ToArray()),
        ("paper_bgcolor", Palette.None),
        ("plot_bgcolor", Palette.None),
        ("xaxis", AxisLines()),
        ("yaxis", AxisLines()),
        ("legend", new Legend().Set(("orientation", "h"), ("x", 0), ("xanchor", "left"), ("y", 1.01), ("yanchor", "bottom"), ("bgcolor", Palette.None))),
        // A box of its own colours: what is behind it may be light or dark.
        ("hoverlabel", new Hoverlabel().Set(
            ("bgcolor", "#2B3137"), ("bordercolor", "#6B737B"), ("font", new Font().Set(("color", "#FFFFFF"), ("size", 12))), ("align", "left"), ("namelength", -1))),
        ("modebar", new ModeBar().Set(("bgcolor", Palette.None), ("color", Palette.Veil), ("activecolor", Palette.Axis))))));

    /// <summary>A chart with nothing in it yet.</summary>
    public static ChartParts NewChart(string title, LinearAxis? x, LinearAxis? y)
    {
        var parts = ChartParts.New(new Layout().Set(
            ("template", Template()), ("height", Height), ("autosize", true), ("margin", new Margin().Set(("l", 64), ("r", 28), ("b", 56))), ("xaxis", x), ("yaxis", y)));
        TitleSpace.SetTitle(parts, title);
        return parts;
    }

    public static Title AxisTitle(string text) => new Title().Set(("text", PlotlyText.Encode(text)));

    public static LinearAxis Axis(string? title, string type)
    {
        var axis = new LinearAxis().Set(("type", type), ("title", title is null ? null : AxisTitle(title)));
        return type == "category" ? axis.Set(("showgrid", false), ("ticks", "")) : axis;
    }

    public static LinearAxis HiddenAxis(string? sameScaleAs) => new LinearAxis().Set(("type", "linear"), ("visible", false), ("scaleanchor", sameScaleAs));

    private static LinearAxis AxisLines() => new LinearAxis().Set(
        ("automargin", true), ("gridcolor", Palette.Grid), ("linecolor", Palette.Axis), ("zerolinecolor", Palette.Axis), ("zerolinewidth", 1), ("showline", true),
        ("ticks", "outside"), ("ticklen", 4), ("tickcolor", Palette.Axis), ("title", new Title().Set(("standoff", 10))));
}
