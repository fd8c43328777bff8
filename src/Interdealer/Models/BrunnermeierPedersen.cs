namespace Interdealer.Models;

/// <summary>How lenders set margins.</summary>
public enum MarginSetting
{
    /// <summary>Lenders cannot tell fundamentals from liquidity: margins rise with every fall in price and destabilise.</summary>
    Uninformed,

    /// <summary>Lenders know the fundamental: a price below it is a bargain, margins fall with it and stabilise.</summary>
    Informed,
}

/// <summary>One equilibrium price. Prices and margins are per unit of the asset, funds in currency.</summary>
/// <param name="Price">Price p.</param>
/// <param name="Position">Units x that speculators buy from customers.</param>
/// <param name="Margin">Margin m per unit.</param>
/// <param name="PricePerFunding">dp/dη, the rise of the price with one more unit of funding; 0 where funding does not bind.</param>
/// <param name="IsStable">False on the branch where more funding would lower the price: no market stays there.</param>
public sealed record FundingEquilibrium(double Price, double Position, double Margin, double PricePerFunding, bool IsStable);

/// <summary>
/// Market liquidity and funding liquidity: speculators buy what customers sell, x = Z − c(v − p), as far as their funds cover the margins,
/// m·x ≤ W + x₀(p − p₀) + η.
/// </summary>
/// <remarks>
/// Margins: m = σ̄ + θ̄|p − p₀| (uninformed) or m = σ̄ + θ̄|Δv| − (v − p), not below 0 (informed). When funding binds,
/// dp/dη = 1/(c·m + x·∂m/∂p − x₀): a loss spiral if x₀ &gt; 0, a margin spiral if ∂m/∂p &lt; 0. Fragile (the price jumps as funding falls) when
/// θ̄Z &gt; cσ̄; with p₀ = v and x₀ = 0 several equilibria exist for Zσ̄ ≤ W &lt; (Zθ̄ + cσ̄)²/(4cθ̄), and the price jumps by Z/c − σ̄/θ̄ at W = Zσ̄.
/// One asset, customers who sell, prices at or below the fundamental.
/// Source: Brunnermeier and Pedersen (2009), Market Liquidity and Funding Liquidity, Review of Financial Studies 22(6).
/// </remarks>
public sealed record BrunnermeierPedersen
{
    /// <summary>Fundamental value v per unit, above 0.</summary>
    public double Fundamental { get; init => field = Require.Positive(value, "currency a unit", nameof(Fundamental)); } = 100;

    /// <summary>Last period's price p₀ per unit, at most the fundamental.</summary>
    public double PreviousPrice { get; init => field = Require.Positive(value, "currency a unit", nameof(PreviousPrice)); } = 100;

    /// <summary>Units Z that customers would sell at the fundamental.</summary>
    public required double CustomerSupply { get; init => field = Require.Positive(value, "units", nameof(CustomerSupply)); }

    /// <summary>Units c by which customers sell less for each unit of currency below the fundamental.</summary>
    public required double SupplySlope { get; init => field = Require.Positive(value, "units per currency", nameof(SupplySlope)); }

    /// <summary>Margin σ̄ per unit without any price move.</summary>
    public required double BaseMargin { get; init => field = Require.Positive(value, "currency a unit", nameof(BaseMargin)); }

    /// <summary>Rise θ̄ of the margin for each unit of price move.</summary>
    public double MarginSensitivity { get; init => field = Require.NonNegative(value, "(a pure number)", nameof(MarginSensitivity)); }

    /// <summary>Funds W of speculators at the previous price.</summary>
    public required double Wealth { get; init => field = Require.Finite(value, "currency", nameof(Wealth)); }

    /// <summary>Units x₀ that speculators hold already; losses on them reduce funds.</summary>
    public double InitialPosition { get; init => field = Require.NonNegative(value, "units", nameof(InitialPosition)); }

    /// <summary>Shock η to funds.</summary>
    public double FundingShock { get; init => field = Require.Finite(value, "currency", nameof(FundingShock)); }

    /// <summary>Change |Δv| of the fundamental over the period, which informed lenders look at.</summary>
    public double FundamentalChange { get; init => field = Require.NonNegative(value, "currency a unit", nameof(FundamentalChange)); }

    /// <summary>How lenders set margins.</summary>
    public MarginSetting Margins { get; init => field = Require.Defined(value, nameof(Margins)); }

    /// <summary>True when a small loss of funds can move the price by a jump: θ̄Z &gt; cσ̄ with uninformed lenders.</summary>
    public bool IsFragile => Margins == MarginSetting.Uninformed && MarginSensitivity * CustomerSupply > SupplySlope * BaseMargin;

    /// <summary>Fall of the price at the moment full liquidity is lost, Z/c − σ̄/θ̄; 0 when not fragile. For p₀ = v and x₀ = 0.</summary>
    public double Jump => IsFragile ? (CustomerSupply / SupplySlope) - (BaseMargin / MarginSensitivity) : 0;

    /// <summary>Funds below which full liquidity is lost, Zσ̄. For p₀ = v and x₀ = 0.</summary>
    public double WealthForFullLiquidity => CustomerSupply * BaseMargin;

    /// <summary>Funds from which the illiquid equilibrium is gone, (Zθ̄ + cσ̄)²/(4cθ̄) when fragile; else the same as for full liquidity.</summary>
    public double WealthWithoutIlliquidity
    {
        get
        {
            var top = (CustomerSupply * MarginSensitivity) + (SupplySlope * BaseMargin);
            return IsFragile ? top * top / (4 * SupplySlope * MarginSensitivity) : WealthForFullLiquidity;
        }
    }

    /// <summary>The equilibrium with the highest price among those that are stable: where a market that was liquid stays.</summary>
    public FundingEquilibrium Best => Equilibria().First(e => e.IsStable);

    /// <summary>The equilibrium with the lowest price among those that are stable: where a market that was illiquid stays.</summary>
    public FundingEquilibrium Worst => Equilibria().Last(e => e.IsStable);

    /// <summary>Every equilibrium, stable or not, highest price first; at least one is stable.</summary>
    public IReadOnlyList<FundingEquilibrium> Equilibria()
    {
        if (PreviousPrice > Fundamental)
        {
            throw new InvalidOperationException(
                $"PreviousPrice must be at most the fundamental of {Require.Text(Fundamental)}; it was {Require.Text(PreviousPrice)} (currency a unit).");
        }

        var lowest = Fundamental - (CustomerSupply / SupplySlope);
        var found = new List<FundingEquilibrium>();
        if (Margin(Fundamental) * CustomerSupply <= Funds(Fundamental))
        {
            found.Add(new FundingEquilibrium(Fundamental, CustomerSupply, Margin(Fundamental), 0, IsStable: true));
        }

        // Between kinks of the margin the binding funding constraint is a quadratic in the price.
        var kinks = new[] { lowest, Kink, Fundamental }.Where(p => p >= lowest && p <= Fundamental).Distinct().Order().ToArray();
        for (var piece = kinks.Length - 1; piece > 0; piece--)
        {
            var (from, to) = (kinks[piece - 1], kinks[piece]);
            found.AddRange(Roots(from, to).Where(p => p > from && p < to).OrderDescending().Select(Binding));
        }

        if (Funds(lowest) <= 0)
        {
            // Nobody has funds to carry anything: customers keep it all.
            found.Add(new FundingEquilibrium(lowest, 0, Margin(lowest), 0, IsStable: true));
        }

        return found;
    }

    private double Kink => Margins == MarginSetting.Uninformed
        ? PreviousPrice
        : Fundamental - BaseMargin - (MarginSensitivity * FundamentalChange);

    private double Funds(double price) => Wealth + (InitialPosition * (price - PreviousPrice)) + FundingShock;

    private double Position(double price) => CustomerSupply - (SupplySlope * (Fundamental - price));

    private double Margin(double price) => Margins == MarginSetting.Uninformed
        ? BaseMargin + (MarginSensitivity * Math.Abs(price - PreviousPrice))
        : Math.Max(0, BaseMargin + (MarginSensitivity * FundamentalChange) - (Fundamental - price));

    private FundingEquilibrium Binding(double price)
    {
        var (position, margin) = (Position(price), Margin(price));
        var marginSlope = Margins == MarginSetting.Uninformed ? MarginSensitivity * Math.Sign(price - PreviousPrice) : margin > 0 ? 1 : 0;
        var slope = (SupplySlope * margin) + (position * marginSlope) - InitialPosition;
        return new FundingEquilibrium(price, position, margin, 1 / slope, IsStable: slope > 0);
    }

    /// <summary>Roots of m(p)·x(p) − funds(p) on a piece where m is linear, from its values at the ends and the middle.</summary>
    private List<double> Roots(double from, double to)
    {
        var half = (to - from) / 2;
        var middle = from + half;
        var (f0, f1, f2) = (Excess(from), Excess(middle), Excess(to));
        var (a, b, c) = ((f0 - (2 * f1) + f2) / 2, (f2 - f0) / 2, f1);
        if (Math.Abs(a) <= 1e-14 * (Math.Abs(f0) + Math.Abs(f1) + Math.Abs(f2)))
        {
            return b == 0 ? [] : [middle - (half * c / b)];
        }

        var discriminant = (b * b) - (4 * a * c);
        if (discriminant < 0)
        {
            return [];
        }

        // The root without cancellation first, the other from their product.
        var q = -0.5 * (b + Math.CopySign(Math.Sqrt(discriminant), b));
        var roots = new List<double> { middle + (half * q / a) };
        if (q != 0 && discriminant > 0)
        {
            roots.Add(middle + (half * c / q));
        }

        return roots;
    }

    private double Excess(double price) => (Margin(price) * Position(price)) - Funds(price);
}
