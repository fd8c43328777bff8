using System.Diagnostics;
using System.Text;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Tool;

/// <summary>The real <c>interdealer</c>, as a process of its own.</summary>
internal static class ToolProcess
{
    // Far above what any of these runs takes; a run that does not end by then is a failed test, not a hanging one.
    static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code and everything it wrote.</returns>
    internal static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await EndAsync(process);
    }

    /// <summary>Starts it and leaves the rest to the caller.</summary>
    internal static Process Start(params string[] arguments) => Start(Process, arguments);

    /// <summary>Starts it as a terminal does: leader of a group of processes, with Ctrl-C not ignored.</summary>
    internal static Process StartInGroup(params string[] arguments) =>
        Start(new ProcessStartInfo("setsid"), ["env", "--default-signal=INT", Process.FileName, Workbench.ToolAssembly, .. arguments]);

    /// <summary>Waits for its end.</summary>
    internal static async Task<(int Code, string Output)> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var bound = new CancellationTokenSource(Bound);
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"interdealer did not end within {Bound}: {await output}{await errors}");
        }

        return (process.ExitCode, await output + await errors);
    }

    static ProcessStartInfo Process => new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet");

    static Process Start(ProcessStartInfo start, IEnumerable<string> arguments)
    {
        foreach (var argument in start.FileName == Process.FileName ? [Workbench.ToolAssembly, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        return System.Diagnostics.Process.Start(start)!;
    }
}
