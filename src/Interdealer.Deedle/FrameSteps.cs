using Deedle;
using Interdealer.Frames.Reading;

namespace Interdealer.Frames;

/// <summary>Steps that Deedle takes in a way that reads badly from C#, under names that read. None changes the frame it is given.</summary>
public static class FrameSteps
{
    /// <summary>The rows from one key to another, both included: <c>yields.Between(new(2020, 1, 2), new(2020, 6, 30))</c>.</summary>
    /// <param name="frame">Any frame; its rows need not ascend.</param>
    /// <param name="from">The least key.</param>
    /// <param name="to">The greatest key.</param>
    /// <exception cref="ArgumentException">There is no such row; the message says from where to where the frame's go.</exception>
    public static Frame<TRow, string> Between<TRow>(this Frame<TRow, string> frame, TRow from, TRow to)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(frame);
        var order = Comparer<TRow>.Default;
        TRow[] keys = [.. frame.RowKeys];
        int[] kept = [.. Enumerable.Range(0, keys.Length).Where(r => order.Compare(keys[r], from) >= 0 && order.Compare(keys[r], to) <= 0)];
        return kept.Length > 0
            ? frame.GetRowsAt(kept)
            : throw new ArgumentException(
                $"frame has no row from {Cell.Key(from)} to {Cell.Key(to)}; {(keys.Length == 0 ? "it has none" : $"its rows are from {Cell.Key(keys.Min())} to {Cell.Key(keys.Max())}")}.", nameof(frame));
    }

    /// <summary>Some of the columns, in the order asked for: <c>rates.Only("SOFR", "EFFR")</c>.</summary>
    /// <param name="frame">Any frame.</param>
    /// <param name="columns">Columns of the frame, at least one.</param>
    /// <exception cref="ArgumentException">The frame has no such column; the message names those it has.</exception>
    public static Frame<TRow, string> Only<TRow>(this Frame<TRow, string> frame, params IEnumerable<string> columns)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(columns);
        string[] asked = [.. columns];
        string[] there = [.. frame.ColumnKeys];
        return Array.Find(asked, name => !there.Contains(name)) is { } unknown
            ? throw Require.Unknown("a column of the frame", unknown, there, nameof(columns))
            : frame.Columns[asked];
    }

    /// <summary>The frame with one column more, or another under a name it has: <c>banks.With("Debt", assets - equity)</c>.</summary>
    /// <param name="frame">Any frame.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="values">Joined by key: a row without a value is a gap, a key that is no row is an error.</param>
    /// <exception cref="ArgumentException">A key of the series is no row of the frame; the message names it.</exception>
    public static Frame<TRow, string> With<TRow, TValue>(this Frame<TRow, string> frame, string column, Series<TRow, TValue> values)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(values);
        var rows = frame.RowKeys.ToHashSet();
        foreach (var key in values.Keys.Where(key => !rows.Contains(key)))
        {
            throw new ArgumentException($"values: the key {Cell.Key(key)} is no row of the frame, so its value would be lost in the column \"{column}\".", nameof(values));
        }

        var copy = frame.Clone();
        copy.ReplaceColumn(Require.Label(column), values);
        return frame.ColumnKeys.Contains(column) ? copy.Columns[frame.ColumnKeys] : copy;
    }

    /// <summary>The rows with the greatest values of a column, the greatest first; rows without one are left out.</summary>
    /// <param name="frame">Any frame.</param>
    /// <param name="column">A column of numbers.</param>
    /// <param name="count">How many at most, at least 1.</param>
    public static Frame<TRow, string> Largest<TRow>(this Frame<TRow, string> frame, string column, int count)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var table = FrameColumns<TRow>.Of(frame, nameof(frame));
        var values = table.Numbers(LongTable.Place(table, column), "a number");
        return frame.GetRowsAt([.. Ranked(values).Take(count)]);
    }

    /// <summary>The greatest values with their keys, the greatest first; of equal values the one that came first.</summary>
    /// <param name="series">Numbers; keys without a value are left out.</param>
    /// <param name="count">How many at most, at least 1.</param>
    public static Series<TKey, double> Largest<TKey>(this Series<TKey, double> series, int count)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        TKey[] keys = [.. series.Keys];
        double[] values = [.. series.ObservationsAll.Select(x => x.Value.HasValue ? x.Value.Value : double.NaN)];
        int[] kept = [.. Ranked(values).Take(count)];
        return new(Array.ConvertAll(kept, r => keys[r]), Array.ConvertAll(kept, r => values[r]));
    }

    /// <summary>The sum of each row; a cell without a value counts nothing, and a row without any has none.</summary>
    /// <param name="frame">Numbers of one unit.</param>
    /// <exception cref="ArgumentException">A cell holds something other than a number; the message names row and column.</exception>
    public static Series<TRow, double> RowSums<TRow>(this Frame<TRow, string> frame)
        where TRow : notnull
    {
        var table = Numbers<TRow>.Of(frame, nameof(frame), "a number");
        return new(table.Rows, [.. table.Rows.Select((_, r) => Sum(table.Values.Select(column => column[r])))]);
    }

    /// <summary>The sum of each column; a cell without a value counts nothing, and a column without any has none.</summary>
    /// <param name="frame">Numbers, each column of one unit.</param>
    /// <exception cref="ArgumentException">A cell holds something other than a number; the message names row and column.</exception>
    public static Series<string, double> ColumnSums<TRow>(this Frame<TRow, string> frame)
        where TRow : notnull
    {
        var table = Numbers<TRow>.Of(frame, nameof(frame), "a number");
        return new(table.Columns, Array.ConvertAll(table.Values, Sum));
    }

    /// <summary>Values in the order of some keys as a series by those keys: a model's answer by the names of its banks.</summary>
    /// <param name="values">One value a key.</param>
    /// <param name="keys">All different.</param>
    /// <exception cref="ArgumentException">The number of keys is not that of the values, or a key is there twice.</exception>
    public static Series<TKey, double> By<TKey>(this IEnumerable<double> values, IEnumerable<TKey> keys)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] all = [.. values];
        return new(MatrixFrames.Keys(keys, all.Length, nameof(keys)), all);
    }

    /// <summary>Records as a series by a key of each: <c>sheets.By(sheet =&gt; sheet.Name)["Dealer Prime"]</c>.</summary>
    /// <param name="records">Any number, in the order of the series.</param>
    /// <param name="key">Different for every record.</param>
    /// <exception cref="ArgumentException">Two records have the same key.</exception>
    public static Series<TKey, T> By<T, TKey>(this IEnumerable<T> records, Func<T, TKey> key)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(key);
        T[] all = [.. records];
        return new(MatrixFrames.Keys(all.Select(key), null, nameof(records)), all);
    }

    private static IEnumerable<int> Ranked(double[] values) =>
        Enumerable.Range(0, values.Length).Where(r => !double.IsNaN(values[r])).OrderByDescending(r => values[r]);

    private static double Sum(IEnumerable<double> values)
    {
        var (sum, any) = (0.0, false);
        foreach (var value in values.Where(value => !double.IsNaN(value)))
        {
            (sum, any) = (sum + value, true);
        }

        return any ? sum : double.NaN;
    }
}
