using System.Security.Cryptography;
using System.Text;
using Interdealer.Files;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Tool;

/// <summary>
/// The folder that <c>run</c> writes into. A note in it names every file that was written there with the hash of its content. A file with a noted name and hash is
/// an earlier output and is replaced; any other is somebody's own and is not, unless the user says so.
/// </summary>
/// <remarks>The note is held open while the folder is written to, so that two runs never write into one folder.</remarks>
internal sealed class OutputFolder : IDisposable
{
    const string NoteName = ".interdealer-outputs";
    const long MostNoteBytes = 1 << 24;
    const string Heading = "# Written by interdealer run: SHA-256 and name of each file.";

    readonly string folder;
    readonly bool force;
    readonly bool isOurs;
    readonly FileStream note;
    readonly Dictionary<string, List<string>> noted = new(StringComparer.Ordinal);

    OutputFolder(string folder, bool force)
    {
        (this.folder, this.force) = (folder, force);
        try
        {
            isOurs = !Directory.Exists(folder) || HoldsAnEmptyNoteAlone(folder);
            Directory.CreateDirectory(folder);
            note = new FileStream(Path.Combine(folder, NoteName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output is {folder}: cannot be written ({cause.Message})");
        }

        ReadNote();
    }

    /// <summary>Opens a folder, made if need be, for files of these names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">Names that may be written, relative to it.</param>
    /// <param name="inputs">Files that are read and that no output may replace.</param>
    /// <param name="force">Whether anything that is there may be replaced.</param>
    /// <exception cref="UsageException">The folder cannot be written, or a file in it may not be replaced.</exception>
    internal static OutputFolder Open(string folder, IEnumerable<string> names, IEnumerable<string> inputs, bool force)
    {
        var opened = new OutputFolder(folder, force);
        try
        {
            var read = inputs.Select(RealPath.Of).ToHashSet(StringComparer.Ordinal);
            foreach (var name in names)
            {
                opened.EnsureFree(name, read);
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <returns>Its path.</returns>
    internal string Write(string name, byte[] content)
    {
        EnsureFree(name, []);
        // Noted first: a run that is killed in between leaves a note too many, not a file that nobody owns up to.
        Note(name, Convert.ToHexStringLower(SHA256.HashData(content)));
        var path = Path.Combine(folder, name);
        AtomicFile.Write(path, content);
        return path;
    }

    public void Dispose()
    {
        note.Dispose();
        if (noted.Count == 0)
        {
            File.Delete(Path.Combine(folder, NoteName));
        }

        if (isOurs && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    // As a run leaves it that was killed before it wrote anything.
    static bool HoldsAnEmptyNoteAlone(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Take(2).ToArray() is [var only] && Path.GetFileName(only) == NoteName && new FileInfo(only) is { Length: 0, LinkTarget: null };

    void EnsureFree(string name, HashSet<string> inputs)
    {
        var path = Path.Combine(folder, name);
        if (!force && inputs.Contains(RealPath.Of(path)))
        {
            throw new UsageException($"--output is {folder}: {path} would replace a notebook that is read; choose another folder, or --in-place");
        }

        if (!force && File.Exists(path) && !IsEarlierOutput(name, path))
        {
            throw new UsageException($"--output is {folder}: {path} is there and was not written by an earlier run, or was changed since; choose another folder, or --force to replace it");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.EnsureWritable(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output is {folder}: {cause.Message}");
        }
    }

    // What has no length may be a pipe, which would have to be waited for, and is no output of a run.
    bool IsEarlierOutput(string name, string path)
    {
        if (!noted.TryGetValue(name, out var hashes) || new FileInfo(path).Length == 0)
        {
            return false;
        }

        using var file = File.OpenRead(path);
        return hashes.Contains(Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    void ReadNote()
    {
        if (note.Length > MostNoteBytes)
        {
            throw new UsageException($"--output is {folder}: {NoteName} in it is no note of an earlier run; choose another folder, or delete it");
        }

        using var reader = new StreamReader(note, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadLine() is { } first && first != Heading)
        {
            throw new UsageException($"--output is {folder}: {NoteName} in it is no note of an earlier run; choose another folder, or delete it");
        }

        while (reader.ReadLine() is { } line)
        {
            if (line.Split("  ", 2) is [var hash, var name])
            {
                Add(Uri.UnescapeDataString(name), hash);
            }
        }
    }

    void Note(string name, string hash)
    {
        if (noted.GetValueOrDefault(name)?.Contains(hash) == true)
        {
            return;
        }

        Add(name, hash);
        note.Seek(0, SeekOrigin.End);
        note.Write(Encoding.UTF8.GetBytes((note.Length == 0 ? Heading + "\n" : "") + $"{hash}  {Uri.EscapeDataString(name)}\n"));
        note.Flush();
    }

    void Add(string name, string hash)
    {
        if (!noted.TryGetValue(name, out var hashes))
        {
            noted[name] = hashes = [];
        }

        hashes.Add(hash);
    }
}
