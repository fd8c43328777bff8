using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Tests.Tool;

/// <summary>Notebooks that must fail, given to the real command: they show that it can say no.</summary>
public sealed class MustFailTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Interdealer.Notebooks.Tests", "MustFail");

    [Theory]
    [InlineData("does-not-compile.dib", "CompilationError: cell 2, line 2: CS0103")]
    [InlineData("throws.dib", "System.InvalidOperationException", "at cell 2, line 3: sum += weights.First(weight => weight > 1);")]
    [InlineData("times-out.dib", "timed out", "CellTimeout: did not end within 5 s")]
    [InlineData("million-lines.dib", "OutputLimitExceeded: cell 2: The cell printed more than 200,000 lines")]
    [InlineData("unknown-magic.dib", "cell 2, line 2", "#!nonsense")]
    [InlineData("missing-package.dib", "PackageError: cell 2, line 1", "Interdealer.IsNotPublishedUnderThisName")]
    public async Task A_notebook_that_fails_answers_1_names_its_cell_and_keeps_what_was_done(string notebook, params string[] says)
    {
        using var folder = new TemporaryFolder();
        var (code, output) = await ToolProcess.RunAsync("run", Path.Combine(Folder, notebook), "--output", folder.Path, "--html", "--timeout", notebook == "times-out.dib" ? "5" : "300");
        Assert.True(code == 1, output);
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
        var (code, output) = await ToolProcess.RunAsync("run", Path.Combine(Folder, "malformed.ipynb"), "--output", folder.Path);
        Assert.True(code == 2, output);
        Assert.Contains("malformed.ipynb, line 12", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_answers_1_to_a_stored_number_with_another_last_digit_and_0_to_the_one_computed()
    {
        var stale = Path.Combine(Folder, "stale.ipynb");
        var (code, output) = await ToolProcess.RunAsync("check", stale);
        Assert.True(code == 1, output);
        Assert.All(["stale.ipynb, cell 2 [", "- 0.038461538461538465", "+ 0.038461538461538464"], text => Assert.Contains(text, output, StringComparison.Ordinal));

        using var folder = new TemporaryFolder();
        var right = folder.File("right.ipynb");
        File.WriteAllText(right, File.ReadAllText(stale).Replace("0.038461538461538465", "0.038461538461538464", StringComparison.Ordinal));
        (code, output) = await ToolProcess.RunAsync("check", right);
        Assert.True(code == 0, output);
    }
}
