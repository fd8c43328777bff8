namespace Interdealer.Ensembles.Scenarios;

/// <summary>Shocks to the first lanes of a state, a value each: the arithmetic of <see cref="Interdealer.Contagion.Shock"/>, lane by lane.</summary>
internal static class BlockShocks
{
    public static void Fall(State state, int k, ReadOnlySpan<double> by)
    {
        var floor = state.System.Assets[k].PriceFloor;
        Fall(state.Price.Row(k), by, floor);
        Fall(state.Fundamental.Row(k), by, floor);
    }

    public static void Scale(Span<double> row, ReadOnlySpan<double> times)
    {
        for (var s = 0; s < times.Length; s++)
        {
            row[s] *= times[s];
        }
    }

    public static void Add(Span<double> row, ReadOnlySpan<double> amounts)
    {
        for (var s = 0; s < amounts.Length; s++)
        {
            row[s] += amounts[s];
        }
    }

    public static void Lose(State state, int i, ReadOnlySpan<double> amounts)
    {
        var other = state.OtherAssets.Row(i);
        var cash = state.Cash.Row(i);
        var debt = state.Debt.Row(i);
        var flows = state.Flows.Row(2);
        for (var s = 0; s < amounts.Length; s++)
        {
            var fromOther = Math.Min(amounts[s], other[s]);
            var fromCash = Math.Min(amounts[s] - fromOther, cash[s]);
            other[s] -= fromOther;
            cash[s] -= fromCash;
            debt[s] += amounts[s] - fromOther - fromCash;
            flows[s] += fromCash;
        }
    }

    public static void Withdraw(State state, int i, ReadOnlySpan<double> shares)
    {
        var due = state.DebtDue.Row(i);
        var shortTerm = state.ShortTermDebt.In(i);
        for (var s = 0; s < shares.Length; s++)
        {
            due[s] = Math.Min(shortTerm[s], due[s] + (shares[s] * shortTerm[s]));
        }
    }

    public static void Redeem(State state, int i, ReadOnlySpan<double> shares)
    {
        var equity = state.Value().Equity.In(i);
        var due = state.RedemptionDue.Row(i);
        for (var s = 0; s < shares.Length; s++)
        {
            due[s] += shares[s] * Math.Max(0, equity[s]);
        }
    }

    private static void Fall(Span<double> price, ReadOnlySpan<double> by, double floor)
    {
        for (var s = 0; s < by.Length; s++)
        {
            price[s] = Math.Max(Math.Min(floor, price[s]), price[s] * (1 - by[s]));
        }
    }
}
