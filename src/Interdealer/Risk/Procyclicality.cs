namespace Interdealer.Risk;

/// <summary>How much a margin moves with the cycle (Murphy, Vasios and Vause, Bank of England Financial Stability Paper 29, 2014).</summary>
/// <param name="PeakToTrough">Highest over lowest margin of the period, at least 1; infinite when the lowest is 0 and the highest is not.</param>
/// <param name="Window">Length n of the window, in days.</param>
/// <param name="LargestRise">Largest rise of margin within any n days, in currency, at least 0: the largest call a member must fund at short notice.</param>
/// <param name="LargestRelativeRise">Largest rise within any n days over the margin it rises from, a fraction; infinite when that was 0.</param>
public sealed record Procyclicality(double PeakToTrough, int Window, double LargestRise, double LargestRelativeRise)
{
    /// <summary>Measures a path of margins.</summary>
    /// <param name="margins">Margins, oldest first, in currency, each at least 0; at least one.</param>
    /// <param name="window">Window n in days, at least 1; 5 and 30 are usual.</param>
    /// <exception cref="ArgumentException">There is no margin, one is negative or not finite, or the window is below 1 day.</exception>
    public static Procyclicality Of(ReadOnlySpan<double> margins, int window = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        Require.AllNonNegative(margins, "currency");
        if (margins.IsEmpty)
        {
            throw new ArgumentException("margins is empty; at least one day is needed.", nameof(margins));
        }

        var (low, high, rise, relative) = (margins[0], margins[0], 0.0, 0.0);
        for (var t = 0; t < margins.Length; t++)
        {
            low = Math.Min(low, margins[t]);
            high = Math.Max(high, margins[t]);
            for (var s = Math.Max(0, t - window); s < t; s++)
            {
                rise = Math.Max(rise, margins[t] - margins[s]);
                relative = Math.Max(relative, Ratio(margins[t], margins[s]) - 1);
            }
        }

        return new Procyclicality(Ratio(high, low), window, rise, relative);
    }

    /// <summary>The three measures in words.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"peak to trough {PeakToTrough:0.####}; largest rise within {Window} days {LargestRise:0.####} ({100 * LargestRelativeRise:0.##} %)");

    private static double Ratio(double over, double under) => over == under ? 1 : over / under;
}
