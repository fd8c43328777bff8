using Interdealer.Display;

namespace Interdealer.Sensitivity;

/// <summary>Values of a grid as tables.</summary>
internal static class GridTables
{
    /// <summary>One column for each axis, one row a point.</summary>
    public static Table Axes<TPoint>(Grid<TPoint> grid, string? caption)
    {
        var points = Enumerable.Range(0, grid.Count);
        return grid.Axes.Select((axis, a) => (axis, a)).Aggregate(
            Table.Create(caption),
            (table, x) => table.With(x.axis.Name, points.Select(p => x.axis.Cell(grid.Place(p, x.a))), x.axis.Format));
    }

    public static Table Long<TPoint, T>(GridValues<TPoint, T> values, string? caption)
    {
        var axes = Axes(values.Grid, caption);
        return axes.With(axes.Unused(values.Name), values, values.Format);
    }

    /// <summary>The first axis down, the second across.</summary>
    public static Table Crossed<TPoint, T>(GridValues<TPoint, T> values, string? caption)
    {
        var (down, across) = (values.Grid.Axes[0], values.Grid.Axes[1]);
        var rows = Enumerable.Range(0, down.Count);
        var format = values.Format ?? Format.For([.. values.Select(v => (object?)v)]);
        var table = Table.Create(caption ?? values.Name)
            .With($"{down.Name} ↓ {across.Name} →", rows.Select(down.Cell), down.Format);
        return Enumerable.Range(0, across.Count).Aggregate(
            table, (t, column) => t.With(across.Label(column), rows.Select(row => values[values.Grid.Point(row, column)]), format));
    }
}
