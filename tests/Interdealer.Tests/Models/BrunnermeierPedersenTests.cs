using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class BrunnermeierPedersenTests
{
    private static readonly BrunnermeierPedersen Market = new() { CustomerSupply = 10, SupplySlope = 1, BaseMargin = 4, Wealth = 20 };

    [Fact]
    public void With_funds_enough_the_price_is_the_fundamental_and_funding_does_not_matter()
    {
        var e = (Market with { Wealth = 40 }).Best;
        Assert.Equal((100, 10, 0), (e.Price, e.Position, e.PricePerFunding));
    }

    [Fact]
    public void A_fragile_market_jumps_and_has_several_equilibria_in_between()
    {
        var fragile = Market with { MarginSensitivity = 0.8 };
        Assert.True(fragile.IsFragile);
        Close.To(5, fragile.Jump);
        Close.To(40, fragile.WealthForFullLiquidity);
        Close.To(45, fragile.WealthWithoutIlliquidity);
        Assert.Equal(100, (fragile with { Wealth = 40 }).Best.Price);
        Close.To(95, (fragile with { Wealth = 40 - 1e-9 }).Best.Price, 1e-9);
        Assert.Equal(3, (fragile with { Wealth = 42 }).Equilibria().Count);
        Assert.Single((fragile with { Wealth = 45.01 }).Equilibria());
        Assert.Single((fragile with { Wealth = 39 }).Equilibria(), e => e.IsStable);
    }

    [Fact]
    public void Every_equilibrium_clears_and_the_slope_is_the_derivative()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var r = new Random(seed);
            var market = new BrunnermeierPedersen
            {
                CustomerSupply = 1 + (20 * r.NextDouble()),
                SupplySlope = 0.3 + r.NextDouble(),
                BaseMargin = 1 + (5 * r.NextDouble()),
                MarginSensitivity = r.NextDouble(),
                Wealth = 40 * r.NextDouble(),
                InitialPosition = 2 * r.NextDouble(),
                PreviousPrice = 100 - (5 * r.NextDouble()),
                FundamentalChange = r.NextDouble(),
                Margins = (MarginSetting)r.Next(2),
            };
            var all = market.Equilibria();
            Assert.Contains(all, e => e.IsStable);
            Assert.Equal(all.OrderByDescending(e => e.Price), all);
            foreach (var e in all)
            {
                Assert.Equal(market.CustomerSupply - (market.SupplySlope * (100 - e.Price)), e.Position, 8);
                var funds = market.Wealth + (market.InitialPosition * (e.Price - market.PreviousPrice));
                Assert.True(e.Margin * e.Position <= Math.Max(0, funds) + 1e-8, $"seed {seed}: {e} needs more than {funds:R}");
                if (e.PricePerFunding > 0)
                {
                    var more = market with { FundingShock = 1e-6 };
                    var moved = more.Equilibria().MinBy(x => Math.Abs(x.Price - e.Price))!;
                    Assert.True(Math.Abs(((moved.Price - e.Price) / 1e-6) - e.PricePerFunding) <= 1e-3 * e.PricePerFunding * (1 + e.PricePerFunding), $"seed {seed}: {e}");
                }
            }
        }
    }

    [Fact]
    public void Informed_lenders_stabilise()
    {
        var uninformed = (Market with { MarginSensitivity = 0.2 }).Best;
        var informed = (Market with { MarginSensitivity = 0.2, Margins = MarginSetting.Informed }).Best;
        Assert.True(informed.Price > uninformed.Price && informed.Margin < uninformed.Margin);
    }
}
