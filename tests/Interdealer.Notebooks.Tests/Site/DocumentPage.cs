using System.Text.RegularExpressions;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Site;

/// <summary>A page of the documentation and the blocks of code on it.</summary>
/// <remarks>
/// A block under <c>&lt;!-- file: name --&gt;</c> is a file that lies beside the page's code; one under <c>&lt;!-- Name.cs --&gt;</c> is a file of the repository.
/// C# is run in order, as one notebook; the text block behind it is what it shows.
/// </remarks>
internal sealed partial record DocumentPage(string Name, string Text)
{
    /// <summary>Pages, named from the root of the repository.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Workbench.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Workbench.RepositoryRoot, "README.md"))
            .Select(file => Path.GetRelativePath(Workbench.RepositoryRoot, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    internal IReadOnlyList<Block> Blocks { get; } =
        [.. Fence().Matches(Text).Select(fence => new Block(fence.Groups["language"].Value, fence.Groups["body"].Value, fence.Groups["mark"].Value))];

    internal static DocumentPage Read(string name) => new(name, File.ReadAllText(Path.Combine(Workbench.RepositoryRoot, name)).ReplaceLineEndings("\n"));

    /// <summary>C# that is run, each with the text it shows, if the page says it.</summary>
    internal IEnumerable<(string Code, string? Shows)> Cells()
    {
        for (var i = 0; i < Blocks.Count; i++)
        {
            if (Blocks[i] is { Language: "csharp", Mark: "" } cell)
            {
                yield return (cell.Body, Blocks.ElementAtOrDefault(i + 1) is { Language: "text" } shown ? shown.Body.TrimEnd() : null);
            }
        }
    }

    /// <summary>Files that lie beside the page's code.</summary>
    internal IEnumerable<(string File, string Content)> Files() =>
        from block in Blocks
        where block.Mark.StartsWith("file: ", StringComparison.Ordinal)
        select (block.Mark["file: ".Length..], block.Body);

    /// <summary>Lines of a shell, without what is said about them.</summary>
    internal IEnumerable<string> Commands() =>
        from block in Blocks
        where block.Language is "" or "console"
        from line in block.Body.Split('\n')
        where line.Length > 0
        select Remark().Replace(line, "");

    internal sealed record Block(string Language, string Body, string Mark);

    [GeneratedRegex(@"(?:^<!-- (?<mark>[^\n]*?) -->\n)?^```(?<language>\w*)\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\s{2,}.*$")]
    private static partial Regex Remark();
}
