using System.IO.Pipes;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>
/// The pipe between the tool and a worker. On Unix it has a file, which is gone as soon as both have met there; where both were killed before, the next
/// start takes it away.
/// </summary>
internal static class WorkerPipe
{
    // The tool listens within moments of the worker's start; after this it is dead.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    private const string Prefix = "interdealer-pipe-";

    /// <summary>A name nobody else has: on Unix the path of its file.</summary>
    public static string NewName()
    {
        string name = Prefix + Guid.NewGuid().ToString("N")[..16];
        if (OperatingSystem.IsWindows())
        {
            return name;
        }

        string folder = Path.GetTempPath();
        TakeDeadAway(folder);
        return Path.Combine(folder, name);
    }

    /// <summary>Deletes the files of pipes at which nobody will meet any more: a worker that did not find its tool has given up long before.</summary>
    private static void TakeDeadAway(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, Prefix + "*").Where(file => DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > 4 * ConnectLimit))
            {
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or gone meanwhile.
        }
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
