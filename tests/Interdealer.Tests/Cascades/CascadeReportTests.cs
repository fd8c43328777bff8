using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

/// <summary>What is read out of a cascade's history.</summary>
public sealed class CascadeReportTests
{
    private static readonly IOperator Round = new Deleverage(DealerPrime.Slr, Liquidation.ProRata).Then(new PriceImpact.Linear(SellerShare.OldPrice));

    [Fact]
    public void An_asset_falls_in_the_shock_and_further_in_the_cascade()
    {
        // 100 of bonds on 95 of debt. A fall of .01 leaves 99 on equity of 4, which at 5 % carry 80: 19 are sold at the old price, which then falls by
        // 19/1,000 of .99 where depth is 1,000.
        var system = new FinancialSystem([new Institution("A") { Debt = 95 }], [new Asset("bonds") { Depth = 1000 }], [new Holding("A", "bonds", 100)]);
        var result = Cascade.Run(system.Shock("bonds", 0.01), Round, new CascadeOptions { MaximumRounds = 1 });

        var loss = Assert.Single(result.AssetLosses());
        Close.To(0.01, loss.DirectFall);
        Close.To(0.99 * 0.019, loss.IndirectFall);
        Close.To(19, loss.Sold);
        var sale = Assert.Single(result.ForcedSales());
        Assert.Equal((1, "A", 0), (sale.Round, sale.Institution, sale.Limit));
        Close.To(19, sale.Amount);
        Assert.Equal([0, 1], result.Rounds().Select(r => r.Round));
    }

    [Fact]
    public void A_scenario_is_reported_on_in_a_batch_as_it_is_alone()
    {
        // Scenarios of one batch end in different rounds, and the history goes on to the last.
        var (ended, longest) = (0, 0);
        for (var seed = 0; seed < 12; seed++)
        {
            var system = RandomSystems.Create(seed);
            var seeds = Enumerable.Range(70 * seed, 5).ToArray();
            var batch = Cascade.Run(RandomSystems.Shocked(system, seeds), Round);
            for (var s = 0; s < seeds.Length; s++)
            {
                var alone = Cascade.Run(RandomSystems.Shocked(system, seeds[s]), Round);
                Assert.Equal(alone.Rounds(), batch.Rounds(s));
                Assert.Equal(alone.AssetLosses(), batch.AssetLosses(s));
                Assert.Equal(alone.ForcedSales(), batch.ForcedSales(s));
                Assert.Equal(alone.Losses(), batch.Losses(s));
                Assert.Equal(alone.RoundCounts[0], batch.Rounds(s)[^1].Round);
                (ended, longest) = (ended + (alone.RoundCounts[0] < batch.RoundCounts.Max() ? 1 : 0), Math.Max(longest, alone.RoundCounts[0]));
            }
        }

        Assert.True(ended > 10 && longest > 3, $"{ended} scenarios ended before another of their batch, the longest after {longest} rounds");
    }
}
