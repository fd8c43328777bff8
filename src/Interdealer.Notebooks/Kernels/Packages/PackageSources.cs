using System.Collections.Immutable;
using System.Xml.Linq;

namespace Interdealer.Notebooks.Kernels.Packages;

/// <summary>What <c>NuGet.config</c> files say about sources, read only to know which sources are folders; restoring is left to NuGet.</summary>
/// <param name="Configuration">The files that apply, farthest first, with their content.</param>
/// <param name="Folders">Sources that are folders on this machine, in full.</param>
internal sealed record PackageSources(ImmutableArray<(string Path, string Content)> Configuration, ImmutableArray<string> Folders)
{
    private static readonly string[] FileNames = ["nuget.config", "NuGet.config", "NuGet.Config"];

    /// <summary>Reads the user's configuration and every one from the root of the file system down to a folder.</summary>
    public static PackageSources Read(string folder, IEnumerable<string> added)
    {
        var files = new List<(string, string)>();
        foreach (string path in UserFiles().Concat(Ancestors(folder)))
        {
            files.Add((path, File.ReadAllText(path)));
        }

        var sources = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, content) in files)
        {
            Apply(sources, XDocument.Parse(content), Path.GetDirectoryName(path)!);
        }

        return new PackageSources(
            [.. files],
            [.. sources.Values.Concat(added).Where(Directory.Exists).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Package files of an id in the folder sources, by version.</summary>
    public IEnumerable<(PackageVersion Version, string File)> FilesOf(string id)
    {
        foreach (string folder in Folders)
        {
            // Flat folders keep id.version.nupkg; those made by `nuget add` keep id/version/id.version.nupkg.
            string nested = Path.Combine(folder, id.ToLowerInvariant());
            IEnumerable<string> files = Directory.EnumerateFiles(folder, "*.nupkg")
                .Concat(Directory.Exists(nested) ? Directory.EnumerateFiles(nested, "*.nupkg", SearchOption.AllDirectories) : []);
            foreach (string file in files.Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileNameWithoutExtension(file);
                if (name.StartsWith(id + ".", StringComparison.OrdinalIgnoreCase) && PackageVersion.TryParse(name[(id.Length + 1)..]) is { } version)
                {
                    yield return (version, file);
                }
            }
        }
    }

    private static void Apply(Dictionary<string, string> sources, XDocument file, string folder)
    {
        foreach (XElement element in file.Root?.Element("packageSources")?.Elements() ?? [])
        {
            string key = (string?)element.Attribute("key") ?? "";
            switch (element.Name.LocalName)
            {
                case "clear":
                    sources.Clear();
                    break;
                case "remove":
                    sources.Remove(key);
                    break;
                case "add" when (string?)element.Attribute("value") is { } value:
                    string expanded = Environment.ExpandEnvironmentVariables(value);
                    bool address = expanded.Contains("://", StringComparison.Ordinal);
                    sources[key] = address ? expanded : Path.GetFullPath(expanded, folder);
                    break;
            }
        }

        foreach (XElement element in file.Root?.Element("disabledPackageSources")?.Elements("add") ?? [])
        {
            if (string.Equals((string?)element.Attribute("value"), "true", StringComparison.OrdinalIgnoreCase))
            {
                sources.Remove((string?)element.Attribute("key") ?? "");
            }
        }
    }

    private static IEnumerable<string> UserFiles()
    {
        string[] candidates = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "NuGet", "NuGet.Config")]
            : [
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet", "NuGet.Config"),
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config", "NuGet", "NuGet.Config"),
            ];
        return candidates.Where(File.Exists).Take(1);
    }

    private static Stack<string> Ancestors(string folder)
    {
        var found = new Stack<string>();
        for (DirectoryInfo? at = new(Path.GetFullPath(folder)); at is not null; at = at.Parent)
        {
            if (FileNames.Select(name => Path.Combine(at.FullName, name)).FirstOrDefault(File.Exists) is { } file)
            {
                found.Push(file);
            }
        }

        return found;
    }
}
