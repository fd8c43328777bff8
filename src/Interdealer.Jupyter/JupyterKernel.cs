using System.Runtime.InteropServices;
using Interdealer.Jupyter.Requests;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter;

/// <summary>The program a Jupyter client starts: serves one notebook until the client shuts it down or is gone.</summary>
internal static class JupyterKernel
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(5);

    /// <summary>Serves on the sockets of a connection file.</summary>
    /// <param name="connectionFile">Written by the client.</param>
    /// <param name="language">Language of cells that name none.</param>
    /// <param name="kernels">Starts the processes that hold variables.</param>
    /// <param name="errors">Where the one line about a failure goes.</param>
    /// <param name="cancellation">Ends the service.</param>
    /// <returns>Exit code: 0 at the end, 1 where it cannot begin.</returns>
    public static async Task<int> RunAsync(string connectionFile, LanguageInfo language, IKernelFactory kernels, TextWriter errors, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // Ctrl-C in the terminal of a client is for the client to understand; it asks for an interrupt by message.
        using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            end.Cancel();
        });
        using var parent = ParentWatch.Start(end.Cancel);
        try
        {
            ConnectionFile connection = ConnectionFile.Read(connectionFile);
            var codec = new MessageCodec(connection.Key);
            await using var notebook = new LiveNotebook(kernels, Environment.CurrentDirectory, language.Kernel);
            await using var server = new KernelServer(connection, codec, notebook, language);
            await server.Ended.WaitAsync(end.Token).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is ConnectionFileException or IOException)
        {
            await errors.WriteLineAsync($"interdealer: {e.Message.ReplaceLineEndings(" ")}").ConfigureAwait(false);
            return 1;
        }
        finally
        {
            // Whatever a worker does, the client's kernel is gone when it said so.
            await Task.WhenAny(kernels.DisposeAsync().AsTask(), Task.Delay(ShutdownLimit, CancellationToken.None)).ConfigureAwait(false);
        }
    }
}
