using System.Collections.Immutable;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Running;

/// <summary>
/// How cells are numbered wherever they are named: the cells that run count from 1, as front ends show it in brackets beside a cell and as kernels
/// say it in their errors. Markdown, raw and blank cells have no number.
/// </summary>
internal static class CellNumbers
{
    /// <summary>One number a cell, in order; 0 for a cell that does not run.</summary>
    internal static ImmutableArray<int> Of(NotebookDocument document)
    {
        var last = 0;
        return [.. document.Cells.Select(cell => Runs(cell) ? ++last : 0)];
    }

    /// <summary>Whether there is something to run.</summary>
    internal static bool Runs(Cell cell) => cell.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(cell.Source);

    /// <summary>How messages name a cell.</summary>
    internal static string Name(int number, string id, string firstLine) =>
        number > 0 ? FormattableString.Invariant($"cell {number} [{id}] `{firstLine}`") : $"cell [{id}] `{firstLine}`";
}
