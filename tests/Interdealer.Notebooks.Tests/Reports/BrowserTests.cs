using Interdealer.Notebooks.Reports;
using Microsoft.Playwright;

namespace Interdealer.Notebooks.Tests.Reports;

public class BrowserTests
{
    [BrowserFact]
    public Task Every_chart_is_drawn_and_nothing_fails_in_light() => Open(ColorScheme.Light);

    [BrowserFact]
    public Task Every_chart_is_drawn_and_nothing_fails_in_dark() => Open(ColorScheme.Dark);

    static async Task Open(ColorScheme scheme)
    {
        Assert.True(HtmlReport.DrawsCharts, "plotly.js could not be restored from npm when the library was built, so no chart can be drawn.");
        using var folder = new TemporaryFolder();
        var index = HtmlReport.Write(folder.Path, [ReportSample.Run(), ReportSample.Run() with { Path = "02.ipynb", Outcome = Interdealer.Notebooks.Running.RunOutcome.Succeeded }], new ReportOptions { Elapsed = TimeSpan.FromSeconds(5) });
        await using var session = await BrowserSession.OpenAsync(scheme);
        var page = session.Page;
        await page.GotoAsync(new Uri(index).AbsoluteUri);
        await Shoot(page, $"index-{scheme}");
        await page.Locator(".summary a").First.ClickAsync();
        await session.Settles("[...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.main-svg .mlayer > *'))");
        await Shoot(page, $"page-{scheme}");

        // Three figures, each with a drawn plot and as wide as its place.
        Assert.Equal(3, await page.Locator(".chart").CountAsync());
        var widths = await page.EvaluateAsync<double[]>("[...document.querySelectorAll('.chart')].map(c => c.querySelector('.main-svg').getBoundingClientRect().width / c.getBoundingClientRect().width)");
        Assert.All(widths, width => Assert.InRange(width, 0.98, 1.02));
        Assert.Equal("rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.main-svg')).backgroundColor"));
        Assert.False(await page.EvaluateAsync<bool>("'broken' in window"));
        // The page itself never scrolls sideways; wide things scroll inside it.
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));

        // Charts take the other colours when the reader's scheme changes.
        var before = await TitleColour(page);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme == ColorScheme.Light ? ColorScheme.Dark : ColorScheme.Light });
        await session.Settles($"getComputedStyle(document.querySelector('.gtitle')).fill !== '{before}'");
        Assert.Empty(session.Problems);
    }

    static Task<string> TitleColour(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.gtitle')).fill");

    // For looking at the design: INTERDEALER_SCREENSHOTS names a folder.
    static async Task Shoot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("INTERDEALER_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
