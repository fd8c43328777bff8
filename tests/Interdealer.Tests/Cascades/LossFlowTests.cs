using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

public sealed class LossFlowTests
{
    private static readonly Asset[] Bonds = [new("bonds") { Depth = 1000 }];

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void A_fall_is_charged_to_sellers_in_proportion_to_what_they_sold(double unit)
    {
        // X and Y hold 100 each on 6 and 5.5 of equity, Z holds 50 on its own money. A fall of 1 % leaves 5/99 and 4.5/99 against 5 %:
        // X sells nothing (5.05 %), Y sells 99 − 4.5/.05 = 9. The price falls by 9/1000 of .99 = .00891.
        // Y loses .00891·(100 − 9/.99) = .81, X .891, Z .4455: all of it because of Y.
        var system = new FinancialSystem(
            [new("X") { Debt = 94 * unit }, new("Y") { Debt = 94.5 * unit }, new("Z") { Kind = InstitutionKind.Fund }],
            [new("bonds") { Depth = 1000 * unit }],
            [new("X", "bonds", 100 * unit), new("Y", "bonds", 100 * unit), new("Z", "bonds", 50 * unit)]);
        var round = new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Linear(SellerShare.OldPrice));
        var result = Cascade.Run(system.Shock("bonds", 0.01), round, new() { MaximumRounds = 1 });
        var first = result.LossFlows().Where(f => f.Round == 1).ToDictionary(f => f.Loser);
        Assert.All(first.Values, f => Assert.Equal(("Y", "bonds"), (f.Cause, f.Through)));
        Close.To(0.81 * unit, first["Y"].Amount);
        Close.To(0.891 * unit, first["X"].Amount);
        Close.To(0.4455 * unit, first["Z"].Amount);
        var shock = result.LossFlows().Where(f => f.Round == 0).ToList();
        Assert.All(shock, f => Assert.Equal(("Shock", "bonds"), (f.Cause, f.Through)));
        Close.To(2.5 * unit, shock.Sum(f => f.Amount));
    }

    [Fact]
    public void A_fall_is_shared_with_customers_who_sell_at_the_same_time()
    {
        // At a discount of 10 % X and Y hold 89.1 each, on 84 and 85.1 of debt: Y has 4 of equity, which carry 80, and sells 9.1; customers sell too.
        var system = new FinancialSystem(
            [new("X") { Debt = 84 }, new("Y") { Debt = 85.1 }, new("Z") { Kind = InstitutionKind.Fund }],
            Bonds,
            [new("X", "bonds", 100), new("Y", "bonds", 100), new("Z", "bonds", 50)]);
        var start = system.Shock(new Shock().Falling("bonds", 0.01).Selling("bonds", 50));
        start.Discount[0, 0] = 0.1;
        var result = Cascade.Run(start, new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Linear(SellerShare.OldPrice)), new() { MaximumRounds = 1 });
        var (sold, loss) = (result.End.Sold[0, 0], 50 * 0.9 * (0.99 - result.End.Price[0, 0]));
        Assert.InRange(sold, 9.1 + 40, 9.1 + 50);
        var flows = result.LossFlows().Where(f => f.Round == 1 && f.Loser == "Z").ToDictionary(f => f.Cause, f => f.Amount);
        Assert.Equal(["Market", "Y"], flows.Keys.Order(StringComparer.Ordinal));
        Close.To(loss * 9.1 / sold, flows["Y"]);
        Close.To(loss * (sold - 9.1) / sold, flows["Market"]);
    }

    [Fact]
    public void What_no_price_and_no_claim_explains_is_the_shocks_own_and_later_the_losers()
    {
        // 3 are lost in the shock; then 4 of cash go, and the price falls by itself to .9 on 100 of bonds.
        var system = new FinancialSystem([new("X") { Cash = 50, Debt = 80 }, new("Y") { Cash = 5 }], Bonds, [new("X", "bonds", 100)]);
        var round = Operator.From(s => (s.Cash[0, 0], s.Price[0, 0]) = (43, 0.9));
        var flows = Cascade.Run(system.Shock(new Shock().Losing("X", 3)), round).LossFlows();
        Assert.Equal([(0, "Shock", "Own trades", "X"), (1, "Market", "bonds", "X"), (1, "X", "Own trades", "X")], flows.Select(f => (f.Round, f.Cause, f.Through, f.Loser)));
        Assert.Equal([3.0, 10.0, 4.0], flows.Select(f => Math.Round(f.Amount, 12)));
    }

    [Fact]
    public void Customers_who_sell_are_the_market_and_a_claim_written_down_is_charged_to_its_debtor()
    {
        // Customers sell 100 into 1000: price .9, X loses 10 of its 100, has 90 against 80 + 20 owed, so 90 % of the claim of 20 is left.
        var system = new FinancialSystem(
            [new("X") { Debt = 80 }, new("Y") { Kind = InstitutionKind.Bank }], Bonds, [new("X", "bonds", 100)], [new("X", "Y", 20)]);
        var round = new PriceImpact.Linear(SellerShare.OldPrice).Then(new Default());
        var result = Cascade.Run(system.Shock(new Shock().Selling("bonds", 100)), round, new() { MaximumRounds = 1 });
        var flows = result.LossFlows().Where(f => f.Amount != 0).ToList();
        Close.To(10, flows.Single(f => f is { Cause: "Market", Loser: "X" }).Amount);
        Close.To(2, flows.Single(f => f is { Cause: "X", Through: "Claims", Loser: "Y" }).Amount);
        Close.To(-2, flows.Single(f => f is { Cause: "X", Through: "Claims", Loser: "X" }).Amount);
    }

    [Fact]
    public void Flows_of_each_institution_sum_to_its_loss_whatever_the_mechanisms()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var r = new Random(seed);
            var limit = LeverageRatio.FromMinimum(0.03 + (0.05 * r.NextDouble()));
            IOperator market = r.Next(2) == 0
                ? new DealerMarket(limit, new PriceImpact.Exponential(SellerShare.Of(r.NextDouble())))
                : new PriceImpact.Linear(SellerShare.Of(r.NextDouble()));
            var round = new Deleverage(limit).Then(new Redemptions(r.NextDouble(), 0.02)).Then(new RaiseCash()).Then(market)
                .Then(new VolatilityUpdate(0.9)).Then(new AdverseSelection(0.1)).Then(new MarkDownBySpread(0.5)).Then(new Default(2));
            var result = Cascade.Run(RandomSystems.Shocked(RandomSystems.Create(seed), seed, seed + 1000), round, new() { MaximumRounds = 200 });
            for (var scenario = 0; scenario < 2; scenario++)
            {
                var flows = result.LossFlows(scenario).ToLookup(f => f.Loser);
                Assert.DoesNotContain(result.LossFlows(scenario), f => f.Amount == 0);
                foreach (var (loss, i) in result.Losses(scenario).Select((x, i) => (x, i)))
                {
                    var (sum, size) = (flows[loss.Institution].Sum(f => f.Amount), result.Start.System.Start().Value().Assets[i, 0]);
                    Assert.True(Math.Abs(sum - loss.Total) <= 1e-9 * (1 + size), $"seed {seed}, scenario {scenario}, {loss.Institution}: flows {sum:R}, loss {loss.Total:R}");
                    Assert.All(flows[loss.Institution].Where(f => f.Through == "Own trades"), f => Assert.True(Math.Abs(f.Amount) > 1e-12 * size, $"{f.Amount:R} is rounding"));
                    Assert.Equal(loss.Direct, flows[loss.Institution].Where(f => f.Round == 0).Sum(f => f.Amount), 1e-9 * (1 + size));
                }
            }
        }
    }

    [Fact]
    public void Where_sellers_bear_no_impact_every_loss_is_explained_by_falls_discounts_and_claims()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var r = new Random(seed);
            var round = new Deleverage(LeverageRatio.FromMinimum(0.03 + (0.05 * r.NextDouble()))).Then(new Redemptions(r.NextDouble(), 0.02)).Then(new RaiseCash())
                .Then(new PriceImpact.Linear(SellerShare.OldPrice)).Then(new VolatilityUpdate(0.9)).Then(new AdverseSelection(0.1)).Then(new MarkDownBySpread(0.5)).Then(new Default(2));
            var result = Cascade.Run(RandomSystems.Shocked(RandomSystems.Create(seed), seed), round, new() { MaximumRounds = 200 });
            var size = result.Start.System.Start().Value().Assets.Scenario(0).Sum();
            var left = result.LossFlows().Where(f => f.Round > 0 && f.Through == "Own trades").Sum(f => Math.Abs(f.Amount));
            Assert.True(left <= 1e-9 * (1 + size), $"seed {seed}: {left:R} not explained");
        }
    }
}
