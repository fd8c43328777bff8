namespace Interdealer.Sensitivity;

/// <summary>What needs the number of axes: functions of several arguments, look-ups by value, parts and matrices.</summary>
public static class GridPoints
{
    /// <summary>A function of two arguments at every point, called once for each, in order.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="value">The function.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T">What it gives.</typeparam>
    public static GridValues<(T1, T2), T> Map<T1, T2, T>(this Grid<(T1, T2)> grid, Func<T1, T2, T> value) => Checked(grid, value).Map(p => value(p.Item1, p.Item2));

    /// <summary>A function of three arguments at every point, called once for each, in order.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="value">The function.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T3">Type of the third axis's values.</typeparam>
    /// <typeparam name="T">What it gives.</typeparam>
    public static GridValues<(T1, T2, T3), T> Map<T1, T2, T3, T>(this Grid<(T1, T2, T3)> grid, Func<T1, T2, T3, T> value) =>
        Checked(grid, value).Map(p => value(p.Item1, p.Item2, p.Item3));

    /// <summary>A function of four arguments at every point, called once for each, in order.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="value">The function.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T3">Type of the third axis's values.</typeparam>
    /// <typeparam name="T4">Type of the fourth axis's values.</typeparam>
    /// <typeparam name="T">What it gives.</typeparam>
    public static GridValues<(T1, T2, T3, T4), T> Map<T1, T2, T3, T4, T>(this Grid<(T1, T2, T3, T4)> grid, Func<T1, T2, T3, T4, T> value) =>
        Checked(grid, value).Map(p => value(p.Item1, p.Item2, p.Item3, p.Item4));

    /// <summary>The value where the only axis has a value.</summary>
    /// <param name="values">The values.</param>
    /// <param name="first">A value of the axis.</param>
    /// <typeparam name="T1">Type of the axis's values.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    /// <exception cref="ArgumentException">The axis does not have it; the message lists those it has.</exception>
    public static T At<T1, T>(this GridValues<T1, T> values, T1 first)
        where T1 : notnull => Values(values)[IndexOf(values.Grid, 0, first)];

    /// <summary>The value where the axes have these values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="first">A value of the first axis.</param>
    /// <param name="second">A value of the second axis.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    /// <exception cref="ArgumentException">An axis does not have its value; the message lists those it has.</exception>
    public static T At<T1, T2, T>(this GridValues<(T1, T2), T> values, T1 first, T2 second)
        where T1 : notnull
        where T2 : notnull
        => Values(values)[values.Grid.Point(IndexOf(values.Grid, 0, first), IndexOf(values.Grid, 1, second))];

    /// <summary>The value where the axes have these values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="first">A value of the first axis.</param>
    /// <param name="second">A value of the second axis.</param>
    /// <param name="third">A value of the third axis.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T3">Type of the third axis's values.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    /// <exception cref="ArgumentException">An axis does not have its value; the message lists those it has.</exception>
    public static T At<T1, T2, T3, T>(this GridValues<(T1, T2, T3), T> values, T1 first, T2 second, T3 third)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
        => Values(values)[values.Grid.Point(IndexOf(values.Grid, 0, first), IndexOf(values.Grid, 1, second), IndexOf(values.Grid, 2, third))];

    /// <summary>The parts at each value of the second axis, in its order: one line of a chart each.</summary>
    /// <param name="values">The values.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    public static IEnumerable<(T2 Value, GridValues<T1, T> Part)> Slices<T1, T2, T>(this GridValues<(T1, T2), T> values)
        where T1 : notnull
        where T2 : notnull
        => Parts<T2, T1, (T1, T2), T>(values, Grid.Of(AxisOf<(T1, T2), T1>(Values(values).Grid, 0)));

    /// <summary>The parts at each value of the third axis, in its order: one position of a slider each.</summary>
    /// <param name="values">The values.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T3">Type of the third axis's values.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    public static IEnumerable<(T3 Value, GridValues<(T1, T2), T> Part)> Slices<T1, T2, T3, T>(this GridValues<(T1, T2, T3), T> values)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
        => Parts<T3, (T1, T2), (T1, T2, T3), T>(values, Grid.Of(AxisOf<(T1, T2, T3), T1>(Values(values).Grid, 0), AxisOf<(T1, T2, T3), T2>(values.Grid, 1)));

    /// <summary>The part at one value of the second axis.</summary>
    /// <param name="values">The values.</param>
    /// <param name="second">A value of the second axis.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    /// <exception cref="ArgumentException">The axis does not have it; the message lists those it has.</exception>
    public static GridValues<T1, T> Slice<T1, T2, T>(this GridValues<(T1, T2), T> values, T2 second)
        where T1 : notnull
        where T2 : notnull
        => values.Slices().ElementAt(IndexOf(Values(values).Grid, 1, second)).Part;

    /// <summary>The part at one value of the third axis.</summary>
    /// <param name="values">The values.</param>
    /// <param name="third">A value of the third axis.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T3">Type of the third axis's values.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    /// <exception cref="ArgumentException">The axis does not have it; the message lists those it has.</exception>
    public static GridValues<(T1, T2), T> Slice<T1, T2, T3, T>(this GridValues<(T1, T2, T3), T> values, T3 third)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
        => values.Slices().ElementAt(IndexOf(Values(values).Grid, 2, third)).Part;

    /// <summary>The values as a matrix.</summary>
    /// <param name="values">The values.</param>
    /// <returns>[place on the first axis, place on the second axis].</returns>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    public static T[,] Matrix<T1, T2, T>(this GridValues<(T1, T2), T> values)
        where T1 : notnull
        where T2 : notnull
    {
        var grid = Values(values).Grid;
        var matrix = new T[AxisOf<(T1, T2), T1>(grid, 0).Values.Length, AxisOf<(T1, T2), T2>(grid, 1).Values.Length];
        for (var point = 0; point < values.Count; point++)
        {
            matrix[grid.Place(point, 0), grid.Place(point, 1)] = values[point];
        }

        return matrix;
    }

    // The last axis runs fastest, so its part number c is every count-th value from c.
    private static IEnumerable<(TLast Value, GridValues<TPart, T> Part)> Parts<TLast, TPart, TPoint, T>(GridValues<TPoint, T> values, Grid<TPart> rest)
        where TLast : notnull
    {
        var last = AxisOf<TPoint, TLast>(values.Grid, values.Grid.Axes.Length - 1);
        return last.Values.Select((value, c) => (value, new GridValues<TPart, T>(
            rest, Enumerable.Range(0, rest.Count).Select(p => values[(p * last.Values.Length) + c]), values.Name, values.Format)));
    }

    private static int IndexOf<TPoint, T>(Grid<TPoint> grid, int axis, T value)
        where T : notnull => AxisOf<TPoint, T>(grid, axis).IndexOf(value);

    // A grid of one axis whose values are tuples has the same type as one of several axes.
    private static Axis<T> AxisOf<TPoint, T>(Grid<TPoint> grid, int axis)
        where T : notnull => axis < grid.Axes.Length && grid.Axes[axis] is Axis<T> found
            ? found
            : throw new InvalidOperationException($"Axis {axis + 1} of the grid must have values of type {typeof(T).Name}; the grid's axes are {string.Join(", ", grid.AxisNames)}.");

    private static GridValues<TPoint, T> Values<TPoint, T>(GridValues<TPoint, T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values;
    }

    private static Grid<TPoint> Checked<TPoint>(Grid<TPoint> grid, Delegate value)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(value);
        return grid;
    }
}
