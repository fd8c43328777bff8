using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Running;

namespace Interdealer.Tool;

/// <summary>What <c>run</c> and <c>check</c> were asked to run, and how.</summary>
/// <param name="Paths">The notebooks.</param>
/// <param name="Kernel">Name of the kernel.</param>
/// <param name="Timeout">How long one cell may run.</param>
/// <param name="Parallel">How many notebooks run at a time.</param>
internal sealed record RunRequest(IReadOnlyList<string> Paths, string Kernel, TimeSpan Timeout, int Parallel)
{
    /// <summary>Runs the notebooks and shows the progress.</summary>
    internal async Task<IReadOnlyList<NotebookRun>> RunAsync(Terminal terminal, Func<KernelRequest, IKernelFactory> kernels, CancellationToken cancellation)
    {
        var root = Checkout.RootOf(Paths[0]);
        var options = new RunOptions { CellTimeout = Timeout };
        var factory = kernels(new KernelRequest(Kernel, root, Math.Min(Parallel, Paths.Count)));
        await using (factory.ConfigureAwait(false))
        {
            return await terminal.FollowAsync(async progress =>
                (IReadOnlyList<NotebookRun>)await NotebookBatch.RunAsync(Paths, factory, options, Parallel, progress, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>The exit code runs amount to.</summary>
    internal static int ExitCodeOf(IEnumerable<NotebookRun> runs)
    {
        var outcomes = runs.Select(run => run.Outcome).ToHashSet();
        return outcomes.Contains(RunOutcome.Interrupted) ? ExitCode.Interrupted
            : outcomes.Contains(RunOutcome.Unreadable) ? ExitCode.Unusable
            : outcomes.Contains(RunOutcome.Failed) || outcomes.Contains(RunOutcome.TimedOut) ? ExitCode.NotebookFailed
            : ExitCode.Success;
    }
}
