using System.Collections;
using System.Collections.Immutable;
using Interdealer.Display;

namespace Interdealer.Sensitivity;

/// <summary>A value at every point of a grid, in the order of its points; shows itself as a table.</summary>
/// <typeparam name="TPoint">The grid's point.</typeparam>
/// <typeparam name="T">The value.</typeparam>
[TypeFormatterSource(typeof(RenderableFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class GridValues<TPoint, T> : IReadOnlyList<T>, ITabular
{
    private readonly ImmutableArray<T> _values;

    internal GridValues(Grid<TPoint> grid, IEnumerable<T> values, string name = "Value", Format? format = null) =>
        (Grid, _values, Name, Format) = (grid, [.. values], name, format);

    /// <summary>The grid.</summary>
    public Grid<TPoint> Grid { get; }

    /// <summary>What the value is, with its unit.</summary>
    public string Name { get; }

    /// <inheritdoc />
    public int Count => _values.Length;

    /// <summary>The points with their values, in order.</summary>
    public IEnumerable<(TPoint Point, T Value)> Points => Grid.Zip(_values);

    internal Format? Format { get; }

    /// <summary>The value at a point.</summary>
    /// <param name="index">The point's place, from 0.</param>
    public T this[int index] => _values[index];

    /// <summary>The same values under a name with a unit, and how they are written.</summary>
    /// <param name="name">What the value is, with its unit.</param>
    /// <param name="pattern">A number pattern of .NET's, such as <c>0.00</c>; null chooses by the values.</param>
    /// <exception cref="ArgumentException">The name or pattern is blank.</exception>
    public GridValues<TPoint, T> Named(string name, string? pattern = null) =>
        new(Grid, _values, Require.Label(name), pattern is null ? null : Format.Number(pattern));

    /// <summary>Another figure of the same points.</summary>
    /// <typeparam name="TOther">What it gives.</typeparam>
    /// <param name="of">The figure of a value.</param>
    public GridValues<TPoint, TOther> Map<TOther>(Func<T, TOther> of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return new(Grid, _values.Select(of));
    }

    /// <summary>The part of the points at which something holds, a fraction from 0 to 1.</summary>
    /// <param name="holds">Says it of a value.</param>
    public double Share(Func<T, bool> holds) => (double)_values.Count(holds) / Count;

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Values of two axes as rows and columns; of one axis, or more than two, one row a point.</summary>
    /// <param name="caption">What the table shows; the name of the values when left out.</param>
    public Table ToTable(string? caption) => Grid.Axes.Length == 2 ? GridTables.Crossed(this, caption) : GridTables.Long(this, caption);

    /// <summary>One row a point: its value on every axis, and the value there.</summary>
    /// <param name="caption">What the table shows; the name of the values when left out.</param>
    public Table ToLongTable(string? caption = null) => GridTables.Long(this, caption);

    /// <inheritdoc />
    public Table ToTable() => ToTable(null);

    /// <inheritdoc />
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc />
    public override string ToString() => ToTable().ToString();
}
