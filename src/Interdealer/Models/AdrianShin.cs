using Interdealer.Contagion;

namespace Interdealer.Models;

/// <summary>A balance sheet before and after its adjustment. Amounts are in currency.</summary>
/// <param name="Assets">Assets after the gain or loss, before the adjustment.</param>
/// <param name="Equity">Equity after the gain or loss; the adjustment does not change it.</param>
/// <param name="Bought">What is bought with new debt; below 0 for sales that repay debt.</param>
public sealed record LeverageAdjustment(double Assets, double Equity, double Bought)
{
    /// <summary>Assets after the adjustment.</summary>
    public double AssetsAfter => Assets + Bought;

    /// <summary>Debt after the adjustment.</summary>
    public double DebtAfter => AssetsAfter - Equity;

    /// <summary>Assets over equity had nothing been bought or sold: it falls when prices rise. +∞ without equity.</summary>
    public double PassiveLeverage => Equity > 0 ? Assets / Equity : double.PositiveInfinity;
}

/// <summary>
/// Leverage targeting by value-at-risk: equity covers κ times the value-at-risk, e = κ·v·A, so that leverage is A/e = 1/(κ·v) and the balance sheet
/// grows and shrinks with equity: buys after gains, sells after losses.
/// </summary>
/// <remarks>
/// v is the value-at-risk of one unit of assets. Trades are at present prices, so they change assets and debt and not equity; what they do to prices is
/// left to a market operator. Passive leverage, which falls after gains, is the control. It breaks down where losses leave no equity:
/// everything is sold (<see cref="LeverageAdjustment.Bought"/> = −assets) and debt remains. Source: Adrian and Shin (2010), Liquidity and
/// leverage, Journal of Financial Intermediation 19; (2014), Procyclical leverage and value-at-risk, Review of Financial Studies 27.
/// </remarks>
public sealed record AdrianShin
{
    /// <summary>v, value-at-risk of one unit of assets, a fraction above 0 and below 1.</summary>
    public required double UnitValueAtRisk { get; init => field = Require.OpenFraction(value, nameof(UnitValueAtRisk)); }

    /// <summary>κ, equity held per unit of value-at-risk, above 0; 1 when left out.</summary>
    public double Coverage { get; init => field = Require.Positive(value, "equity per unit of value-at-risk", nameof(Coverage)); } = 1;

    /// <summary>1/(κ·v), assets over equity.</summary>
    /// <exception cref="InvalidOperationException">κ·v is above 1: equity would have to exceed assets.</exception>
    public double Leverage => Coverage * UnitValueAtRisk <= 1
        ? 1 / (Coverage * UnitValueAtRisk)
        : throw new InvalidOperationException($"Coverage · UnitValueAtRisk must be at most 1, or equity exceeds assets; it was {Require.Text(Coverage * UnitValueAtRisk)}.");

    /// <summary>The round for the engine: targeting, then the given market.</summary>
    /// <param name="market">Executes the orders.</param>
    public IOperator Round(IOperator market) => new LeverageTargeting(Leverage).Then(market);

    /// <summary>Assets that an equity carries, 0 without equity.</summary>
    /// <param name="equity">Currency.</param>
    public double BalanceSheet(double equity) => Leverage * Math.Max(0, Require.Finite(equity, "currency"));

    /// <summary>Adjusts a balance sheet after a gain or loss.</summary>
    /// <param name="assets">Assets before it, currency, at least 0.</param>
    /// <param name="debt">Debt before it, currency, at least 0.</param>
    /// <param name="gain">Change of the value of the assets, currency; a loss is below 0 and at most the assets.</param>
    public LeverageAdjustment After(double assets, double debt, double gain)
    {
        Require.NonNegative(assets, "currency");
        Require.NonNegative(debt, "currency");
        Require.NonNegative(assets + Require.Finite(gain, "currency"), "currency", "assets + gain");
        var equity = assets + gain - debt;
        return new LeverageAdjustment(assets + gain, equity, BalanceSheet(equity) - (assets + gain));
    }
}
