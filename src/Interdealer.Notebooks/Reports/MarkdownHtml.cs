using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Interdealer.Notebooks.Reports;

/// <summary>
/// Markdown cells as HTML. HTML inside markdown is shown as text, not as markup; links of every kind keep only addresses that run nothing and load nothing
/// by themselves (http, https, mailto, and places in the page or beside it). Formulas become MathML. What stands between a paragraph
/// <c>&lt;details&gt;&lt;summary&gt;Answer&lt;/summary&gt;</c> and a paragraph <c>&lt;/details&gt;</c> is folded away under that word.
/// </summary>
internal static class MarkdownHtml
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseMathematics()
        .UseEmphasisExtras()
        .UseFootnotes()
        .UseAutoIdentifiers()
        .Build();

    /// <summary>A heading for the page's list of contents.</summary>
    internal sealed record Heading(int Level, string Id, string Text);

    /// <summary>The HTML of a markdown text.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="prefix">What ids in the HTML start with, so that cells of one page do not share any.</param>
    /// <param name="attachments">The value of an attachment by file name: a data address, or null.</param>
    /// <param name="headings">Takes the headings, in order.</param>
    /// <param name="pages">The page in place of an address beside the notebook, or null; none is replaced when left out.</param>
    internal static string Render(string markdown, string prefix, Func<string, string?> attachments, ICollection<Heading> headings, Func<string, string?>? pages = null)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var text = Text(heading.Inline);
            var id = $"{prefix}-{HtmlText.Slug(text)}";
            heading.GetAttributes().Id = id;
            headings.Add(new Heading(heading.Level, id, text));
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = (link.IsImage ? null : pages?.Invoke(link.Url ?? "")) ?? SafeAddress(link, attachments);
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsAllowed(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline($"<{link.Url}>"));
        }

        foreach (var literal in document.Descendants<LiteralInline>().Where(literal => literal.Content.ToString().Contains(" %", StringComparison.Ordinal)).ToList())
        {
            literal.Content = new StringSlice(literal.Content.ToString().Replace(" %", "\u00a0%", StringComparison.Ordinal));
        }

        Fold.Find(document, markdown);
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new InlineFormula());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new BlockFormula());
        renderer.ObjectRenderers.Insert(0, new FoldRenderer());
        renderer.Render(document);
        return writer.ToString().Replace("<table>", "<div class=\"scroll\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);
    }

    static string SafeAddress(LinkInline link, Func<string, string?> attachments)
    {
        var url = link.Url ?? "";
        if (link.IsImage && url.StartsWith("attachment:", StringComparison.Ordinal))
        {
            return attachments(url["attachment:".Length..]) ?? "";
        }

        var allowed = Scheme(url) is null
            // Two slashes, of either kind to browsers, begin the name of a machine.
            ? url is not ['/' or '\\', '/' or '\\', ..]
            : link.IsImage ? url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) : IsAllowed(url);
        return allowed ? url : "";
    }

    static bool IsAllowed(string url) => Scheme(url) is "http" or "https" or "mailto";

    // What stands before the first colon, as browsers read it: they pass over tabs and line ends, and over blanks and control characters at the start.
    // A colon after a slash, a question mark or a number sign parts no scheme off.
    static string? Scheme(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || url.AsSpan(0, colon).IndexOfAny('/', '?', '#') >= 0
            ? null
            : string.Concat(url[..colon].Where(c => c > ' ')).ToLowerInvariant();
    }

    static string Text(ContainerInline? inline) => inline is null ? "" : string.Concat(inline.Descendants().Select(part => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline math => math.Content.ToString(),
        _ => "",
    }));

    sealed class InlineFormula : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline obj)
        {
            // A comma does not begin a line.
            var mark = obj.NextSibling is LiteralInline { Content: { IsEmpty: false } after } next && ",.;:)".Contains(after.CurrentChar, StringComparison.Ordinal) ? next : null;
            renderer.Write(mark is null ? "" : "<span class=\"kept\">")
                .Write("<span class=\"math\">").Write(TexFormula.Html(obj.Content.ToString(), display: obj.DelimiterCount == 2)).Write("</span>");
            if (mark is not null)
            {
                renderer.WriteEscape(mark.Content.CurrentChar.ToString()).Write("</span>");
                mark.Content = new StringSlice(mark.Content.Text, mark.Content.Start + 1, mark.Content.End);
            }
        }
    }

    sealed class BlockFormula : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock obj) =>
            renderer.Write("<div class=\"math\">").Write(TexFormula.Html(obj.Lines.ToString(), display: true)).WriteLine("</div>");
    }

    sealed class FoldRenderer : HtmlObjectRenderer<Fold>
    {
        protected override void Write(HtmlRenderer renderer, Fold obj) =>
            renderer.WriteLine(obj.Summary is null ? "</details>" : $"<details class=\"fold\"><summary>{HtmlText.Encode(obj.Summary)}</summary>");
    }
}
