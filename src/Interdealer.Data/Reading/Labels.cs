using System.Globalization;

namespace Interdealer.Data.Reading;

/// <summary>Labels: what may be one, and the join of two tables by them.</summary>
internal static class Labels
{
    /// <summary>What a text must be or must not hold to be a label; null where it is one.</summary>
    /// <remarks>Labels that look the same are the same: no blanks around them, nothing invisible, letters with accents written as one character.</remarks>
    public static string? Fault(string text) =>
        text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "must be text, without blanks around it"
        : text.Any(letter => char.GetUnicodeCategory(letter) == UnicodeCategory.Format) ? "must not hold invisible characters"
        : Require.HasLooseAccents(text) ? "must have its accents in one character with their letters (Unicode NFC), so that labels that look the same are the same"
        : text[0] is '=' or '@' or '+' or '-' ? "must not begin like a formula, with = @ + or -: a spreadsheet would compute it"
        : null;

    /// <summary>Checks that every label of one table is in the other.</summary>
    /// <param name="source">Name of the table whose labels are looked up.</param>
    /// <param name="what">What each label is: “asset”.</param>
    /// <param name="lines">The labels and the line on which each comes first.</param>
    /// <param name="known">The labels of the other table.</param>
    /// <exception cref="DataException">Some are not; the message names them all (the first twelve), with their lines.</exception>
    public static void Match(string source, string what, IReadOnlyDictionary<string, int> lines, IEnumerable<string> known)
    {
        const int shown = 12;
        var there = known.ToHashSet(StringComparer.Ordinal);
        var unmatched = lines.Where(label => !there.Contains(label.Key)).OrderBy(label => label.Value).ToList();
        if (unmatched.Count > 0)
        {
            var named = string.Join(", ", unmatched.Take(shown).Select(label => FormattableString.Invariant($"{DataException.Show(label.Key)} (line {label.Value})")));
            throw new DataException(source, unmatched[0].Value, FormattableString.Invariant(
                $"has {unmatched.Count} {what}{(unmatched.Count == 1 ? "" : "s")} without a match in the table it is joined with: {named}{(unmatched.Count > shown ? ", …" : "")}; that table has {string.Join(", ", there.Order(StringComparer.Ordinal).Take(shown).Select(DataException.Show))}{(there.Count > shown ? ", …" : "")}"));
        }
    }
}
