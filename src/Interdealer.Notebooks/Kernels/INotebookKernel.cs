using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Kernels;

/// <summary>Runs the cells of one notebook, in order, in clean state: variables of one notebook are never seen by another.</summary>
public interface INotebookKernel : IAsyncDisposable
{
    /// <summary>Runs one code cell and reports its outputs as they come.</summary>
    /// <param name="cell">The cell; its language decides who runs it.</param>
    /// <param name="executionCount">Place in the order of execution, from 1.</param>
    /// <param name="onOutput">Called with each output, in order, while the cell runs; an output of the same stream right after another continues it.</param>
    /// <param name="cancellation">Ends the cell. A kernel that had to be torn down for it answers <see cref="CellStatus.Cancelled"/> and refuses further cells.</param>
    /// <returns>How the cell ended.</returns>
    Task<CellStatus> RunAsync(Cell cell, int executionCount, Action<CellOutput> onOutput, CancellationToken cancellation);
}

/// <summary>Starts kernels. What can be shared between notebooks (compilers, metadata, restored packages, warm processes) lives here.</summary>
public interface IKernelFactory : IAsyncDisposable
{
    /// <summary>Name shown to people and written to reports: <c>roslyn</c> or <c>interactive</c>.</summary>
    string Name { get; }

    /// <summary>Starts a kernel for one notebook.</summary>
    /// <param name="workingDirectory">The notebook's own folder: relative paths in cells and directives are taken from here.</param>
    /// <param name="cancellation">Ends the start.</param>
    Task<INotebookKernel> StartAsync(string workingDirectory, CancellationToken cancellation);
}

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It did not compile, threw, or named something unknown; the last output is the error.</summary>
    Failed,

    /// <summary>It was stopped from outside (time-out or Ctrl-C).</summary>
    Cancelled,
}
