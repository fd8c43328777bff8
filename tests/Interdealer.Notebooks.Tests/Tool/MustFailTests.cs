using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Tool;

/// <summary>Notebooks that must fail, given to the command with real kernels: they show that it can say no.</summary>
public sealed class MustFailTests(MustFailTests.Run run) : IClassFixture<MustFailTests.Run>
{
    const string TimesOut = "times-out.dib";
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Interdealer.Notebooks.Tests", "MustFail");

    [Theory]
    [InlineData("does-not-compile.dib", "CompilationError: cell 2, line 2: CS0103")]
    [InlineData("throws.dib", "System.InvalidOperationException", "at cell 2, line 3: sum += weights.First(weight => weight > 1);")]
    [InlineData(TimesOut, "timed out", "CellTimeout: did not end within 5 s")]
    [InlineData("million-lines.dib", "OutputLimitExceeded: cell 2: The cell printed more than 200,000 lines")]
    [InlineData("unknown-magic.dib", "cell 2, line 2", "#!nonsense")]
    [InlineData("missing-package.dib", "PackageError: cell 2, line 1", "Interdealer.IsNotPublishedUnderThisName")]
    public void A_notebook_that_fails_answers_1_names_its_cell_and_keeps_what_was_done(string notebook, params string[] says)
    {
        var (folder, code, output) = run.Of(notebook);
        Assert.True(code == 1, output);
        // Of it alone: the line that begins with its name and what is indented below it.
        var lines = output.Split('\n').SkipWhile(line => !line.StartsWith(Path.Combine(Folder, notebook) + ": ", StringComparison.Ordinal)).ToArray();
        output = string.Join('\n', lines.Take(1).Concat(lines.Skip(1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal))));
        Assert.All([notebook, "cell 2 [", .. says], text => Assert.Contains(text, output, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain("   at Interdealer.", output, StringComparison.Ordinal);

        var cells = NotebookFile.Read(folder.File(Path.ChangeExtension(notebook, ".ipynb"))).Cells.Where(cell => cell.Kind == CellKind.Code).ToArray();
        Assert.Contains("kept", Assert.Single(Assert.Single(cells[0].Outputs) switch
        {
            CellOutput.Display display => display.Data.Values.Select(value => (string?)value),
            CellOutput.Stream stream => [stream.Text],
            _ => [],
        }), StringComparison.Ordinal);
        Assert.IsType<CellOutput.Error>(cells[1].Outputs[^1]);
        Assert.True(new FileInfo(folder.File(Path.ChangeExtension(notebook, ".ipynb"))).Length < 4_000_000);
        Assert.Contains("kept", File.ReadAllText(folder.File(Path.ChangeExtension(notebook, ".html"))), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("index.html")));
    }

    [Fact]
    public async Task Malformed_JSON_answers_2_and_names_the_line()
    {
        using var folder = new TemporaryFolder();
        var (code, output, _) = await CommandLineTests.Tool("run", Path.Combine(Folder, "malformed.ipynb"), "--output", folder.Path);
        Assert.True(code == 2, output);
        Assert.Contains("malformed.ipynb, line 12", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_answers_1_to_a_stored_number_with_another_last_digit_and_nothing_to_the_one_computed()
    {
        using var folder = new TemporaryFolder();
        var stale = Path.Combine(Folder, "stale.ipynb");
        var right = folder.File("right.ipynb");
        File.WriteAllText(right, File.ReadAllText(stale).Replace("0.038461538461538465", "0.038461538461538464", StringComparison.Ordinal));
        var (code, output) = await RunAsync("check", stale, right);
        Assert.True(code == 1, output);
        Assert.All(["stale.ipynb, cell 2 [", "- 0.038461538461538465", "+ 0.038461538461538464"], text => Assert.Contains(text, output, StringComparison.Ordinal));
        Assert.DoesNotContain("right.ipynb, cell", output, StringComparison.Ordinal);
        Assert.Equal(1, output.Split("- 0.0384").Length - 1);
    }

    static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var (code, output, errors) = await ToolCall.RunAsync(_ => NotebookWorkers.Lent, CancellationToken.None, arguments);
        return (code, output + errors);
    }

    /// <summary>Two runs of the command: of the notebook that does not end, and of the others.</summary>
    public sealed class Run : IAsyncLifetime, IDisposable
    {
        readonly TemporaryFolder endless = new();
        readonly TemporaryFolder others = new();
        (int Code, string Output) ofEndless;
        (int Code, string Output) ofOthers;

        internal (TemporaryFolder Folder, int Code, string Output) Of(string notebook) =>
            notebook == TimesOut ? (endless, ofEndless.Code, ofEndless.Output) : (others, ofOthers.Code, ofOthers.Output);

        public async Task InitializeAsync()
        {
            var dibs = Directory.GetFiles(Folder, "*.dib").ToLookup(file => Path.GetFileName(file) == TimesOut);
            var first = RunAsync(["run", .. dibs[true], "--output", endless.Path, "--html", "--timeout", "5"]);
            ofOthers = await RunAsync(["run", .. dibs[false], "--output", others.Path, "--html"]);
            ofEndless = await first;
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose()
        {
            endless.Dispose();
            others.Dispose();
        }
    }
}
