using System.Text.Json.Nodes;
using Interdealer.Charts;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;
using static Interdealer.Notebooks.Tests.Running.Scripted;

namespace Interdealer.Notebooks.Tests.Reports;

/// <summary>A notebook with every kind of cell and output, and texts that would break a page that does not encode them.</summary>
internal static class ReportSample
{
    internal const string Hostile = "</script><!--<script>window.broken = true</script>";

    internal static NotebookDocument Document() => Notebook(
        Markdown("# Dealer Prime: leverage under a \"4 %\" shock\n\nA fall of **4 %** in corporate bonds takes the ratio from 5 % to 3.85 %.\n\n$$\\lambda' = \\frac{E - \\Delta}{A - \\Delta} = \\frac{25 - 6}{500 - 6} \\approx 3.85\\,\\%$$"),
        Markdown("## The shock\n\nWith $\\kappa_i = \\sum_{k=1}^{m} w_k\\, x_{ik}$ and capacity $C_i = E_i / \\lambda_{\\min}$, the slack is $C_i - \\kappa_i$.\n\n| Asset | $bn |\n|---|---:|\n| Treasuries | 200 |\n| Bonds | 150 |\n\n<script>window.broken = true</script>\n\n[bad](javascript:window.broken=true) and [good](02.html)"),
        Code("// The balance sheet, in $bn\nvar prime = new BalanceSheet(\"Dealer Prime\", tier1Capital: 25);\nprime.MarkDown(\"Corporate bonds\", by: 0.04)") with
        {
            Outputs = [new CellOutput.Stream("stdout", Hostile + "\n\u001b[31mred\u001b[0m\n"), new CellOutput.Stream("stderr", "careful\n"), new CellOutput.Result(
                Running.ScriptedKernels.Data("text/html", "<table><thead><tr><th>Quantity</th><th>Value</th></tr></thead><tbody><tr><td>Leverage ratio</td><td class=\"number\">3.85 %</td></tr><tr><td>Forced sale, $bn</td><td class=\"number\">114</td></tr></tbody></table>"), 1)],
        },
        Markdown("## The forced sale\n\n### By shock"),
        Code("Draw.Line(\"Forced sale\", shocks, sales)") with { Outputs = [Plot("Forced sale by shock", "scatter")] },
        Code("Draw.Bar(\"Usage\", names, usage)") with { Outputs = [Plot(Hostile, "bar")] },
        Code("Draw.HeatMap(…)") with
        {
            Outputs = [new CellOutput.Display(Running.ScriptedKernels.Data(MimeTypes.Plotly, JsonNode.Parse("""{"data":[{"type":"heatmap","z":[[1,2,3],[2,4,6],[3,6,9]]}],"layout":{"title":{"text":"A map"},"xaxis":{"title":{"text":"Shock, %"}},"yaxis":{"title":{"text":"Leverage"}}}}""")!))],
        },
        Code("graph LR; A --> B") with { Language = "mermaid", Outputs = [new CellOutput.Display(Running.ScriptedKernels.Data("text/vnd.mermaid", "graph LR; A --> B"))] },
        Code("throw new Exception(\"<b>no</b>\");") with { Outputs = [new CellOutput.Error("System.Exception", "<b>no</b> " + Hostile, ["cell 6, line 1"])] },
        Code("1 + 1"));

    internal static NotebookRun Run() => Run(Document());

    /// <summary>The same with HTML that a cell returned, and a text.</summary>
    internal static NotebookRun With(string html, string markdown)
    {
        var document = Document();
        return Run() with
        {
            Document = document with
            {
                Cells = document.Cells
                    .SetItem(0, Markdown(markdown))
                    .SetItem(2, document.Cells[2] with { Outputs = [new CellOutput.Result(Running.ScriptedKernels.Data("text/html", html), 1)] }),
            },
        };
    }

    /// <summary>A notebook with a cell for each chart.</summary>
    internal static NotebookRun Showing(IEnumerable<Plotly.NET.GenericChart> charts) => Run(Notebook([.. charts.Select(chart =>
        Code("chart") with { Outputs = [new CellOutput.Result(Running.ScriptedKernels.Data(MimeTypes.Plotly, JsonNode.Parse(chart.ToPlotlyJson())!), 1)] })]));

    static NotebookRun Run(NotebookDocument document)
    {
        return new NotebookRun("folder/01 <b>dealer.ipynb", document, [.. document.Cells.Select((cell, i) => new CellRun(
            CellNumbers.Of(document)[i], cell.Id, "first <b>line</b>", i switch { 8 => CellState.Failed, 9 => CellState.NotRun, _ => cell.Kind == CellKind.Code ? CellState.Succeeded : CellState.Carried }, TimeSpan.FromSeconds(0.25))
        {
            Problem = i == 8 ? "System.Exception: " + Hostile : null,
        })], RunOutcome.Failed, TimeSpan.FromSeconds(2.5));
    }

    static CellOutput Plot(string title, string type) => new CellOutput.Result(Running.ScriptedKernels.Data(MimeTypes.Plotly, new JsonObject
    {
        ["data"] = new JsonArray(
            new JsonObject { ["type"] = type, ["name"] = "Full sale", ["x"] = new JsonArray(0, 1, 2, 3, 4), ["y"] = new JsonArray(0, 28.5, 57, 85.5, 114) },
            new JsonObject { ["type"] = type, ["name"] = "With impact", ["x"] = new JsonArray(0, 1, 2, 3, 4), ["y"] = new JsonArray(0, 31, 66, 105, 151.5) }),
        ["layout"] = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = title },
            ["xaxis"] = new JsonObject { ["title"] = new JsonObject { ["text"] = "Fall of bond prices, %" } },
            ["yaxis"] = new JsonObject { ["title"] = new JsonObject { ["text"] = "Sale, $bn" } },
        },
    }), 1);
}
