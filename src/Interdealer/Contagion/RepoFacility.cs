using System.Collections.Immutable;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>
/// A central bank lends to anyone against an asset at a haircut of at most h̄_k, so nobody has to accept more from the market: h ← min(h, h̄_k).
/// </summary>
/// <remarks>
/// Placed after the operator that raises haircuts and before whoever has to meet them. Assets not listed are not eligible, unless a scenario says so
/// (<see cref="ScenarioCap"/>). As the Federal Reserve's standing repo facility.
/// </remarks>
public sealed class RepoFacility : IAssetOperator, IForcesNobody, ILosesWhatIsHeld
{
    /// <summary>The column, a row for each asset, of what a scenario's own cap is below 1: 0 where there is none.</summary>
    internal const string ScenarioCap = "Repo facility: 1 - haircut";

    private readonly ImmutableSortedDictionary<string, double> _advances;

    /// <summary>A facility.</summary>
    /// <param name="haircuts">Haircut by asset, a fraction from 0 to 1.</param>
    /// <exception cref="ArgumentException">An asset is listed twice or a haircut is not a fraction.</exception>
    public RepoFacility(params IEnumerable<(string Asset, double Haircut)> haircuts)
    {
        Haircuts = NamedAmounts.Shares(haircuts, nameof(haircuts));

        // Kept as what is lent on a unit, so that 0 means that nothing is.
        _advances = Haircuts.ToImmutableSortedDictionary(h => h.Key, h => 1 - h.Value, StringComparer.Ordinal);
    }

    /// <summary>Haircut by asset.</summary>
    public ImmutableSortedDictionary<string, double> Haircuts { get; }

    AssetColumns IAssetOperator.Writes => AssetColumns.Haircut;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var own = state.Scratch(this, static (s, facility) => NamedAmounts.Column(s, facility._advances));
        Passes.OverAssets(state, new Rule(own, state.Recall(ScenarioCap)));
    }

    private readonly struct Rule(Column own, Column? scenario) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var advance = scenario is null ? at.Read(own) : T.Max(at.Read(own), at.Read(scenario));
            at.Haircut = T.Min(at.Haircut, 1 - advance);
        }
    }
}
