using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Kernels.Cells;

/// <summary>The code of a file named by <c>#!import</c>: scripts are one cell, notebooks are their code cells.</summary>
internal static class ImportedFile
{
    /// <summary>Language and source of each cell, in order.</summary>
    /// <exception cref="CellException">A file of another kind, or one that cannot be read.</exception>
    public static IReadOnlyList<(string Language, string Source)> Read(string path, string where)
    {
        try
        {
            string text = File.ReadAllText(path).ReplaceLineEndings("\n");
            return Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".CS" or ".CSX" => [(KernelLanguage.CSharp, WithoutShebang(text))],
                ".FS" or ".FSX" => [(KernelLanguage.FSharp, WithoutShebang(text))],
                ".DIB" => [.. DibCells(text)],
                ".IPYNB" => [.. NotebookCells(text)],
                var other => throw new CellException(
                    ErrorNames.Directive,
                    $"{where}: cannot import '{Path.GetFileName(path)}': '{other.ToLowerInvariant()}' is none of .cs, .csx, .fs, .fsx, .dib, .ipynb."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new CellException(ErrorNames.Directive, $"{where}: cannot import '{path}': {e.Message}");
        }
    }

    private static string WithoutShebang(string text) => text.StartsWith("#!/", StringComparison.Ordinal) ? "//" + text : text;

    private static IEnumerable<(string, string)> DibCells(string text)
    {
        string language = KernelLanguage.CSharp;
        var lines = new List<string>();
        bool meta = false;
        foreach (string line in text.Split('\n').Append("#!csharp"))
        {
            string? next = line.StartsWith("#!", StringComparison.Ordinal) ? KernelLanguage.Resolve(line[2..].TrimEnd()) : null;
            if (next is null && line.TrimEnd() != "#!meta")
            {
                lines.Add(line);
                continue;
            }

            if (!meta && KernelLanguage.Runs(language) && lines.Any(l => !string.IsNullOrWhiteSpace(l)))
            {
                yield return (language, string.Join('\n', lines).Trim('\n'));
            }

            lines.Clear();
            meta = next is null;
            language = next ?? language;
        }
    }

    private static IEnumerable<(string, string)> NotebookCells(string text)
    {
        JsonNode root = JsonNode.Parse(text) ?? throw new JsonException("the file is empty");
        string fallback = (string?)root["metadata"]?["polyglot_notebook"]?["kernelInfo"]?["defaultKernelName"]
            ?? (string?)root["metadata"]?["kernelspec"]?["language"]
            ?? KernelLanguage.CSharp;
        foreach (JsonNode? cell in root["cells"]?.AsArray() ?? [])
        {
            if ((string?)cell?["cell_type"] != "code")
            {
                continue;
            }

            string language = (string?)cell["metadata"]?["polyglot_notebook"]?["kernelName"]
                ?? (string?)cell["metadata"]?["dotnet_interactive"]?["language"]
                ?? fallback;
            string source = cell["source"] is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)cell["source"] ?? "";
            if (KernelLanguage.Resolve(language) is not { } known || KernelLanguage.Runs(known))
            {
                yield return (language, source);
            }
        }
    }
}
