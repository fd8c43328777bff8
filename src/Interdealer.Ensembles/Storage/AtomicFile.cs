using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Interdealer.Ensembles.Storage;

/// <summary>Files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, waits until the disk has it, and moves it into place.</summary>
    public static void Write(string path, Action<Stream> write) => Make(path, beside =>
    {
        using var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        write(stream);
    });

    /// <summary>Makes a file beside the path by any means and moves it into place; after a failure nothing is left. Where the path is a link, the file it leads to is made.</summary>
    /// <exception cref="IOException">It cannot be written; the message names the file and says why.</exception>
    public static void Make(string path, Action<string> make)
    {
        var full = RealPath.Of(path);
        var beside = Beside(full, ".tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            RemoveLeftovers(full);
            File.Delete(beside);
            make(beside);
            using (var written = new FileStream(beside, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
        }
        catch (Exception cause) when (IsRefusal(cause) && cause is not CheckpointException)
        {
            Remove(beside);
            throw new IOException($"{path}: cannot be written ({cause.Message})", cause);
        }
        catch
        {
            Remove(beside);
            throw;
        }
    }

    /// <summary>Asks, before hours of work, whether a file can be written there.</summary>
    /// <exception cref="IOException">It cannot.</exception>
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
            throw new IOException($"{path}: cannot be written ({cause.Message})", cause);
        }
        finally
        {
            Remove(beside);
        }
    }

    /// <summary>Whether an error is the system's refusal to write; a file beyond the size that is allowed is called an argument out of range.</summary>
    public static bool IsRefusal(Exception cause) => cause is IOException or UnauthorizedAccessException or SqliteException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>A name beside a file that no other process of this machine uses.</summary>
    public static string Beside(string full, string ending) => FormattableString.Invariant($"{full}.{Environment.ProcessId}{ending}");

    /// <summary>Removes what processes that were killed left beside a file.</summary>
    public static void RemoveLeftovers(string full)
    {
        // The pattern also finds a name without an ending.
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, Path.GetFileName(full) + ".*").Where(left => left.Length > full.Length + 1))
        {
            var parts = left[(full.Length + 1)..].Split('.');
            if (parts is [var id, "tmp" or "part" or "part-journal" or "tmp-journal"] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !Runs(process))
            {
                Remove(left);
            }
        }
    }

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
