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
    private const int LegendLine = 22;
    private const int LegendLift = 34;

    private readonly ChartParts[] panels;
    private readonly int columns;
    private readonly int rows;
    private readonly double gapDown;
    private readonly bool sharesLegend;
    private readonly int legendLines;
    private readonly List<string> names = [];

    public PanelGrid(int columns, ChartParts[] panels)
    {
        this.panels = panels;
        this.columns = Math.Min(columns, panels.Length);
        rows = (panels.Length + this.columns - 1) / this.columns;
        // What a panel shows alone is named by its title. Panels that show the same things share a legend; those that do not have each its own, between its
        // title and its axes.
        var shown = panels.Select(panel => panel.Traces.Where(TitleSpace.HasLegendLine).Select(trace => trace.Text("name") ?? "").ToArray()).ToArray();
        var legends = shown.Where(legend => legend.Length > 1).ToArray();
        sharesLegend = legends.Length > 0 && shown.All(legend => legend.All(legends[0].Contains));
        legendLines = legends.Length == 0 || sharesLegend ? 0 : legends.Max(LinesOf);
        gapDown = rows == 1 ? 0 : (GapPixels + (LegendLine * legendLines)) / (double)((PanelHeight + (LegendLine * legendLines)) * rows);
    }

    private bool HasOwnLegends => legendLines > 0;

    public GenericChart Combine(string title)
    {
        var whole = HouseStyle.NewChart(title, null, null);
        var height = (rows == 1 ? HouseStyle.Height + 20 : PanelHeight * rows) + (LegendLine * legendLines * rows);
        whole.Layout.Set(("height", height));
        for (var i = 0; i < panels.Length; i++)
        {
            Place(panels[i], i, whole);
        }
        whole.Layout.Set(("showlegend", HasOwnLegends || sharesLegend));
        TitleSpace.SetMargin(whole, HasOwnLegends ? 0 : null);
        // Room for the titles of the first row of panels, which stand above their axes.
        var margin = whole.Layout.Part<Margin>("margin");
        margin.SetProperty("t", (int)margin.Number("t")!.Value + TitleHeight + (LegendLine * legendLines));
        if (sharesLegend)
        {
            whole.Layout.Part<Legend>("legend").SetProperty("y", 1 + ((double)LegendLift / height));
        }
        return whole.ToChart();
    }

    private void Place(ChartParts panel, int index, ChartParts whole)
    {
        var suffix = index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);
        var legend = panel.Traces.Where(TitleSpace.HasLegendLine).Select(trace => trace.Text("name") ?? "").ToArray();
        var hasLegend = HasOwnLegends && legend.Length > 1;
        var lines = hasLegend ? LinesOf(legend) : 0;
        for (var i = 0; i < panel.Traces.Count; i++)
        {
            var trace = panel.Traces[i].Set(("xaxis", "x" + suffix), ("yaxis", "y" + suffix));
            if (trace.Get("colorbar") is ColorBar bar)
            {
                PlaceColourBar(bar, index);
            }
            ShareColour(trace, i);
            if (HasOwnLegends && TitleSpace.HasLegendLine(trace))
            {
                trace.Set(("legend", hasLegend ? "legend" + suffix : null), ("showlegend", hasLegend));
            }
            whole.Traces.Add(trace);
        }
        if (hasLegend)
        {
            whole.Layout.SetProperty("legend" + suffix, LegendAt(Across(index).Start, Down(index).End, lines));
        }
        PlaceAxis(panel, 'x', Across(index), whole, suffix);
        PlaceAxis(panel, 'y', Down(index), whole, suffix);
        var title = PanelTitle(TitleSpace.TextOf(panel.Layout), LegendLine * lines);
        foreach (var text in panel.Layout.Items("annotations").OfType<Annotation>().Where(text => !SourceSpace.IsSource(text)).Append(title))
        {
            whole.Add("annotations", Renumbered(text, suffix));
        }
        foreach (var shape in panel.Layout.Items("shapes").OfType<Shape>())
        {
            whole.Add("shapes", Renumbered(shape, suffix));
        }
        whole.Layout.Set(("barmode", panel.Layout.Get("barmode")), ("bargap", panel.Layout.Get("bargap")));
    }

    // One colour for each name in all panels and, where they share a legend, one line in it.
    private void ShareColour(Trace trace, int place)
    {
        if (trace.Text("name") is not { } name || !TitleSpace.HasLegendLine(trace))
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
        if (sharesLegend)
        {
            trace.Set(("legendgroup", name), ("showlegend", isNew));
        }
    }

    // Plotly would let a line of a legend run into the next panel.
    private int LinesOf(IReadOnlyCollection<string> legend) => TitleSpace.FitsInALine(legend, columns) ? 1 : legend.Count;

    private static Legend LegendAt(double left, double top, int lines) => new Legend().Set(
        ("orientation", lines > 1 ? "v" : "h"), ("x", left), ("xanchor", "left"), ("y", top), ("yanchor", "bottom"), ("bgcolor", Palette.None));

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

    private static Annotation PanelTitle(string text, int legend) => new Annotation().Set(
        ("name", "panel"), ("text", text), ("x", 0), ("xref", "x domain"), ("xanchor", "left"), ("y", 1), ("yref", "y domain"), ("yanchor", "bottom"), ("yshift", 6 + legend),
        ("showarrow", false), ("align", "left"), ("font", new Font().Set(("size", 14))));
}
