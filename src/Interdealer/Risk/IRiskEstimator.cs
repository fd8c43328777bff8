namespace Interdealer.Risk;

/// <summary>Turns positions and today's volatilities into one risk number, homogeneous of degree one in the positions.</summary>
/// <remarks>
/// Homogeneity is what lets a limit be restored by selling the slice 1 − limit/risk pro rata. Estimators that do not look at volatilities
/// (plain historical simulation) ignore them.
/// </remarks>
public interface IRiskEstimator
{
    /// <summary>The risk of the positions over the estimator's horizon, a loss in the currency of the positions, at least 0 or a negative sure gain.</summary>
    /// <param name="positions">One amount per asset, in currency; negative for short positions.</param>
    /// <param name="volatilities">One daily volatility per asset, a fraction (0.01 is 1 % a day), at least 0.</param>
    double Estimate(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities);

    /// <summary>What is measured: value at risk or expected shortfall.</summary>
    RiskMeasure Measure { get; }

    /// <summary>Labels of the assets whose positions are expected, in that order; null when the estimator takes the order of the caller.</summary>
    IReadOnlyList<string>? Assets { get; }

    /// <summary>The risk and what one more unit of each position adds to it; risk = Σ position · marginal, by Euler's theorem.</summary>
    /// <param name="positions">One amount per asset, in currency; negative for short positions.</param>
    /// <param name="volatilities">One daily volatility per asset, a fraction, at least 0.</param>
    /// <param name="marginals">Receives one number per asset, a fraction; all 0 when there is no risk.</param>
    /// <returns>The same number as <see cref="Estimate"/>.</returns>
    double Marginals(ReadOnlySpan<double> positions, ReadOnlySpan<double> volatilities, Span<double> marginals);

    /// <summary>Gives whoever asks the risk as a rule; it is asked for one scenario after another unless it is known in vectors.</summary>
    internal TResult Accept<TResult>(IRiskVisitor<TResult> visitor) => visitor.Visit(count => new AskedRisk(this, count).AsRule);
}
