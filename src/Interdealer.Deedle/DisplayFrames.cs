using System.Runtime.CompilerServices;
using Deedle;
using Interdealer.Charts;
using Interdealer.Display;
using Interdealer.Frames.Reading;

namespace Interdealer.Frames;

/// <summary>Frames and series as tables with captions, and as the lines, bars or points of charts.</summary>
public static class DisplayFrames
{
    /// <summary>
    /// The frame as a table: the keys of rows first, then every column, numbers at the right and rounded; a cell without a value is “–”.
    /// </summary>
    /// <param name="frame">Any frame.</param>
    /// <param name="caption">What the table shows; may be null.</param>
    /// <param name="units">In which units, and how they are rounded: see <see cref="Units"/>.</param>
    /// <param name="source">Where the numbers are from; may be null.</param>
    /// <param name="key">Heading of the keys; of keys of several levels a heading each, “Bank, Date”. “Key”, or “Key 1”, “Key 2”, … when left out.</param>
    /// <exception cref="ArgumentException">A unit is of no column, or a key has more or fewer levels than headings.</exception>
    public static Table ToTable<TRow>(this Frame<TRow, string> frame, string? caption = null, Units? units = null, string? source = null, string? key = null)
        where TRow : notnull
    {
        var columns = FrameColumns<TRow>.Of(frame, nameof(frame));
        units?.CheckAgainst(columns.Columns);
        var table = columns.Columns.Index().Aggregate(Keys(Table.Create(units?.Caption(caption) ?? caption), columns.Rows, key), (made, column) =>
        {
            var cells = columns.Objects(column.Index);
            var (heading, format) = units?.For(column.Item, cells, named: caption is not null) ?? (column.Item, null);
            return made.With(heading, cells, format);
        });
        return source is null ? table : table.WithSource(source);
    }

    /// <summary>The series as a table of two columns.</summary>
    /// <param name="series">Any series.</param>
    /// <param name="value">Heading of the values.</param>
    /// <param name="caption">What the table shows; may be null.</param>
    /// <param name="unit">Their unit, and how they are rounded: see <see cref="Units"/>.</param>
    /// <param name="source">Where the numbers are from; may be null.</param>
    /// <param name="key">Heading of the keys.</param>
    public static Table ToTable<TKey, TValue>(
        this Series<TKey, TValue> series, string value, string? caption = null, string? unit = null, string? source = null, string? key = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(series);
        return Frame.FromColumns([KeyValue.Create(value, series)]).ToTable(caption, unit is null ? null : Units.Of([(value, unit)]), source, key);
    }

    /// <summary>The series as a line, a row of bars or a set of points: <c>Draw.Line(…, series.ToTrace("SOFR"))</c>. A key without a value is a gap.</summary>
    /// <param name="series">Numbers by anything a chart has on its axis: days, numbers, labels.</param>
    /// <param name="name">The name in the legend.</param>
    public static ChartSeries ToTrace<TKey>(this Series<TKey, double> series, string name)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(series);
        return Frame.FromColumns([KeyValue.Create(name, series)]).ToTraces()[0];
    }

    /// <summary>A line, row of bars or set of points for each column, named after it, in their order. A cell without a value is a gap.</summary>
    /// <param name="frame">Numbers by anything a chart has on its axis: days, numbers, labels.</param>
    /// <exception cref="ArgumentException">A cell holds something other than a number; the message names row and column.</exception>
    public static ChartSeries[] ToTraces<TRow>(this Frame<TRow, string> frame)
        where TRow : notnull
    {
        var table = Numbers<TRow>.Of(frame, nameof(frame), "a number");
        return [.. table.Columns.Select((name, c) => ChartSeries.Of(name, table.Rows, table.Values[c]))];
    }

    // Whole numbers that are keys are years and numbers of scenarios: labels, not amounts.
    private static Table Keys<TRow>(Table table, TRow[] rows, string? key)
        where TRow : notnull
    {
        if (rows.FirstOrDefault() is not ITuple first)
        {
            return table.With(key ?? "Key", rows, rows.FirstOrDefault() is int or long ? Format.Number("0") : null);
        }

        string[] headings = key?.Split(',', StringSplitOptions.TrimEntries) ?? [.. Enumerable.Range(1, first.Length).Select(level => FormattableString.Invariant($"Key {level}"))];
        return headings.Length == first.Length
            ? headings.Index().Aggregate(table, (made, heading) => made.With(heading.Item, rows.Select(row => ((ITuple)row)[heading.Index])))
            : throw new ArgumentException($"key must have a heading for each of the {first.Length} levels of the keys of rows, such as \"Bank, Date\"; it was \"{key}\".", nameof(key));
    }
}
