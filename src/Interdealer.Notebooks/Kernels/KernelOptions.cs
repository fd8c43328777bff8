using System.Collections.Immutable;
using System.Reflection;

namespace Interdealer.Notebooks.Kernels;

/// <summary>How kernels in worker processes are started; as it stands, the embedded one.</summary>
/// <param name="RepositoryRoot">
/// Folder whose <c>NuGet.config</c> applies and below which restored packages are noted (<c>artifacts/restore</c>);
/// null when notebooks stand outside of any repository, then the notebook's own folder decides which configuration applies.
/// </param>
/// <param name="WarmWorkers">Worker processes kept ready, at least 1.</param>
/// <param name="Worker">Program that serves cells; null for this very program's hidden <c>worker</c> command.</param>
public sealed record KernelOptions(string? RepositoryRoot = null, int WarmWorkers = 1, WorkerCommand? Worker = null)
{
    /// <summary>Name shown to people and written to reports.</summary>
    public string Name { get; init; } = "roslyn";

    /// <summary>Whether a person works with the notebooks: what editors ask is prepared for then, after the compiler.</summary>
    public bool Live { get; init; }

    /// <summary>How many notebooks one process runs, one after another, at least 1: 1 where it cannot keep the code of one from the next.</summary>
    public int NotebooksPerWorker { get; init; } = 32;
}

/// <summary>A program and the arguments that make it serve cells; the connection's own arguments are added behind them.</summary>
/// <param name="FileName">Program to start.</param>
/// <param name="Arguments">Arguments, not quoted.</param>
public sealed record WorkerCommand(string FileName, ImmutableArray<string> Arguments)
{
    // Beside a program that uses more than its workers may: what they find by themselves. A cell's packages must not meet the program's own copies.
    private const string Dependencies = "interdealer-worker.deps.json";

    /// <summary>This process's own program with its <c>worker</c> command.</summary>
    /// <exception cref="InvalidOperationException">The running program cannot be named (no entry assembly and no process path).</exception>
    public static WorkerCommand Self() => Assembly.GetEntryAssembly()?.Location is { Length: > 0 } entry
        ? Managed(entry)
        : new WorkerCommand(
            Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running program is unknown: give KernelOptions.Worker the program that serves cells."),
            ["worker"]);

    /// <summary>A managed program run by the same <c>dotnet</c> host that runs this process.</summary>
    /// <param name="entryAssembly">Path of the program's dll; where an <c>interdealer-worker.deps.json</c> lies beside it, the worker finds only what that names.</param>
    public static WorkerCommand Managed(string entryAssembly)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(entryAssembly);
        var dependencies = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(entryAssembly))!, Dependencies);
        return new WorkerCommand(DotnetHost.Path, File.Exists(dependencies)
            ? ["exec", "--depsfile", dependencies, "--runtimeconfig", Path.ChangeExtension(entryAssembly, ".runtimeconfig.json"), entryAssembly, "worker"]
            : [entryAssembly, "worker"]);
    }
}
