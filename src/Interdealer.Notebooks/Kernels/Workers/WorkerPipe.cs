using System.IO.Pipes;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>The pipe between the tool and a worker. On Unix it has a file, which is gone as soon as both have met there.</summary>
internal static class WorkerPipe
{
    // The tool listens within moments of the worker's start; after this it is dead.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    /// <summary>A name nobody else has: on Unix the path of its file.</summary>
    public static string NewName()
    {
        string name = "interdealer-" + Guid.NewGuid().ToString("N")[..16];
        return OperatingSystem.IsWindows() ? name : Path.Combine(Path.GetTempPath(), name);
    }

    /// <summary>The worker's end.</summary>
    /// <exception cref="TimeoutException">The tool is not there.</exception>
    public static async Task<NamedPipeClientStream> ConnectAsync(string name)
    {
        var stream = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        try
        {
            await stream.ConnectAsync(ConnectLimit, CancellationToken.None).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(name);
            }
        }
    }
}
