using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// Whoever owes money now pays what he can from cash, lenders before fund investors, and orders the sale of what is missing.
/// </summary>
/// <remarks>
/// Missing = debt due + redemptions due − cash − value at the marks of what is ordered already: proceeds of any sale pay what is due
/// before they serve anything else. Purchases that were ordered are called off. Where even everything is not enough, everything is ordered;
/// telling that apart from insolvency is <see cref="Default"/>'s part.
/// </remarks>
public sealed record RaiseCash : IInstitutionOperator, IForcesNobody, ILosesWhatIsHeld
{
    private readonly Liquidation _liquidation;

    /// <summary>Payment of what is due.</summary>
    /// <param name="liquidation">What is sold first; the most liquid when left out.</param>
    public RaiseCash(Liquidation? liquidation = null) => _liquidation = liquidation ?? Liquidation.MostLiquidFirst;

    AssetColumns IInstitutionOperator.Reads => _liquidation.NeedsCost ? AssetColumns.Depth : AssetColumns.None;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        InstitutionStep.Apply(state, this);
    }

    InstitutionRule IInstitutionOperator.Bind(State state) => InstitutionRule.Of(state, new Rule(_liquidation));

    private readonly struct Rule(Liquidation how) : IPreparedRule
    {
        public void Prepare(State state, Valuation value)
        {
        }

        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var owes = at.Due > 0;
            if (T.Any(owes) && T.Any(owes & at.InBusiness))
            {
                PayAndSell(ref at, owes & at.InBusiness);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void PayAndSell<T>(ref InstitutionAt<T> at, in T owes)
            where T : unmanaged, ILanes<T>
        {
            var cash = new Proceeds<T>(at, at.HasDue);
            cash.PayDue(owes);
            cash.WriteTo(ref at);
            var due = at.Due;
            var stillOwes = owes & (due > 0);
            PurchaseOrders.Cancel(ref at, stillOwes);
            var missing = due - at.OrderedValue();
            var sells = stillOwes & (missing > 0);
            if (T.Any(sells))
            {
                var ordered = SaleOrders.Place(ref at, how, missing, sells);
                at.Bound = T.Where(ordered > 0, -1, at.Bound);
            }
        }
    }
}
