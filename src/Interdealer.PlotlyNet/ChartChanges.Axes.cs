using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

public static partial class ChartChanges
{
    /// <summary>The chart with another axis across.</summary>
    /// <param name="chart">With axes.</param>
    /// <param name="title">What runs across; with its unit unless that is given apart.</param>
    /// <param name="unit">The unit, put after the title and a comma; null for none.</param>
    /// <param name="range">From and to, in the unit of the axis; null shows everything.</param>
    /// <param name="log">Whether the axis is logarithmic.</param>
    /// <exception cref="ArgumentException">The title is blank, or the axis is one of names or dates and is given a range or made logarithmic.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not finite, or not positive on a logarithmic axis.</exception>
    public static GenericChart WithXAxis(this GenericChart chart, string title, string? unit = null, (double From, double To)? range = null, bool log = false)
        => chart.WithAxis('x', title, unit, range, log);

    /// <summary>The chart with another axis upwards.</summary>
    /// <param name="chart">With axes.</param>
    /// <param name="title">What runs upwards; with its unit unless that is given apart.</param>
    /// <param name="unit">The unit, put after the title and a comma; null for none.</param>
    /// <param name="range">From and to, in the unit of the axis; null shows everything.</param>
    /// <param name="log">Whether the axis is logarithmic.</param>
    /// <exception cref="ArgumentException">The title is blank, or the axis is one of names or dates and is given a range or made logarithmic.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not finite, or not positive on a logarithmic axis.</exception>
    public static GenericChart WithYAxis(this GenericChart chart, string title, string? unit = null, (double From, double To)? range = null, bool log = false)
        => chart.WithAxis('y', title, unit, range, log);

    /// <summary>The chart with the axis across from one position to another; what lies outside is cut off.</summary>
    /// <typeparam name="TX">Number or date, as the axis has.</typeparam>
    /// <param name="chart">With axes.</param>
    /// <param name="from">Where the axis begins.</param>
    /// <param name="to">Where it ends, after where it begins.</param>
    /// <exception cref="ArgumentException">A position is of another kind than the axis, or the axis does not end after it begins.</exception>
    public static GenericChart WithXRange<TX>(this GenericChart chart, TX from, TX to)
        where TX : IComparable<TX>
    {
        InOrder(from, to);
        return chart.Changed(parts => parts.Axis('x').SetProperty(
            "range", new[] { OnAxis(parts, 'x', from, nameof(from), forText: true), OnAxis(parts, 'x', to, nameof(to), forText: true) }));
    }

    /// <summary>The chart with the numbers at its axes written another way.</summary>
    /// <param name="chart">With axes.</param>
    /// <param name="x">A pattern of d3-format or, for dates, d3-time-format, such as <c>.1%</c> or <c>%Y</c>; null leaves the axis as it is.</param>
    /// <param name="y">The same for the axis upwards.</param>
    public static GenericChart WithTickFormat(this GenericChart chart, string? x = null, string? y = null) => chart.Changed(parts =>
    {
        foreach (var (axis, format) in new[] { ('x', x), ('y', y) })
        {
            parts.Axis(axis).Set(("tickformat", format), ("hoverformat", format));
        }
    });

    private static GenericChart WithAxis(this GenericChart chart, char letter, string title, string? unit, (double From, double To)? range, bool log)
    {
        var text = Draw.AxisTitle(title, nameof(title)) + (string.IsNullOrWhiteSpace(unit) ? "" : ", " + unit);
        return chart.Changed(parts =>
        {
            var axis = parts.Axis(letter);
            var type = axis.Text("type");
            if ((range is not null || log) && type is "category" or "date")
            {
                throw new ArgumentException($"The axis is of type {type}; only an axis of numbers can have a range of numbers or be logarithmic.", nameof(range));
            }
            if (log && type != "log")
            {
                axis.SetProperty("type", "log");
                MoveTextsToLog(parts.Layout, letter);
            }
            var isLog = log || type == "log";
            axis.Set(("title", HouseStyle.AxisTitle(text)), ("range", range is { } limits ? new[] { Limit(limits.From, isLog), Limit(limits.To, isLog) } : null));
            if (isLog)
            {
                // Labels at 1, 2 and 5 of each decade where there is room, without digits that repeat the decade.
                axis.Set(("dtick", "D2"), ("minorloglabels", "complete"), ("exponentformat", "none"));
            }
        });
    }

    private static double Limit(double value, bool isLog)
        => isLog && !(value > 0)
            ? throw new ArgumentOutOfRangeException(nameof(value), value, "A limit of a logarithmic axis must be above 0.")
            : isLog ? Math.Log10(value) : Require.FiniteNumber(value, nameof(value));

    // Plotly places the texts on a logarithmic axis by the logarithm.
    private static void MoveTextsToLog(Layout layout, char letter)
    {
        foreach (var text in SliderSteps.Layouts(layout).Prepend(layout).SelectMany(at => at.Items("annotations")).OfType<Annotation>()
            .Where(text => text.Text(letter + "ref") == letter.ToString()))
        {
            var value = text.Number(letter.ToString());
            text.SetProperty(letter.ToString(), value > 0
                ? Math.Log10(value.Value)
                : throw new ArgumentException(FormattableString.Invariant($"A text stands at {letter} = {value}, which a logarithmic axis does not have."), nameof(letter)));
        }
    }

    // Plotly wants the logarithm of a text's place on a logarithmic axis, but the value itself for a line's.
    private static object OnAxis<T>(ChartParts parts, char letter, T value, string argument, bool forText)
    {
        var type = parts.Axis(letter).Text("type");
        var kind = Position.AxisTypeOf(value?.GetType() ?? typeof(T), argument);
        if (type is not null and not "-" && kind != (type == "log" ? "linear" : type))
        {
            throw new ArgumentException($"{argument} is a {kind} position, but the axis of the chart is {type}.", argument);
        }
        var place = Position.Of(value) ?? throw new ArgumentException($"{argument} must be a position on the axis; it was missing or not finite.", argument);
        return type == "log" && forText ? Math.Log10((double)place) : place;
    }

    private static void InOrder<TX>(TX from, TX to)
        where TX : IComparable<TX>
    {
        if (from is null || to is null || from.CompareTo(to) >= 0)
        {
            throw new ArgumentException($"{nameof(to)} must be after {nameof(from)}, {Position.Of(from)}; it was {Position.Of(to)}.", nameof(to));
        }
    }
}
