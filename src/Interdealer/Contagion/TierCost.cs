using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>What linear impact would cost an institution that sold a whole tier at once: c_t = Σ_k a_k²/D_k.</summary>
internal static class TierCost
{
    /// <param name="at">The institution.</param>
    /// <param name="tier">The tier.</param>
    /// <param name="retained">Fraction of the starting holding that would be sold.</param>
    public static T Of<T>(in InstitutionAt<T> at, int tier, T retained)
        where T : unmanaged, ILanes<T>
    {
        var row = (at.Institution * at.Tiers) + tier;
        var assets = at.State.System.Q.AssetsOf(row);
        var amounts = at.State.System.Q.AmountsOf(row);
        T cost = 0;
        for (var e = 0; e < assets.Length; e++)
        {
            var position = amounts[e] * retained * at.OfAsset(at.Value.Marks, assets[e]);
            cost += position * position / at.OfAsset(at.State.Depth, assets[e]);
        }

        return cost;
    }
}
