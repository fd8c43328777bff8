using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Tests.Ensembles;

/// <summary>Which limit bound in any round: by hand, against the history of single cascades, and without a trace in anything else.</summary>
public sealed class EverBoundTests
{
    private static readonly IOperator TwoLimits = Limited(0.2);

    // Systems, and shares of equity, where both limits bind now and then.
    private static readonly (int Seed, double Share)[] Cases = [(1, 0.02), (1, 0.1), (2, 0.2), (3, 0.4)];

    [Fact]
    public void A_payment_that_is_due_does_not_hide_the_margin_that_bound_before_it_in_the_same_round()
    {
        // A holds 100 at a haircut of 2 %: margin 2 of own funds 100 + 1 − 90 (short-term debt) = 10 + 1 − 0. A fall of 10 % leaves 1 against a margin of 1.8:
        // it sells. Then lenders want half of 90 back, of which cash of 1 pays 1: it has to sell for the rest, and the last word is that of the payment.
        var system = new FinancialSystem(
            [new Institution("A") { Cash = 1, Debt = 90, ShortTermDebt = 90 }, new Institution("B") { Cash = 50, Debt = 10 }],
            [new Asset("bond") { Depth = 1e9, Haircut = 0.02 }],
            [new Holding("A", "bond", 100), new Holding("B", "bond", 100)]);
        var round = new Deleverage(LeverageRatio.FromMinimum(0.001)).Then(new FundingSqueeze(new HaircutUpdate(z: 0))).Then(new PriceImpact.Exponential(SellerShare.OldPrice));
        var ensemble = new Ensemble(system, new ScenarioTable(["bond", "calls"], [[0.1, 0.5], [0.1, 0], [0, 0]]), round).Acting("calls", Effect.FundingWithdrawn("A"))
            .Keeping(Output.Bound("A"), Output.EverBound("A"), Output.EverBound("B"), Output.EverBoundBy(0), Output.EverBoundBy(1));
        var result = ensemble.Run();
        Assert.Equal(["Leverage ratio", "Haircuts"], ensemble.Limits);
        Assert.Equal([-1.0, 0, -1], result.Values(Output.Bound("A")));
        Assert.Equal([2.0, 2, 0], result.Values(Output.EverBound("A")));
        Assert.Equal([0.0, 0, 0], result.Values(Output.EverBound("B")));
        Assert.Equal([0.0, 0, 0], result.Values(Output.EverBoundBy(0)));
        Assert.Equal([1.0, 1, 0], result.Values(Output.EverBoundBy(1)));
    }

    [Fact]
    public void A_limit_that_is_measured_on_the_state_as_a_whole_counts_by_its_place_in_the_round()
    {
        // A keeps its leverage ratio of 1 % and sells for cash: 5 of it for 90 of bonds, where 10 % are wanted. B has cash enough.
        var system = new FinancialSystem(
            [new Institution("A") { Cash = 5, Debt = 80 }, new Institution("B") { Cash = 50, Debt = 10 }], [new Asset("bond")], [new Holding("A", "bond", 100), new Holding("B", "bond", 100)]);
        var round = new Deleverage(LeverageRatio.FromMinimum(0.01)).Then(new Deleverage(new Extending.CashBuffer(0.1))).Then(new PriceImpact.Exponential(SellerShare.OldPrice));
        var ensemble = new Ensemble(system, new ScenarioTable(["bond"], [[0.1], [0.2]]), round).Keeping(Output.EverBound("A"), Output.EverBound("B"));
        var result = ensemble.Run();
        Assert.Equal(["Leverage ratio", "Cash buffer"], ensemble.Limits);
        Assert.Equal([2.0, 2], result.Values(Output.EverBound("A")));
        Assert.Equal([0.0, 0], result.Values(Output.EverBound("B")));
    }

    [Fact]
    public void It_is_what_the_history_of_the_scenario_run_alone_says()
    {
        var (seen, earlier) = (new HashSet<double>(), 0);
        foreach (var (seed, share) in Cases)
        {
            var (system, round) = (RandomSystems.Create(seed), Limited(share));
            var source = SmallEnsemble.Falls([.. system.Assets.Select(a => a.Name)], 40);
            var result = new Ensemble(system, source, round, SmallEnsemble.Limits).Keeping([.. Output.EverBounds(system)]).Run(new EnsembleOptions { BlockSize = 16 });
            for (var s = 0; s < source.Count; s++)
            {
                var draws = new Column(source.Coordinates.Count, 1);
                source.Draw(s, draws);
                var shock = source.Coordinates.Select((name, c) => (name, c)).Aggregate(new Shock(), (x, c) => x.Falling(c.name, draws[c.c, 0]));
                var alone = Cascade.Run(system.Shock(shock), round, SmallEnsemble.Limits);
                for (var i = 0; i < system.Institutions.Length; i++)
                {
                    var expected = alone.History.Select(h => h.State.Bound[i, 0]).Where(b => b >= 0).Distinct().Sum(b => Math.Pow(2, b));
                    Assert.Equal(expected, result.Values(Output.EverBound(system.Institutions[i].Name))[s]);
                    seen.Add(expected);
                    earlier += expected > 0 && expected != Math.Pow(2, alone.End.Bound[i, 0]) ? 1 : 0;
                }
            }
        }

        Assert.Equal([0, 1, 2, 3], seen.Order());
        Assert.True(earlier > 0, "where the last limit is the only one, nothing is told from the last");
    }

    [Fact]
    public void Neither_blocks_nor_neighbours_change_it_and_it_changes_no_other_bit()
    {
        var system = RandomSystems.Create(4);
        var source = SmallEnsemble.Falls([.. system.Assets.Select(a => a.Name)], 300);
        foreach (var round in (IOperator[])[TwoLimits, LeverageTargeting.AtStart().Then(new PriceImpact.Linear(SellerShare.OldPrice)), new Channel("capital", SmallEnsemble.Round).Then(new FundingSqueeze(new HaircutUpdate(z: 2), new FundingRun())).Then(new PriceImpact.Exponential(SellerShare.OldPrice))])
        {
            var plain = new Ensemble(system, source, round, SmallEnsemble.Limits).Keeping(Output.TotalLoss, Output.Rounds).Keeping([.. Output.Bounds(system), .. Output.Losses(system)]);
            var watched = plain.Keeping([.. Output.EverBounds(system)]);
            var (one, without) = (watched.Run(new EnsembleOptions { BlockSize = 1 }), plain.Run());
            Assert.True(one.Values(Output.Rounds).Distinct().Count() > 3, "scenarios must come to rest at different times");
            foreach (var size in new[] { 7, 16, 64, 300 })
            {
                var many = watched.Run(new EnsembleOptions { BlockSize = size });
                Assert.All(watched.Outputs, o => Assert.Equal(one.Values(o), many.Values(o)));
                Assert.All(plain.Outputs, o => Assert.Equal(without.Values(o), many.Values(o)));
            }
        }
    }

    [Fact]
    public void What_a_round_would_do_to_a_scenario_that_has_come_to_rest_does_not_count()
    {
        // The step forces A wherever the bond has a discount, and gives it one within the tolerance: scenario 0 rests after one round, unforced.
        // Scenario 1 goes on for rounds, each of which does to scenario 0 what is undone afterwards.
        var system = new FinancialSystem([new Institution("A") { Debt = 1 }], [new Asset("bond")], [new Holding("A", "bond", 100)]);
        var step = Operator.From(state =>
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                state.Bound[0, s] = state.Discount[0, s] > 0 ? 0 : state.Bound[0, s];
                state.Discount[0, s] = 1e-5;
                state.Price[0, s] *= state.Price[0, s] is < 0.95 and > 0.5 ? 0.9 : 1;
            }
        });
        var ensemble = new Ensemble(system, new ScenarioTable(["bond"], [[0], [0.1]]), step, new CascadeOptions { Tolerance = 1e-3 }).Keeping(Output.EverBound("A"), Output.Rounds);
        foreach (var size in new[] { 1, 2, 8 })
        {
            var result = ensemble.Run(new EnsembleOptions { BlockSize = size });
            Assert.Equal(1, result.Values(Output.Rounds)[0]);
            Assert.True(result.Values(Output.Rounds)[1] > 3);
            Assert.Equal([0.0, 1], result.Values(Output.EverBound("A")));
        }
    }

    [Fact]
    public void Limits_are_numbered_through_the_round_and_operators_of_ones_own_are_one_each()
    {
        var system = RandomSystems.Create(2);
        var names = system.Assets.Select(a => a.Name).ToArray();
        var mine = Operator.From(state => state.Bound.Row(1).Fill(7));
        var round = new Deleverage(LeverageRatio.FromMinimum(0.001).And(new Haircuts())).Then(new Channel("mine", mine)).Then(new LeverageTargeting(1e6)).Then(new PriceImpact.Exponential(SellerShare.OldPrice));
        var ensemble = new Ensemble(system, SmallEnsemble.Falls(names, 9, most: 0.001), round, SmallEnsemble.Limits with { MaximumRounds = 3 }).Keeping([.. Output.EverBounds(system)]);
        Assert.Equal(["Leverage ratio", "Haircuts", "own operator", "Leverage target"], ensemble.Limits);
        Assert.All(ensemble.Run().Values(Output.EverBound(system.Institutions[1].Name)), set => Assert.Equal(4.0, (int)set & 4));
        Assert.All(ensemble.Run().Values(Output.EverBound(system.Institutions[0].Name)), set => Assert.Equal(0.0, (int)set & 4));
    }

    [Fact]
    public void More_limits_than_a_number_can_tell_apart_are_refused_where_they_are_asked_for()
    {
        var system = RandomSystems.Create(2);
        var round = Enumerable.Range(0, 53).Select(_ => (IOperator)new Deleverage(new Haircuts())).Aggregate((a, b) => a.Then(b));
        var ensemble = new Ensemble(system, SmallEnsemble.Falls([.. system.Assets.Select(a => a.Name)], 2), round, SmallEnsemble.Limits);
        Assert.Contains("round has 53 limits", Assert.Throws<ArgumentException>(() => ensemble.Keeping(Output.EverBoundBy(0)).Run()).Message, StringComparison.Ordinal);
        Assert.Equal(2, ensemble.Keeping(Output.TotalLoss).Run().Finished);
        Assert.Contains("from 0 to 51", Assert.Throws<ArgumentOutOfRangeException>(() => Output.EverBoundBy(52)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_of_any_round_hold_those_of_the_last()
    {
        var more = 0L;
        foreach (var (seed, share) in Cases)
        {
            var system = RandomSystems.Create(seed);
            string[] institutions = [.. system.Institutions.Select(i => i.Name)];
            var ensemble = new Ensemble(system, SmallEnsemble.Falls([.. system.Assets.Select(a => a.Name)], 100), Limited(share), SmallEnsemble.Limits);
            var result = ensemble
                .Together("any", Output.EverBounds(system), () => new BindingCounts(institutions, ensemble.Limits, Binding.AnyRound))
                .Together("last", Output.Bounds(system), () => new BindingCounts(institutions, ensemble.Limits, Binding.Last)).Run();
            var (any, last) = (result.Summary<BindingCounts>("any"), result.Summary<BindingCounts>("last"));
            for (var i = 0; i < institutions.Length; i++)
            {
                Assert.Equal(last[i, -1], any[i, -1]);
                for (var l = 0; l < 2; l++)
                {
                    Assert.True(any[i, l] >= last[i, l]);
                    more += any[i, l] - last[i, l];
                }
            }
        }

        Assert.True(more > 0);
    }

    [Fact]
    public void A_table_shows_what_is_summarised_together_once_with_its_group()
    {
        var system = RandomSystems.Create(1);
        var ensemble = new Ensemble(system, SmallEnsemble.Falls([.. system.Assets.Select(a => a.Name)], 10), Limited(0.2), SmallEnsemble.Limits);
        string[] institutions = [.. system.Institutions.Select(i => i.Name)];
        var counted = ensemble.Together("limits", Output.EverBounds(system), () => new BindingCounts(institutions, ensemble.Limits, Binding.AnyRound));
        var outputs = counted.Run().ToTable().Column("Output").Values.Distinct();
        Assert.Equal(["limits"], outputs);
        var kept = Output.EverBounds(system)[0];
        Assert.Equal([kept.Name, "limits"], counted.Keeping(kept).Run().ToTable().Column("Output").Values.Distinct());
    }

    private static IOperator Limited(double share) =>
        new Deleverage(LeverageRatio.FromMinimum(0.05).And(ValueAtRisk.ShareOfEquity(share, confidence: 0.99, horizonDays: 10))).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new VolatilityUpdate(lambda: 0.8)).Then(new Default());
}
