using Deedle;
using Interdealer.Display;
using Interdealer.Frames.Reading;

namespace Interdealer.Frames;

/// <summary>Frames and series as tables with captions, and as the lines, bars or points of charts.</summary>
public static class DisplayFrames
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

    /// <summary>The series as a line, a row of bars or a set of points: <c>Figure.Line(…, series.ToTrace("SOFR"))</c>. A key without a value is a gap.</summary>
    /// <param name="series">Numbers by anything a chart has on its axis: days, numbers, labels.</param>
    /// <param name="name">The name in the legend.</param>
    public static Display.Series ToTrace<TKey>(this Series<TKey, double> series, string name)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(series);
        return Frame.FromColumns([KeyValue.Create(name, series)]).ToTraces()[0];
    }

    /// <summary>A line, row of bars or set of points for each column, named after it, in their order. A cell without a value is a gap.</summary>
    /// <param name="frame">Numbers by anything a chart has on its axis: days, numbers, labels.</param>
    /// <exception cref="ArgumentException">A cell holds something other than a number; the message names row and column.</exception>
    public static Display.Series[] ToTraces<TRow>(this Frame<TRow, string> frame)
        where TRow : notnull
    {
        var table = Numbers<TRow>.Of(frame, nameof(frame), "a number");
        return [.. table.Columns.Select((name, c) => Display.Series.Of(name, table.Rows, table.Values[c]))];
    }
}
