using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>Margins that do not fall in calm times need not rise as far in bad ones: h ← max(h, floor_k).</summary>
/// <remarks>Placed after the operator that sets haircuts. As the minimum haircuts of the Financial Stability Board (2015), or a look-back floor on initial margin.</remarks>
public sealed class MarginFloor : IAssetOperator, IForcesNobody, ILosesWhatIsHeld
{
    /// <summary>The column, a row for each asset, of a scenario's own floor.</summary>
    internal const string ScenarioFloor = "Margin floor";

    /// <summary>Floors.</summary>
    /// <param name="floors">Least haircut by asset, a fraction from 0 to 1; none for assets not listed.</param>
    /// <exception cref="ArgumentException">An asset is listed twice or a floor is not a fraction.</exception>
    public MarginFloor(params IEnumerable<(string Asset, double Floor)> floors) => Floors = NamedAmounts.Shares(floors, nameof(floors));

    /// <summary>Least haircut by asset.</summary>
    public ImmutableSortedDictionary<string, double> Floors { get; }

    AssetColumns IAssetOperator.Writes => AssetColumns.Haircut;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var own = state.Scratch(this, static (s, me) => NamedAmounts.Column(s, me.Floors));
        Passes.OverAssets(state, new Rule(own, state.Recall(ScenarioFloor)));
    }

    private readonly struct Rule(Column own, Column? scenario) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> =>
            at.Haircut = T.Max(at.Haircut, scenario is null ? at.Read(own) : T.Max(at.Read(own), at.Read(scenario)));
    }
}
