using System.Globalization;

namespace Interdealer.Charts;

/// <summary>What can stand along an axis: numbers, days and times, or names.</summary>
internal static class Position
{
    /// <summary>Plotly's name of the kind of axis that a type of position needs.</summary>
    /// <exception cref="ArgumentException">The type is none of numbers, dates and text.</exception>
    public static string AxisTypeOf(Type type, string argument)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        if (kind == typeof(string) || kind == typeof(char) || kind == typeof(bool) || kind.IsEnum)
        {
            return "category";
        }
        if (kind == typeof(DateOnly) || kind == typeof(DateTime) || kind == typeof(DateTimeOffset))
        {
            return "date";
        }
        return kind.IsPrimitive || kind == typeof(decimal)
            ? "linear"
            : throw new ArgumentException($"{argument} is of {kind.Name}; positions must be numbers, dates or text.", argument);
    }

    /// <summary>A position as Plotly reads it: a number, or a text that is encoded; null, which Plotly draws as a gap, for what is missing or not finite.</summary>
    public static object? Of(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        string or char or bool or Enum => PlotlyText.Encode(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        _ => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>
    /// A number to twelve significant digits, or null for NaN and infinities; there is one zero. More digits than any chart shows, fewer
    /// than those in which one machine's exponential differs from another's.
    /// </summary>
    public static object? Number(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + 0.0 : null;

    /// <summary>Positions as an array.</summary>
    public static object?[] All(IEnumerable<object?> values) => [.. values.Select(Of)];

    /// <summary>Numbers as an array.</summary>
    public static object?[] Numbers(IEnumerable<double> values) => [.. values.Select(Number)];

    /// <summary>Texts as an array, encoded.</summary>
    public static string[] Texts(IEnumerable<string> values) => [.. values.Select(PlotlyText.Encode)];
}
