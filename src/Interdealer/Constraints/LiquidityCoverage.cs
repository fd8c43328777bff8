using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Constraints;

/// <summary>
/// Liquidity coverage: the stock of high-quality liquid assets covers 30 days of stressed net outflows; usage κ = net outflows
/// N = O − min(I, 75 %·O), capacity C = the stock after haircuts and caps.
/// </summary>
/// <remarks>
/// O = (run-off)·short-term debt + (run-off)·longer debt + (run-off)·owed inside the system + (draw)·exposure beyond the balance sheet;
/// I = (rate)·claims + (rate)·other assets. Stock: cash and Σ_k (1 − x_k) a_k, haircut x 0 on level 1, 15 % on 2A, 25 % on 2B mortgages, 50 % on
/// other 2B, then the caps of 40 % on level 2 and 15 % on level 2B. A breach is answered by raising cash, not by deleveraging: a unit sold
/// adds its haircut to the stock, x_k (all of it for what is not in the stock, nothing for level 1, which is therefore kept), and the proceeds
/// repay nothing. Where a cap binds it adds more, and a sale looks again after each step; the slice reported is exact pro rata. Holdings are
/// taken as unencumbered: leave what is pledged at <see cref="HqlaLevel.None"/>. Source: Basel Committee, Basel III: The Liquidity Coverage Ratio
/// (2013), paragraphs 45–54, 69–144 and annex 1.
/// </remarks>
public sealed record LiquidityCoverage : IConstraint
{
    private const double InflowCap = 0.75;

    private LiquidityCoverage(double shortTermDebt, double commitments)
    {
        UnsecuredRunOff = shortTermDebt;
        CommitmentDraw = commitments;
    }

    /// <summary>Share of short-term debt that leaves where it is not secured, from 0 to 1.</summary>
    public double UnsecuredRunOff { get; }

    /// <summary>Share of exposure beyond the balance sheet that is drawn, from 0 to 1.</summary>
    public double CommitmentDraw { get; }

    /// <summary>Share of longer debt that leaves, from 0 to 1; 0 unless set.</summary>
    public double LongTermDebtRunOff { get; init => field = Require.Share(value, nameof(LongTermDebtRunOff)); }

    /// <summary>Share of what is owed inside the system that leaves, from 0 to 1; 1 unless set.</summary>
    public double OwedRunOff { get; init => field = Require.Share(value, nameof(OwedRunOff)); } = 1;

    /// <summary>Share of claims on institutions of the system that comes in, from 0 to 1; 1 unless set.</summary>
    public double ClaimsInflow { get; init => field = Require.Share(value, nameof(ClaimsInflow)); } = 1;

    /// <summary>Share of other assets, such as maturing loans, that comes in, from 0 to 1; 0 unless set.</summary>
    public double OtherAssetsInflow { get; init => field = Require.Share(value, nameof(OtherAssetsInflow)); }

    /// <summary>Stock over net outflows that a sale restores, at least 1.</summary>
    public double Target { get; private init; } = 1;

    /// <summary>Level of assets by name; what is not listed is <see cref="HqlaLevel.None"/>.</summary>
    public ImmutableSortedDictionary<string, HqlaLevel> Levels { get; private init; } =
        ImmutableSortedDictionary.Create<string, HqlaLevel>(StringComparer.Ordinal);

    /// <summary>Share of short-term debt secured by collateral of each level.</summary>
    public ImmutableSortedDictionary<HqlaLevel, double> Secured { get; private init; } = ImmutableSortedDictionary<HqlaLevel, double>.Empty;

    /// <summary>Share of short-term debt that leaves: secured shares at the rate of their collateral, the rest at <see cref="UnsecuredRunOff"/>.</summary>
    public double ShortTermDebtRunOff => Secured.Sum(x => x.Value * SecuredRunOff(x.Key)) + (Math.Max(0, 1 - Secured.Values.Sum()) * UnsecuredRunOff);

    AssetColumns IConstraint.Reads => AssetColumns.None;

    /// <inheritdoc />
    public IReadOnlyList<string> Parts => ["Liquidity coverage"];

    /// <summary>The ratio for given run-off rates.</summary>
    /// <param name="shortTermDebt">Share of unsecured short-term debt that leaves, from 0 to 1; the rule's rate for financial lenders is 1.</param>
    /// <param name="commitments">Share of exposure beyond the balance sheet that is drawn, from 0 to 1.</param>
    public static LiquidityCoverage FromRunOff(double shortTermDebt, double commitments) =>
        new(Require.Share(shortTermDebt), Require.Share(commitments));

    /// <summary>Haircut that the rule takes from an asset of a level; 1 for what does not count.</summary>
    /// <param name="level">The level.</param>
    public static double HaircutOf(HqlaLevel level) => Known(level) switch
    {
        HqlaLevel.Level1 => 0,
        HqlaLevel.Level2A => 0.15,
        HqlaLevel.Level2BMortgages => 0.25,
        HqlaLevel.Level2BOther => 0.5,
        _ => 1,
    };

    /// <summary>Share of a secured loan that the rule lets run off: 0, 15, 25, 50 and 100 %, the haircut of the collateral that would come back.</summary>
    /// <param name="collateral">Level of what secures it.</param>
    public static double SecuredRunOff(HqlaLevel collateral) => HaircutOf(collateral);

    /// <summary>The same with the level of some assets.</summary>
    /// <param name="level">Their level.</param>
    /// <param name="assets">Labels; each must be an asset of whatever is measured.</param>
    public LiquidityCoverage Counting(HqlaLevel level, params IEnumerable<string> assets)
    {
        ArgumentNullException.ThrowIfNull(assets);
        Known(level);
        return this with { Levels = Levels.SetItems(assets.Select(a => KeyValuePair.Create(Require.Label(a, nameof(assets)), level))) };
    }

    /// <summary>The same with a share of the short-term debt secured by collateral of a level.</summary>
    /// <param name="collateral">Level of the collateral.</param>
    /// <param name="share">Fraction of short-term debt, from 0 to 1; all shares together at most 1.</param>
    public LiquidityCoverage SecuredBy(HqlaLevel collateral, double share)
    {
        Require.Share(share);
        var secured = Secured.SetItem(Known(collateral), share);

        // Shares such as 0.7 + 0.2 + 0.1 must not fail for their rounding.
        return secured.Values.Sum() <= 1 + 1e-12
            ? this with { Secured = secured }
            : throw new ArgumentOutOfRangeException(
                nameof(share), share, $"share: all secured shares together must be at most 1 (fraction of short-term debt); with {Require.Text(share)} they are {Require.Text(secured.Values.Sum())}.");
    }

    /// <summary>The same with a target: once breached, the sale restores this ratio of stock to net outflows.</summary>
    /// <param name="target">A ratio of at least 1: 1.1 for 110 %.</param>
    public LiquidityCoverage WithTarget(double target) =>
        this with { Target = RatioLevels.AtLeastRequired(Require.Positive(target, "stock over net outflows"), 1, "stock over net outflows") };

    /// <inheritdoc />
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.Fill(this, state, value);
    }

    Limit IConstraint.Bind(State state) => Limit.Of(new Rule(
        this, state.System, ShortTermDebtRunOff, Counted(state, HqlaLevel.Level1), Counted(state, HqlaLevel.Level2A), Counted(state, HqlaLevel.Level2BMortgages, HqlaLevel.Level2BOther)));

    /// <summary>Holdings of some levels after haircuts.</summary>
    private WeightedHoldings Counted(State state, params ReadOnlySpan<HqlaLevel> levels)
    {
        var counted = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (asset, level) in Levels)
        {
            counted.Add(asset, levels.Contains(level) ? 1 - HaircutOf(level) : 0);
        }

        return new WeightedHoldings(state, AssetWeights.Of(state, counted, otherwise: 0));
    }

    private readonly struct Rule(
        LiquidityCoverage ratio, FinancialSystem system, double runOff, WeightedHoldings level1, WeightedHoldings level2A, WeightedHoldings level2B) : ILimitRule
    {
        // Once a cap no longer binds a sale frees less than it did, so it has to look again.
        public bool IsAdditive => false;

        public void Prepare(State state, Valuation value, Column inventory)
        {
            level1.Prepare(state, value, inventory);
            level2A.Prepare(state, value, inventory);
            level2B.Prepare(state, value, inventory);
        }

        public void Measure<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            var needed = ratio.Target * NetOutflows(sheet);
            var slowest = Slowest(sheet, needed);
            measured.Sellable = slowest.Scale * slowest.Gain;
            measured.Fixed = (needed / ratio.Target) - measured.Sellable;
            measured.Usage = measured.Fixed + measured.Sellable;
            measured.Capacity = slowest.Stock;
            measured.Tightening = ratio.Target;
            (measured.PerCash, measured.Repays, measured.Part) = (0, 0, 0);
        }

        public void Free<T>(scoped in Sheet<T> sheet, scoped ref Measured<T> measured)
            where T : unmanaged, ILanes<T>
        {
            var slowest = Slowest(sheet, ratio.Target * NetOutflows(sheet));
            for (var t = 0; t < measured.ByTier.Length; t++)
            {
                T gain = 0;
                for (var j = 0; j < HqlaStock.Count; j++)
                {
                    gain = T.Where(T.AreEqual(slowest.Form, j), Gain(j, sheet, t), gain);
                }

                measured.ByTier[t] = slowest.Scale * gain;
            }
        }

        /// <summary>
        /// Every form of the stock must reach what is needed; the one that takes the largest slice decides what a sale has to free. Scaled so that
        /// missing stock over freed usage is that slice, whichever form is least now.
        /// </summary>
        /// <returns>The form, its scale, what selling all adds to it, and the stock.</returns>
        private (T Form, T Scale, T Gain, T Stock) Slowest<T>(scoped in Sheet<T> sheet, T needed)
            where T : unmanaged, ILanes<T>
        {
            var (amount1, amount2A, amount2B) = (sheet.Cash + Amount(level1, sheet), Amount(level2A, sheet), Amount(level2B, sheet));
            T stock = double.PositiveInfinity, slice = double.NegativeInfinity, slowest = 0, most = 0, first = 0;
            for (var j = 0; j < HqlaStock.Count; j++)
            {
                var form = HqlaStock.Form(j, amount1, amount2A, amount2B);
                T gain = 0;
                for (var t = 0; t < sheet.SellableTiers; t++)
                {
                    gain += Gain(j, sheet, t);
                }

                first = j == 0 ? gain : first;
                stock = T.Min(stock, form);
                var takes = (needed - form) / gain;
                var isSlower = (gain > 0) & (takes > slice);
                (slowest, slice, most) = (T.Where(isSlower, j, slowest), T.Where(isSlower, takes, slice), T.Where(isSlower, gain, most));
            }

            var scale = T.Where(slice > 0, (needed - stock) / (slice * most * ratio.Target), 1 / ratio.Target);
            return (slowest, scale, T.Where(slice > double.NegativeInfinity, most, first), stock);
        }

        private static T Amount<T>(WeightedHoldings level, scoped in Sheet<T> sheet)
            where T : unmanaged, ILanes<T>
        {
            var (sellable, rest) = sheet.Weigh(level.Whole);
            var held = sellable + rest;
            return sheet.HasPool ? held + (sheet.PoolShare * sheet.ReadScenario(level.Pooled)) : held;
        }

        private T Gain<T>(int form, scoped in Sheet<T> sheet, int tier)
            where T : unmanaged, ILanes<T> =>
            HqlaStock.Gain(form, sheet.Values[tier], sheet.Tier(level1.Whole, tier), sheet.Tier(level2A.Whole, tier), sheet.Tier(level2B.Whole, tier));

        private T NetOutflows<T>(scoped in Sheet<T> sheet)
            where T : unmanaged, ILanes<T>
        {
            var outflows = (runOff * sheet.ShortTermDebt)
                + (ratio.LongTermDebtRunOff * (sheet.Debt - sheet.ShortTermDebt))
                + (ratio.OwedRunOff * system.Claims.Owed[sheet.Institution])
                + (ratio.CommitmentDraw * system.Institutions[sheet.Institution].OffBalanceSheetExposure);
            var inflows = ratio.OtherAssetsInflow * sheet.OtherAssets;
            if (sheet.HasClaims)
            {
                inflows = (ratio.ClaimsInflow * sheet.Claims) + inflows;
            }

            return outflows - T.Min(inflows, InflowCap * outflows);
        }
    }

    private static HqlaLevel Known(HqlaLevel level) => Enum.IsDefined(level)
        ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, $"level must be one of {string.Join(", ", Enum.GetNames<HqlaLevel>())}; it was {Require.Text((int)level)}.");
}
