using Deedle;

namespace Interdealer.Frames;

/// <summary>Frames put together from series, joined by key.</summary>
public static class Columns
{
    /// <summary>A frame of some series: <c>Columns.Of(("Held", held), ("Depth", depth))</c>. Where one lacks a key of another, its cell has no value.</summary>
    /// <param name="columns">Name and values of each column, at least one; names all different.</param>
    /// <exception cref="ArgumentException">There is no series, or a name is blank or there twice.</exception>
    public static Frame<TRow, string> Of<TRow>(params (string Name, Series<TRow, double> Values)[] columns)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Length, nameof(columns));
        var names = MatrixFrames.Keys(columns.Select(column => Require.Label(column.Name)), null, nameof(columns));
        return Frame.FromColumns(names.Zip(columns, (name, column) => KeyValue.Create(name, column.Values)));
    }
}
