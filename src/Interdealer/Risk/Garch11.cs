namespace Interdealer.Risk;

/// <summary>GARCH(1,1): σ² ← ω + αr² + βσ² (Bollerslev 1986), reverting to ω/(1−α−β).</summary>
/// <remarks>With ω = 0 and α + β = 1 it is <see cref="Ewma"/> with λ = β.</remarks>
public sealed record Garch11 : IVarianceModel
{
    /// <summary>A GARCH(1,1) recursion.</summary>
    /// <param name="omega">ω, a squared fraction a day, at least 0: 2e-6 is usual.</param>
    /// <param name="alpha">α, weight of the latest squared return, at least 0.</param>
    /// <param name="beta">β, weight of the latest variance, at least 0, with α + β at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is negative or not finite, or α + β exceeds 1.</exception>
    public Garch11(double omega, double alpha, double beta)
    {
        Omega = Require.NonNegative(omega, "(a squared fraction a day)");
        Alpha = Require.NonNegative(alpha, "(a weight)");
        Beta = Require.NonNegative(beta, "(a weight)");

        // 0.06 + 0.94 may round to a hair above 1.
        if (alpha + beta > 1 + 1e-12)
        {
            throw Require.Refusal("alpha + beta", alpha + beta, "must be at most 1, or variance explodes", nameof(beta));
        }
    }

    /// <summary>ω.</summary>
    public double Omega { get; }

    /// <summary>α, weight of the latest squared return.</summary>
    public double Alpha { get; }

    /// <summary>β, weight of the latest variance.</summary>
    public double Beta { get; }

    /// <summary>α + β: the share of a deviation from the long run that is left after one day.</summary>
    public double Persistence => Alpha + Beta;

    /// <summary>Whether variance reverts: α + β below 1.</summary>
    public bool IsStationary => Persistence < 1;

    /// <summary>ω/(1−α−β), a squared fraction; infinite (or NaN for ω = 0) when the process does not revert.</summary>
    public double LongRunVariance => Omega / Math.Max(0, 1 - Persistence);

    /// <summary>Square root of <see cref="LongRunVariance"/>, a fraction a day.</summary>
    public double LongRunVolatility => Math.Sqrt(LongRunVariance);

    /// <summary>Days after which half of a deviation from the long run is left: ln ½ / ln(α+β); infinite without reversion.</summary>
    public double HalfLife => IsStationary ? Math.Log(0.5) / Math.Log(Persistence) : double.PositiveInfinity;

    /// <summary>The recursion that reverts to a given volatility.</summary>
    /// <param name="longRunVolatility">Daily volatility in the long run, a fraction above 0.</param>
    /// <param name="alpha">α, at least 0.</param>
    /// <param name="beta">β, at least 0, with α + β below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Garch11 FromLongRun(double longRunVolatility, double alpha, double beta)
    {
        Require.Positive(longRunVolatility, "(a fraction; write 0.01, not 1, for 1 % a day)");
        return alpha + beta < 1
            ? new Garch11(longRunVolatility * longRunVolatility * (1 - alpha - beta), alpha, beta)
            : throw Require.Refusal("alpha + beta", alpha + beta, "must be below 1 for a long run to exist", nameof(beta));
    }

    /// <inheritdoc/>
    public double Update(double variance, double @return) => Recursion.Next(variance, @return);

    VarianceRecursion? IVarianceModel.Recursion => Recursion;

    private VarianceRecursion Recursion => new(Omega, Alpha, Beta);

    /// <summary>Expected variance of one return, so many days ahead: V + (α+β)^steps (σ² − V), V the long-run variance.</summary>
    /// <param name="variance">Variance expected of the next return, a squared fraction, at least 0.</param>
    /// <param name="steps">0 for the next return itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    public double Forecast(double variance, int steps)
    {
        Require.NonNegative(variance, "(a squared fraction)");
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        return (Math.Pow(Persistence, steps) * variance) + (Omega * Powers(steps));
    }

    /// <summary>Expected variance of the sum of the next returns: the forecasts for 0 to days − 1 steps added up.</summary>
    /// <param name="variance">Variance expected of the next return, a squared fraction, at least 0.</param>
    /// <param name="days">Length of the horizon, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public double ForecastSum(double variance, int days)
    {
        Require.NonNegative(variance, "(a squared fraction)");
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var sum = 0.0;
        for (var h = 0; h < days; h++)
        {
            sum += variance;
            variance = Omega + (Persistence * variance);
        }

        return sum;
    }

    /// <summary>Returns r_t = σ_t ε_t made from given innovations.</summary>
    /// <param name="innovations">T draws of mean 0 and variance 1, from whatever source.</param>
    /// <param name="variance">Variance of the first return, a squared fraction, at least 0.</param>
    /// <exception cref="ArgumentException">An innovation is not finite or the variance is negative.</exception>
    public double[] Simulate(ReadOnlySpan<double> innovations, double variance)
    {
        Require.AllFinite(innovations, "standard deviations");
        Require.NonNegative(variance, "(a squared fraction)");
        var returns = new double[innovations.Length];
        for (var t = 0; t < returns.Length; t++)
        {
            returns[t] = Math.Sqrt(variance) * innovations[t];
            variance = Update(variance, returns[t]);
        }

        return returns;
    }

    /// <summary>For example: <c>σ² ← 2E-6 + 0.04 r² + 0.94 σ², long run 1 % a day</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"σ² ← {Omega:0.######E+0} + {Alpha:0.######} r² + {Beta:0.######} σ², long run {100 * LongRunVolatility:0.####} % a day");

    /// <summary>1 + P + … + P^(n−1), P the persistence, which may be 1.</summary>
    private double Powers(int n) => IsStationary ? (1 - Math.Pow(Persistence, n)) / (1 - Persistence) : n;
}
