using System.Text;

namespace Interdealer.Display;

/// <summary>Turns the name of a property into the heading of a column.</summary>
internal static class Heading
{
    /// <summary>Splits a name into words; what follows an underscore is the unit: <c>LossRatio_bn</c> gives “Loss ratio, bn”.</summary>
    public static string Of(string name)
    {
        var parts = name.Split('_', 2);
        var words = Words(parts[0]);
        return parts.Length == 2 && parts[1].Length > 0 && words.Length > 0 ? words + ", " + parts[1].Replace('_', ' ') : words;
    }

    // A word starts at a capital after a small letter or digit, at the last capital of a run of capitals (SLRAfter: SLR after), and
    // at a digit after a small letter (Var95). Runs of capitals are abbreviations and stay.
    private static string Words(string name)
    {
        var result = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var previous = i > 0 ? name[i - 1] : ' ';
            var next = i + 1 < name.Length ? name[i + 1] : ' ';
            var starts = i > 0 && ((char.IsUpper(c) && (!char.IsUpper(previous) || char.IsLower(next)))
                || (char.IsDigit(c) && char.IsLower(previous)));
            if (starts)
            {
                result.Append(' ');
            }
            var isAbbreviation = char.IsUpper(c) && (char.IsUpper(next) || (char.IsUpper(previous) && !starts));
            result.Append(i > 0 && !isAbbreviation ? char.ToLowerInvariant(c) : i == 0 ? char.ToUpperInvariant(c) : c);
        }
        return result.ToString();
    }
}
