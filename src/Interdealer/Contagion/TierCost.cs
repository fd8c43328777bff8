namespace Interdealer.Contagion;

/// <summary>What linear impact would cost an institution that sold a whole tier at once: c_t = Σ_k a_k²/D_k.</summary>
internal static class TierCost
{
    public static double Of(State state, Valuation value, int row, int scenario)
    {
        var assets = state.System.Q.AssetsOf(row);
        var amounts = state.System.Q.AmountsOf(row);
        var (kept, cost) = (state.Retained[row, scenario], 0.0);
        for (var e = 0; e < assets.Length; e++)
        {
            var position = amounts[e] * kept * value.Marks[assets[e], scenario];
            cost += position * position / state.Depth[assets[e], scenario];
        }

        return cost;
    }
}
