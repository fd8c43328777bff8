using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace Interdealer.Notebooks.Tests.Packages;

/// <summary>A package, unpacked in memory.</summary>
internal sealed class PackedLibrary
{
    static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    internal PackedLibrary(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            var content = new MemoryStream();
            stream.CopyTo(content);
            files.Add(entry.FullName, content.ToArray());
        }

        Metadata = XElement.Parse(Encoding.UTF8.GetString(files.Single(one => one.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value).TrimStart('\uFEFF')).Elements().Single();
    }

    /// <summary>The element <c>metadata</c> of its manifest.</summary>
    internal XElement Metadata { get; }

    internal string Id => Said("id")!;

    internal IEnumerable<string> Files => files.Keys;

    internal IEnumerable<(string Id, string Version)> Dependencies =>
        Metadata.Descendants().Where(one => one.Name.LocalName == "dependency").Select(one => ((string)one.Attribute("id")!, (string)one.Attribute("version")!));

    /// <summary>A member of the manifest; null where it is not there.</summary>
    internal string? Said(string name) => Element(name)?.Value;

    internal XElement? Element(string name) => Metadata.Elements().SingleOrDefault(one => one.Name.LocalName == name);

    internal byte[] Content(string file) => files.TryGetValue(file, out var content) ? content : throw new KeyNotFoundException($"{Id} holds no {file}, but {string.Join(", ", files.Keys)}");

    internal string Text(string file) => Encoding.UTF8.GetString(Content(file));

    /// <summary>Full names of the library's public types.</summary>
    internal IReadOnlyList<string> PublicTypes()
    {
        using var library = new PEReader(new MemoryStream(Content($"lib/net10.0/{Id}.dll")));
        var metadata = library.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
    }

    /// <summary>Whether the compiler promised that the same sources give the same file.</summary>
    internal bool IsReproducible()
    {
        using var library = new PEReader(new MemoryStream(Content($"lib/net10.0/{Id}.dll")));
        return library.ReadDebugDirectory().Any(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    /// <summary>Of a package of symbols: where its sources were, and where SourceLink says they are.</summary>
    internal (IReadOnlyList<string> Sources, string? Link) Symbols()
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Content($"lib/net10.0/{Id}.pdb")));
        var symbols = provider.GetMetadataReader();
        var link = symbols.CustomDebugInformation.Select(symbols.GetCustomDebugInformation).Where(info => symbols.GetGuid(info.Kind) == SourceLink).ToArray();
        return (
            [.. symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name))],
            link.Length == 0 ? null : Encoding.UTF8.GetString(symbols.GetBlobBytes(link[0].Value)));
    }
}
