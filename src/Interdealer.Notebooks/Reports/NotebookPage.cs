using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;

namespace Interdealer.Notebooks.Reports;

/// <summary>One executed notebook as a page.</summary>
internal static class NotebookPage
{
    /// <summary>The page.</summary>
    internal static string Html(NotebookRun run, NotebookDocument document, bool charts, ReportPages pages)
    {
        var headings = new List<MarkdownHtml.Heading>();
        var figures = new FigureWriter(charts);
        var cells = new StringBuilder();
        var numbers = CellNumbers.Of(document);
        for (var i = 0; i < document.Cells.Length; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{(numbers[i] > 0 ? "cell" : "text")}-{(numbers[i] > 0 ? numbers[i] : i + 1)}");
            cells.Append(Cell(document.Cells[i], i < run.Cells.Length ? run.Cells[i] : null, id, headings, figures, pages));
        }

        var (words, colour) = HtmlReport.Outcome(run.Outcome);
        var problem = run.Outcome == RunOutcome.Succeeded ? "" : $"<p class=\"notice bad\"><strong>This notebook {(words == "interrupted" ? "was interrupted" : words)}.</strong> {HtmlText.Encode(run.Summary)}</p>";
        var notice = figures.Count > 0 && !charts ? HtmlReport.NoPlotlyNotice : "";
        // A notebook's own first heading is the page's title; one without gets its file's name.
        var title = headings.Any(h => h.Level == 1) ? "" : $"<h1>{HtmlText.Encode(run.Title)}</h1>";
        var seconds = run.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return HtmlReport.Page(run.Title, "notebook", $"""
            <div class="page with-contents">
            {Contents(headings)}
            <main id="content">
            <header class="top">
            <p class="eyebrow"><a href="index.html">All notebooks</a> · {HtmlText.Encode(Path.GetFileName(run.Path))} · <span class="outcome {colour}">{words}</span> in {seconds} s</p>
            {title}
            {problem}{notice}
            </header>
            {cells}
            </main>
            </div>
            """, charts && figures.Count > 0);
    }

    /// <summary>How a cell begins that computes the answers to exercises.</summary>
    internal const string Answers = "// Answers";

    /// <summary>Whether any cell of a run returned a chart.</summary>
    internal static bool HasCharts(NotebookRun run) => run.Document?.Cells.SelectMany(cell => cell.Outputs).Any(output => Data(output)?.ContainsKey(MimeTypes.Plotly) == true) == true;

    static string Contents(List<MarkdownHtml.Heading> headings)
    {
        var items = headings.Where(h => h.Level is 2 or 3)
            .Select(h => $"<li class=\"level-{h.Level}\"><a href=\"#{HtmlText.Encode(h.Id)}\">{HtmlText.Encode(h.Text)}</a></li>\n");
        return $"<nav class=\"contents\" aria-label=\"Contents\">\n<p><a href=\"index.html\">All notebooks</a></p>\n<ol>\n{string.Concat(items)}</ol>\n</nav>";
    }

    static string Cell(Cell cell, CellRun? run, string id, List<MarkdownHtml.Heading> headings, FigureWriter figures, ReportPages pages)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                return $"<section class=\"cell markdown\" id=\"{id}\">\n{MarkdownHtml.Render(cell.Source, id, name => Attachment(cell, name), headings, pages.For)}</section>\n";
            case CellKind.Raw:
                return cell.Source.Length == 0 ? "" : $"<section class=\"cell raw\" id=\"{id}\"><pre tabindex=\"0\">{HtmlText.Encode(cell.Source)}</pre></section>\n";
        }

        var state = run?.State switch
        {
            CellState.Failed or CellState.TimedOut or CellState.Interrupted => " stopped",
            CellState.NotRun => " not-run",
            _ => "",
        };
        var remark = run?.State switch
        {
            CellState.NotRun => " · not run",
            CellState.FailedAsAnnounced => " · fails, as announced",
            _ => "",
        };
        var number = run is { Number: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"[{run.Number}] ") : "";
        // Only what a cell shows by itself, such as a diagram, has no use for its source standing open.
        var open = cell.Language is "html" or "mermaid" ? "" : " open";
        var source = cell.Source.Length == 0 ? "" :
            $"<details class=\"source\"{open}><summary>{number}{HtmlText.Encode(Languages.DisplayName(cell.Language))}{remark}</summary><pre tabindex=\"0\"><code>{CodeColours.Html(cell.Source, cell.Language)}</code></pre></details>\n";
        var outputs = string.Concat(OutputCollector.Coalesce(cell.Outputs).Select(output => Output(output, figures)));
        // What computes the answers to exercises is folded away as they are.
        return cell.Source.StartsWith(Answers, StringComparison.Ordinal)
            ? $"<section class=\"cell code{state}\" id=\"{id}\">\n<details class=\"fold\"><summary>Answers, computed</summary>\n{source}{outputs}</details>\n</section>\n"
            : $"<section class=\"cell code{state}\" id=\"{id}\">\n{source}{outputs}</section>\n";
    }

    static string Output(CellOutput output, FigureWriter figures) => output switch
    {
        CellOutput.Stream stream => $"<div class=\"output {(stream.Name == "stderr" ? "stderr" : "stdout")}\"><pre tabindex=\"0\">{HtmlText.Encode(AnsiCodes.Strip(stream.Text))}</pre></div>\n",
        CellOutput.Error error => $"<div class=\"output error\"><pre tabindex=\"0\">{HtmlText.Encode(AnsiCodes.Strip(string.Join('\n', [$"{error.Name}: {error.Message}", .. error.Traceback])))}</pre></div>\n",
        _ => Richest(Data(output)!, figures),
    };

    internal static ImmutableSortedDictionary<string, JsonNode>? Data(CellOutput output) => output switch
    {
        CellOutput.Display display => display.Data,
        CellOutput.Result result => result.Data,
        _ => null,
    };

    // The first of these forms that an output has is the one shown.
    static string Richest(ImmutableSortedDictionary<string, JsonNode> data, FigureWriter figures)
    {
        if (data.TryGetValue(MimeTypes.Plotly, out var figure) && figure is JsonObject plotly)
        {
            return figures.Html(plotly);
        }

        if (Text(data, MimeTypes.Html) is { } html)
        {
            return $"<div class=\"output html\">{html}</div>\n";
        }

        if (Text(data, MimeTypes.Markdown) is { } markdown)
        {
            return $"<div class=\"output markdown\">{MarkdownHtml.Render(markdown, "output", _ => null, [])}</div>\n";
        }

        if (Text(data, MimeTypes.Svg) is { } svg)
        {
            return $"<div class=\"output\"><figure>{svg}</figure></div>\n";
        }

        var alternative = HtmlText.Encode(Text(data, MimeTypes.PlainText) ?? "Image returned by the cell");
        if (data.Keys.FirstOrDefault(MimeTypes.IsBinary) is { } image && Text(data, image) is { } bytes)
        {
            return $"<div class=\"output\"><figure><img alt=\"{alternative}\" src=\"data:{HtmlText.Encode(image)};base64,{HtmlText.Encode(bytes.ReplaceLineEndings(""))}\"></figure></div>\n";
        }

        if (Text(data, "text/latex") is { } latex)
        {
            return $"<div class=\"output math\">{TexFormula.Html(latex.Trim().Trim('$'), display: true)}</div>\n";
        }

        // Diagrams and scripts are shown as their text: the report runs no code but its own.
        var (mime, value) = data.FirstOrDefault(pair => pair.Key != MimeTypes.PlainText, data.FirstOrDefault());
        var text = Text(data, MimeTypes.PlainText) ?? (mime is null ? "" : OutputText.Value(mime, value));
        return $"<div class=\"output text\"><pre tabindex=\"0\">{HtmlText.Encode(text)}</pre></div>\n";
    }

    internal static string? Text(ImmutableSortedDictionary<string, JsonNode> data, string mime) =>
        data.TryGetValue(mime, out var node) && node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static string? Attachment(Cell cell, string name) =>
        (cell.Attachments?[Uri.UnescapeDataString(name)] as JsonObject)?.FirstOrDefault(entry => MimeTypes.IsBinary(entry.Key)) is { Key: { } mime, Value: JsonValue value }
        && value.TryGetValue<string>(out var bytes)
            ? $"data:{mime};base64,{bytes.ReplaceLineEndings("")}"
            : null;
}
