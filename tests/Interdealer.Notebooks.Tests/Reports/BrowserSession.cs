using System.Diagnostics;
using Microsoft.Playwright;

namespace Interdealer.Notebooks.Tests.Reports;

/// <summary>A page in a headless browser without a network, which notes everything that goes wrong in it.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // One browser for all tests, ended with the process; each has a context of its own, which shares nothing with others.
    static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);

    readonly IBrowserContext context;
    readonly List<string> problems = [];

    BrowserSession(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
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

    /// <summary>Opens a page.</summary>
    /// <param name="scheme">What its reader likes.</param>
    /// <param name="isOffline">False lets it reach servers of this machine; others it never finds.</param>
    internal static async Task<BrowserSession> OpenAsync(ColorScheme scheme, bool isOffline = true)
    {
        var context = await (await Browser.Value).NewContextAsync(new() { ColorScheme = scheme, Offline = isOffline, ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultNavigationTimeout((float)Patience.TotalMilliseconds);
        return new BrowserSession(context, await context.NewPageAsync());
    }

    /// <summary>Waits until a condition of the page holds, and says what went wrong when it never does.</summary>
    internal async Task Settles(string condition)
    {
        // Asked again and again from here: waiting inside the page would need scripts that its policy forbids.
        for (var patience = Stopwatch.StartNew(); !await Page.EvaluateAsync<bool>($"!!({condition})"); await Task.Delay(50))
        {
            Assert.True(patience.Elapsed < Patience, $"{Page.Url} never came to: {condition}\n{string.Join('\n', problems)}");
        }
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    static async Task<IBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Tools.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
            Timeout = (float)Patience.TotalMilliseconds,
        });
    }
}
