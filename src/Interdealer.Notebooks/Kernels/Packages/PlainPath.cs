namespace Interdealer.Notebooks.Kernels.Packages;

/// <summary>
/// Paths that MSBuild and NuGet read as they are written. They hand lists of files and folders on as one text, in which a semicolon parts two and a percent sign
/// begins a character's code, so that no way of writing keeps a folder such as <c>50%;new</c> whole.
/// </summary>
internal static class PlainPath
{
    /// <summary>Whether a path is one.</summary>
    public static bool Is(string path) => path.AsSpan().IndexOfAny('%', ';') < 0;

    /// <summary>The path itself where it is one, else that of a link to it.</summary>
    /// <param name="path">A folder, in full.</param>
    /// <param name="link">Where the link is made, if need be.</param>
    public static string To(string path, string link)
    {
        if (Is(path) || !Path.IsPathFullyQualified(path))
        {
            return path;
        }

        File.Delete(link);
        File.CreateSymbolicLink(link, path);
        return link;
    }
}
