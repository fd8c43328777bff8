using Interdealer.Benchmarks;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

/// <summary>
/// Blocks of scenarios in reused memory: four vectors at once, two, one, and three scenarios left over must each be the scenario alone; vectors
/// alone, where no scenario left over marks as written what they wrote; and so many scenarios that they take turns.
/// </summary>
public class CascadeBlockTests
{
    private static readonly CascadeOptions Limits = new() { MaximumRounds = 60, KeepEvery = 0 };

    private static readonly Dictionary<string, IOperator> Rounds = new()
    {
        ["sales only, at the price before"] = (LeverageTargeting.AtStart(atMost: 31) with { Buys = false }).Then(new PriceImpact.Linear(SellerShare.OldPrice)),
        ["sales and defaults"] = (LeverageTargeting.AtStart(atMost: 25) with { Buys = false }).Then(new PriceImpact.Linear(SellerShare.OldPrice)).Then(new Default()),
        ["sales under a floor"] = (LeverageTargeting.AtStart(atMost: 25) with { Buys = false }).Then(new PriceImpact.Floored(SellerShare.OldPrice)),
        ["sales and a power law"] = new LeverageTargeting(16).Then(new PriceImpact.Power(SellerShare.Of(0.3))),
        ["leverage and haircuts"] = new Deleverage(LeverageRatio.FromMinimum(0.05).And(new Haircuts())).Then(new PriceImpact.Exponential(SellerShare.OldPrice)),
        ["a risk limit, most liquid first"] = new Deleverage(ValueAtRisk.ShareOfEquity(0.1, correlation: 0.5), Liquidation.MostLiquidFirst).Then(new PriceImpact.Linear(SellerShare.OldPrice)).Then(new VolatilityUpdate(lambda: 0.94)),
        ["a runner and defaults"] = (LeverageTargeting.AtStart(atMost: 31) with { Buys = false }).Then(new FundingSqueeze(new HaircutUpdate(z: 0.5), new FundingRun())).Then(new PriceImpact.Linear(SellerShare.OldPrice)).Then(new Default(liquidationRounds: 2)),
        ["an estate that holds on"] = Operator.From(s => s.Standing.Row(0).Fill((double)Standing.Insolvent)).Then(new LeverageTargeting(14)).Then(new PriceImpact.Linear(SellerShare.OldPrice)),
        ["sales and purchases"] = new LeverageTargeting(14).Then(new PriceImpact.Linear(SellerShare.Half)),
        ["a target for each"] = LeverageTargeting.OfEach(i => 10 + (i.Debt / 100)).Then(new PriceImpact.Exponential(SellerShare.OldPrice)),
        ["most liquid first"] = new LeverageTargeting(12, Liquidation.MostLiquidFirst).Then(new PriceImpact.SquareRoot(SellerShare.OldPrice)),
        ["a leverage ratio"] = new Deleverage(LeverageRatio.FromMinimum(0.05).WithBuffer(0.01).WithTarget(0.065)).Then(new PriceImpact.Linear(SellerShare.OldPrice)),
        ["a leverage ratio and defaults"] = new Deleverage(LeverageRatio.FromMinimum(0.06)).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new Default()),
        ["all three mechanisms"] = new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new FundingSqueeze(new HaircutUpdate(z: 0.5), new FundingRun()))
            .Then(new AdverseSelection(informedShare: 0.12)).Then(new MarkDownBySpread(0.5)).Then(new PriceImpact.Exponential(SellerShare.OldPrice))
            .Then(new VolatilityUpdate(lambda: 0.94)).Then(new Default()),
    };

    public static IEnumerable<object[]> RoundsAndLanes => Rounds.Keys.SelectMany(round => new object[][] { [round, 1], [round, 31], [round, 32], [round, 301] });

    [Theory]
    [MemberData(nameof(RoundsAndLanes))]
    public void A_scenario_in_a_second_block_has_the_bits_it_has_alone(string round, int scenarioCount)
    {
        var random = new Random(20);
        var system = RandomSystem(random);
        var block = new CascadeBlock(system, scenarioCount, Rounds[round], Limits);
        for (var b = 0; b < 2; b++)
        {
            var shocks = Enumerable.Range(0, scenarioCount).Select(_ => RandomShock(system, random)).ToList();
            block.Reset();
            for (var s = 0; s < scenarioCount; s++)
            {
                shocks[s].Apply(block.State, s);
            }

            Assert.Equal(block.Run(), block.Rounds.ToArray().Max());
            for (var s = 0; s < scenarioCount; s++)
            {
                var alone = Cascade.Run(system.Shock(shocks[s]), Rounds[round], Limits);
                Assert.Equal((alone.Outcome, alone.RoundCounts[0], alone.Residuals[0]), (block.Outcomes[s], block.Rounds[s], block.Residuals[s]));
                foreach (var (one, many) in alone.End.Columns.Zip(block.State.Columns))
                {
                    Assert.Equal(one.Name, many.Name);
                    Assert.Equal(one.Column.Scenario(0), many.Column.Scenario(s));
                }

                Assert.Equal(alone.Start.Price.Scenario(0), block.Start.Price.Scenario(s));
            }
        }
    }

    [Fact]
    public void A_block_has_a_scenario_and_its_start_only_after_a_run()
    {
        var system = RandomSystem(new Random(1));
        Assert.Equal("scenarioCount", Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeBlock(system, 0, Rounds["sales and defaults"])).ParamName);
        var block = new CascadeBlock(system, 1, Rounds["sales and defaults"]);
        Assert.Throws<InvalidOperationException>(() => block.Start);
        block.Run();
        Assert.Equal(1, block.Start.ScenarioCount);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(40, 3)]
    [InlineData(400, 3)]
    [InlineData(400, 45)]
    [InlineData(400, 100)]
    public void A_run_that_ended_with_an_exception_leaves_nothing_behind(int scenarioCount, int failsInRound)
    {
        var random = new Random(7);
        var system = RandomSystem(random);
        var rounds = 0;
        var failing = Operator.From(s => s.Memory("age", 1)[0, 0] = ++rounds == failsInRound ? throw new TimeoutException() : 1).Then(Rounds["all three mechanisms"]);
        var block = new CascadeBlock(system, scenarioCount, failing, Limits);
        for (var run = 0; run < 2; run++)
        {
            var shocks = Enumerable.Range(0, scenarioCount).Select(_ => RandomShock(system, random)).ToList();
            block.Reset();
            for (var s = 0; s < scenarioCount; s++)
            {
                shocks[s].Apply(block.State, s);
            }

            if (run == 0)
            {
                Assert.Throws<TimeoutException>(() => block.Run());
                continue;
            }

            block.Run();
            for (var s = 0; s < scenarioCount; s++)
            {
                var alone = Cascade.Run(system.Shock(shocks[s]), Rounds["all three mechanisms"], Limits);
                Assert.Equal((alone.Outcome, alone.RoundCounts[0]), (block.Outcomes[s], block.Rounds[s]));
                Assert.Equal(alone.End.Price.Scenario(0), block.State.Price.Scenario(s));
            }
        }
    }

    [Fact]
    public void Scenarios_that_take_turns_need_no_new_memory()
    {
        const int scenarioCount = 400;
        var random = new Random(3);
        var system = RandomSystem(random);
        var block = new CascadeBlock(system, scenarioCount, Rounds["all three mechanisms"], Limits);
        var shocks = Enumerable.Range(0, scenarioCount).Select(_ => RandomShock(system, random)).ToList();
        var allocated = long.MaxValue;
        for (var b = 0; b < 4; b++)
        {
            block.Reset();
            for (var s = 0; s < scenarioCount; s++)
            {
                shocks[s].Apply(block.State, s);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            block.Run();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.True(block.Rounds.ToArray().Distinct().Count() > 3, "scenarios must come to rest at different times");
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Proceeds_kept_as_cash_are_there_in_vectors_and_gone_before_the_next_block()
    {
        const int scenarioCount = 32;
        var system = new FinancialSystem([new Institution("A") { Debt = 50 }], [new Asset("x") { Depth = double.PositiveInfinity }], [new Holding("A", "x", 100)]);
        var block = new CascadeBlock(system, scenarioCount, Operator.From(s => s.Order.Row(0).Fill(0.25)).Then(new PriceImpact.Linear(SellerShare.OldPrice)), new() { MaximumRounds = 2, KeepEvery = 0 });
        for (var b = 0; b < 2; b++)
        {
            block.Reset();
            Assert.All(block.State.Cash.Scenario(0), cash => Assert.Equal(0, cash));
            block.Run();
            for (var s = 0; s < scenarioCount; s++)
            {
                // Two rounds sell a quarter of 100 each at price 1, and nothing of it repays debt.
                Assert.Equal(50, block.State.Cash[0, s]);
                Assert.Equal(0.5, block.State.Retained[0, s]);
                Assert.Equal(100, block.State.Value().Assets[0, s]);
            }
        }
    }

    [Fact]
    public void The_batch_of_fifty_banks_loses_what_another_program_says()
    {
        var losses = new BatchCascade(new BatchCase(50, 40, 1, 10_000)).Run(scenarioCount: 64, threads: 2);

        Assert.Equal(0.166556538738, losses.Average(), 1e-12);
        Assert.Equal(0.168483768536236, losses[0], 1e-12);
        Assert.Equal(0.159518975170482, losses[^1], 1e-12);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    public void The_size_of_blocks_and_the_number_of_threads_change_no_bit(double density)
    {
        var banks = new BatchCascade(new BatchCase(30, 20, density, 100));

        Assert.Equal(banks.Run(scenarioCount: 1, threads: 1), banks.Run(scenarioCount: 24, threads: 2));
        Assert.Equal(banks.Run(scenarioCount: 13, threads: 2), banks.Run(scenarioCount: 64, threads: 1));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    public void A_sum_over_so_many_institutions_that_it_is_taken_in_parts_has_the_bits_of_one_in_a_piece(double density)
    {
        var banks = new BatchCascade(new BatchCase(5000, 12, density, 21, Rounds: 3));

        Assert.Equal(banks.Run(scenarioCount: 1, threads: 2), banks.Run(scenarioCount: 21, threads: 1));
    }

    [Fact]
    public void The_start_is_there_only_where_it_is_kept()
    {
        var block = new CascadeBlock(RandomSystem(new Random(1)), 8, Rounds["a target for each"], Limits) { KeepsStart = false };
        block.Run();

        Assert.Throws<InvalidOperationException>(() => block.Start);
    }

    [Fact]
    public void A_block_needs_a_scenario() =>
        Assert.Contains("scenarios", Assert.Throws<ArgumentOutOfRangeException>(() => new CascadeBlock(RandomSystem(new Random(1)), 0, Rounds["a target for each"])).Message, StringComparison.Ordinal);

    private static FinancialSystem RandomSystem(Random random)
    {
        var assets = Enumerable.Range(0, 7).Select(k => new Asset($"asset {k}")
        {
            LiquidityRank = k % 3,
            Depth = 400 + (800 * random.NextDouble()),
            DailyVolume = 300,
            Volatility = 0.004 + (0.01 * random.NextDouble()),
            Haircut = 0.02 + (0.03 * random.NextDouble()),
        }).ToList();
        var (banks, holdings) = (new List<Institution>(), new List<Holding>());
        for (var i = 0; i < 9; i++)
        {
            var held = assets.Where(_ => random.NextDouble() < 0.7).Select(a => new Holding($"bank {i}", a.Name, 1 + (20 * random.NextDouble()))).ToList();
            var total = held.Sum(h => h.Amount) + 15;
            var debt = total * (0.9 + (0.06 * random.NextDouble()));
            banks.Add(new Institution($"bank {i}") { Cash = 5, OtherAssets = 10, Debt = debt, ShortTermDebt = 0.6 * debt });
            holdings.AddRange(held);
        }

        return new FinancialSystem(banks, assets, holdings);
    }

    private static Shock RandomShock(FinancialSystem system, Random random) =>
        system.Assets.Aggregate(new Shock(), (shock, asset) => shock.Falling(asset.Name, 0.08 * random.NextDouble() * random.NextDouble()));
}
