using System.Runtime.CompilerServices;
using Deedle;
using Deedle.Vectors.ArrayVector;
using Interdealer.Data;
using Interdealer.Data.Columnar;
using Interdealer.Frames.Reading;

namespace Interdealer.Frames.Writing;

/// <summary>Frames in and out of files that keep tables column by column. Keys, values and gaps come back as they were.</summary>
internal static class ColumnarFrames
{
    public static void Write<TRow>(ColumnarFormat format, Frame<TRow, string> frame, string path, string key, bool overwrite)
        where TRow : notnull
    {
        var table = FrameColumns<TRow>.Of(frame, nameof(frame));
        var names = Levels<TRow>(key);
        foreach (var name in names.Where(table.Columns.Contains))
        {
            throw new ArgumentException($"key: the frame has a column \"{name}\" already; expected another name for the keys of its rows.", nameof(key));
        }

        var keys = names.Select((name, level) => new TableColumn(name, Typed(table, name, Array.ConvertAll(table.Rows, row => names.Length == 1 && row is not ITuple ? row : ((ITuple)row)[level]))));
        var columns = table.Columns.Select((name, c) => new TableColumn(name, IsNumber(table.Vectors[c].ElementType) ? table.Numbers(c, "a number") : Typed(table, name, table.Objects(c))));
        format.Write(path, [.. keys, .. columns], overwrite);
    }

    public static Frame<TRow, string> Read<TRow>(ColumnarFormat format, DataSource source, string key)
        where TRow : notnull
    {
        var columns = format.Read(source);
        var names = Levels<TRow>(key);
        var levels = names.Select(name => columns.FirstOrDefault(column => column.Name == name)
            ?? throw new DataException(source.Name, null, $"lacks the column \"{name}\" of keys; its columns are {string.Join(", ", columns.Select(column => column.Name))}")).ToArray();
        var keys = new TRow[levels[0].Values.Length];
        var seen = new Dictionary<TRow, int>(keys.Length);
        for (var r = 0; r < keys.Length; r++)
        {
            keys[r] = KeyOf<TRow>(levels, r, source);
            if (!seen.TryAdd(keys[r], r))
            {
                throw new DataException(source.Name, null, FormattableString.Invariant($"has the key {Cell.Key(keys[r])} in the rows {seen[keys[r]]} and {r}; keys must be unique"));
            }
        }

        return FrameWriter.Of(keys, columns.Where(column => !names.Contains(column.Name)).Select(column => (column.Name, Vector(column.Values))));
    }

    private static string[] Levels<TRow>(string key)
    {
        var count = typeof(ITuple).IsAssignableFrom(typeof(TRow)) ? typeof(TRow).GenericTypeArguments.Length : 1;
        string[] names = count == 1 ? [Require.Label(key)] : key.Split(',', StringSplitOptions.TrimEntries);
        return names.Length == count && names.All(name => name.Length > 0) && names.Distinct().Count() == count
            ? names
            : throw new ArgumentException($"key must have a name for each of the {count} levels of the keys of rows, such as \"Bank, Date\"; it was \"{key}\".", nameof(key));
    }

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(decimal);

    /// <summary>Cells of one type as an array of it.</summary>
    private static Array Typed<TRow>(FrameColumns<TRow> table, string column, object?[] cells)
        where TRow : notnull
    {
        const string Expected = "numbers, text, true or false, days or times, one kind in a column";
        if (cells.All(cell => cell is null or double or float or decimal or int or long) && cells.Any(cell => cell is double or float or decimal))
        {
            return Array.ConvertAll(cells, cell => cell is null ? double.NaN : Convert.ToDouble(cell, System.Globalization.CultureInfo.InvariantCulture));
        }

        return cells.FirstOrDefault(cell => cell is not null) switch
        {
            null => new double[cells.Length].Select(_ => double.NaN).ToArray(),
            string => All(cell => (string?)cell, cell => cell is string),
            int => All(cell => (int?)cell, cell => cell is int),
            long => All(cell => (long?)cell, cell => cell is long),
            bool => All(cell => (bool?)cell, cell => cell is bool),
            DateOnly => All(cell => (DateOnly?)cell, cell => cell is DateOnly),
            // The files keep microseconds.
            DateTime => All(cell => (DateTime?)cell, cell => cell is DateTime time && time.Ticks % TimeSpan.TicksPerMicrosecond == 0),
            Enum => All(cell => cell?.ToString(), cell => cell is Enum),
            _ => All(cell => "", _ => false),
        };

        T[] All<T>(Func<object?, T> value, Func<object, bool> holds)
        {
            var wrong = Array.FindIndex(cells, cell => cell is not null && !holds(cell));
            return wrong < 0 ? Array.ConvertAll(cells, cell => value(cell)) : throw Cell.Other(table.Argument, table.Rows[wrong], column, cells[wrong]!, Expected);
        }
    }

    private static TRow KeyOf<TRow>(TableColumn[] levels, int row, DataSource source)
        where TRow : notnull
    {
        var parts = Array.ConvertAll(levels, level => level.Values.GetValue(row));
        Type[] types = typeof(ITuple).IsAssignableFrom(typeof(TRow)) ? typeof(TRow).GenericTypeArguments : [typeof(TRow)];
        for (var p = 0; p < parts.Length; p++)
        {
            if (parts[p] is null or double.NaN)
            {
                throw new DataException(source.Name, null, FormattableString.Invariant($"has no key in row {row}, column \"{levels[p].Name}\"; every row needs one"));
            }

            if (parts[p]!.GetType() != types[p])
            {
                throw new DataException(source.Name, null, FormattableString.Invariant(
                    $"has a {parts[p]!.GetType().Name} as key in row {row}, column \"{levels[p].Name}\"; expected a {types[p].Name}"));
            }
        }

        return (TRow)(typeof(ITuple).IsAssignableFrom(typeof(TRow)) ? Activator.CreateInstance(typeof(TRow), parts)! : parts[0]!);
    }

    private static IVector Vector(Array values) => values switch
    {
        double[] numbers => FrameWriter.Column(numbers),
        string[] texts => FrameWriter.Column(texts),
        int?[] numbers => Optional(numbers),
        long?[] numbers => Optional(numbers),
        bool?[] flags => Optional(flags),
        DateOnly?[] days => Optional(days),
        _ => Optional((DateTime?[])values),
    };

    private static IVector Optional<T>(T?[] values)
        where T : struct => values.All(value => value.HasValue)
        ? FrameWriter.Column(Array.ConvertAll(values, value => value!.Value))
        : ArrayVectorBuilder.Instance.CreateMissing(Array.ConvertAll(values, value => value.HasValue ? new OptionalValue<T>(value.Value) : OptionalValue<T>.Missing));
}
