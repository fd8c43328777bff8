namespace Interdealer;

/// <summary>The arithmetic of every shock, on one asset or institution: a value for each of some consecutive scenarios.</summary>
internal static class ShockRows
{
    public static void Fall(State state, int k, int first, ReadOnlySpan<double> by)
    {
        var floor = state.System.Assets[k].PriceFloor;
        Fall(state.Price.Row(k)[first..], by, floor);
        Fall(state.Fundamental.Row(k)[first..], by, floor);
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

    public static void Lose(State state, int i, int first, ReadOnlySpan<double> amounts)
    {
        var other = state.OtherAssets.Row(i)[first..];
        var cash = state.Cash.Row(i)[first..];
        var debt = state.Debt.Row(i)[first..];
        var flows = state.Flows.Row(2)[first..];
        for (var s = 0; s < amounts.Length; s++)
        {
            var fromOther = Math.Min(amounts[s], other[s]);
            var fromCash = Math.Min(amounts[s] - fromOther, cash[s]);
            other[s] -= fromOther;
            cash[s] -= fromCash;
            debt[s] += amounts[s] - fromOther - fromCash;

            // Cash lost leaves the system as if paid out; a loss beyond cash is owed to whoever it is owed to.
            flows[s] += fromCash;
        }
    }

    public static void Withdraw(State state, int i, int first, ReadOnlySpan<double> shares)
    {
        var due = state.DebtDue.Row(i)[first..];
        var shortTerm = state.ShortTermDebt.In(i)[first..];
        for (var s = 0; s < shares.Length; s++)
        {
            due[s] = Math.Min(shortTerm[s], due[s] + (shares[s] * shortTerm[s]));
        }
    }

    public static void Redeem(State state, int i, int first, ReadOnlySpan<double> shares)
    {
        var equity = state.Value().Equity.In(i)[first..];
        var due = state.RedemptionDue.Row(i)[first..];
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
