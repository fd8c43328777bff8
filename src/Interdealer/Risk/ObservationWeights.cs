namespace Interdealer.Risk;

/// <summary>How much each day of a history counts; weights add up to 1.</summary>
public sealed class ObservationWeights
{
    private readonly double[] weights;

    private ObservationWeights(double[] weights) => this.weights = weights;

    /// <summary>Number of days weighed.</summary>
    public int Days => weights.Length;

    /// <summary>The weight of a day, from 0 to 1.</summary>
    /// <param name="day">Day from 0, the oldest.</param>
    public double this[int day] => weights[day];

    /// <summary>Any weights, scaled to add up to 1.</summary>
    /// <param name="weights">One per day, oldest first, at least 0 and not all 0.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public static ObservationWeights Of(ReadOnlySpan<double> weights)
    {
        Require.AllNonNegative(weights, "(a weight)");
        var total = 0.0;
        foreach (var w in weights)
        {
            total += w;
        }

        if (!(total > 0))
        {
            throw new ArgumentException("weights add up to 0; at least one day must count.", nameof(weights));
        }

        var scaled = new double[weights.Length];
        for (var t = 0; t < scaled.Length; t++)
        {
            scaled[t] = weights[t] / total;
        }

        return new ObservationWeights(scaled);
    }

    /// <summary>Weights that fall by the factor λ with each day of age (Boudoukh, Richardson and Whitelaw 1998).</summary>
    /// <param name="days">Number of days, at least 1.</param>
    /// <param name="lambda">Decay λ, a fraction in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no day, or λ is outside (0, 1).</exception>
    public static ObservationWeights Decaying(int days, double lambda)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        Require.OpenFraction(lambda);
        var weights = new double[days];
        for (var t = 0; t < days; t++)
        {
            weights[t] = Math.Pow(lambda, days - 1 - t);
        }

        return Of(weights);
    }

    /// <summary>
    /// Stressed days together carry at least the stated share, equally among themselves; the others share the rest equally (EU Delegated
    /// Regulation 153/2013, article 28(1)(b)).
    /// </summary>
    /// <param name="stressed">One per day, oldest first: whether the day belongs to a stressed period.</param>
    /// <param name="share">Least share of the stressed days, a fraction from 0 to 1; the regulation asks for 0.25. Never less than their share by number.</param>
    /// <exception cref="ArgumentException">No day is stressed, or none is not.</exception>
    public static ObservationWeights Stressed(IReadOnlyList<bool> stressed, double share = 0.25)
    {
        ArgumentNullException.ThrowIfNull(stressed);
        Require.Share(share);
        var count = stressed.Count(s => s);
        if (count == 0 || count == stressed.Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"stressed marks {count} of {stressed.Count} days; it must mark some and leave some."), nameof(stressed));
        }

        var ofStressed = Math.Max(share, (double)count / stressed.Count);
        var weights = new double[stressed.Count];
        for (var t = 0; t < weights.Length; t++)
        {
            weights[t] = stressed[t] ? ofStressed / count : (1 - ofStressed) / (stressed.Count - count);
        }

        return new ObservationWeights(weights);
    }
}
