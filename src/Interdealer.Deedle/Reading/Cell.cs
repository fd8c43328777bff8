using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Interdealer.Frames.Reading;

/// <summary>Names a cell in messages, the same in every culture.</summary>
internal static class Cell
{
    private const int LongestShown = 60;

    public static string Name(string argument, object? row, string column) => $"{argument}: row {Key(row)}, column \"{column}\"";

    /// <summary>A key as messages print it: text in quotes, days as 2020-03-16, the parts of a key of several levels one after the other.</summary>
    public static string Key(object? key) => key switch
    {
        ITuple parts => string.Join(" / ", Enumerable.Range(0, parts.Length).Select(i => Key(parts[i]))),
        string text => $"\"{text}\"",
        _ => Text(key),
    };

    public static ArgumentException Empty(string argument, object? row, string column, string expected) =>
        new($"{Name(argument, row, column)} has no value; expected {expected}. Say with a choice of {nameof(Missing)} what a gap means, or fill it.", argument);

    public static ArgumentException Other(string argument, object? row, string column, object value, string expected) =>
        new($"{Name(argument, row, column)} holds {Shown(value)}; expected {expected}.", argument);

    private static string Shown(object value) => value switch
    {
        string text => $"the text \"{(text.Length > LongestShown ? text[..LongestShown] + "…" : text)}\"",
        bool or double or float or decimal or int or long => Text(value),
        _ => $"{Text(value)} ({value.GetType().Name})",
    };

    private static string Text(object? value) => value switch
    {
        null => "null",
        double number => Require.Text(number),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable => value.GetType().Name,
        _ => value.ToString() ?? "",
    };
}
