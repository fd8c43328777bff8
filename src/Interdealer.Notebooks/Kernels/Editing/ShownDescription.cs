using System.Text;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>A declaration and what is said of it, as text and as Markdown.</summary>
internal static class ShownDescription
{
    /// <summary>How many overloads of a name are shown.</summary>
    public const int MostOverloads = 20;

    /// <summary>The answer to <see cref="CodeQuestion.Inspect"/>.</summary>
    /// <param name="language">Of the declaration.</param>
    /// <param name="declaration">One or more of them, a line each.</param>
    /// <param name="rest">Paragraphs of text; empty ones are left out.</param>
    public static JsonObject Of(string language, string declaration, IEnumerable<string> rest)
    {
        string[] sections = [.. rest.Select(section => section.Trim()).Where(section => section.Length > 0)];
        return new JsonObject
        {
            ["plain"] = string.Join("\n\n", sections.Prepend(declaration)),
            ["markdown"] = string.Join("\n\n", sections.Select(Escape).Prepend($"```{language}\n{declaration}\n```")),
        };
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text.ReplaceLineEndings("  \n"))
        {
            escaped.Append(c is '<' or '>' or '*' or '_' or '`' or '[' or ']' or '\\' or '#' or '|' ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }
}
