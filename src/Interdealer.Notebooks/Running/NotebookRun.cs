using System.Collections.Immutable;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Running;

/// <summary>What came of one notebook: the notebook with the outputs of this run, and how each cell and the whole ended.</summary>
/// <param name="Path">The file that was run, as it was named.</param>
/// <param name="Document">The notebook with new outputs; null when the file could not be read.</param>
/// <param name="Cells">One entry a cell, in order.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Elapsed">Time from reading the file to the last output.</param>
public sealed record NotebookRun(string Path, NotebookDocument? Document, ImmutableArray<CellRun> Cells, RunOutcome Outcome, TimeSpan Elapsed)
{
    /// <summary>Why it did not run at all: it could not be read, its kernel did not start; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The notebook as it was read, with the outputs stored in it; null when the file could not be read.</summary>
    public NotebookDocument? Committed { get; init; }

    /// <summary>The cell that stopped the run; null when none did.</summary>
    public CellRun? StoppedAt => Cells.FirstOrDefault(cell => cell.State is CellState.Failed or CellState.TimedOut or CellState.Interrupted);

    /// <summary>How long the first cell ran that ran at all, in which compilers meet their first code; null when none did.</summary>
    public TimeSpan? FirstCell => Ran.FirstOrDefault()?.Elapsed;

    /// <summary>The median time of the cells after the first that ran; null when there are none.</summary>
    public TimeSpan? WarmCell => Ran.Skip(1).Select(cell => cell.Elapsed).Order().ToArray() is { Length: > 0 } times ? times[times.Length / 2] : null;

    IEnumerable<CellRun> Ran => Cells.Where(cell => cell.State is not (CellState.Carried or CellState.NotRun));

    /// <summary>The notebook's title: its first markdown heading, or the file's name.</summary>
    public string Title =>
        (Document?.Cells ?? [])
            .Where(cell => cell.Kind == CellKind.Markdown)
            .SelectMany(cell => cell.Source.Split('\n'))
            .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim()
        ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>One line that says how the notebook ended, naming the cell that stopped it and its error.</summary>
    public string Summary => (Outcome, StoppedAt) switch
    {
        (_, { } cell) => $"{cell.Name}: {cell.Problem}",
        (RunOutcome.Succeeded, null) => "every cell ran",
        _ => Reason ?? Outcome.ToString(),
    };
}

/// <summary>What came of one cell.</summary>
/// <param name="Number">Place among the cells that run, from 1, as front ends show it in brackets; 0 for a cell that does not run.</param>
/// <param name="Id">The cell's id.</param>
/// <param name="FirstLine">Its first line that is not blank, shortened.</param>
/// <param name="State">How it ended.</param>
/// <param name="Elapsed">How long it ran; zero when it did not.</param>
public sealed record CellRun(int Number, string Id, string FirstLine, CellState State, TimeSpan Elapsed)
{
    /// <summary>What stopped it, in one line; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>Further lines about what stopped it, such as places in the cell.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>How messages name the cell.</summary>
    public string Name => CellNumbers.Name(Number, Id, FirstLine);
}

/// <summary>How a notebook ended.</summary>
public enum RunOutcome
{
    /// <summary>Every cell ran to its end, or failed where failing was announced.</summary>
    Succeeded,

    /// <summary>A cell failed; the cells after it did not run.</summary>
    Failed,

    /// <summary>A cell ran longer than it may; the cells after it did not run.</summary>
    TimedOut,

    /// <summary>The run was ended from outside.</summary>
    Interrupted,

    /// <summary>The file is not a notebook that can be read.</summary>
    Unreadable,
}

/// <summary>How a cell ended.</summary>
public enum CellState
{
    /// <summary>Nothing to run: markdown, raw text or a blank cell.</summary>
    Carried,

    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It is tagged <c>raises-exception</c> and failed.</summary>
    FailedAsAnnounced,

    /// <summary>It failed, or is tagged <c>raises-exception</c> and did not.</summary>
    Failed,

    /// <summary>It ran longer than it may.</summary>
    TimedOut,

    /// <summary>It was ended from outside.</summary>
    Interrupted,

    /// <summary>The run had ended before.</summary>
    NotRun,
}
