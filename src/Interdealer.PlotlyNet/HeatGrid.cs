using System.Collections.Immutable;
using Interdealer.Sensitivity;

namespace Interdealer.Charts;

/// <summary>Values over two axes, for a heat map.</summary>
public sealed record HeatGrid
{
    private HeatGrid(string valueTitle) => ValueTitle = valueTitle;

    /// <summary>What the values are, with their unit.</summary>
    public string ValueTitle { get; }

    /// <summary>Positions across.</summary>
    public ImmutableArray<object?> X { get; private init; } = [];

    /// <summary>Positions upwards.</summary>
    public ImmutableArray<object?> Y { get; private init; } = [];

    /// <summary>Values [row at y][column at x]; NaN is left open.</summary>
    public ImmutableArray<ImmutableArray<double>> Values { get; private init; } = [];

    /// <summary>Where the two halves of a two-sided scale meet, such as 0 or 1; null for a scale that runs one way.</summary>
    public double? Centre { get; private init; }

    internal string XType { get; private init; } = "";

    internal string YType { get; private init; } = "";

    /// <summary>Values of a function at every pair of positions.</summary>
    /// <typeparam name="TX">Numbers, dates or text.</typeparam>
    /// <typeparam name="TY">Numbers, dates or text.</typeparam>
    /// <param name="valueTitle">What the values are, with their unit.</param>
    /// <param name="x">Positions across, at least one.</param>
    /// <param name="y">Positions upwards, at least one.</param>
    /// <param name="value">The value at a pair of positions.</param>
    /// <exception cref="ArgumentException">The title is blank, an axis has no positions, or a position is of another type.</exception>
    public static HeatGrid Of<TX, TY>(string valueTitle, IEnumerable<TX> x, IEnumerable<TY> y, Func<TX, TY, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var across = Require.NotEmpty(x, nameof(x));
        var upwards = Require.NotEmpty(y, nameof(y));
        return new(Require.NotBlank(valueTitle, nameof(valueTitle), "what the values are, with their unit"))
        {
            X = [.. across.Select(position => (object?)position)],
            Y = [.. upwards.Select(position => (object?)position)],
            XType = Position.AxisTypeOf(typeof(TX), nameof(x)),
            YType = Position.AxisTypeOf(typeof(TY), nameof(y)),
            Values = [.. upwards.Select(up => across.Select(right => value(right, up)).ToImmutableArray())],
        };
    }

    /// <summary>Values given as a matrix.</summary>
    /// <typeparam name="TX">Numbers, dates or text.</typeparam>
    /// <typeparam name="TY">Numbers, dates or text.</typeparam>
    /// <param name="valueTitle">What the values are, with their unit.</param>
    /// <param name="x">Positions across, at least one.</param>
    /// <param name="y">Positions upwards, at least one.</param>
    /// <param name="values">Values [row at y, column at x].</param>
    /// <exception cref="ArgumentException">The title is blank, an axis has no positions, the matrix has another shape, or a position is of another type.</exception>
    public static HeatGrid Of<TX, TY>(string valueTitle, IEnumerable<TX> x, IEnumerable<TY> y, double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var across = Require.NotEmpty(x, nameof(x));
        var upwards = Require.NotEmpty(y, nameof(y));
        Require.SameLength(values.GetLength(0), upwards.Length, nameof(values) + " (rows)", "position in y");
        Require.SameLength(values.GetLength(1), across.Length, nameof(values) + " (columns)", "position in x");
        var grid = Of(valueTitle, across, upwards, (_, _) => 0);
        return grid with
        {
            Values = [.. Enumerable.Range(0, upwards.Length).Select(row => Enumerable.Range(0, across.Length).Select(column => values[row, column]).ToImmutableArray())],
        };
    }

    /// <summary>Values at the points of a grid of parameters: its first axis across, its second upwards.</summary>
    /// <typeparam name="TX">Numbers, dates or text.</typeparam>
    /// <typeparam name="TY">Numbers, dates or text.</typeparam>
    /// <param name="valueTitle">What the values are, with their unit.</param>
    /// <param name="values">The values; NaN is left open.</param>
    /// <exception cref="ArgumentException">The title is blank, or the values of an axis are neither numbers, dates nor text.</exception>
    public static HeatGrid Of<TX, TY>(string valueTitle, GridValues<(TX, TY), double> values)
        where TX : notnull
        where TY : notnull
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(valueTitle, values.Grid.Select(p => p.Item1).Distinct(), values.Grid.Select(p => p.Item2).Distinct(), values.At);
    }

    /// <summary>The grid on a scale with two sides that meet at a value.</summary>
    /// <param name="centre">Such as 0 for gains and losses, or 1 for a spectral radius.</param>
    /// <exception cref="ArgumentOutOfRangeException">The centre is not finite.</exception>
    public HeatGrid CentredAt(double centre) => this with { Centre = Require.FiniteNumber(centre, nameof(centre)) };
}
