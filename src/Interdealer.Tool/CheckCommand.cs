using System.Globalization;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Running;

namespace Interdealer.Tool;

/// <summary><c>interdealer check</c>.</summary>
internal sealed class CheckCommand(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels)
{
    // Past these a reader wants the count, not the text.
    const int MostDifferences = 20;

    /// <summary>Runs the notebooks and says where their outputs are not the stored ones.</summary>
    internal async Task<int> ExecuteAsync(RunRequest request, CancellationToken cancellation)
    {
        var runs = await request.RunAsync(terminal, kernels, cancellation).ConfigureAwait(false);
        var differences = runs.ToDictionary(run => run, Differences);
        terminal.Summarise(runs, run => Word(run, differences[run].Count));
        foreach (var run in runs)
        {
            foreach (var difference in differences[run].Take(MostDifferences))
            {
                terminal.Say(difference.ToString());
            }

            if (differences[run].Count > MostDifferences)
            {
                terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{run.Path}: {differences[run].Count - MostDifferences} more differences"));
            }
        }

        var stale = runs.Where(run => differences[run].Count > 0).ToArray();
        if (stale.Length > 0)
        {
            terminal.Say($"To store the outputs of now: interdealer run --in-place {string.Join(' ', stale.Select(run => run.Path))}");
        }

        var code = RunRequest.ExitCodeOf(runs);
        return code == ExitCode.Success && stale.Length > 0 ? ExitCode.NotebookFailed : code;
    }

    static IReadOnlyList<OutputDifference> Differences(NotebookRun run) =>
        run is { Outcome: RunOutcome.Succeeded, Committed: { } committed, Document: { } executed } && NotebookFile.IsIpynb(run.Path)
            ? Comparison.Compare(run.Path, committed, executed)
            : [];

    static string? Word(NotebookRun run, int differences) =>
        run.Outcome != RunOutcome.Succeeded ? null
        : NotebookFile.IsDib(run.Path) ? "ran (a .dib stores no outputs to compare)"
        : differences > 0 ? "differs"
        : "same";
}
