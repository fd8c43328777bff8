using System.Collections.ObjectModel;
using Deedle;
using Deedle.Indices.Linear;
using Deedle.Vectors.ArrayVector;

namespace Interdealer.Frames.Writing;

/// <summary>Makes frames whose columns share one index of rows, so that nothing is joined or copied again.</summary>
internal static class FrameWriter
{
    /// <summary>A column of values. The array becomes the column's storage: it must be of this call's making.</summary>
    public static IVector Column<T>(T[] values) => ArrayVectorBuilder.Instance.Create(values);

    public static Frame<TRow, string> Of<TRow>(TRow[] rows, params IEnumerable<(string Name, IVector Values)> columns)
        where TRow : notnull
    {
        var all = columns.ToArray();
        return new(
            LinearIndexBuilder.Instance.Create(new ReadOnlyCollection<TRow>(rows), null),
            LinearIndexBuilder.Instance.Create(new ReadOnlyCollection<string>([.. all.Select(column => column.Name)]), null),
            ArrayVectorBuilder.Instance.Create<IVector>([.. all.Select(column => column.Values)]),
            LinearIndexBuilder.Instance,
            ArrayVectorBuilder.Instance);
    }

    /// <summary>A frame of numbers; the arrays become its storage.</summary>
    public static Frame<TRow, string> Of<TRow>(TRow[] rows, IReadOnlyList<string> columns, double[][] values)
        where TRow : notnull => Of(rows, columns.Select((name, c) => (name, Column(values[c]))));
}
