using Interdealer.Notebooks.Kernels;
using Interdealer.Tool;
using Spectre.Console;

namespace Interdealer.Notebooks.Tests.Tool;

/// <summary>The command within this process: the same from its arguments to its exit code, without the seconds that a process takes to start.</summary>
internal static class ToolCall
{
    /// <summary>Runs it with kernels.</summary>
    /// <returns>Its exit code, what it wrote, and what it wrote about failures.</returns>
    internal static async Task<(int Code, string Output, string Errors)> RunAsync(
        Func<KernelRequest, IKernelFactory> kernels, CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        // Away from the caller, who may want to give it up: what is run may never come back.
        var code = await Task.Run(() => CommandLine.RunAsync(arguments, console, errors, kernels, cancellation), CancellationToken.None);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Runs a command that starts no kernel.</summary>
    /// <returns>Its exit code and everything it wrote.</returns>
    internal static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(request => throw new InvalidOperationException($"a kernel was asked for: {request}"), CancellationToken.None, arguments);
        return (code, output + errors);
    }
}
