using System.Text.Json.Nodes;

namespace Interdealer.Display;

public sealed partial class Figure
{
    private const int LabelLine = 16;
    private const int LowestLine = 20;

    /// <summary>The figure with a shaded period, or any other stretch of the axis across.</summary>
    /// <typeparam name="TX">Number or date, as the axis has.</typeparam>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends, after where it begins.</param>
    /// <param name="label">What it stands for; null for no label.</param>
    /// <param name="line">Line of the label from the top, 0 to 20, so that neighbours do not cover each other.</param>
    /// <exception cref="ArgumentException">A position is of another kind than the axis, or the period does not end after it begins.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The line is outside its range.</exception>
    public Figure WithPeriod<TX>(TX from, TX to, string? label = null, int line = 0)
        where TX : IComparable<TX>
    {
        InOrder(from, to);
        return Edited(root =>
        {
            Add(root, "shapes", new JsonObject
            {
                ["type"] = "rect",
                ["layer"] = "below",
                ["xref"] = "x",
                ["yref"] = "y domain",
                ["x0"] = OnAxis(root, "xaxis", from, nameof(from), forText: false),
                ["x1"] = OnAxis(root, "xaxis", to, nameof(to), forText: false),
                ["y0"] = 0,
                ["y1"] = 1,
                ["fillcolor"] = Palette.Grid,
                ["line"] = new JsonObject { ["width"] = 0 },
            });
            AddTopLabel(root, from, label, line);
        });
    }

    /// <summary>The figure with the axis across from one position to another; what lies outside is cut off.</summary>
    /// <typeparam name="TX">Number or date, as the axis has.</typeparam>
    /// <param name="from">Where the axis begins.</param>
    /// <param name="to">Where it ends, after where it begins.</param>
    /// <exception cref="ArgumentException">A position is of another kind than the axis, or the axis does not end after it begins.</exception>
    public Figure WithXRange<TX>(TX from, TX to)
        where TX : IComparable<TX>
    {
        InOrder(from, to);
        return Edited(root => AxisOf(root, "xaxis")["range"] = new JsonArray(
            OnAxis(root, "xaxis", from, nameof(from), forText: true), OnAxis(root, "xaxis", to, nameof(to), forText: true)));
    }

    private static void AddTopLabel<TX>(JsonObject root, TX x, string? label, int line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(line, LowestLine);
        if (string.IsNullOrWhiteSpace(label))
        {
            return;
        }

        var text = LineLabel(label, (OnAxis(root, "xaxis", x, nameof(x), forText: true), "x", "left"), (1, "y domain", "top"));
        if (line > 0)
        {
            text["yshift"] = -LabelLine * line;
        }

        Add(root, "annotations", text);
    }

    private static void InOrder<TX>(TX from, TX to)
        where TX : IComparable<TX>
    {
        if (from is null || to is null || from.CompareTo(to) >= 0)
        {
            throw new ArgumentException($"{nameof(to)} must be after {nameof(from)}, {Position.Node(from)}; it was {Position.Node(to)}.", nameof(to));
        }
    }
}
