using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Interdealer.Notebooks.Reports;

/// <summary>
/// Markdown cells as HTML. HTML inside markdown is shown as text, not as markup; links keep only addresses that load nothing by themselves
/// (http, https, mailto, and places in the page or beside it). Formulas become MathML.
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
    internal static string Render(string markdown, string prefix, Func<string, string?> attachments, ICollection<Heading> headings)
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
            link.Url = SafeAddress(link, attachments);
        }

        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new InlineFormula());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new BlockFormula());
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

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            // A place beside the page; a colon before any slash would be a scheme the parser did not know.
            var colon = url.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 || url.IndexOfAny(['/', '#', '?']) is var slash and >= 0 && slash < colon ? url : "";
        }

        var allowed = link.IsImage
            ? address.Scheme == "data" && url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)
            : address.Scheme is "http" or "https" or "mailto";
        return allowed || url.StartsWith('/') ? url : "";
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
        protected override void Write(HtmlRenderer renderer, MathInline obj) =>
            renderer.Write("<span class=\"math\">").Write(TexFormula.Html(obj.Content.ToString(), display: obj.DelimiterCount == 2)).Write("</span>");
    }

    sealed class BlockFormula : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock obj) =>
            renderer.Write("<div class=\"math\">").Write(TexFormula.Html(obj.Lines.ToString(), display: true)).WriteLine("</div>");
    }
}
