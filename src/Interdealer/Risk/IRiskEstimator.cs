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
}
