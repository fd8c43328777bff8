using System.Globalization;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

/// <summary>Puts the traces of several charts into the cells of one.</summary>
/// <remarks>Plotly.NET's grid renames the axes of the charts it is given, drops what is written at them, and repeats their legends.</remarks>
internal sealed class PanelGrid
{
    private const int PanelHeight = 360;
    private const double GapAcross = 0.11;
    private const int GapPixels = 132;
    private const int TitleHeight = 24;
    private const int LegendLift = 34;

    private readonly int columns;
    private readonly int rows;
    private readonly double gapDown;

    public PanelGrid(int columns, int panels)
    {
        this.columns = Math.Min(columns, panels);
        rows = (panels + this.columns - 1) / this.columns;
        gapDown = rows == 1 ? 0 : GapPixels / (double)(PanelHeight * rows);
    }

    public GenericChart Combine(string title, IReadOnlyList<ChartParts> panels)
    {
        var whole = HouseStyle.NewChart(title, null, null);
        var layout = whole.Layout;
        var height = rows == 1 ? HouseStyle.Height + 20 : PanelHeight * rows;
        var names = new List<string>();
        for (var i = 0; i < panels.Count; i++)
        {
            Place(panels[i], i, whole, names);
        }
        layout.Set(("height", height), ("showlegend", names.Count > 1));
        TitleSpace.SetMargin(whole);
        // Room for the titles of the first row of panels, which stand above their axes.
        var margin = layout.Part<Margin>("margin");
        margin.SetProperty("t", (int)margin.Number("t")!.Value + TitleHeight);
        layout.Part<Legend>("legend").SetProperty("y", 1 + ((double)LegendLift / height));
        return whole.ToChart();
    }

    private void Place(ChartParts panel, int index, ChartParts whole, List<string> names)
    {
        var suffix = index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < panel.Traces.Count; i++)
        {
            var trace = panel.Traces[i].Set(("xaxis", "x" + suffix), ("yaxis", "y" + suffix));
            if (trace.Get("colorbar") is ColorBar bar)
            {
                PlaceColourBar(bar, index);
            }
            ShareLegend(trace, i, names);
            whole.Traces.Add(trace);
        }
        PlaceAxis(panel, 'x', Across(index), whole, suffix);
        PlaceAxis(panel, 'y', Down(index), whole, suffix);
        foreach (var text in panel.Layout.Items("annotations").OfType<Annotation>().Where(text => !SourceSpace.IsSource(text)).Append(PanelTitle(TitleSpace.TextOf(panel.Layout))))
        {
            whole.Add("annotations", Renumbered(text, suffix));
        }
        foreach (var shape in panel.Layout.Items("shapes").OfType<Shape>())
        {
            whole.Add("shapes", Renumbered(shape, suffix));
        }
        whole.Layout.Set(("barmode", panel.Layout.Get("barmode")), ("bargap", panel.Layout.Get("bargap")));
    }

    // One colour and one line of the legend for each name.
    private static void ShareLegend(Trace trace, int place, List<string> names)
    {
        if (trace.Text("name") is not { } name || trace.Get("showlegend") is false || trace.type == "heatmap")
        {
            TraceColour.SetUnlessGiven(trace, Palette.Colour(place));
            return;
        }
        var isNew = !names.Contains(name);
        if (isNew)
        {
            names.Add(name);
        }
        TraceColour.SetUnlessGiven(trace, Palette.Colour(names.IndexOf(name)));
        trace.Set(("legendgroup", name), ("showlegend", isNew));
    }

    private static void PlaceAxis(ChartParts panel, char letter, (double Start, double End) domain, ChartParts whole, string suffix)
    {
        var other = (letter == 'x' ? "y" : "x") + suffix;
        var axis = panel.Axis(letter).Set(("domain", new[] { domain.Start, domain.End }), ("anchor", other));
        whole.Layout.Set((letter + "axis" + suffix, axis.Set(("scaleanchor", axis.Get("scaleanchor") is null ? null : other))));
    }

    private (double Start, double End) Across(int index)
    {
        var width = (1 - (GapAcross * (columns - 1))) / columns;
        var start = index % columns * (width + GapAcross);
        return (Math.Round(start, 6), Math.Round(Math.Min(1, start + width), 6));
    }

    private (double Start, double End) Down(int index)
    {
        var height = (1 - (gapDown * (rows - 1))) / rows;
        var end = 1 - (index / columns * (height + gapDown));
        return (Math.Round(Math.Max(0, end - height), 6), Math.Round(end, 6));
    }

    private void PlaceColourBar(ColorBar bar, int index)
    {
        var (bottom, top) = Down(index);
        bar.Set(("x", Across(index).End + 0.005), ("y", (bottom + top) / 2), ("len", top - bottom), ("thickness", 12));
    }

    private static T Renumbered<T>(T item, string suffix)
        where T : PlotlyObject
    {
        foreach (var letter in new[] { "x", "y" })
        {
            var reference = item.Text(letter + "ref");
            item.Set((letter + "ref", reference?.StartsWith(letter, StringComparison.Ordinal) == true ? letter + suffix + reference[1..] : null));
        }
        return item;
    }

    private static Annotation PanelTitle(string text) => new Annotation().Set(
        ("text", text), ("x", 0), ("xref", "x domain"), ("xanchor", "left"), ("y", 1), ("yref", "y domain"), ("yanchor", "bottom"), ("yshift", 6),
        ("showarrow", false), ("align", "left"), ("font", new Font().Set(("size", 14))));
}
