using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// Prudent valuation: positions are marked below the mid price by part of the half-spread, mark_k = p_k·(1 − ω·s_k).
/// </summary>
/// <remarks>
/// No price moves, only what positions count for; a mark may therefore lie below the floor of a price. Source: prudent valuation
/// adjustments for close-out cost, Regulation (EU) 575/2013, article 105, and Delegated Regulation (EU) 2016/101, article 10.
/// </remarks>
public sealed record MarkDownBySpread : IAssetOperator, IForcesNobody
{
    /// <summary>Marks below mid.</summary>
    /// <param name="weight">ω: 0 marks at mid, 1 at the bid; a fraction from 0 to 1.</param>
    public MarkDownBySpread(double weight) => Weight = Require.Share(weight);

    /// <summary>ω, from 0 to 1.</summary>
    public double Weight { get; }

    AssetColumns IAssetOperator.Writes => AssetColumns.Marks;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Passes.OverAssets(state, new Rule(Weight));
    }

    private readonly struct Rule(double weight) : IAssetRule
    {
        // A spread wider than the price cannot make a position worth less than nothing.
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.Discount = T.Min(1, weight * at.HalfSpread);
    }
}
