namespace Interdealer.Calibration;

/// <summary>Market depth D, the value sold that takes a price to 0 under linear impact Ψ = x/D, from figures that are published.</summary>
public static class MarketDepth
{
    /// <summary>Depth from volume and volatility: D = c·(ADV/σ)·√τ.</summary>
    /// <param name="averageDailyVolume">ADV, currency a day, above 0.</param>
    /// <param name="dailyVolatility">σ, a fraction a day in (0, 1).</param>
    /// <param name="horizonDays">τ, trading days over which the sale is spread, above 0.</param>
    /// <param name="coefficient">c, above 0; no default, because it differs between markets and carries all that is not known about them.</param>
    /// <returns>D in the currency of the volume: selling ADV·√τ moves the price by σ/c.</returns>
    /// <remarks>Source: Cont and Schaanning (2017), Fire Sales, Indirect Contagion and Systemic Stress Testing.</remarks>
    public static double FromVolume(double averageDailyVolume, double dailyVolatility, double horizonDays, double coefficient) =>
        Require.Positive(coefficient, "no unit") * PerCoefficient(averageDailyVolume, dailyVolatility, horizonDays);

    /// <summary>c = D·σ/(ADV·√τ), the coefficient that a depth known from elsewhere implies.</summary>
    /// <param name="depth">D, currency, above 0.</param>
    /// <param name="averageDailyVolume">ADV, currency a day, above 0.</param>
    /// <param name="dailyVolatility">σ, a fraction a day in (0, 1).</param>
    /// <param name="horizonDays">τ, trading days, above 0.</param>
    public static double ImpliedCoefficient(double depth, double averageDailyVolume, double dailyVolatility, double horizonDays) =>
        Require.Positive(depth, "currency") / PerCoefficient(averageDailyVolume, dailyVolatility, horizonDays);

    /// <summary>Depth from an observed impact: D = x/Ψ.</summary>
    /// <param name="sold">x, value sold, currency, above 0.</param>
    /// <param name="fall">Ψ, fall of the price, a fraction in (0, 1): 0.001 for 10 basis points.</param>
    /// <remarks>
    /// Greenwood, Landier and Thesmar (2015) let 10 billion move a price by 10 basis points: <c>FromImpact(10, 0.001)</c> is 10 000 billion.
    /// </remarks>
    public static double FromImpact(double sold, double fall) => Require.Positive(sold, "currency") / Require.OpenFraction(fall);

    /// <summary>Fall of the price when x is sold: Ψ = x/D, at most 1; for 10 billion the figure that the literature quotes.</summary>
    /// <param name="depth">D, currency, above 0.</param>
    /// <param name="sold">x, value sold, currency, at least 0.</param>
    public static double Impact(double depth, double sold) => Math.Min(1, Require.NonNegative(sold, "currency") / Require.Positive(depth, "currency"));

    private static double PerCoefficient(double averageDailyVolume, double dailyVolatility, double horizonDays) =>
        Require.Positive(averageDailyVolume, "currency a day") / Require.OpenFraction(dailyVolatility) * Math.Sqrt(Require.Positive(horizonDays, "trading days"));
}
