using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// Between rounds dealers work inventory off and prices come back: the share ρ of every inventory is sold outside at the present mark and its
/// debt repaid, then p ← p + ρ·(value − p) where the price is below the value towards which it recovers.
/// </summary>
/// <remarks>
/// The slow sale moves no price: buyers arrive as dealers wait for them. Dealers gain from the recovery only on what they still hold.
/// Source: Grossman and Miller (1988); Duffie (2010) on slow-moving capital.
/// </remarks>
public sealed record Recovery : IForcesNobody
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
        if (!state.Inventory.IsZero)
        {
            Passes.OverInstitutions(state, state.ValueInputs(), new TradeRule(Rate));
        }

        Passes.OverAssets(state, new PriceRule(Rate));
    }

    private readonly struct TradeRule(double rate) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            ref var sheet = ref at.AsIs();
            Settlement.Trade(ref at, 0 - (rate * sheet.PoolShare * sheet.Pool));
        }
    }

    private readonly struct PriceRule(double rate) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            at.Price += rate * T.Max(0, at.Fundamental - at.Price);
            at.Inventory -= rate * at.Inventory;
        }
    }
}
