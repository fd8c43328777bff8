using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Tests.Running;
using Interdealer.Tool;
using static Interdealer.Notebooks.Tests.Running.Scripted;

namespace Interdealer.Notebooks.Tests.Tool;

public sealed class CommandLineTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_writes_executed_notebooks_and_a_report_and_leaves_the_input_alone()
    {
        var input = Write("01.ipynb", Code("return 3.85"));
        File.WriteAllText(folder.File("02.dib"), "#!csharp\n\nreturn 114\n");
        var before = File.ReadAllText(input);
        var (code, output, errors) = await Tool("run", folder.Path, "--output", folder.File("out"), "--html");
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(before, File.ReadAllText(input));
        Assert.Single(NotebookFile.Read(folder.File("out", "01.ipynb")).Cells[0].Outputs);
        Assert.Single(NotebookFile.Read(folder.File("out", "02.ipynb")).Cells[0].Outputs);
        Assert.Contains("3.85", File.ReadAllText(folder.File("out", "01.html")), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("out", "index.html")));
        Assert.Contains("from command to finished report", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_in_place_stores_outputs_only_of_notebooks_that_ran_to_their_end()
    {
        var good = Write("good.ipynb", Code("return 1"));
        var bad = Write("bad.ipynb", Code("return 1"), Code("fail here"));
        var before = File.ReadAllText(bad);
        var (code, output, _) = await Tool("run", good, bad, "--in-place", "--output", folder.File("out"));
        Assert.Equal(1, code);
        Assert.Single(NotebookFile.Read(good).Cells[0].Outputs);
        Assert.Equal(before, File.ReadAllText(bad));
        Assert.Single(NotebookFile.Read(folder.File("out", "bad.ipynb")).Cells[0].Outputs);
        Assert.Contains("cell 2 [", output, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: here", output, StringComparison.Ordinal);
        Assert.Contains("cell 2, line 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_passes_on_stored_outputs_and_fails_on_one_changed_digit()
    {
        var path = Write("01.ipynb", Code("return 3.84615"));
        Assert.Equal(0, (await Tool("run", path, "--in-place", "--output", folder.File("out"))).Code);
        Assert.Equal(0, (await Tool("check", path)).Code);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"3.84615\"", "\"3.84616\"", StringComparison.Ordinal));
        var (code, output, _) = await Tool("check", path);
        Assert.Equal(1, code);
        Assert.Contains("- 3.84616", output, StringComparison.Ordinal);
        Assert.Contains("+ 3.84615", output, StringComparison.Ordinal);
        Assert.Contains("01.ipynb, cell 1 [", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_says_that_a_dib_stores_no_outputs()
    {
        File.WriteAllText(folder.File("a.dib"), "#!csharp\n\nreturn 114\n");
        var (code, output, _) = await Tool("check", folder.File("a.dib"));
        Assert.Equal(0, code);
        Assert.Contains("stores no outputs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_waits_too_long_ends_the_notebook()
    {
        var (code, output, _) = await Tool("run", Write("slow.ipynb", Code("wait")), "--timeout", "0.05", "--output", folder.File("out"));
        Assert.Equal(1, code);
        Assert.Contains("CellTimeout: did not end within 0.05 s", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_answers_130_after_writing_what_was_done()
    {
        using var interruption = new CancellationTokenSource();
        var path = Write("n.ipynb", Code("return 1"), Code("wait"));
        var kernels = new ScriptedKernels { OnWait = interruption.Cancel };
        var (code, output, _) = await Tool(kernels, interruption.Token, "run", path, "--output", folder.File("out"), "--html");
        Assert.Equal(130, code);
        Assert.Contains("interrupted", output, StringComparison.Ordinal);
        Assert.Single(NotebookFile.Read(folder.File("out", "n.ipynb")).Cells[0].Outputs);
        Assert.True(File.Exists(folder.File("out", "index.html")));
    }

    [Fact]
    public async Task A_file_that_is_no_notebook_answers_2_and_the_others_still_run()
    {
        Write("good.ipynb", Code("return 1"));
        File.WriteAllText(folder.File("broken.ipynb"), "{\n  \"cells\": [\n");
        var (code, output, _) = await Tool("run", folder.Path, "--output", folder.File("out"));
        Assert.Equal(2, code);
        Assert.Contains("broken.ipynb, line 3", output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("out", "good.ipynb")));
    }

    [Fact]
    public async Task Convert_goes_both_ways_and_says_what_is_lost()
    {
        var path = Write("a.ipynb", Markdown("# T"), Code("1") with { Outputs = [new CellOutput.Stream("stdout", "x")] });
        var (code, output, _) = await Tool("convert", path, folder.File("a.dib"));
        Assert.Equal(0, code);
        Assert.Contains("1 stored outputs of 1 cells are not kept", output, StringComparison.Ordinal);
        Assert.Equal(0, (await Tool("convert", folder.File("a.dib"), folder.File("b.ipynb"))).Code);
        Assert.Equal(NotebookFile.Read(path).Cells.Select(c => (c.Id, c.Source)), NotebookFile.Read(folder.File("b.ipynb")).Cells.Select(c => (c.Id, c.Source)));
        Assert.Equal(2, (await Tool("convert", path, folder.File("b.ipynb"))).Code);
        Assert.Equal(0, (await Tool("convert", path, folder.File("b.ipynb"), "--force")).Code);
    }

    [Theory]
    [InlineData("no such file", "run", "nowhere.ipynb")]
    [InlineData("expected a number of seconds above 0", "run", ".", "--timeout", "0")]
    [InlineData("--timeout", "run", ".", "--timeout", "NaN")]
    [InlineData("expected a whole number from 1 to 256", "run", ".", "--parallel", "0")]
    [InlineData("roslyn", "run", ".", "--kernel", "other")]
    [InlineData("--nonsense", "run", ".", "--nonsense")]
    [InlineData("expected a file that ends in .ipynb, .dib or .cs", "convert", "a.ipynb", "a.txt")]
    public async Task A_request_that_makes_no_sense_answers_2_with_one_line(string says, params string[] arguments)
    {
        var (code, _, errors) = await Tool(arguments);
        Assert.Equal(2, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.StartsWith("interdealer: ", errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.Count(c => c == '\n'));
    }

    [Fact]
    public async Task The_folder_of_the_notebooks_is_refused_as_output()
    {
        var path = Write("a.ipynb", Code("return 1"));
        var (code, _, errors) = await Tool("run", path, "--output", folder.Path);
        Assert.Equal(2, code);
        Assert.Contains("--in-place", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_act_on_a_terminal_is_shown_as_code_points_wherever_a_message_holds_it()
    {
        var (_, _, errors) = await Tool("run", "no\u001b[31m\u202efile.ipynb");
        Assert.Contains("no<U+001B>[31m<U+202E>file.ipynb", errors, StringComparison.Ordinal);
        var (_, output, _) = await Tool("run", Write("a\u009bb.ipynb", Code("fail \u001b]0;title\u0007")), "--output", folder.File("out"));
        Assert.DoesNotContain(output, c => char.IsControl(c) && c != '\n');
        Assert.Contains("a<U+009B>b.ipynb", output, StringComparison.Ordinal);
        Assert.Contains("<U+001B>]0;title<U+0007>", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_reading_made_otherwise_is_said_by_every_command()
    {
        var path = folder.File("twice.ipynb");
        File.WriteAllText(path, """
            {"cells":[{"cell_type":"code","id":"same","metadata":{},"source":"return 1","outputs":[]},
            {"cell_type":"code","id":"same","metadata":{},"source":"return 1","outputs":[]}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """);
        string[][] commands = [["run", path, "--output", folder.File("out")], ["check", path], ["convert", path, folder.File("twice.dib")]];
        foreach (var command in commands)
        {
            Assert.Contains("have the same id", (await Tool(command)).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Converting_a_notebook_into_itself_is_refused()
    {
        var path = Write("a.ipynb", Code("return 1"));
        Assert.Equal(2, (await Tool("convert", path, Path.Combine(folder.Path, ".", "a.ipynb"), "--force")).Code);
    }

    [Fact]
    public async Task Help_names_the_exit_codes()
    {
        var (code, output, _) = await Tool("run", "--help");
        Assert.Equal(0, code);
        Assert.Contains("130 interrupted", output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kernel_of_dotnet_interactive_is_there()
    {
        await using var kernels = KernelChoice.Create(new KernelRequest("interactive", null, 1));
        Assert.Equal("interactive", kernels.Name);
    }

    string Write(string name, params Cell[] cells)
    {
        NotebookFile.Write(folder.File(name), Notebook(cells));
        return folder.File(name);
    }

    internal static Task<(int Code, string Output, string Errors)> Tool(params string[] arguments) => Tool(new ScriptedKernels(), CancellationToken.None, arguments);

    internal static Task<(int Code, string Output, string Errors)> Tool(Running.ScriptedKernels kernels, CancellationToken cancellation, params string[] arguments) =>
        ToolCall.RunAsync(_ => kernels, cancellation, arguments);
}
