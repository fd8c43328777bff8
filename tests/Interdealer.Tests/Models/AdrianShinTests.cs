using Interdealer.Contagion;
using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class AdrianShinTests
{
    private static readonly AdrianShin Target = new() { UnitValueAtRisk = 0.1 };

    [Fact]
    public void Twice_the_risk_carries_half_the_assets()
    {
        Close.To(200, new AdrianShin { UnitValueAtRisk = 0.05 }.BalanceSheet(10));
        Close.To(100, Target.BalanceSheet(10));
        Close.To(5, new AdrianShin { UnitValueAtRisk = 0.1, Coverage = 2 }.Leverage);
    }

    [Fact]
    public void Passive_leverage_falls_when_prices_rise()
    {
        Close.To(101.0 / 11, Target.After(100, 90, 1).PassiveLeverage);
        Close.To(99.0 / 9, Target.After(100, 90, -1).PassiveLeverage);
    }

    [Fact]
    public void Without_equity_everything_goes()
    {
        var ruined = Target.After(100, 90, -20);
        Close.To(-80, ruined.Bought);
        Close.To(10, ruined.DebtAfter);
        Assert.Equal(double.PositiveInfinity, ruined.PassiveLeverage);
        Assert.Throws<InvalidOperationException>(() => new AdrianShin { UnitValueAtRisk = 0.5, Coverage = 3 }.Leverage);
    }

    [Fact]
    public void The_engine_s_operator_makes_the_same_trades()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var r = new Random(seed);
            var (assets, ret) = (50 + (100 * r.NextDouble()), (0.2 * r.NextDouble()) - 0.12);
            var debt = assets * (0.8 + (0.15 * r.NextDouble()));
            var model = new AdrianShin { UnitValueAtRisk = 0.05 + (0.1 * r.NextDouble()) };
            var expected = model.After(assets, debt, assets * ret);
            var state = new FinancialSystem([new Institution("dealer") { Debt = debt }], [new Asset("bond")], [new Holding("dealer", "bond", assets)]).Start();
            state.Price[0, 0] = 1 + ret;
            model.Round(new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
            var value = state.Value();
            Assert.True(Math.Abs(value.Tiers[0, 0] - expected.AssetsAfter) <= 1e-9 * assets, $"seed {seed}: {value.Tiers[0, 0]:R}, expected {expected.AssetsAfter:R}");
            Assert.True(Math.Abs(value.Equity[0, 0] - expected.Equity) <= 1e-9 * assets, $"seed {seed}: equity");
        }
    }
}
