using Interdealer.Constraints;

namespace Interdealer.Tests.Constraints;

/// <summary>Random limits for laws. Without a system they name "asset 0" alone, which every random system has.</summary>
internal static class RandomLimits
{
    /// <summary>Every family by name; the second argument, at least 1, tightens it.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Random, FinancialSystem?, double, IConstraint>> All =
        new SortedDictionary<string, Func<Random, FinancialSystem?, double, IConstraint>>(StringComparer.Ordinal)
        {
            ["concentration"] = Concentrated,
            ["liquidity coverage"] = (r, system, tighter) => Liquidity(r, system, tighter),
            ["net stable funding"] = Stable,
            ["risk-weighted capital"] = RiskWeighted,
        };

    public static TheoryData<string> Names => [.. All.Keys];

    public static LiquidityCoverage Liquidity(Random r, FinancialSystem? system = null, double tighter = 1)
    {
        var ratio = LiquidityCoverage.FromRunOff(Math.Min(1, tighter * (0.1 + (0.4 * r.NextDouble()))), 0.5 * r.NextDouble())
            .SecuredBy((HqlaLevel)r.Next(5), 0.3 * r.NextDouble())
            .WithTarget(1 + (r.Next(2) * 0.2 * r.NextDouble()));
        foreach (var asset in Labels(system))
        {
            ratio = ratio.Counting((HqlaLevel)r.Next(5), asset);
        }

        return ratio with { LongTermDebtRunOff = 0.1 * r.NextDouble(), OtherAssetsInflow = 0.5 * r.NextDouble() };
    }

    private static RiskWeightedCapital RiskWeighted(Random r, FinancialSystem? system, double tighter)
    {
        var limit = RiskWeightedCapital.FromMinimum((0.05 + (0.1 * r.NextDouble())) * tighter).WithBuffer(0.03 * r.NextDouble()).WeighingTheRest(0.2 + r.NextDouble());
        limit = r.Next(2) == 0 ? limit : limit.WithTarget(limit.Requirement * (1 + (0.2 * r.NextDouble())));
        foreach (var asset in Labels(system))
        {
            limit = limit.Weighing(asset, r.Next(4) == 0 ? 0 : 1.5 * r.NextDouble());
        }

        return limit with { OtherAssetsWeight = r.NextDouble(), ClaimsWeight = r.NextDouble(), OffBalanceSheetWeight = r.NextDouble() };
    }

    private static NetStableFunding Stable(Random r, FinancialSystem? system, double tighter)
    {
        var ratio = NetStableFunding.Ratio.WeighingTheRest(Math.Min(1, tighter * (0.4 + (0.2 * r.NextDouble())))).WithTarget(1 + (r.Next(2) * 0.2 * r.NextDouble()));
        foreach (var asset in Labels(system))
        {
            ratio = ratio.Weighing(asset, r.Next(4) == 0 ? 0 : Math.Min(1, tighter * (0.2 + (0.3 * r.NextDouble()))));
        }

        return ratio with { ShortTermDebtFactor = 0.4 * r.NextDouble() };
    }

    private static Concentration Concentrated(Random r, FinancialSystem? system, double tighter)
    {
        var limit = (0.2 + r.NextDouble()) / tighter;
        var labels = Labels(system).ToList();
        return Concentration.OfEquity(limit, labels.Take(1 + r.Next(labels.Count))).WithTarget(limit * (1 - (r.Next(2) * 0.2 * r.NextDouble())));
    }

    private static IEnumerable<string> Labels(FinancialSystem? system) => system?.Assets.Select(a => a.Name) ?? ["asset 0"];
}
