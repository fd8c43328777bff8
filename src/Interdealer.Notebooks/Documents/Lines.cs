using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>Text as lines, in the ways the two formats want it.</summary>
internal static class Lines
{
    /// <summary>The text with LF line ends.</summary>
    internal static string Unix(string text) =>
        text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;

    /// <summary>The lines of a text, each with its LF; an empty text has none.</summary>
    internal static IEnumerable<string> Split(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            yield return text[start..next];
            start = next;
        }
    }

    /// <summary>The list of lines nbformat stores.</summary>
    internal static JsonArray ToJson(string text) => new([.. Split(text).Select(line => (JsonNode)line)]);

    /// <summary>The text without blank lines at its start and end, and without a line end after its last line.</summary>
    internal static string TrimBlankEdges(string text)
    {
        var lines = text.Split('\n');
        var first = 0;
        var last = lines.Length - 1;
        while (first <= last && string.IsNullOrWhiteSpace(lines[first]))
        {
            first++;
        }

        while (last >= first && string.IsNullOrWhiteSpace(lines[last]))
        {
            last--;
        }

        return string.Join('\n', lines[first..(last + 1)]);
    }

    /// <summary>The first line that is not blank, shortened for a message; empty when all are.</summary>
    internal static string First(string text, int length = 80)
    {
        var line = text.Split('\n').FirstOrDefault(l => !string.IsNullOrWhiteSpace(l))?.Trim() ?? "";
        return line.Length <= length ? line : line[..(length - 1)] + "…";
    }
}
