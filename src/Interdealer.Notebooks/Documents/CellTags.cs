using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>The tags of a cell, as nbformat stores them: <c>"tags": ["raises-exception"]</c> in its metadata.</summary>
internal static class CellTags
{
    /// <summary>Whether the cell carries a tag.</summary>
    internal static bool Has(Cell cell, string tag) =>
        cell.Metadata["tags"] is JsonArray tags && tags.Any(entry => entry is JsonValue value && value.TryGetValue<string>(out var text) && text == tag);
}
