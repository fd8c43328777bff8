using Deedle;

namespace Interdealer.Frames.Reading;

/// <summary>The keys of a frame and its columns as they are stored, read once and without asking for single cells.</summary>
/// <param name="Argument">What messages call the frame.</param>
/// <param name="Rows">Keys of the rows, each once.</param>
/// <param name="Columns">Keys of the columns, each once, none blank.</param>
/// <param name="Vectors">The stored columns.</param>
internal sealed record FrameColumns<TRow>(string Argument, TRow[] Rows, string[] Columns, IVector[] Vectors)
    where TRow : notnull
{
    public static FrameColumns<TRow> Of(Frame<TRow, string> frame, string argument)
    {
        ArgumentNullException.ThrowIfNull(frame, argument);
        TRow[] rows = [.. frame.RowKeys];
        string[] columns = [.. frame.ColumnKeys];
        if (Array.Find(columns, string.IsNullOrWhiteSpace) is { } blank)
        {
            throw new ArgumentException($"{argument}: a column is called \"{blank}\"; every column needs a name with a visible character.", argument);
        }

        Once(rows, argument, "row");
        Once(columns, argument, "column");
        var series = frame.Columns;
        return new(argument, rows, columns, [.. columns.Select((name, c) =>
        {
            var column = series.TryGetAt(c);
            return column.HasValue && column.Value.Vector.Length == rows.Length
                ? (IVector)column.Value.Vector
                : throw new ArgumentException($"{argument}: the column \"{name}\" has no values.", argument);
        })]);
    }

    /// <summary>One column as numbers, NaN where there is none.</summary>
    public double[] Numbers(int column, string expected) => Vectors[column].Invoke(new NumberSite<TRow>(this, Columns[column], expected));

    /// <summary>One column as objects, null where there is none.</summary>
    public object?[] Objects(int column) => [.. Vectors[column].ObjectSequence.Select(cell => cell.HasValue ? cell.Value : null)];

    private static void Once<TKey>(TKey[] keys, string argument, string what)
        where TKey : notnull
    {
        var seen = new HashSet<TKey>(keys.Length);
        foreach (var key in keys)
        {
            if (!seen.Add(key))
            {
                throw new ArgumentException($"{argument}: the {what} {Cell.Key(key)} is there twice; keys must be unique.", argument);
            }
        }
    }
}
