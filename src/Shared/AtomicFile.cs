using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Files;

/// <summary>Files that are the old ones or the new ones at any moment, and never half of either.</summary>
internal static class AtomicFile
{
    private static readonly string[] Endings = ["tmp", "part", "tmp-journal", "part-journal"];
    private static int made;

    /// <summary>Writes beside the file, waits until the disk has it, and moves it into place.</summary>
    /// <param name="path">Where to; its folder is made if need be.</param>
    /// <param name="write">Writes all of it.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">It cannot be written, the message names the file and says why; or it is there and may not be replaced.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite = true) => Make(
        path,
        beside =>
        {
            using var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            write(stream);
        },
        overwrite);

    /// <summary>Writes a file that is in memory.</summary>
    /// <exception cref="IOException">It cannot be written; the message names the file and says why.</exception>
    public static void Write(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>Makes a file beside the path by any means and moves it into place; after a failure nothing is left. Where the path is a link, the file it leads to is made.</summary>
    /// <exception cref="IOException">It cannot be written, the message names the file and says why; or it is there and may not be replaced.</exception>
    public static void Make(string path, Action<string> make, bool overwrite = true)
    {
        if (!overwrite && File.Exists(path))
        {
            throw new IOException($"{path} is there already; say overwrite: true to replace it.");
        }

        var full = RealPath.Of(path);
        var beside = Beside(full, ".tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            RemoveLeftovers(full);
            File.Delete(beside);
            make(beside);
            MoveInto(full, beside, overwrite);
        }
        catch (Exception cause) when (IsRefusal(cause))
        {
            Remove(beside);
            throw Refused(path, beside, cause);
        }
        catch
        {
            Remove(beside);
            throw;
        }
    }

    /// <summary>Asks, before hours of work, whether a file can be written there; its folder is made if need be.</summary>
    /// <exception cref="IOException">It cannot; the message names the file and says why.</exception>
    public static void EnsureWritable(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: cannot be written (it is a folder)");
        }

        var full = RealPath.Of(path);
        var beside = Beside(full, ".tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(beside, [0]);
        }
        catch (Exception cause) when (IsRefusal(cause))
        {
            throw Refused(path, beside, cause);
        }
        finally
        {
            Remove(beside);
        }
    }

    /// <summary>
    /// Whether an error is the system's refusal to write; a file beyond the size that is allowed is called an argument out of range. Errors of types of our own
    /// have said what they mean and are none.
    /// </summary>
    public static bool IsRefusal(Exception cause) =>
        cause is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" } && cause.GetType().Assembly == typeof(IOException).Assembly;

    /// <summary>A name beside a file that nothing else uses: hidden, and named after the process, so that what a killed one left can be told from what a living one writes.</summary>
    public static string Beside(string full, string ending) => Path.Combine(
        Path.GetDirectoryName(full)!, string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(full)}.{Environment.ProcessId}-{Interlocked.Increment(ref made)}{ending}"));

    /// <summary>Removes what processes that were killed left beside a file.</summary>
    public static void RemoveLeftovers(string full)
    {
        var start = $".{Path.GetFileName(full)}.";
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, ".*"))
        {
            var name = Path.GetFileName(left);
            if (name.StartsWith(start, StringComparison.Ordinal)
                && name[start.Length..].Split('.') is [var maker, var ending] && Endings.Contains(ending)
                && maker.Split('-') is [var id, var number] && IsNumber(number, out _) && IsNumber(id, out var process) && !Runs(process))
            {
                Remove(left);
            }
        }
    }

    private static void MoveInto(string full, string beside, bool overwrite)
    {
        using (var written = new FileStream(beside, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            written.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(full))
        {
            File.SetUnixFileMode(beside, File.GetUnixFileMode(full));
        }

        File.Move(beside, full, overwrite);
    }

    private static IOException Refused(string path, string beside, Exception cause) =>
        new($"{path}: cannot be written ({cause.Message.Replace(beside, path, StringComparison.Ordinal)})", cause);

    private static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool Runs(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Where nothing can be written nothing can be removed; the first error is the one to tell.
        }
    }
}
