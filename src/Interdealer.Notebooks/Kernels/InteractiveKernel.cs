namespace Interdealer.Notebooks.Kernels;

/// <summary>
/// The C# kernel of .NET Interactive, the engine of Polyglot Notebooks. Its packages are not on every feed and bring dependencies of their own, so it
/// runs in a program of its own, <c>interactive/interdealer-interactive.dll</c> beside this one, which is there when the feeds served them.
/// </summary>
public static class InteractiveKernel
{
    /// <summary>The program beside this one; null where it was not built.</summary>
    public static string? Program { get; } =
        Path.Combine(AppContext.BaseDirectory, "interactive", "interdealer-interactive.dll") is var file && File.Exists(file) ? file : null;

    /// <summary>How its workers are started.</summary>
    /// <param name="repositoryRoot">Folder below which notebooks stand; null outside of any repository.</param>
    /// <param name="warmWorkers">Worker processes kept ready, 1 to 256.</param>
    /// <exception cref="InvalidOperationException">The program was not built.</exception>
    public static KernelOptions Options(string? repositoryRoot, int warmWorkers) =>
        new(repositoryRoot, warmWorkers, WorkerCommand.Managed(Program ?? throw new InvalidOperationException(
            "This build has no .NET Interactive kernel: it needs the package Microsoft.DotNet.Interactive on the feeds.")))
        {
            Name = "interactive",
            // Its formatters and the assemblies its cells load belong to the process: the next notebook would see them.
            NotebooksPerWorker = 1,
        };
}
