namespace Interdealer.Ensembles.Sampling;

/// <summary>
/// The design of Saltelli for Sobol indices of d inputs: for every base point A and B of d coordinates each, the points A, B and, for each input
/// i, A with coordinate i of B: d + 2 points after each other.
/// </summary>
/// <remarks>
/// Source: Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola, "Variance based sensitivity analysis of model output", Computer Physics
/// Communications 181 (2010). A is made of the first d coordinates of the base points, B of the next d.
/// </remarks>
public sealed class SaltelliPoints : IUnitPoints
{
    private readonly IUnitPoints _points;

    /// <summary>A design.</summary>
    /// <param name="points">The base points, of 2d dimensions; a Sobol sequence does best.</param>
    /// <param name="inputs">Number of inputs d, at least 1.</param>
    /// <exception cref="ArgumentException">The base points have too few dimensions, or there are too many points.</exception>
    public SaltelliPoints(IUnitPoints points, int inputs)
    {
        ArgumentNullException.ThrowIfNull(points);
        (_points, Inputs) = (points, Require.AtLeast(1, inputs, "inputs"));
        if (points.MostDimensions / 2 < inputs || points.Count > long.MaxValue / (inputs + 2))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"points must have 2 × {inputs} dimensions and at most 2⁶³/({inputs} + 2) points; they have {points.MostDimensions} and {points.Count}."), nameof(points));
        }
    }

    /// <summary>Number of inputs d.</summary>
    public int Inputs { get; }

    /// <summary>Number of base points N.</summary>
    public long BasePoints => _points.Count;

    /// <inheritdoc />
    public long Count => BasePoints * (Inputs + 2);

    /// <inheritdoc />
    public int MostDimensions => Inputs;

    /// <inheritdoc />
    public string Description => FormattableString.Invariant($"{Count} points of Saltelli's design of {Inputs} inputs on {_points.Description}");

    /// <inheritdoc />
    public void Fill(long first, int dimension, Span<double> values)
    {
        Points.EnsureInside(this, first, dimension, values);
        if (values.IsEmpty)
        {
            return;
        }

        // Base points that the points asked for are made of, of both matrices.
        var width = Inputs + 2;
        var from = first / width;
        var count = (int)(((first + values.Length - 1) / width) - from) + 1;
        Span<double> a = count <= 128 ? stackalloc double[count] : new double[count];
        Span<double> b = count <= 128 ? stackalloc double[count] : new double[count];
        _points.Fill(from, dimension, a);
        _points.Fill(from, dimension + Inputs, b);
        var (row, place) = (0, (int)(first % width));
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = place == 1 || place == dimension + 2 ? b[row] : a[row];
            if (++place == width)
            {
                (row, place) = (row + 1, 0);
            }
        }
    }
}
