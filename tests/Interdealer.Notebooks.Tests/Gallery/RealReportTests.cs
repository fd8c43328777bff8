using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Reports;
using Microsoft.Playwright;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>The report on the notebooks of this checkout, opened in a real browser without a network.</summary>
public sealed class RealReportTests(NotebookGallery gallery) : IClassFixture<NotebookGallery>
{
    [BrowserFact]
    public async Task The_index_shows_the_numbers_of_the_document_as_computed()
    {
        await using var session = await BrowserSession.OpenAsync(ColorScheme.Light);
        await session.Page.GotoAsync(new Uri(gallery.Index).AbsoluteUri);
        (string Notebook, string[] Numbers)[] claimed = [("01-dealer-prime", ["3.85 %", "$380B", "$114 billion"]), ("02-var-procyclicality", ["25%"]), ("03-repo-haircuts", ["−60 % of capacity"])];
        foreach (var (notebook, numbers) in claimed)
        {
            // Columns: claim, what the document says, place, notebook, computed, verdict. The computed one is the library's.
            var computed = await session.Page.EvaluateAsync<string[]>(
                $"[...document.querySelectorAll('.verdicts tbody tr:has(a[href=\"{notebook}.html\"])')].map(row => row.cells[4]?.innerText.trim())");
            Assert.All(numbers, number => Assert.Contains(computed, text => text.Contains(number, StringComparison.Ordinal)));
        }

        Assert.Empty(session.Problems);
    }

    [BrowserFact]
    public async Task Every_chart_of_every_notebook_is_drawn_and_can_be_read_in_light_and_dark_and_on_a_phone()
    {
        var faults = new List<string>();
        await using var session = await BrowserSession.OpenAsync(ColorScheme.Light);
        foreach (var run in gallery.Runs.Values.Where(run => run.Outcome == RunOutcome.Succeeded).OrderBy(run => run.Path, StringComparer.Ordinal))
        {
            var charts = run.Document!.Cells.SelectMany(cell => cell.Outputs).Count(output => Data(output).Contains(MimeTypes.Plotly));
            Assert.True(charts > 0, $"{run.Path} shows no chart.");
            await session.Page.SetViewportSizeAsync(1300, 900);
            await session.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await session.Page.GotoAsync(new Uri(Path.Combine(gallery.Folder, Path.GetFileNameWithoutExtension(run.Path) + ".html")).AbsoluteUri);
            await session.Settles("[...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.main-svg') && chart.querySelector('.mlayer > *, .sankey, .pielayer > *, .plot > *, .indicatorlayer > *'))");
            Assert.Equal(charts, await session.Page.Locator(".chart .plot-container").CountAsync());
            await Look("light, 1300");
            // Charts are drawn again for the other scheme, in the width there is then.
            await session.Page.SetViewportSizeAsync(420, 900);
            await session.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await session.Settles("[...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.main-svg')?.clientWidth <= 420)");
            await Look("dark, 420");

            async Task Look(string way)
            {
                faults.AddRange((await ChartFaults.Of(session.Page)).Select(fault => $"{Path.GetFileName(run.Path)}, {way}: {fault}"));
                if (await session.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                {
                    faults.Add($"{Path.GetFileName(run.Path)}, {way}: the page scrolls sideways");
                }
            }
        }

        Assert.Empty(session.Problems);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    static IEnumerable<string> Data(CellOutput output) => output switch
    {
        CellOutput.Result result => result.Data.Keys,
        CellOutput.Display display => display.Data.Keys,
        _ => [],
    };
}
