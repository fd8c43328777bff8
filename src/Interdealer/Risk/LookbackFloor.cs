namespace Interdealer.Risk;

/// <summary>
/// Margin never below what volatility over a long lookback asks for (article 28(1)(c): ten years).
/// </summary>
/// <remarks>
/// Margin is proportional to volatility, and the volatility of a long period is the root mean square of its days': so the floor on a day is
/// the root mean square of raw margins over the days up to and including it, as far back as the lookback and the series reach.
/// </remarks>
public sealed record LookbackFloor : IMarginTool
{
    /// <summary>Trading days in ten years.</summary>
    public const int TenYears = 2520;

    /// <summary>A floor from a number of past days.</summary>
    /// <param name="days">Lookback in trading days, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no day.</exception>
    public LookbackFloor(int days = TenYears)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        Days = days;
    }

    /// <summary>Lookback in trading days.</summary>
    public int Days { get; }

    /// <summary>A floor that is known: margin at the volatility of a period outside the series; it replaces the lookback.</summary>
    public double? Known { get; init => field = value is { } v ? Require.NonNegative(v, "currency", nameof(Known)) : null; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A margin is negative or not finite.</exception>
    public double[] Charge(ReadOnlySpan<double> raw)
    {
        Require.AllNonNegative(raw, "currency");
        var charged = new double[raw.Length];
        for (var t = 0; t < raw.Length; t++)
        {
            charged[t] = Math.Max(raw[t], Known ?? RootMeanSquare(raw[Math.Max(0, t + 1 - Days)..(t + 1)]));
        }

        return charged;
    }

    // Summed afresh every day: a running sum would carry rounding from one end of a decade to the other.
    private static double RootMeanSquare(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var v in values)
        {
            sum += v * v;
        }

        return Math.Sqrt(sum / values.Length);
    }
}
