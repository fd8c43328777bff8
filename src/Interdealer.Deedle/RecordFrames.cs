using System.Linq.Expressions;
using System.Reflection;
using Deedle;
using Interdealer.Display;
using Interdealer.Frames.Reading;
using Interdealer.Frames.Writing;

namespace Interdealer.Frames;

/// <summary>
/// Sequences of records as frames: a row a record, a column a property of its own type, enumerations by their names. A column is called what
/// <see cref="Display.Table.Of"/> calls it: the property's name in words, what follows an underscore being the unit (<c>ForcedSale_bn</c>: “Forced sale, bn”).
/// </summary>
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
        return FrameWriter.Of([.. Enumerable.Range(0, all.Length)], Properties<T>().Select(p => (Heading.Of(p.Name), Column(p, all))));
    }

    /// <summary>The records in their order, rows by a key of each; a property that is the key is no column too.</summary>
    /// <typeparam name="T">A record, class, struct or anonymous type with public readable properties.</typeparam>
    /// <typeparam name="TKey">Type of the key.</typeparam>
    /// <param name="records">Any number.</param>
    /// <param name="key">Such as <c>loss =&gt; loss.Institution</c>; different for every record.</param>
    /// <exception cref="ArgumentException">Two records have the same key; the message names them.</exception>
    public static Frame<TKey, string> ToFrame<T, TKey>(this IEnumerable<T> records, Expression<Func<T, TKey>> key)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(key);
        T[] all = [.. records];
        TKey[] keys = Array.ConvertAll(all, key.Compile(preferInterpretation: all.Length < 1000).Invoke);
        var repeated = keys.Index().GroupBy(k => k.Item).FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
        {
            throw new ArgumentException(
                $"records: rows {string.Join(" and ", repeated.Take(2).Select(k => k.Index))} both have the key {Cell.Key(repeated.Key)} ({key.Body}); keys must be unique.", nameof(records));
        }

        var named = (key.Body as MemberExpression)?.Expression == key.Parameters[0] ? ((MemberExpression)key.Body).Member.Name : null;
        return FrameWriter.Of(keys, Properties<T>().Where(p => p.Name != named).Select(p => (Heading.Of(p.Name), Column(p, all))));
    }

    /// <summary>A row for each value, keyed by it, with what a function makes of it as columns: the frame of a sweep over a parameter.</summary>
    /// <typeparam name="TKey">Type of the values: numbers, names, days.</typeparam>
    /// <typeparam name="T">A record or anonymous type: <c>caps.Tabulate(cap =&gt; new { Loss = …, Sellers = … })</c>.</typeparam>
    /// <param name="values">All different; the order of the rows.</param>
    /// <param name="row">The columns of one value.</param>
    /// <exception cref="ArgumentException">A value is there twice.</exception>
    public static Frame<TKey, string> Tabulate<TKey, T>(this IEnumerable<TKey> values, Func<TKey, T> row)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(row);
        TKey[] keys = MatrixFrames.Keys(values, null, nameof(values));
        T[] all = Array.ConvertAll(keys, key => row(key));
        return FrameWriter.Of(keys, Properties<T>().Select(p => (Heading.Of(p.Name), Column(p, all))));
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
