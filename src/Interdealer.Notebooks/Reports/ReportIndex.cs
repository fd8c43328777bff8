using System.Globalization;
using Interdealer.Notebooks.Running;

namespace Interdealer.Notebooks.Reports;

/// <summary>The first page of a report: what to read, what is claimed and what came of it, and last how the run went.</summary>
internal static class ReportIndex
{
    /// <summary>The page.</summary>
    internal static string Html(IReadOnlyList<NotebookRun> runs, ReportPages pages, ReportOptions options, bool charts)
    {
        var claims = runs.Select(ShownClaim.Of).ToArray();
        var all = claims.SelectMany((own, i) => own.Select(claim => (claim, ReportPages.Address(pages.Names[i]), runs[i].Title))).ToArray();
        var headlines = string.Concat(runs.Select((run, i) => Headline.Html(run, pages.Names[i], hasClaims: claims[i].Count > 0)));
        var guide = options.Guide is { } text ? MarkdownHtml.Render(text, "guide", _ => null, [], pages.For) : "";
        // A guide with a first heading of its own names the page.
        var title = guide.Contains("<h1", StringComparison.Ordinal) ? "" : $"<h1>{HtmlText.Encode(options.Title)}</h1>";
        return HtmlReport.Page(options.Title, "index", $"""
            <div class="page">
            <header class="top">
            {title}
            {Problem(runs)}{(!charts && runs.Any(NotebookPage.HasCharts) ? HtmlReport.NoPlotlyNotice : "")}
            </header>
            <main id="content">
            {(guide.Length > 0 ? $"<section class=\"guide\">\n{guide}</section>" : "")}
            {ClaimsIndex.Html(all)}{headlines}
            {Run(runs, pages, options)}
            </main>
            <footer><p>Cells ran in order, each notebook in a clean kernel{(options.Kernel is { } kernel ? $" ({HtmlText.Encode(kernel)})" : "")}.</p></footer>
            </div>
            """, charts: false);
    }

    static string Problem(IReadOnlyList<NotebookRun> runs)
    {
        var stopped = runs.Count(run => run.Outcome != RunOutcome.Succeeded);
        return stopped == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $"<p class=\"notice bad\"><strong>{stopped} of {runs.Count} {(runs.Count == 1 ? "notebook" : "notebooks")} did not run to the end.</strong> The <a href=\"#run\">table of the run</a> says why.</p>");
    }

    static string Run(IReadOnlyList<NotebookRun> runs, ReportPages pages, ReportOptions options)
    {
        var rows = string.Concat(runs.Select((run, i) => Row(run, pages.Names[i])));
        var elapsed = options.Elapsed is { } time ? $" in {Seconds(time)} s" : "";
        return $"""
            <section id="run">
            <h2>The run</h2>
            <p class="headline">{HtmlText.Encode(Totals(runs))}{elapsed}.</p>
            <div class="scroll">
            <table class="summary">
            <thead><tr><th scope="col">Notebook</th><th scope="col">File</th><th scope="col" class="number">Cells run</th><th scope="col">Outcome</th><th scope="col" class="number">Seconds</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table>
            </div>
            </section>
            """;
    }

    static string Row(NotebookRun run, string name)
    {
        var (words, colour) = HtmlReport.Outcome(run.Outcome);
        var title = run.Document is null
            ? HtmlText.Encode(run.Title)
            : $"<a href=\"{HtmlText.Encode(ReportPages.Address(name))}\">{HtmlText.Encode(run.Title)}</a>";
        var reason = run.Outcome == RunOutcome.Succeeded ? "" : $"<span class=\"reason\">{HtmlText.Encode(run.Summary)}</span>";
        var code = run.Cells.Count(cell => cell.State != CellState.Carried);
        var ran = run.Cells.Count(cell => cell.State is not (CellState.Carried or CellState.NotRun));
        return string.Create(CultureInfo.InvariantCulture,
            $"<tr><td class=\"notebook\">{title}{reason}</td><td>{HtmlText.Encode(Path.GetFileName(run.Path))}</td><td class=\"number\">{ran} of {code}</td><td><span class=\"outcome {colour}\">{words}</span></td><td class=\"number\">{Seconds(run.Elapsed)}</td></tr>\n");
    }

    static string Totals(IReadOnlyList<NotebookRun> runs)
    {
        var parts = runs.GroupBy(run => run.Outcome).OrderBy(group => group.Key)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {HtmlReport.Outcome(group.Key).Words}"));
        var cells = runs.Sum(run => run.Cells.Count(cell => cell.State is not (CellState.Carried or CellState.NotRun)));
        return string.Create(CultureInfo.InvariantCulture,
            $"{runs.Count} {(runs.Count == 1 ? "notebook" : "notebooks")}: {string.Join(", ", parts)}; {cells} cells run");
    }

    static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
