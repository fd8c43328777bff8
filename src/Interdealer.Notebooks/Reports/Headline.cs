using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;

namespace Interdealer.Notebooks.Reports;

/// <summary>
/// What the index of a report shows of a notebook that ran: the HTML its cells tagged <c>headline</c> put out, or, where no cell is tagged and none
/// shows claims that the index gathers, that of its last cell. Charts stay on the notebook's own page.
/// </summary>
internal static class Headline
{
    const string Tag = "headline";

    /// <summary>The section of the index; empty when there is nothing to show.</summary>
    internal static string Html(NotebookRun run, string name, bool hasClaims)
    {
        if (run is not { Outcome: RunOutcome.Succeeded, Document: { } document })
        {
            return "";
        }

        var tables = string.Concat(Cells(document, hasClaims).SelectMany(cell => cell.Outputs).Select(Table));
        return tables.Length == 0 ? "" :
            $"<section class=\"claims\">\n<h2><a href=\"{HtmlText.Encode(ReportPages.Address(name))}\">{HtmlText.Encode(run.Title)}</a></h2>\n{tables}</section>\n";
    }

    static IEnumerable<Cell> Cells(NotebookDocument document, bool hasClaims) =>
        hasClaims || document.Cells.Any(IsTagged) ? document.Cells.Where(IsTagged) : document.Cells.Where(CellNumbers.Runs).TakeLast(1);

    static bool IsTagged(Cell cell) => CellTags.Has(cell, Tag);

    static string Table(CellOutput output) =>
        NotebookPage.Data(output) is { } data && !data.ContainsKey(MimeTypes.Plotly) && NotebookPage.Text(data, MimeTypes.Html) is { } html
            ? $"<div class=\"output html\">{html}</div>\n"
            : "";
}
