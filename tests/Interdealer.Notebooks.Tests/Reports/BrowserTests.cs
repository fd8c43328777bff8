using Interdealer.Charts;
using Interdealer.Notebooks.Reports;
using Microsoft.Playwright;
using Plotly.NET;

namespace Interdealer.Notebooks.Tests.Reports;

public class BrowserTests
{
    [BrowserFact]
    public Task Every_chart_is_drawn_and_nothing_fails_in_light() => Open(ColorScheme.Light);

    [BrowserFact]
    public Task Every_chart_is_drawn_and_nothing_fails_in_dark() => Open(ColorScheme.Dark);

    [BrowserFact]
    public async Task No_title_runs_under_the_buttons_in_a_page_of_usual_width()
    {
        Assert.True(HtmlReport.DrawsCharts, "plotly.js could not be restored from npm when the library was built, so no chart can be drawn.");
        const string Words = "Wide moments: how many dollars of capital must all of the dealers raise when markets fall WWW at once";
        GenericChart[] figures = [.. Enumerable.Range(0, 13).Select(i => 16 + (7 * i)).SelectMany(length => Kinds(Words[..length].Trim()))];
        using var folder = new TemporaryFolder();
        var index = HtmlReport.Write(folder.Path, [ReportSample.Showing(figures)], new ReportOptions());
        await using var session = await BrowserSession.OpenAsync(ColorScheme.Light);
        await session.Page.GotoAsync(new Uri(index).AbsoluteUri);
        await session.Page.Locator(".summary a").First.ClickAsync();
        await session.Settles("document.querySelector('.chart') && [...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.main-svg .mlayer > *, .main-svg .sankey-node') && chart.querySelector('.modebar'))");
        // The letters of a line begin 4 px below its top, and a button is drawn to 4 px above its end.
        var overlaps = await session.Page.EvaluateAsync<string[]>("""
            Promise.all([...document.querySelectorAll('.chart')].map(chart => {
              chart.style.width = '640px';
              return Plotly.Plots.resize(chart);
            })).then(() => [...document.querySelectorAll('.chart')].map(chart => {
              const title = chart.querySelector('.gtitle'), first = (title.querySelector('tspan.line') ?? title).getBoundingClientRect();
              const buttons = [...chart.querySelectorAll('.modebar-btn')].map(button => button.getBoundingClientRect());
              const [left, bottom] = [Math.min(...buttons.map(b => b.left)), Math.max(...buttons.map(b => b.bottom))];
              return first.right > left && first.top < bottom - 8
                ? `${title.textContent.length} letters, ${title.textContent}: ${first.right - left} under, ${bottom - first.top} above the end of the buttons` : '';
            }).filter(text => text))
            """);
        await Shoot(session.Page, "titles");
        Assert.True(overlaps.Length == 0, string.Join('\n', overlaps));
        Assert.Equal(figures.Length, await session.Page.Locator(".chart").CountAsync());
        Assert.Empty(session.Problems);
    }

    [BrowserFact]
    public async Task Titles_legends_axes_and_sources_stand_apart_in_every_width()
    {
        Assert.True(HtmlReport.DrawsCharts, "plotly.js could not be restored from npm when the library was built, so no chart can be drawn.");
        using var folder = new TemporaryFolder();
        var index = HtmlReport.Write(folder.Path, [ReportSample.Showing(Crowded())], new ReportOptions());
        await using var session = await BrowserSession.OpenAsync(ColorScheme.Light);
        foreach (var width in new[] { 1300, 768, 420 })
        {
            await session.Page.SetViewportSizeAsync(width, 900);
            await session.Page.GotoAsync(new Uri(index).AbsoluteUri);
            await session.Page.Locator(".summary a").First.ClickAsync();
            await session.Settles("document.querySelector('.chart') && [...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.main-svg .mlayer > *, .main-svg .sankey-node'))");
            await Shoot(session.Page, $"crowded-{width}");
            var faults = await ChartFaults.Of(session.Page);
            Assert.True(faults.Length == 0, $"{width} wide:\n{string.Join('\n', faults)}");
            Assert.Equal("[]", await session.Page.EvaluateAsync<string>(
                "JSON.stringify([...document.querySelectorAll('.chart')].filter(chart => chart._fullLayout._size.w < 0.38 * chart.clientWidth).map(chart => chart.getAttribute('aria-label')))"));
        }

        Assert.Empty(session.Problems);
    }

    [BrowserFact]
    public async Task Nothing_that_a_cell_returns_or_a_text_links_to_runs_and_the_charts_are_drawn()
    {
        Assert.True(HtmlReport.DrawsCharts, "plotly.js could not be restored from npm when the library was built, so no chart can be drawn.");
        const string Broken = "window.broken = true";
        using var folder = new TemporaryFolder();
        var index = HtmlReport.Write(folder.Path, [ReportSample.With(
            $"<script>{Broken}</script><img src=x onerror=\"{Broken}\"><a href=\"javascript:{Broken}\">x</a><svg onload=\"{Broken}\"><script>{Broken}</script></svg>",
            $"<javascript:{Broken.Replace(" ", "", StringComparison.Ordinal)}>")], new ReportOptions());
        await using var session = await BrowserSession.OpenAsync(ColorScheme.Light);
        await session.Page.GotoAsync(new Uri(index).AbsoluteUri);
        await session.Page.Locator(".summary a").First.ClickAsync();
        await session.Settles("document.querySelector('.chart') && [...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.main-svg .mlayer > *'))");
        await session.Page.EvaluateAsync("document.querySelectorAll('#text-1 a, .output.html a').forEach(link => link.click())");
        Assert.False(await session.Page.EvaluateAsync<bool>("'broken' in window"));
        Assert.Equal(3, await session.Page.Locator(".chart .plot-container").CountAsync());
        Assert.All(session.Problems, problem => Assert.Matches("Content Security Policy|x did not load|ERR_", problem));
        Assert.Contains(session.Problems, problem => problem.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    // Charts with much to say around their axes.
    static IEnumerable<GenericChart> Crowded()
    {
        const string Source = "Board of Governors of the Federal Reserve System, H.4.1 and H.15; Federal Reserve Bank of New York, Primary Dealer Statistics; authors' calculations";
        const string Across = "Volatility over calm volatility, as a multiple of what it was before";
        ChartSeries Line(string name) => ChartSeries.Of(name, [0.0, 1, 2], [1.0, 2, 3]);
        ChartSeries Days(string name) => ChartSeries.Of(name, [new DateOnly(2020, 3, 2), new DateOnly(2020, 3, 16), new DateOnly(2020, 4, 6)], [1.0, 2, 3]);
        ChartSeries Names(string name) => ChartSeries.Of(name, ["Rest of the world", "Unione Di Banche Italiane Società Per Azioni", "Powszechna Kasa Oszczednosci Bank Polski SA"], [1.0, 2, 3]);
        GenericChart Panel(string title, string across, params string[] names) => Draw.Line(title, across, "y, %", [.. names.Select(Line)]);

        yield return Draw.Panels("One panel of three has a legend", Panel("First", Across, "after the shock", "after the first round"), Panel("Second", "x", "alone"), Panel("Third", "x", "alone too"));
        yield return Draw.Panels("The last panel has a legend", Panel("First", "x", "alone"), Panel("Second", "x", "after the shock", "after the first round"));
        yield return Draw.Panels("Legends of four and two", 2, Panel("Quotes", Across, "Ho–Stoll bid", "Ho–Stoll ask", "Avellaneda–Stoikov bid", "Avellaneda–Stoikov ask"), Panel("Spread", "x", "Ho–Stoll", "Avellaneda–Stoikov"))
            .WithSource(Source);
        yield return Draw.Panels("One legend for both, too wide for a line", Panel("First", "x", "volatility 1.6 times as high", "volatility 2.4 times as high"), Panel("Second", "x", "volatility 1.6 times as high", "volatility 2.4 times as high"));
        yield return Draw.Line("Days", "Day", "%", Days("one"), Days("other")).WithSource(Source);
        yield return Draw.Bar("Names along the axis", "Market", "bn", Names("joined by label"), Names("exchanged")).WithSource(Source);
        yield return Draw.Ranking("A ranking of two, with a title that takes more than a line of a phone", "% of the equity of all banks together", Names("Leverage ratio"), Names("Value-at-Risk")).WithSource(Source);
        yield return Draw.WithSlider("Fall, %", [("1", Draw.Line("With a slider", Across, "y", Line("one"), Line("other"))), ("2", Draw.Line("With a slider", Across, "y", Line("one"), Line("other")))]);
    }

    static IEnumerable<GenericChart> Kinds(string title)
    {
        var series = ChartSeries.Of("s", [0.0, 1, 2], [1.0, 2, 3]);
        yield return Draw.Line(title, "x", "y", series);
        yield return Draw.Bar(title, "x", "y", ChartSeries.Of("s", ["a", "b"], [1.0, 2]));
        yield return Draw.Ranking(title, "x", ChartSeries.Of("s", ["a", "b"], [1.0, 2]));
        yield return Draw.HeatMap(title, "x", "y", HeatGrid.Of("v", [1, 2], ["a"], (x, _) => x));
        yield return Draw.Sankey(title, "$bn", [new("a", "b", 1)]);
        yield return Draw.Network(title, [new("a"), new("b")], [new("a", "b")]);
        yield return Draw.Panels(title, Draw.Line("t", "x", "y", series), Draw.Line("n", "x", "y", series));
        yield return Draw.Line("t", "x", "y", series).WithTitle(title);
    }

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
        await session.Settles("document.querySelector('.chart') && [...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.main-svg .mlayer > *'))");
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
