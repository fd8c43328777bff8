using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Running;
using static Interdealer.Notebooks.Tests.Running.Scripted;

namespace Interdealer.Notebooks.Tests.Running;

public class NotebookRunnerTests
{
    static Task<NotebookRun> Run(NotebookDocument notebook, RunOptions? options = null, CancellationToken cancellation = default) =>
        new NotebookRunner(new ScriptedKernels(), options ?? new RunOptions()).RunAsync("n.ipynb", notebook, cancellation: cancellation);

    [Fact]
    public async Task Cells_run_in_order_and_their_outputs_are_kept()
    {
        var run = await Run(Notebook(Markdown("# A title"), Code("print a\nprint b\nerror c\nprint d"), Code(" "), Code("return 42")));
        Assert.Equal(RunOutcome.Succeeded, run.Outcome);
        Assert.Equal("A title", run.Title);
        Assert.Equal([CellState.Carried, CellState.Succeeded, CellState.Carried, CellState.Succeeded], run.Cells.Select(c => c.State));
        Assert.Equal([null, 1, null, 2], run.Document!.Cells.Select(c => c.ExecutionCount));
        // a and b are one output: neighbouring writes to one stream join, writes across another stream do not.
        Assert.Equal<CellOutput>(
            [new CellOutput.Stream("stdout", "a\nb\n"), new CellOutput.Stream("stderr", "c\n"), new CellOutput.Stream("stdout", "d\n")],
            run.Document.Cells[1].Outputs.AsEnumerable());
    }

    [Fact]
    public async Task The_first_failing_cell_stops_the_notebook_and_is_named()
    {
        var stale = Code("return 2") with { Outputs = [new CellOutput.Stream("stdout", "old")], ExecutionCount = 7 };
        var run = await Run(Notebook(Markdown("text"), Code(" "), Code("print kept"), Code("print before\nfail too small"), Markdown("text"), stale));
        Assert.Equal(RunOutcome.Failed, run.Outcome);
        // Cells that run count; so the numbers are those a front end shows in brackets.
        Assert.Equal([0, 0, 1, 2, 0, 3], run.Cells.Select(c => c.Number));
        Assert.Equal([CellState.Carried, CellState.Carried, CellState.Succeeded, CellState.Failed, CellState.Carried, CellState.NotRun], run.Cells.Select(c => c.State));
        Assert.Equal(2, run.StoppedAt!.Number);
        Assert.Equal($"cell 2 [{run.Cells[3].Id}] `print before`: System.InvalidOperationException: too small", run.Summary);
        Assert.Equal(2, run.Document!.Cells[3].Outputs.Length);
        Assert.Empty(run.Document.Cells[5].Outputs);
        Assert.Null(run.Document.Cells[5].ExecutionCount);
    }

    [Fact]
    public async Task A_cell_tagged_raises_exception_has_to_fail_and_stops_nothing()
    {
        var fails = await Run(Notebook(Code("fail as announced", "raises-exception"), Code("return 1")));
        Assert.Equal(RunOutcome.Succeeded, fails.Outcome);
        Assert.Equal(CellState.FailedAsAnnounced, fails.Cells[0].State);

        var runs = await Run(Notebook(Code("return 1", "raises-exception"), Code("return 1")));
        Assert.Equal(RunOutcome.Failed, runs.Outcome);
        Assert.Contains("raises-exception", runs.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_runs_too_long_is_ended_and_named()
    {
        var run = await Run(Notebook(Code("print before\nwait"), Code("return 1")), new RunOptions { CellTimeout = TimeSpan.FromMilliseconds(50) });
        Assert.Equal(RunOutcome.TimedOut, run.Outcome);
        Assert.Equal([CellState.TimedOut, CellState.NotRun], run.Cells.Select(c => c.State));
        Assert.Contains("cell 1", run.Summary, StringComparison.Ordinal);
        Assert.Contains("did not end within 0.05 s", run.Summary, StringComparison.Ordinal);
        Assert.Equal(new CellOutput.Stream("stdout", "before\n"), run.Document!.Cells[0].Outputs[0]);
    }

    [Fact]
    public async Task An_interruption_keeps_what_was_done_and_names_the_cell()
    {
        using var interruption = new CancellationTokenSource();
        var kernels = new ScriptedKernels { OnWait = interruption.Cancel };
        var run = await new NotebookRunner(kernels, new RunOptions()).RunAsync(
            "n.ipynb", Notebook(Code("return 1"), Code("print x\nwait"), Code("return 3")), cancellation: interruption.Token);
        Assert.Equal(RunOutcome.Interrupted, run.Outcome);
        Assert.Equal([CellState.Succeeded, CellState.Interrupted, CellState.NotRun], run.Cells.Select(c => c.State));
        Assert.Contains("cell 2", run.Summary, StringComparison.Ordinal);
        Assert.Single(run.Document!.Cells[0].Outputs);
    }

    [Fact]
    public async Task A_million_lines_fail_the_cell_and_are_cut_in_the_middle()
    {
        var run = await Run(Notebook(Code("lines 1000000"), Code("return 1")));
        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.Contains("OutputLimitExceeded", run.Summary, StringComparison.Ordinal);
        Assert.Contains("1000000 characters", run.Summary, StringComparison.Ordinal);
        var outputs = run.Document!.Cells[0].Outputs;
        Assert.StartsWith("line 0\nline 1\n", ((CellOutput.Stream)outputs[0]).Text, StringComparison.Ordinal);
        Assert.EndsWith("line 999999\n", outputs.OfType<CellOutput.Stream>().Last().Text, StringComparison.Ordinal);
        Assert.True(IpynbFormat.Write(run.Document).Length < 2_000_000);
        // Nothing vanishes uncounted: kept characters and those the message counts are all that was written.
        // 10 lines of 7 characters, 90 of 8, 900 of 9, 9000 of 10, 90000 of 11, 900000 of 12.
        const long written = (10 * 7) + (90 * 8) + (900 * 9) + (9_000 * 10) + (90_000L * 11) + (900_000L * 12);
        var kept = outputs.OfType<CellOutput.Stream>().Where(s => s.Name == "stdout").Sum(s => (long)s.Text.Length);
        Assert.Contains($"({written - kept} characters)", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_within_the_limit_is_whole_wherever_the_cut_would_be()
    {
        for (var lines = 1; lines <= 40; lines++)
        {
            // At most 30 lines of 7 and 8 characters fit 230 characters: 10·7 + 20·8 = 230.
            var run = await Run(Notebook(Code($"lines {lines}")), new RunOptions { OutputLimit = new OutputLimit { StreamCharacters = 230 } });
            Assert.Equal(lines <= 30 ? RunOutcome.Succeeded : RunOutcome.Failed, run.Outcome);
            if (lines <= 30)
            {
                Assert.Equal(string.Concat(Enumerable.Range(0, lines).Select(i => $"line {i}\n")), Assert.IsType<CellOutput.Stream>(Assert.Single(run.Document!.Cells[0].Outputs)).Text);
            }
        }
    }

    [Fact]
    public async Task Too_much_data_fails_the_cell_too()
    {
        var run = await Run(Notebook(Code("show text/html " + new string('x', 100))), new RunOptions { OutputLimit = new OutputLimit { DataCharacters = 100 } });
        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.Contains("100 characters", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kernel_that_breaks_is_the_failure_of_its_cell()
    {
        var run = await Run(Notebook(Code("crash")));
        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.Contains("the worker is gone", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_notebooks_give_results_in_the_order_asked_for()
    {
        using var folder = new TemporaryFolder();
        var paths = Enumerable.Range(0, 8).Select(i => folder.File($"{i}.ipynb")).ToArray();
        foreach (var (path, i) in paths.Select((path, i) => (path, i)))
        {
            NotebookFile.Write(path, Notebook(Code($"return {i}")));
        }

        File.WriteAllText(paths[3], "{ this is not JSON");
        var kernels = new ScriptedKernels();
        var ended = new List<int>();
        var runs = await NotebookBatch.RunAsync(paths, kernels, new RunOptions(), 4, progress => { if (progress is RunProgress.Ended e) { ended.Add(e.Index); } });
        Assert.Equal(paths, runs.Select(run => run.Path));
        Assert.Equal(RunOutcome.Unreadable, runs[3].Outcome);
        Assert.Contains("3.ipynb, line 1", runs[3].Summary, StringComparison.Ordinal);
        Assert.Equal(7, runs.Count(run => run.Outcome == RunOutcome.Succeeded));
        Assert.Equal(7, kernels.Started);
        Assert.Equal(Enumerable.Range(0, 8), ended.Order());
    }

    [Fact]
    public async Task What_a_kernel_is_busy_with_is_told_to_those_who_wait_and_never_stored()
    {
        using var folder = new TemporaryFolder();
        NotebookFile.Write(folder.File("a.ipynb"), Notebook(Code("busy restoring Interdealer.All\nreturn 1")));
        var told = new List<string?>();
        var runs = await NotebookBatch.RunAsync([folder.File("a.ipynb")], new ScriptedKernels(), new RunOptions(), 1, progress => told.Add((progress as RunProgress.Cell)?.Busy));
        Assert.Equal([null, null, "restoring Interdealer.All", null], told);
        Assert.IsType<CellOutput.Result>(Assert.Single(runs[0].Document!.Cells[0].Outputs));
    }
}
