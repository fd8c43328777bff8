using Interdealer.Notebooks.Kernels.Engines;
using Interdealer.Notebooks.Kernels.Workers;

namespace Interdealer.Notebooks.Kernels;

/// <summary>The body of the hidden <c>worker</c> command: a process that runs cells for the tool that started it.</summary>
public static class WorkerHost
{
    /// <summary>Serves until the tool hangs up.</summary>
    /// <param name="args">Name of the pipe to the tool, and the mark that ends a cell's raw output.</param>
    /// <returns>Exit code: 0 at the end, 2 for wrong arguments.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="args"/> is null.</exception>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, new EmbeddedEngine());

    /// <summary>The same on another engine.</summary>
    internal static async Task<int> RunAsync(string[] args, INotebookEngine engine)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is not [var pipe, var mark])
        {
            await Console.Error.WriteLineAsync("'worker' is started by the tool itself; to run notebooks use 'run'.").ConfigureAwait(false);
            return 2;
        }

        try
        {
            await using var server = new WorkerServer(mark, engine);
            await server.ServeAsync(pipe).ConfigureAwait(false);
            return 0;
        }
        catch (TimeoutException)
        {
            // The tool ended before it could listen: nobody is there to be told.
            return 0;
        }
    }
}
