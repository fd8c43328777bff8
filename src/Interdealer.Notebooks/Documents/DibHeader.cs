using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>
/// The <c>#!meta</c> header of a <c>.dib</c> file: .NET front ends keep the notebook's kernels there, and this library, under the member
/// <c>ipynb</c>, what a notebook of the other format has and this one has no place for.
/// </summary>
internal sealed class DibHeader
{
    const string Start = "#!meta";
    const string Own = "ipynb";

    readonly JsonObject? kept;

    DibHeader(JsonObject meta)
    {
        kept = meta[Own] as JsonObject;
        var polyglot = meta.DeepClone().AsObject();
        polyglot.Remove(Own);
        Metadata = kept?["metadata"] as JsonObject is { } whole
            ? whole.DeepClone().AsObject()
            : PolyglotMetadata.ForNotebook(
                PolyglotMetadata.DefaultLanguageOf(new JsonObject { ["polyglot_notebook"] = polyglot.DeepClone() }), polyglot.Count == 0 ? null : polyglot);
        DefaultLanguage = PolyglotMetadata.DefaultLanguageOf(Metadata);
        Extra = kept?["extra"] as JsonObject is { } extra ? extra.DeepClone().AsObject() : [];
        var languages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, kernel) in PolyglotMetadata.DeclaredKernels(Metadata["polyglot_notebook"] as JsonObject ?? []))
        {
            languages.TryAdd(name, kernel);
        }

        foreach (var name in (kept?["languages"] as JsonArray ?? []).Select(n => PolyglotMetadata.Text(n)).OfType<string>())
        {
            languages.TryAdd(name, name);
        }

        Languages = languages;
    }

    /// <summary>Names that start a cell besides the built-in ones, with the kernel each stands for.</summary>
    internal IReadOnlyDictionary<string, string> Languages { get; }

    /// <summary>The language of text before the first start line.</summary>
    internal string DefaultLanguage { get; }

    /// <summary>The notebook metadata the same notebook has as an <c>.ipynb</c> file.</summary>
    internal JsonObject Metadata { get; }

    /// <summary>Members of that file's outermost object that nbformat does not define.</summary>
    internal JsonObject Extra { get; }

    /// <summary>Takes the header off a text, if it has one: a first line <c>#!meta</c> and what follows it up to the first cell.</summary>
    internal static (DibHeader Header, string Body, int BodyLine) Split(string text, string file)
    {
        var lines = text.Split('\n');
        var start = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        if (start < 0 || lines[start].TrimEnd() != Start)
        {
            return (new DibHeader([]), text, 1);
        }

        // JSON lines never begin with "#!" in text this or any other JSON writer lays out: a line end inside a string is escaped.
        var end = Array.FindIndex(lines, start + 1, line => line.StartsWith("#!", StringComparison.Ordinal));
        end = end < 0 ? lines.Length : end;
        var json = string.Join('\n', lines[(start + 1)..end]);
        var meta = string.IsNullOrWhiteSpace(json) ? [] : JsonText.ReadObject(json, file, start + 2);
        return (new DibHeader(meta), string.Join('\n', lines[end..]), end + 1);
    }

    /// <summary>The header a notebook needs; empty when the file says everything by itself.</summary>
    internal static JsonObject For(NotebookDocument document)
    {
        var metadata = PolyglotMetadata.WithDefaultLanguage(document.Metadata, document.DefaultLanguage);
        var (header, own) = Describe(metadata);
        if (document.Extra.Count > 0)
        {
            own["extra"] = document.Extra.DeepClone();
        }

        var undeclared = Undeclared(document, metadata);
        if (undeclared.Count > 0)
        {
            own["languages"] = new JsonArray([.. undeclared.Select(name => (JsonNode)name)]);
        }

        // What a reader will make of the header so far decides what each cell still needs.
        var readBack = new DibHeader(With(header, own));
        var entries = DibEntry.For(document.Cells, readBack.Languages, out var pieces);
        if (entries.Count > 0)
        {
            own["cells"] = new JsonArray([.. entries]);
            own["pieces"] = pieces;
        }

        return With(header, own);
    }

    /// <summary>The cells the pieces of the file stand for.</summary>
    internal (IReadOnlyList<Cell> Cells, IReadOnlyList<string> Remarks) Restore(IReadOnlyList<DibPiece> pieces)
    {
        var (cells, remarks) = DibEntry.Restore(kept?["cells"] as JsonArray ?? [], PolyglotMetadata.Number(kept?["pieces"]), pieces);
        // A start line and remembered metadata may name two languages, once somebody has edited one of them: it is the line's.
        return ([.. cells.Select(cell => cell.Kind == CellKind.Code ? cell with { Metadata = PolyglotMetadata.WithLanguage(cell.Metadata, cell.Language, DefaultLanguage) } : cell)], remarks);
    }

    // The shortest header that reads back as this metadata: none, the front ends' own members, or the whole of it.
    static (JsonObject Header, JsonObject Own) Describe(JsonObject metadata)
    {
        var header = metadata["polyglot_notebook"] is JsonObject polyglot
            && !JsonNode.DeepEquals(polyglot, PolyglotMetadata.ForKernels(PolyglotMetadata.DefaultLanguageOf(metadata)))
            && !polyglot.ContainsKey(Own)
                ? polyglot.DeepClone().AsObject()
                : [];
        if (JsonNode.DeepEquals(new DibHeader(header).Metadata, metadata))
        {
            return (header, []);
        }

        // A default language other than C# is said by the kernels alone.
        var full = header.DeepClone().AsObject();
        if (metadata["polyglot_notebook"] is JsonObject all && !full.ContainsKey("kernelInfo") && all["kernelInfo"] is { } kernels)
        {
            full["kernelInfo"] = kernels.DeepClone();
        }

        return JsonNode.DeepEquals(new DibHeader(full).Metadata, metadata)
            ? (full, [])
            : (full, new JsonObject { ["metadata"] = metadata.DeepClone() });
    }

    static List<string> Undeclared(NotebookDocument document, JsonObject metadata)
    {
        var declared = PolyglotMetadata.DeclaredKernels(metadata["polyglot_notebook"] as JsonObject ?? [])
            .Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        return [.. document.Cells
            .Select(DibPiece.StartName)
            .Where(name => !Documents.Languages.IsBuiltIn(name) && !declared.Contains(name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    static JsonObject With(JsonObject header, JsonObject own)
    {
        var whole = header.DeepClone().AsObject();
        if (own.Count > 0)
        {
            whole[Own] = own.DeepClone();
        }

        return whole;
    }
}
