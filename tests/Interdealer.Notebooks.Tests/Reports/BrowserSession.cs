using Microsoft.Playwright;

namespace Interdealer.Notebooks.Tests.Reports;

/// <summary>A page in a headless browser without a network, which notes everything that goes wrong in it.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    readonly IPlaywright playwright;
    readonly IBrowser browser;
    readonly List<string> problems = [];

    BrowserSession(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (this.playwright, this.browser, Page) = (playwright, browser, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                problems.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => problems.Add($"{page.Url}: {error}");
        page.RequestFailed += (_, request) => problems.Add($"{page.Url}: {request.Url} did not load");
    }

    internal IPage Page { get; }

    /// <summary>Errors and warnings of the console, exceptions, files that did not load.</summary>
    internal IReadOnlyList<string> Problems => problems;

    internal static async Task<BrowserSession> OpenAsync(ColorScheme scheme)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Tools.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            Timeout = 120_000,
        });
        var context = await browser.NewContextAsync(new() { ColorScheme = scheme, Offline = true, ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultNavigationTimeout(120_000);
        return new BrowserSession(playwright, browser, await context.NewPageAsync());
    }

    /// <summary>Waits until a condition of the page holds, and says what went wrong when it never does.</summary>
    internal async Task Settles(string condition)
    {
        try
        {
            await Page.WaitForFunctionAsync(condition, null, new() { Timeout = 120_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{Page.Url} never came to: {condition}\n{string.Join('\n', problems)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
