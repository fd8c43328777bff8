using System.Globalization;

namespace Interdealer.Display;

/// <summary>How a value of a column is written: the same text in HTML and on a console, in the invariant culture.</summary>
/// <remarks>Missing values and NaN are “–”, infinities ∞ and −∞, and a number that rounds to nothing has no sign.</remarks>
public sealed record Format
{
    /// <summary>What stands where there is no value.</summary>
    public const string Missing = "–";

    private readonly Func<object, string> write;

    private Format(Func<object, string> write, bool alignRight, double scale = 1)
    {
        this.write = write;
        AlignRight = alignRight;
        Scale = scale;
    }

    /// <summary>Whether values stand at the right of their column, as numbers do.</summary>
    public bool AlignRight { get; }

    /// <summary>What a number is multiplied by when written: 100 for percentages, otherwise 1.</summary>
    public double Scale { get; }

    /// <summary>Text as it is, at the left.</summary>
    public static Format Text { get; } = new(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", alignRight: false);

    /// <summary>True as ✓ and false as ✗.</summary>
    public static Format YesNo { get; } = new(value => value is true ? "✓" : value is false ? "✗" : Text.write(value), alignRight: false);

    /// <summary>Members of enumerations in words: <c>NotEnoughToSell</c> is “Not enough to sell”.</summary>
    internal static Format Words { get; } = new(value => InWords(Text.write(value)), alignRight: false);

    /// <summary>Whole numbers with thousands separators.</summary>
    public static Format Integer { get; } = Number("#,0");

    /// <summary>A day as 2020-03-16.</summary>
    public static Format Date { get; } = Dates("yyyy-MM-dd");

    /// <summary>Dates and times in a pattern of .NET's.</summary>
    /// <param name="pattern">Such as <c>yyyy-MM</c>.</param>
    /// <exception cref="ArgumentException">The pattern is blank.</exception>
    public static Format Dates(string pattern)
    {
        Require.NotBlank(pattern, nameof(pattern), "a date pattern such as yyyy-MM-dd");
        return new(value => ((IFormattable)value).ToString(pattern, CultureInfo.InvariantCulture), alignRight: false);
    }

    /// <summary>Numbers in a pattern of .NET's.</summary>
    /// <param name="pattern">Such as <c>0.00</c>, <c>#,0</c>, or <c>0.00 %</c>, which shows the fraction 0.0385 as 3.85 %.</param>
    /// <exception cref="ArgumentException">The pattern is blank.</exception>
    public static Format Number(string pattern)
    {
        Require.NotBlank(pattern, nameof(pattern), "a number pattern such as 0.00");
        return Numbers(pattern, "", "", pattern.Contains('%') ? 100 : 1);
    }

    /// <summary>Fractions as percentages: 0.0385 with two decimals is “3.85 %”.</summary>
    /// <param name="decimals">Digits after the point, 0 to 15.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is outside its range.</exception>
    public static Format Percent(int decimals = 2)
    {
        return Numbers(Decimals(decimals, "#,0") + " %", "", "", 100);
    }

    /// <summary>Amounts with their unit around them: <c>Currency("$", "bn")</c> shows 114 as $114bn.</summary>
    /// <param name="prefix">What stands before the number, such as $; may be empty.</param>
    /// <param name="suffix">What stands after it, such as bn; may be empty.</param>
    /// <param name="decimals">Digits after the point, 0 to 15.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is outside its range.</exception>
    public static Format Currency(string prefix = "$", string suffix = "", int decimals = 0)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(suffix);
        return Numbers(Decimals(decimals, "#,0"), prefix, suffix, 1);
    }

    /// <summary>Multiples: 19.04 with no decimals is “19×”.</summary>
    /// <param name="decimals">Digits after the point, 0 to 15.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is outside its range.</exception>
    public static Format Multiple(int decimals = 1) => Currency("", "×", decimals);

    /// <summary>Writes one value; null and NaN give “–”.</summary>
    /// <param name="value">A value of the kind the format is for.</param>
    public string Apply(object? value) => value switch
    {
        null => Missing,
        double number when double.IsNaN(number) => Missing,
        float number when float.IsNaN(number) => Missing,
        double.PositiveInfinity or float.PositiveInfinity => "∞",
        double.NegativeInfinity or float.NegativeInfinity => "−∞",
        _ => write(value),
    };

    /// <summary>The format a column has when none is given: by the kind of its values and, for numbers, by their size.</summary>
    internal static Format For(IReadOnlyList<object?> values)
    {
        var first = values.FirstOrDefault(value => value is not null);
        return first switch
        {
            null or string => Text,
            bool => YesNo,
            Enum => Words,
            DateOnly => Date,
            DateTime or DateTimeOffset => values.All(IsMidnight) ? Date : Dates("yyyy-MM-dd HH:mm"),
            _ when IsWhole(first) => Integer,
            _ when IsNumber(first) => Sized(values),
            _ => Text,
        };
    }

    /// <summary>Numbers with text around them, after being multiplied.</summary>
    internal static Format Around(string prefix, string suffix, int decimals, double scale)
    {
        var amounts = Currency(prefix, suffix, decimals);
        return new(value => amounts.write(Convert.ToDouble(value, CultureInfo.InvariantCulture) * scale), alignRight: true, scale);
    }

    internal static bool IsNumber(object? value) => IsWhole(value) || value is double or float or Half or decimal;

    internal static string Decimals(int decimals, string whole = "0")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 15);
        return decimals == 0 ? whole : whole + "." + new string('0', decimals);
    }

    private static string InWords(string name)
        => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(name[i - 1]) ? " " + char.ToLowerInvariant(c) : c.ToString()));

    private static bool IsWhole(object? value)
        => value is int or long or short or byte or sbyte or uint or ulong or ushort or System.Numerics.BigInteger;

    private static bool IsMidnight(object? value) => value switch
    {
        DateTime time => time.TimeOfDay == TimeSpan.Zero,
        DateTimeOffset time => time.TimeOfDay == TimeSpan.Zero,
        _ => true,
    };

    // Four significant digits of the value in the middle, and no column of zeros after the point.
    private static Format Sized(IReadOnlyList<object?> values)
    {
        var finite = values.Where(IsNumber).Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture))
            .Where(double.IsFinite).Select(Math.Abs).Where(value => value > 0).Order().ToArray();
        if (finite.Length == 0)
        {
            return Number("0");
        }
        var magnitude = (int)Math.Floor(Math.Log10(finite[finite.Length / 2]));
        if (magnitude is < -6 or > 14)
        {
            return Number("0.000e+0");
        }
        var decimals = Math.Clamp(3 - magnitude, 0, 10);
        while (decimals > 0 && finite.All(value => value.ToString(Decimals(decimals), CultureInfo.InvariantCulture)[^1] == '0'))
        {
            decimals--;
        }
        return Number(Decimals(decimals, "#,0"));
    }

    private static Format Numbers(string pattern, string prefix, string suffix, double scale)
        => new(
            value => IsNumber(value)
                ? Signed(((IFormattable)value).ToString(pattern, CultureInfo.InvariantCulture), prefix, suffix)
                : Text.write(value),
            alignRight: true,
            scale);

    // The sign stands before the unit, and nothing is not negative.
    private static string Signed(string digits, string prefix, string suffix)
    {
        var isNegative = digits.StartsWith('-');
        var unsigned = prefix + (isNegative ? digits[1..] : digits) + suffix;
        return isNegative && digits.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "−" + unsigned : unsigned;
    }
}
