using Deedle;
using Interdealer.Display;
using Interdealer.Frames.Reading;

namespace Interdealer.Frames;

/// <summary>Frames as tables with captions, units and footnotes.</summary>
public static class TableFrames
{
    /// <summary>The frame as a table: the keys of rows first, then every column; a cell without a value is missing.</summary>
    /// <param name="frame">Any frame.</param>
    /// <param name="caption">What the table shows; may be null.</param>
    /// <param name="key">Heading of the keys of rows.</param>
    public static Table ToTable<TRow>(this Frame<TRow, string> frame, string? caption = null, string key = "Key")
        where TRow : notnull
    {
        var columns = FrameColumns<TRow>.Of(frame, nameof(frame));
        return columns.Columns.Index().Aggregate(
            Table.Create(caption).With(key, columns.Rows),
            (table, column) => table.With(column.Item, columns.Objects(column.Index)));
    }

    /// <summary>The series as a table of two columns.</summary>
    /// <param name="series">Any series.</param>
    /// <param name="value">Heading of the values with their unit.</param>
    /// <param name="caption">What the table shows; may be null.</param>
    /// <param name="key">Heading of the keys.</param>
    public static Table ToTable<TKey, TValue>(this Series<TKey, TValue> series, string value, string? caption = null, string key = "Key")
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(series);
        return Frame.FromColumns([KeyValue.Create(value, series)]).ToTable(caption, key);
    }
}
