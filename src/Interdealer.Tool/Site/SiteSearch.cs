using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Reports;
using Interdealer.Notebooks.Running;

namespace Interdealer.Tool.Site;

/// <summary>The search of the site finds the notebooks too: their text and code join the index that docfx wrote of its own pages.</summary>
internal static class SiteSearch
{
    /// <summary>Adds notebooks to the index.</summary>
    internal static void Add(string built, IReadOnlyList<NotebookRun> runs)
    {
        var path = Path.Combine(built, "index.json");
        var index = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var names = OutputNames.For([.. runs.Select(run => run.Path)]);
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Document is { } document)
            {
                var page = $"{SiteCommand.Gallery}/{names[i]}.html";
                index[page] = new JsonObject
                {
                    ["href"] = page,
                    ["title"] = $"{runs[i].Title} | Notebook",
                    ["summary"] = string.Join(' ', document.Cells.Where(cell => cell.Kind != CellKind.Raw).Select(cell => cell.Source.ReplaceLineEndings(" "))),
                };
            }
        }

        File.WriteAllText(path, index.ToJsonString());
    }
}
