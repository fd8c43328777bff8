namespace Interdealer.Notebooks.Documents;

/// <summary>Text from outside on its way to a person's terminal.</summary>
internal static class ShownText
{
    /// <summary>
    /// The text with what would act on a terminal as code points: control characters but line ends and tabs, and those that turn the direction of text.
    /// </summary>
    internal static string Of(string text) => text.Any(Acts)
        ? string.Concat(text.Select(c => Acts(c) ? FormattableString.Invariant($"<U+{(int)c:X4}>") : c.ToString()))
        : text;

    static bool Acts(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
