using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Tests.Constraints;

namespace Interdealer.Tests.Contagion;

/// <summary>Every operator there is, with random parameters: the laws run over this one table.</summary>
internal static class OperatorTable
{
    public static readonly IReadOnlyDictionary<string, Func<Random, IOperator>> All = new SortedDictionary<string, Func<Random, IOperator>>(StringComparer.Ordinal)
    {
        ["deleverage under a leverage ratio"] = r => new Deleverage(Slr(r), How(r), r.Next(2) == 0 ? CashUse.First : CashUse.Kept),
        ["deleverage under haircuts"] = r => new Deleverage(new Haircuts(), How(r)),
        ["deleverage under both"] = r => new Deleverage(Slr(r).And(new Haircuts()), How(r)),
        ["deleverage under concentration"] = r => Limited("concentration", r),
        ["deleverage under liquidity coverage"] = r => Limited("liquidity coverage", r),
        ["deleverage under net stable funding"] = r => Limited("net stable funding", r),
        ["deleverage under risk-weighted capital"] = r => Limited("risk-weighted capital", r),
        ["deleverage under capital and liquidity"] = r => new Deleverage(Slr(r).And(RandomLimits.Liquidity(r)), How(r)),
        ["deleverage of dealers only"] = r => new Deleverage(Slr(r).For(InstitutionKind.Dealer), How(r)),
        ["linear impact"] = r => new PriceImpact.Linear { SellerShare = r.NextDouble() },
        ["exponential impact"] = r => new PriceImpact.Exponential { SellerShare = r.NextDouble() },
        ["square-root impact"] = r => new PriceImpact.SquareRoot { SellerShare = r.NextDouble(), Coefficient = 0.5 + r.NextDouble() },
        ["power impact"] = r => new PriceImpact.Power { SellerShare = r.NextDouble(), Exponent = 0.5 + r.NextDouble() },
        ["floored impact"] = r => new PriceImpact.Floored { SellerShare = r.NextDouble() },
        ["shock"] = r => new Shock().Falling("asset 0", 0.1 * r.NextDouble()).Losing("institution 0", r.NextDouble()),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static Deleverage Limited(string limit, Random r) => new(RandomLimits.All[limit](r, null, 1), How(r));

    private static LeverageRatio Slr(Random r)
    {
        var slr = LeverageRatio.FromMinimum(0.03 + (0.1 * r.NextDouble())).WithBuffer(0.02 * r.NextDouble());
        return r.Next(2) == 0 ? slr : slr.WithTarget(slr.Requirement * (1 + (0.2 * r.NextDouble())));
    }

    private static Liquidation How(Random r) => r.Next(3) switch
    {
        0 => Liquidation.ProRata,
        1 => Liquidation.MostLiquidFirst,
        _ => Liquidation.LeastImpact,
    };
}
