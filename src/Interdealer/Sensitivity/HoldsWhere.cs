using Interdealer.Display;

namespace Interdealer.Sensitivity;

/// <summary>Says in words at which points of a grid something holds.</summary>
internal static class HoldsWhere
{
    public static Verdict Of<TPoint>(GridValues<TPoint, bool> holds)
    {
        var (yes, no) = (Chosen(holds, true), Chosen(holds, false));
        var grid = holds.Grid;
        return no.Length == 0 ? Verdict.Everywhere(holds.Count)
            : yes.Length == 0 ? Verdict.Of(false)
            : Box(grid, yes) is { } inside ? Verdict.Where($"holds where {inside}")
            : Box(grid, no) is { } outside ? Verdict.Where($"holds except where {outside}")
            : Enumerable.Range(0, grid.Axes.Length).Select(axis => Boxes(grid, yes, axis)).FirstOrDefault(text => text is not null) is { } parts
                ? Verdict.Where($"holds where {parts}")
                : Verdict.Where(FormattableString.Invariant($"holds at {yes.Length} of {holds.Count} points{Turning(grid, yes, holds.Count)}"));
    }

    /// <summary>
    /// Where no few combinations say it: the choice that turns it most, with the number of points at each of its values, and whatever else decides by itself.
    /// </summary>
    private static string Turning<TPoint>(Grid<TPoint> grid, int[] yes, int count)
    {
        var counts = grid.Axes.Select((axis, a) => Enumerable.Range(0, axis.Count).Select(value => yes.Count(p => grid.Place(p, a) == value)).ToArray()).ToArray();
        var turns = Enumerable.Range(0, counts.Length).MaxBy(a => (counts[a].Max() - counts[a].Min()) * counts[a].Length);
        if (counts[turns].Max() == counts[turns].Min())
        {
            return "; no choice decides it alone";
        }

        var others = Enumerable.Range(0, counts.Length).Where(a => a != turns).SelectMany(a => new[] { (Of: 0, Say: "never"), (Of: count / counts[a].Length, Say: "always") }.Select(end =>
            (end.Say, At: Enumerable.Range(0, counts[a].Length).Where(value => counts[a][value] == end.Of).ToArray(), Axis: a))).Where(end => end.At.Length > 0)
            .Select(end => $"; {end.Say} where {grid.Axes[end.Axis].Describe(end.At)}");
        var first = FormattableString.Invariant($"{counts[turns][0]} of {count / counts[turns].Length} where {grid.Axes[turns].Describe([0])}");
        var rest = counts[turns].Skip(1).Select((held, i) => FormattableString.Invariant($"{held} where {grid.Axes[turns].Label(i + 1)}"));
        return $": {string.Join(", ", rest.Prepend(first))}{string.Concat(others)}";
    }

    private static int[] Chosen<TPoint>(GridValues<TPoint, bool> holds, bool value) => [.. Enumerable.Range(0, holds.Count).Where(p => holds[p] == value)];

    /// <summary>The points as values of each axis, where they are all combinations of them; axes that take every value are left out.</summary>
    private static string? Box<TPoint>(Grid<TPoint> grid, int[] points, int without = -1)
    {
        var places = grid.Axes.Select((_, a) => points.Select(p => grid.Place(p, a)).Distinct().Order().ToArray()).ToArray();
        if (places.Aggregate(1L, (product, p) => product * p.Length) != points.Length)
        {
            return null;
        }

        return string.Join(" and ", grid.Axes.Select((axis, a) => a == without || places[a].Length == axis.Count ? "" : axis.Describe(places[a])).Where(text => text.Length > 0));
    }

    /// <summary>One box for each value of an axis, values of the same box together.</summary>
    private static string? Boxes<TPoint>(Grid<TPoint> grid, int[] points, int axis)
    {
        var parts = points.GroupBy(p => grid.Place(p, axis)).OrderBy(g => g.Key)
            .Select(g => (Place: g.Key, Others: Box(grid, [.. g], axis))).ToList();
        return parts.Exists(p => p.Others is null)
            ? null
            : string.Join(", or ", parts.GroupBy(p => p.Others, StringComparer.Ordinal).Select(g =>
                grid.Axes[axis].Describe([.. g.Select(p => p.Place)]) + (g.Key!.Length > 0 ? $" and {g.Key}" : "")));
    }
}
