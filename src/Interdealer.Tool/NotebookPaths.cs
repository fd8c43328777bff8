using Interdealer.Notebooks.Documents;

namespace Interdealer.Tool;

/// <summary>The notebooks that files and folders on the command line stand for.</summary>
internal static class NotebookPaths
{
    /// <summary>Files stand for themselves, a folder for the notebooks directly in it, in ordinal order of their names; checkpoints are left out.</summary>
    /// <exception cref="UsageException">Something does not exist, is no notebook, or there is no notebook at all.</exception>
    internal static IReadOnlyList<string> Expand(IReadOnlyList<string> inputs)
    {
        var paths = new List<string>();
        foreach (var input in inputs)
        {
            if (Directory.Exists(input))
            {
                paths.AddRange(InFolder(input));
            }
            else if (!File.Exists(input))
            {
                throw new UsageException($"{input}: there is no such file or folder");
            }
            else if (!NotebookFile.IsNotebook(input))
            {
                throw new UsageException($"{input}: is not a notebook; expected a file that ends in .ipynb or .dib, or a folder");
            }
            else
            {
                paths.Add(input);
            }
        }

        return paths.Count == 0
            ? throw new UsageException($"{string.Join(", ", inputs)}: no .ipynb or .dib file lies there")
            : [.. paths.DistinctBy(Path.GetFullPath, StringComparer.Ordinal)];
    }

    static IEnumerable<string> InFolder(string folder) => Directory.EnumerateFiles(folder)
        .Where(NotebookFile.IsNotebook)
        .Where(path => !Path.GetFileNameWithoutExtension(path).EndsWith("-checkpoint", StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(".", path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path)
        .Order(StringComparer.Ordinal);
}
