using System.Collections.Frozen;

namespace Interdealer.Notebooks.Documents;

/// <summary>The kernel names and aliases that are known without being declared by a notebook.</summary>
internal static class Languages
{
    internal const string CSharp = "csharp";
    internal const string Markdown = "markdown";
    internal const string Raw = "raw";

    static readonly FrozenDictionary<string, string> ByAlias = new (string Name, string[] Aliases)[]
    {
        (CSharp, ["c#", "C#", "cs"]),
        ("fsharp", ["f#", "F#", "fs"]),
        ("pwsh", ["powershell"]),
        ("javascript", ["js"]),
        ("html", []),
        ("mermaid", []),
        ("sql", []),
        ("kql", []),
        ("value", []),
        ("http", []),
        (Markdown, ["md"]),
        (Raw, []),
    }
    .SelectMany(l => l.Aliases.Append(l.Name).Select(alias => KeyValuePair.Create(alias, l.Name)))
    .ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> ByDisplayName = new Dictionary<string, string>
    {
        ["C#"] = CSharp,
        ["F#"] = "fsharp",
        ["PowerShell"] = "pwsh",
        ["JavaScript"] = "javascript",
        ["HTML"] = "html",
        ["Mermaid"] = "mermaid",
        ["SQL"] = "sql",
        ["KQL"] = "kql",
        ["HTTP"] = "http",
        ["Markdown"] = Markdown,
    }
    .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    static readonly FrozenDictionary<string, string> DisplayNames =
        ByDisplayName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The kernel name an alias stands for; any other name stands for itself.</summary>
    internal static string Canonical(string name) => ByAlias.GetValueOrDefault(name, name);

    /// <summary>Whether the name is known without being declared.</summary>
    internal static bool IsBuiltIn(string name) => ByAlias.ContainsKey(name);

    /// <summary>The kernel name of a language named in the way of Jupyter kernel specifications, such as <c>C#</c>.</summary>
    internal static string FromDisplayName(string name) => ByDisplayName.GetValueOrDefault(name, Canonical(name));

    /// <summary>The name people know the language by, such as <c>C#</c>.</summary>
    internal static string DisplayName(string name) => DisplayNames.GetValueOrDefault(name, name);
}
