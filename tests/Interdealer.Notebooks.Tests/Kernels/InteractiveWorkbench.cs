using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>One factory for all tests on the kernel of .NET Interactive; each notebook has a process of its own.</summary>
public sealed class InteractiveWorkbench : IAsyncDisposable
{
    private readonly Lazy<WorkerKernelFactory> _factory = new(() => new WorkerKernelFactory(InteractiveKernel.Options(Workbench.RepositoryRoot, 1)));

    internal IKernelFactory Factory => _factory.Value;

    public ValueTask DisposeAsync() => _factory.IsValueCreated ? _factory.Value.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Runs cells as one notebook and gives each cell's outcome.</summary>
    internal async Task<List<Outcome>> RunInAsync(string folder, params (string Language, string Source)[] cells)
    {
        await using INotebookKernel kernel = await Factory.StartAsync(folder, CancellationToken.None);
        var outcomes = new List<Outcome>();
        foreach (var (language, source) in cells)
        {
            outcomes.Add(await Workbench.RunCellAsync(kernel, outcomes.Count + 1, language, source));
        }

        return outcomes;
    }
}
