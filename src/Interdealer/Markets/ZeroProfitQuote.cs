namespace Interdealer.Markets;

/// <summary>A dealer's break-even quote, or that there is none.</summary>
/// <param name="HalfSpread">Half-spread x in units of the volatility σ of the value; +∞ where no spread breaks even.</param>
/// <param name="Participation">Share D(x) of the uninformed customers who still trade at it, from 0 to 1.</param>
public readonly record struct ZeroProfitQuote(double HalfSpread, double Participation)
{
    /// <summary>True when no spread breaks even: wider spreads lose more in customers than they gain on each.</summary>
    public bool Withdrawn => double.IsPositiveInfinity(HalfSpread);

    /// <summary>No quote.</summary>
    internal static ZeroProfitQuote None => new(double.PositiveInfinity, 0);
}
