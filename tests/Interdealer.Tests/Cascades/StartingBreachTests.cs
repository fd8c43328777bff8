using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

/// <summary>What institutions are forced to do because they were in breach from the start is no effect of the shock, and the report says so.</summary>
public class StartingBreachTests
{
    /// <summary>Assets of 100 each: A has equity 10, B has 4 and so a leverage ratio of 4 %.</summary>
    private static readonly FinancialSystem System = new(
        [new("A") { Debt = 90 }, new("B") { Debt = 96 }], [new("Bonds") { Depth = 1e4 }], [new("A", "Bonds", 100), new("B", "Bonds", 100)]);

    [Fact]
    public void Who_was_in_breach_before_any_shock_is_named_with_the_limit()
    {
        // 5 % of 100 is 5 of usage, equity 4 the capacity; the shock does not enter.
        var round = new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Linear(SellerShare.OldPrice));
        var result = Cascade.Run(System.Shock("Bonds", 0.01), round);
        Assert.Equal([new StartingBreach("B", "Leverage ratio", 5, 4)], result.StartingBreaches.Select(b => b with { Usage = Math.Round(b.Usage, 12), Capacity = Math.Round(b.Capacity, 12) }));
        Assert.Contains("In breach before any shock: 1 institution, B (Leverage ratio: 5.00 of 4.00).", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("In breach before any shock: 1 institution, B", result.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_brought_into_breach_by_the_shock_alone_was_not_in_breach()
    {
        var result = Cascade.Run(System.Shock("Bonds", 0.05), new Deleverage(LeverageRatio.FromMinimum(0.04)).Then(new PriceImpact.Linear(SellerShare.OldPrice)));
        Assert.Empty(result.StartingBreaches);
        Assert.DoesNotContain("before any shock", result.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(result.ForcedSales());
    }

    [Fact]
    public void Every_limit_of_every_step_is_looked_at_also_one_from_outside()
    {
        var round = new Deleverage(LeverageRatio.FromMinimum(0.05).And(ValueAtRisk.Limit(1)))
            .Then(new Deleverage(new Extending.CashBuffer(0.1)))
            .Then(new Holding(LeverageRatio.FromMinimum(0.2)));
        var limits = Cascade.Run(System.Start(), round, new CascadeOptions { MaximumRounds = 1 }).StartingBreaches.Select(b => $"{b.Institution}: {b.Limit}");
        Assert.Equal(["B: Leverage ratio", "A: Cash buffer", "B: Cash buffer", "A: Leverage ratio", "B: Leverage ratio"], limits);
    }

    [Fact]
    public void A_channel_is_the_operators_it_names()
    {
        var plain = new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new Default());
        var named = new Channel("All", new Channel("Sales", plain)).Then(new PriceImpact.Linear(SellerShare.OldPrice));
        var breach = Assert.Single(Cascade.Run(System.Start(), named).StartingBreaches);
        Assert.Equal("B", breach.Institution);
        Assert.Equal(Assert.Single(Cascade.Run(System.Start(), plain).StartingBreaches), breach);
    }

    private sealed record Holding(IConstraint Constraint) : IEnforcesLimit
    {
        public void Apply(State state)
        {
        }
    }
}
