using System.Globalization;
using System.Text;

namespace Interdealer.Notebooks.Documents;

/// <summary>Reads and writes notebook files; the extension decides the format.</summary>
public static class NotebookFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const long MaximumLength = 256L * 1024 * 1024;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the file's extension is one of those read here: <c>.ipynb</c> or <c>.dib</c>.</summary>
    /// <param name="path">A file path; the file need not exist.</param>
    public static bool IsNotebook(string path) => IsIpynb(path) || IsDib(path);

    /// <summary>Whether the file's extension is <c>.dib</c>: cells without stored outputs.</summary>
    /// <param name="path">A file path; the file need not exist.</param>
    public static bool IsDib(string path) => HasExtension(path, ".dib");

    /// <summary>Whether the file's extension is <c>.ipynb</c>.</summary>
    /// <param name="path">A file path; the file need not exist.</param>
    public static bool IsIpynb(string path) => HasExtension(path, ".ipynb");

    /// <summary>Reads a notebook.</summary>
    /// <param name="path">An <c>.ipynb</c> or <c>.dib</c> file of at most <see cref="MaximumLength"/> bytes of UTF-8.</param>
    /// <exception cref="NotebookFormatException">The file is not a notebook; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static NotebookDocument Read(string path)
    {
        RequireNotebook(path);
        var text = Decode(ReadBytes(path), path);
        return IsIpynb(path) ? IpynbFormat.Read(text, path) : DibFormat.Read(text, path);
    }

    /// <summary>
    /// Writes a notebook. The file is either the old one or the new one at any moment: the text goes to a file of its own in the same folder,
    /// which then takes the name.
    /// </summary>
    /// <param name="path">An <c>.ipynb</c> or <c>.dib</c> file; its folder must exist.</param>
    /// <param name="document">The notebook. Outputs are not written to a <c>.dib</c> (<see cref="DibFormat.Losses"/>).</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NotebookDocument document)
    {
        RequireNotebook(path);
        ArgumentNullException.ThrowIfNull(document);
        WriteText(path, IsIpynb(path) ? IpynbFormat.Write(document) : DibFormat.Write(document));
    }

    /// <summary>Writes a text file in the same all-or-nothing way.</summary>
    internal static void WriteText(string path, string text)
    {
        var full = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(StrictUtf8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(full))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(full));
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    static byte[] ReadBytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > MaximumLength)
        {
            throw new NotebookFormatException(path, null, string.Create(CultureInfo.InvariantCulture,
                $"is {stream.Length} bytes long; expected at most {MaximumLength}"));
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    static string Decode(byte[] bytes, string path)
    {
        ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            var line = text[..Math.Clamp(e.Index, 0, text.Length)].Count((byte)'\n') + 1;
            throw new NotebookFormatException(path, string.Create(CultureInfo.InvariantCulture, $"line {line}"), "is not valid UTF-8; expected UTF-8 text", e);
        }
    }

    static void RequireNotebook(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsNotebook(path))
        {
            throw new NotebookFormatException(path, null, $"has the extension \"{Path.GetExtension(path)}\"; expected .ipynb or .dib");
        }
    }

    static bool HasExtension(string path, string extension) =>
        Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
