namespace Interdealer.Contagion;

/// <summary>
/// Whoever owes money now pays what he can from cash, lenders before fund investors, and orders the sale of what is missing.
/// </summary>
/// <remarks>
/// Missing = debt due + redemptions due − cash − value at the marks of what is ordered already: proceeds of any sale pay what is due
/// before they serve anything else. Purchases that were ordered are called off. Where even everything is not enough, everything is ordered;
/// telling that apart from insolvency is <see cref="Default"/>'s part.
/// </remarks>
public sealed record RaiseCash : IOperator
{
    private readonly Liquidation _liquidation;

    /// <summary>Payment of what is due.</summary>
    /// <param name="liquidation">What is sold first; the most liquid when left out.</param>
    public RaiseCash(Liquidation? liquidation = null) => _liquidation = liquidation ?? Liquidation.MostLiquidFirst;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var value = state.Value();
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                if (state.StandingOf(i, s) == Standing.Active && Settlement.Due(state, i, s) > 0)
                {
                    Settlement.PayDue(state, i, s);
                    Sell(state, value, i, s, Settlement.Due(state, i, s));
                }
            }
        }
    }

    private void Sell(State state, Valuation value, int i, int s, double due)
    {
        if (due <= 0)
        {
            return;
        }

        for (var row = i * state.System.Tiers; row < (i + 1) * state.System.Tiers; row++)
        {
            state.Order[row, s] = Math.Max(0, state.Order[row, s]);
        }

        // Paying changed cash and debt, not what positions are worth.
        var missing = due - Settlement.OrderedValue(state, value, i, s);
        if (missing > 0 && SaleOrders.Place(state, value, _liquidation, i, s, missing) > 0)
        {
            state.Bound[i, s] = -1;
        }
    }
}
