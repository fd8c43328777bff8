using System.Collections.Immutable;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Running;

/// <summary>
/// Compares the outputs a notebook was committed with and those it has now. Every character counts. Two things are no difference: into how many
/// pieces a stream was cut, and execution counts, which say when a cell ran and not what it computed.
/// </summary>
public static class Comparison
{
    /// <summary>The differences, in the order of the cells; empty when there are none.</summary>
    /// <param name="path">The notebook, for naming it.</param>
    /// <param name="committed">The notebook as stored.</param>
    /// <param name="executed">The same notebook as it came out of a run.</param>
    /// <exception cref="ArgumentException">The two do not have the same cells.</exception>
    public static ImmutableArray<OutputDifference> Compare(string path, NotebookDocument committed, NotebookDocument executed)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(committed);
        ArgumentNullException.ThrowIfNull(executed);
        if (!committed.Cells.Select(Identity).SequenceEqual(executed.Cells.Select(Identity)))
        {
            throw new ArgumentException("The executed notebook must have the cells of the committed one.", nameof(executed));
        }

        var numbers = CellNumbers.Of(committed);
        return [.. committed.Cells.Zip(executed.Cells).SelectMany((pair, i) => Compare(path, numbers[i], pair.First, pair.Second))];
    }

    static (string, string) Identity(Cell cell) => (cell.Id, cell.Source);

    static IEnumerable<OutputDifference> Compare(string path, int number, Cell committed, Cell executed)
    {
        var stored = Parts(committed);
        var computed = Parts(executed);
        for (var i = 0; i < Math.Max(stored.Length, computed.Length); i++)
        {
            (string Heading, string Text)? left = i < stored.Length ? stored[i] : null;
            (string Heading, string Text)? right = i < computed.Length ? computed[i] : null;
            if (left == right)
            {
                continue;
            }

            var headings = left?.Heading == right?.Heading || left is null || right is null
                ? (left ?? right)!.Value.Heading
                : $"{left.Value.Heading} → {right.Value.Heading}";
            yield return new OutputDifference(path, number, committed.Id, Lines.First(committed.Source), headings, [.. LineDifference.Show(left?.Text, right?.Text)]);
            if (left?.Heading != right?.Heading)
            {
                // From here on the parts no longer stand side by side.
                yield break;
            }
        }
    }

    static (string Heading, string Text)[] Parts(Cell cell) => [.. OutputCollector.Coalesce(cell.Outputs).SelectMany(OutputText.Parts)];
}

/// <summary>One output that is not what was committed.</summary>
/// <param name="Path">The notebook.</param>
/// <param name="CellNumber">The cell's place among those that run, from 1; 0 for one that does not.</param>
/// <param name="CellId">The cell's id.</param>
/// <param name="FirstLine">The cell's first line.</param>
/// <param name="Part">Kind and MIME type of the output, such as <c>result text/plain</c>.</param>
/// <param name="Lines">The first lines that differ: <c>-</c> as committed, <c>+</c> as computed now.</param>
public sealed record OutputDifference(string Path, int CellNumber, string CellId, string FirstLine, string Part, ImmutableArray<string> Lines)
{
    /// <summary>The difference as a few lines of text.</summary>
    public override string ToString() =>
        $"{Path}, {CellNumbers.Name(CellNumber, CellId, FirstLine)}, {Part}:\n" + string.Join('\n', Lines.Select(line => "  " + line));
}
