// Twenty thousand falls of Italian bonds, drawn from a Student t, on the 51 banks of the EBA's exercise of 2016. Run: dotnet run samples/many-scenarios.cs
#:package Interdealer.Data@*
#:package Interdealer.Ensembles@*
#:property ManagePackageVersionsCentrally=false

using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Data;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Summaries;

var round = new Deleverage(LeverageRatio.FromMinimum(0.02), Liquidation.ProRata).Then(new PriceImpact.SquareRoot(SellerShare.Half));
var falls = new DrawnScenarios(new RandomPoints(20_000, seed: 7), [new("IT", Marginal.StudentT(4, scale: 0.02).AsFall().Clamped(-0.25, 1))]);
var result = new Ensemble(Eba2016.ToSystem(), falls, round)
    .Measuring(Output.TotalLoss, () => new Distribution())
    .Measuring(Output.DirectLoss, () => new Distribution())
    .Run();

Console.WriteLine($"Losses of all banks together in {result.EnsureComplete().Scenarios:#,0} scenarios, EUR bn");
Distribution total = result.Summary<Distribution>(Output.TotalLoss), direct = result.Summary<Distribution>(Output.DirectLoss);
foreach (var level in new[] { 0.5, 0.9, 0.95, 0.99 })
{
    Console.WriteLine(FormattableString.Invariant($"{level,5:0 %}   the shock alone {direct.Quantile(level).Value / 1000,8:0.0}   with sales {total.Quantile(level).Value / 1000,8:0.0}"));
}
