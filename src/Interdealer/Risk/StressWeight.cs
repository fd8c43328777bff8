namespace Interdealer.Risk;

/// <summary>
/// A share of margin taken from a stressed period: max(raw, (1−w)·raw + w·stressed) (article 28(1)(b): w at least 25 %).
/// </summary>
/// <remarks>For the same idea on the days of a historical simulation see <see cref="ObservationWeights.Stressed"/>.</remarks>
public sealed record StressWeight : IMarginTool
{
    /// <summary>A weight on the margin of a stressed period.</summary>
    /// <param name="stressedMargin">Margin at the volatility of the stressed period, in currency, at least 0.</param>
    /// <param name="weight">w, a fraction from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public StressWeight(double stressedMargin, double weight = 0.25)
    {
        StressedMargin = Require.NonNegative(stressedMargin, "currency");
        Weight = Require.Share(weight);
    }

    /// <summary>Margin at the volatility of the stressed period, in currency.</summary>
    public double StressedMargin { get; }

    /// <summary>w.</summary>
    public double Weight { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A margin is negative or not finite.</exception>
    public double[] Charge(ReadOnlySpan<double> raw)
    {
        Require.AllNonNegative(raw, "currency");
        var charged = raw.ToArray();
        for (var t = 0; t < charged.Length; t++)
        {
            charged[t] += Weight * Math.Max(0, StressedMargin - charged[t]);
        }

        return charged;
    }
}
