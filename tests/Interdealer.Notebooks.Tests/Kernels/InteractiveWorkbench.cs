using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>One factory for all tests on the kernel of .NET Interactive, where each notebook has a process of its own, and one notebook a folder for cells that may follow others.</summary>
public sealed class InteractiveWorkbench : IAsyncLifetime
{
    private readonly Lazy<WorkerKernelFactory> _factory = new(() => new WorkerKernelFactory(InteractiveKernel.Options(Workbench.RepositoryRoot, 1)));

    internal IKernelFactory Factory => _factory.Value;

    private readonly Dictionary<string, INotebookKernel> _kernels = new(StringComparer.Ordinal);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        // First: a notebook that ends makes it start a process for the next.
        if (_factory.IsValueCreated)
        {
            await _factory.Value.DisposeAsync();
        }

        foreach (INotebookKernel kernel in _kernels.Values)
        {
            await kernel.DisposeAsync();
        }
    }

    /// <summary>Runs cells behind those that ran in a folder before, which spares them a process, and gives each cell's outcome.</summary>
    internal async Task<List<Outcome>> RunBehindAsync(string folder, params (string Language, string Source)[] cells)
    {
        if (!_kernels.TryGetValue(folder, out INotebookKernel? kernel))
        {
            _kernels[folder] = kernel = await Factory.StartAsync(folder, CancellationToken.None);
        }

        return await RunAsync(kernel, cells);
    }

    /// <summary>The notebook of a folder behind the cells that ran there before, for whoever ends it: the next cells there begin another.</summary>
    internal async Task<INotebookKernel> LastBehindAsync(string folder) =>
        _kernels.Remove(folder, out INotebookKernel? kernel) ? kernel : await Factory.StartAsync(folder, CancellationToken.None);

    /// <summary>Runs cells as a notebook of their own and gives each cell's outcome.</summary>
    internal async Task<List<Outcome>> RunInAsync(string folder, params (string Language, string Source)[] cells)
    {
        await using INotebookKernel kernel = await Factory.StartAsync(folder, CancellationToken.None);
        return await RunAsync(kernel, cells);
    }

    private static async Task<List<Outcome>> RunAsync(INotebookKernel kernel, (string Language, string Source)[] cells)
    {
        var outcomes = new List<Outcome>();
        foreach (var (language, source) in cells)
        {
            outcomes.Add(await Workbench.RunCellAsync(kernel, outcomes.Count + 1, language, source));
        }

        return outcomes;
    }
}

/// <summary>Tests that share these processes; they run one after another.</summary>
[CollectionDefinition("interactive")]
public sealed class InteractiveCollection : ICollectionFixture<InteractiveWorkbench>;
