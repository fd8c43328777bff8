using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Kernels;
using Interdealer.Notebooks.Tests.Snapshots;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>
/// Notebooks on the kernel of .NET Interactive: their outputs are the accepted ones, which the embedded kernel is held to as well. Three of them, of both formats and
/// with frames and charts of other packages; every one where INTERDEALER_ALL_NOTEBOOKS is 1.
/// </summary>
[Collection("interactive")]
public sealed class InteractiveGalleryTests(InteractiveWorkbench bench)
{
    static readonly string[] Some = ["01-dealer-prime.ipynb", "03-repo-haircuts.dib", "18-deedle-frames.ipynb"];

    // A restore per notebook, and whole notebooks of models; a run that takes longer hangs.
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    [Fact]
    public async Task Notebooks_put_out_the_accepted_outputs_on_this_kernel_too()
    {
        var all = Environment.GetEnvironmentVariable("INTERDEALER_ALL_NOTEBOOKS") == "1";
        string[] paths = [.. NotebookGallery.Paths.Where(path => all || Some.Contains(Path.GetFileName(path)))];
        Assert.True(paths.Length >= Some.Length);
        using var limit = new CancellationTokenSource(Limit);
        var runs = await NotebookBatch.RunAsync(paths, bench.Factory, new RunOptions(), parallel: 2, cancellation: limit.Token);
        Assert.False(limit.IsCancellationRequested, $"the notebooks did not end within {Limit.TotalMinutes} minutes");
        var problems = runs.Select(Problem).OfType<string>().ToArray();
        Assert.True(problems.Length == 0, string.Join("\n\n", problems));
    }

    static string? Problem(NotebookRun run)
    {
        if (run.Outcome != RunOutcome.Succeeded)
        {
            return $"{run.Path}: {run.Summary}";
        }

        var accepted = SnapshotFile.Accepted($"NotebookTests.Outputs_are_the_accepted_ones_notebook={Path.GetFileNameWithoutExtension(run.Path)}");
        var here = Snapshot.Of(run.Document!);
        return accepted == here ? null : $"{run.Path}:\n{string.Join('\n', LineDifference.Show(accepted ?? "", here))}";
    }
}
