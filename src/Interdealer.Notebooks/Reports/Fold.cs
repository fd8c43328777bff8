using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace Interdealer.Notebooks.Reports;

/// <summary>Where a part of a markdown text that is folded away begins or ends: the one piece of HTML in markdown that is markup.</summary>
internal sealed partial class Fold : LeafBlock
{
    Fold(string? summary)
        : base(null) => Summary = summary;

    /// <summary>What is shown while the part is folded away, as plain text; null at the end of the part.</summary>
    internal string? Summary { get; }

    /// <summary>Puts folds in the place of the paragraphs that write them; one without its other end stays the text it is.</summary>
    internal static void Find(MarkdownDocument document, string markdown)
    {
        int? open = null;
        var summary = "";
        for (var i = 0; i < document.Count; i++)
        {
            var text = document[i] is ParagraphBlock { Span.IsEmpty: false } paragraph ? markdown.Substring(paragraph.Span.Start, paragraph.Span.Length).Trim() : "";
            if (Opening().Match(text) is { Success: true } opening)
            {
                (open, summary) = (i, opening.Groups["summary"].Value);
            }
            else if (text == "</details>" && open is { } start)
            {
                document[start] = new Fold(summary);
                document[i] = new Fold(null);
                open = null;
            }
        }
    }

    [GeneratedRegex("^<details><summary>(?<summary>[^<>\\n]+)</summary>$")]
    private static partial Regex Opening();
}
