using Interdealer.Notebooks.Documents;
using static Interdealer.Notebooks.Tests.Running.Scripted;

namespace Interdealer.Notebooks.Tests.Tool;

/// <summary>What <c>run</c> replaces and what it leaves alone.</summary>
public sealed class OutputTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_same_command_twice_replaces_its_own_outputs()
    {
        var input = Write("01.ipynb", Code("return 1"));
        string[] command = ["run", input, "--output", folder.File("out"), "--html"];
        Assert.Equal((0, ""), CodeAndErrors(await CommandLineTests.Tool(command)));
        NotebookFile.Write(input, Notebook(Code("return 2")));
        Assert.Equal((0, ""), CodeAndErrors(await CommandLineTests.Tool(command)));
        Assert.Contains("\"2\"", File.ReadAllText(folder.File("out", "01.ipynb")), StringComparison.Ordinal);
        Assert.Equal((0, ""), CodeAndErrors(await CommandLineTests.Tool(command)));
    }

    [Theory]
    [InlineData("01.ipynb", "{}")]
    [InlineData("01.html", "my page")]
    [InlineData("index.html", "my page")]
    [InlineData("assets/report.css", "mine")]
    [InlineData("01.ipynb", "")]
    public async Task A_file_that_no_run_wrote_is_refused_before_anything_runs_and_replaced_by_force(string name, string content)
    {
        var input = Write("01.ipynb", Code("return 1"));
        var file = folder.File(["out", .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        string[] command = ["run", input, "--output", folder.File("out"), "--html"];
        var (code, output, errors) = await CommandLineTests.Tool(command);
        Assert.Equal(2, code);
        Assert.Contains(name, errors, StringComparison.Ordinal);
        Assert.Contains("--force", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("ran", output, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(file));
        Assert.Equal((0, ""), CodeAndErrors(await CommandLineTests.Tool([.. command, "--force"])));
        Assert.NotEqual(content, File.ReadAllText(file));
        Assert.Equal((0, ""), CodeAndErrors(await CommandLineTests.Tool(command)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_folder_that_a_killed_run_left_with_nothing_in_it_goes_with_the_next(bool left, bool stays)
    {
        var input = Write("01.ipynb", Code("return 1"));
        Directory.CreateDirectory(folder.File("out"));
        if (left)
        {
            File.WriteAllText(folder.File("out", ".interdealer-outputs"), "");
        }

        Assert.Equal(0, (await CommandLineTests.Tool(["run", input, "--in-place", "--output", folder.File("out")])).Code);
        Assert.Equal(stays, Directory.Exists(folder.File("out")));
    }

    [Fact]
    public async Task An_output_that_was_edited_since_is_somebodys_own()
    {
        var input = Write("01.ipynb", Code("return 1"));
        string[] command = ["run", input, "--output", folder.File("out")];
        Assert.Equal(0, (await CommandLineTests.Tool(command)).Code);
        File.AppendAllText(folder.File("out", "01.ipynb"), "\n");
        Assert.Equal(2, (await CommandLineTests.Tool(command)).Code);
    }

    [Theory]
    [InlineData("out", "--output")]
    [InlineData("out/01.ipynb/", "01.ipynb")]
    [InlineData("out/index.html/", "index.html")]
    [InlineData("out/assets", "assets")]
    public async Task A_file_where_a_folder_is_wanted_and_a_folder_where_a_file_is_are_refused_before_anything_runs(string there, string says)
    {
        var input = Write("01.ipynb", Code("return 1"));
        var path = folder.File(there.TrimEnd('/').Split('/'));
        Directory.CreateDirectory(there.EndsWith('/') ? path : Path.GetDirectoryName(path)!);
        if (!there.EndsWith('/'))
        {
            File.WriteAllText(path, "mine");
        }

        var (code, output, errors) = await CommandLineTests.Tool("run", input, "--output", folder.File("out"), "--html", "--force");
        Assert.Equal(2, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("ran", output, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("--output", "/proc/self/out")]
    [InlineData("--output", "/proc/self")]
    public async Task A_place_that_cannot_be_written_is_refused_before_anything_runs(params string[] where)
    {
        var (code, output, errors) = await CommandLineTests.Tool(["run", Write("01.ipynb", Code("return 1")), .. where]);
        Assert.Equal(2, code);
        Assert.Contains("cannot be written", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("ran", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_at_once_do_not_write_into_one_folder()
    {
        var first = Write("01.ipynb", Code("wait"));
        using var interruption = new CancellationTokenSource();
        (int Code, string Output, string Errors)? second = null;
        var kernels = new Running.ScriptedKernels
        {
            OnWait = () =>
            {
                second = CommandLineTests.Tool("run", Write("02.ipynb", Code("return 1")), "--output", folder.File("out")).GetAwaiter().GetResult();
                interruption.Cancel();
            },
        };
        Assert.Equal(130, (await CommandLineTests.Tool(kernels, interruption.Token, "run", first, "--output", folder.File("out"))).Code);
        Assert.Equal(2, second!.Value.Code);
        Assert.Contains("used by another process", second.Value.Errors, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task In_place_a_link_stays_a_link_and_its_notebook_gets_the_outputs()
    {
        var target = Write("real.ipynb", Code("return 1"));
        var link = folder.File("linked", "link.ipynb");
        Directory.CreateDirectory(folder.File("linked"));
        File.CreateSymbolicLink(link, Path.Combine("..", "real.ipynb"));
        Assert.Equal(0, (await CommandLineTests.Tool("run", link, "--in-place", "--output", folder.File("out"))).Code);
        Assert.Equal(Path.Combine("..", "real.ipynb"), new FileInfo(link).LinkTarget);
        Assert.Single(NotebookFile.Read(target).Cells[0].Outputs);
        Assert.Equal(["link.ipynb"], Directory.GetFileSystemEntries(folder.File("linked")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task In_place_a_notebook_that_was_saved_meanwhile_is_left_as_it_is()
    {
        var path = Write("01.ipynb", Code("return 1"), Code("wait"), Code("return 3"));
        var saved = Notebook(Code("return 1"), Code("return 2"));
        var edited = Write("02.ipynb", Code("return 7"));
        using var interruption = new CancellationTokenSource();
        var kernels = new Running.ScriptedKernels
        {
            OnWait = () =>
            {
                NotebookFile.Write(edited, saved);
                interruption.Cancel();
            },
        };
        // The second has ended before the first waits.
        var (_, output, _) = await CommandLineTests.Tool(kernels, interruption.Token, "run", edited, path, "--in-place", "--parallel", "1", "--output", folder.File("out"));
        Assert.Contains("was changed while it ran", output, StringComparison.Ordinal);
        Assert.Equal(2, NotebookFile.Read(edited).Cells.Length);
        Assert.Single(NotebookFile.Read(folder.File("out", "02.ipynb")).Cells[0].Outputs);
    }

    [Fact]
    public void What_a_killed_process_left_beside_a_file_goes_and_other_files_stay()
    {
        var path = Write("01.ipynb", Code("return 1"));
        var left = folder.File(".01.ipynb.999999999-1.tmp");
        var living = folder.File(FormattableString.Invariant($".01.ipynb.{Environment.ProcessId}-99999.tmp"));
        string[] others = [folder.File(".01.ipynb.mine.tmp"), folder.File("01.ipynb.tmp"), living];
        Array.ForEach([left, .. others], file => File.WriteAllText(file, "x"));
        NotebookFile.Write(path, Notebook(Code("return 2")));
        Assert.False(File.Exists(left));
        Assert.All(others, file => Assert.True(File.Exists(file)));
    }

    static (int, string) CodeAndErrors((int Code, string Output, string Errors) ended) => (ended.Code, ended.Errors);

    string Write(string name, params Cell[] cells)
    {
        NotebookFile.Write(folder.File(name), Notebook(cells));
        return folder.File(name);
    }
}
