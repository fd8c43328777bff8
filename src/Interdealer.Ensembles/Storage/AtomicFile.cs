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

    /// <summary>Makes a file beside the path by any means and moves it into place; after a failure nothing is left.</summary>
    public static void Make(string path, Action<string> make)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var beside = FormattableString.Invariant($"{full}.{Environment.ProcessId}.tmp");
        File.Delete(beside);
        try
        {
            make(beside);
            using (var written = new FileStream(beside, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
