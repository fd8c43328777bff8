namespace Interdealer.Constraints;

/// <summary>Weights by label turned into a column for one state.</summary>
internal static class AssetWeights
{
    /// <summary>The weights of every asset in every scenario, or null when all are 1.</summary>
    /// <param name="state">The state measured.</param>
    /// <param name="weights">Weights by label; an unknown label is an error.</param>
    /// <param name="otherwise">Weight of an asset that is not listed; null makes such an asset an error.</param>
    public static Column? Of(State state, IReadOnlyDictionary<string, double> weights, double? otherwise)
    {
        if (weights.Count == 0 && otherwise == 1)
        {
            return null;
        }

        var system = state.System;
        var perAsset = new double[system.Assets.Length];
        foreach (var name in weights.Keys)
        {
            system.AssetIndex(name);
        }

        for (var k = 0; k < perAsset.Length; k++)
        {
            var name = system.Assets[k].Name;
            perAsset[k] = weights.TryGetValue(name, out var weight) ? weight
                : otherwise ?? throw new ArgumentException(
                    $"weights: the asset \"{name}\" has none and no default was set; expected a weight for it (Weighing) or one for all that are not listed (WeighingTheRest).",
                    nameof(weights));
        }

        var column = new Column(perAsset.Length, state.ScenarioCount);
        column.Spread(perAsset);
        return column;
    }
}
