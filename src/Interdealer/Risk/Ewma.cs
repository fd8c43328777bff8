namespace Interdealer.Risk;

/// <summary>Exponentially weighted variance: σ² ← λσ² + (1−λ)r² (RiskMetrics Technical Document, 1996).</summary>
public sealed record Ewma : IVarianceModel
{
    /// <summary>An exponentially weighted variance.</summary>
    /// <param name="lambda">Decay λ, a fraction in (0, 1): 0.94 for daily returns by RiskMetrics.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is outside (0, 1).</exception>
    public Ewma(double lambda) => Lambda = lambda > 0 && lambda < 1
        ? lambda
        : throw Require.Refusal(nameof(lambda), lambda, "must be a fraction above 0 and below 1 (0.94 for daily returns)");

    /// <summary>Decay λ.</summary>
    public double Lambda { get; }

    /// <summary>Days after which a return counts half: ln ½ / ln λ.</summary>
    public double HalfLife => Math.Log(0.5) / Math.Log(Lambda);

    /// <summary>The decay with a given half-life: λ = 2^(−1/days).</summary>
    /// <param name="days">Days after which a return counts half, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days are not a finite number above 0.</exception>
    public static Ewma FromHalfLife(double days) => new(Math.Pow(2, -1 / Require.Positive(days, "days")));

    /// <summary>Weight of a return that is so many days old in today's variance: (1−λ)λ^age.</summary>
    /// <param name="age">0 for the latest return.</param>
    /// <exception cref="ArgumentOutOfRangeException">The age is negative.</exception>
    public double Weight(int age)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(age);
        return (1 - Lambda) * Math.Pow(Lambda, age);
    }

    /// <summary>The one return that multiplies volatility by so much: k = √((multiple² − λ)/(1 − λ)), in units of the volatility before it.</summary>
    /// <param name="multiple">Volatility after over volatility before, at least √λ (a return of 0 leaves √λ of it): 2 to double it.</param>
    /// <returns>|r|/σ, at least 0; 7.14 doubles volatility at λ = 0.94.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The multiple is not finite or below √λ.</exception>
    public double ShockFor(double multiple) => double.IsFinite(multiple) && multiple >= Math.Sqrt(Lambda)
        ? Math.Sqrt(Math.Max(0, ((multiple * multiple) - Lambda) / (1 - Lambda)))
        : throw Require.Refusal(nameof(multiple), multiple, $"must be a finite multiple of at least √λ = {Require.Text(Math.Sqrt(Lambda))}, what a day without a move leaves of volatility");

    /// <inheritdoc/>
    public double Update(double variance, double @return) => Recursion.Next(variance, @return);

    VarianceRecursion? IVarianceModel.Recursion => Recursion;

    private VarianceRecursion Recursion => new(0, 1 - Lambda, Lambda);

    /// <summary>For example: <c>σ² ← 0.94 σ² + 0.06 r²</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"σ² ← {Lambda:0.######} σ² + {1 - Lambda:0.######} r²");

    /// <summary>Volatilities and correlation today by Σ ← λΣ + (1−λ)rr′.</summary>
    /// <param name="history">Returns of the assets.</param>
    /// <param name="seed">Start of every entry: a mean of products of returns, or a stated volatility for every asset, uncorrelated.</param>
    public CovarianceEstimate Covariance(ReturnHistory history, VarianceSeed seed)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(seed);
        var m = history.Assets.Count;
        var series = Enumerable.Range(0, m).Select(history.Asset).ToArray();
        var covariance = new double[m, m];
        for (var k = 0; k < m; k++)
        {
            for (var l = 0; l <= k; l++)
            {
                var value = seed.ForProduct(series[k], series[l]);
                for (var t = 0; t < history.Days; t++)
                {
                    value = (Lambda * value) + ((1 - Lambda) * series[k][t] * series[l][t]);
                }

                covariance[k, l] = covariance[l, k] = value;
            }
        }

        return CovarianceEstimate.Of(history.Assets, covariance);
    }
}
