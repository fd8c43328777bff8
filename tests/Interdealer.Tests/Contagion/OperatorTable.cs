using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

/// <summary>Every operator there is, with random parameters: the laws run over this one table.</summary>
internal static class OperatorTable
{
    public static readonly IReadOnlyDictionary<string, Func<Random, IOperator>> All = new SortedDictionary<string, Func<Random, IOperator>>(StringComparer.Ordinal)
    {
        ["deleverage under a leverage ratio"] = r => new Deleverage(Slr(r), How(r), r.Next(2) == 0 ? CashUse.First : CashUse.Kept),
        ["deleverage under haircuts"] = r => new Deleverage(new Haircuts(), How(r)),
        ["deleverage under both"] = r => new Deleverage(Slr(r).And(new Haircuts()), How(r)),
        ["deleverage of dealers only"] = r => new Deleverage(Slr(r).For(InstitutionKind.Dealer), How(r)),
        ["linear impact"] = r => new PriceImpact.Linear { SellerShare = r.NextDouble() },
        ["exponential impact"] = r => new PriceImpact.Exponential { SellerShare = r.NextDouble() },
        ["square-root impact"] = r => new PriceImpact.SquareRoot { SellerShare = r.NextDouble(), Coefficient = 0.5 + r.NextDouble() },
        ["power impact"] = r => new PriceImpact.Power { SellerShare = r.NextDouble(), Exponent = 0.5 + r.NextDouble() },
        ["floored impact"] = r => new PriceImpact.Floored { SellerShare = r.NextDouble() },
        ["adverse selection"] = r => new AdverseSelection(0.5 * r.NextDouble(), 0.5 + (2 * r.NextDouble())) { OutsideShare = 0.05 + (0.3 * r.NextDouble()) },
        ["quote spiral"] = r => new AdverseSelection(0.5 * r.NextDouble(), 0.5 + (2 * r.NextDouble())) { Spiral = true, QuoteDays = 0.5 + r.NextDouble() },
        ["dealer market"] = r => new DealerMarket(Slr(r), new PriceImpact.Exponential { SellerShare = r.NextDouble() }),
        ["dealer market under two limits"] = r => new DealerMarket(new Haircuts().For(InstitutionKind.Dealer).And(Slr(r)), new PriceImpact.Linear { SellerShare = r.NextDouble() }),
        ["dealer market and recovery"] = r => new DealerMarket(Slr(r), new PriceImpact.Linear()).Then(new Recovery(r.NextDouble())),
        ["recovery"] = r => new Recovery(r.NextDouble()),
        ["shock"] = r => new Shock().Falling("asset 0", 0.1 * r.NextDouble()).Losing("institution 0", r.NextDouble()),
    };

    public static TheoryData<string> Names => [.. All.Keys];

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
