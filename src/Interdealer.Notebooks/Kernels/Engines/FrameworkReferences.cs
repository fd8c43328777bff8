using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using Interdealer.Notebooks.Kernels.Editing;
using Microsoft.CodeAnalysis;

namespace Interdealer.Notebooks.Kernels.Engines;

/// <summary>The framework's assemblies, read once and shared by every compilation of the process; references to other assemblies.</summary>
internal static class FrameworkReferences
{
    private static readonly object Binding = new();

    /// <summary>File of each framework assembly by simple name.</summary>
    public static FrozenDictionary<string, string> Files { get; } = FindFiles();

    /// <summary>References to all of them.</summary>
    public static ImmutableArray<MetadataReference> All { get; } =
        [.. Files.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => To(entry.Value))];

    /// <summary>The FSharp.Core this program runs on, so that values of F# types can be named in C#.</summary>
    public static MetadataReference FSharpCore { get; } = To(typeof(Microsoft.FSharp.Core.Unit).Assembly.Location);

    /// <summary>This assembly: what cells call to show, clear and read.</summary>
    public static MetadataReference Cells { get; } = To(typeof(CellFunctions).Assembly.Location);

    /// <summary>
    /// Reads what a compilation refers to, one compilation after another. Roslyn shares what it read of an assembly with later compilations, but of two
    /// that read it at the same time each has its own: a type of one cell would then not be that of the next, which may meet the other first.
    /// </summary>
    public static void Bind(Compilation compilation)
    {
        lock (Binding)
        {
            _ = compilation.Assembly;
        }
    }

    /// <summary>
    /// A reference to an assembly with its documentation, so that what the compiler knows of it after one cell serves editors too. Of the file only
    /// the metadata is kept in memory.
    /// </summary>
    public static MetadataReference To(string file) => AssemblyMetadata
        .Create(ModuleMetadata.CreateFromStream(File.OpenRead(file), PEStreamOptions.PrefetchMetadata))
        .GetReference(Documentation.Of(file), filePath: file);

    private static FrozenDictionary<string, string> FindFiles()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return trusted
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => Path.GetDirectoryName(file) == framework)
            .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);
    }
}
