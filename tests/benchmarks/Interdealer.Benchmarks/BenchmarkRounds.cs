using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Benchmarks;

/// <summary>The rounds that are timed until they come to rest.</summary>
internal static class BenchmarkRounds
{
    /// <summary>A leverage limit alone, sales pro rata.</summary>
    public static IOperator LeverageProRata { get; } = new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Exponential(SellerShare.OldPrice));

    /// <summary>A leverage limit alone, the most liquid sold first.</summary>
    public static IOperator LeverageMostLiquidFirst { get; } =
        new Deleverage(LeverageRatio.FromMinimum(0.05), Liquidation.MostLiquidFirst).Then(new PriceImpact.Exponential(SellerShare.OldPrice));

    /// <summary>Two limits joined, the tighter one speaking.</summary>
    public static IOperator LeverageAndHaircuts { get; } =
        new Deleverage(LeverageRatio.FromMinimum(0.05).And(new Haircuts())).Then(new PriceImpact.Exponential(SellerShare.OldPrice));

    /// <summary>Balance sheets, funding and information in one round.</summary>
    public static IOperator AllMechanisms { get; } = new Deleverage(LeverageRatio.FromMinimum(0.05))
        .Then(new FundingSqueeze(new HaircutUpdate(z: 0.5), new FundingRun()))
        .Then(new AdverseSelection(informedShare: 0.12)).Then(new MarkDownBySpread(0.5))
        .Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new VolatilityUpdate(lambda: 0.94)).Then(new Default());
}
