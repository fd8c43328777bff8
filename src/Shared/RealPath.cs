namespace Interdealer.Files;

/// <summary>Where a path leads once every link on the way is followed.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The path without links; parts of it that are not there stay as they are.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        return Of(Path.GetFullPath(path), ref links);
    }

    /// <summary>Whether a path leads to a place below a folder.</summary>
    public static bool IsBelow(string folder, string path) =>
        Of(path).StartsWith(Path.TrimEndingDirectorySeparator(Of(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Whether a file is there and has a length. A pipe, which would have to be waited for, and a device, which need not end, have none.</summary>
    public static bool HasContent(string path) => new FileInfo(Of(path)) is { Exists: true, Length: > 0 };

    private static string Of(string full, ref int links)
    {
        if (Path.GetDirectoryName(full) is not { } folder)
        {
            return full;
        }

        var here = Path.Combine(Of(folder, ref links), Path.GetFileName(full));
        if (new FileInfo(here).LinkTarget is not { } target)
        {
            return here;
        }

        return ++links <= MostLinks
            ? Of(Path.GetFullPath(target, Path.GetDirectoryName(here)!), ref links)
            : throw new IOException($"{full}: links lead in a circle");
    }
}
