using System.Globalization;
using System.Text.RegularExpressions;
using Interdealer.Notebooks.Tests.Snapshots;

namespace Interdealer.Notebooks.Tests.Gallery.Rules;

/// <summary>What the cells of a notebook print, from its accepted snapshot: text and tables, not the data of charts.</summary>
internal static partial class NotebookOutputs
{
    /// <summary>The text of each cell by its number, from 1.</summary>
    internal static IReadOnlyDictionary<int, string> Of(string notebook)
    {
        var name = Path.GetFileNameWithoutExtension(notebook);
        var accepted = SnapshotFile.Accepted($"NotebookTests.Outputs_are_the_accepted_ones_notebook={name}");
        Assert.True(accepted is not null, $"{name} has no accepted snapshot.");
        return Read(accepted);
    }

    /// <summary>The same from the text of a snapshot.</summary>
    internal static IReadOnlyDictionary<int, string> Read(string snapshot) => Cell().Matches(snapshot).ToDictionary(
        cell => int.Parse(cell.Groups["number"].Value, CultureInfo.InvariantCulture),
        cell => string.Join('\n', Part().Matches(cell.Groups["body"].Value).Where(part => !part.Groups["kind"].Value.Contains("json", StringComparison.Ordinal)).Select(part => Plain(part.Groups["text"].Value))));

    static string Plain(string text) => Tag().Replace(Style().Replace(text, " "), " ").Replace("&#8722;", "−", StringComparison.Ordinal);

    [GeneratedRegex(@"^== cell (?<number>\d+), [^\n]*\n(?<body>.*?)(?=^== cell |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex(@"^-- (?<kind>[^\n]*)\n(?<text>.*?)(?=^-- |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex(@"<(style|script)\b.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
