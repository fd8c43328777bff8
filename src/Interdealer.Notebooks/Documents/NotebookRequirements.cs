using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>
/// The optional packages a notebook cannot run without, as its metadata names them: <c>"interdealer": { "requires": ["Deedle"] }</c>. A notebook whose
/// packages are not on the feeds is skipped, and says so.
/// </summary>
public static class NotebookRequirements
{
    /// <summary>The member of the notebook's metadata (or of a <c>#!meta</c> header) that holds what is meant for this tool.</summary>
    internal const string Member = "interdealer";

    /// <summary>The packages named, in order; empty when the notebook needs none.</summary>
    /// <param name="document">The notebook.</param>
    public static ImmutableArray<string> Of(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return (document.Metadata[Member] as JsonObject)?["requires"] is JsonArray names
            ? [.. names.Select(name => PolyglotMetadata.Text(name)).OfType<string>()]
            : [];
    }
}
