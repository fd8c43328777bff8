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
    /// Lets title and legend start at the left edge instead of above the plot, which names of any length push to the right, and the title below the
    /// buttons at the top right, which it would otherwise reach in a narrow page.
    /// </summary>
    public static void StartAtLeftEdge(ChartParts parts)
    {
        parts.Layout.Part<Title>("title").Set(("xref", "container"), ("pad", new Padding().Set(("t", Pad + ButtonsHeight), ("l", EdgePad))));
        parts.Layout.Part<Legend>("legend").Set(("xref", "container"), ("x", 0.01));
        SetMargin(parts);
    }

    /// <summary>Makes room for the title and the legend as they are.</summary>
    public static void SetMargin(ChartParts parts)
    {
        var title = TextOf(parts.Layout);
        var lines = title.Length == 0 ? 0 : title.Split("<br>").Length;
        var lowered = ((parts.Layout.Get("title") as Title).Get("pad") as Padding).Number("t") - Pad ?? 0;
        parts.Layout.Part<Margin>("margin").SetProperty("t", TopMargin - Line + (Line * lines) + (LegendLine * LegendLines(parts)) + (int)lowered);
    }

    private static bool IsAtEdge(Layout layout) => (layout.Get("title") as Title).Text("xref") == "container";

    // How many lines the legend takes in a page of usual width.
    private static int LegendLines(ChartParts parts)
    {
        var widths = parts.Traces.Where(HasLegendLine).Select(trace => LegendSymbolWidth + (LetterWidth * PlotlyText.Decode(trace.Text("name") ?? "").Length)).ToArray();
        var shown = parts.Layout.Get("showlegend") as bool? ?? widths.Length > 1;
        return shown && widths.Length > 0 ? ((widths.Max() * widths.Length) + PageWidth - 1) / PageWidth : 0;
    }

    private static bool HasLegendLine(Trace trace)
        => trace.type is not ("heatmap" or "sankey" or "waterfall") && trace.Get("showlegend") is not false && trace.Get("visible") is not false;
}
