using System.Collections.Immutable;

namespace Interdealer.Notebooks.Reports;

/// <summary>Names for the files written for notebooks, into one folder.</summary>
public static class OutputNames
{
    /// <summary>
    /// One name a path, without extension, in the same order: the file's own name, and where several share it (or it is <c>index</c>), the
    /// extension, folder names or a number besides.
    /// </summary>
    /// <param name="paths">The notebooks.</param>
    public static ImmutableArray<string> For(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "index", "assets" };
        return [.. paths.Select(path => Candidates(path).First(taken.Add))];
    }

    static IEnumerable<string> Candidates(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var extension = Path.GetExtension(path).TrimStart('.');
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
        yield return name;
        yield return $"{name}-{extension}";
        yield return $"{folder}-{name}";
        for (var i = 2; ; i++)
        {
            yield return FormattableString.Invariant($"{folder}-{name}-{i}");
        }
    }
}
