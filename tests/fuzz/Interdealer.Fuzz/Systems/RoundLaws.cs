using Interdealer.Contagion;

namespace Interdealer.Fuzz.Systems;

/// <summary>Laws of what one round may change.</summary>
/// <param name="c">The case.</param>
/// <param name="system">Its system.</param>
/// <param name="states">Laws of its states.</param>
internal sealed class RoundLaws(FuzzCase c, FinancialSystem system, StateLaws states)
{
    private readonly bool _claimsMayRise = c.RepricesClaims;
    private readonly bool _shocks = c.ShocksInRounds;

    // Who sells at a price between the one before the round and the one after it, with no step that moves either way within it.
    private readonly bool _sellsOnce = !c.Steps.Any(s =>
        s.Code.Contains("Recovery", StringComparison.Ordinal) || s.Code.Contains("DealerMarket", StringComparison.Ordinal) || s.Code.Contains("Buys = true", StringComparison.Ordinal)
        || s.Code.Contains("MarkDown", StringComparison.Ordinal) || s.Code.Contains("new Shock()", StringComparison.Ordinal));

    /// <summary>What is broken between two rounds that follow each other, in the first scenario of both.</summary>
    public IEnumerable<Violation> Of(State before, State after)
    {
        var size = states.SizeOf(before, 0) + states.SizeOf(after, 0) + Enumerable.Range(0, 3).Sum(f => Math.Abs(before.Flows[f, 0]) + Math.Abs(after.Flows[f, 0]));
        return double.IsFinite(size) ? Flows(before, after, 1e-9 * size).Concat(Fates(before, after, 1e-9 * size)) : [];
    }

    private IEnumerable<Violation> Flows(State before, State after, double dust)
    {
        var moved = Enumerable.Range(0, 3).Select(f => after.Flows[f, 0] - before.Flows[f, 0]).ToArray();
        var cash = Change(after.Cash, before.Cash) - (moved[0] - moved[1] - moved[2]);
        if (Math.Abs(cash) > dust)
        {
            yield return new("cash is conserved", $"{Code.Of(cash)} appeared beyond flows {string.Join(", ", moved.Select(Code.Of))}");
        }

        if (!_shocks && Math.Abs(Change(after.Debt, before.Debt) + moved[1]) > dust)
        {
            yield return new("debt is paid by flows", $"debt changed by {Code.Of(Change(after.Debt, before.Debt))}, paid to lenders {Code.Of(moved[1])}");
        }

        if (!_shocks && Math.Abs(Change(after.PaidOut, before.PaidOut) - moved[2]) > dust)
        {
            yield return new("investors are paid by flows", $"paid out {Code.Of(Change(after.PaidOut, before.PaidOut))}, flow {Code.Of(moved[2])}");
        }

        if (_sellsOnce)
        {
            var (least, most) = Proceeds(before, after);
            if (moved[0] < least - dust || moved[0] > most + dust)
            {
                yield return new("proceeds", $"received {Code.Of(moved[0])} for what was worth {Code.Of(most)} before and {Code.Of(least)} after");
            }
        }
    }

    /// <summary>What was sold, at the prices after and before the round.</summary>
    private (double Least, double Most) Proceeds(State before, State after)
    {
        var (least, most) = (0.0, 0.0);
        foreach (var (row, _, asset, amount) in states.Positions)
        {
            var units = amount * (before.Retained[row, 0] - after.Retained[row, 0]);
            least += units * after.Price[asset, 0];
            most += units * before.Price[asset, 0];
        }

        return (least, most);
    }

    private IEnumerable<Violation> Fates(State before, State after, double dust)
    {
        for (var i = 0; i < system.Institutions.Length; i++)
        {
            if (before.Standing[i, 0] != 0 && after.Standing[i, 0] != before.Standing[i, 0])
            {
                yield return new("standing", $"institution {i} went from {Code.Of(before.Standing[i, 0])} to {Code.Of(after.Standing[i, 0])}");
            }

            if (!_claimsMayRise && after.Recovery[i, 0] > before.Recovery[i, 0])
            {
                yield return new("recovery never rises", $"institution {i}: {Code.Of(before.Recovery[i, 0])} to {Code.Of(after.Recovery[i, 0])}");
            }

            var pays = after.Debt[i, 0] < before.Debt[i, 0] - dust || after.RedemptionDue[i, 0] < before.RedemptionDue[i, 0] - dust;
            if (before.StandingOf(i, 0) != Standing.Active && pays)
            {
                yield return new("an estate pays nobody", $"institution {i}: debt {Code.Of(before.Debt[i, 0])} to {Code.Of(after.Debt[i, 0])}");
            }
        }
    }

    private static double Change(Column after, Column before)
    {
        var sum = 0.0;
        for (var row = 0; row < after.Rows; row++)
        {
            sum += after[row, 0] - before[row, 0];
        }

        return sum;
    }
}
