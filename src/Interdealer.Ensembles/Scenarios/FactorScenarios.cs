using Interdealer.Ensembles.Sampling;

namespace Interdealer.Ensembles.Scenarios;

/// <summary>A linear factor model: x_i = a_i + Σ_j b_ij F_j + e_i, with factors F_j common to all coordinates and residuals e_i of each alone.</summary>
public sealed class FactorScenarios : IScenarioSource
{
    private readonly IUnitPoints _points;
    private readonly string[] _names;
    private readonly FactorLoading[] _loadings;
    private readonly Marginal[] _factors;
    private readonly Copula _copula;

    /// <summary>Scenarios, one for each point.</summary>
    /// <param name="points">Where they are drawn from: first the factors (and what their copula takes), then the residuals.</param>
    /// <param name="factors">Distribution of each factor F_j; at least one.</param>
    /// <param name="coordinates">Of each coordinate name, loadings and residual.</param>
    /// <param name="copula">How the factors depend on each other; independent when left out.</param>
    /// <exception cref="ArgumentException">Names are missing or repeated, a coordinate has another number of loadings than there are factors, or the points have too few dimensions.</exception>
    public FactorScenarios(IUnitPoints points, IEnumerable<Marginal> factors, IEnumerable<FactorLoading> coordinates, Copula? copula = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(coordinates);
        (_points, _factors, _loadings, _copula) = (points, [.. factors], [.. coordinates], copula ?? Copula.Independent);
        _names = SourceChecks.Checked(_loadings.Select(c => c.Name));
        if (_factors.Length == 0 || _factors.Contains(null))
        {
            throw new ArgumentException("factors must be at least one distribution.", nameof(factors));
        }

        foreach (var loading in _loadings)
        {
            loading.EnsureOf(_factors.Length);
        }

        if (_copula.Size is { } size && size != _factors.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"copula joins {size} factors; there are {_factors.Length}."), nameof(copula));
        }

        if (Inputs > points.MostDimensions)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"points has {points.MostDimensions} dimensions at most; factors and residuals take {Inputs}."), nameof(points));
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Coordinates => _names;

    /// <inheritdoc />
    public long Count => _points.Count;

    /// <inheritdoc />
    public string Description =>
        $"{_points.Description}; factors {string.Join("; ", _factors.Select(f => f.Description))}; {_copula.Description}; {string.Join("; ", _loadings.Select(l => l.Description))}";

    private int Inputs => _copula.Inputs(_factors.Length) + _loadings.Length;

    /// <inheritdoc />
    public void Draw(long first, Column draws)
    {
        SourceChecks.EnsureInside(this, first, draws);
        var factors = new Column(_factors.Length, draws.ScenarioCount);
        _copula.Draw(_points, first, _factors, factors);
        var after = _copula.Inputs(_factors.Length);
        for (var c = 0; c < draws.Rows; c++)
        {
            var row = draws.Row(c);
            var loading = _loadings[c];
            row.Clear();
            if (loading.Residual is { } residual)
            {
                _points.Fill(first, after + c, row);
                residual.FromUniform(row);
            }

            for (var j = 0; j < _factors.Length; j++)
            {
                CorrelationRoot.AddMultiple(row, loading.Loadings[j], factors.In(j));
            }

            for (var s = 0; s < row.Length; s++)
            {
                row[s] = Math.Clamp(loading.Intercept + row[s], loading.Least, loading.Most);
            }
        }
    }
}
