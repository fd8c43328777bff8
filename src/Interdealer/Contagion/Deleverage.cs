using Interdealer.Constraints;

namespace Interdealer.Contagion;

/// <summary>What an institution does with its cash before it sells.</summary>
public enum CashUse
{
    /// <summary>Cash is kept.</summary>
    Kept,

    /// <summary>Cash repays debt first, where that frees usage.</summary>
    First,
}

/// <summary>
/// Balance-sheet contagion: whoever breaches a constraint orders the sale that restores it, at the present marks.
/// </summary>
/// <remarks>
/// Places orders; a market operator executes them. Everyone decides on the same marks before anyone acts, so the order of institutions
/// cannot matter. What is already ordered counts as done, so two limits of one institution never sell the same bond twice.
/// Usage κ, capacity C, breach when κ &gt; C, sale until κ·(target/trigger) = C. Pro rata the slice is f = 1 − (C − κ_fixed)/κ_sellable.
/// </remarks>
public sealed class Deleverage : IOperator
{
    // Newton steps on a convex usage gain digits quadratically; this many are needed only by limits joined in numbers.
    private const int MaximumPasses = 64;
    private const double Accuracy = 1e-14;
    private const int OnStack = 256;
    private readonly IConstraint _constraint;
    private readonly Liquidation _liquidation;
    private readonly CashUse _cash;

    /// <summary>Deleveraging under a constraint.</summary>
    /// <param name="constraint">The limit, or several joined with <see cref="Constraint.And"/>.</param>
    /// <param name="liquidation">What is sold first; pro rata when left out.</param>
    /// <param name="cash">Whether cash repays debt first.</param>
    public Deleverage(IConstraint constraint, Liquidation? liquidation = null, CashUse cash = CashUse.Kept)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        _constraint = constraint;
        _liquidation = liquidation ?? Liquidation.ProRata;
        _cash = cash;
    }

    /// <summary>Names of the limits, in the order in which <see cref="State.Bound"/> counts them.</summary>
    public IReadOnlyList<string> Limits => _constraint.Parts;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (measurement, acting) = state.Scratch(this, s => new Scratch(new Measurement(s), new bool[s.Cash.Rows * s.ScenarioCount]));
        Array.Clear(acting);
        state.Unmet.Clear();
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            // What has been ordered is taken as sold at the marks, and the limit is looked at again.
            var trial = pass == 0 && !Settlement.AnyOrder(state) ? state : state.Trial();
            if (trial != state)
            {
                Settlement.ExecuteAtMarks(trial);
            }

            var value = trial.Value();
            measurement.Clear();
            _constraint.Measure(trial, value, measurement);
            var acted = false;
            var first = pass == 0 && trial == state && CanSellTogether(state, measurement) ? SellProRata<FourLanes>(state, value, measurement, acting, SellProRata<EightLanes>(state, value, measurement, acting, 0)) : 0;
            var sale = new Pass(state, trial, value, measurement, acting);
            first = Act<OneLane>(sale, Act<FourLanes>(sale, Act<EightLanes>(sale, first, ref acted), ref acted), ref acted);

            if (!acted || measurement.IsAdditive)
            {
                return;
            }
        }
    }

    private bool CanSellTogether(State state, Measurement m) =>
        m.IsAdditive && _liquidation == Liquidation.ProRata && _cash == CashUse.Kept
        && state.Order.IsZero && state.RepayShare.IsZero && state.Standing.IsZero && Settlement.NothingIsDue(state);

    /// <summary>The same for several scenarios at once, where usage is a sum, nothing is ordered or due yet and everyone is in business.</summary>
    /// <returns>The first scenario that is left over.</returns>
    private int SellProRata<T>(State state, Valuation value, Measurement m, bool[] acting, int first)
        where T : struct, ILanes<T>
    {
        var (tiers, sellable, lanes) = (state.System.Tiers, state.System.SellableTiers, state.ScenarioCount);
        var (zero, one, end) = (T.Of(0), T.Of(1), T.End(first, lanes));
        ref readonly var tierOf = ref value.Tiers.From(0);
        ref readonly var kept = ref state.Retained.From(0);
        ref readonly var byTier = ref m.ByTier.From(0);
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var lane = first; lane < end; lane += T.Count)
            {
                var at = (i * lanes) + lane;
                var (usage, capacity) = (m.Usage<T>(i, lane), T.Load(in m.Capacity.From(0), at));
                if (!T.AllEqual(usage, usage) || !T.AllEqual(capacity, capacity))
                {
                    // What is not a number is left to the plain way.
                    for (var s = lane; s < lane + T.Count; s++)
                    {
                        if (!(m.Usage(i, s) <= m.Capacity[i, s]))
                        {
                            Act(state, state, value, m, i, s, ref acting[(i * lanes) + s]);
                        }
                    }

                    continue;
                }

                if (!T.AnyAbove(usage, capacity))
                {
                    continue;
                }

                var tightening = T.Load(in m.Tightening.From(0), at);
                var gap = (tightening * usage) - capacity;
                var least = T.Of(Accuracy) * T.Most(capacity, zero - capacity);
                var all = zero;
                for (var t = i * tiers; t < (i * tiers) + sellable; t++)
                {
                    var cell = (t * lanes) + lane;
                    all += T.WhereAbove(T.Load(in kept, cell), zero, tightening * T.Load(in byTier, cell), zero);
                }

                var slice = T.WhereAbove(all, zero, T.Least(gap / all, one), one);
                var (ordered, left) = (zero, gap);
                for (var t = i * tiers; t < (i * tiers) + sellable; t++)
                {
                    var cell = (t * lanes) + lane;
                    var held = T.Load(in kept, cell);
                    var freed = T.WhereAbove(held, zero, tightening * T.Load(in byTier, cell), zero);
                    var sold = T.WhereAbove(usage, capacity, T.WhereAbove(gap, least, T.WhereEqual(freed, zero, zero, slice), zero), zero);
                    left -= sold * freed;
                    ordered += sold * T.Load(in tierOf, cell);
                    T.Store(T.Least(sold * held, held), ref state.Order.To(0), cell);
                }

                var repays = T.WhereAbove(ordered, zero, T.Load(in m.Repays.From(0), at) * ordered / ordered, zero);
                T.Store(repays, ref state.RepayShare.To(0), at);
                T.Store(Breached(T.Most(left, zero), zero), ref state.Unmet.To(0), at);
                T.Store(Breached(T.Load(in m.Part.From(0), at), T.Load(in state.Bound.From(0), at)), ref state.Bound.To(0), at);

                T Breached(T then, T otherwise) => T.WhereAbove(usage, capacity, T.WhereAbove(gap, least, then, otherwise), otherwise);
            }
        }

        return end;
    }

    private sealed record Scratch(Measurement Measurement, bool[] Acting);

    private readonly record struct Pass(State State, State Trial, Valuation Value, Measurement Measurement, bool[] Acting);

    /// <summary>Whoever is beyond a limit, or has begun to sell, acts one by one; most are within theirs in most scenarios, which is seen for several at once.</summary>
    /// <returns>The first scenario that is left over.</returns>
    private int Act<T>(Pass pass, int first, ref bool acted)
        where T : struct, ILanes<T>
    {
        var (state, m, end) = (pass.State, pass.Measurement, T.End(first, pass.State.ScenarioCount));
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var lane = first; lane < end; lane += T.Count)
            {
                var acting = pass.Acting.AsSpan((i * state.ScenarioCount) + lane, T.Count);
                if (T.AllAtMost(m.Usage<T>(i, lane), T.Load(in m.Capacity.From(i), lane)) && !acting.Contains(true))
                {
                    continue;
                }

                for (var s = 0; s < T.Count; s++)
                {
                    var within = m.Usage(i, lane + s) <= m.Capacity[i, lane + s] && !acting[s];
                    if (!within && state.StandingOf(i, lane + s) == Standing.Active)
                    {
                        acted |= Act(state, pass.Trial, pass.Value, m, i, lane + s, ref acting[s]);
                    }
                }
            }
        }

        return end;
    }

    private bool Act(State state, State trial, Valuation value, Measurement m, int i, int s, ref bool acting)
    {
        var usage = m.Usage(i, s);
        var capacity = m.Capacity[i, s];
        var tightening = m.Tightening[i, s];
        var gap = (tightening * usage) - capacity;

        // Only a breach at the trigger starts a sale; once started it goes on to the target.
        if ((!acting && usage <= capacity) || gap <= Accuracy * Math.Abs(capacity))
        {
            state.Unmet[i, s] = 0;
            return false;
        }

        if (!acting)
        {
            acting = true;
            state.Bound[i, s] = m.Part[i, s];
        }

        var paid = _cash == CashUse.First ? PayFromCash(state, m, i, s, ref gap) : 0;
        if (gap <= 0)
        {
            return true;
        }

        var (tiers, sellable) = (state.System.Tiers, state.System.SellableTiers);
        // With very many tiers the stack would not do.
        Span<double> freed = sellable <= OnStack ? stackalloc double[sellable] : new double[sellable];
        Span<double> cost = sellable <= OnStack ? stackalloc double[sellable] : new double[sellable];
        Span<double> sell = sellable <= OnStack ? stackalloc double[sellable] : new double[sellable];
        for (var t = 0; t < sellable; t++)
        {
            var row = (i * tiers) + t;
            freed[t] = trial.Retained[row, s] > 0 ? tightening * m.ByTier[row, s] : 0;
            cost[t] = _liquidation.NeedsCost ? TierCost.Of(trial, value, row, s) : 0;
        }

        _liquidation.Fractions(freed, cost, gap, sell);

        // Proceeds pay what is due before any share of them is kept or repays debt.
        var before = Math.Max(0, Settlement.OrderedValue(state, value, i, s) - Settlement.Due(state, i, s));
        var ordered = 0.0;
        for (var t = 0; t < sellable; t++)
        {
            var row = (i * tiers) + t;
            gap -= sell[t] * freed[t];
            ordered += sell[t] * value.Tiers[row, s];

            // Never more than is held, whatever the rounding.
            state.Order[row, s] = Math.Min(state.Retained[row, s], state.Order[row, s] + (sell[t] * trial.Retained[row, s]));
        }

        state.Unmet[i, s] = Math.Max(0, gap);
        if (before + ordered > 0)
        {
            state.RepayShare[i, s] = ((state.RepayShare[i, s] * before) + (m.Repays[i, s] * ordered)) / (before + ordered);
        }

        return ordered > 0 || paid > 0;
    }

    private static double PayFromCash(State state, Measurement m, int i, int s, ref double gap)
    {
        var freed = m.Tightening[i, s] * m.PerCash[i, s];
        if (freed <= 0)
        {
            return 0;
        }

        var paid = Math.Min(Math.Min(state.Cash[i, s], state.Debt[i, s]), gap / freed);
        Settlement.RepayDebt(state, i, s, paid);
        gap -= paid * freed;
        return paid;
    }
}
