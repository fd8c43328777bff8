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
    public void What_was_sold_before_the_start_is_not_the_cascades()
    {
        var system = new FinancialSystem([new Institution("A") { Debt = 95 }], [new Asset("bonds") { Depth = 1000 }], [new Holding("A", "bonds", 100)]);
        var options = new CascadeOptions { MaximumRounds = 1 };
        var further = Cascade.Run(Cascade.Run(system.Shock("bonds", 0.01), Round, options).End, Round, options);
        Close.To(19, further.Start.Sold[0, 0]);
        var rounds = further.Rounds();
        Assert.Equal((0, 0), (rounds[0].Sold, rounds[0].Forced));
        Assert.True(rounds[1].Sold > 0);
        Assert.Equal(rounds[1].Sold, Assert.Single(further.AssetLosses()).Sold);
    }

    [Fact]
    public void Where_there_is_no_asset_no_price_has_fallen() =>
        Assert.Equal([1.0, 1.0], Cascade.Run(new FinancialSystem([new Institution("A") { Cash = 1 }], [], []).Start(), Round).Rounds().Select(r => r.LowestPrice));

    [Fact]
    public void Without_a_direct_loss_nothing_is_amplified()
    {
        // In breach before any shock: what the sale costs is a loss, of no part of which a shock is the cause.
        var system = new FinancialSystem([new Institution("A") { Debt = 99 }], [new Asset("bonds") { Depth = 1000 }], [new Holding("A", "bonds", 100)]);
        var breach = Cascade.Run(system.Start(), Round, new CascadeOptions { MaximumRounds = 1 });
        Assert.True(breach.Losses().Sum(l => l.Total) > 0);
        Assert.Equal(double.NaN, breach.Amplification());
        var shocked = Cascade.Run(system.Shock("bonds", 0.001), Round, new CascadeOptions { MaximumRounds = 1 });
        Close.To(shocked.Losses()[0].Total / 0.1, shocked.Amplification());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void Rounds_and_sales_are_what_the_states_say(double currency)
    {
        // Discounts widen, some leave: value sold counts at the marks before, of every asset that somebody parted with.
        var round = new Deleverage(LeverageRatio.FromMinimum(0.06)).Then(new PriceImpact.Linear(SellerShare.OldPrice)).Then(new VolatilityUpdate(0.9)).Then(new AdverseSelection(0.1))
            .Then(new MarkDownBySpread(0.5)).Then(new Default(2));
        var (sales, defaults, discounts) = (0, 0, 0.0);
        for (var seed = 0; seed < 30; seed++)
        {
            var system = RandomSystems.Create(seed, currency);
            var result = Cascade.Run(RandomSystems.Shocked(system, seed, seed + 500), round, new CascadeOptions { MaximumRounds = 40 });
            for (var scenario = 0; scenario < 2; scenario++)
            {
                var forced = result.ForcedSales(scenario).ToLookup(f => f.Round);
                var rounds = result.Rounds(scenario);
                for (var h = 0; h < rounds.Count; h++)
                {
                    var (state, reported) = (result.History[h].State, rounds[h]);
                    var expected = new List<(string Who, double Amount)>();
                    for (var i = 0; h > 0 && i < system.Institutions.Length; i++)
                    {
                        var name = system.Institutions[i].Name;
                        var sold = system.Assets.Sum(a => Math.Max(0, Units(result.History[h - 1].State, name, a.Name, scenario) - Units(state, name, a.Name, scenario)) * result.History[h - 1].State.MarkOf(a.Name, scenario));
                        if (sold > 0)
                        {
                            expected.Add((name, sold));
                        }
                    }

                    Assert.Equal(expected.Select(x => x.Who), forced[reported.Round].Select(x => x.Institution));
                    Assert.All(expected.Zip(forced[reported.Round]), x => Assert.Equal(x.First.Amount, x.Second.Amount, 1e-9 * currency));
                    Assert.Equal((h, expected.Count), (reported.Round, reported.Forced));
                    Assert.Equal(Enumerable.Range(0, system.Institutions.Length).Count(i => state.StandingOf(i, scenario) != Standing.Active), reported.Defaults);
                    Assert.Equal(state.Price.Scenario(scenario).Min(), reported.LowestPrice);
                    Assert.Equal(state.Value().Equity.Scenario(scenario).Sum(), reported.Equity);
                    (sales, defaults, discounts) = (sales + expected.Count, defaults + reported.Defaults, Math.Max(discounts, state.Discount[0, scenario]));
                }
            }
        }

        Assert.True(sales > 20 && defaults > 20 && discounts > 0, $"{sales} sales, {defaults} in default, discounts up to {discounts}");

        static double Units(State state, string institution, string asset, int scenario) =>
            state.System.Start().HoldingOf(institution, asset) * state.RetainedOf(institution, asset, scenario);
    }

    [Fact]
    public void The_table_of_a_batch_counts_how_its_scenarios_ended()
    {
        // On 95 of debt half the price leaves nobody in business with equity; what is not a number is spoilt by hand.
        var system = new FinancialSystem([new Institution("A") { Debt = 95 }], [new Asset("bonds") { Depth = double.PositiveInfinity }], [new Holding("A", "bonds", 100)]);
        var round = Round.Then(Operator.From(state =>
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                state.Cash[0, s] = state.Fundamental[0, s] == 0.75 ? double.NaN : 0;
            }
        }));
        string Table(params double[] falls) => Cascade.Run(system.Shock(falls.Select(fall => new Shock().Falling("bonds", fall))), round).ToString();
        Assert.Contains("First of 4 scenarios: 2 settled, 1 wiped out, 1 diverged.", Table(0, 0.5, 0.01, 0.25), StringComparison.Ordinal);
        Assert.DoesNotContain("First of", Table(0.01), StringComparison.Ordinal);
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
