using System.Collections.Frozen;

namespace Interdealer.Notebooks.Kernels.Cells;

/// <summary>The languages of cells: those that run and those whose text is the output.</summary>
internal static class KernelLanguage
{
    public const string CSharp = "csharp";
    public const string FSharp = "fsharp";

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["csharp"] = CSharp, ["c#"] = CSharp, ["cs"] = CSharp,
        ["fsharp"] = FSharp, ["f#"] = FSharp, ["fs"] = FSharp,
        ["html"] = "html",
        ["javascript"] = "javascript", ["js"] = "javascript",
        ["markdown"] = "markdown", ["md"] = "markdown",
        ["mermaid"] = "mermaid",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> MimeTypes = new Dictionary<string, string>
    {
        ["html"] = "text/html",
        ["javascript"] = "application/javascript",
        ["markdown"] = "text/markdown",
        ["mermaid"] = "text/vnd.mermaid",
    }.ToFrozenDictionary();

    /// <summary>The kernel a name or alias means; null when there is none.</summary>
    public static string? Resolve(string name) => Aliases.GetValueOrDefault(name);

    /// <summary>True for languages that are compiled and run.</summary>
    public static bool Runs(string language) => language is CSharp or FSharp;

    /// <summary>MIME type under which the text of a language that does not run is shown.</summary>
    public static string MimeType(string language) => MimeTypes[language];

    /// <summary>Names for error messages.</summary>
    public static string Known => "csharp, fsharp, html, javascript, markdown, mermaid";
}
