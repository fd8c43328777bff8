using System.Text;

namespace Interdealer.Data;

/// <summary>What a reader reads: a file, a stream or a text, under a name that messages use. A path stands for its file wherever a source is asked for.</summary>
public sealed class DataSource
{
    private readonly Func<Stream> _open;
    private readonly bool _leaveOpen;

    private DataSource(string name, Func<Stream> open, bool leaveOpen, ReadLimits limits)
    {
        Name = name;
        _open = open;
        _leaveOpen = leaveOpen;
        Limits = limits;
    }

    /// <summary>Name in messages: of a file, its name without the folder.</summary>
    public string Name { get; }

    /// <summary>How large the source may be.</summary>
    public ReadLimits Limits { get; }

    /// <summary>A file.</summary>
    /// <param name="path">Its path; the file is opened when it is read, and closed after.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public static DataSource File(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(Path.GetFileName(path), () => OpenFile(path), leaveOpen: false, ReadLimits.Default);
    }

    /// <summary>A stream, read once from where it stands and left open; it need not be seekable.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">Name for messages, not blank.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static DataSource Of(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(name, () => stream, leaveOpen: true, ReadLimits.Default);
    }

    /// <summary>A text, such as a small table written into a notebook cell.</summary>
    /// <param name="text">The content of a file.</param>
    /// <param name="name">Name for messages, not blank.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static DataSource Text(string text, string name = "text")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)), leaveOpen: false, ReadLimits.Default);
    }

    /// <summary>The file of a path.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public static implicit operator DataSource(string path) => File(path);

    /// <summary>The same source under other limits.</summary>
    /// <param name="limits">How large it may be.</param>
    public DataSource Within(ReadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return new(Name, _open, _leaveOpen, limits);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>A source that is opened anew by each reading.</summary>
    internal static DataSource Opening(string name, Func<Stream> open) => new(name, open, leaveOpen: false, ReadLimits.Default);

    /// <summary>Opens it under its limit of bytes.</summary>
    internal Stream Open() => new BoundedStream(_open(), _leaveOpen, Name, Limits.Bytes);

    private static FileStream OpenFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new FileNotFoundException($"{path} is a folder; expected a file.", path);
        }

        return System.IO.File.Exists(path) ? System.IO.File.OpenRead(path) : throw new FileNotFoundException($"There is no file {path}.", path);
    }
}
