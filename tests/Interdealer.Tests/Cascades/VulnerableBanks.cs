using Interdealer.Constraints;

namespace Interdealer.Tests.Cascades;

/// <summary>Two banks of a published fire-sale model: assets a = (100, 200), equity e = (10, 20), weights M, impact ℓ = 1/D a unit sold.</summary>
internal static class VulnerableBanks
{
    public static readonly double[] Assets = [100, 200];
    public static readonly double[] Equity = [10, 20];
    public static readonly double[,] Weights = { { 0.5, 0.5 }, { 0.2, 0.8 } };
    public static readonly double[] Impact = [0.001, 0.0005];

    public static FinancialSystem System(double deeper = 1) => Of(Assets, Equity, Weights, [.. Impact.Select(l => l / deeper)]);

    public static FinancialSystem Of(double[] assets, double[] equity, double[,] weights, double[] impact) => new(
        assets.Select((a, i) => new Institution($"bank {i}") { Debt = a - equity[i] }),
        impact.Select((l, k) => new Asset($"asset {k}") { Depth = 1 / l }),
        from i in Enumerable.Range(0, assets.Length)
        from k in Enumerable.Range(0, impact.Length)
        select new Holding($"bank {i}", $"asset {k}", assets[i] * weights[i, k]));

    /// <summary>Every bank returns to the leverage it started with.</summary>
    public static IConstraint OwnLeverage(double[] assets, double[] equity) => assets
        .Select((a, i) => LeverageRatio.FromMinimum(equity[i] / a).For(x => x.Name == $"bank {i}"))
        .Aggregate(Constraint.And);
}
