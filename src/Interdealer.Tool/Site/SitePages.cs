using System.Text.RegularExpressions;

namespace Interdealer.Tool.Site;

/// <summary>
/// The pages as docfx takes them: those of <c>docs/</c>, in which <c>&lt;!-- about: Kyle --&gt;</c> becomes the way from an equation to API, source and tests and
/// <c>&lt;!-- cases: Kyle --&gt;</c> the reference cases, computed now; a page for each file of the repository that is linked; and a line on each API page that leads back.
/// </summary>
internal sealed partial class SitePages
{
    const string Docs = "docs";
    readonly string root;
    readonly string work;
    readonly TypePlaces places;
    readonly SourcePages sources;
    readonly List<(Type Type, string Page)> equations = [];

    SitePages(string root, string work) => (this.root, this.work, places, sources) = (root, work, new TypePlaces(root), new SourcePages(root, work));

    /// <summary>Writes everything docfx needs into a folder.</summary>
    /// <exception cref="UsageException">A page names a type or a file that is not there.</exception>
    internal static void Write(string root, string work)
    {
        var pages = new SitePages(root, work);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, Docs), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            pages.Take(file);
        }

        pages.WriteWaysBack();
        DocumentedAssemblies.Copy(root, Path.Combine(work, "assemblies"));
    }

    void Take(string file)
    {
        var name = Path.GetRelativePath(Path.Combine(root, Docs), file);
        var target = Path.Combine(work, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (Path.GetExtension(file) == ".md")
        {
            File.WriteAllText(target, Expand(File.ReadAllText(file).ReplaceLineEndings("\n"), name));
        }
        else
        {
            File.Copy(file, target);
        }
    }

    string Expand(string text, string page) => OutsideFences(text, part =>
    {
        part = About().Replace(part, match =>
        {
            var type = places.Find(match.Groups["type"].Value, page);
            equations.Add((type, page));
            return $"<a id=\"{Anchor(type)}\"></a>\n\n{Way(type, page)}";
        });
        part = Cases().Replace(part, match => ModelCases.Markdown(places.Find(match.Groups["type"].Value, page), page));
        return Outward().Replace(part, match => sources.Link(match.Groups["text"].Value, match.Groups["to"].Value, page));
    });

    // API page, file, tests.
    string Way(Type type, string page)
    {
        var source = sources.Link("source", places.SourceOf(type), page, fromRoot: true);
        var tests = places.TestsOf(type).Select(file => sources.Link(Path.GetFileNameWithoutExtension(file), file, page, fromRoot: true));
        return $"<xref:{type.FullName}> · {source} · tests: {string.Join(", ", tests)}";
    }

    // docfx puts what stands under a uid on the API page of that type.
    void WriteWaysBack()
    {
        var folder = Directory.CreateDirectory(Path.Combine(work, "overwrite")).FullName;
        foreach (var (type, page) in equations)
        {
            File.WriteAllText(Path.Combine(folder, $"{type.FullName}.md"),
                $"---\nuid: {type.FullName}\n---\nThe equation in full, its assumptions, cases and tests: [{type.Name}](~/{page}#{Anchor(type)}).\n");
        }
    }

    static string Anchor(Type type) => "equation-" + type.Name;

    // What is shown as code is not markdown.
    static string OutsideFences(string text, Func<string, string> change)
    {
        var parts = Fence().Split(text);
        return string.Concat(parts.Select((part, i) => i % 2 == 0 ? change(part) : part));
    }

    [GeneratedRegex("<!-- about: (?<type>[A-Za-z0-9.]+) -->")]
    private static partial Regex About();

    [GeneratedRegex("<!-- cases: (?<type>[A-Za-z0-9.]+) -->")]
    private static partial Regex Cases();

    // Links to what lies beside or above docs/ in the repository.
    [GeneratedRegex(@"(?<!!)\[(?<text>[^\]]+)\]\((?<to>\.\./[^)#]+)\)")]
    private static partial Regex Outward();

    [GeneratedRegex("(^```.*?^```[^\n]*$)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
