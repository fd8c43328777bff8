namespace Interdealer.Contagion;

/// <summary>
/// Between rounds dealers work inventory off and prices come back: the share ρ of every inventory is sold outside at the present mark and its
/// debt repaid, then p ← p + ρ·(value − p) where the price is below the value towards which it recovers.
/// </summary>
/// <remarks>
/// The slow sale moves no price: buyers arrive as dealers wait for them. Dealers gain from the recovery only on what they still hold.
/// Source: Grossman and Miller (1988); Duffie (2010) on slow-moving capital.
/// </remarks>
public sealed record Recovery : IOperator
{
    /// <summary>Recovery at a rate.</summary>
    /// <param name="rate">ρ a round, a fraction from 0 to 1.</param>
    public Recovery(double rate) => Rate = Require.Share(rate);

    /// <summary>ρ a round, from 0 to 1.</summary>
    public double Rate { get; }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var pool = state.Value().Pool.In(0);
        for (var i = 0; i < state.PoolShare.Rows; i++)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                Settlement.Trade(state, i, s, -Rate * state.PoolShare[i, s] * pool[s]);
            }
        }

        var price = state.Price.Values;
        var fundamental = state.Fundamental.Read;
        for (var x = 0; x < price.Length; x++)
        {
            price[x] += Rate * Math.Max(0, fundamental[x] - price[x]);
        }

        if (!state.Inventory.IsZero)
        {
            foreach (ref var units in state.Inventory.Values)
            {
                units -= Rate * units;
            }
        }
    }
}
