using Interdealer.Risk;

namespace Interdealer.Markets;

/// <summary>
/// One dealer below its leverage ratio sells an asset whose price falls as it sells: the smallest sale after which equity/assets = λ again.
/// </summary>
/// <remarks>
/// A block worth q at the old price moves the price by ψ = q/D. The block is sold at 1 − αψ and proceeds repay debt, what is kept is marked at
/// 1 − ψ. So assets become A − H + (H−q)(1−ψ), equity e − αψq − ψ(H−q), and equity = λ·assets is
/// [(1−α−λ)/D]q² + [λ − (1−λ)H/D]q + (e − λA) = 0. The first unit sold brings the dealer nearer to the requirement only if D is above
/// <see cref="CriticalDepth"/> = H(1−λ)/λ. Deeper markets always need less to be sold, so one <see cref="LimitDepth"/> separates the
/// markets in which some sale restores the requirement from those in which none does.
/// </remarks>
/// <example><code>
/// new SaleWithImpact { Equity = 19, Assets = 494, Holding = 200, Depth = 1e5, ImpactOnBlock = 0.5, MinimumRatio = 0.05 }.Solve()
/// // sells 117.22, price −0.12 %, equity 18.83, ratio 5.00 %
/// </code></example>
public sealed record SaleWithImpact
{
    /// <summary>Equity e before the sale, in currency: at least 0, at most <see cref="Assets"/>.</summary>
    public required double Equity { get; init => field = Require.NonNegative(value, "currency", nameof(Equity)); }

    /// <summary>Total assets A before the sale, in currency: above 0.</summary>
    public required double Assets { get; init => field = Require.Positive(value, "currency", nameof(Assets)); }

    /// <summary>Value H of the asset held before the sale, in currency: at least 0, at most <see cref="Assets"/>.</summary>
    public required double Holding { get; init => field = Require.NonNegative(value, "currency", nameof(Holding)); }

    /// <summary>Depth D: the value sold that would take the price to 0, in currency, above 0; infinite for a market without impact.</summary>
    public required double Depth
    {
        get;
        init => field = value > 0 ? value : throw Require.Refusal(nameof(Depth), value, "must be above 0 (currency; infinite for no impact)");
    }

    /// <summary>Share α of the impact borne on the block itself: 0 sold at the old price, ½ half-way, 1 at the new price.</summary>
    public double ImpactOnBlock { get; init => field = Require.Share(value, nameof(ImpactOnBlock)); } = 0.5;

    /// <summary>Required ratio λ of equity to assets, a fraction in (0, 1).</summary>
    public required double MinimumRatio { get; init => field = Require.OpenFraction(value, nameof(MinimumRatio)); }

    /// <summary>Ratio of equity to assets before the sale.</summary>
    public double RatioBefore => Equity / Assets;

    /// <summary>
    /// H(1−λ)/λ: in a market less deep than this the first unit sold costs more equity than the requirement it frees, so the shortfall
    /// λ·assets − equity grows.
    /// </summary>
    public double CriticalDepth => Holding * (1 - MinimumRatio) / MinimumRatio;

    /// <summary>H(A−e)/e: in a market less deep than this the first unit sold lowers the ratio itself; never below <see cref="CriticalDepth"/> for a dealer in breach.</summary>
    public double RatioCriticalDepth => Equity == 0 ? double.PositiveInfinity : Holding * (Assets - Equity) / Equity;

    /// <summary>
    /// The depth below which no sale, however large, restores the requirement; 0 if the dealer complies already, infinite if even a
    /// sale without impact could not.
    /// </summary>
    public double LimitDepth
    {
        get
        {
            CheckTogether();
            var shortfall = Shortfall;
            if (shortfall <= 0)
            {
                return 0;
            }

            if (MinimumRatio * Holding <= shortfall)
            {
                return double.PositiveInfinity;
            }

            // The depth at which selling q just suffices, D(q) = q[(1−λ)H − aq]/(λq − shortfall) with a = 1−α−λ, falls in q until its
            // stationary point, which exists only for a < 0; the best sale is there, or everything.
            var a = 1 - ImpactOnBlock - MinimumRatio;
            var cost = (1 - MinimumRatio) * Holding;
            var best = Holding;
            if (a < 0)
            {
                var root = Math.Sqrt((a * a * shortfall * shortfall) - (a * MinimumRatio * cost * shortfall));
                best = Math.Min(Holding, ((-a * shortfall) + root) / (-a * MinimumRatio));
            }

            var depth = best * (cost - (a * best)) / ((MinimumRatio * best) - shortfall);

            // A sale larger than the depth would need a negative price; then the limit is where the sufficient sale equals the depth.
            return depth >= best ? depth : (cost + shortfall) / (1 - ImpactOnBlock);
        }
    }

    private double Shortfall => (MinimumRatio * Assets) - Equity;

    /// <summary>The smallest sale that restores the requirement, or why there is none.</summary>
    /// <exception cref="ArgumentException">Equity or holding exceeds assets.</exception>
    public ImpactedSale Solve()
    {
        CheckTogether();
        if (Shortfall <= 0)
        {
            return Report(SaleOutcome.NothingToSell, 0, 0);
        }

        var required = SmallestPositiveRoot();
        return required switch
        {
            { } q when q <= Math.Min(Holding, Depth) => Report(SaleOutcome.Restored, q, q),
            { } q when q > Holding && Depth >= CriticalDepth => Report(SaleOutcome.NotEnoughToSell, Math.Min(Holding, Depth), q),
            _ => Report(SaleOutcome.SelfDefeating, 0, double.NaN),
        };
    }

    /// <summary>Balance sheet after selling any amount.</summary>
    /// <param name="sold">Value of the block at the old price, in currency: from 0 to the smaller of holding and depth.</param>
    /// <exception cref="ArgumentOutOfRangeException">More is sold than is held, or than takes the price to 0.</exception>
    public SalePoint After(double sold)
    {
        CheckTogether();
        var most = Math.Min(Holding, Depth);
        if (!(sold >= 0 && sold <= most))
        {
            throw Require.Refusal(nameof(sold), sold, FormattableString.Invariant($"must be from 0 to {most:R} (currency), the smaller of holding and depth"));
        }

        return At(sold);
    }

    /// <summary>The ratio over every possible sale, for a chart: <paramref name="points"/> sales evenly spaced from 0 to the most possible.</summary>
    /// <param name="points">Number of points, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 points.</exception>
    public IReadOnlyList<SalePoint> Curve(int points = 101)
    {
        CheckTogether();
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var most = Math.Min(Holding, Depth);
        return [.. Enumerable.Range(0, points).Select(i => At(most * i / (points - 1)))];
    }

    private SalePoint At(double q)
    {
        var fall = q / Depth;
        var kept = (Holding - q) * (1 - fall);
        var executionLoss = ImpactOnBlock * fall * q;
        var assets = Assets - Holding + kept;
        var equity = Equity - executionLoss - (fall * (Holding - q));
        return new SalePoint(q, fall, equity, assets, equity / assets);
    }

    private ImpactedSale Report(SaleOutcome outcome, double sold, double required)
    {
        var after = At(sold);
        return new ImpactedSale(
            outcome, sold, required, after.PriceFall, after.EquityAfter, after.AssetsAfter, after.RatioAfter, CriticalDepth, LimitDepth);
    }

    private double? SmallestPositiveRoot()
    {
        var a = (1 - ImpactOnBlock - MinimumRatio) / Depth;
        var b = MinimumRatio - ((1 - MinimumRatio) * Holding / Depth);
        var c = -Shortfall;
        var discriminant = (b * b) - (4 * a * c);

        // c < 0. For b > 0 the smallest positive root is 2·shortfall/(b + √Δ), which is also right, and loses no digits, as a → 0.
        // For b ≤ 0 only an upward parabola ever comes back to 0.
        return (a, b) switch
        {
            _ when discriminant < 0 => null,
            (_, > 0) => -2 * c / (b + Math.Sqrt(discriminant)),
            ( > 0, _) => (-b + Math.Sqrt(discriminant)) / (2 * a),
            _ => null,
        };
    }

    private void CheckTogether()
    {
        if (Equity > Assets)
        {
            throw Require.Refusal(nameof(Equity), Equity, FormattableString.Invariant($"must be at most Assets, {Assets:R} (currency)"));
        }

        if (Holding > Assets)
        {
            throw Require.Refusal(nameof(Holding), Holding, FormattableString.Invariant($"must be at most Assets, {Assets:R} (currency)"));
        }
    }
}
