using Interdealer.Ensembles.Sampling;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Summaries;
using Interdealer.Numerics;

/// <summary>Intervals of confidence for scenarios drawn independently. Points spread more evenly than that do better than these say.</summary>
internal static class Confidence
{
    private const int Halvings = 200;

    /// <summary>The usual two-sided level.</summary>
    public const double Usual = 0.95;

    /// <summary>z with P(|Z| ≤ z) = level.</summary>
    public static double Normal(double level) => StandardNormal.UpperQuantile(0.5 * (1 - Require.OpenFraction(level)));

    /// <summary>value ± z·error.</summary>
    public static Interval Around(double value, double error, double level)
    {
        var reach = Normal(level) * error;
        return new Interval(value, value - reach, value + reach);
    }

    /// <summary>A probability of which there were so many cases: the exact interval of Clopper and Pearson (1934), which holds at least the level.</summary>
    public static Interval Probability(long cases, long of, double level)
    {
        if (of == 0)
        {
            return new Interval(double.NaN, 0, 1);
        }

        var tail = 0.5 * (1 - Require.OpenFraction(level));
        var least = cases == 0 ? 0 : Solve(p => IncompleteFunctions.BetaLower(cases, of - cases + 1, p) < tail);
        var most = cases == of ? 1 : Solve(p => IncompleteFunctions.BetaLower(cases + 1, of - cases, p) < 1 - tail);
        return new Interval((double)cases / of, least, most);
    }

    /// <summary>Ranks, from 1, between which the order statistic of a quantile lies (binomial, by its normal approximation, rounded outwards).</summary>
    public static (long Least, long Most) Ranks(double probability, long count, double level)
    {
        var (middle, reach) = (probability * count, Normal(level) * Math.Sqrt(count * probability * (1 - probability)));
        return ((long)Math.Clamp(Math.Floor(middle - reach), 1, count), (long)Math.Clamp(Math.Ceiling(middle + reach) + 1, 1, count));
    }

    private static double Solve(Func<double, bool> isBelow)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < Halvings && high - low > 1e-15 * high; step++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }
}
