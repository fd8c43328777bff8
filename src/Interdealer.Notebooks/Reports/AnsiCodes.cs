using System.Text.RegularExpressions;

namespace Interdealer.Notebooks.Reports;

/// <summary>The colour codes consoles understand and pages do not.</summary>
internal static partial class AnsiCodes
{
    /// <summary>The text without them.</summary>
    internal static string Strip(string text) => text.Contains('\u001b', StringComparison.Ordinal) ? Code().Replace(text, "") : text;

    [GeneratedRegex(@"\u001b\[[0-9;?]*[ -/]*[@-~]", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
