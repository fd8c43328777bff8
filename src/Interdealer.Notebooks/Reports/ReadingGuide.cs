using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Reports;

/// <summary>What to read, in what order: the text that a folder of notebooks has for its readers, shown at the head of a report's index.</summary>
public static class ReadingGuide
{
    const string FileName = "README.md";
    const int Longest = 1 << 20;

    /// <summary>The guide beside the notebooks: <c>README.md</c> of the one folder in which all of them lie.</summary>
    /// <param name="paths">The notebooks.</param>
    /// <returns>Markdown; null where they lie in several folders, or there is no such file, or it is longer than a mebibyte or cannot be read.</returns>
    public static string? Beside(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var folders = paths.Select(path => Path.GetDirectoryName(Path.GetFullPath(path))).Distinct(StringComparer.Ordinal).ToArray();
        if (folders is not [{ } folder] || new FileInfo(Path.Combine(folder, FileName)) is not { Exists: true, Length: <= Longest } file)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
