using System.Collections.ObjectModel;
using Deedle;
using Deedle.Indices.Linear;
using Deedle.Vectors.ArrayVector;

namespace Interdealer.Frames.Writing;

/// <summary>Makes frames whose columns share one index of rows, so that nothing is joined or copied again.</summary>
internal static class FrameWriter
{
    // Deedle calls a function for every value, to find out which are missing: 2 ns each, twice what a copy takes. From here on cores share that.
    private const int SharedFrom = 100_000;

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
        where TRow : notnull => Of(rows, columns, c => values[c]);

    /// <summary>A frame of numbers, each column's asked for just before it is made, when what was written to it is still in cache.</summary>
    /// <param name="rows">Keys of the rows.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="values">The numbers of a column, which become its storage; called from several threads, once for each column.</param>
    public static Frame<TRow, string> Of<TRow>(TRow[] rows, IReadOnlyList<string> columns, Func<int, double[]> values)
        where TRow : notnull
    {
        var made = new IVector[columns.Count];
        if ((long)rows.Length * made.Length < SharedFrom)
        {
            for (var c = 0; c < made.Length; c++)
            {
                made[c] = Column(values(c));
            }
        }
        else
        {
            Parallel.For(0, made.Length, c => made[c] = Column(values(c)));
        }

        return Of(rows, columns.Select((name, c) => (name, made[c])));
    }
}
