using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>
/// What the header of a <c>.dib</c> file remembers of one cell. Cells are found again by position and fingerprint; a cell that has moved is found by
/// its fingerprint; a cell that was edited keeps its entry as long as none was added or removed, except for an exact source, which the edit replaces.
/// </summary>
internal static class DibEntry
{
    /// <summary>The entries a notebook's cells need; none for a cell that the file's text says completely.</summary>
    internal static List<JsonNode> For(IReadOnlyList<Cell> cells, IReadOnlyDictionary<string, string> declared, out int pieces)
    {
        var entries = new List<JsonNode>();
        pieces = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            var seen = DibPiece.Parse(DibPiece.Write(cells[i]), declared, "");
            var entry = Describe(cells[i], i, seen);
            if (entry.Count > 0)
            {
                entry["at"] = pieces;
                entry["fingerprint"] = DibPiece.Fingerprint(seen);
                entries.Add(entry);
            }

            pieces += seen.Count;
        }

        return entries;
    }

    /// <summary>The cells that pieces and entries stand for together.</summary>
    internal static (IReadOnlyList<Cell> Cells, IReadOnlyList<string> Remarks) Restore(JsonArray entries, int? countThen, IReadOnlyList<DibPiece> pieces)
    {
        var claims = Claim([.. entries.OfType<JsonObject>()], countThen, pieces);
        var (cells, remarks) = (new List<Cell>(), new List<string>());
        for (var i = 0; i < pieces.Count;)
        {
            if (pieces[i].Remark is { } remark)
            {
                remarks.Add(remark);
            }

            var (entry, exact) = claims[i];
            cells.Add(Apply(entry, exact, pieces[i]));
            i += exact && entry is not null ? Length(entry) : 1;
        }

        return (cells, remarks);
    }

    static JsonObject Describe(Cell cell, int position, IReadOnlyList<DibPiece> seen)
    {
        var entry = new JsonObject();
        var plain = Apply(null, false, seen[0]);
        if (cell.Kind != plain.Kind)
        {
            entry["kind"] = cell.Kind.ToString();
        }

        if (cell.Kind == CellKind.Code && cell.Language != plain.Language)
        {
            entry["language"] = cell.Language;
        }

        if (seen.Count > 1 || cell.Source != plain.Source)
        {
            entry["source"] = Lines.ToJson(cell.Source);
            entry["length"] = seen.Count;
        }

        if (cell.Id != CellIds.Derive(position, cell))
        {
            entry["id"] = cell.Id;
        }

        if (!JsonNode.DeepEquals(cell.Metadata, plain.Metadata))
        {
            entry["metadata"] = cell.Metadata.DeepClone();
        }

        if (cell.Attachments is { } attachments)
        {
            entry["attachments"] = attachments.DeepClone();
        }

        if (cell.Extra.Count > 0)
        {
            entry["extra"] = cell.Extra.DeepClone();
        }

        return entry;
    }

    static (JsonObject? Entry, bool Exact)[] Claim(List<JsonObject> entries, int? countThen, IReadOnlyList<DibPiece> pieces)
    {
        var claims = new (JsonObject? Entry, bool Exact)[pieces.Count];
        var taken = new bool[pieces.Count];
        var open = entries.Where(entry => !Take(entry, At(entry))).ToList();
        open.RemoveAll(entry => Enumerable.Range(0, pieces.Count).Any(i => Take(entry, i)));
        if (countThen == pieces.Count)
        {
            foreach (var entry in open.Where(e => Length(e) == 1 && At(e) >= 0 && At(e) < pieces.Count && !taken[At(e)]))
            {
                (claims[At(entry)], taken[At(entry)]) = ((entry, false), true);
            }
        }

        return claims;

        bool Take(JsonObject entry, int at)
        {
            var length = Length(entry);
            if (at < 0 || length < 1 || at + length > pieces.Count || taken.AsSpan(at, length).Contains(true)
                || PolyglotMetadata.Text(entry, "fingerprint") != DibPiece.Fingerprint(pieces.Skip(at).Take(length)))
            {
                return false;
            }

            claims[at] = (entry, true);
            taken.AsSpan(at, length).Fill(true);
            return true;
        }
    }

    static Cell Apply(JsonObject? entry, bool exact, DibPiece piece)
    {
        var natural = piece.Language switch
        {
            Languages.Markdown => CellKind.Markdown,
            Languages.Raw => CellKind.Raw,
            _ => CellKind.Code,
        };
        var kind = Enum.TryParse<CellKind>(PolyglotMetadata.Text(entry, "kind"), out var kept) ? kept : natural;
        // Text has no language of its own, whatever an entry says: neither format has a place for one.
        var language = kind switch
        {
            CellKind.Markdown => Languages.Markdown,
            CellKind.Raw => Languages.Raw,
            _ => PolyglotMetadata.Text(entry, "language") ?? piece.Language,
        };
        var source = exact && entry?["source"] is JsonArray lines
            ? string.Concat(lines.Select(line => PolyglotMetadata.Text(line)))
            : piece.Source;
        return new Cell(PolyglotMetadata.Text(entry, "id") ?? "", kind, language, source)
        {
            // A code cell of a .dib file is the one a .NET front end would write to an .ipynb file.
            Metadata = entry?["metadata"] as JsonObject is { } metadata ? metadata.DeepClone().AsObject()
                : natural == CellKind.Code ? PolyglotMetadata.ForCell(piece.Language)
                : [],
            Attachments = (entry?["attachments"] as JsonObject)?.DeepClone().AsObject(),
            Extra = entry?["extra"] as JsonObject is { } extra ? extra.DeepClone().AsObject() : [],
        };
    }

    static int At(JsonObject entry) => PolyglotMetadata.Number(entry["at"]) ?? -1;

    static int Length(JsonObject entry) => PolyglotMetadata.Number(entry["length"]) ?? 1;
}
