using Interdealer.Constraints;
using Interdealer.Engine;

namespace Interdealer.Markets;

/// <summary>How much of each dealer's slack a purchase takes up.</summary>
/// <remarks>
/// Slack is counted before inventory: with each dealer's share of it sold at the marks and what was borrowed for it repaid. The usage of a purchase by
/// itself is the slack of a balance sheet with nothing for sale less its slack with the purchase as its only position, bought with new short-term debt.
/// </remarks>
internal sealed class DealerHeadroom
{
    private readonly State _state;
    private readonly Single[] _limits;
    private readonly bool[] _concerns;
    private readonly Column _value;
    private readonly State? _trial;

    /// <param name="state">The state whose slack counts.</param>
    /// <param name="limit">One limit or several joined; the binding one need not be the one with the least headroom.</param>
    public DealerHeadroom(State state, IConstraint limit)
    {
        _state = state;
        _limits = [.. limit.Limits.Select(l => new Single(l.Bind(state), NewColumn(state), NewColumn(state)))];
        _concerns = [.. state.System.Institutions.Select(i => 1 / i.RiskAversion > 0)];
        _value = new Column(1, state.ScenarioCount);
        _trial = Array.TrueForAll(_limits, l => l.Limit.MeasuresSheets) ? null : new State(state.System, state.ScenarioCount);
    }

    /// <summary>Takes the slack of every dealer as the state stands.</summary>
    /// <param name="value">Its valuation.</param>
    public void Measure(Valuation value)
    {
        foreach (var single in _limits)
        {
            if (single.Limit.MeasuresSheets)
            {
                single.Limit.Prepare(_state, value, value.InventoryByAsset());
                Passes.OverInstitutions(_state, value, new SlackRule(single, _concerns));
            }
            else
            {
                MeasureOnTrial(single, value);
            }
        }
    }

    /// <summary>
    /// Usage of a purchase by itself over slack, the largest of all limits inside: 1/this is how many such purchases fit, 0 fits any number, +∞ none.
    /// Usage is sub-additive, so purchases fit together when these shares add up to at most 1.
    /// </summary>
    /// <param name="value">The valuation with which slack was measured.</param>
    /// <param name="purchase">Value by asset at the marks; 0 where an asset is worth nothing.</param>
    /// <param name="taken">Receives the share of slack by institution.</param>
    public void Taken(Valuation value, Column purchase, Column taken)
    {
        taken.Clear();
        _value.Clear();
        Passes.OverAssets(_state, new SumRule(purchase, _value));
        foreach (var single in _limits)
        {
            if (single.Limit.MeasuresSheets)
            {
                single.Limit.Prepare(_state, value, purchase);
                Passes.OverInstitutions(_state, value, new PurchaseRule(single, _value, taken, _concerns));
            }
            else
            {
                TakenOnTrial(single, value, purchase, taken);
            }
        }
    }

    private static Column NewColumn(State state) => new(state.Cash.Rows, state.ScenarioCount);

    private void MeasureOnTrial(Single single, Valuation value)
    {
        SellInventoryOnTrial(value);
        SlackOnTrial(single, single.Slack);
        _trial!.Retained.Clear();
        SlackOnTrial(single, single.Bare);
    }

    private void TakenOnTrial(Single single, Valuation value, Column purchase, Column taken)
    {
        SellInventoryOnTrial(value);
        _trial!.Retained.Clear();
        Passes.OverAssets(_trial, new BuyRule(purchase, value.Marks));
        Passes.OverInstitutions(_trial, _trial.ValueInputs(), new FinanceRule(_value));
        var with = _trial.Scratch(this, static (s, _) => NewColumn(s));
        SlackOnTrial(single, with);
        Passes.OverInstitutions(_state, value, new TakenRule(single, with, taken, _concerns));
    }

    private void SellInventoryOnTrial(Valuation value)
    {
        _trial!.CopyFrom(_state);
        Passes.OverInstitutions(_trial, _trial.ValueInputs(), new RepayRule(value.Pool));
        _trial.Inventory.Clear();
    }

    /// <summary>For a limit that is measured on a state as a whole only.</summary>
    private void SlackOnTrial(Single single, Column slack)
    {
        var value = _trial!.Value();
        single.Limit.Prepare(_trial, value, value.InventoryByAsset());
        Passes.OverInstitutions(_trial, value, new AsIsRule(single.Limit, slack));
    }

    private static T SlackOf<T>(scoped in Measured<T> measured)
        where T : unmanaged, ILanes<T> => measured.Capacity - measured.Usage;

    /// <summary>The larger of what limits take so far and what a purchase takes of one more: usage over slack.</summary>
    private static void Raise<T>(ref InstitutionAt<T> at, Single single, T with, Column taken)
        where T : unmanaged, ILanes<T>
    {
        var (slack, usage, before) = (at.Read(single.Slack), at.Read(single.Bare) - with, at.Read(taken));
        T none = double.PositiveInfinity;
        var share = T.Where(T.AreEqual(slack, none), 0, T.Where(slack > 0, T.Max(0, usage) / slack, none));
        at.Write(taken, T.Where(T.IsNaN(before) | (before > share), before, share));
    }

    /// <param name="Limit">One limit.</param>
    /// <param name="Slack">Slack by institution without inventory.</param>
    /// <param name="Bare">Slack with nothing held either.</param>
    private sealed record Single(Limit Limit, Column Slack, Column Bare);

    private readonly struct SlackRule(Single single, bool[] concerns) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => concerns[institution];

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            single.Limit.Measure(at.LookWithoutInventory(), ref at.Measurement);
            at.Write(single.Slack, SlackOf(at.Measurement));
            single.Limit.Measure(at.LookBare(), ref at.Measurement);
            at.Write(single.Bare, SlackOf(at.Measurement));
        }
    }

    private readonly struct PurchaseRule(Single single, Column paid, Column taken, bool[] concerns) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => concerns[institution];

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            single.Limit.Measure(at.LookBareWith(at.ReadScenario(paid)), ref at.Measurement);
            Raise(ref at, single, SlackOf(at.Measurement), taken);
        }
    }

    private readonly struct TakenRule(Single single, Column with, Column taken, bool[] concerns) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => concerns[institution];

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T> => Raise(ref at, single, at.Read(with), taken);
    }

    private readonly struct AsIsRule(Limit limit, Column slack) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            limit.Measure(at.AsIs(), ref at.Measurement);
            at.Write(slack, SlackOf(at.Measurement));
        }
    }

    private readonly struct RepayRule(Column pool) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var financed = at.PoolShare * at.ReadScenario(pool);
            at.Debt -= financed;
            at.ShortTermDebt -= financed;
        }
    }

    private readonly struct FinanceRule(Column paid) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            at.PoolShare = 1;
            at.Debt += at.ReadScenario(paid);
            at.ShortTermDebt += at.ReadScenario(paid);
        }
    }

    private readonly struct BuyRule(Column purchase, Column marks) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var mark = at.Read(marks);
            at.Inventory = T.Where(mark > 0, at.Read(purchase) / mark, 0);
        }
    }

    private readonly struct SumRule(Column amounts, Column sum) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.WriteScenario(sum, at.ReadScenario(sum) + at.Read(amounts));
    }
}
