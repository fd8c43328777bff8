namespace Interdealer.Markets;

/// <summary>How a sale under price impact ends.</summary>
public enum SaleOutcome
{
    /// <summary>The dealer complies already.</summary>
    NothingToSell,

    /// <summary>After the sale the ratio equals the requirement.</summary>
    Restored,

    /// <summary>Selling helps, but restoring the requirement takes more than is held; the result shows everything sold.</summary>
    NotEnoughToSell,

    /// <summary>The market is too thin: the sale destroys more equity than it frees and no amount restores the requirement; nothing is sold.</summary>
    SelfDefeating,
}

/// <summary>The answer to a dealer who must restore a leverage ratio by selling into a market with impact.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Sold">Value sold at the old price, in currency; 0 unless restored or everything was sold.</param>
/// <param name="Required">Value that would have to be sold, in currency; NaN when no amount suffices.</param>
/// <param name="PriceFall">Fall of the price, a fraction of the old price.</param>
/// <param name="EquityAfter">Equity after the sale, in currency.</param>
/// <param name="AssetsAfter">Assets after the sale and the repayment of debt, in currency.</param>
/// <param name="RatioAfter">Equity over assets after the sale.</param>
/// <param name="CriticalDepth">Depth below which the first unit sold widens the shortfall, in currency.</param>
/// <param name="LimitDepth">Depth below which no sale restores the requirement, in currency; infinite if none does in any market.</param>
public sealed record ImpactedSale(
    SaleOutcome Outcome,
    double Sold,
    double Required,
    double PriceFall,
    double EquityAfter,
    double AssetsAfter,
    double RatioAfter,
    double CriticalDepth,
    double LimitDepth)
{
    /// <summary>The outcome in a sentence, with what to look at when it failed.</summary>
    public override string ToString() => Outcome switch
    {
        SaleOutcome.NothingToSell => FormattableString.Invariant($"Nothing to sell: the ratio is {100 * RatioAfter:0.####} %."),
        SaleOutcome.Restored => FormattableString.Invariant(
            $"Sold {Sold:0.####}: price {-100 * PriceFall:0.####} %, equity {EquityAfter:0.####}, ratio {100 * RatioAfter:0.####} %."),
        SaleOutcome.NotEnoughToSell => FormattableString.Invariant(
            $"Not enough to sell: everything, {Sold:0.####}, takes the ratio to {100 * RatioAfter:0.####} %; {Required:0.####} would be needed."),
        _ => FormattableString.Invariant(
            $"Self-defeating: no sale restores the requirement in a market less deep than {LimitDepth:0.####}; nothing sold."),
    };
}

/// <summary>The balance sheet after one possible sale.</summary>
/// <param name="Sold">Value sold at the old price, in currency.</param>
/// <param name="PriceFall">Fall of the price, a fraction of the old price.</param>
/// <param name="EquityAfter">Equity after the sale, in currency.</param>
/// <param name="AssetsAfter">Assets after the sale, in currency.</param>
/// <param name="RatioAfter">Equity over assets after the sale; NaN when both are 0.</param>
public sealed record SalePoint(double Sold, double PriceFall, double EquityAfter, double AssetsAfter, double RatioAfter);
