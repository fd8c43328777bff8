using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Tests;

namespace Interdealer.Extending;

/// <summary>The cash buffer: one case by hand, and the laws of a limit.</summary>
public class CashBufferTests
{
    [Fact]
    public void A_breach_is_answered_by_the_sale_that_restores_it()
    {
        // Cash 5 for holdings of 95 and b = 10 %: x with 5 + x = 0.1·(95 − x) is 4.5/1.1.
        var system = new FinancialSystem([new("Bank") { Cash = 5, Debt = 90 }], [new("Bonds")], [new("Bank", "Bonds", 95)]);
        var state = system.Start();
        new Deleverage(new CashBuffer(0.1)).Apply(state);
        Assert.Equal(4.5 / 1.1, state.OrderedOf("Bank"), 12);
        new PriceImpact.Linear(SellerShare.OldPrice).Apply(state);
        Assert.Equal(0.1 * state.HoldingOf("Bank", "Bonds"), state.Cash[0, 0], 12);
        Assert.Equal(90, state.Debt[0, 0]);
    }

    [Fact]
    public void After_a_sale_without_impact_nobody_is_in_breach()
    {
        var sold = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var drawn = RandomSystems.Create(seed);
            var system = new FinancialSystem(drawn.Institutions, drawn.Assets.Select(a => a with { Depth = double.PositiveInfinity }), drawn.Amounts);
            var (state, limit) = (system.Shock("asset 0", 0.2), new CashBuffer(0.4 * new Random(seed).NextDouble()));
            new Deleverage(limit).Apply(state);
            sold += Enumerable.Range(0, state.Cash.Rows).Count(i => state.OrderedOf(system.Institutions[i].Name) > 0);
            new PriceImpact.Linear(SellerShare.OldPrice).Apply(state);
            var measured = new Measurement(state);
            limit.Measure(state, state.Value(), measured);
            for (var i = 0; i < state.Cash.Rows; i++)
            {
                Assert.True(measured.Slack(i, 0) >= -1e-9 * (1 + state.Cash[i, 0]), $"seed {seed}: slack {measured.Slack(i, 0):R}");
            }
        }

        Assert.True(sold > 50, $"{sold} sold: too few to hold anything.");
    }

    [Fact]
    public void Wrappers_that_change_nothing_change_no_bit()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var limit = new CashBuffer(0.3);
            var plain = Ordered(limit);
            Assert.Equal(plain, Ordered(limit.DownTo(1)));
            Assert.Equal(plain, Ordered(limit.For(_ => true)));

            double[] Ordered(IConstraint of)
            {
                var state = RandomSystems.Shocked(RandomSystems.Create(seed), seed);
                new Deleverage(of).Apply(state);
                return state.Order.Scenario(0);
            }
        }
    }
}
