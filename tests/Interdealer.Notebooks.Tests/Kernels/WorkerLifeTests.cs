using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Tests.Kernels;

[Collection("kernels")]
public sealed class WorkerLifeTests(Workbench bench)
{
    [Fact]
    public async Task A_second_notebook_in_the_same_process_sees_nothing_of_the_first()
    {
        var first = await bench.RunAsync(
            """
            int secret = 1;
            Environment.SetEnvironmentVariable("LEFT_BEHIND", "1");
            Directory.SetCurrentDirectory("/");
            Console.SetOut(TextWriter.Null);
            System.Globalization.CultureInfo.DefaultThreadCurrentCulture = new System.Globalization.CultureInfo("de-DE");
            """,
            "Environment.ProcessId");
        var second = await bench.RunAsync(
            "secret",
            "Environment.GetEnvironmentVariable(\"LEFT_BEHIND\") ?? \"clean\"",
            "Console.Write(System.Globalization.CultureInfo.CurrentCulture.Name); Path.GetFullPath(\".\") == Path.GetFullPath(Path.GetTempPath()).TrimEnd('/')",
            "Environment.ProcessId");

        Assert.StartsWith("cell 1, line 1: CS0103", second[0].Fails().Message, StringComparison.Ordinal);
        Assert.Equal("clean", second[1].Succeeds().Result);
        Assert.Equal("", second[2].Succeeds().Streams());
        Assert.Equal("True", second[2].Result);
        Assert.Equal(first[1].Succeeds().Result, second[3].Succeeds().Result);
    }

    [Fact]
    public async Task A_thread_left_behind_cannot_speak_in_the_next_notebook()
    {
        await bench.RunAsync("_ = Task.Run(async () => { for (int i = 0; i < 40; i++) { await Task.Delay(10); Console.WriteLine(\"ghost\"); } });");
        var second = await bench.RunAsync("await Task.Delay(200);\nConsole.Write(\"mine\");");

        Assert.Equal("[stdout]mine", second[0].Succeeds().Streams());
    }

    [Theory]
    [InlineData("Environment.Exit(3);", "exit code 3")]
    [InlineData("int Down(int n) => 1 + Down(n + 1);\nDown(0)", "exit code 134")]
    [InlineData("Environment.FailFast(\"enough\");", "exit code 134")]
    public async Task A_cell_that_ends_its_process_is_reported_and_the_next_notebook_runs(string source, string expected)
    {
        await using INotebookKernel kernel = await bench.Factory.StartAsync(Path.GetTempPath(), CancellationToken.None);
        Outcome said = await Workbench.RunCellAsync(kernel, 1, "csharp", "Console.Write(\"before\");");
        Outcome died = await Workbench.RunCellAsync(kernel, 2, "csharp", source);

        Assert.Equal("[stdout]before", said.Succeeds().Streams());
        Assert.Equal("ProcessEnded", died.Fails().Name);
        Assert.InRange(died.Streams().Count(c => c == '\n'), 0, 100);
        Assert.StartsWith("cell 2: the process that ran the notebook ended with " + expected, died.Error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Workbench.RunCellAsync(kernel, 3, "csharp", "1"));

        await kernel.DisposeAsync();
        Assert.Equal("2", (await bench.RunAsync("1 + 1"))[0].Succeeds().Result);
    }

    [Fact]
    public void Of_a_stack_that_overflowed_the_first_frames_are_kept()
    {
        var trace = new OverflowTrace();
        Assert.Equal("warning\n", trace.Take("warning\n"));
        Assert.Equal("Stack overflow.", trace.Take("Stack overflow."));
        Assert.Equal("\n   at F", trace.Take("\n   at F"));
        string frames = string.Concat(Enumerable.Range(0, 300_000).Select(i => FormattableString.Invariant($"   at F{i}\n")));
        string kept = trace.Take("()\n" + frames);
        Assert.EndsWith("   at F36\n   at F37\n   …\n", kept, StringComparison.Ordinal);
        Assert.Equal("", trace.Take(frames));
    }

    [Theory]
    [InlineData("Console.Write(\"started\");\nwhile (true) { }")]
    [InlineData("Console.Write(\"started\");\nawait Task.Delay(-1);")]
    [InlineData("try { Console.Write(\"started\"); Thread.Sleep(-1); } finally { Thread.Sleep(-1); }")]
    public async Task A_cell_without_end_is_stopped_from_outside_and_keeps_what_it_printed(string source)
    {
        await using INotebookKernel kernel = await bench.Factory.StartAsync(Path.GetTempPath(), CancellationToken.None);
        (await Workbench.RunCellAsync(kernel, 1, "csharp", "1")).Succeeds();
        using var stop = new CancellationTokenSource();
        Outcome stopped = await Workbench.RunCellAsync(kernel, 2, "csharp", source, _ => stop.Cancel(), stop.Token);

        Assert.Equal(CellStatus.Cancelled, stopped.Status);
        Assert.Equal("[stdout]started", stopped.Streams());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Workbench.RunCellAsync(kernel, 3, "csharp", "1"));
    }

    [Fact]
    public async Task A_program_that_is_no_worker_is_named_in_the_error()
    {
        await using var factory = new WorkerKernelFactory(new KernelOptions(null, 1, new WorkerCommand("dotnet", ["--version"])));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => factory.StartAsync(Path.GetTempPath(), CancellationToken.None));
        Assert.Contains("dotnet --version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_options_and_folders_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerKernelFactory(new KernelOptions(WarmWorkers: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerKernelFactory(new KernelOptions { NotebooksPerWorker = 0 }));
        Assert.Throws<DirectoryNotFoundException>(() => new WorkerKernelFactory(new KernelOptions("/no/such/folder")));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => bench.Factory.StartAsync("/no/such/folder", CancellationToken.None));
    }
}
