using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Interdealer;

/// <summary>The checks at the public door: each names the argument, what it was and what was expected, with the unit.</summary>
internal static partial class Require
{
    /// <summary>A fraction in [0, 1).</summary>
    public static double Fraction(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and < 1 ? value : throw Bad(value, "a fraction, at least 0 and below 1 (write 0.03, not 3, for 3 %)", name);

    /// <summary>A fraction in [0, 1].</summary>
    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw Bad(value, "a fraction from 0 to 1 (write 0.03, not 3, for 3 %)", name);

    /// <summary>A fraction in (0, 1).</summary>
    public static double OpenFraction(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is > 0 and < 1 ? value : throw Bad(value, "a fraction above 0 and below 1 (write 0.05, not 5, for 5 %)", name);

    /// <summary>A finite number of at least 0.</summary>
    public static double NonNegative(double value, string unit, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 && double.IsFinite(value) ? value : throw Bad(value, $"a finite number of at least 0, in {unit}", name);

    /// <summary>A number of at least 0, or +∞ where something has no limit.</summary>
    public static double NonNegativeOrInfinite(double value, string unit, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 ? value : throw Bad(value, $"a number of at least 0 (or +∞ for no limit), in {unit}", name);

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, string unit, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 && double.IsFinite(value) ? value : throw Bad(value, $"a finite number above 0, in {unit}", name);

    /// <summary>A number above 0, or +∞ where something has no limit.</summary>
    public static double PositiveOrInfinite(double value, string unit, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 ? value : throw Bad(value, $"a number above 0 (or +∞ for no limit), in {unit}", name);

    /// <summary>A finite number.</summary>
    public static double Finite(double value, string unit, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) ? value : throw Bad(value, $"a finite number, in {unit}", name);

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static int AtLeast(int least, int value, string unit, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {Text(least)} {unit}; it was {Text(value)}.");

    /// <summary>A value that an enumeration has a name for.</summary>
    public static T Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, Enum => Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be one of {string.Join(", ", Enum.GetNames<T>())}; it was {value}.");

    /// <summary>Rows times scenarios, where as many numbers can be held at once.</summary>
    public static int Cells(int rows, int scenarioCount) => (long)rows * scenarioCount <= Array.MaxLength - 8
        ? rows * scenarioCount
        : throw new ArgumentOutOfRangeException(
            nameof(scenarioCount), scenarioCount, $"scenarioCount must be at most {Text((Array.MaxLength - 8) / Math.Max(1, rows))} where there are {Text(rows)} rows, as many numbers as an array holds; it was {Text(scenarioCount)}. Run them in several batches.");

    /// <summary>A label: not null, not blank.</summary>
    public static string Label([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        string.IsNullOrWhiteSpace(value)
            ? throw new ArgumentException($"{name} must be a name with at least one visible character; it was {(value is null ? "null" : $"\"{value}\"")}.", name)
            : value;

    /// <summary>
    /// Whether a text has accents, or parts of syllables, as characters of their own (Unicode NFD) rather than in one with their letters (NFC): two such spellings of
    /// one name look the same and are not equal.
    /// </summary>
    /// <remarks>Combining marks of Latin, Greek and Cyrillic letters and of kana, and conjoining Hangul. .NET's own normalisation does nothing where globalisation is invariant.</remarks>
    public static bool HasLooseAccents(string text) => text.AsSpan().IndexOfAnyInRange('\u0300', '\u036f') >= 0
        || text.AsSpan().IndexOfAny('\u3099', '\u309a') >= 0
        || text.AsSpan().IndexOfAnyInRange('\u1100', '\u11ff') >= 0;

    /// <summary>Text from outside as messages show it: control characters, which would act on a terminal, as their code points.</summary>
    public static string Visible(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(c => char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"<U+{(int)c:X4}>") : c.ToString()))
        : text;

    /// <summary>The error for a label that is not among those known, naming them.</summary>
    public static ArgumentException Unknown(string what, string value, IEnumerable<string> known, string? name)
    {
        var list = known.ToList();
        var shown = string.Join(", ", list.Take(12).Select(k => $"\"{k}\"")) + (list.Count > 12 ? $", … ({Text(list.Count)} in all)" : "");
        return new ArgumentException($"{name}: \"{value}\" is not {what}; expected one of {shown}.", name);
    }

    /// <summary>A number as every message prints it: shortest form that reads back, whatever the culture.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static ArgumentOutOfRangeException Bad(double value, string expected, string? name) =>
        new(name, value, $"{name} must be {expected}; it was {Text(value)}.");
}
