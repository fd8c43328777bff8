using System.Runtime.CompilerServices;
using Interdealer.Constraints;
using Interdealer.Engine;

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
public sealed class Deleverage : IInstitutionOperator, IEnforcesLimit, ILosesWhatIsHeld
{
    // Newton steps on a convex usage gain digits quadratically; this many are needed only by limits joined in numbers.
    private const int MaximumPasses = 64;
    private const double Accuracy = 1e-14;
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
        _cash = Require.Defined(cash);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Limits => _constraint.Parts;

    /// <inheritdoc />
    public IConstraint Constraint => _constraint;

    AssetColumns IInstitutionOperator.Reads => _constraint.Reads | (_liquidation.NeedsCost ? AssetColumns.Depth : AssetColumns.None);

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        InstitutionStep.Apply(state, this);
    }

    InstitutionRule? IInstitutionOperator.Bind(State state) =>
        _constraint.Bind(state) is { MeasuresSheets: true } limit ? InstitutionRule.Of(state, new Rule(limit, _liquidation, _cash, null)) : null;

    void IInstitutionOperator.ApplyToWhole(State state)
    {
        state.Unmet.Clear();
        SellInSteps(state, state.Scratch(_constraint, static (s, c) => c.Bind(s)));
    }

    /// <summary>Under a limit that is measured on the state as a whole, what has been ordered is executed on a copy before it is measured again.</summary>
    private void SellInSteps(State state, Limit limit)
    {
        var steps = state.Scratch(limit, static (s, _) => new Steps(s));
        steps.Started.Clear();
        steps.GoesOn.Values.Fill(1);
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var trial = state.Order.IsZero ? state : state.Trial();
            if (trial != state)
            {
                Settlement.ExecuteAtMarks(trial);
            }

            var value = trial.Value();
            limit.Prepare(trial, value, value.InventoryByAsset());
            steps.HasMoved.Clear();
            Passes.OverInstitutions(state, state.ValueInputs(), new Rule(limit, _liquidation, _cash, steps));
            if (limit.IsAdditive || steps.HasMoved.IsZero)
            {
                return;
            }

            steps.GoesOn.CopyFrom(steps.HasMoved);
        }
    }

    /// <summary>Who has begun to sell, and in which scenarios steps go on: those in which somebody moved in the last.</summary>
    private sealed class Steps(State state)
    {
        public Column Started { get; } = new(state.Cash.Rows, state.ScenarioCount);

        public Column GoesOn { get; } = new(1, state.ScenarioCount);

        public Column HasMoved { get; } = new(1, state.ScenarioCount);
    }

    private readonly struct Rule(Limit limit, Liquidation how, CashUse cash, Steps? steps) : IPreparedRule
    {
        public void Prepare(State state, Valuation value)
        {
            limit.Prepare(state, value, value.InventoryByAsset());
            state.Unmet.Clear();
        }

        public bool AppliesTo(int institution) => true;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            ref var measured = ref at.Measurement;
            if (at.HasNoOrder())
            {
                limit.Measure(at.AsIs(), ref measured);
                var mayAct = measured.Usage > measured.Capacity;
                if (steps is not null)
                {
                    mayAct |= T.Differ(at.Read(steps.Started), 0);
                }

                if (!T.Any(at.InBusiness & mayAct))
                {
                    ForgetUnmet(ref at);
                    return;
                }
            }
            else
            {
                // What has been ordered is taken as sold at the marks.
                Settlement.LookAfterOrders(ref at);
                limit.Measure(at.Sheet, ref measured);
            }

            Sell(ref at);
        }

        /// <summary>What an operator before this one could not bring under its capacity is not this one's.</summary>
        private static void ForgetUnmet<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            if (at.HasUnmet)
            {
                at.Unmet = 0;
            }
        }

        /// <summary>Only a breach at the trigger starts a sale; once started it goes on to the target.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Sell<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            ref var measured = ref at.Measurement;
            T started = steps is null ? 0 : at.Read(steps.Started);
            var open = T.Differ(steps is null ? 1 : at.ReadScenario(steps.GoesOn), 0);
            var unmet = T.Except(open, at.Unmet);
            for (var pass = 0; pass < MaximumPasses; pass++)
            {
                var gap = (measured.Tightening * measured.Usage) - measured.Capacity;
                var acts = open & at.InBusiness & (T.Differ(started, 0) | (measured.Usage > measured.Capacity)) & (gap > Accuracy * T.Abs(measured.Capacity));
                unmet = T.Where(acts, unmet, T.Except(open, unmet));
                if (!T.Any(acts))
                {
                    break;
                }

                at.Force(T.Where(T.AreEqual(started, 0), acts, 0), measured.Part);
                started = T.Where(acts, 1, started);
                var moved = cash == CashUse.First ? PayFromCash(ref at, acts, ref gap) : 0;
                moved |= Order(ref at, acts & (gap > 0), ref gap);
                unmet = T.Where(acts, T.Max(0, gap), unmet);
                if (steps is not null)
                {
                    at.Write(steps.Started, started);
                    at.WriteScenario(steps.HasMoved, T.Where(moved, 1, at.ReadScenario(steps.HasMoved)));
                    break;
                }

                // Where nothing moved nothing will, whatever goes on in other scenarios.
                open = moved;
                if (limit.IsAdditive || !T.Any(moved))
                {
                    break;
                }

                Settlement.LookAfterOrders(ref at);
                limit.Measure(at.Sheet, ref measured);
            }

            at.Unmet = unmet;
        }

        /// <returns>Where anything was ordered.</returns>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private T Order<T>(ref InstitutionAt<T> at, in T acts, ref T gap)
            where T : unmanaged, ILanes<T>
        {
            ref var measured = ref at.Measurement;
            limit.Free(at.Sheet, ref measured);
            if (how.IsProRata && at.SettlesNext && !at.HasDue && limit.IsAdditive && steps is null && at.HasNoOrder())
            {
                var freed = new FreedByTier<T>(measured.ByTier, measured.Tightening);
                var sold = SaleOrders.SellAlike(ref at, freed, gap, measured.Tightening * measured.Sellable, acts, measured.Repays, out var rest);
                gap = T.Where(acts, rest, gap);
                return sold > 0;
            }

            if (!how.IsProRata)
            {
                ChooseFractions(ref at, gap);
            }

            T before = RepayShares.Unclaimed(at), ordered = 0, left = gap, tightening = measured.Tightening;
            var slice = Liquidation.Slice(gap, tightening * measured.Sellable);
            var byTier = measured.ByTier;
            var values = at.Sheet.Values;
            var fractions = at.Buffer(Workspace.Sold);
            var alike = how.IsProRata;
            var kept = at.Sheet.RetainedTiers;
            var retained = at.RetainedTiers;
            var orders = at.WriteOrders();
            for (var t = 0; t < byTier.Length; t++)
            {
                var freed = tightening * byTier[t];
                var fraction = T.Where(acts, alike ? T.Except(T.AreEqual(freed, 0), slice) : fractions[t], 0);
                left -= fraction * freed;
                ordered += fraction * values[t];

                // Never more than is held, whatever the rounding.
                orders[t] = T.Min(retained[t], orders[t] + (fraction * kept[t]));
            }

            gap = T.Where(acts, left, gap);
            RepayShares.Join(ref at, before, ordered, measured.Repays, acts);
            return ordered > 0;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void ChooseFractions<T>(ref InstitutionAt<T> at, in T gap)
            where T : unmanaged, ILanes<T>
        {
            ref var measured = ref at.Measurement;
            var freed = at.Buffer(Workspace.Freed)[..at.SellableTiers];
            var cost = at.Buffer(Workspace.Cost);
            for (var t = 0; t < freed.Length; t++)
            {
                freed[t] = measured.Tightening * measured.ByTier[t];
                cost[t] = how.NeedsCost ? TierCost.Of(at, t, at.Sheet.Retained(t)) : 0;
            }

            how.Fractions<T>(freed, cost, gap, at.Buffer(Workspace.Sold));
        }

        /// <returns>Where anything was paid.</returns>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static T PayFromCash<T>(ref InstitutionAt<T> at, in T acts, ref T gap)
            where T : unmanaged, ILanes<T>
        {
            var freed = at.Measurement.Tightening * at.Measurement.PerCash;
            var pays = acts & (freed > 0);
            var proceeds = new Proceeds<T>(at, at.HasDue);
            var paid = T.Where(pays, T.Max(0, T.Min(T.Min(proceeds.Cash, proceeds.Debt), gap / freed)), 0);
            proceeds.Repay(paid);
            proceeds.WriteTo(ref at);
            gap -= T.Where(pays, paid * freed, 0);
            return paid > 0;
        }
    }
}
