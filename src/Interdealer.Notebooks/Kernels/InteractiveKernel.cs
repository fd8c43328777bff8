namespace Interdealer.Notebooks.Kernels;

/// <summary>
/// The C# kernel of .NET Interactive, the engine of Polyglot Notebooks. Its packages bring dependencies of their own, so it runs in a program of its own,
/// <c>interactive/interdealer-interactive.dll</c> beside the command interdealer.
/// </summary>
public static class InteractiveKernel
{
    static string Program => Path.Combine(AppContext.BaseDirectory, "interactive", "interdealer-interactive.dll");

    /// <summary>How its workers are started.</summary>
    /// <param name="repositoryRoot">Folder below which notebooks stand; null outside of any repository.</param>
    /// <param name="warmWorkers">Worker processes kept ready, 1 to 256.</param>
    /// <exception cref="InvalidOperationException">The program is not there.</exception>
    public static KernelOptions Options(string? repositoryRoot, int warmWorkers) =>
        new(repositoryRoot, warmWorkers, WorkerCommand.Managed(File.Exists(Program) ? Program : throw new InvalidOperationException(
            $"{Program} is not there: the kernel of .NET Interactive comes with the command interdealer.")))
        {
            Name = "interactive",
            // Its formatters and the assemblies its cells load belong to the process: the next notebook would see them.
            NotebooksPerWorker = 1,
        };
}
