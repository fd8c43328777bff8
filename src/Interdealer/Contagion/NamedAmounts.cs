using System.Collections.Immutable;

namespace Interdealer.Contagion;

/// <summary>An amount for some assets, by label.</summary>
internal static class NamedAmounts
{
    /// <summary>A table from pairs.</summary>
    public static ImmutableSortedDictionary<string, double> Of(IEnumerable<(string Asset, double Amount)> amounts, string argument, string unit)
    {
        ArgumentNullException.ThrowIfNull(amounts, argument);
        var table = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (asset, amount) in amounts)
        {
            if (!table.TryAdd(Require.Label(asset, argument), Require.NonNegativeOrInfinite(amount, unit, argument)))
            {
                throw new ArgumentException($"{argument}: \"{asset}\" is listed twice; each asset once.", argument);
            }
        }

        return table.ToImmutable();
    }

    /// <summary>A table of fractions from 0 to 1.</summary>
    public static ImmutableSortedDictionary<string, double> Shares(IEnumerable<(string Asset, double Share)> shares, string argument)
    {
        var table = Of(shares, argument, "fraction");
        foreach (var (asset, share) in table)
        {
            Require.Share(share, $"{argument}[{asset}]");
        }

        return table;
    }

    /// <summary>A column by asset of the amounts, the same in every scenario; 0 where none is listed.</summary>
    public static Column Column(State state, ImmutableSortedDictionary<string, double> amounts)
    {
        var perAsset = new double[state.System.Assets.Length];
        foreach (var (asset, amount) in amounts)
        {
            perAsset[state.System.AssetIndex(asset)] = amount;
        }

        var column = new Column(perAsset.Length, state.ScenarioCount);
        column.Spread(perAsset);
        return column;
    }
}
