using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

/// <summary>The space above a chart: Plotly leaves none for a title of several lines, nor for a legend below it.</summary>
internal static class TitleSpace
{
    public const int Pad = 14;
    private const int TopMargin = 52;
    private const int Line = 20;
    private const int ButtonsHeight = 18;
    private const int EdgePad = 8;
    private const int LegendLine = 26;
    private const int PageWidth = 640;
    private const int LetterWidth = 7;
    private const int LegendSymbolWidth = 45;

    // Letters of a title that starts above the plot and ends before the buttons at the top right of a page of usual width.
    private const int LettersBesideButtons = 36;

    /// <summary>The text of a title of a layout or an axis; empty for none.</summary>
    public static string TextOf(PlotlyObject owner) => owner.Get("title") switch
    {
        Title title => title.Text("text") ?? "",
        string title => title,
        _ => "",
    };

    /// <summary>Puts a title where the old one stood.</summary>
    public static void SetTitle(ChartParts parts, string text)
    {
        var isAtEdge = IsAtEdge(parts.Layout);
        var encoded = PlotlyText.Wrapped(text);
        var isBelowButtons = PlotlyText.Decode(encoded.Split("<br>")[0]).Length > LettersBesideButtons;
        parts.Layout.SetProperty("title", new Title().Set(("text", encoded), ("pad", isBelowButtons ? new Padding().Set(("t", Pad + ButtonsHeight)) : null)));
        if (isAtEdge)
        {
            StartAtLeftEdge(parts);
        }
        SetMargin(parts);
    }

    /// <summary>
    /// Lets the title start at the left edge instead of above the plot, which names of any length push to the right, and below the buttons at the top
    /// right, which it would otherwise reach in a narrow page. The legend stays above the plot: at the edge Plotly would keep the width of it free.
    /// </summary>
    public static void StartAtLeftEdge(ChartParts parts)
    {
        parts.Layout.Part<Title>("title").Set(("xref", "container"), ("pad", new Padding().Set(("t", Pad + ButtonsHeight), ("l", EdgePad))));
        SetMargin(parts);
    }

    /// <summary>Makes room for the title and the legend as they are.</summary>
    /// <param name="parts">The chart.</param>
    /// <param name="legendLines">How many lines the legend takes; null to reckon it from the traces.</param>
    public static void SetMargin(ChartParts parts, int? legendLines = null)
    {
        var title = TextOf(parts.Layout);
        var lines = title.Length == 0 ? 0 : title.Split("<br>").Length;
        var lowered = ((parts.Layout.Get("title") as Title).Get("pad") as Padding).Number("t") - Pad ?? 0;
        parts.Layout.Part<Margin>("margin").SetProperty("t", TopMargin - Line + (Line * lines) + (LegendLine * (legendLines ?? LegendLines(parts))) + (int)lowered);
    }

    /// <summary>Whether a trace has a line in the legend.</summary>
    public static bool HasLegendLine(Trace trace)
        => trace.type is not ("heatmap" or "sankey" or "waterfall") && trace.Get("showlegend") is not false && trace.Get("visible") is not false;

    /// <summary>Whether a legend fits into one line of a panel in a page of usual width.</summary>
    /// <param name="names">Its entries, encoded.</param>
    /// <param name="columns">How many panels stand beside each other.</param>
    public static bool FitsInALine(IEnumerable<string> names, int columns) => names.Sum(EntryWidth) <= PageWidth / columns;

    private static int EntryWidth(string name) => LegendSymbolWidth + (LetterWidth * PlotlyText.Decode(name).Length);

    private static bool IsAtEdge(Layout layout) => (layout.Get("title") as Title).Text("xref") == "container";

    private static int LegendLines(ChartParts parts)
    {
        var names = parts.Traces.Where(HasLegendLine).Select(trace => trace.Text("name") ?? "").ToArray();
        var shown = parts.Layout.Get("showlegend") as bool? ?? names.Length > 1;
        // Entries that do not fit beside each other are set in columns as wide as the widest.
        return shown && names.Length > 0 ? ((names.Max(EntryWidth) * names.Length) + PageWidth - 1) / PageWidth : 0;
    }
}
