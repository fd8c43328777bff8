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
                : Verdict.Where(FormattableString.Invariant($"holds at {yes.Length} of {holds.Count} points"));
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
