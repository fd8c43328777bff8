using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>
/// The text format of .NET notebooks. A cell starts at a line that is exactly <c>#!</c> and a known kernel name; any other such line belongs to
/// the cell it stands in. What the format has no place for — cell ids, metadata, attachments, blank lines at a cell's edges, a cell that holds a
/// line that would start another — is kept in the <c>#!meta</c> header under <c>ipynb</c>. Outputs are not kept.
/// </summary>
public static class DibFormat
{
    /// <summary>Reads the text of a <c>.dib</c> file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="NotebookFormatException">The <c>#!meta</c> header is not a JSON object.</exception>
    public static NotebookDocument Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(file);
        var (meta, body, line) = DibHeader.Split(Lines.Unix(text), file);
        var pieces = DibPiece.Parse(body, meta.Languages, meta.DefaultLanguage, line);
        var (cells, remarks) = meta.Restore(pieces);
        return new NotebookDocument([.. CellIds.Assign(cells)], meta.DefaultLanguage, meta.Metadata) { Extra = meta.Extra, Remarks = [.. remarks, .. CellIds.Losses(cells)] };
    }

    /// <summary>The text of a <c>.dib</c> file that reads back as the same notebook without its outputs.</summary>
    /// <param name="document">The notebook.</param>
    public static string Write(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        ImmutableArray<Cell> cells = [.. CellIds.Assign(document.Cells)];
        var header = DibHeader.For(document with { Cells = cells });
        var text = new StringBuilder();
        if (header is { Count: > 0 })
        {
            text.Append("#!meta\n\n").Append(JupyterJson.Write(header)).Append("\n\n");
        }

        text.AppendJoin("\n", cells.Select(DibPiece.Write));
        return text.ToString();
    }

    /// <summary>What a <c>.dib</c> file cannot keep of a notebook, one sentence each; empty when nothing is lost.</summary>
    /// <param name="document">The notebook.</param>
    public static ImmutableArray<string> Losses(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var cells = document.Cells.Count(cell => !cell.Outputs.IsEmpty);
        var outputs = document.Cells.Sum(cell => cell.Outputs.Length);
        return outputs == 0
            ? []
            : [FormattableString.Invariant($"{outputs} stored outputs of {cells} cells are not kept: a .dib file stores none (run the notebook to have them again)")];
    }
}
