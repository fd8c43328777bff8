using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interdealer.Files;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;

namespace Interdealer.Notebooks.Reports;

/// <summary>
/// Writes executed notebooks as a small web site that opens from a folder without a network: an index, which says what to read and shows every
/// claim with its verdict, and a page per notebook. File names,
/// messages, streams and titles are encoded; HTML that a cell returned is shown as HTML, as notebooks do.
/// </summary>
public static class HtmlReport
{
    const string IndexPage = "index.html";

    /// <summary>Writes the report.</summary>
    /// <param name="folder">The folder to write to; made if need be. Files of an earlier report with the same names are replaced.</param>
    /// <param name="runs">The runs, in the order of the index.</param>
    /// <param name="options">What the index says besides.</param>
    /// <returns>The path of the index page.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string Write(string folder, IReadOnlyList<NotebookRun> runs, ReportOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (name, content) in Files(runs, options))
        {
            var file = Path.Combine(folder, name);
            AtomicFile.Write(file, content);
        }

        return Path.Combine(folder, IndexPage);
    }

    /// <summary>The files of a report by their names in its folder, made one after another.</summary>
    internal static IEnumerable<(string Name, byte[] Content)> Files(IReadOnlyList<NotebookRun> runs, ReportOptions options)
    {
        var charts = options.WithPlotly && ReportAssets.HasPlotly;
        foreach (var asset in ReportAssets.Names(charts))
        {
            yield return (Path.Combine(ReportAssets.Folder, asset), ReportAssets.Content(asset));
        }

        var pages = new ReportPages(runs);
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Document is { } document)
            {
                yield return (ReportPages.File(pages.Names[i]), Encoding.UTF8.GetBytes(NotebookPage.Html(runs[i], document, charts, pages)));
            }
        }

        yield return (IndexPage, Encoding.UTF8.GetBytes(ReportIndex.Html(runs, pages, options, charts)));
    }

    /// <summary>The names that a report on these notebooks may take in its folder.</summary>
    internal static IEnumerable<string> FileNames(IReadOnlyList<string> paths) =>
    [
        .. ReportAssets.Names(ReportAssets.HasPlotly).Select(asset => Path.Combine(ReportAssets.Folder, asset)),
        .. OutputNames.For(paths).Select(ReportPages.File), IndexPage,
    ];

    /// <summary>Whether charts are drawn: whether plotly.js could be restored from npm when this library was built.</summary>
    public static bool DrawsCharts => ReportAssets.HasPlotly;

    /// <summary>How people say that a notebook ended so: <c>ran</c>, <c>failed</c>, <c>timed out</c>, …</summary>
    /// <param name="outcome">How it ended.</param>
    public static string OutcomeWords(RunOutcome outcome) => Outcome(outcome).Words;

    /// <summary>The words and the colour class for how a notebook ended.</summary>
    internal static (string Words, string Class) Outcome(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => ("ran", "good"),
        RunOutcome.Failed => ("failed", "bad"),
        RunOutcome.TimedOut => ("timed out", "bad"),
        RunOutcome.Interrupted => ("interrupted", "warn"),
        _ => ("unreadable", "bad"),
    };

    /// <summary>A whole page around its body.</summary>
    internal static string Page(string title, string bodyClass, string body, bool charts)
    {
        // What a page holds cannot name the hash of the page, so nothing in it runs but the scripts named here, and nothing is loaded from elsewhere.
        var nonce = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(title + body)));
        var scripts = charts ? string.Concat(new[] { ReportAssets.Plotly, ReportAssets.Script }.Select(name => $"<script nonce=\"{nonce}\" src=\"{ReportAssets.Folder}/{name}\"></script>\n")) : "";
        var allowed = charts ? $"'nonce-{nonce}'" : "'none'";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {allowed}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{HtmlText.Encode(title)}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{ReportAssets.Folder}/{ReportAssets.StyleSheet}">
            </head>
            <body class="{bodyClass}">
            <a class="skip" href="#content">Skip to content</a>
            {body}
            {scripts}</body>
            </html>

            """;
    }

    /// <summary>Why charts are not drawn, as a notice.</summary>
    internal const string NoPlotlyNotice =
        "<p class=\"notice\">The charts are not drawn: they need plotly.js, which could not be restored from npm when this tool was built. Their data is shown as tables.</p>";
}

/// <summary>What a report says besides the notebooks.</summary>
public sealed record ReportOptions
{
    /// <summary>The heading of the index.</summary>
    public string Title { get; init; } = "Notebooks";

    /// <summary>What to read, in what order, as markdown at the head of the index; links to notebooks lead to their pages. None when null.</summary>
    public string? Guide { get; init; }

    /// <summary>Time the whole took; left out of the index when null.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>Name of the kernel the cells ran in.</summary>
    public string? Kernel { get; init; }

    /// <summary>Whether charts may be drawn; false shows their data as tables, as it is where plotly.js is missing.</summary>
    public bool WithPlotly { get; init; } = true;
}
