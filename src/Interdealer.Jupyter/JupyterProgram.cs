using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter;

/// <summary>The body of the command a client starts: <c>jupyter kernel --language name connection-file</c>.</summary>
public static class JupyterProgram
{
    /// <summary>Serves until the client shuts the kernel down or is gone.</summary>
    /// <param name="args">The arguments behind the command.</param>
    /// <param name="kernels">Starts worker processes for the notebook of a folder.</param>
    /// <returns>Exit code: 0 at the end, 1 where it cannot begin, 2 for wrong arguments.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static async Task<int> RunAsync(string[] args, Func<string, IKernelFactory> kernels)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(kernels);
        LanguageInfo? language = args is ["--language", var name, _] ? LanguageInfo.All.FirstOrDefault(known => known.Kernel == name) : null;
        if (language is null)
        {
            await Console.Error.WriteLineAsync(
                "interdealer: 'jupyter kernel' is started by Jupyter clients, with --language csharp or fsharp and a connection file; 'jupyter install' tells them how").ConfigureAwait(false);
            return 2;
        }

        return await JupyterKernel.RunAsync(args[2], language, kernels(Environment.CurrentDirectory), Console.Error, CancellationToken.None).ConfigureAwait(false);
    }
}
