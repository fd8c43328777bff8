using System.Globalization;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;
using Spectre.Console;

namespace Interdealer.Tool;

/// <summary>What the user sees: moving bars on a console that can show them, plain lines where output goes to a file.</summary>
internal sealed class Terminal
{
    // A file has no edge to wrap at and no colours; tables get this many columns.
    const int FileWidth = 160;

    readonly IAnsiConsole console;

    internal Terminal(IAnsiConsole console)
    {
        this.console = console;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = FileWidth;
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }
    }

    /// <summary>Writes a line.</summary>
    internal void Say(string line) => console.Profile.Out.Writer.WriteLine(ShownText.Of(line));

    /// <summary>Whether someone looks on, so that a line may be written over.</summary>
    internal bool IsTerminal => console.Profile.Out.IsTerminal;

    /// <summary>Writes over the line that was written last in this way.</summary>
    internal void WriteOver(string line)
    {
        console.Profile.Out.Writer.Write("\r" + line);
        console.Profile.Out.Writer.Flush();
    }

    /// <summary>Runs something and shows its progress meanwhile.</summary>
    internal async Task<T> FollowAsync<T>(Func<Action<RunProgress>, Task<T>> run)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal)
        {
            return await run(progress =>
            {
                if (progress is RunProgress.Ended ended)
                {
                    Say(string.Create(CultureInfo.InvariantCulture,
                        $"{Words(ended.Run)}: {ended.Path} ({ended.Run.Cells.Count(IsRun)} cells, {ended.Run.Elapsed.TotalSeconds:0.0} s)"));
                }
                else if (progress is RunProgress.Cell { Busy: { } busy })
                {
                    Say($"{busy}: {progress.Path}");
                }
            }).ConfigureAwait(false);
        }

        return await console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var tasks = new Dictionary<int, ProgressTask>();
                return run(progress => Show(context, tasks, progress));
            }).ConfigureAwait(false);
    }

    /// <summary>The closing table and, below it, what stopped the notebooks that did not run to their end.</summary>
    internal void Summarise(IReadOnlyList<NotebookRun> runs, Func<NotebookRun, string?>? remark = null)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("Notebook").AddColumn(new TableColumn("Cells").RightAligned()).AddColumn("Outcome").AddColumn(new TableColumn("Seconds").RightAligned())
            .AddColumn(new TableColumn("First cell, s").RightAligned()).AddColumn(new TableColumn("Later cells, s (median)").RightAligned());
        foreach (var run in runs)
        {
            var (words, colour) = (remark?.Invoke(run) ?? Words(run), run.Outcome switch
            {
                RunOutcome.Succeeded when remark?.Invoke(run) is not "differs" => "green",
                RunOutcome.Interrupted => "yellow",
                _ => "red",
            });
            table.AddRow(
                Markup.Escape(ShownText.Of(Path.GetFileName(run.Path))),
                string.Create(CultureInfo.InvariantCulture, $"{run.Cells.Count(IsRun)}"),
                $"[{colour}]{Markup.Escape(words)}[/]",
                run.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
                run.FirstCell?.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
                run.WarmCell?.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) ?? "");
        }

        console.Write(table);
        foreach (var run in runs)
        {
            foreach (var said in run.Committed?.Remarks ?? [])
            {
                Say($"{run.Path}: {said}");
            }
        }

        foreach (var run in runs.Where(run => run.Outcome != RunOutcome.Succeeded))
        {
            Say(run.Outcome == RunOutcome.Unreadable ? run.Summary : $"{run.Path}: {Words(run)}: {run.Summary}");
            foreach (var line in run.StoppedAt?.Details.Take(12) ?? [])
            {
                Say("    " + line);
            }
        }
    }

    static string Words(NotebookRun run) => HtmlReport.OutcomeWords(run.Outcome);

    static bool IsRun(CellRun cell) => cell.State is not (CellState.Carried or CellState.NotRun);

    static void Show(ProgressContext context, Dictionary<int, ProgressTask> tasks, RunProgress progress)
    {
        var name = Markup.Escape(ShownText.Of(Path.GetFileName(progress.Path)));
        if (!tasks.TryGetValue(progress.Index, out var task))
        {
            tasks[progress.Index] = task = context.AddTask(name);
        }

        if (progress is RunProgress.Cell { Of: > 0 } cell)
        {
            task.MaxValue = cell.Of;
            task.Value = cell.Number - 1;
            task.Description = string.Create(CultureInfo.InvariantCulture, $"{name}, cell {cell.Number} of {cell.Of}{(cell.Busy is null ? "" : ": " + Markup.Escape(cell.Busy))}");
        }
        else if (progress is RunProgress.Ended)
        {
            task.Value = task.MaxValue;
            task.StopTask();
        }
    }
}
