namespace Interdealer.Sensitivity;

/// <summary>Grids of one to four axes.</summary>
public static class Grid
{
    /// <summary>A grid of one axis; its points are the axis's values.</summary>
    /// <param name="axis">The axis.</param>
    /// <typeparam name="T1">Type of its values.</typeparam>
    public static Grid<T1> Of<T1>(Axis<T1> axis)
        where T1 : notnull
    {
        ArgumentNullException.ThrowIfNull(axis);
        return new([axis], () => axis.Values);
    }

    /// <summary>A grid of two axes; every value of the one with every value of the other, the last axis fastest.</summary>
    /// <param name="first">The first axis.</param>
    /// <param name="second">The second axis.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <exception cref="ArgumentException">Two axes have one name, or there are more than ten million points.</exception>
    public static Grid<(T1, T2)> Of<T1, T2>(Axis<T1> first, Axis<T2> second)
        where T1 : notnull
        where T2 : notnull
        => new([first, second], () => from a in first.Values from b in second.Values select (a, b));

    /// <summary>A grid of three axes, the last axis fastest.</summary>
    /// <param name="first">The first axis.</param>
    /// <param name="second">The second axis.</param>
    /// <param name="third">The third axis.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T3">Type of the third axis's values.</typeparam>
    /// <exception cref="ArgumentException">Two axes have one name, or there are more than ten million points.</exception>
    public static Grid<(T1, T2, T3)> Of<T1, T2, T3>(Axis<T1> first, Axis<T2> second, Axis<T3> third)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
        => new([first, second, third], () => from a in first.Values from b in second.Values from c in third.Values select (a, b, c));

    /// <summary>A grid of four axes, the last axis fastest.</summary>
    /// <param name="first">The first axis.</param>
    /// <param name="second">The second axis.</param>
    /// <param name="third">The third axis.</param>
    /// <param name="fourth">The fourth axis.</param>
    /// <typeparam name="T1">Type of the first axis's values.</typeparam>
    /// <typeparam name="T2">Type of the second axis's values.</typeparam>
    /// <typeparam name="T3">Type of the third axis's values.</typeparam>
    /// <typeparam name="T4">Type of the fourth axis's values.</typeparam>
    /// <exception cref="ArgumentException">Two axes have one name, or there are more than ten million points.</exception>
    public static Grid<(T1, T2, T3, T4)> Of<T1, T2, T3, T4>(Axis<T1> first, Axis<T2> second, Axis<T3> third, Axis<T4> fourth)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
        where T4 : notnull
        => new(
            [first, second, third, fourth],
            () => from a in first.Values from b in second.Values from c in third.Values from d in fourth.Values select (a, b, c, d));
}
