using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Tests.Contagion;

namespace Interdealer.Tests.Cascades;

public sealed class AttributionTests
{
    private static readonly FinancialSystem Three = new(
        [new Institution("a") { OtherAssets = 100 }, new Institution("b") { OtherAssets = 100 }, new Institution("c") { OtherAssets = 100 }], [], []);

    [Fact]
    public void Three_channels_by_hand()
    {
        // A costs 3, B costs 5, C costs 10 but only where A and B have struck: v(A)=3, v(B)=5, v(C)=0, v(AB)=8, v(ABC)=18.
        // The 10 need all three, so each has a third of it: 3 + 10/3, 5 + 10/3, 10/3.
        var both = Operator.From(s =>
        {
            for (var scenario = 0; scenario < s.ScenarioCount; scenario++)
            {
                s.OtherAssets[2, scenario] = s.OtherAssets[0, scenario] < 100 && s.OtherAssets[1, scenario] < 100 ? 90 : s.OtherAssets[2, scenario];
            }
        });
        var result = Attribution.Run(Three.Start(), new Channel("A", Down(0, 97)).Then(new Channel("B", Down(1, 95))).Then(new Channel("C", both)));
        Assert.Equal<string>(["A", "B", "C"], result.Channels);
        Assert.Equal([0, 3, 5, 0, 8, 3, 5, 18], result.Subsets().Select(x => x.Loss));
        Assert.Equal(["none", "A", "B", "C", "A + B", "A + C", "B + C", "A + B + C"], result.Subsets().Select(x => x.Channels));
        var shares = result.Shares();
        Close.To(3 + (10.0 / 3), shares[0].Shapley, 1e-14);
        Close.To(5 + (10.0 / 3), shares[1].Shapley, 1e-14);
        Close.To(10.0 / 3, shares[2].Shapley, 1e-14);
        Assert.Equal((3.0, 13.0), (shares[0].Alone, shares[0].Last));
        Assert.Equal((0.0, 10.0), (shares[2].Alone, shares[2].Last));
        Close.To(10 / 3.0 / 18, shares[2].Share, 1e-14);
        Assert.Equal(10, result.BeyondSum());
        Assert.Equal(0, result.Interaction("A", "B"));
        Close.To(8, result.Loss(["B", "A"]));
    }

    [Fact]
    public void Channels_that_do_the_same_substitute_for_each_other()
    {
        // Something always on costs 1; either channel 3 more and both together the same 3: half each, interaction 4 − 4 − 4 + 1 = −3.
        var result = Attribution.Run(Three.Start(), Down(2, 99).Then(new Channel("A", Down(0, 97))).Then(new Channel("B", Down(0, 97))));
        Assert.Equal([(1, 0), (4, 3), (4, 3), (4, 3)], result.Subsets().Select(x => (x.Loss, x.Added)));
        Assert.Equal([1.5, 1.5], result.Shares().Select(s => s.Shapley));
        Assert.Equal(new ChannelPair("A", "B", -3), result.Interactions().Single());
        Assert.Equal(-3, result.Interaction("B", "A"));
        Assert.Equal(-3, result.BeyondSum());
    }

    [Fact]
    public void A_share_is_of_what_all_add_and_of_nothing_there_is_none()
    {
        // A alone costs 1, which is all; with what B gives back together they add nothing.
        var one = Attribution.Run(Three.Start(), new Channel("A", Down(0, 99)).Then(new Channel("B", Down(1, 100))));
        Assert.Equal([1.0, 0.0], one.Shares().Select(s => s.Share));
        var gain = Operator.From(s => s.OtherAssets.Row(1).Fill(103));
        var nothing = Attribution.Run(Three.Start(), new Channel("A", Down(0, 97)).Then(new Channel("B", gain)));
        Assert.Equal([3.0, -3.0], nothing.Shares().Select(s => s.Shapley));
        Assert.Equal([double.NaN, double.NaN], nothing.Shares().Select(s => s.Share));
    }

    [Fact]
    public void Channels_that_need_each_other_reinforce_each_other()
    {
        var needsFirst = Operator.From(s =>
        {
            for (var scenario = 0; scenario < s.ScenarioCount; scenario++)
            {
                s.OtherAssets[1, scenario] = s.OtherAssets[0, scenario] < 100 ? 93 : s.OtherAssets[1, scenario];
            }
        });
        var result = Attribution.Run(Three.Start(), new Channel("A", Down(0, 97)).Then(new Channel("B", needsFirst)));
        Assert.Equal(7, result.Interaction("A", "B"));
    }

    [Fact]
    public void Parts_of_one_name_are_switched_together_and_unnamed_parts_are_always_on()
    {
        var result = Attribution.Run(Three.Start(), new Channel("A", Down(0, 97)).Then(Down(2, 99)).Then(new Channel("A", Down(1, 95))));
        Assert.Equal([1, 9], result.Subsets().Select(x => x.Loss));
        Assert.Equal(8, result.Added());
    }

    [Fact]
    public void Every_subset_equals_its_own_cascade_to_the_last_bit_and_the_values_sum_to_the_total()
    {
        var options = new CascadeOptions { Tolerance = 1e-7, MaximumRounds = 5000 };
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var system = RandomSystems.Create(seed);
            int[] shocks = [7000 + seed, 8000 + seed];
            IOperator[] channels =
            [
                new Deleverage(LeverageRatio.FromMinimum(0.06)), Remembering, new Deleverage(new Haircuts(), Liquidation.MostLiquidFirst),
            ];
            var market = OperatorTable.All["exponential impact"](random);
            var round = channels.Select((c, j) => (IOperator)new Channel($"{j}", c)).Append(market).Aggregate(Operator.Then);
            var result = Attribution.Run(RandomSystems.Shocked(system, shocks), round, options: options);
            var detail = Attribution.Run(RandomSystems.Shocked(system, shocks), round, (r, scenario) => Fingerprint(r.End, scenario), options);
            for (var scenario = 0; scenario < shocks.Length; scenario++)
            {
                for (var subset = 0; subset < 8; subset++)
                {
                    var on = channels.Where((_, j) => (subset >> j & 1) == 1).Append(market).Aggregate(Operator.Then);
                    var alone = Cascade.Run(RandomSystems.Shocked(system, shocks[scenario]), on, options);
                    var names = Enumerable.Range(0, 3).Where(j => (subset >> j & 1) == 1).Select(j => $"{j}");
                    Assert.True(Fingerprint(alone.End, 0).Equals(detail.Loss(names, scenario)), $"seed {seed}, scenario {scenario}, subset {subset}");
                    var label = subset == 0 ? "none" : string.Join(" + ", names);
                    Assert.Equal(alone.RoundCounts[0], result.Subsets(scenario).Single(x => x.Channels == label).Rounds);
                }

                var sum = result.Shares(scenario).Sum(s => s.Shapley);
                Assert.True(Math.Abs(sum - result.Added(scenario)) <= 1e-12 * (1 + Math.Abs(result.Added(scenario))), $"seed {seed}: {sum:R}, {result.Added(scenario):R}");
            }
        }
    }

    [Fact]
    public void The_loss_is_that_of_the_cascade()
    {
        var system = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 20_000 });
        var start = system.Shock("Corporate bonds", 0.04);
        var sale = new Deleverage(DealerPrime.Slr, Liquidation.MostLiquidFirst);
        var result = Attribution.Run(start, new Channel("Leverage", sale).Then(new PriceImpact.Linear(SellerShare.OldPrice)));
        var cascade = Cascade.Run(start, sale.Then(new PriceImpact.Linear(SellerShare.OldPrice)));
        Close.To(6, result.Loss([]));
        Close.To(cascade.Rounds()[^1].Loss, result.Loss(["Leverage"]));
    }

    [Fact]
    public void What_operators_remembered_at_the_start_counts_in_every_subset()
    {
        // The start remembers one strike already; the channel strikes, 3 each, until it remembers two: one more strike, not two.
        var start = Three.Start();
        start.Memory("strikes", 1)[0, 0] = 1;
        var strike = Operator.From(s =>
        {
            var strikes = s.Memory("strikes", 1);
            for (var scenario = 0; scenario < s.ScenarioCount; scenario++)
            {
                s.OtherAssets[0, scenario] -= strikes[0, scenario] < 2 ? 3 : 0;
                strikes[0, scenario] = Math.Min(2, strikes[0, scenario] + 1);
            }
        });
        Assert.Equal([0, 3], Attribution.Run(start, new Channel("A", strike)).Subsets().Select(x => x.Loss));
    }

    [Fact]
    public void A_cascade_that_did_not_settle_is_named()
    {
        var restless = Operator.From(s =>
        {
            foreach (ref var x in s.OtherAssets.Row(0))
            {
                x = 100 - x + 1;
            }
        });
        var error = Assert.Throws<InvalidOperationException>(() => Attribution.Run(
            Three.Shock(new Shock(), new Shock()), new Channel("Calm", Down(1, 95)).Then(new Channel("Restless", restless)), options: new() { MaximumRounds = 20 }));
        Assert.Contains("with channels on: Restless, in scenario 0, it was still moving", error.Message, StringComparison.Ordinal);

        // What is always on moves, or is no number, with no channel on.
        string Of(IOperator always) => Assert.Throws<InvalidOperationException>(() => Attribution.Run(
            Three.Start(), always.Then(new Channel("Calm", Down(1, 95))), options: new() { MaximumRounds = 20 })).Message;
        Assert.Contains("with channels on: none, in scenario 0, it was still moving", Of(restless), StringComparison.Ordinal);
        Assert.Contains("with channels on: none, in scenario 0, it diverged", Of(Operator.From(s => s.OtherAssets.Row(0).Fill(double.NaN))), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_channels_are_answered_by_name()
    {
        var many = Enumerable.Range(0, 13).Select(j => (IOperator)new Channel($"{j}", Down(0, 99))).Aggregate(Operator.Then);
        Assert.Contains("1 to 12 named channels", Assert.Throws<ArgumentException>(() => Attribution.Run(Three.Start(), many)).Message, StringComparison.Ordinal);
        Assert.Contains("it has 0", Assert.Throws<ArgumentException>(() => Attribution.Run(Three.Start(), Down(0, 99))).Message, StringComparison.Ordinal);
        var result = Attribution.Run(Three.Start(), new Channel("A", Down(0, 97)));
        Assert.Contains("\"Z\" is not a channel of this round", Assert.Throws<ArgumentException>(() => result.Loss(["Z"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => result.Interaction("A", "A"));
        Assert.Throws<ArgumentOutOfRangeException>(() => result.Added(1));
        Assert.Contains("none", Assert.Throws<InvalidOperationException>(() => Attribution.Run(Three.Start(), new Channel("A", Down(0, 97)), (_, _) => double.NaN)).Message, StringComparison.Ordinal);
    }

    /// <summary>An operator with memory: volatility rises with the age of the cascade, up to a bound, and thins the market.</summary>
    private static IOperator Remembering { get; } = Operator.From(s =>
    {
        var age = s.Memory("age", 1);
        for (var scenario = 0; scenario < s.ScenarioCount; scenario++)
        {
            age[0, scenario] = Math.Min(3, age[0, scenario] + 1);
            for (var k = 0; k < s.Depth.Rows; k++)
            {
                s.Depth[k, scenario] *= age[0, scenario] < 3 ? 0.8 : 1;
            }
        }
    });

    private static IOperator Down(int row, double to) => Operator.From(s =>
    {
        foreach (ref var x in s.OtherAssets.Row(row))
        {
            x = Math.Min(x, to);
        }
    });

    private static double Fingerprint(State state, int scenario) =>
        state.Price.Scenario(scenario).Concat(state.Cash.Scenario(scenario)).Concat(state.Retained.Scenario(scenario)).Concat(state.Debt.Scenario(scenario)).Select((x, j) => x * Math.Sqrt(2 + j)).Sum();
}
