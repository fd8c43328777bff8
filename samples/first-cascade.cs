// The worked example: a 4 % fall, a leverage ratio of 3.85 %, forced sales of 114 bn; then what those sales do to prices. Run: dotnet run samples/first-cascade.cs
#:package Interdealer@*
#:property ManagePackageVersionsCentrally=false

using Interdealer;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

var prime = new BalanceSheet("Dealer Prime", tier1Capital: 25)          // $bn
{
    { "Cash and reserves", 50, AssetKind.Cash }, { "U.S. Treasuries", 200 }, { "Corporate bonds", 150 }, { "Other assets", 100, AssetKind.Other },
};
var leverage = LeverageRatio.FromMinimum(0.05);
Console.WriteLine(leverage.Assess(prime.MarkDown("Corporate bonds", by: 0.04)));

var system = FinancialSystem.Of([prime], new Asset("U.S. Treasuries") { Depth = 20_000 }, new Asset("Corporate bonds") { Depth = 4_000 });
var round = new Deleverage(leverage, Liquidation.MostLiquidFirst).Then(new PriceImpact.Exponential(SellerShare.Half));
Console.WriteLine(Cascade.Run(system.Shock("Corporate bonds", fall: 0.04), round));
