namespace Interdealer.Tool.Site;

/// <summary>Files of the repository that pages link to, each as a page of its own: the site needs no network and no address of the repository.</summary>
internal sealed class SourcePages(string root, string work)
{
    const string Folder = "source";
    static readonly string[] Shown = [".cs", ".md", ".json", ".sh", ".yaml", ".yml", ".py", ".csv", ".ipynb", ".dib"];
    readonly HashSet<string> written = new(StringComparer.Ordinal);

    /// <summary>A link to a file, as markdown; a folder is named and not linked.</summary>
    /// <param name="text">What the link says.</param>
    /// <param name="to">The file, relative to the page in docs/ or to the root of the repository.</param>
    /// <param name="page">The page, relative to docs/.</param>
    /// <param name="fromRoot">Whether the file is named from the root of the repository.</param>
    /// <exception cref="UsageException">It is not there.</exception>
    internal string Link(string text, string to, string page, bool fromRoot = false)
    {
        var file = Path.GetFullPath(fromRoot ? Path.Combine(root, to) : Path.Combine(root, "docs", Path.GetDirectoryName(page)!, to));
        if (!Path.Exists(file) || Path.GetRelativePath(root, file).StartsWith("..", StringComparison.Ordinal))
        {
            throw new UsageException($"docs/{page} links to {to}, which is not in the checkout");
        }

        var name = Path.GetRelativePath(root, file).Replace('\\', '/');
        // Notebooks are in the gallery, drawn.
        if (name.StartsWith("notebooks/", StringComparison.Ordinal) && Path.HasExtension(name))
        {
            return $"<a href=\"{Up(page)}{SiteCommand.Gallery}/{Path.GetFileNameWithoutExtension(name)}.html\">{text}</a>";
        }

        if (Directory.Exists(file) || !Shown.Contains(Path.GetExtension(file)))
        {
            return text.Contains('`', StringComparison.Ordinal) ? text : $"{text} (`{name}`)";
        }

        Write(name, file);
        return $"[{text}](~/{Folder}/{name}.md)";
    }

    /// <summary>The way from a page to the root of the site.</summary>
    static string Up(string page) => string.Concat(Enumerable.Repeat("../", page.Replace('\\', '/').Count(c => c == '/')));

    void Write(string name, string file)
    {
        if (!written.Add(name))
        {
            return;
        }

        var target = Path.Combine(work, Folder, name + ".md");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var language = Path.GetExtension(file) switch { ".cs" => "csharp", ".sh" => "bash", ".py" => "python", ".md" => "markdown", var other => other.TrimStart('.') };
        // Longer than any fence in the file.
        File.WriteAllText(target, $"---\ntitle: {name}\n---\n# {Path.GetFileName(name)}\n\n`{name}`\n\n``````{language}\n{File.ReadAllText(file).TrimStart('\uFEFF').TrimEnd()}\n``````\n");
    }
}
