using System.Text.RegularExpressions;
using Interdealer.Notebooks.Tests.Kernels;
using Interdealer.Notebooks.Tests.Reports;
using Interdealer.Notebooks.Tests.Tool;
using Microsoft.Playwright;

namespace Interdealer.Notebooks.Tests.Site;

/// <summary>The whole site, with one notebook in its gallery, or all of them.</summary>
public sealed partial class SiteTests(SiteTests.Built site) : IClassFixture<SiteTests.Built>
{
    // One page of every kind; INTERDEALER_ALL_PAGES=1 builds the gallery of all notebooks and looks at every page.
    private static readonly string[] Kinds =
    [
        "index.html", "tutorial.html", "comparison.html", "stress.html", "extending.html", "how-to/charts.html", "reference/information.html", "explanation/benchmarks.html",
        "api/Interdealer.Models.Kyle.html", "source/src/Interdealer/Models/Kyle.cs.html", "gallery/index.html", "gallery/01-dealer-prime.html",
    ];

    private const int Wide = 1300;
    private const int Narrow = 420;
    private const int Height = 900;

    [Fact]
    public void It_is_built_by_one_command() => Assert.True(site.Code == 0, site.Output);

    [Fact]
    public void Every_link_and_anchor_leads_somewhere()
    {
        var anchors = site.Pages.ToDictionary(page => page.Key, page => Anchor().Matches(page.Value).Select(m => m.Groups["id"].Value).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var broken = new List<string>();
        foreach (var (name, text) in site.Pages)
        {
            foreach (Match match in Link().Matches(text))
            {
                var to = System.Net.WebUtility.HtmlDecode(match.Groups["to"].Value);
                // Addresses elsewhere, and notebooks that this gallery of one leaves out.
                if (to.Contains(':', StringComparison.Ordinal) || (name.StartsWith("gallery/", StringComparison.Ordinal) && (to.EndsWith(".ipynb", StringComparison.Ordinal) || to.EndsWith(".dib", StringComparison.Ordinal))))
                {
                    continue;
                }

                var (path, fragment) = to.Split('#', 2) is [var p, var f] ? (p, f) : (to, "");
                var target = path.Length == 0 ? name : Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(name)!, Uri.UnescapeDataString(path)))).Replace('\\', '/');
                if (!File.Exists(Path.Combine(site.Folder, target)) || (fragment.Length > 0 && anchors.TryGetValue(target, out var there) && !there.Contains(Uri.UnescapeDataString(fragment))))
                {
                    broken.Add($"{name}: {to}");
                }
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void The_search_finds_notebooks_and_pages()
    {
        var index = File.ReadAllText(Path.Combine(site.Folder, "index.json"));
        Assert.Contains("\"gallery/01-dealer-prime.html\"", index, StringComparison.Ordinal);
        Assert.Contains("\"tutorial.html\"", index, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(site.Folder, "gallery", "01-dealer-prime.ipynb")));
    }

    [BrowserFact]
    public async Task The_search_of_a_page_in_a_folder_answers_with_what_it_found()
    {
        using var server = new SiteServer(site.Folder);
        await using var session = await BrowserSession.OpenAsync(ColorScheme.Light, isOffline: false);
        await GoAsync(session, server.Address, "explanation/benchmarks.html");
        // Until the index is made.
        await session.Settles("!document.querySelector('#search-query').disabled");
        await session.Page.FillAsync("#search-query", "Kyle");
        await session.Settles("document.querySelector('#search-results a[href^=\"../api/Interdealer.Models.Kyle.html\"]')");
        Assert.Empty(session.Problems);
    }

    [BrowserFact]
    public async Task Every_kind_of_page_is_drawn_readable_and_reachable_by_keyboard_in_light_dark_and_at_phone_width()
    {
        var problems = new List<string>();
        // Each page would make an index of all to search in: seconds, for what another test looks at.
        using var server = new SiteServer(site.Folder, leavesOut: "/index.json");
        await using var light = await BrowserSession.OpenAsync(ColorScheme.Light, isOffline: false);
        await using var dark = await BrowserSession.OpenAsync(ColorScheme.Dark, isOffline: false);
        await dark.Page.SetViewportSizeAsync(Wide, Height);
        // Tables of contents are parts that pages load.
        foreach (var page in Built.HasEverything ? site.Pages.Keys.Where(page => Path.GetFileName(page) != "toc.html").Order(StringComparer.Ordinal) : Kinds.AsEnumerable())
        {
            await light.Page.SetViewportSizeAsync(Wide, Height);
            await GoAsync(light, server.Address, page);
            await LookAsync(light, page, "light");
            await CheckAccessAsync(light, page, "light");
            // A page of text takes a phone's width as it is; charts are laid out for the width they are opened in.
            await light.Page.SetViewportSizeAsync(Narrow, Height);
            if (await light.Page.Locator(".chart").CountAsync() > 0)
            {
                await GoAsync(light, server.Address, page);
            }

            await LookAsync(light, page, $"light, {Narrow}");
            await GoAsync(dark, server.Address, page);
            await LookAsync(dark, page, "dark");
            await CheckAccessAsync(dark, page, "dark", onlyColours: true);
        }

        problems.AddRange([.. light.Problems, .. dark.Problems]);
        Assert.True(problems.Count == 0, string.Join('\n', problems.Distinct()));

        async Task LookAsync(BrowserSession session, string page, string way)
        {
            problems.AddRange((await ChartFaults.Of(session.Page)).Select(fault => $"{page}, {way}: {fault}"));
            if (await session.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth + 1"))
            {
                problems.Add($"{page}, {way}: it is wider than its window");
            }
        }

        // Contents beside a page and what stands above it are the same on all pages of a kind.
        async Task CheckAccessAsync(BrowserSession session, string page, string way, bool onlyColours = false) =>
            problems.AddRange((await PageAccess.Violations(session.Page, onlyColours, Kinds.Contains(page) ? [] : ["header", ".toc"])).Select(fault => $"{page}, {way}: {fault}"));
    }

    private static async Task GoAsync(BrowserSession session, string address, string page)
    {
        await session.Page.GotoAsync(address + page);
        await session.Settles("document.querySelector('main, article') && !document.querySelector('.math mjx-merror')");
        if (page.StartsWith("reference/", StringComparison.Ordinal))
        {
            await session.Settles("!document.querySelector('.math') || document.querySelector('mjx-container')");
        }

        await session.Settles("[...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.main-svg'))");
    }

    [GeneratedRegex("\\s(?:href|src)=\"(?<to>[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("\\s(?:id|name)=\"(?<id>[^\"]*)\"")]
    private static partial Regex Anchor();

    /// <summary>Builds the site once.</summary>
    public sealed class Built : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public void Dispose() => _folder.Dispose();

        /// <summary>Whether the gallery has every notebook, and every page is looked at.</summary>
        internal static bool HasEverything { get; } = Environment.GetEnvironmentVariable("INTERDEALER_ALL_PAGES") == "1";

        public string Folder => Path.Combine(_folder.Path, "site");

        public int Code { get; private set; }

        public string Output { get; private set; } = "";

        /// <summary>Text of every page by its name.</summary>
        public IReadOnlyDictionary<string, string> Pages { get; private set; } = new Dictionary<string, string>();

        public async Task InitializeAsync()
        {
            (Code, Output, var errors) = await ToolCall.RunAsync(_ => NotebookWorkers.Lent, CancellationToken.None, "site", Path.Combine(Workbench.RepositoryRoot, "notebooks", HasEverything ? "" : "01-dealer-prime.ipynb"), "--output", Folder);
            Output += errors;
            if (Code == 0)
            {
                Pages = Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories)
                    .ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
