using Interdealer.Cascades;
using Interdealer.Models;

namespace Interdealer.Tests.Models;

/// <summary>The leverage cycle: its fixed point, and where it loses it.</summary>
public class BaselLeverageCycleTests
{
    [Theory]
    [InlineData(-0.5)]
    [InlineData(0)]
    [InlineData(0.5)]
    public void The_fixed_point_stays_where_it_is(double cyclicality)
    {
        var cycle = new BaselLeverageCycle(8) { Cyclicality = cyclicality };
        var (at, next) = (cycle.FixedPoint, cycle.Next(cycle.FixedPoint));
        Close.To(at.Price, next.Price);
        Close.To(at.BankShare, next.BankShare);
        Close.To(at.BankDebt, next.BankDebt);
        Assert.Equal(0, next.PerceivedVariance);

        // Leverage is assets over equity: p·n/w_B over that less debt.
        var assets = at.Price * at.BankShare / cycle.BankWeight;
        Close.To(8, assets / (assets - at.BankDebt));
    }

    [Fact]
    public void Wealth_comes_from_prices_and_credit_alone()
    {
        // Σ assets of both = price of all of the asset + cash, and cash grows by what the bank borrows.
        var cycle = new BaselLeverageCycle(6);
        var state = cycle.FixedPoint with { Price = 24, PriceBefore = 25, FundWeight = 0.4 };
        double Cash(LeverageCycleState s) => ((1 - cycle.BankWeight) * s.BankShare * s.Price / cycle.BankWeight) + ((1 - s.FundWeight) * (1 - s.BankShare) * s.Price / s.FundWeight);
        var next = cycle.Next(state);
        Close.To(Cash(state) + next.BankDebt - state.BankDebt, Cash(next));
    }

    [Fact]
    public void Below_the_critical_leverage_small_moves_fade_and_above_it_they_grow()
    {
        var cycle = new BaselLeverageCycle(5) { Cyclicality = 0 };
        var critical = cycle.CriticalLeverage(2, 35);
        Assert.Equal(CriticalKind.Crossing, critical.Kind);
        Assert.True(Late(critical.Value!.Value * 0.9) < 0.5 * Early(critical.Value.Value * 0.9));
        Assert.True(Late(critical.Value.Value * 1.1) > 2 * Early(critical.Value.Value * 1.1));

        double Early(double leverage) => Swing(leverage, 0, 50);
        double Late(double leverage) => Swing(leverage, 80, 120);
        double Swing(double leverage, int from, int to)
        {
            var b = new BaselLeverageCycle(leverage) { Cyclicality = 0 };
            var prices = b.Run(to, b.FixedPoint with { Price = 25 * (1 + 1e-7) }).Skip(from).Select(s => s.Price).ToList();
            return prices.Max() - prices.Min();
        }
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BaselLeverageCycle(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BaselLeverageCycle(double.NaN));
        Assert.Contains("own", Assert.Throws<InvalidOperationException>(() => new BaselLeverageCycle(40).FixedPoint).Message, StringComparison.Ordinal);
    }
}
