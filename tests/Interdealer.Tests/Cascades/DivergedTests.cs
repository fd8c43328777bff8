using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

/// <summary>A cascade in which something is no longer finite says so, whatever its columns hold.</summary>
public class DivergedTests
{
    private static FinancialSystem OneBank() => new(
        [new("Bank") { Debt = 50, ShortTermDebt = 50 }], [new("Bonds") { Depth = 100, Volatility = 0.01 }], [new("Bank", "Bonds", 100)]);

    [Fact]
    public void Purchases_that_raise_the_price_they_are_paid_by_grow_until_the_sheet_is_not_finite_and_are_no_result()
    {
        // Leverage 2 against a target of 5: every purchase lifts the price, and the gain calls for more.
        var result = Cascade.Run(OneBank().Start(), new LeverageTargeting(5).Then(new PriceImpact.Linear(SellerShare.OldPrice)), new CascadeOptions { MaximumRounds = 100_000 });
        Assert.Equal(Outcome.Diverged, result.Outcome);
        var divergence = result.Divergence()!;
        Assert.False(double.IsFinite(divergence.Value));
        Assert.True(divergence.Round > 1, $"round {divergence.Round}");
        Assert.NotEmpty(divergence.Quantity);
    }

    [Fact]
    public void It_diverges_in_a_batch_as_it_does_alone_and_its_neighbours_do_not()
    {
        var round = new LeverageTargeting(5).Then(new PriceImpact.Linear(SellerShare.OldPrice));
        Shock[] shocks = [.. Enumerable.Range(0, 40).Select(s => new Shock().Falling("Bonds", 0.01 * s))];
        foreach (var keep in new[] { 0, 1 })
        {
            var options = new CascadeOptions { MaximumRounds = 2_000, KeepEvery = keep };
            var batch = Cascade.Run(OneBank().Shock(shocks), round, options);
            for (var s = 0; s < shocks.Length; s++)
            {
                var alone = Cascade.Run(OneBank().Shock(shocks[s]), round, options);
                Assert.Equal((alone.Outcome, alone.RoundCounts[0], alone.Divergence()), (batch.Outcomes[s], batch.RoundCounts[s], batch.Divergence(s)));
                Assert.Equal(batch.RoundCounts.Max(), batch.History[^1].Round);
                Assert.True(batch.Outcomes[s] == Outcome.Diverged || double.IsFinite(batch.End.EquityOf("Bank", s)), $"scenario {s}: {batch.Outcomes[s]} with equity {batch.End.EquityOf("Bank", s)}");
            }

            Assert.Contains(Outcome.Diverged, batch.Outcomes);
        }
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(40, 0)]
    [InlineData(40, 1)]
    public void A_scenario_that_diverges_has_the_bits_it_has_alone_whatever_its_neighbours_make_the_round_look_at(int scenarioCount, int which)
    {
        // Only the last scenario owes anything at once. What is paid of a debt that is not a number is not one either, though nothing is due.
        var system = OneBank();
        var round = Operator.From(state =>
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                state.Debt[0, s] = state.Price[0, s] == 0.9 ? double.NaN : state.Debt[0, s];
            }
        }).Then(new Deleverage(Interdealer.Constraints.LeverageRatio.FromMinimum(0.6), cash: CashUse.First)).Then(new RaiseCash()).Then(new PriceImpact.Linear(SellerShare.OldPrice));
        Shock[] shocks = [.. Enumerable.Range(0, scenarioCount - 1).Select(s => new Shock().Falling("Bonds", s == which ? 0.1 : 0.05)), new Shock().Withdrawing("Bank", 0.5)];
        foreach (var keep in new[] { 0, 1, 3 })
        {
            var options = new CascadeOptions { MaximumRounds = 8, KeepEvery = keep };
            var batch = Cascade.Run(system.Shock(shocks), round, options);
            var last = batch.RoundCounts.Max();
            Assert.Equal(keep == 0 ? [0, last] : Enumerable.Range(0, last + 1).Where(r => r == 0 || r == last || (r - 1) % keep == 0), batch.History.Select(h => h.Round));
            Assert.Equal([which], Enumerable.Range(0, scenarioCount).Where(s => batch.Outcomes[s] == Outcome.Diverged));
            for (var s = 0; s < scenarioCount; s++)
            {
                var alone = Cascade.Run(system.Shock(shocks[s]), round, options);
                Assert.Equal((alone.Outcome, alone.RoundCounts[0], alone.Divergence()), (batch.Outcomes[s], batch.RoundCounts[s], batch.Divergence(s)));
                AssertSame(alone.End, batch.End, s);
                // Where every round is kept.
                foreach (var (number, state) in keep == 1 ? alone.History : [])
                {
                    AssertSame(state, batch.History.Last(h => h.Round <= number).State, s);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void What_is_infinite_in_one_round_only_counts_as_diverged_there(int scenarioCount)
    {
        var round = Operator.From(state =>
        {
            state.Unmet.Row(0).Fill(state.Unmet[0, 0] == 0 ? double.PositiveInfinity : 1);
            state.Volatility.Row(0)[0] = 0.01;
        });

        var result = Cascade.Run(OneBank().Start(scenarioCount), round, new CascadeOptions { MaximumRounds = 5, KeepEvery = 0 });

        Assert.All(result.Outcomes, o => Assert.Equal(Outcome.Diverged, o));
        Assert.All(result.RoundCounts, r => Assert.Equal(1, r));
        Assert.Equal("Unmet", result.Divergence()!.Quantity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void What_an_operator_from_outside_leaves_is_looked_at_before_the_next_overwrites_it(int scenarioCount)
    {
        // The second operator puts back what the first spoilt, so that nothing is to be seen when the round ends.
        IOperator[] spoilers = [Operator.From(state => Spoil(state, double.PositiveInfinity)), new Spoiler(Spoil)];
        Shock[] shocks = [.. Enumerable.Range(0, scenarioCount).Select(s => new Shock().Falling("Bonds", s == scenarioCount / 2 ? 0.1 : 0.05))];
        foreach (var (keep, spoiler) in spoilers.SelectMany(spoiler => new[] { (0, spoiler), (1, spoiler) }))
        {
            var round = spoiler.Then(Operator.From(state => Spoil(state, 50)));
            var result = Cascade.Run(OneBank().Shock(shocks), round, new CascadeOptions { MaximumRounds = 3, KeepEvery = keep });
            Assert.Equal([scenarioCount / 2], Enumerable.Range(0, scenarioCount).Where(s => result.Outcomes[s] == Outcome.Diverged));
            Assert.Equal(new Divergence("Debt", "Bank", 1, double.PositiveInfinity), result.Divergence(scenarioCount / 2));
        }

        static void Spoil(State state, double debt)
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                state.Debt[0, s] = state.Price[0, s] == 0.9 ? debt : state.Debt[0, s];
            }
        }
    }

    [Fact]
    public void An_operator_that_is_off_spoils_nothing()
    {
        var round = new Switched(Operator.From(state => state.Debt.Row(0).Fill(double.NaN)), "off");
        var start = OneBank().Shock(new Shock(), new Shock());
        start.Memory("off", 1)[0, 1] = 1;
        Assert.Equal([Outcome.Diverged, Outcome.Settled], [.. Cascade.Run(start, round).Outcomes]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void What_a_scenario_held_before_or_in_an_operator_that_is_on_stays_known(int scenarioCount)
    {
        // Spoilt and put right again within a round: by a step that is always on, and by one that is off in every other scenario.
        var spoil = Operator.From(s => s.Debt.Row(0).Fill(double.PositiveInfinity)).Then(Operator.From(s => s.Debt.Row(0).Fill(50)));
        foreach (var (round, diverges) in new (IOperator, Func<int, bool>)[]
        {
            (spoil.Then(new Switched(Operator.From(s => s.Cash.Row(0).Fill(1)), "off")), _ => true),
            (new Switched(spoil, "off"), s => s % 2 == 1),
        })
        {
            var start = OneBank().Start(scenarioCount);
            for (var s = 0; s < scenarioCount; s += 2)
            {
                start.Memory("off", 1)[0, s] = 1;
            }

            var outcomes = Cascade.Run(start, round, new CascadeOptions { MaximumRounds = 3 }).Outcomes;
            Assert.Equal(Enumerable.Range(0, scenarioCount).Where(diverges), Enumerable.Range(0, scenarioCount).Where(s => outcomes[s] == Outcome.Diverged));
        }
    }

    [Fact]
    public void Whose_sheet_is_beyond_all_numbers_is_said()
    {
        // Each figure is finite, what B has in all, or is left with, is not.
        var system = new FinancialSystem([new("A") { Debt = 50 }, new("B")], [new("Bonds") { Depth = 100 }], [new("A", "Bonds", 100)]);
        Divergence Of(Action<State> round) => Cascade.Run(system.Start(), Operator.From(round)).Divergence()!;
        Assert.Equal(new Divergence("Assets", "B", 2, double.PositiveInfinity), Of(s => (s.OtherAssets[1, 0], s.Cash[1, 0]) = (1.5e308, 1e308)));
        Assert.Equal(new Divergence("Equity", "B", 2, double.PositiveInfinity), Of(s => (s.OtherAssets[1, 0], s.Debt[1, 0]) = (1.5e308, -1e308)));
    }

    [Fact]
    public void Sheets_that_are_finite_each_are_no_divergence_whatever_they_make_together()
    {
        var system = new FinancialSystem([new("A"), new("B")], [], []);
        var result = Cascade.Run(system.Start(), Operator.From(s => (s.OtherAssets[0, 0], s.OtherAssets[1, 0]) = (1e308, 1.5e308)));
        Assert.Equal((Outcome.Settled, 2), (result.Outcome, result.RoundCounts[0]));
    }

    [Fact]
    public void What_belongs_to_nobody_is_said_without_an_owner()
    {
        string Ending(Action<State> round) => Cascade.Run(new FinancialSystem([new("A")], [], []).Start(), Operator.From(round)).Ending();
        Assert.StartsWith("Diverged: Flows became NaN in round 1 of scenario 0.", Ending(s => s.Flows.Row(1).Fill(double.NaN)), StringComparison.Ordinal);
        Assert.StartsWith("Diverged: Cash of \"A\" became Infinity in round 1 of scenario 0.", Ending(s => s.Cash.Row(0).Fill(double.PositiveInfinity)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_beyond_the_largest_number_is_a_finite_residual()
    {
        var result = Cascade.Run(OneBank().Start(), Operator.From(s => s.Fundamental[0, 0] = s.Fundamental[0, 0] > 0 ? -1e308 : 1e308), new CascadeOptions { MaximumRounds = 3 });

        Assert.Equal((Outcome.RoundLimit, double.MaxValue), (result.Outcome, result.Residuals[0]));
    }

    [Fact]
    public void An_estimator_is_not_asked_about_positions_that_are_not_numbers()
    {
        var limit = Interdealer.Constraints.ValueAtRisk.Limit(1, new Interdealer.Risk.HistoricalSimulation(Interdealer.Risk.ReturnHistory.Of("Bonds", [0.01, -0.02]), Interdealer.Risk.RiskMeasure.ValueAtRisk, 0.9));

        var result = Cascade.Run(OneBank().Start(), Operator.From(s => s.Retained[0, 0] = double.NaN).Then(new Deleverage(limit)).Then(new PriceImpact.Linear(SellerShare.OldPrice)));

        Assert.Equal((Outcome.Diverged, "Retained"), (result.Outcome, result.Divergence()!.Quantity));
    }

    [Fact]
    public void No_loss_of_a_cascade_that_diverged_is_attributed()
    {
        var round = new Channel("buying", new LeverageTargeting(5).Then(new PriceImpact.Linear(SellerShare.OldPrice)));

        var thrown = Assert.Throws<InvalidOperationException>(() => Attribution.Run(OneBank().Start(), round, (_, _) => 0, new CascadeOptions { MaximumRounds = 100_000 }));

        Assert.Contains("buying", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("diverged", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_that_is_not_finite_for_a_while_is_of_no_inventory_whatever_a_block_held_before()
    {
        // The discount of a bond that nobody holds is without bound until it is posted anew; only in the first run do dealers hold anything.
        var system = new FinancialSystem(
            [new("Bank") { Debt = 50, RiskAversion = 1, Kind = InstitutionKind.Dealer }, new("Fund") { Debt = 250 }],
            [new("Bonds") { Depth = 100 }, new("Loans") { Depth = 100 }],
            [new("Bank", "Bonds", 100), new("Fund", "Bonds", 200)]);
        var round = Operator.From(state =>
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                state.Discount[1, s] = state.Fundamental[0, s] < 0.9 ? double.PositiveInfinity : 0;
            }
        }).Then(new Default()).Then(new MarkDownBySpread(0.5)).Then(new DealerMarket(Interdealer.Constraints.LeverageRatio.FromMinimum(0.01), new PriceImpact.Linear(SellerShare.OldPrice)));
        var options = new CascadeOptions { MaximumRounds = 3, KeepEvery = 0 };
        var block = new CascadeBlock(system, 2, round, options);
        foreach (var falls in new[] { new[] { 0.05, 0.2 }, [0.2, 0.05] })
        {
            block.Reset();
            for (var s = 0; s < 2; s++)
            {
                new Shock().Falling("Bonds", falls[s]).Apply(block.State, s);
            }

            block.Run();
            for (var s = 0; s < 2; s++)
            {
                var alone = Cascade.Run(system.Shock(new Shock().Falling("Bonds", falls[s])), round, options);
                Assert.Equal((alone.Outcome, alone.RoundCounts[0]), (block.Outcomes[s], block.Rounds[s]));
                AssertSame(alone.End, block.State, s);
            }
        }
    }

    private sealed record Spoiler(Action<State, double> Spoil) : IOperator
    {
        public void Apply(State state) => Spoil(state, double.PositiveInfinity);
    }

    private static void AssertSame(State alone, State batch, int scenario)
    {
        foreach (var (name, column) in alone.Columns)
        {
            Assert.Equal(column.Scenario(0), batch.Columns.First(c => c.Name == name).Column.Scenario(scenario));
        }
    }
}
