using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>A notebook as a value: its cells in order and the metadata around them, whichever file format it came from.</summary>
/// <param name="Cells">The cells, in the order of the file.</param>
/// <param name="DefaultLanguage">The language of a code cell that names none: <c>csharp</c>, <c>fsharp</c>, …</param>
/// <param name="Metadata">Notebook metadata, kept as found, known or not.</param>
public sealed record NotebookDocument(ImmutableArray<Cell> Cells, string DefaultLanguage, JsonObject Metadata)
{
    /// <summary>Members of the file's outermost object that nbformat does not define, kept as found.</summary>
    public JsonObject Extra { get; init; } = [];

    /// <summary>What reading the file made otherwise than its author may have meant, a sentence each; empty for a notebook that was not read.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];
}

/// <summary>What a cell is: code to run, text to show, or raw text to carry along.</summary>
public enum CellKind
{
    /// <summary>Source in <see cref="Cell.Language"/>, run by a kernel or passed through as an output.</summary>
    Code,

    /// <summary>Markdown text.</summary>
    Markdown,

    /// <summary>Text carried along unchanged.</summary>
    Raw,
}

/// <summary>One cell.</summary>
/// <param name="Id">nbformat 4.5 cell id: 1 to 64 of letters, digits, <c>-</c> and <c>_</c>; unique in the notebook.</param>
/// <param name="Kind">Code, markdown or raw.</param>
/// <param name="Language">Kernel name of a code cell, for example <c>csharp</c>; <c>markdown</c> for a markdown cell.</param>
/// <param name="Source">The text, with LF line ends.</param>
public sealed record Cell(string Id, CellKind Kind, string Language, string Source)
{
    /// <summary>Cell metadata, kept as found.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Attachments of a markdown or raw cell, kept as found.</summary>
    public JsonObject? Attachments { get; init; }

    /// <summary>Members of the cell's object that nbformat does not define, kept as found.</summary>
    public JsonObject Extra { get; init; } = [];

    /// <summary>Outputs of a code cell, in the order they were produced.</summary>
    public ImmutableArray<CellOutput> Outputs { get; init; } = [];

    /// <summary>Place of the cell in the order of execution, from 1; null when it has not run.</summary>
    public int? ExecutionCount { get; init; }
}
