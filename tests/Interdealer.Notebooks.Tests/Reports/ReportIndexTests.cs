using System.Net;
using System.Text.Json.Nodes;
using Interdealer.Display;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;
using static Interdealer.Notebooks.Tests.Running.Scripted;

namespace Interdealer.Notebooks.Tests.Reports;

/// <summary>The first page of a report: a reading guide, every claim with its verdict, and the run last.</summary>
public sealed class ReportIndexTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Claims_are_gathered_from_the_executed_tables_with_place_notebook_and_verdict()
    {
        var document = Table("document",
            Row("Leverage ratio", "3.85 %", "Execution, paragraph 3", "", "3.85 %", "holds", "Holds"),
            Row("Sale <b>", "114 & more", "Execution, paragraph 4", "", "113", "fails", "Fails"));
        var papers = Table("papers", Row("λ", "0.04", "Kyle (1985)", "https://doi.org/10.2307/1913210", "0.04", "holds where Depth at most 1", "HoldsWhere"));
        var found = Table("notebook", Row("It amplifies", "It amplifies", "", "", "0.9", "fails", "Fails"), Row("Prices revert", "Prices revert", "", "", "Recovery(0.1)", "assumed", "Assumed"));

        var index = Index(Run("01-first.ipynb", "First", document, papers), Run("02-second.ipynb", "Second", found));

        Assert.Contains("<th scope=\"row\">Leverage ratio</th><td data-label=\"The document says\">3.85 %</td><td data-label=\"Place\">Execution, paragraph 3</td><td data-label=\"Notebook\"><a href=\"01-first.html\">First</a></td><td data-label=\"Computed\">3.85 %</td><td data-label=\"Verdict\"><span class=\"verdict good\">holds</span>", index, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Sale &lt;b&gt;</th><td data-label=\"The document says\">114 &amp; more</td>", index, StringComparison.Ordinal);
        Assert.Contains("<td data-label=\"Computed\">113</td><td data-label=\"Verdict\"><span class=\"verdict bad\">fails</span>", index, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://doi.org/10.2307/1913210\">Kyle (1985)</a>", index, StringComparison.Ordinal);
        Assert.Contains("<span class=\"verdict warn\">holds where Depth at most 1</span>", index, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">It amplifies</th><td data-label=\"Notebook\"><a href=\"02-second.html\">Second</a></td><td data-label=\"Computed\">0.9</td>", index, StringComparison.Ordinal);
        Assert.Contains("2 claims: 1 hold, 0 hold under conditions, 1 fail.", index, StringComparison.Ordinal);
        Assert.Contains("2 claims: 0 hold, 0 hold under conditions, 1 fail, 1 are assumed.", index, StringComparison.Ordinal);
        Assert.Contains("<td data-label=\"Computed\">Recovery(0.1)</td><td data-label=\"Verdict\"><span class=\"verdict \">assumed</span>", index, StringComparison.Ordinal);
    }

    [Fact]
    public void What_several_notebooks_compute_of_one_sentence_stands_together()
    {
        var first = Table("document", Row("Adds to", "adds to sales", "", "", "1", "holds", "Holds"), Row("Other", "other", "", "", "2", "holds", "Holds"));
        var second = Table("document", Row("Adds up", "Adds to sales ", "", "", "3", "fails", "Fails"));
        var rows = System.Text.RegularExpressions.Regex.Matches(Index(Run("01-first.ipynb", "First", first), Run("02-second.ipynb", "Second", second)), "<th scope=\"row\">(A.*?|Other)</th>");
        Assert.Equal(["Adds to", "Adds up", "Other"], rows.Select(row => row.Groups[1].Value));
    }

    [Fact]
    public void The_claims_of_the_library_are_gathered_as_they_are()
    {
        var claims = Claims.OfDocument().At("Execution", "https://example.org/a?b=c&d").Add("Ratio \"after\" <b>", "3.85 %", 19.0 / 494).Add("Sale", "114", 113.0);
        var shown = ShownClaim.Of(Run("a.ipynb", "A", claims.ToHtml()));
        Assert.Equal(claims.Items.Select(c => (c.What, c.Claimed, c.Place, c.Link?.Address.AbsoluteUri, c.Computed, c.Verdict.Text, c.Verdict.Kind.ToString())), shown.Select(c => (c.What, c.Says, (string?)c.Place, (string?)c.Link, c.Computed, c.Verdict, c.Outcome)));
        Assert.Equal(["document", "document"], shown.Select(c => c.Kind));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"kind\":\"else\",\"rows\":[{\"claim\":\"Planted\"}]}")]
    [InlineData("{\"kind\":\"document\",\"rows\":\"Planted\"}")]
    [InlineData("{\"kind\":\"document\",\"rows\":[\"Planted\",1,null]}")]
    public void What_is_no_table_of_claims_is_passed_over(string json) =>
        Assert.DoesNotContain("class=\"all-claims\"", Index(Run("a.ipynb", "A", $"<div data-claims=\"{WebUtility.HtmlEncode(json)}\">x</div>")), StringComparison.Ordinal);

    [Fact]
    public void Claims_that_a_notebook_made_up_are_text_and_lead_nowhere()
    {
        const string json = """{"kind":"document","rows":[{"claim":"<img src=x onerror=alert(1)>","says":1,"place":"\"><script>","link":"javascript:alert(1)","computed":"","verdict":"<b>","outcome":"x\" onclick=\"alert(1)"}]}""";
        var index = Index(Run("a.ipynb", "A", $"<div data-claims=\"{WebUtility.HtmlEncode(json)}\">x</div>"));
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", index, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", index, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", index, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", index, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick=\"", index, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_that_stopped_has_no_verdicts()
    {
        var index = Index(Run("a.ipynb", "A", Finding) with { Outcome = RunOutcome.Failed });
        Assert.DoesNotContain("It amplifies", index, StringComparison.Ordinal);
        Assert.Contains("1 of 1 notebook did not run to the end.", index, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_comes_first_and_leads_to_pages_and_the_run_comes_last()
    {
        var runs = new[] { Run("01 loop.ipynb", "Loop", Finding) };
        var index = Index("# Start here\n\n[Loop](01%20loop.ipynb), [elsewhere](other.ipynb)", runs);
        Assert.Contains("<a href=\"01%20loop.html\">Loop</a>, <a href=\"other.ipynb\">elsewhere</a>", index, StringComparison.Ordinal);
        Assert.True(index.IndexOf("Start here", StringComparison.Ordinal) < index.IndexOf("It amplifies", StringComparison.Ordinal));
        Assert.True(index.IndexOf("It amplifies", StringComparison.Ordinal) < index.IndexOf("Seconds", StringComparison.Ordinal));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(index, "<h1"));
    }

    [Fact]
    public void Links_between_notebooks_lead_to_their_pages()
    {
        var first = new NotebookRun("01-a.ipynb", Notebook(Markdown("# A\n\n[next](02-b.dib#cell), [data](data.csv)")), [], RunOutcome.Succeeded, TimeSpan.Zero);
        Index(first, new NotebookRun("02-b.dib", Notebook(Markdown("# B")), [], RunOutcome.Succeeded, TimeSpan.Zero));
        var page = File.ReadAllText(folder.File("01-a.html"));
        Assert.Contains("<a href=\"02-b.html\">next</a>, <a href=\"data.csv\">data</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guide_is_read_beside_notebooks_of_one_folder()
    {
        Directory.CreateDirectory(folder.File("other"));
        File.WriteAllText(folder.File("README.md"), "# Start here");
        Assert.Equal("# Start here", ReadingGuide.Beside([folder.File("a.ipynb"), folder.File("b.dib")]));
        Assert.Null(ReadingGuide.Beside([folder.File("a.ipynb"), folder.File("other", "b.dib")]));
        Assert.Null(ReadingGuide.Beside([folder.File("other", "b.dib")]));
        File.WriteAllText(folder.File("README.md"), new string('x', (1 << 20) + 1));
        Assert.Null(ReadingGuide.Beside([folder.File("a.ipynb")]));
    }

    static string Finding => Table("notebook", Row("It amplifies", "", "", "", "2", "holds", "Holds"));

    static JsonObject Row(string claim, string says, string place, string link, string computed, string verdict, string outcome) => new()
    {
        ["claim"] = claim, ["says"] = says, ["place"] = place, ["link"] = link, ["computed"] = computed, ["verdict"] = verdict, ["outcome"] = outcome,
    };

    static string Table(string kind, params JsonObject[] rows) =>
        $"<div data-claims=\"{WebUtility.HtmlEncode(new JsonObject { ["kind"] = kind, ["rows"] = new JsonArray([.. rows]) }.ToJsonString())}\"><table></table></div>";

    static NotebookRun Run(string path, string title, params string[] tables) => new(
        path,
        Notebook([Markdown($"# {title}"), .. tables.Select(html => Code("claims") with { Outputs = [new CellOutput.Result(Running.ScriptedKernels.Data("text/html", html), 1)] })]),
        [], RunOutcome.Succeeded, TimeSpan.FromSeconds(1));

    string Index(params NotebookRun[] runs) => Index(null, runs);

    string Index(string? guide, NotebookRun[] runs) => File.ReadAllText(HtmlReport.Write(folder.Path, runs, new ReportOptions { Guide = guide }));
}
