using Interdealer.Contagion;

namespace Interdealer.Calibration;

/// <summary>Operators of the funding channel that give back what was observed: haircuts from two states, runs from a withdrawal.</summary>
public static class FundingCalibration
{
    /// <summary>Haircuts through two states: h₁ = h₀ + z·(σ₁ − σ₀)·√τ, solved for z.</summary>
    /// <param name="calm">Haircut h₀ and daily volatility σ₀ in the calm state, fractions; those of the assets in the system.</param>
    /// <param name="stressed">Haircut h₁ at least h₀ and below 1, and volatility σ₁ above σ₀.</param>
    /// <param name="horizonDays">τ, days that a lender needs to sell the collateral, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A haircut or volatility is outside its range.</exception>
    public static HaircutUpdate Haircuts((double Haircut, double Volatility) calm, (double Haircut, double Volatility) stressed, double horizonDays)
    {
        Require.Fraction(calm.Haircut);
        Require.NonNegative(calm.Volatility, "a fraction a day");
        Require.Fraction(stressed.Haircut);
        Require.NonNegative(stressed.Volatility, "a fraction a day");
        Require.Positive(horizonDays, "days");
        Above(stressed.Volatility, calm.Volatility, orEqual: false, "stressed.Volatility", "calm volatility");
        Above(stressed.Haircut, calm.Haircut, orEqual: true, "stressed.Haircut", "calm haircut");
        return new HaircutUpdate((stressed.Haircut - calm.Haircut) / ((stressed.Volatility - calm.Volatility) * Math.Sqrt(horizonDays)), horizonDays);
    }

    /// <summary>A run that leverage sets off: share = w·(b − b₀)/b₀, solved for w.</summary>
    /// <param name="share">Share of short-term debt that was not rolled over, a fraction in (0, 1).</param>
    /// <param name="leverage">Leverage b, assets over equity, at which that happened; above the comfort leverage.</param>
    /// <param name="comfortLeverage">b₀ up to which lenders are at ease, at least 1.</param>
    public static FundingRun RunFromLeverage(double share, double leverage, double comfortLeverage)
    {
        Require.OpenFraction(share);
        Require.Positive(leverage, "assets over equity");
        Above(leverage, comfortLeverage, orEqual: false, nameof(leverage), nameof(comfortLeverage));
        return new(new() { ComfortLeverage = comfortLeverage, LeverageWeight = share * comfortLeverage / (leverage - comfortLeverage), FallWeight = 0 });
    }

    /// <summary>A run that a fall of prices sets off: share = w·fall, solved for w.</summary>
    /// <param name="share">Share of short-term debt that was not rolled over, a fraction in (0, 1).</param>
    /// <param name="fall">Fall in price of what the borrowers held, a fraction in (0, 1).</param>
    public static FundingRun RunFromFall(double share, double fall) =>
        new(new() { LeverageWeight = 0, FallWeight = Require.OpenFraction(share) / Require.OpenFraction(fall) });

    /// <summary>The haircut under which financing advances what it advances at haircut h after a share of it was withdrawn: 1 − (1 − share)(1 − h).</summary>
    /// <param name="haircut">h before, a fraction in [0, 1].</param>
    /// <param name="share">Share of the financing withdrawn, a fraction from 0 to 1.</param>
    public static double EquivalentHaircut(double haircut, double share) => 1 - ((1 - Require.Share(share)) * (1 - Require.Share(haircut)));

    private static void Above(double value, double other, bool orEqual, string name, string otherName)
    {
        if (value < other || (value == other && !orEqual))
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"{name} must be {(orEqual ? "at least" : "above")} the {otherName}, {Require.Text(other)}; it was {Require.Text(value)}.");
        }
    }
}
