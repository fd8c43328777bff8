namespace Interdealer.Risk;

/// <summary>Volatilities and correlation of a set of assets, kept apart: Σ = diag(σ) ρ diag(σ).</summary>
/// <param name="Assets">Asset names.</param>
/// <param name="Volatilities">One daily volatility per asset, a fraction.</param>
/// <param name="Correlation">Correlation of the assets; 0 where an asset has no volatility.</param>
public sealed record CovarianceEstimate(IReadOnlyList<string> Assets, IReadOnlyList<double> Volatilities, Correlation Correlation)
{
    /// <summary>multiplier · √(v′Σv).</summary>
    /// <param name="positions">One amount per asset, in currency.</param>
    /// <param name="multiplier">Distribution, measure, confidence and horizon.</param>
    /// <exception cref="ArgumentException">The length differs from the number of assets, or an amount is not finite.</exception>
    public double Risk(ReadOnlySpan<double> positions, RiskMultiplier multiplier) =>
        new EllipticalRisk(multiplier, Correlation).Estimate(positions, [.. Volatilities]);

    internal static CovarianceEstimate Of(IReadOnlyList<string> assets, double[,] covariance)
    {
        var m = assets.Count;
        var volatilities = Enumerable.Range(0, m).Select(k => Math.Sqrt(covariance[k, k])).ToArray();
        var correlation = new double[m, m];
        for (var k = 0; k < m; k++)
        {
            for (var l = 0; l < m; l++)
            {
                var scale = volatilities[k] * volatilities[l];
                correlation[k, l] = k == l ? 1 : scale > 0 ? Math.Clamp(covariance[k, l] / scale, -1, 1) : 0;
            }
        }

        return new CovarianceEstimate(assets, volatilities, Correlation.Of(correlation));
    }
}
