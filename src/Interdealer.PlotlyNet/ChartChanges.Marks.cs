using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

public static partial class ChartChanges
{
    private const int LabelLine = 16;
    private const int LowestLine = 20;

    /// <summary>The chart with a text that points at a place in it.</summary>
    /// <typeparam name="TX">Number, date or name, as the axis has.</typeparam>
    /// <param name="chart">With axes.</param>
    /// <param name="x">Where, on the axis across.</param>
    /// <param name="y">Where, on the axis upwards.</param>
    /// <param name="text">What to say there.</param>
    /// <exception cref="ArgumentException">The text is blank, or the position is of another kind than the axis.</exception>
    public static GenericChart WithAnnotation<TX>(this GenericChart chart, TX x, double y, string text)
    {
        Require.NotBlank(text, nameof(text), "what to say there");
        Require.FiniteNumber(y, nameof(y));
        return chart.Changed(parts => parts.Add("annotations", new Annotation().Set(
            ("x", OnAxis(parts, 'x', x, nameof(x), forText: true)), ("xref", "x"),
            ("y", OnAxis(parts, 'y', y, nameof(y), forText: true)), ("yref", "y"),
            ("text", PlotlyText.Wrapped(text)),
            ("showarrow", true), ("arrowhead", 0), ("arrowwidth", 1), ("arrowcolor", Palette.Muted), ("ax", 28), ("ay", -32),
            ("align", "left"),
            ("font", new Font().Set(("size", 12))))));
    }

    /// <summary>The chart with a dashed line from bottom to top.</summary>
    /// <typeparam name="TX">Number, date or name, as the axis has.</typeparam>
    /// <param name="chart">With axes.</param>
    /// <param name="x">Where, on the axis across.</param>
    /// <param name="label">What the line stands for; null for no label.</param>
    /// <param name="line">Line of the label from the top, 0 to 20, so that neighbours do not cover each other.</param>
    /// <exception cref="ArgumentException">The position is of another kind than the axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The line is outside its range.</exception>
    public static GenericChart WithVerticalLine<TX>(this GenericChart chart, TX x, string? label = null, int line = 0) => chart.Changed(parts =>
    {
        var at = OnAxis(parts, 'x', x, nameof(x), forText: false);
        parts.Add("shapes", DashedLine().Set(("xref", "x"), ("yref", "y domain"), ("x0", at), ("x1", at), ("y0", 0), ("y1", 1)));
        AddTopLabel(parts, x, label, line);
    });

    /// <summary>The chart with a dashed line from left to right.</summary>
    /// <param name="chart">With axes.</param>
    /// <param name="y">Where, on the axis upwards.</param>
    /// <param name="label">What the line stands for; null for no label.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is not finite.</exception>
    public static GenericChart WithHorizontalLine(this GenericChart chart, double y, string? label = null)
    {
        Require.FiniteNumber(y, nameof(y));
        return chart.Changed(parts =>
        {
            parts.Add("shapes", DashedLine().Set(("xref", "x domain"), ("yref", "y"), ("x0", 0), ("x1", 1), ("y0", y), ("y1", y)));
            if (!string.IsNullOrWhiteSpace(label))
            {
                parts.Add("annotations", Label(label, (1, "x domain", "right"), (OnAxis(parts, 'y', y, nameof(y), forText: true), "y", "bottom")));
            }
        });
    }

    /// <summary>The chart with a shaded period, or any other stretch of the axis across.</summary>
    /// <typeparam name="TX">Number or date, as the axis has.</typeparam>
    /// <param name="chart">With axes.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends, after where it begins.</param>
    /// <param name="label">What it stands for; null for no label.</param>
    /// <param name="line">Line of the label from the top, 0 to 20, so that neighbours do not cover each other.</param>
    /// <exception cref="ArgumentException">A position is of another kind than the axis, or the period does not end after it begins.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The line is outside its range.</exception>
    public static GenericChart WithPeriod<TX>(this GenericChart chart, TX from, TX to, string? label = null, int line = 0)
        where TX : IComparable<TX>
    {
        InOrder(from, to);
        return chart.Changed(parts =>
        {
            parts.Add("shapes", new Shape().Set(
                ("type", "rect"), ("layer", "below"), ("xref", "x"), ("yref", "y domain"),
                ("x0", OnAxis(parts, 'x', from, nameof(from), forText: false)), ("x1", OnAxis(parts, 'x', to, nameof(to), forText: false)), ("y0", 0), ("y1", 1),
                ("fillcolor", Palette.Grid),
                ("line", new Line().Set(("width", 0)))));
            AddTopLabel(parts, from, label, line);
        });
    }

    private static void AddTopLabel<TX>(ChartParts parts, TX x, string? label, int line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(line, LowestLine);
        if (!string.IsNullOrWhiteSpace(label))
        {
            var text = Label(label, (OnAxis(parts, 'x', x, nameof(x), forText: true), "x", "left"), (1, "y domain", "top"));
            parts.Add("annotations", text.Set(("yshift", line > 0 ? -LabelLine * line : null)));
        }
    }

    private static Shape DashedLine() => new Shape().Set(
        ("type", "line"), ("line", new Line().Set(("color", Palette.Muted), ("width", 1.5), ("dash", "dash"))));

    private static Annotation Label(string label, (object At, string Ref, string Anchor) x, (object At, string Ref, string Anchor) y) => new Annotation().Set(
        ("x", x.At), ("xref", x.Ref), ("xanchor", x.Anchor), ("y", y.At), ("yref", y.Ref), ("yanchor", y.Anchor),
        ("text", PlotlyText.Encode(label)), ("showarrow", false), ("font", new Font().Set(("size", 12))));
}
