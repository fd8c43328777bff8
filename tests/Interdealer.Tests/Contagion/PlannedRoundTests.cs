using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

/// <summary>Operators composed into a round, some of them in one pass, leave what they leave when applied one after another.</summary>
public class PlannedRoundTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 120)];

    /// <summary>Those who sell the same fraction of everything, and what stands before them in the round.</summary>
    private static readonly IOperator[] Sellers =
    [
        LeverageTargeting.AtStart(),
        LeverageTargeting.AtStart() with { Buys = false },
        new LeverageTargeting(6),
        new LeverageTargeting(3) with { Buys = false },
        new LeverageTargeting(6, Liquidation.MostLiquidFirst) with { Buys = false },
        new Deleverage(LeverageRatio.FromMinimum(0.3)),
        new Deleverage(LeverageRatio.FromMinimum(0.3).WithTarget(0.4).And(new Haircuts())),
        new Deleverage(LeverageRatio.FromMinimum(0.3)).Then(new LeverageTargeting(2) with { Buys = false }),
        new Deleverage(LeverageRatio.FromMinimum(0.12), Liquidation.ProRata),
        new Deleverage(LeverageRatio.FromMinimum(0.12), Liquidation.ProRata, CashUse.First),
        new Deleverage(LeverageRatio.FromMinimum(0.12).WithTarget(0.15).And(new Haircuts()), Liquidation.ProRata),
        new FundingRun().Then(new Deleverage(LeverageRatio.FromMinimum(0.12), Liquidation.ProRata)),
        new FundingRun().Then(new RaiseCash()).Then(LeverageTargeting.AtStart()),
        new Deleverage(LeverageRatio.FromMinimum(0.12)).Then(new LeverageTargeting(6)),
        new Default().Then(new Deleverage(LeverageRatio.FromMinimum(0.12))),
        new Redemptions(2).Then(new LeverageTargeting(8) with { AppliesTo = i => i.Kind != InstitutionKind.Dealer }),
    ];

    public static TheoryData<int, int> SellersAndSeeds
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (var seller = 0; seller < Sellers.Length; seller++)
            {
                for (var seed = 0; seed < 6; seed++)
                {
                    data.Add(seller, seed);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SellersAndSeeds))]
    public void A_sale_that_is_settled_as_it_is_ordered_leaves_the_bits_of_an_order_that_is_settled_after_it(int seller, int seed)
    {
        // Scenarios enough for vectors of every width, after a shock and as rounds leave them.
        var (system, scenarios) = (RandomSystems.Create(seed), Enumerable.Range(31 * seed, 15).ToArray());
        var market = new PriceImpact.Exponential(SellerShare.OldPrice);
        var round = Sellers[seller].Then(market);
        foreach (var together in new[] { RandomSystems.Shocked(system, scenarios), RandomSystems.Worn(system, 1, scenarios) })
        {
            var apart = together.Copy();
            for (var number = 0; number < 4; number++)
            {
                round.Apply(together);
                foreach (var step in round.Steps)
                {
                    step.Apply(apart);
                }

                Assert.All(together.Columns.Zip(apart.Columns).Where(c => c.First.Name != nameof(State.Flows)), c => Assert.Equal(c.Second.Column.Read, c.First.Column.Read));
                Assert.All(together.Flows.Read.ToArray().Zip(apart.Flows.Read.ToArray()), f => Assert.True(Math.Abs(f.First - f.Second) <= 1e-12 * system.Size));
            }
        }
    }

    [Fact]
    public void Who_sells_what_costs_least_looks_at_the_depth_that_is_there_when_its_turn_comes()
    {
        // Quotes are withdrawn as volatility rises, and depth with them: before the sale is decided or after it.
        IOperator[] sellers =
        [
            new LeverageTargeting(3, Liquidation.LeastImpact) with { Buys = false },
            new Deleverage(LeverageRatio.FromMinimum(0.3), Liquidation.LeastImpact),
            new RaiseCash(Liquidation.LeastImpact),
        ];
        var decided = 0;
        foreach (var seller in sellers)
        {
            for (var seed = 0; seed < 20; seed++)
            {
                var system = RandomSystems.Create(seed);
                var start = RandomSystems.Shocked(system, [.. Enumerable.Range(50 * seed, 5)]);
                for (var k = 0; k < system.Assets.Length; k += 2)
                {
                    start.Volatility.Row(k).Fill(3 * system.Assets[k].Volatility);
                }

                var quotes = new AdverseSelection(0.2);
                var (after, before) = (start.Copy(), start.Copy());
                seller.Then(quotes).Apply(after);
                quotes.Then(seller).Apply(before);
                foreach (var (together, steps) in new[] { (after, new[] { seller, quotes }), (before, [quotes, seller]) })
                {
                    var apart = start.Copy();
                    Array.ForEach(steps, step => step.Apply(apart));
                    Assert.All(together.Columns.Zip(apart.Columns).Where(c => c.First.Name != nameof(State.Flows)), c => Assert.Equal(c.Second.Column.Read, c.First.Column.Read));
                }

                decided += before.Order.Read.SequenceEqual(after.Order.Read) ? 0 : 1;
            }
        }

        Assert.True(decided > 10, $"{decided} sales depend on when depth is looked at");
    }

    [Fact]
    public void An_operator_from_outside_says_whom_it_forces_by_what_it_writes_and_leaves_the_others_as_they_were()
    {
        // The first forces A, the second B and says of C that a payment was due; nobody says anything of D.
        var system = new FinancialSystem([.. new[] { "A", "B", "C", "D" }.Select(name => new Institution(name))], [], []);
        var (first, second) = (Operator.From(s => s.Bound[0, 0] = 0), Operator.From(s => (s.Bound[1, 0], s.Bound[2, 0]) = (0, -1)));
        var state = system.Start();
        state.Bound[3, 0] = 5;
        var forced = state.WatchLimits();
        first.Then(second).Apply(state);
        Assert.Equal([0, 0, -1, 5], state.Bound.Scenario(0));
        Assert.Equal([1UL, 2, 0, 0], Enumerable.Range(0, 4).Select(i => forced.Of(i, 0)));
    }

    [Fact]
    public void Of_a_channel_every_limit_counts_that_forces_someone()
    {
        // The second limit of the channel has the last word on who was forced; the first forced A too, or did not.
        var system = new FinancialSystem([new Institution("A") { Debt = 99 }], [new Asset("bonds")], [new Holding("A", "bonds", 100)]);
        foreach (var (first, bits) in new[] { (0.05, 3UL), (0.005, 2UL) })
        {
            var state = system.Start();
            var forced = state.WatchLimits();
            Operator.Planned(new Channel("capital", new Deleverage(LeverageRatio.FromMinimum(first)).Then(new Deleverage(LeverageRatio.FromMinimum(0.1))))).Apply(state);
            Assert.Equal(bits, forced.Of(0, 0));
        }

        // An operator by itself has its limits from the first on.
        var alone = system.Start();
        var watched = alone.WatchLimits();
        new Deleverage(LeverageRatio.FromMinimum(0.1)).Apply(alone);
        Assert.Equal(1UL, watched.Of(0, 0));
    }

    [Fact]
    public void Of_an_operator_from_outside_with_several_limits_the_one_counts_that_it_names()
    {
        var state = new FinancialSystem([new Institution("A"), new Institution("B")], [], []).Start();
        var forced = state.WatchLimits();
        new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new TwoLimits()).Apply(state);
        Assert.Equal([2UL, 4UL], [forced.Of(0, 0), forced.Of(1, 0)]);
    }

    /// <summary>Its first limit forces the first institution, its second the second.</summary>
    private sealed record TwoLimits : IOperator
    {
        public IReadOnlyList<string> Limits => ["first", "second"];

        public void Apply(State state) => (state.Bound[0, 0], state.Bound[1, 0]) = (0, 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_round_leaves_the_bits_of_its_operators_one_after_another(int seed)
    {
        var random = new Random(seed);
        var names = OperatorTable.All.Keys.ToArray();
        var steps = Enumerable.Range(0, 2 + random.Next(7)).Select(_ => OperatorTable.All[names[random.Next(names.Length)]](random)).ToList();
        var system = RandomSystems.Create(seed);
        var together = RandomSystems.Shocked(system, [.. Enumerable.Range(9 * seed, 5)]);
        var apart = together.Copy();
        var round = steps.Aggregate(Operator.Then);
        for (var number = 0; number < 3; number++)
        {
            round.Apply(together);
            steps.ForEach(step => step.Apply(apart));
            Assert.All(together.Columns.Zip(apart.Columns).Where(c => c.First.Name != nameof(State.Flows)), c => Assert.Equal(c.Second.Column.Read, c.First.Column.Read));

            // What crosses the border is added up institution by institution where operators share a pass: the sum is rounded in another order.
            var (flows, others) = (together.Flows.Read.ToArray(), apart.Flows.Read.ToArray());
            Assert.All(flows.Zip(others), f => Assert.True(Math.Abs(f.First - f.Second) <= 1e-12 * system.Size, $"{f.First:R} together, {f.Second:R} apart"));
        }
    }
}
