using System.Runtime.CompilerServices;

namespace Interdealer.Contagion;

/// <summary>
/// Leverage targeting: assets are kept at ℓ times equity, A = ℓ·e, by selling A − ℓe after losses and buying ℓe − A after gains.
/// </summary>
/// <remarks>
/// Trigger and target are the same. Proceeds repay debt, purchases are financed by new short-term debt, so neither changes equity at present
/// marks. Purchases enlarge every position for sale by the same fraction, up to the target and no further; they are the only thing in a cascade
/// by which a holding grows. An order below 0 is a purchase; what is ordered already counts as done. Whoever has a payment due or a sale ordered
/// does not buy. Without equity everything is sold. A scenario may scale targets, to no less than 1. Source: Adrian and Shin (2010), Liquidity and leverage.
/// </remarks>
public sealed record LeverageTargeting : ISeller
{
    private const double Accuracy = 1e-14;
    private readonly Func<FinancialSystem, double[]> _leverage;
    private readonly Liquidation _liquidation;

    /// <summary>One target for all.</summary>
    /// <param name="leverage">ℓ, assets over equity, at least 1: 10 stands for an equity ratio of 10 %.</param>
    /// <param name="liquidation">What is sold first; pro rata when left out.</param>
    public LeverageTargeting(double leverage, Liquidation? liquidation = null)
        : this(Same(Target(leverage, nameof(leverage))), liquidation)
    {
    }

    private LeverageTargeting(Func<FinancialSystem, double[]> leverage, Liquidation? liquidation) =>
        (_leverage, _liquidation) = (leverage, liquidation ?? Liquidation.ProRata);

    /// <summary>False sells after losses but does not buy after gains.</summary>
    public bool Buys { get; init; } = true;

    /// <summary>Which institutions have the target; all when left out.</summary>
    public Func<Institution, bool> AppliesTo { get; init; } = _ => true;

    /// <summary>A target for each institution.</summary>
    /// <param name="leverage">ℓ of an institution, assets over equity, at least 1.</param>
    /// <param name="liquidation">What is sold first; pro rata when left out.</param>
    public static LeverageTargeting OfEach(Func<Institution, double> leverage, Liquidation? liquidation = null)
    {
        ArgumentNullException.ThrowIfNull(leverage);
        return new LeverageTargeting(system => [.. system.Institutions.Select(i => Target(leverage(i), $"leverage of \"{i.Name}\""))], liquidation);
    }

    /// <summary>Everyone keeps the leverage it started with, as Greenwood, Landier and Thesmar assume.</summary>
    /// <param name="atMost">Largest target, assets over equity, at least 1: they cap debt over equity at 30, which is leverage of 31. Also the target of those who start without equity.</param>
    /// <param name="liquidation">What is sold first; pro rata when left out.</param>
    public static LeverageTargeting AtStart(double atMost = 31, Liquidation? liquidation = null)
    {
        Target(atMost, nameof(atMost));
        return new LeverageTargeting(
            system => [.. Enumerable.Range(0, system.Institutions.Length).Select(i => AtStart(system.Starting.Assets[i, 0], system.Starting.Equity[i, 0], atMost))],
            liquidation);
    }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var targets = TargetsIn(state);
        var settled = Settlement.AnyOrder(state) ? state.Trial() : state;
        if (settled != state)
        {
            Settlement.ExecuteAtMarks(settled);
        }

        var value = state.ValueInputs();
        var after = settled == state ? value : settled.Value();
        var first = _liquidation == Liquidation.ProRata
            ? SellProRata<FourLanes>(state, value, after, targets, SellProRata<EightLanes>(state, value, after, targets, 0))
            : 0;
        for (var i = 0; i < targets.Leverage.Length; i++)
        {
            for (var s = first; s < state.ScenarioCount; s++)
            {
                Act(state, value, after, i, s, targets);
            }
        }
    }

    /// <inheritdoc />
    bool ISeller.SellAtMarks(State state)
    {
        if (_liquidation != Liquidation.ProRata || !Settlement.IsUndisturbed(state) || !state.ShortTermDebt.IsZero || !HasShortSheets(state))
        {
            return false;
        }

        var (targets, value) = (TargetsIn(state), state.ValueInputs());
        var pass = new Pass { Retained = state.Retained.BeginOverwrite(), Debt = state.Debt.BeginOverwrite() };
        SellAtMarks<OneLane>(state, value, targets, SellAtMarks<FourLanes>(state, value, targets, SellAtMarks<EightLanes>(state, value, targets, 0, ref pass), ref pass), ref pass);
        Column.TouchIf(pass.Sold, state.Order, state.Flows);
        Column.TouchIf(pass.CashMoved, state.Cash);
        Column.TouchIf(pass.Bound, state.Bound);
        if (!state.Bound.IsZero && !state.Bound.Read.ContainsAnyExcept(0))
        {
            // Once the limit has forced everyone, later rounds need not say so again.
            state.Bound.MarkZero();
        }

        return true;
    }

    private Targets TargetsIn(State state)
    {
        var targets = state.Scratch(this, s => new Targets(_leverage(s.System), [.. s.System.Institutions.Select(AppliesTo)]));
        targets.Multiples = Multiples.In(state, Multiples.Leverage);
        return targets;
    }

    /// <summary>True where every balance sheet is cash, other assets and holdings of one tier for sale against debt, and nothing else.</summary>
    private static bool HasShortSheets(State state) =>
        state.System is { Tiers: 1, SellableTiers: 1, Claims.IsEmpty: true } && state.Inventory.IsZero && state.RedemptionDue.IsZero;

    private static Func<FinancialSystem, double[]> Same(double leverage) => system => [.. Enumerable.Repeat(leverage, system.Institutions.Length)];

    private static double AtStart(double assets, double equity, double atMost) => equity > 0 ? Math.Min(atMost, assets / equity) : atMost;

    private static double Target(double leverage, string name)
    {
        Require.Positive(leverage, "assets over equity", name);
        return leverage >= 1
            ? leverage
            : throw new ArgumentOutOfRangeException(
                name, leverage, $"{name} must be assets over equity, at least 1 (write 20, not 0.05, for an equity ratio of 5 %); it was {Require.Text(leverage)}.");
    }

    private sealed record Targets(double[] Leverage, bool[] Has)
    {
        /// <summary>By which scenarios scale the target of each institution; null where none does.</summary>
        public Column? Multiples { get; set; }

        public double Of(int i, int s) => Multiples is null ? Leverage[i] : Math.Max(1, Leverage[i] * Multiples[i, s]);

        public T Of<T>(int i, int lane)
            where T : struct, ILanes<T> => Multiples is null ? T.Of(Leverage[i]) : T.Most(T.Of(Leverage[i]) * T.Load(in Multiples.From(i), lane), T.Of(1));
    }

    private void Act(State state, Valuation value, Valuation after, int i, int s, Targets targets)
    {
        if (!targets.Has[i] || state.StandingOf(i, s) != Standing.Active)
        {
            return;
        }

        value.Written();
        var (assets, equity) = (after.Assets[i, s], after.Equity[i, s]);
        var excess = assets - (targets.Of(i, s) * Math.Max(0, equity));
        if (Math.Abs(excess) <= Accuracy * assets)
        {
            return;
        }

        if (excess > 0)
        {
            Sell(state, value, i, s, excess);
        }
        else if (Buys && Settlement.Due(state, i, s) == 0)
        {
            Buy(state, value, i, s, -excess);
        }
    }

    /// <summary>
    /// The same for several scenarios at once, each balance sheet acted on while it is in registers. Whoever buys, has something ordered or due,
    /// or is in default goes the plain way.
    /// </summary>
    /// <returns>The first scenario that is left over.</returns>
    private int SellProRata<T>(State state, Valuation value, Valuation after, Targets targets, int first)
        where T : struct, ILanes<T>
    {
        var (tiers, sellable, lanes) = (state.System.Tiers, state.System.SellableTiers, state.ScenarioCount);
        var (zero, one, end) = (T.Of(0), T.Of(1), T.End(first, lanes));
        var simple = Settlement.IsUndisturbed(state);
        var (sells, binds) = (false, false);
        var sheets = new BalanceSheets<T>(state, value);
        ref readonly var kept = ref state.Retained.From(0);
        ref var order = ref state.Order.Place(0);
        ref var repay = ref state.RepayShare.Place(0);
        ref var bound = ref state.Bound.Place(0);
        for (var i = 0; i < targets.Leverage.Length; i++)
        {
            for (var lane = first; lane < end && targets.Has[i]; lane += T.Count)
            {
                var at = (i * lanes) + lane;
                var assets = sheets.Assets(i, lane);
                var excess = Excess(assets, sheets.Equity(i, lane, assets), targets.Of<T>(i, lane));
                var least = T.Of(Accuracy) * assets;
                if (!IsForSales(excess, least) || !(simple || Settlement.IsUndisturbed<T>(state, i, lane)))
                {
                    for (var s = lane; s < lane + T.Count; s++)
                    {
                        Act(state, value, after, i, s, targets);
                    }

                    continue;
                }

                if (!T.AnyAbove(excess, least))
                {
                    continue;
                }

                var all = zero;
                for (var t = i * tiers; t < (i * tiers) + sellable; t++)
                {
                    all += sheets.Tier((t * lanes) + lane);
                }

                var slice = Slice(excess, all);
                var ordered = zero;
                for (var t = i * tiers; t < (i * tiers) + sellable; t++)
                {
                    var cell = (t * lanes) + lane;
                    var tier = sheets.Tier(cell);
                    var sold = Sold(excess, least, slice, tier);
                    ordered += sold * tier;
                    T.Store(sold * T.Load(in kept, cell), ref order, cell);
                }

                sells = true;
                T.Store(T.WhenAbove(ordered, zero, one), ref repay, at);
                var was = T.Load(in bound, at);
                var binding = T.UnlessAbove(ordered, zero, was);
                if (!T.AllEqual(binding, was))
                {
                    T.Store(binding, ref bound, at);
                    binds = true;
                }
            }
        }

        Column.TouchIf(sells, state.Order, state.RepayShare);
        Column.TouchIf(binds, state.Bound);
        return end;
    }

    /// <summary>Orders and settles for several scenarios at once, where balance sheets are short and nothing is ordered or due; whoever buys goes the plain way.</summary>
    /// <returns>The first scenario that is left over.</returns>
    private int SellAtMarks<T>(State state, Valuation value, Targets targets, int first, ref Pass pass)
        where T : struct, ILanes<T>
    {
        var end = T.End(first, state.ScenarioCount);
        var (i, lane) = SellShort<T>(state, value, targets, (0, first), (first, end), ref pass);
        while (i < targets.Leverage.Length)
        {
            pass.GoOnIn(state, (i, lane), (first, end));
            for (var s = lane; s < lane + T.Count; s++)
            {
                Act(state, value, value, i, s, targets);
                Settlement.Execute(state, value.Whole, i, s);
            }

            (i, lane) = SellShort<T>(state, value, targets, (i, lane + T.Count), (first, end), ref pass);
        }

        return end;
    }

    /// <summary>A pass over the balance sheets: what was held and owed before it, to be read, and what else was written to.</summary>
    private struct Pass
    {
        public Column Retained;
        public Column Debt;
        public bool Sold;
        public bool Bound;
        public bool CashMoved;

        /// <summary>Takes what was not come to yet over into the state, which from here on is read itself.</summary>
        public void GoOnIn(State state, (int Institution, int Lane) at, (int First, int End) lanes)
        {
            CopyRest(Retained, state.Retained, at, lanes);
            CopyRest(Debt, state.Debt, at, lanes);
            (Retained, Debt) = (state.Retained, state.Debt);
        }

        private static void CopyRest(Column from, Column to, (int Institution, int Lane) at, (int First, int End) lanes)
        {
            for (var i = 0; i < from.Rows && from != to; i++)
            {
                var first = i < at.Institution ? lanes.End : i == at.Institution ? at.Lane : lanes.First;
                from.In(i)[first..].CopyTo(to.Row(i)[first..]);
            }
        }
    }

    /// <summary>Goes on as long as there are only sales: few enough columns that where they lie stays in registers.</summary>
    /// <returns>The first institution and scenario that are not for sales; behind the last institution where there are none.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (int Institution, int Lane) SellShort<T>(
        State state, Valuation value, Targets targets, (int Institution, int Lane) from, (int First, int End) lanes, ref Pass pass)
        where T : struct, ILanes<T>
    {
        var (zero, one) = (T.Of(0), T.Of(1));
        // What is 0 everywhere, or the same in every scenario, is not read for each.
        var (hasCash, others, isBound) = (!state.Cash.IsZero, state.OtherAssets.PerRow, state.Bound.IsZero);
        ref var cash = ref state.Cash.Place(0);
        ref readonly var other = ref state.OtherAssets.From(0);
        ref readonly var owing = ref pass.Debt.From(0);
        ref var debt = ref state.Debt.Place(0);
        ref readonly var holding = ref pass.Retained.From(0);
        ref var kept = ref state.Retained.Place(0);
        ref readonly var whole = ref value.Whole.From(0);
        ref var order = ref state.Order.Place(0);
        ref var bound = ref state.Bound.Place(0);
        ref var received = ref state.Flows.Place(0);
        ref var repaid = ref state.Flows.Place(1);
        var lane = from.Lane;
        for (var i = from.Institution; i < targets.Leverage.Length; i++)
        {
            var (row, leverage, same) = (i * state.ScenarioCount, T.Of(targets.Leverage[i]), others is null ? zero : T.Of(others[i]));
            for (; lane < lanes.End; lane += T.Count)
            {
                var at = row + lane;
                var (held, owed) = (T.Load(in holding, at), T.Load(in owing, at));
                if (!targets.Has[i])
                {
                    T.Store(held, ref kept, at);
                    T.Store(owed, ref debt, at);
                    continue;
                }

                var tier = T.Load(in whole, at) * held;
                var besides = others is null ? T.Load(in other, at) : same;
                var liquid = hasCash ? T.Load(in cash, at) : zero;
                var assets = (hasCash ? liquid + besides : besides) + tier;
                var excess = Excess(assets, assets - owed, targets.Multiples is null ? leverage : targets.Of<T>(i, lane));
                var least = T.Of(Accuracy) * assets;
                if (!T.AllAbove(excess, least))
                {
                    if (!IsForSales(excess, least))
                    {
                        return (i, lane);
                    }

                    if (!T.AnyAbove(excess, least))
                    {
                        T.Store(held, ref kept, at);
                        T.Store(owed, ref debt, at);
                        continue;
                    }
                }

                var sold = Sold(excess, least, Slice(excess, tier), tier);
                var ordered = sold * tier;
                var selling = sold * held;
                var proceeds = T.UnlessZero(selling, T.Load(in whole, at) * selling);
                var (left, paid) = Settlement.Repay(liquid + proceeds, owed, proceeds * T.WhenAbove(ordered, zero, one));
                T.Store(selling, ref order, at);
                T.Store(held - selling, ref kept, at);
                T.Store(owed - paid, ref debt, at);
                T.Store(T.Load(in received, lane) + proceeds, ref received, lane);
                T.Store(T.Load(in repaid, lane) + paid, ref repaid, lane);
                pass.Sold = true;
                if (!T.AllEqual(left, liquid))
                {
                    T.Store(left, ref cash, at);
                    pass.CashMoved = true;
                }

                if (isBound)
                {
                    continue;
                }

                var was = T.Load(in bound, at);
                var binding = T.UnlessAbove(ordered, zero, was);
                if (!T.AllEqual(binding, was))
                {
                    T.Store(binding, ref bound, at);
                    pass.Bound = true;
                }
            }

            lane = lanes.First;
        }

        return (targets.Leverage.Length, lanes.First);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Excess<T>(T assets, T equity, T leverage)
        where T : struct, ILanes<T> => assets - (leverage * T.Most(equity, T.Of(0)));

    /// <summary>True where nobody buys and everything is a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsForSales<T>(T excess, T least)
        where T : struct, ILanes<T> => !(Buys && T.AnyAbove(T.Of(0) - excess, least)) && T.AllEqual(excess, excess);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Slice<T>(T excess, T all)
        where T : struct, ILanes<T> => T.WhereAbove(all, T.Of(0), T.Least(excess / all, T.Of(1)), T.Of(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sold<T>(T excess, T least, T slice, T tier)
        where T : struct, ILanes<T> => T.WhenAbove(excess, least, T.UnlessZero(tier, slice));

    private void Sell(State state, Valuation value, int i, int s, double amount)
    {
        // Proceeds pay what is due before any share of them repays other debt.
        var before = Math.Max(0, Settlement.OrderedValue(state, value, i, s) - Settlement.Due(state, i, s));
        var ordered = SaleOrders.Place(state, value, _liquidation, i, s, amount);
        if (ordered > 0)
        {
            state.RepayShare[i, s] = ((state.RepayShare[i, s] * before) + ordered) / (before + ordered);
            state.Bound[i, s] = 0;
        }
    }

    private static void Buy(State state, Valuation value, int i, int s, double amount)
    {
        var (first, last) = (i * state.System.Tiers, (i * state.System.Tiers) + state.System.SellableTiers);
        var (positions, selling) = (0.0, false);
        for (var row = first; row < last; row++)
        {
            positions += value.Tiers[row, s];
            selling |= state.Order[row, s] > 0;
        }

        for (var row = first; row < last && positions > 0 && !selling; row++)
        {
            state.Order[row, s] -= amount / positions * state.Retained[row, s];
        }
    }
}
