namespace Interdealer.Cascades;

/// <summary>What the whole system has lost: what belonged to owners before any shock less what is left to them now.</summary>
internal static class EquityLoss
{
    /// <summary>Total loss of every scenario, in currency, positive.</summary>
    public static double[] Total(State state)
    {
        var (before, value) = (state.System.Starting.Equity.Scenario(0).Sum(), state.Value());
        var losses = new double[state.ScenarioCount];
        for (var s = 0; s < losses.Length; s++)
        {
            var left = 0.0;
            for (var i = 0; i < value.Equity.Rows; i++)
            {
                left += Worth(state, value, i, s);
            }

            losses[s] = before - left;
        }

        return losses;
    }

    /// <summary>What is left to the owners of one institution, with what they have taken or may still take out: losses change it, redemptions do not.</summary>
    public static double Worth(State state, Valuation value, int i, int s) => value.Equity[i, s] + state.RedemptionDue[i, s] + state.PaidOut[i, s];
}
