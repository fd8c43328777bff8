using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Markets;

namespace Interdealer.Tests.Cascades;

public sealed class CascadeTests
{
    private static IOperator Round(Liquidation how) => new Deleverage(DealerPrime.Slr, how).Then(new PriceImpact.Linear(SellerShare.OldPrice));

    [Fact]
    public void The_worked_example_sells_114_in_its_first_round_and_rests()
    {
        var result = Cascade.Run(FinancialSystem.Of(DealerPrime.Sheet).Shock("Corporate bonds", fall: 0.04), Round(Liquidation.MostLiquidFirst));

        // 494 − 19/.05 = 114, all of it Treasuries (the first in the listing); without impact the second round finds nothing to do.
        Assert.Equal(Outcome.Settled, result.Outcome);
        Close.To(114, result.Rounds()[1].Sold);
        Close.To(114, result.ForcedSales().Single().Amount);
        Close.To(86, result.End.Retained[0, 0] * 200);
        Close.To(6, result.Losses()[0].Direct);
        Close.To(0, result.Losses()[0].Indirect);
        Assert.Equal(2, result.RoundCounts[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void The_closed_form_sale_done_in_one_round_of_the_engine_restores_the_ratio_and_ends_the_cascade(double sellerShare)
    {
        var closed = (Prime(10_000) with { ImpactOnBlock = sellerShare }).Solve();
        var state = Market(10_000).Shock("Corporate bonds", 0.04);
        state.Order[0, 0] = closed.Sold / 200;
        state.RepayShare[0, 0] = 1;
        new PriceImpact.Linear(SellerShare.Of(sellerShare)).Apply(state);
        Close.To(closed.EquityAfter, state.Value().Equity[0, 0]);
        Close.To(closed.AssetsAfter, state.Value().Assets[0, 0]);
        Close.To(0.05, state.Value().Equity[0, 0] / state.Value().Assets[0, 0]);

        // A hair above the requirement, so that rounding decides nothing.
        var rest = Cascade.Run(state, new Deleverage(LeverageRatio.FromMinimum(0.05 - 1e-12)).Then(new PriceImpact.Linear(SellerShare.OldPrice)));
        Assert.Equal(1, rest.RoundCounts[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void The_sum_over_rounds_is_the_closed_form_to_first_order_in_the_impact(double sellerShare)
    {
        // Rounds discover the impact bit by bit, the closed form foresees it: they differ by terms in 1/D², so a market ten times as deep
        // brings them a hundred times as close, while the sale itself moves by terms in 1/D.
        double Gap(double depth)
        {
            var round = new Deleverage(DealerPrime.Slr, Liquidation.MostLiquidFirst).Then(new PriceImpact.Linear(SellerShare.Of(sellerShare)));
            var run = Cascade.Run(Market(depth).Shock("Corporate bonds", 0.04), round);
            return Math.Abs(run.Rounds().Sum(r => r.Sold) - (Prime(depth) with { ImpactOnBlock = sellerShare }).Solve().Sold);
        }

        Assert.InRange(Gap(1e6) / Gap(1e7), 90, 110);
        Assert.True(Gap(1e6) < 0.01 * (Prime(1e6).Solve().Sold - 114), $"{Gap(1e6):R}");
    }

    private static FinancialSystem Market(double depth) => FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = depth });

    private static SaleWithImpact Prime(double depth) => new() { Equity = 19, Assets = 494, Holding = 200, Depth = depth, MinimumRatio = 0.05 };

    [Fact]
    public void Without_a_shock_nothing_moves()
    {
        var result = Cascade.Run(FinancialSystem.Of(DealerPrime.Sheet).Start(), Round(Liquidation.ProRata));
        Assert.Equal(Outcome.Settled, result.Outcome);
        Assert.Equal(0, result.Residuals[0]);
        Assert.Equal(1, result.RoundCounts[0]);
        Assert.Contains("the last changed nothing", result.Ending(), StringComparison.Ordinal);
        var within = Cascade.Run(Market(10_000).Shock("Corporate bonds", 0.04), Round(Liquidation.MostLiquidFirst), new() { Tolerance = 0.01 });
        Assert.Contains("within the tolerance", within.Ending(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thin_market_wipes_the_dealer_out()
    {
        var system = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 500 }, new Asset("Corporate bonds") { Depth = 200 });
        var result = Cascade.Run(system.Shock("Corporate bonds", 0.04), Round(Liquidation.ProRata));
        Assert.Equal(Outcome.WipedOut, result.Outcome);
        Assert.Contains("Wiped out", result.Ending(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cascade_that_is_still_moving_says_so_and_throws_only_on_demand()
    {
        var system = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 20_000 });
        var result = Cascade.Run(system.Shock("Corporate bonds", 0.04), Round(Liquidation.MostLiquidFirst), new() { MaximumRounds = 2 });
        Assert.Equal(Outcome.RoundLimit, result.Outcome);
        var error = Assert.Throws<InvalidOperationException>(() => result.EnsureSettled());
        Assert.Contains("scenario 0 was still moving", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void History_can_be_thinned_without_changing_the_end()
    {
        var system = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 10_000 });
        var start = system.Shock("Corporate bonds", 0.04);
        var all = Cascade.Run(start, Round(Liquidation.MostLiquidFirst));
        var some = Cascade.Run(start, Round(Liquidation.MostLiquidFirst), new() { KeepEvery = 5 });
        var none = Cascade.Run(start, Round(Liquidation.MostLiquidFirst), new() { KeepEvery = 0 });
        Assert.Equal(all.RoundCounts[0] + 1, all.History.Length);
        Assert.True(some.History.Length < all.History.Length && none.History.Length == 2);
        Assert.Equal(all.End.Price.Scenario(0), some.End.Price.Scenario(0));
        Assert.Equal(all.End.Price.Scenario(0), none.End.Price.Scenario(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_history_keeps_the_start_the_first_round_every_further_one_asked_for_and_the_last(int every)
    {
        var start = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 10_000 }).Shock("Corporate bonds", 0.04);
        var all = Cascade.Run(start, Round(Liquidation.MostLiquidFirst));
        var some = Cascade.Run(start, Round(Liquidation.MostLiquidFirst), new() { KeepEvery = every });
        var last = all.RoundCounts[0];
        Assert.True(last > 6, $"{last} rounds");
        Assert.Equal(Enumerable.Range(0, last + 1).Where(r => r == 0 || r == last || (r - 1) % every == 0), some.History.Select(h => h.Round));
        Assert.All(some.History, h => Assert.Equal(all.History[h.Round].State.Price.Scenario(0), h.State.Price.Scenario(0)));
    }

    [Fact]
    public void A_round_that_moves_as_much_as_the_tolerance_is_rest()
    {
        // One of a hundred is written off in each round.
        var system = new FinancialSystem([new Institution("A") { OtherAssets = 100 }], [], []);
        var round = Operator.From(s => s.OtherAssets[0, 0] -= 1);
        CascadeResult Run(double tolerance) => Cascade.Run(system.Start(), round, new() { Tolerance = tolerance, MaximumRounds = 5 });
        Assert.Equal((Outcome.Settled, 1, 0.01), (Run(0.01).Outcome, Run(0.01).RoundCounts[0], Run(0.01).Residuals[0]));
        var below = Run(Math.BitDecrement(0.01));
        Assert.Equal((Outcome.RoundLimit, 5, 0.01), (below.Outcome, below.RoundCounts[0], below.Residuals[0]));
    }

    [Fact]
    public void Options_are_in_range()
    {
        Assert.Equal("MaximumRounds", Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeOptions { MaximumRounds = 0 }).ParamName);
        Assert.Equal("KeepEvery", Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeOptions { KeepEvery = -1 }).ParamName);
        Assert.Equal("Threads", Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeOptions { Threads = 0 }).ParamName);
        Assert.Equal("Tolerance", Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeOptions { Tolerance = 0 }).ParamName);
        Assert.Equal((1, 0, 1), (new CascadeOptions { MaximumRounds = 1 }.MaximumRounds, new CascadeOptions { KeepEvery = 0 }.KeepEvery, new CascadeOptions { Threads = 1 }.Threads));
    }

    [Fact]
    public void A_scenario_alone_equals_the_scenario_in_a_batch_to_the_last_bit_and_round()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var system = RandomSystems.Create(seed);
            var seeds = Enumerable.Range(500 * seed, 11).ToArray();
            var round = Round(seed % 2 == 0 ? Liquidation.ProRata : Liquidation.LeastImpact);
            var batch = Cascade.Run(RandomSystems.Shocked(system, seeds), round);
            for (var scenario = 0; scenario < seeds.Length; scenario++)
            {
                var alone = Cascade.Run(RandomSystems.Shocked(system, seeds[scenario]), round);
                Assert.Equal(alone.RoundCounts[0], batch.RoundCounts[scenario]);
                Assert.Equal(alone.Outcomes[0], batch.Outcomes[scenario]);
                Assert.Equal(alone.End.Price.Scenario(0), batch.End.Price.Scenario(scenario));
                Assert.Equal(alone.End.Cash.Scenario(0), batch.End.Cash.Scenario(scenario));
            }
        }
    }
}
