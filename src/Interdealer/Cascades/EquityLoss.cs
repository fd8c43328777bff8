namespace Interdealer.Cascades;

/// <summary>What the whole system has lost: equity before any shock less equity now less what was paid out to investors.</summary>
internal static class EquityLoss
{
    /// <summary>Total loss of every scenario, in currency, positive.</summary>
    public static double[] Total(State state)
    {
        var (before, equity) = (state.System.Start().Value().Equity.Lane(0).Sum(), state.Value().Equity);
        var losses = new double[state.Lanes];
        for (var s = 0; s < losses.Length; s++)
        {
            var left = 0.0;
            for (var i = 0; i < equity.Rows; i++)
            {
                left += equity[i, s] + state.PaidOut[i, s];
            }

            losses[s] = before - left;
        }

        return losses;
    }
}
