using Interdealer.Charts;
using Microsoft.Playwright;

namespace Interdealer.Notebooks.Tests.Reports;

/// <summary>A chart saved as a page, in a browser without a network.</summary>
public sealed class ChartPageTests
{
    [BrowserFact]
    public Task It_is_drawn_with_its_numbers_below_in_light() => Open(ColorScheme.Light);

    [BrowserFact]
    public Task It_is_drawn_with_its_numbers_below_in_dark() => Open(ColorScheme.Dark);

    private static async Task Open(ColorScheme scheme)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "losses.html");
        string[] banks = ["Alpha", "Beta </script>"];
        Draw.Bar("Loss by bank", "Bank", "Loss, bn", ChartSeries.Of("direct", banks, [1.2, 0.8]), ChartSeries.Of("indirect", banks, [0.7, 1.1])).SavePage(file);
        await using var session = await BrowserSession.OpenAsync(scheme);
        await session.Page.GotoAsync(new Uri(file).AbsoluteUri);
        await session.Settles("document.querySelectorAll('.main-svg .barlayer .point').length === 4");
        Assert.Equal("Loss by bank", await session.Page.TitleAsync());
        await session.Page.Locator("summary").ClickAsync();
        Assert.Contains("Beta </script>", await session.Page.Locator("details").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await PageAccess.Violations(session.Page));
        Assert.Empty(session.Problems);
    }
}
