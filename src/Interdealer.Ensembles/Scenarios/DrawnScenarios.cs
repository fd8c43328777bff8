using Interdealer.Ensembles.Sampling;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>
/// Scenarios drawn from points in the unit cube: every coordinate has its own distribution, a copula joins them. Shocks and parameters alike.
/// </summary>
/// <remarks>
/// <c>new DrawnScenarios(new RandomPoints(100_000, seed: 7), [("DE", Marginal.StudentT(4, scale: 0.01)), ("FR", Marginal.Normal(0, 0.01))],
/// Copula.Gaussian(correlation))</c>. Other points (<see cref="LatinHypercube"/>, <see cref="SobolPoints"/>) change
/// how evenly the same distribution is covered.
/// </remarks>
public sealed class DrawnScenarios : IScenarioSource
{
    private readonly IUnitPoints _points;
    private readonly string[] _names;
    private readonly Marginal[] _marginals;
    private readonly Copula _copula;

    /// <summary>Scenarios, one for each point.</summary>
    /// <param name="points">Where they are drawn from; their number is the number of scenarios.</param>
    /// <param name="coordinates">Name and distribution of each coordinate.</param>
    /// <param name="copula">How they depend on each other; independent when left out.</param>
    /// <exception cref="ArgumentException">Names are missing or repeated, the copula is of another size, or the points have too few dimensions.</exception>
    public DrawnScenarios(IUnitPoints points, IEnumerable<Coordinate> coordinates, Copula? copula = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(coordinates);
        var all = coordinates.ToList();
        (_points, _copula) = (points, copula ?? Copula.Independent);
        _names = SourceChecks.Checked(all.Select(c => c.Name));
        _marginals = [.. all.Select(c => c.Marginal ?? throw new ArgumentNullException(nameof(coordinates), $"The coordinate \"{c.Name}\" has no distribution."))];
        if (_copula.Size is { } size && size != _names.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"copula joins {size} coordinates; there are {_names.Length}."), nameof(copula));
        }

        if (points is SaltelliPoints design && (design.Inputs != _names.Length || _copula != Copula.Independent))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"points is a design for Sobol indices of {design.Inputs} inputs: it takes as many coordinates, all independent; there are {_names.Length}, {_copula}."), nameof(points));
        }

        if (_copula.Inputs(_names.Length) > points.MostDimensions)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"points has {points.MostDimensions} dimensions at most; {_names.Length} coordinates take {_copula.Inputs(_names.Length)}."), nameof(points));
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Coordinates => _names;

    /// <inheritdoc />
    public long Count => _points.Count;

    /// <inheritdoc />
    public string Description => $"{_points.Description}; {string.Join("; ", _names.Zip(_marginals, (n, m) => $"\"{n}\" {m.Description}"))}; {_copula.Description}";

    /// <summary>The design for Sobol indices that they are drawn from; null where they are drawn from other points.</summary>
    internal SaltelliPoints? Design => _points as SaltelliPoints;

    /// <inheritdoc />
    public void Draw(long first, Column draws)
    {
        SourceChecks.EnsureInside(this, first, draws);
        _copula.Draw(_points, first, _marginals, draws);
    }
}
