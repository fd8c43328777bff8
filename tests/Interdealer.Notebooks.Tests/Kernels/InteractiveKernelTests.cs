using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>The real kernel of .NET Interactive behind the runner: its words for what cells do, in the runner's terms.</summary>
[Collection("interactive")]
[TestCaseOrderer("Interdealer.Notebooks.Tests.Kernels." + nameof(EndlessLast), "Interdealer.Notebooks.Tests")]
public sealed class InteractiveKernelTests
{
    readonly InteractiveWorkbench bench;

    public InteractiveKernelTests(InteractiveWorkbench bench) => this.bench = bench;

    [Fact]
    public async Task Cells_of_one_notebook_share_variables_and_their_outputs_come_in_order()
    {
        var cells = await RunAsync(
            "var x = 20; Console.Write(\"a\"); Console.Error.Write(\"b\"); Console.WriteLine(\"c\"); x + 1",
            "x * 2",
            "new { A = 1, B = \"<\" }",
            "display(\"shown\"); Console.WriteLine(\"behind\");",
            "var last = display(\"one\"); last.Update(\"two\"); Console.WriteLine(\"behind\"); last.Update(\"three\");");
        Assert.Equal("[stdout]a[stderr]b[stdout]c\n", cells[0].Streams());
        Assert.Equal("21", cells[0].Succeeds().Result);
        Assert.Equal("40", cells[1].Succeeds().Result);
        // A value that says nothing of how it is shown is stored as the embedded kernel stores it.
        Assert.Equal("{ A = 1, B = < }", cells[2].Succeeds().Result);
        Assert.Contains("&lt;", (string?)cells[2].Outputs.OfType<CellOutput.Result>().Single().Data["text/html"], StringComparison.Ordinal);
        Assert.Equal(["shown", "behind\n"], Shown(cells[3]));

        // The engine's helper announces "one" under a name of its own; its updates share one, and the last of them stands in the place of the first.
        Assert.Equal(["one", "three", "behind\n"], Shown(cells[4]));

        static IEnumerable<string?> Shown(Outcome cell) => cell.Succeeds().Outputs.Select(output => output is CellOutput.Stream text ? text.Text : (string?)((CellOutput.Display)output).Data["text/plain"]);
    }

    [Fact]
    public async Task Every_way_to_fail_is_an_error_that_names_the_cell()
    {
        var cells = await RunAsync("int ok = 1;\nint wrong = nothing;", "throw new InvalidOperationException(\"on purpose\");", "ok", "#!nonsense", "Console.WriteLine(1)");
        Assert.StartsWith("cell 1, line 2: CS0103", cells[0].Fails().Message, StringComparison.Ordinal);
        Assert.Equal("System.InvalidOperationException", cells[1].Fails().Name);
        Assert.Equal("on purpose", cells[1].Error.Message);
        Assert.Contains("CS0103", cells[2].Fails().Message, StringComparison.Ordinal);
        cells[3].Fails();
        cells[4].Succeeds();
        var refused = await bench.RunBehindAsync(Path.GetTempPath(), ("fsharp", "1 + 1"), ("html", "<b>shown</b>"), ("cobol", ""));
        Assert.Contains("--kernel roslyn", refused[0].Fails().Message, StringComparison.Ordinal);
        Assert.Equal("<b>shown</b>", (string?)refused[1].Succeeds().Shown("text/html"));
        Assert.Contains("no kernel runs 'cobol'", refused[2].Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_throws_while_it_is_shown_fails_its_cell_and_no_other()
    {
        var cells = await RunAsync(
            "public class Unshowable { public string ToHtml() => throw new InvalidOperationException(\"cannot be shown\"); }",
            "Console.WriteLine(\"before\"); new Unshowable()",
            "display(new Unshowable()); Console.WriteLine(\"behind\");",
            "1 + 1");
        cells[0].Succeeds();
        Assert.All(cells[1..3], cell => Assert.Contains("cannot be shown", cell.Fails().Message, StringComparison.Ordinal));
        Assert.Contains("before", cells[1].Streams(), StringComparison.Ordinal);
        Assert.Contains("behind", cells[2].Streams(), StringComparison.Ordinal);
        Assert.Equal("2", cells[3].Succeeds().Result);
    }

    [Fact]
    public async Task A_cell_that_does_not_end_is_stopped_and_one_that_prints_without_end_fails()
    {
        await using INotebookKernel kernel = await bench.LastBehindAsync(Path.GetTempPath());
        var printed = await Workbench.RunCellAsync(kernel, 1, "csharp", "for (int i = 0; i < 1_000_000; i++) Console.WriteLine(i);");
        Assert.Equal("OutputLimitExceeded", printed.Fails().Name);

        using var stop = new CancellationTokenSource();
        var outcome = await Workbench.RunCellAsync(kernel, 2, "csharp", "Console.WriteLine(\"kept\"); while (true) { }", _ => stop.Cancel(), stop.Token);
        Assert.Equal(CellStatus.Cancelled, outcome.Status);
        Assert.Contains("kept", outcome.Streams(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_type_that_names_its_formatters_is_shown_by_the_real_formatter()
    {
        var cells = await bench.RunBehindAsync(
            Workbench.RepositoryRoot,
            ("csharp", "#r \"nuget: Interdealer.All\"\nusing Interdealer; using Interdealer.Charts; using Interdealer.Display; using Microsoft.DotNet.Interactive.Formatting;"),
            ("csharp", """
                var types = new[] { typeof(Table).Assembly, typeof(Interdealer.Ensembles.Ensemble).Assembly }.SelectMany(a => a.GetExportedTypes()).Where(t => t.GetCustomAttributes(true).Any(a => a.GetType().Name == "TypeFormatterSourceAttribute")).ToList();
                string.Join("\n", types.Select(t => $"{t.Name}: {string.Join(",", Formatter.GetPreferredMimeTypesFor(t).Order())}"))
                """),
            ("csharp", "var table = Table.Create().With(\"a<\", new[] { 1.5, double.NaN }); table.ToDisplayString(\"text/html\") == table.ToHtml() && table.ToDisplayString(\"text/plain\") == table.ToString()"),
            ("csharp", "var chart = Draw.Line(\"t\", \"x\", \"y\", ChartSeries.Of(\"s\", new[] { 0.0, 1 }, new[] { 1.0, 2 })); chart.ToDisplayString(ChartFormatting.MimeType) == chart.ToPlotlyJson() && chart.ToDisplayString(\"text/html\") == chart.ToPlotlyHtml() && chart.ToDisplayString(\"text/plain\") == chart.ToPlainText() && Formatter.GetPreferredMimeTypesFor(chart.GetType()).First() == ChartFormatting.MimeType"),
            ("csharp", "chart"));
        var preferred = cells[1].Succeeds().Result!.Split('\n');
        Assert.True(preferred.Length > 10, cells[1].Result);
        Assert.All(preferred, line => Assert.True(line.Contains("text/html", StringComparison.Ordinal), line));
        Assert.Equal("True", cells[2].Succeeds().Result);
        Assert.Equal("True", cells[3].Succeeds().Result);
        JsonNode drawn = cells[4].Succeeds().Outputs.OfType<CellOutput.Result>().Single().Data["application/vnd.plotly.v1+json"];
        Assert.Equal("s", (string?)drawn["data"]![0]!["name"]);
    }

    [Fact]
    public async Task Frames_are_tables_of_ours_once_the_package_that_knows_them_is_loaded()
    {
        var cells = await bench.RunBehindAsync(
            Workbench.RepositoryRoot,
            ("csharp", "#r \"nuget: Interdealer.All\"\nusing Deedle; using Interdealer.Frames; using Microsoft.DotNet.Interactive.Formatting;"),
            // What the package's extension.dib does in the tool of .NET Interactive; this host has the kernel alone.
            ("csharp", "System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(typeof(Missing).Module.ModuleHandle);"),
            ("csharp", """
                var series = new Series<int, double>(Enumerable.Range(0, 101).ToArray(), Enumerable.Range(0, 101).Select(i => i + 0.25).ToArray());
                var frame = Frame.FromColumns(new[] { KeyValue.Create(1, series) });
                string.Join(",", new object[] { frame, series }.Select(value => value.ToDisplayString("text/html") is var html && html.Contains("id-table") && html.Contains("99.25") && !html.Contains("100.25") && html.Contains("first 100 of 101 rows")))
                """));
        Assert.Equal("True,True", cells[2].Succeeds().Result);
    }

    [Fact]
    public async Task A_checkout_finds_the_package_it_packed_and_any_other_folder_what_its_sources_hold()
    {
        using var folder = new TemporaryFolder();
        string id = "Kernel.Test.N" + Guid.NewGuid().ToString("N")[..12];
        string published = Path.Combine(folder.Path, "published");
        string checkout = Path.Combine(folder.Path, "checkout");
        string notebooks = Path.Combine(checkout, "notebooks");
        Directory.CreateDirectory(notebooks);
        TinyLibrary.CloseOff(published);
        TinyLibrary.Pack(published, id, "1.4.0", "public static class Origin { public static string Name => \"published\"; }");
        File.WriteAllText(Path.Combine(checkout, "NuGet.config"), "<configuration><packageSources><clear /><add key=\"own\" value=\"packed\" /></packageSources></configuration>");
        string cell = $"#i \"nuget:{published}\"\n#r \"nuget: {id}\"\nOrigin.Name";
        for (int build = 1; build <= 2; build++)
        {
            // Built again, packed again: the same lines find the new package.
            Directory.CreateDirectory(Path.Combine(checkout, "packed"));
            Array.ForEach(Directory.GetFiles(Path.Combine(checkout, "packed")), File.Delete);
            TinyLibrary.Pack(Path.Combine(checkout, "packed"), id, $"9999.{3 - build}.1", $"public static class Origin {{ public static string Name => \"build {build}\"; }}");
            Assert.Equal($"build {build}", (await bench.RunInAsync(notebooks, ("csharp", cell)))[0].Succeeds().Result);
        }

        Assert.Equal("published", (await bench.RunInAsync(published, ("csharp", cell)))[0].Succeeds().Result);
        string cached = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages", id.ToLowerInvariant());
        if (Directory.Exists(cached))
        {
            Directory.Delete(cached, recursive: true);
        }
    }

    Task<List<Outcome>> RunAsync(params string[] cells) => bench.RunBehindAsync(Path.GetTempPath(), [.. cells.Select(source => ("csharp", source))]);
}

/// <summary>What ends its process comes last, behind the tests that share it.</summary>
public sealed class EndlessLast : ITestCaseOrderer
{
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        testCases.OrderBy(one => one.TestMethod.Method.Name == nameof(InteractiveKernelTests.A_cell_that_does_not_end_is_stopped_and_one_that_prints_without_end_fails));
}
