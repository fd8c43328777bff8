using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;
using Microsoft.CodeAnalysis;

namespace Interdealer.Notebooks.Kernels.Editing;

/// <summary>
/// The XML documentation of a referenced assembly: the file beside it, and for the framework those of the SDK's reference pack. Reads the one member
/// asked for; nothing of a file stays in memory but what was found.
/// </summary>
/// <param name="assembly">The assembly's file.</param>
internal sealed class Documentation(string assembly) : DocumentationProvider
{
    private static readonly Lazy<string[]> Pack = new(FindPack);
    private static readonly Lazy<string[]> FSharpCore = new(FindFSharpCore);

    private static readonly ConcurrentDictionary<string, Documentation> Known = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>The one of an assembly's file.</summary>
    public static Documentation Of(string assembly) => Known.GetOrAdd(assembly, static file => new Documentation(file));

    /// <summary>The element <c>member</c> of an identity such as <c>M:System.Math.Abs(System.Int32)</c>; empty where there is none.</summary>
    public string Find(string id, CancellationToken cancellation = default) =>
        _found.GetOrAdd(id, wanted => Candidates(wanted).Select(file => Read(file, wanted, cancellation)).FirstOrDefault(text => text.Length > 0) ?? "");

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    protected override string GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        Find(documentationMemberID, cancellationToken);

    private IEnumerable<string> Candidates(string id)
    {
        string own = Path.ChangeExtension(assembly, ".xml");
        if (File.Exists(own))
        {
            return [own];
        }

        if (Path.GetFileName(assembly) == "FSharp.Core.dll")
        {
            return FSharpCore.Value;
        }

        // The framework's types are documented under the assembly that a project references, which is often named after their namespace.
        return Path.GetDirectoryName(assembly) == Path.GetDirectoryName(typeof(object).Assembly.Location)
            ? Pack.Value.OrderByDescending(file => id.AsSpan(2).StartsWith(Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal) ? 2 : IsCommon(file) ? 1 : 0)
            : [];
    }

    private static string[] FindPack()
    {
        string packs = Path.Combine(DotnetHost.Root, "packs", "Microsoft.NETCore.App.Ref");
        string tfm = FormattableString.Invariant($"net{Environment.Version.Major}.{Environment.Version.Minor}");
        return Directory.Exists(packs)
            ? [.. Directory.EnumerateDirectories(packs)
                .Where(folder => Path.GetFileName(folder).StartsWith(FormattableString.Invariant($"{Environment.Version.Major}."), StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Take(1)
                .Select(folder => Path.Combine(folder, "ref", tfm))
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.xml"))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The library of F# comes to a program without its documentation; the SDK has it.</summary>
    private static string[] FindFSharpCore()
    {
        string sdks = Path.Combine(DotnetHost.Root, "sdk");
        return Directory.Exists(sdks)
            ? [.. Directory.EnumerateDirectories(sdks).OrderDescending(StringComparer.Ordinal).Select(sdk => Path.Combine(sdk, "FSharp", "FSharp.Core.xml")).Where(File.Exists).Take(1)]
            : [];
    }

    private static bool IsCommon(string file) => Path.GetFileName(file) is "System.Runtime.xml" or "System.Collections.xml" or "System.Linq.xml";

    private static string Read(string file, string id, CancellationToken cancellation)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = false });
            while (reader.ReadToFollowing("member"))
            {
                cancellation.ThrowIfCancellationRequested();
                if (reader.GetAttribute("name") == id)
                {
                    return reader.ReadOuterXml();
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            // No documentation then.
        }

        return "";
    }
}
