using System.Runtime.InteropServices;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Tool;

/// <summary>What a run wants of its kernels.</summary>
/// <param name="Name"><c>roslyn</c> or <c>interactive</c>.</param>
/// <param name="RepositoryRoot">The checkout whose NuGet.config restores packages; null outside of one.</param>
/// <param name="Parallel">How many notebooks run at a time.</param>
internal sealed record KernelRequest(string Name, string? RepositoryRoot, int Parallel);

/// <summary>The one place that knows which kernels there are.</summary>
internal static class KernelChoice
{
    internal const string Roslyn = "roslyn";
    internal const string Interactive = "interactive";

    /// <summary>Starts the factory of the kernel asked for.</summary>
    /// <exception cref="UsageException">This build has no such kernel.</exception>
    internal static IKernelFactory Create(KernelRequest request) => request.Name switch
    {
        Roslyn => new WorkerKernelFactory(new KernelOptions(request.RepositoryRoot, request.Parallel)),
        Interactive => new WorkerKernelFactory(InteractiveKernel.Options(request.RepositoryRoot, request.Parallel)),
        _ => throw new UsageException($"--kernel is \"{request.Name}\"; expected {Roslyn} or {Interactive}"),
    };

    /// <summary>Serves cells to the process that started this one; the hidden command <c>worker</c>.</summary>
    internal static async Task<int> ServeCellsAsync(string[] arguments)
    {
        // A terminal's Ctrl-C reaches every process at once; what it means for a cell is for the process that started this one to say.
        using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        return await WorkerHost.RunAsync(arguments).ConfigureAwait(false);
    }
}
