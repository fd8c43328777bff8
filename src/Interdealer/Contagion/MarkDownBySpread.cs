namespace Interdealer.Contagion;

/// <summary>
/// Prudent valuation: positions are marked below the mid price by part of the half-spread, mark_k = p_k·(1 − ω·s_k).
/// </summary>
/// <remarks>
/// No price moves, only what positions count for; a mark may therefore lie below the floor of a price. Source: prudent valuation
/// adjustments for close-out cost, Regulation (EU) 575/2013, article 105, and Delegated Regulation (EU) 2016/101, article 10.
/// </remarks>
public sealed record MarkDownBySpread : IOperator
{
    /// <summary>Marks below mid.</summary>
    /// <param name="weight">ω: 0 marks at mid, 1 at the bid; a fraction from 0 to 1.</param>
    public MarkDownBySpread(double weight) => Weight = Require.Share(weight);

    /// <summary>ω, from 0 to 1.</summary>
    public double Weight { get; }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var discount = state.Discount.Values;
        var spread = state.HalfSpread.Read;
        for (var x = 0; x < discount.Length; x++)
        {
            // A spread wider than the price cannot make a position worth less than nothing.
            discount[x] = Math.Min(1, Weight * spread[x]);
        }
    }
}
