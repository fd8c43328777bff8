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

    /// <summary>How many notebooks one process runs, one after another, at least 1: 1 where it cannot keep the code of one from the next.</summary>
    public int NotebooksPerWorker { get; init; } = 32;
}

/// <summary>A program and the arguments that make it serve cells; the connection's own arguments are added behind them.</summary>
/// <param name="FileName">Program to start.</param>
/// <param name="Arguments">Arguments, not quoted.</param>
public sealed record WorkerCommand(string FileName, ImmutableArray<string> Arguments)
{
    /// <summary>This process's own program with its <c>worker</c> command: <c>interdealer worker</c>, or <c>dotnet interdealer-tool.dll worker</c>.</summary>
    /// <exception cref="InvalidOperationException">The running program cannot be named (no entry assembly or no process path).</exception>
    public static WorkerCommand Self()
    {
        string program = Environment.ProcessPath
            ?? throw new InvalidOperationException("The path of the running program is unknown: give KernelOptions.Worker the program that serves cells.");
        if (!Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            return new WorkerCommand(program, ["worker"]);
        }

        string entry = Assembly.GetEntryAssembly()?.Location
            ?? throw new InvalidOperationException("The entry assembly is unknown: give KernelOptions.Worker the program that serves cells.");
        return new WorkerCommand(program, [entry, "worker"]);
    }

    /// <summary>A managed program run by the same <c>dotnet</c> host that runs this process.</summary>
    /// <param name="entryAssembly">Path of the program's dll.</param>
    public static WorkerCommand Managed(string entryAssembly)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(entryAssembly);
        return new WorkerCommand(DotnetHost.Path, [entryAssembly, "worker"]);
    }
}
