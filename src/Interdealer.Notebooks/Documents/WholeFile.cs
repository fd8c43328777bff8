using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Notebooks.Documents;

/// <summary>Files that are the old ones or the new ones at any moment, and never half of either.</summary>
internal static class WholeFile
{
    const string Ending = ".tmp";
    static int written;

    /// <summary>Writes beside the file, waits until the disk has it, and moves it into place. Where the path is a link, the file it leads to is written.</summary>
    /// <exception cref="IOException">It cannot be written; the file is as it was.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        var full = Target(path);
        var beside = Beside(full);
        RemoveLeftovers(full);
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(full))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(full));
            }

            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Asks, before minutes of work, whether a file can be written there; its folder must exist.</summary>
    /// <exception cref="IOException">It cannot; the message names the file and says why.</exception>
    internal static void EnsureWritable(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: cannot be written (it is a folder)");
        }

        var beside = "";
        try
        {
            beside = Beside(Target(path));
            File.WriteAllBytes(beside, [0]);
            File.Delete(beside);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: cannot be written ({cause.Message.Replace(beside, path, StringComparison.Ordinal)})", cause);
        }
    }

    /// <summary>The file a path means: where it is a link, what that leads to in the end.</summary>
    internal static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
    }

    // Hidden, and named after the process, so that what a killed one left can be told from what a living one writes.
    static string Beside(string full) => Path.Combine(
        Path.GetDirectoryName(full)!,
        string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(full)}.{Environment.ProcessId}-{Interlocked.Increment(ref written)}{Ending}"));

    static void RemoveLeftovers(string full)
    {
        var start = $".{Path.GetFileName(full)}.";
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, start + "*" + Ending))
        {
            var name = Path.GetFileName(left);
            if (name.Length > start.Length + Ending.Length
                && name[start.Length..^Ending.Length].Split('-') is [var process, var number]
                && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                && !Runs(id))
            {
                File.Delete(left);
            }
        }
    }

    static bool Runs(int process)
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
}
