using System.Text.RegularExpressions;

namespace Interdealer.Tool.Site;

/// <summary>Where types of the library stand: the file that declares one, and the tests that are about it.</summary>
internal sealed partial class TypePlaces
{
    const int MostTests = 3;
    readonly Dictionary<string, Type> types;
    readonly (string Name, string Text)[] sources;
    readonly (string Name, Dictionary<string, int> Words)[] tests;

    internal TypePlaces(string root)
    {
        types = DocumentedAssemblies.Models.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested)
            .GroupBy(type => type.Name).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.Single(), StringComparer.Ordinal);
        sources = Read(root, "src");
        tests = [.. Read(root, Path.Combine("tests", "Interdealer.Tests")).Select(file =>
            (file.Name, Word().Matches(file.Text).CountBy(word => word.Value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal)))];
    }

    /// <summary>The public type of a name.</summary>
    /// <exception cref="UsageException">There is none, or several.</exception>
    internal Type Find(string name, string page) => types.GetValueOrDefault(name)
        ?? throw new UsageException($"docs/{page} is about {name}: no public type of the library has that name, or several have");

    /// <summary>The file that declares a type, from the root of the repository.</summary>
    internal string SourceOf(Type type)
    {
        var name = type.Name.Split('`')[0];
        var declaration = new Regex($@"\b(class|record|struct|interface|enum)\s+(struct\s+|class\s+)?{Regex.Escape(name)}\b");
        return sources.Where(file => file.Text.Contains(name, StringComparison.Ordinal) && declaration.IsMatch(file.Text)).OrderBy(file => Path.GetFileNameWithoutExtension(file.Name) == name ? 0 : 1)
            .Select(file => file.Name).FirstOrDefault() ?? throw new UsageException($"{type.FullName} is declared in no file under src");
    }

    /// <summary>The test files that name a type most often.</summary>
    internal IReadOnlyList<string> TestsOf(Type type)
    {
        var found = tests.Select(file => (file.Name, Count: file.Words.GetValueOrDefault(type.Name.Split('`')[0]))).Where(file => file.Count > 0)
            .OrderByDescending(file => Path.GetFileName(file.Name).StartsWith(type.Name, StringComparison.Ordinal)).ThenByDescending(file => file.Count)
            .ThenBy(file => file.Name, StringComparer.Ordinal).Select(file => file.Name).Take(MostTests).ToArray();
        return found.Length > 0 ? found : throw new UsageException($"{type.FullName} is named in no test");
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();

    static (string Name, string Text)[] Read(string root, string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal) && !file.Name.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, File.ReadAllText(file.File))),
    ];
}
