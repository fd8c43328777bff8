using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Interdealer.Files;

namespace Interdealer.Notebooks.Documents;

/// <summary>Reads and writes notebook files; the extension decides the format.</summary>
public static class NotebookFile
{
    /// <summary>The largest file that is read, in bytes: 100 MiB. Reading takes at most twelve times the bytes of a file, what is let go of on the way counted.</summary>
    public const long MaximumLength = 100L * 1024 * 1024;

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
        var bytes = WithoutMark(ReadBytes(path), path);
        return IsIpynb(path) ? IpynbFormat.Read(bytes, path) : DibFormat.Read(StrictUtf8.GetString(bytes.Span), path);
    }

    /// <summary>
    /// Writes a notebook. The file is either the old one or the new one at any moment: the text goes to a file of its own in the same folder,
    /// which then takes the name. Where the path is a link, the file it leads to is written.
    /// </summary>
    /// <param name="path">An <c>.ipynb</c> or <c>.dib</c> file; its folder is made if need be.</param>
    /// <param name="document">The notebook. Outputs are not written to a <c>.dib</c> (<see cref="DibFormat.Losses"/>).</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NotebookDocument document)
    {
        RequireNotebook(path);
        ArgumentNullException.ThrowIfNull(document);
        AtomicFile.Write(path, Bytes(path, document));
    }

    /// <summary>The bytes of a notebook's file.</summary>
    internal static byte[] Bytes(string path, NotebookDocument document) => StrictUtf8.GetBytes(IsIpynb(path) ? IpynbFormat.Write(document) : DibFormat.Write(document));

    static byte[] ReadBytes(string path)
    {
        // A pipe, which would have to be waited for, and a device, which need not end, have no length; an empty notebook has none either.
        if (new FileInfo(RealPath.Of(path)) is { Exists: true, Length: 0 })
        {
            return [];
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > MaximumLength)
        {
            throw new NotebookFormatException(path, null, string.Create(CultureInfo.InvariantCulture,
                $"is {stream.Length} bytes long; expected at most {MaximumLength} (clear its outputs, or write large values to files)"));
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // The text without a byte-order mark, once it is known to be UTF-8.
    static ReadOnlyMemory<byte> WithoutMark(byte[] bytes, string path)
    {
        var text = bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        if (Utf8.IsValid(text.Span))
        {
            return text;
        }

        var line = 1 + text.Span[..ValidLength(text.Span)].Count((byte)'\n');
        throw new NotebookFormatException(path, string.Create(CultureInfo.InvariantCulture, $"line {line}"), "is not valid UTF-8; expected UTF-8 text");
    }

    static int ValidLength(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != OperationStatus.Done)
            {
                return at;
            }

            at += length;
        }

        return text.Length;
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
