using System.Collections.Immutable;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Running;

/// <summary>Runs many notebooks, several at a time; what they share (compilers, restored packages, warm processes) lives in the kernel factory.</summary>
public static class NotebookBatch
{
    /// <summary>Runs notebooks.</summary>
    /// <param name="paths">The files, in the order results are wanted.</param>
    /// <param name="kernels">Starts their kernels.</param>
    /// <param name="options">The bounds of each run.</param>
    /// <param name="parallel">How many run at a time, at least 1.</param>
    /// <param name="onProgress">Called as things happen, one call at a time, from any thread.</param>
    /// <param name="cancellation">Ends the runs; what was done is kept, and notebooks not yet begun say so.</param>
    /// <returns>One result a path, in the order of the paths, whichever ended first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parallel"/> is below 1.</exception>
    public static async Task<ImmutableArray<NotebookRun>> RunAsync(
        IReadOnlyList<string> paths,
        IKernelFactory kernels,
        RunOptions options,
        int parallel,
        Action<RunProgress>? onProgress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        var runner = new NotebookRunner(kernels, options);
        var results = new NotebookRun[paths.Count];
        var gate = new object();
        // The token goes to each run, not to the loop: every notebook gets a result.
        await Parallel.ForAsync(0, paths.Count, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (i, _) =>
        {
            Report(new RunProgress.Cell(i, paths[i], 0, 0));
            results[i] = await runner.RunAsync(paths[i], (cell, of, busy) => Report(new RunProgress.Cell(i, paths[i], cell, of) { Busy = busy }), cancellation).ConfigureAwait(false);
            Report(new RunProgress.Ended(i, paths[i], results[i]));
        }).ConfigureAwait(false);
        return [.. results];

        void Report(RunProgress progress)
        {
            lock (gate)
            {
                onProgress?.Invoke(progress);
            }
        }
    }
}

/// <summary>Something that happened in a batch.</summary>
/// <param name="Index">The notebook's place among the paths, from 0.</param>
/// <param name="Path">The notebook.</param>
public abstract record RunProgress(int Index, string Path)
{
    /// <summary>A cell is about to run, markdown and blank cells not counted; number 0 stands for the start of the notebook.</summary>
    /// <param name="Index">The notebook's place among the paths, from 0.</param>
    /// <param name="Path">The notebook.</param>
    /// <param name="Number">The cell, from 1.</param>
    /// <param name="Of">How many there are.</param>
    public sealed record Cell(int Index, string Path, int Number, int Of) : RunProgress(Index, Path)
    {
        /// <summary>What its kernel is busy with before it runs the cell's own code, such as restoring packages; null for nothing.</summary>
        public string? Busy { get; init; }
    }

    /// <summary>A notebook has ended.</summary>
    /// <param name="Index">The notebook's place among the paths, from 0.</param>
    /// <param name="Path">The notebook.</param>
    /// <param name="Run">What came of it.</param>
    public sealed record Ended(int Index, string Path, NotebookRun Run) : RunProgress(Index, Path);
}
