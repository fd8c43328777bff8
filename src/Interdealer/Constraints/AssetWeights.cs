namespace Interdealer.Constraints;

/// <summary>Weights by label turned into a column for one state.</summary>
internal static class AssetWeights
{
    /// <summary>The weights of every asset in every scenario, or null when all are 1.</summary>
    /// <param name="state">The state measured.</param>
    /// <param name="weights">Weights by label; an unknown label is an error.</param>
    /// <param name="otherwise">Weight of an asset that is not listed.</param>
    public static Column? Of(State state, IReadOnlyDictionary<string, double> weights, double otherwise)
    {
        if (weights.Count == 0 && otherwise == 1)
        {
            return null;
        }

        var system = state.System;
        var perAsset = new double[system.Assets.Length];
        Array.Fill(perAsset, otherwise);
        foreach (var (name, weight) in weights)
        {
            perAsset[system.AssetIndex(name)] = weight;
        }

        var column = new Column(perAsset.Length, state.Lanes);
        column.Spread(perAsset);
        return column;
    }
}
