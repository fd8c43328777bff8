using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;

namespace Interdealer.Notebooks.Tests.Reports;

public class HtmlReportTests
{
    [Fact]
    public void Names_messages_and_streams_are_encoded()
    {
        using var folder = new TemporaryFolder();
        HtmlReport.Write(folder.Path, [ReportSample.Run()], new ReportOptions { Title = "<i>Title</i>" });
        foreach (var file in Directory.GetFiles(folder.Path, "*.html"))
        {
            var html = File.ReadAllText(file);
            Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<i>Title", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>window", html, StringComparison.Ordinal);
            Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_report_names_no_address_outside_itself()
    {
        using var folder = new TemporaryFolder();
        HtmlReport.Write(folder.Path, [ReportSample.Run()], new ReportOptions());
        foreach (var file in Directory.GetFiles(folder.Path, "*.html").Append(folder.File("assets", "report.css")).Append(folder.File("assets", "report.js")))
        {
            Assert.DoesNotContain("//", System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(file), @"//\s|://localhost", ""), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<JavaScript:alert(1)>")]
    [InlineData("<vbscript:msgbox(1)>")]
    [InlineData("<data:text/html,%3Cscript%3Ealert(1)%3C/script%3E>")]
    [InlineData("<file:///etc/passwd>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](<java\tscript:alert(1)>)")]
    [InlineData("[x](<\u0001javascript:alert(1)>)")]
    [InlineData("[x](data:text/html,1)")]
    [InlineData("[x][y]\n\n[y]: vbscript:msgbox(1)")]
    [InlineData("![x](https://elsewhere.example/x.png)")]
    [InlineData("![x](//elsewhere.example/x.png)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](data:text/html,1)")]
    public void A_link_of_any_kind_whose_address_runs_or_loads_something_leads_nowhere(string markdown)
    {
        var html = MarkdownHtml.Render(markdown, "p", _ => null, []);
        Assert.DoesNotMatch("(href|src)=\"[^\"#]", html);
    }

    [Fact]
    public void A_per_cent_sign_and_a_comma_after_a_formula_begin_no_line()
    {
        var html = MarkdownHtml.Render("A fall of 4 % of $x$, of $y$ (or $z$): 5 %", "p", _ => null, []);
        Assert.Contains("4\u00a0% of", html, StringComparison.Ordinal);
        Assert.Contains("5\u00a0%", html, StringComparison.Ordinal);
        Assert.Matches("<span class=\"kept\"><span class=\"math\"><math[^>]*aria-label=\"x\">.*?</math></span>,</span> of ", html);
        Assert.Matches("</math></span> \\(or <span class=\"kept\"><span class=\"math\"><math[^>]*aria-label=\"z\">.*?</span>\\)</span>:", html);
    }

    [Fact]
    public void Data_below_a_chart_are_headed_by_the_titles_of_their_axes()
    {
        var figure = System.Text.Json.Nodes.JsonNode.Parse("""
            {"data":[{"name":"a","x":[1],"y":[2]},{"name":"b","x":[3],"y":[4],"xaxis":"x2","yaxis":"y2"},{"name":"c","x":[5],"y":[6],"xaxis":"","yaxis":"y3"}],
             "layout":{"xaxis":{"title":{"text":"Sold, $bn"}},"yaxis":{"title":"Ratio, %"},"xaxis2":{"title":{"text":"<b>"}},"yaxis2":{}}}
            """)!.AsObject();
        var html = new FigureWriter(charts: true).Html(figure);
        string[] headings = [.. System.Text.RegularExpressions.Regex.Matches(html, "<th scope=\"col\">(.*?)</th>").Select(match => match.Groups[1].Value)];
        Assert.Equal(["Sold, $bn", "Ratio, %", "&lt;b&gt;", "y", "Sold, $bn", "y"], headings);
    }

    [Theory]
    [InlineData("<https://example.org/a?b=c>", "href=\"https://example.org/a?b=c\"")]
    [InlineData("<someone@example.org>", "href=\"mailto:someone@example.org\"")]
    [InlineData("[x](mailto:someone@example.org)", "href=\"mailto:someone@example.org\"")]
    [InlineData("[x](02.html#a:b)", "href=\"02.html#a:b\"")]
    [InlineData("[x](/top)", "href=\"/top\"")]
    [InlineData("[x](#here)", "href=\"#here\"")]
    [InlineData("![x](data:image/png;base64,AAAA)", "src=\"data:image/png;base64,AAAA\"")]
    [InlineData("![x](beside.png)", "src=\"beside.png\"")]
    public void Other_links_lead_where_they_say(string markdown, string contains) =>
        Assert.Contains(contains, MarkdownHtml.Render(markdown, "p", _ => null, []), StringComparison.Ordinal);

    [Fact]
    public void An_answer_is_folded_away_and_what_is_in_it_is_markdown()
    {
        var html = MarkdownHtml.Render("Ask.\n\n<details><summary>A < B & so</summary>\n\nx\n\n</details>\n\n<details><summary>Answer</summary>\n\nIt *is* <b>.\n\n</details>\n\nMore.", "p", _ => null, []);
        Assert.Contains("<details class=\"fold\"><summary>Answer</summary>", html, StringComparison.Ordinal);
        Assert.Contains("<p>It <em>is</em> &lt;b&gt;.</p>", html, StringComparison.Ordinal);
        // A summary with markup in it is text.
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "<details"));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "</details>"));
    }

    [Theory]
    [InlineData("<details><summary>Answer</summary>\n\nwithout an end")]
    [InlineData("x\n\n</details>")]
    [InlineData("<details open onclick=alert(1)><summary>Answer</summary>\n\nx\n\n</details>")]
    [InlineData("```\n<details><summary>Answer</summary>\n\n</details>\n```")]
    public void What_only_looks_like_a_fold_is_text(string markdown) =>
        Assert.DoesNotMatch("</?details", MarkdownHtml.Render(markdown, "p", _ => null, []));

    [Fact]
    public void Without_plotly_the_report_says_so_and_shows_the_data()
    {
        using var folder = new TemporaryFolder();
        HtmlReport.Write(folder.Path, [ReportSample.Run()], new ReportOptions { WithPlotly = false });
        var page = File.ReadAllText(Directory.GetFiles(folder.Path, "01*.html").Single());
        Assert.Contains("they need plotly.js", page, StringComparison.Ordinal);
        Assert.Contains("they need plotly.js", File.ReadAllText(folder.File("index.html")), StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">151.5</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plotly.min.js", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_shows_the_tagged_cells_of_a_notebook_that_ran_or_else_its_last()
    {
        static Cell Table(string text, params string[] tags) => Running.Scripted.Code("table", tags) with
        {
            Outputs = [new CellOutput.Result(Running.ScriptedKernels.Data("text/html", $"<table><caption>{text}</caption></table>"), 1)],
        };
        static NotebookRun Run(string name, RunOutcome outcome, params Cell[] cells) =>
            new(name, Running.Scripted.Notebook([Running.Scripted.Markdown($"# About {name}"), .. cells]), [], outcome, TimeSpan.Zero);

        using var folder = new TemporaryFolder();
        HtmlReport.Write(folder.Path, [
            Run("last.ipynb", RunOutcome.Succeeded, Table("first"), Table("last"), Running.Scripted.Markdown("The end."), Running.Scripted.Code(" ")),
            Run("tagged.ipynb", RunOutcome.Succeeded, Table("tagged", "headline"), Table("after the tagged")),
            Run("chart.ipynb", RunOutcome.Succeeded, Table("before the chart"), ReportSample.Document().Cells[4]),
            Run("failed.ipynb", RunOutcome.Failed, Table("of a failed run"))], new ReportOptions());
        var index = File.ReadAllText(folder.File("index.html"));
        Assert.Equal(["last", "tagged"], System.Text.RegularExpressions.Regex.Matches(index, "<caption>(.*?)</caption>").Select(match => match.Groups[1].Value));
        Assert.Contains("<h2><a href=\"tagged.html\">About tagged.ipynb</a></h2>", index, StringComparison.Ordinal);
    }

    [Fact]
    public void Notebooks_of_one_name_get_pages_of_their_own()
    {
        var names = OutputNames.For(["a/x.ipynb", "a/x.dib", "b/x.ipynb", "b/X.ipynb", "index.ipynb"]);
        Assert.Equal(5, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("x", names[0]);
        Assert.DoesNotContain("index", names);
    }

    [Theory]
    [InlineData("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>")]
    [InlineData(@"\frac{a}{10}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mn>10</mn></mrow></mfrac>")]
    [InlineData(@"\sum_{i} w_i", "<munder><mo>∑</mo><mrow><mi>i</mi></mrow></munder>")]
    [InlineData(@"\lambda \ge 5\,\%", "<mi>λ</mi><mo>≥</mo><mn>5</mn>")]
    [InlineData(@"\left(x\right)", "<mo stretchy=\"true\">(</mo>")]
    [InlineData(@"\Big[ x \Big]", "<mo stretchy=\"true\" minsize=\"1.8em\" maxsize=\"1.8em\">[</mo><mi>x</mi>")]
    [InlineData(@"\begin{cases} 1 & x>0 \\ 0 & \text{else} \end{cases}", "<mtr><mtd><mn>0</mn></mtd><mtd><mtext>else</mtext></mtd></mtr>")]
    public void Formulas_become_MathML(string tex, string contains) => Assert.Contains(contains, TexFormula.Html(tex, false), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"\unknown{x}")]
    [InlineData(@"\frac{a}")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("x_")]
    [InlineData("\\")]
    [InlineData(@"\left(")]
    [InlineData(@"\begin{cases}")]
    [InlineData("<script>_")]
    public void A_formula_that_is_not_understood_is_shown_as_written(string tex) =>
        Assert.Equal($"<span class=\"tex\">{HtmlText.Encode(tex)}</span>", TexFormula.Html(tex, false));

    [Fact]
    public void A_formula_nested_too_deeply_is_shown_as_written() =>
        Assert.StartsWith("<span", TexFormula.Html(new string('{', 100_000), false), StringComparison.Ordinal);
}
