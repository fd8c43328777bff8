using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Documents;

/// <summary>One output of a code cell: one of the four kinds nbformat knows, or, while the cell runs, that they are taken back.</summary>
public abstract record CellOutput
{
    private CellOutput()
    {
    }

    /// <summary>Members of the output's object that nbformat does not define, kept as found; null when there are none.</summary>
    public JsonObject? Extra { get; init; }

    /// <summary>Text written to a standard stream; neighbouring writes to the same stream are one output.</summary>
    /// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="Text">What was written.</param>
    public sealed record Stream(string Name, string Text) : CellOutput;

    /// <summary>Something shown along the way.</summary>
    /// <param name="Data">One value by MIME type: a string, or JSON for JSON types.</param>
    public sealed record Display(ImmutableSortedDictionary<string, JsonNode> Data) : CellOutput
    {
        /// <summary>Output metadata, kept as found.</summary>
        public JsonObject Metadata { get; init; } = [];

        /// <summary>Names its place while the notebook is open: a later display of the same name takes it. Not stored; null for one that stays.</summary>
        public string? Id { get; init; }

        /// <summary>Whether it is a page of help, which a front end may show beside the notebook. Not stored.</summary>
        public bool IsPage { get; init; }
    }

    /// <summary>Takes back what the cell has put out so far. Never stored.</summary>
    /// <param name="Wait">Whether it stays until something new is put out.</param>
    public sealed record Clear(bool Wait) : CellOutput;

    /// <summary>The value of the cell's last expression.</summary>
    /// <param name="Data">One value by MIME type: a string, or JSON for JSON types.</param>
    /// <param name="ExecutionCount">The execution count of the cell that returned it.</param>
    public sealed record Result(ImmutableSortedDictionary<string, JsonNode> Data, int? ExecutionCount) : CellOutput
    {
        /// <summary>Output metadata, kept as found.</summary>
        public JsonObject Metadata { get; init; } = [];
    }

    /// <summary>What the kernel is busy with for the cell, for those who wait. Never stored.</summary>
    /// <param name="What">In a few words, such as <c>restoring Interdealer.All</c>.</param>
    public sealed record Busy(string What) : CellOutput;

    /// <summary>What stopped the cell.</summary>
    /// <param name="Name">Type of the error, for example <c>System.ArgumentException</c> or <c>CompilationError</c>.</param>
    /// <param name="Message">What it says.</param>
    /// <param name="Traceback">Further lines: diagnostics or stack frames, each with cell and line.</param>
    public sealed record Error(string Name, string Message, ImmutableArray<string> Traceback) : CellOutput;
}
