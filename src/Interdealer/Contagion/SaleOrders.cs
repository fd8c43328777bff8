namespace Interdealer.Contagion;

/// <summary>Orders of those who need an amount of money, whatever it is that they sell.</summary>
internal static class SaleOrders
{
    // With very many tiers the stack would not do.
    private const int OnStack = 256;

    /// <summary>Orders the sale of an amount out of what one institution has not ordered to sell yet.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="value">Its valuation.</param>
    /// <param name="how">What is sold first.</param>
    /// <param name="i">Institution.</param>
    /// <param name="s">Scenario.</param>
    /// <param name="amount">Currency at the marks, above 0.</param>
    /// <returns>Value ordered at the marks: the amount, or all there is where that is less.</returns>
    public static double Place(State state, Valuation value, Liquidation how, int i, int s, double amount)
    {
        var (tiers, sellable) = (state.System.Tiers, state.System.SellableTiers);
        Span<double> free = sellable <= OnStack ? stackalloc double[sellable] : new double[sellable];
        Span<double> cost = sellable <= OnStack ? stackalloc double[sellable] : new double[sellable];
        Span<double> sell = sellable <= OnStack ? stackalloc double[sellable] : new double[sellable];
        for (var t = 0; t < sellable; t++)
        {
            var row = (i * tiers) + t;
            var share = state.Retained[row, s] > 0 ? 1 - (state.Order[row, s] / state.Retained[row, s]) : 0;
            free[t] = share * value.Tiers[row, s];
            cost[t] = how.NeedsCost ? share * share * TierCost.Of(state, value, row, s) : 0;
        }

        how.Fractions(free, cost, amount, sell);
        var ordered = 0.0;
        for (var t = 0; t < sellable; t++)
        {
            var row = (i * tiers) + t;
            var (kept, order) = (state.Retained[row, s], state.Order[row, s]);
            ordered += sell[t] * free[t];

            // Never more than is held, and exactly all where all is sold, whatever the rounding.
            state.Order[row, s] = sell[t] == 1 ? kept : Math.Min(kept, order + (sell[t] * (kept - order)));
        }

        return ordered;
    }
}
