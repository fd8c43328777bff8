using System.Globalization;
using System.Text.RegularExpressions;

namespace Interdealer.Notebooks.Tests.Gallery.Rules;

/// <summary>A number as somebody wrote or printed it.</summary>
/// <param name="Text">As it stands.</param>
/// <param name="Value">Its size without sign; 4 for 4 %.</param>
/// <param name="Decimals">Digits after the point.</param>
/// <param name="IsPercent">Whether a per cent sign follows.</param>
internal sealed record WrittenNumber(string Text, decimal Value, int Decimals, bool IsPercent)
{
    /// <summary>Whether a printed number, rounded to the digits written here, is this one; 4 % is 0.04.</summary>
    internal bool IsRoundingOf(WrittenNumber printed) =>
        Value == Rounded(printed.Value)
        || (IsPercent && !printed.IsPercent && Value == Rounded(100 * printed.Value))
        || (!IsPercent && printed.IsPercent && Value == Rounded(printed.Value / 100));

    /// <summary>Whether a number of code is this one.</summary>
    internal bool Is(WrittenNumber literal) => Value == literal.Value || (IsPercent && Value == 100 * literal.Value);

    decimal Rounded(decimal value) => Math.Round(value, Decimals, MidpointRounding.AwayFromZero);
}

/// <summary>The numbers of a text.</summary>
internal static partial class ProseNumbers
{
    static readonly Dictionary<string, decimal> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19,
        ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90,
    };

    /// <summary>The numbers of a markdown text that need something to stand on: not those of a sentence that links to a source, nor years, dates, names and code.</summary>
    internal static IEnumerable<WrittenNumber> In(string markdown)
    {
        var text = Code().Replace(markdown.ReplaceLineEndings("\n"), " ");
        foreach (Match formula in Formula().Matches(text))
        {
            // The 0, 1 and 2 of an equation belong to its form.
            foreach (var number in Of(formula.Value.Replace("{,}", ",", StringComparison.Ordinal).Replace("\\%", "%", StringComparison.Ordinal)).Where(number => number.Value is not (0 or 1 or 2)))
            {
                yield return number;
            }
        }

        foreach (var sentence in Sentence().Split(ListMark().Replace(Formula().Replace(text, " "), "\n")))
        {
            if (!Source().IsMatch(sentence))
            {
                foreach (var number in Of(Name().Replace(Link().Replace(sentence, " "), " ")).Where(number => !IsYear(number)))
                {
                    yield return number;
                }
            }
        }
    }

    /// <summary>Every number of a text, in digits or in words from eleven on.</summary>
    internal static IEnumerable<WrittenNumber> Of(string text) =>
        from Match match in Number().Matches(text)
        let digits = match.Groups["digits"].Value
        let value = digits.Length == 0 ? Words[match.Value] : Parsed(digits)
        where value is not null
        select new WrittenNumber(match.Value.Trim(), value.Value, digits.Contains('.', StringComparison.Ordinal) ? digits.Length - digits.IndexOf('.', StringComparison.Ordinal) - 1 : 0, match.Groups["percent"].Success);

    // More digits than a decimal has are a number, too, but none that prose repeats.
    static decimal? Parsed(string digits) => decimal.TryParse(digits.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    static bool IsYear(WrittenNumber number) => number is { IsPercent: false, Decimals: 0, Value: >= 1900 and < 2100 } && !number.Text.Contains(',', StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w.])(?:(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![A-Za-z_])(?<percent>\s?(?:%|per cent))?|(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\$\$.+?\$\$|(?<![\\$])\$[^$\n]+\$", RegexOptions.Singleline)]
    private static partial Regex Formula();

    [GeneratedRegex(@"(?<=[.!?;:][)”*]*)\s+(?=[\p{Lu}\d“(*\[])|\n\s*\n|\n(?=[-|#])")]
    private static partial Regex Sentence();

    // What opens a line: the mark of a list or of a heading, with a number of its own.
    [GeneratedRegex(@"(?:^|\n)[ \t]*(?:#{1,6}[ \t]*(?:\d+(?:\.\d+)*\.?(?=\s))?|\d+\.(?=\s)|[-*](?=\s))")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"\]\(https?://|<https?://")]
    private static partial Regex Source();

    [GeneratedRegex(@"\[[^\]]*\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(?:Tier|Level|Exercise|Section|Table|Figure|Equation|Theorem|Proposition|Report|Paper|notebooks?|Notebooks?)\s+\d+(?:[.–-]\d+)*|\b\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}\b")]
    private static partial Regex Name();
}
