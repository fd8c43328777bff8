using System.Collections.Immutable;

namespace Interdealer.Charts;

/// <summary>Named values along positions: one line, one set of points or one set of bars of a figure.</summary>
public sealed record ChartSeries
{
    private ChartSeries(string name, string axisType, ImmutableArray<object?> x, ImmutableArray<double> y)
    {
        Name = name;
        AxisType = axisType;
        X = x;
        Y = y;
    }

    /// <summary>What the values are, as the legend says it.</summary>
    public string Name { get; }

    /// <summary>Positions: numbers, dates or names.</summary>
    public ImmutableArray<object?> X { get; }

    /// <summary>Values, one at each position; NaN is a gap.</summary>
    public ImmutableArray<double> Y { get; }

    /// <summary>A text for each point, shown beside it when it is pointed at; empty for none.</summary>
    public ImmutableArray<string> Hover { get; private init; } = [];

    /// <summary>Whether the line is dashed, as limits and benchmarks are.</summary>
    public bool IsDashed { get; private init; }

    internal string AxisType { get; }

    /// <summary>Values along positions.</summary>
    /// <typeparam name="TX">Numbers, dates or text.</typeparam>
    /// <param name="name">What the values are.</param>
    /// <param name="x">Positions, at least one.</param>
    /// <param name="y">Values, as many as positions; NaN is a gap.</param>
    /// <exception cref="ArgumentException">The name is blank, there are no positions, the lengths differ, or a position is of another type.</exception>
    public static ChartSeries Of<TX>(string name, IEnumerable<TX> x, IEnumerable<double> y)
    {
        Require.NotBlank(name, nameof(name), "what the values are, for the legend");
        var axisType = Position.AxisTypeOf(typeof(TX), nameof(x));
        var positions = Require.NotEmpty(x, nameof(x));
        ArgumentNullException.ThrowIfNull(y);
        var values = y.ToImmutableArray();
        Require.SameLength(values.Length, positions.Length, nameof(y), "position in x");
        return new(name, axisType, [.. positions.Select(position => (object?)position)], values);
    }

    /// <summary>Values along positions, given as pairs.</summary>
    /// <typeparam name="TX">Numbers, dates or text.</typeparam>
    /// <param name="name">What the values are.</param>
    /// <param name="points">Position and value of each point, at least one.</param>
    /// <exception cref="ArgumentException">The name is blank, there are no points, or a position is of another type.</exception>
    public static ChartSeries Of<TX>(string name, IEnumerable<(TX X, double Y)> points)
    {
        var items = Require.NotEmpty(points, nameof(points));
        return Of(name, items.Select(point => point.X), items.Select(point => point.Y));
    }

    /// <summary>A function at positions.</summary>
    /// <typeparam name="TX">Numbers, dates or text.</typeparam>
    /// <param name="name">What the values are.</param>
    /// <param name="x">Positions, at least one.</param>
    /// <param name="value">The value at a position.</param>
    /// <exception cref="ArgumentException">The name is blank, there are no positions, or a position is of another type.</exception>
    public static ChartSeries Of<TX>(string name, IEnumerable<TX> x, Func<TX, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var positions = Require.NotEmpty(x, nameof(x));
        return Of(name, positions, positions.Select(value));
    }

    /// <summary>The series with a text for each point.</summary>
    /// <param name="texts">As many texts as points.</param>
    /// <exception cref="ArgumentException">The number of texts is not that of points.</exception>
    public ChartSeries WithHover(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var hover = texts.ToImmutableArray();
        Require.SameLength(hover.Length, X.Length, nameof(texts), "point of the series");
        return this with { Hover = hover };
    }

    /// <summary>The series drawn dashed.</summary>
    public ChartSeries Dashed() => this with { IsDashed = true };
}
