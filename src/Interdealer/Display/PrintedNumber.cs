using System.Globalization;
using System.Text.RegularExpressions;

namespace Interdealer.Display;

/// <summary>A number as a document prints it: its digits, and what stands around them.</summary>
internal sealed partial record PrintedNumber
{
    private PrintedNumber(string digits, bool isNegative, Format format)
    {
        Digits = digits;
        IsNegative = isNegative;
        Format = format;
    }

    /// <summary>The digits without separators and sign, such as 1234.50.</summary>
    public string Digits { get; }

    public bool IsNegative { get; }

    /// <summary>Writes another number the way this one is printed.</summary>
    public Format Format { get; }

    /// <summary>Finds the one number in a printed text.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public static PrintedNumber In(string claimed)
    {
        Require.NotBlank(claimed, nameof(claimed), "a number as printed, such as 3.85 %");
        var matches = Number().Matches(claimed);
        if (matches.Count != 1)
        {
            throw new ArgumentException(
                $"The claim '{claimed}' must have exactly one number in it, such as 3.85 %, $114bn or 19×; where there are more, add a claim for each.",
                nameof(claimed));
        }
        var match = matches[0];
        var digits = match.Groups["digits"].Value.Replace(",", "", StringComparison.Ordinal);
        var decimals = digits.Contains('.') ? digits.Length - digits.IndexOf('.') - 1 : 0;
        var after = claimed[(match.Index + match.Length)..];
        var format = Format.Around(match.Groups["unit"].Value, after, decimals, after.Contains('%') ? 100 : 1);
        return new PrintedNumber(digits, match.Groups["sign"].Success, format);
    }

    /// <summary>Whether a value, rounded half away from zero to the digits printed, is this number.</summary>
    public bool IsRoundingOf(double value)
    {
        var scaled = value * Format.Scale;
        if (!double.IsFinite(scaled))
        {
            return false;
        }
        var decimals = Digits.Contains('.') ? Digits.Length - Digits.IndexOf('.') - 1 : 0;
        var rounded = Math.Abs(scaled).ToString(Format.Decimals(decimals), CultureInfo.InvariantCulture);
        var printed = Digits.TrimStart('0');
        var isZero = rounded.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        return rounded.TrimStart('0') == printed && (isZero || scaled < 0 == IsNegative);
    }

    // A sign, a currency, and digits with or without separators of thousands.
    [GeneratedRegex(@"(?<sign>[-−])?(?<unit>[$€£¥])?(?<digits>\d{1,3}(,\d{3})+(\.\d+)?|\d*\.\d+|\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
