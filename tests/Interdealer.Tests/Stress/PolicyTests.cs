using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Tests.Stress;

/// <summary>The least relief, where it is known and where more is worse.</summary>
public class PolicyTests
{
    private static readonly Shock Fall = new Shock().Falling("Corporate bonds", 0.04);

    [Fact]
    public void Dealer_Prime_need_not_sell_once_its_requirement_is_19_over_494()
    {
        var slr = DealerPrime.Slr.Varying("leverage ratio");
        var result = new Policy(SmallSystems.DealerPrimeAlone, Round(slr), Fall).LeastRelief(Lever.Requirement(slr, downTo: 0.03), Output.EverBoundBy(0), 0);
        Assert.Equal(ReliefKind.Found, result.Kind);
        Close.To(19.0 / 494, result.Least);
        Close.To(0.05 - (19.0 / 494), result.LeastCost);
        Assert.True(result.NeverHarms);
        Assert.Equal(1, result.WithoutRelief);
    }

    [Fact]
    public void Dealer_Prime_need_not_sell_once_Treasuries_weigh_43_percent()
    {
        // .05·(494 − (1 − w)·200) = 19.
        var weight = Lever.OfRound("weight of Treasuries", w => Round(DealerPrime.Slr.Weighing("U.S. Treasuries", w)), none: 1, most: 0);
        Close.To(0.43, new Policy(SmallSystems.DealerPrimeAlone, Round(DealerPrime.Slr), Fall).LeastRelief(weight, Output.EverBoundBy(0), 0).Least);
    }

    [Fact]
    public void Dealer_Prime_need_not_sell_once_it_has_raised_what_a_twentieth_of_its_exposure_lacks()
    {
        // Cash of x raises equity and exposure: .05·(494 + x) = 19 + x, so x = 5.7/.95 = 6. Owners paid it in, so it is no gain.
        var policy = new Policy(SmallSystems.DealerPrimeAlone, Round(DealerPrime.Slr), Fall);
        Close.To(6, policy.LeastRelief(Lever.Capital(20), Output.EverBoundBy(0), 0).Least);
        var losses = policy.LeastRelief(Lever.Capital(20), Output.TotalLoss, 5).Response;
        Assert.All(losses, p => Close.To(6, p.Output));
        Assert.Equal(ReliefKind.NeverEnough, policy.LeastRelief(Lever.Capital(20), Output.TotalLoss, 5).Kind);
    }

    [Fact]
    public void Purchases_of_the_whole_sale_leave_the_price_where_it_was_and_are_reported()
    {
        // Dealer Prime sells 114 pro rata of 200 Treasuries and 144 corporates; a buyer of all leaves no indirect fall.
        var system = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 1000 }, new Asset("Corporate bonds") { Depth = 500 });
        IOperator With(params (string, double)[] budgets) => new Deleverage(DealerPrime.Slr).Then(new BuyerOfLastResort(budgets)).Then(new PriceImpact.Linear(SellerShare.NewPrice));
        var saved = Interdealer.Cascades.Cascade.Run(system.Shock("Corporate bonds", 0.04), With(("U.S. Treasuries", 1000), ("Corporate bonds", 1000)));
        Close.To(6, saved.Losses().Sum(l => l.Total));
        var bought = BuyerOfLastResort.Purchases(saved.End);
        Close.To(114.0 * 200 / 344, bought[0].Paid);
        Close.To(114.0 * 144 / 344, bought[1].Paid);
        Close.To(114.0 * 144 / 344 / 0.96, bought[1].Units);

        // A budget of 10 for Treasuries is spent to the last unit and no further.
        var little = Interdealer.Cascades.Cascade.Run(system.Shock("Corporate bonds", 0.04), With(("U.S. Treasuries", 10)));
        Close.To(10, Assert.Single(BuyerOfLastResort.Purchases(little.End)).Paid);
        var none = Interdealer.Cascades.Cascade.Run(system.Shock("Corporate bonds", 0.04), With());
        Assert.True(saved.Losses()[0].Total < little.Losses()[0].Total && little.Losses()[0].Total < none.Losses()[0].Total);
    }

    [Fact]
    public void The_least_purchases_are_bracketed_and_less_does_not_do()
    {
        var system = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 20_000 }, new Asset("Corporate bonds") { Depth = 20_000 });
        var round = new Deleverage(DealerPrime.Slr).Then(new BuyerOfLastResort()).Then(new PriceImpact.Linear(SellerShare.Half));
        var policy = new Policy(system, round, Fall);
        var result = policy.LeastRelief(Lever.Purchases(300), Output.TotalLoss, 6.2);
        Assert.Equal(ReliefKind.Found, result.Kind);
        var interval = result.Intervals[0];
        Assert.True(interval.Outside < interval.From && interval.From - interval.Outside <= 1e-12 * 300);
        Assert.True(At(interval.From) <= 6.2 && At(interval.Outside) > 6.2);

        double At(double budget) => Interdealer.Cascades.Cascade.Run(
            system.Shock("Corporate bonds", 0.04), new Deleverage(DealerPrime.Slr).Then(new BuyerOfLastResort(("U.S. Treasuries", budget), ("Corporate bonds", budget))).Then(new PriceImpact.Linear(SellerShare.Half)))
            .Losses().Sum(l => l.Total);
    }

    [Fact]
    public void Relief_that_is_worse_before_it_saves_leaves_a_union_of_intervals()
    {
        // Output 1 on (0.2, 0.5), 0 elsewhere: kept at none, not in between, and kept again.
        var lever = Lever.OfRound("relief", x => Operator.From(state => state.Cash[0, 0] = x is > 0.2 and < 0.5 ? 0 : 1), 0, 1);
        var system = new FinancialSystem([new Institution("one") { Cash = 1 }], [], []);
        var result = new Policy(system, lever.Round!(0), new Shock()).LeastRelief(lever, Output.TotalLoss, 0.5);
        Assert.Equal(ReliefKind.NotNeeded, result.Kind);
        Assert.False(result.NeverHarms);
        Assert.Equal(2, result.Intervals.Length);
        Close.To(0.2, result.Intervals[0].To);
        Close.To(0.5, result.Intervals[1].From);
        Assert.Contains("breaks it", result.Describe(), StringComparison.Ordinal);
        // The ends of the lever are kept, so nothing stands there as not kept.
        var table = result.ToTable();
        Assert.Equal((true, false), (table.Column("Not kept at").Values[0] is null, table.Column("Not kept at").Values[1] is null));
        Assert.Equal((false, true), (table.Column("Nor at").Values[0] is null, table.Column("Nor at").Values[1] is null));
    }

    [Fact]
    public void Over_scenarios_the_bound_is_kept_at_a_confidence()
    {
        // Falls of 1 % to 10 %: the loss is 150·fall. With a tenth of the scenarios left aside the worst is 9 %.
        var source = new GridScenarios([("Corporate bonds", (IReadOnlyList<double>)[.. Enumerable.Range(1, 10).Select(k => 0.01 * k)])]);
        var slr = DealerPrime.Slr.Varying("leverage ratio");
        var policy = new Policy(new Ensemble(SmallSystems.DealerPrimeAlone, source, Round(slr)));
        double Ratio(double fall) => (25 - (150 * fall)) / (500 - (150 * fall));
        Close.To(Ratio(0.09), policy.LeastRelief(Lever.Requirement(slr, 0.005), Output.EverBoundBy(0), 0, new PolicyOptions { Confidence = 0.9 }).Least);
        Close.To(Ratio(0.10), policy.LeastRelief(Lever.Requirement(slr, 0.005), Output.EverBoundBy(0), 0).Least);
    }

    [Fact]
    public void A_shock_says_which_of_its_falls_a_floor_cuts()
    {
        var system = new FinancialSystem([new Institution("one")], [new Asset("a") { PriceFloor = 0.8 }, new Asset("b")], []);
        var shock = new Shock().Falling("a", 0.1).Falling("a", 0.2).Falling("b", 0.9);
        var cut = Assert.Single(shock.CutIn(system));
        Assert.Equal("a", cut.Asset);
        Close.To(0.28, cut.Asked);
        Close.To(0.2, cut.Applied);
        Assert.Empty(new Shock().Falling("a", 0.1).CutIn(system));
    }

    [Fact]
    public void A_frontier_has_no_combination_that_another_beats()
    {
        var slr = DealerPrime.Slr.Varying("leverage ratio");
        var system = FinancialSystem.Of([DealerPrime.Sheet], new Asset("U.S. Treasuries") { Depth = 20_000 }, new Asset("Corporate bonds") { Depth = 20_000 });
        var round = new Deleverage(slr).Then(new BuyerOfLastResort()).Then(new PriceImpact.Linear(SellerShare.Half));
        var frontier = new Policy(system, round, Fall).Frontier([Lever.Requirement(slr, 0.03) with { UnitCost = 1000 }, Lever.Purchases(100)], Output.TotalLoss);
        Assert.True(frontier.Length > 3);
        Assert.Equal(0, frontier[0].Cost);
        Assert.Equal(0, frontier[0].Avoided);
        for (var k = 1; k < frontier.Length; k++)
        {
            Assert.True(frontier[k].Cost >= frontier[k - 1].Cost && frontier[k].Output < frontier[k - 1].Output);
        }
    }

    private static IOperator Round(IConstraint limit) => new Deleverage(limit).Then(new PriceImpact.Linear(SellerShare.OldPrice));
}
