using System.Text.Json.Nodes;

namespace Interdealer.Jupyter;

/// <summary>A language a kernel is installed for.</summary>
/// <param name="Kernel">Name of the language in cells: <c>csharp</c> or <c>fsharp</c>.</param>
/// <param name="DisplayName">Name people know it by.</param>
/// <param name="FileExtension">Of its sources, with the point.</param>
internal sealed record LanguageInfo(string Kernel, string DisplayName, string FileExtension)
{
    public static LanguageInfo CSharp { get; } = new("csharp", "C#", ".cs");

    public static LanguageInfo FSharp { get; } = new("fsharp", "F#", ".fs");

    public static IReadOnlyList<LanguageInfo> All { get; } = [CSharp, FSharp];

    /// <summary>Name of the kernel in notebooks: what .NET notebooks carry already.</summary>
    public string SpecName => $".net-{Kernel}";

    /// <summary>The language as a kernel describes itself.</summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = Kernel,
        ["version"] = Environment.Version.ToString(),
        ["mimetype"] = $"text/x-{Kernel}",
        ["file_extension"] = FileExtension,
        ["pygments_lexer"] = Kernel,
        ["codemirror_mode"] = $"text/x-{Kernel}",
        ["nbconvert_exporter"] = "script",
    };
}
