using System.Reflection;
using Deedle;
using Interdealer.Frames.Reading;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames;

/// <summary>Sequences of records as frames: a row a record, a column a property of its own type, enumerations by their names.</summary>
public static class RecordFrames
{
    private static readonly MethodInfo Typed = typeof(RecordFrames).GetMethod(nameof(ColumnOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The records in their order, rows numbered from 0.</summary>
    /// <typeparam name="T">A record, class, struct or anonymous type with public readable properties.</typeparam>
    /// <param name="records">Any number.</param>
    public static Frame<int, string> ToFrame<T>(this IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        T[] all = [.. records];
        return FrameWriter.Of([.. Enumerable.Range(0, all.Length)], Properties<T>().Select(p => (p.Name, Column(p, all))));
    }

    /// <summary>The records in their order, rows by the value of one property, which then is no column.</summary>
    /// <typeparam name="T">A record, class, struct or anonymous type with public readable properties.</typeparam>
    /// <typeparam name="TKey">Type of the property.</typeparam>
    /// <param name="records">Any number.</param>
    /// <param name="key">Name of the property, whose values are all different.</param>
    /// <exception cref="ArgumentException">There is no such property of that type, or two records have the same key; the message names them.</exception>
    public static Frame<TKey, string> ToFrame<T, TKey>(this IEnumerable<T> records, string key)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(records);
        T[] all = [.. records];
        var properties = Properties<T>();
        var by = properties.FirstOrDefault(p => p.Name == key && p.PropertyType == typeof(TKey))
            ?? throw Require.Unknown(
                $"a property of {typeof(T).Name} of type {typeof(TKey).Name}", key, properties.Where(p => p.PropertyType == typeof(TKey)).Select(p => p.Name), nameof(key));
        TKey[] keys = [.. all.Select(record => (TKey)by.GetValue(record)!)];
        var repeated = keys.Index().GroupBy(k => k.Item).FirstOrDefault(group => group.Count() > 1);
        return repeated is null
            ? FrameWriter.Of(keys, properties.Where(p => p != by).Select(p => (p.Name, Column(p, all))))
            : throw new ArgumentException(
                $"records: rows {string.Join(" and ", repeated.Take(2).Select(k => k.Index))} both have {Cell.Key(repeated.Key)} in the column \"{key}\"; keys must be unique.", nameof(records));
    }

    private static PropertyInfo[] Properties<T>()
    {
        PropertyInfo[] all = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
            .OrderBy(p => p.MetadataToken)];
        return all.Length > 0 ? all : throw new ArgumentException($"{typeof(T).Name} has no public properties; records must be of a type that has some.", nameof(T));
    }

    private static IVector Column<T>(PropertyInfo property, T[] records) =>
        (IVector)Typed.MakeGenericMethod(typeof(T), property.PropertyType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [property, records], null)!;

    private static IVector ColumnOf<T, TValue>(PropertyInfo property, T[] records)
    {
        // A delegate is many times faster than asking the property by reflection; structs would need one by reference.
        Func<T, TValue> get = typeof(T).IsValueType ? record => (TValue)property.GetValue(record)! : property.GetMethod!.CreateDelegate<Func<T, TValue>>();
        var values = Array.ConvertAll(records, record => get(record));
        return values switch
        {
            double?[] numbers => FrameWriter.Column(Array.ConvertAll(numbers, x => x ?? double.NaN)),
            _ when typeof(TValue).IsEnum => FrameWriter.Column(Array.ConvertAll(values, x => x!.ToString()!)),
            _ when Nullable.GetUnderlyingType(typeof(TValue)) is not null => FrameWriter.Column(Array.ConvertAll(values, x => (object)x!)),
            _ => FrameWriter.Column(values),
        };
    }
}
