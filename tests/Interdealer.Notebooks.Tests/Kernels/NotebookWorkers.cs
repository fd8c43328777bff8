using Interdealer.Notebooks.Kernels;

namespace Interdealer.Notebooks.Tests.Kernels;

/// <summary>
/// Workers for all tests that run whole notebooks: two are kept warm, and one that has run a notebook takes the next at once. They end with the process that runs
/// the tests; a command, which ends the workers it is given, is given them as a loan.
/// </summary>
internal sealed class NotebookWorkers : IKernelFactory
{
    private static readonly Lazy<WorkerKernelFactory> Factory = new(() => new(new KernelOptions(Workbench.RepositoryRoot, 2, WorkerCommand.Managed(Workbench.ToolAssembly))));

    private NotebookWorkers()
    {
    }

    internal static IKernelFactory Lent { get; } = new NotebookWorkers();

    public string Name => Factory.Value.Name;

    public Task<INotebookKernel> StartAsync(string workingDirectory, CancellationToken cancellation) => Factory.Value.StartAsync(workingDirectory, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
