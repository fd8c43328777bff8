// The smallest fall of two bond markets that costs two banks 8 bn between them, in whatever direction it lies. Run: dotnet run samples/reverse-stress.cs
#:package Interdealer.Ensembles@*
#:property ManagePackageVersionsCentrally=false

using Interdealer;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles.Stress;

var alpha = new BalanceSheet("Alpha", tier1Capital: 6) { { "Bunds", 80 }, { "Gilts", 40 } };          // bn
var beta = new BalanceSheet("Beta", tier1Capital: 4) { { "Bunds", 30 }, { "Gilts", 50 } };
var system = FinancialSystem.Of([alpha, beta], new Asset("Bunds") { Depth = 2_000 }, new Asset("Gilts") { Depth = 1_000 });
var round = new Deleverage(LeverageRatio.FromMinimum(0.04), Liquidation.ProRata).Then(new PriceImpact.Linear(SellerShare.Half));

var search = new ReverseStress(system, round).Over(StressCoordinate.Fall("Bunds", upTo: 0.5), StressCoordinate.Fall("Gilts", upTo: 0.5));
Console.WriteLine(search.Find(StressTarget.TotalLoss(8), new ReverseStressOptions { IsMonotone = true }));
