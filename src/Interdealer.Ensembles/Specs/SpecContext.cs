using System.Collections.Frozen;
using System.Security.Cryptography;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Data;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;
using Interdealer.Files;

namespace Interdealer.Ensembles.Specs;

/// <summary>What surrounds a specification while it is read: the folder of its files, and the system once that is known.</summary>
/// <param name="folder">Folder of the specification; files are named relative to it.</param>
/// <param name="own">Pieces of one's own that it may name.</param>
internal sealed class SpecContext(string folder, Pieces own)
{
    private const long MostBytes = 1 << 30;
    private const long MostBytesTogether = 1L << 32;
    private static readonly ReadLimits Reading = ReadLimits.Default with { Bytes = MostBytes, Rows = 20_000_000 };
    private readonly SortedDictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private FinancialSystem? _system;
    private IScenarioSource? _source;
    private IOperator? _round;
    private long _left = MostBytesTogether;

    /// <summary>Bytes that all files together may have; what is read is held in memory.</summary>
    public long BytesTogether { init => _left = value; }

    /// <summary>The system; read before anything that names its institutions and assets.</summary>
    public FinancialSystem System
    {
        get => _system ?? throw new InvalidOperationException("The system is read first.");
        set
        {
            _system = value;
            Assets = value.Assets.Select(a => a.Name).ToFrozenSet(StringComparer.Ordinal);
            Institutions = value.Institutions.Select(i => i.Name).ToFrozenSet(StringComparer.Ordinal);
        }
    }

    /// <summary>The scenarios; read before anything that depends on how they are drawn.</summary>
    public IScenarioSource Source
    {
        get => _source ?? throw new InvalidOperationException("The scenarios are read first.");
        set => _source = value;
    }

    /// <summary>What happens in one round; read before anything that counts its limits.</summary>
    public IOperator Round
    {
        get => _round ?? throw new InvalidOperationException("The round is read first.");
        set => _round = value;
    }

    /// <summary>Pieces of one's own that it may name.</summary>
    public Pieces Own => own;

    /// <summary>Those of them that it does name.</summary>
    public HashSet<Piece> Named { get; } = [];

    /// <summary>Limits of the round that have a name, by it.</summary>
    public SortedDictionary<string, VaryingLimit> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary>Labels of its assets.</summary>
    public FrozenSet<string> Assets { get; private set; } = [];

    /// <summary>Labels of its institutions.</summary>
    public FrozenSet<string> Institutions { get; private set; } = [];

    /// <summary>SHA-256 of every file that was read, by the name the specification has for it.</summary>
    public IReadOnlyDictionary<string, string> Inputs => _inputs;

    /// <summary>Reads the text of a specification, and what surrounds it.</summary>
    /// <param name="path">Path of the JSON file.</param>
    /// <param name="own">Pieces of one's own that it may name; none where null.</param>
    /// <exception cref="SpecException">It is not JSON, too long, or no ordinary file.</exception>
    public static (SpecNode Root, SpecContext Context) Read(string path, Pieces? own)
    {
        Require.Label(path);
        var file = new FileInfo(path);
        if (file.Exists && !RealPath.HasContent(path))
        {
            throw new SpecException(path, null, null, "is not JSON: it is empty, or no ordinary file");
        }

        if (file.Exists && new FileInfo(RealPath.Of(path)).Length is > SpecDocument.MostBytes and var length)
        {
            throw new SpecException(path, null, null, FormattableString.Invariant($"is {length} bytes long; at most {SpecDocument.MostBytes} are read"));
        }

        return (SpecDocument.Read(Path.GetFileName(path), File.ReadAllBytes(path)), new SpecContext(file.DirectoryName!, own ?? Pieces.None));
    }

    /// <summary>Reads a file beside the specification; what is hashed are the bytes that are read.</summary>
    /// <param name="node">Its relative path.</param>
    /// <exception cref="SpecException">It is not there, cannot be read, too long, or not below the specification's folder.</exception>
    public DataSource Open(SpecNode node)
    {
        var name = node.Text;
        if (Path.IsPathRooted(name) || name.Contains('\\', StringComparison.Ordinal) || name.Split('/').Contains(".."))
        {
            throw node.Wrong("a path below the folder of the specification, written with /");
        }

        try
        {
            var path = Path.Combine(folder, name);
            if (!RealPath.IsBelow(folder, path))
            {
                throw node.Fault($"the file {SpecNode.Show(name)} is a link that leads out of the folder of the specification");
            }

            if (File.Exists(path) && !RealPath.HasContent(path))
            {
                throw node.Fault($"the file {SpecNode.Show(name)} is empty, or no ordinary file");
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MostBytes)
            {
                throw node.Fault(FormattableString.Invariant($"the file {SpecNode.Show(name)} is {stream.Length} bytes long; at most {MostBytes} are read"));
            }

            _left -= stream.Length;
            if (_left < 0)
            {
                throw node.Fault(FormattableString.Invariant($"with the file {SpecNode.Show(name)} the files are {-_left} bytes longer than all of them together may be"));
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            _inputs[name] = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return DataSource.Of(new MemoryStream(bytes, writable: false), name).Within(Reading);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw node.Fault(
                cause is FileNotFoundException or DirectoryNotFoundException ? $"there is no file {SpecNode.Show(name)} beside the specification" : $"the file {SpecNode.Show(name)} cannot be read: {cause.Message}", cause);
        }
    }
}
