using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Interdealer.Constraints;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// A central bank lends to whoever owes at once what he has not, against his positions at haircuts h_k: loan = min(missing, Σ(1 − h_k)a_k − lent already,
/// budget left). The loan is long-term debt, so nobody runs on it.
/// </summary>
/// <remarks>
/// Missing = debt due + redemptions due − cash − value of what is ordered already. Placed before <see cref="RaiseCash"/>, which then pays from the cash lent
/// instead of selling. Only the solvent (equity above 0) are lent to, after Bagehot (1873), unless said otherwise. A loan once given is not called when
/// collateral falls. Budgets are for each institution: <see cref="Budget"/> plus what a scenario adds (<see cref="ScenarioBudget"/>).
/// </remarks>
public sealed class LenderOfLastResort : IInstitutionOperator, IForcesNobody, ILosesWhatIsHeld
{
    /// <summary>The column, a row for each institution, to which a scenario adds a budget of its own.</summary>
    internal const string ScenarioBudget = "Lender of last resort: budget";

    private const string LentBefore = "Lender of last resort: lent";
    private readonly ImmutableSortedDictionary<string, double> _haircuts;

    /// <summary>A lender.</summary>
    /// <param name="budget">The most that is lent to each institution, in currency, at least 0; +∞ for no limit but collateral.</param>
    /// <param name="haircuts">Haircut by asset, a fraction from 0 to 1; those of the market where an asset is not listed.</param>
    /// <exception cref="ArgumentException">An asset is listed twice, or a number is out of its range.</exception>
    public LenderOfLastResort(double budget, params IEnumerable<(string Asset, double Haircut)> haircuts)
    {
        Budget = Require.NonNegativeOrInfinite(budget, "currency");
        _haircuts = NamedAmounts.Shares(haircuts, nameof(haircuts));
    }

    /// <summary>The most that is lent to each institution, in currency.</summary>
    public double Budget { get; }

    /// <summary>Whether institutions without equity are lent to as well; false unless set.</summary>
    public bool LendsToInsolvent { get; init; }

    AssetColumns IInstitutionOperator.Reads => AssetColumns.Haircut;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        InstitutionStep.Apply(state, this);
    }

    InstitutionRule IInstitutionOperator.Bind(State state) => InstitutionRule.Of(state, new Rule(state, this, new Collateral(state, _haircuts)));

    /// <summary>What is lent to one institution so far, in currency.</summary>
    /// <param name="state">The state.</param>
    /// <param name="institution">Label.</param>
    /// <param name="scenario">Scenario, from 0.</param>
    public static double Lent(State state, string institution, int scenario = 0)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Memory(LentBefore, state.System.Institutions.Length)[state.System.InstitutionIndex(institution), scenario];
    }

    /// <summary>Whole starting holdings at what is lent on them.</summary>
    private sealed class Collateral
    {
        private readonly Column _own;
        private readonly Column _isOwn;
        private readonly Column _advance;
        private readonly WeightedHoldings _holdings;

        public Collateral(State state, ImmutableSortedDictionary<string, double> haircuts)
        {
            _own = NamedAmounts.Column(state, haircuts);
            _isOwn = NamedAmounts.Column(state, haircuts.ToImmutableSortedDictionary(h => h.Key, _ => 1.0, StringComparer.Ordinal));
            _advance = new Column(state.System.Assets.Length, state.ScenarioCount);
            _holdings = new WeightedHoldings(state, _advance);
        }

        public Column Whole => _holdings.Whole;

        public void Prepare(State state, Valuation value)
        {
            Passes.OverAssets(state, new AdvanceRule(_own, _isOwn, _advance));
            _holdings.Prepare(state, value, value.InventoryByAsset());
        }
    }

    private readonly struct AdvanceRule(Column own, Column isOwn, Column advance) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(advance, 1 - T.Where(at.Read(isOwn) > 0, at.Read(own), at.Haircut));
    }

    private readonly struct Rule(State state, LenderOfLastResort lender, Collateral collateral) : IPreparedRule
    {
        private readonly Column _lent = state.Memory(LentBefore, state.System.Institutions.Length);
        private readonly Column _added = state.Memory(ScenarioBudget, state.System.Institutions.Length);

        public void Prepare(State state, Valuation value) => collateral.Prepare(state, value);

        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var asks = at.InBusiness & (at.Due > at.Cash);
            if (T.Any(asks))
            {
                Lend(ref at, asks);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Lend<T>(ref InstitutionAt<T> at, T asks)
            where T : unmanaged, ILanes<T>
        {
            T pledged = 0, lent = at.Read(_lent);
            for (var t = 0; t < at.Tiers; t++)
            {
                pledged += at.ReadTier(collateral.Whole, t) * (at.Retained(t) - T.Max(0, at.Order(t)));
            }

            asks = lender.LendsToInsolvent ? asks : asks & (at.AsIs().Equity > 0);
            var missing = at.Due - at.Cash - (at.HasNoOrder() ? 0 : T.Max(0, at.OrderedValue()));
            var loan = T.Where(asks, T.Max(0, T.Min(T.Min(missing, pledged - lent), lender.Budget + at.Read(_added) - lent)), 0);
            at.Cash += loan;
            at.Debt += loan;
            at.AddFlow(1, 0 - loan);
            at.Write(_lent, lent + loan);
        }
    }
}
