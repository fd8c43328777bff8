namespace Interdealer.Calibration;

/// <summary>
/// A bond at par: coupon = yield y₀, price 1. At another yield y its price changes by exactly (y₀ − y)·a(y)/m, where a(y) = Σ_{j=1}^{n} v^j is the
/// annuity of n = m·T coupons and v = 1/(1 + y/m).
/// </summary>
/// <remarks>
/// From it follow modified duration a(y₀)/m and convexity (2/m²)·Σ j·v^{j+1}. A maturity shorter than one coupon period is a bill at simple interest, price (1 + y₀T)/(1 + yT).
/// Treasury yields at constant maturity are par yields with semi-annual coupons, so they are turned into prices without further
/// assumption. Time does not pass: no ageing, no coupon accrued. Source: the price of a bond as the sum of its discounted payments (Fabozzi,
/// Bond Markets, Analysis, and Strategies, chapters on price and on price volatility).
/// </remarks>
public sealed record ParBond
{
    private const double LongestYears = 100;
    private const double LowestYield = -0.5;
    private const double HighestYield = 1;

    /// <summary>A bond at par.</summary>
    /// <param name="years">Maturity T: a whole number of coupon periods, or shorter than one; above 0 and at most 100.</param>
    /// <param name="yield">Yield y₀ a year, a fraction from −0.5 to 1 (0.0054 for 0.54 %).</param>
    /// <param name="couponsPerYear">m, from 1 to 12; 2 for US Treasuries.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public ParBond(double years, double yield, int couponsPerYear = 2)
    {
        Years = Require.Positive(years, "years");
        Yield = InRange(yield);
        CouponsPerYear = couponsPerYear is >= 1 and <= 12
            ? couponsPerYear
            : throw new ArgumentOutOfRangeException(nameof(couponsPerYear), couponsPerYear, $"{nameof(couponsPerYear)} must be from 1 to 12; it was {Require.Text(couponsPerYear)}.");
        var periods = years * couponsPerYear;
        if (years > LongestYears || (periods >= 1 && periods != Math.Round(periods)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(years), years, $"{nameof(years)} must be at most {Require.Text(LongestYears)} and a whole number of coupon periods, or shorter than one; it was {Require.Text(years)}.");
        }
    }

    /// <summary>Maturity T in years.</summary>
    public double Years { get; }

    /// <summary>Yield y₀ and coupon, a fraction a year.</summary>
    public double Yield { get; }

    /// <summary>Coupons a year, m.</summary>
    public int CouponsPerYear { get; }

    /// <summary>Modified duration −dP/dy at par, years: what 1 of yield changes the price by, to first order.</summary>
    public double ModifiedDuration => IsBill ? Years / (1 + (Yield * Years)) : Sums(Yield).Annuity / CouponsPerYear;

    /// <summary>Convexity d²P/dy² at par, years squared.</summary>
    public double Convexity => IsBill
        ? 2 * Years * Years / ((1 + (Yield * Years)) * (1 + (Yield * Years)))
        : 2 * Sums(Yield).Slope / (CouponsPerYear * CouponsPerYear);

    private bool IsBill => Years * CouponsPerYear < 1;

    /// <summary>Exact change of the price at another yield, a fraction of par; below 0 where the yield rises.</summary>
    /// <param name="yield">The other yield, a fraction from −0.5 to 1.</param>
    public double PriceChange(double yield)
    {
        InRange(yield);
        return IsBill
            ? (Yield - yield) * Years / (1 + (yield * Years))
            : (Yield - yield) * Sums(yield).Annuity / CouponsPerYear;
    }

    /// <summary>First order: −D·Δy.</summary>
    /// <param name="yield">The other yield, a fraction from −0.5 to 1.</param>
    public double PriceChangeByDuration(double yield) => -ModifiedDuration * (InRange(yield) - Yield);

    /// <summary>Second order: −D·Δy + ½·C·Δy².</summary>
    /// <param name="yield">The other yield, a fraction from −0.5 to 1.</param>
    public double PriceChangeByConvexity(double yield)
    {
        var change = InRange(yield) - Yield;
        return (-ModifiedDuration * change) + (0.5 * Convexity * change * change);
    }

    /// <summary>Returns of a bond that is at par every day: from each day of the yields to the next, exact, without carry.</summary>
    /// <param name="yields">Par yields at one constant maturity, fractions.</param>
    /// <param name="years">That maturity.</param>
    /// <returns>One day fewer than yields, under their name.</returns>
    public static DatedSeries Returns(DatedSeries yields, double years)
    {
        ArgumentNullException.ThrowIfNull(yields);
        return yields.Steps(yields.Name, (before, after) => new ParBond(years, before).PriceChange(after));
    }

    /// <summary>Annuity Σ v^j and −Σ's slope in the yield per period, Σ j·v^{j+1}; sums rather than quotients, so that a yield of 0 is no special case.</summary>
    private (double Annuity, double Slope) Sums(double yield)
    {
        var discount = 1 / (1 + (yield / CouponsPerYear));
        var (annuity, slope, factor) = (0.0, 0.0, 1.0);
        var periods = (int)Math.Round(Years * CouponsPerYear);
        for (var j = 1; j <= periods; j++)
        {
            factor *= discount;
            annuity += factor;
            slope += j * factor * discount;
        }

        return (annuity, slope);
    }

    private static double InRange(double yield) => yield is >= LowestYield and <= HighestYield
        ? yield
        : throw new ArgumentOutOfRangeException(
            nameof(yield), yield, $"{nameof(yield)} must be a fraction a year from {Require.Text(LowestYield)} to {Require.Text(HighestYield)} (write 0.0054, not 0.54, for 0.54 %); it was {Require.Text(yield)}.");
}
