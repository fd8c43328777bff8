using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// What each institution's positions have lost to market prices over the round, relative to their value when it began:
/// (Σ Q_k θ_k (p_k⁻ − p_k))⁺ / Σ Q_k θ_k p_k⁻ over what it still holds.
/// </summary>
internal sealed class PositionFalls
{
    private readonly Column _lost;
    private readonly Column _before;
    private Column? _valuesBefore;
    private Column? _valuesLost;
    private readonly Column _moved;
    private readonly TrackedProduct _losses;
    private readonly TrackedProduct _values;

    public PositionFalls(State state)
    {
        var (system, m, count) = (state.System, state.System.Assets.Length, state.ScenarioCount);
        (_lost, _before, _moved) = (new Column(m, count), new Column(m, count), new Column(1, count));
        _losses = new TrackedProduct(system.Q.ByHolder, m, count);
        _values = new TrackedProduct(system.Q.ByHolder, m, count);
    }

    /// <summary>Whether any price has moved in any scenario.</summary>
    public bool AreAny { get; private set; }

    /// <summary>Takes the prices of this moment.</summary>
    public void Update(State state)
    {
        _moved.Clear();
        Passes.OverAssets(state, new LossRule(_lost, _moved));
        AreAny = !_moved.IsZero;
        if (AreAny)
        {
            Passes.OverAssets(state, new PriceRule(_moved, _before));
            (_valuesBefore, _valuesLost) = (_values.With(_before, state.ActiveCount), _losses.With(_lost, state.ActiveCount));
        }
    }

    /// <summary>Fall of what an institution still holds, a fraction.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T Of<T>(ref InstitutionAt<T> at)
        where T : unmanaged, ILanes<T>
    {
        T held = 0, lost = 0;
        for (var t = 0; t < at.Tiers; t++)
        {
            held += at.ReadTier(_valuesBefore!, t) * at.Retained(t);
            lost += at.ReadTier(_valuesLost!, t) * at.Retained(t);
        }

        return T.Where(held > 0, T.Max(0, lost / held), 0);
    }

    private readonly struct LossRule(Column lost, Column moved) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var loss = at.StartOfRoundPrice - at.Price;
            at.Write(lost, loss);
            var differs = T.Differ(loss, 0);
            if (T.Any(differs))
            {
                at.WriteScenario(moved, T.Where(differs, 1, at.ReadScenario(moved)));
            }
        }
    }

    /// <summary>Prices before; 0 in scenarios in which none has moved, so that their products need not be taken.</summary>
    private readonly struct PriceRule(Column moved, Column before) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(before, at.ReadScenario(moved) * at.StartOfRoundPrice);
    }
}
