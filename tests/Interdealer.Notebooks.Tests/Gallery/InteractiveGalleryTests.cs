using Interdealer.Notebooks.Kernels;
using Interdealer.Notebooks.Running;
using Interdealer.Notebooks.Tests.Kernels;
using Interdealer.Notebooks.Tests.Snapshots;
using Interdealer.Tool;

namespace Interdealer.Notebooks.Tests.Gallery;

/// <summary>Every notebook on the kernel of .NET Interactive: its outputs are the accepted ones, which the embedded kernel is held to as well.</summary>
[Collection("gallery")]
public sealed class InteractiveGalleryTests
{
    // A restore per notebook, and whole notebooks of models; a run that takes longer hangs.
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    [Fact]
    public async Task Every_notebook_puts_out_the_accepted_outputs_on_this_kernel_too()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var kernels = new WorkerKernelFactory(InteractiveKernel.Options(Repository.Root, 2));
        var runs = await NotebookBatch.RunAsync(NotebookGallery.Paths, kernels, new RunOptions(), parallel: 2, cancellation: limit.Token);
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
