namespace Interdealer.Models;

/// <summary>What a dealer asks for taking a position, each per unit of the asset's true value, in currency.</summary>
/// <param name="BidDiscount">How far the bid is below the value; below 0 where buying reduces risk so much that the dealer pays more.</param>
/// <param name="AskPremium">How far the ask is above the value.</param>
public sealed record InventoryQuote(double BidDiscount, double AskPremium)
{
    /// <summary>Ask less bid.</summary>
    public double Spread => BidDiscount + AskPremium;

    /// <summary>Midpoint of the quotes less the value: below 0 when the dealer would rather sell.</summary>
    public double Shift => (AskPremium - BidDiscount) / 2;
}

/// <summary>
/// The dealer who is paid for bearing risk: the price at which a trade of Q units leaves expected utility unchanged, discount ½γσ²Q + γ·cov on
/// the bid, premium ½γσ²Q − γ·cov on the ask.
/// </summary>
/// <remarks>
/// γ absolute risk aversion (1/W for log utility of wealth W), σ² variance of the value of a unit, cov the covariance of a unit with what the dealer
/// holds. The spread γσ²Q does not depend on inventory; the quotes shift with it (Ho and Stoll: with I units of the same asset cov = Iσ²).
/// Second-order expansion of utility: it holds for trades that are small beside wealth, one period, one competitive dealer without order processing costs or
/// informed customers. γ = 0 asks for nothing. Sources: Stoll (1978), The supply of dealer services, Journal of Finance 33; Ho and
/// Stoll (1981), Optimal dealer pricing, Journal of Financial Economics 9 (the part of the spread that risk explains).
/// </remarks>
public sealed record Stoll
{
    /// <summary>γ, absolute risk aversion, per unit of currency, at least 0.</summary>
    public required double RiskAversion { get; init => field = Require.NonNegative(value, "1/currency", nameof(RiskAversion)); }

    /// <summary>σ², variance of the value of one unit over the period, at least 0.</summary>
    public required double Variance { get; init => field = Require.NonNegative(value, "(currency a unit)²", nameof(Variance)); }

    /// <summary>The dealer with log utility, γ = 1/W.</summary>
    /// <param name="wealth">W, currency above 0.</param>
    /// <param name="variance">σ², (currency a unit)².</param>
    public static Stoll FromWealth(double wealth, double variance) => new() { RiskAversion = 1 / Require.Positive(wealth, "currency"), Variance = variance };

    /// <summary>Quotes given the covariance of the asset with what the dealer holds.</summary>
    /// <param name="covariance">cov, covariance of a unit's value with that of the dealer's portfolio, in currency²; 0 without one.</param>
    /// <param name="tradeSize">Q, units traded, above 0.</param>
    public InventoryQuote Quote(double covariance = 0, double tradeSize = 1)
    {
        var own = 0.5 * RiskAversion * Variance * Require.Positive(tradeSize, "units");
        var held = RiskAversion * Require.Finite(covariance, "currency²");
        return new InventoryQuote(own + held, own - held);
    }

    /// <summary>Quotes of a dealer who holds units of the asset itself: Ho and Stoll.</summary>
    /// <param name="inventory">I, units held; below 0 for a short position.</param>
    /// <param name="tradeSize">Q, units traded, above 0.</param>
    public InventoryQuote QuoteAt(double inventory, double tradeSize = 1) => Quote(Require.Finite(inventory, "units") * Variance, tradeSize);
}
