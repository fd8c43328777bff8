using System.Collections;
using System.Collections.Immutable;

namespace Interdealer.Sensitivity;

/// <summary>Every combination of the values of some axes: the points at which something is computed, in a fixed order, the last axis fastest.</summary>
/// <typeparam name="TPoint">A value of one axis, or a tuple of values of two to four axes.</typeparam>
/// <remarks>
/// A batch of scenarios has one for each point: <c>system.Shock(grid.Map((fall, times) =&gt; …))</c> makes them, <see cref="Read"/> takes values back
/// from them, and <c>foreach (var (scenario, (fall, times)) in grid.Index())</c> goes through both. No caller computes a position.
/// </remarks>
public sealed class Grid<TPoint> : IReadOnlyList<TPoint>
{
    private const int MostPoints = 10_000_000;

    private readonly ImmutableArray<TPoint> _points;

    internal Grid(ImmutableArray<IAxis> axes, Func<IEnumerable<TPoint>> points)
    {
        Axes = Require.NoNulls(axes, "an axis");
        if (axes.GroupBy(a => a.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"axes: \"{twice.Key}\" is the name of two axes; names must differ.", nameof(axes));
        }

        var count = axes.Aggregate(1.0, (product, axis) => product * axis.Count);
        _points = count <= MostPoints
            ? [.. points()]
            : throw new ArgumentException($"axes have {Require.Text(count)} points together; a grid has at most {Require.Text(MostPoints)}.", nameof(axes));
    }

    /// <summary>Names of the axes, in order.</summary>
    public IReadOnlyList<string> AxisNames => [.. Axes.Select(a => a.Name)];

    /// <summary>Number of points: the product of the axes' numbers of values.</summary>
    public int Count => _points.Length;

    internal ImmutableArray<IAxis> Axes { get; }

    /// <summary>A point.</summary>
    /// <param name="index">Its place, from 0: the number of its scenario in a batch.</param>
    public TPoint this[int index] => _points[index];

    /// <summary>A function of every point, called once for each, in order.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="value">The function.</param>
    public GridValues<TPoint, T> Map<T>(Func<TPoint, T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(this, _points.Select(value));
    }

    /// <summary>Values read from a batch that has one scenario for each point.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="value">The value of a scenario, numbered from 0.</param>
    public GridValues<TPoint, T> Read<T>(Func<int, T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(this, Enumerable.Range(0, Count).Select(value));
    }

    /// <inheritdoc />
    public IEnumerator<TPoint> GetEnumerator() => _points.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The axes, one a line, and the number of points.</summary>
    public override string ToString() => string.Join('\n', Axes.Select(a => a.ToString()).Append(FormattableString.Invariant($"{Count:#,0} points")));

    /// <summary>A point in words, such as “Fall 0.04, Volatility multiple 2”.</summary>
    internal string Describe(int point) => string.Join(", ", Axes.Select((axis, a) => $"{axis.Name} {axis.Label(Place(point, a))}"));

    /// <summary>Where a point stands on an axis.</summary>
    internal int Place(int point, int axis) => point / Stride(axis) % Axes[axis].Count;

    /// <summary>The point at given places on the axes.</summary>
    internal int Point(params ReadOnlySpan<int> places)
    {
        var point = 0;
        for (var a = 0; a < places.Length; a++)
        {
            point = (point * Axes[a].Count) + places[a];
        }

        return point;
    }

    private int Stride(int axis) => Axes.Skip(axis + 1).Aggregate(1, (product, a) => product * a.Count);
}
