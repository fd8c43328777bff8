using System.Globalization;
using Interdealer.Engine;

namespace Interdealer.Risk;

/// <summary>Parametric risk of elliptically distributed returns: multiplier · √(v′Σv), Σ = diag(σ) ρ diag(σ).</summary>
/// <remarks>Homogeneous of degree one and sub-additive in the positions. Normal and Student-t are the elliptical laws offered.</remarks>
public sealed class EllipticalRisk : IRiskEstimator
{
    /// <summary>Risk under a distribution and a correlation.</summary>
    /// <param name="multiplier">Distribution, measure, confidence and horizon.</param>
    /// <param name="correlation">Correlation of the m assets.</param>
    public EllipticalRisk(RiskMultiplier multiplier, Correlation correlation)
    {
        ArgumentNullException.ThrowIfNull(multiplier);
        ArgumentNullException.ThrowIfNull(correlation);
        Multiplier = multiplier;
        Correlation = correlation;
    }

    /// <summary>Distribution, measure, confidence and horizon.</summary>
    public RiskMultiplier Multiplier { get; }

    /// <summary>Correlation of the assets.</summary>
    public Correlation Correlation { get; }

    /// <inheritdoc/>
    public RiskMeasure Measure => Multiplier.Measure;

    /// <summary>Labels of the assets, in the order of <see cref="Correlation"/>; null when positions come in that order anyway.</summary>
    public IReadOnlyList<string>? Assets
    {
        get;
        init
        {
            Require.Length(value?.Count ?? Correlation.Count, Correlation.Count, nameof(Assets), "asset of the correlation");
            field = value;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A length differs from the number of assets, or an entry is not a finite number in its range.</exception>
    public double Estimate(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities) =>
        Multiplier.Value * Correlation.StandardDeviation(positions, volatilities);

    /// <summary>Risk of many scenarios at once.</summary>
    /// <param name="exposures">m × S, scenario contiguous: position times volatility, in currency.</param>
    /// <param name="scenarios">Number of scenarios S, at least 1.</param>
    /// <param name="result">S risk numbers, in currency.</param>
    /// <exception cref="ArgumentException">A length does not fit m × S or S.</exception>
    public void Estimate(ReadOnlySpan<double> exposures, int scenarios, Span<double> result)
    {
        Correlation.StandardDeviations(exposures, scenarios, result);
        for (var s = 0; s < scenarios; s++)
        {
            result[s] *= Multiplier.Value;
        }
    }

    /// <summary>Euler contributions v_k · z · (Σv)_k / √(v′Σv); all zero when the portfolio has no risk.</summary>
    /// <param name="assets">One name per asset.</param>
    /// <param name="positions">One amount per asset, in currency.</param>
    /// <param name="volatilities">One volatility per asset, a fraction.</param>
    /// <exception cref="ArgumentException">A length differs from the number of assets, or an entry is not a finite number in its range.</exception>
    public IReadOnlyList<RiskContribution> Contributions(
        IReadOnlyList<string> assets, ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities)
    {
        ArgumentNullException.ThrowIfNull(assets);
        Require.Length(assets.Count, Correlation.Count, nameof(assets), "asset");
        var marginals = new double[assets.Count];
        Marginals(positions, volatilities, marginals);
        var result = new RiskContribution[assets.Count];
        for (var k = 0; k < result.Length; k++)
        {
            result[k] = new RiskContribution(assets[k], positions[k], marginals[k], marginals[k] * positions[k]);
        }

        return result;
    }

    /// <inheritdoc/>
    public double Marginals(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities, Span<double> marginals)
    {
        Require.Length(marginals.Length, Correlation.Count, nameof(marginals), "asset");
        Correlation.Check(positions, volatilities);
        var count = Correlation.Count;
        Span<OneLane> v = new OneLane[count], sigma = new OneLane[count], x = new OneLane[count], result = new OneLane[count];
        Buffers.Gather(positions, 1, 0, v);
        Buffers.Gather(volatilities, 1, 0, sigma);
        var risk = new EllipticalRule(Multiplier.Value, Correlation).Marginals<OneLane>(v, sigma, x, result);
        Buffers.Take<OneLane>(result, 0, marginals);
        return OneLane.First(risk);
    }

    TResult IRiskEstimator.Accept<TResult>(IRiskVisitor<TResult> visitor) => visitor.Visit(Rule);

    private EllipticalRule Rule(int assets)
    {
        Require.Length(assets, Correlation.Count, nameof(assets), "asset of the correlation");
        return new EllipticalRule(Multiplier.Value, Correlation);
    }

    /// <summary>The multiplier and the number of assets.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Multiplier} × √(v′Σv) of {Correlation.Count} assets");
}
