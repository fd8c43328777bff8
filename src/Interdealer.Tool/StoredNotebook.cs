using System.Security.Cryptography;
using Interdealer.Files;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Tool;

/// <summary>A notebook that gets its outputs in place: as it was when the run began, so that what somebody saved meanwhile is not lost.</summary>
internal sealed class StoredNotebook
{
    readonly string path;
    readonly string? hash;

    StoredNotebook(string path) => (this.path, hash) = (path, Hash(path));

    /// <summary>Looks at a notebook before it is run.</summary>
    /// <exception cref="IOException">It could not be written in the end.</exception>
    internal static StoredNotebook Of(string path)
    {
        AtomicFile.EnsureWritable(path);
        return new StoredNotebook(path);
    }

    /// <summary>Writes the outputs unless the file was changed since; says so where it was.</summary>
    internal bool Replace(NotebookDocument document, Terminal terminal)
    {
        if (Hash(path) != hash)
        {
            terminal.Say($"{path}: was changed while it ran and is left as it is; its outputs are in the output folder");
            return false;
        }

        NotebookFile.Write(path, document);
        return true;
    }

    static string? Hash(string path)
    {
        // A pipe has no length and is not waited for; what a run reads of it is the run's to say.
        if (!RealPath.HasContent(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
