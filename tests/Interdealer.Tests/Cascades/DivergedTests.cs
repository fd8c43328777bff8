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
                Assert.True(batch.Outcomes[s] == Outcome.Diverged || double.IsFinite(batch.End.EquityOf("Bank", s)), $"scenario {s}: {batch.Outcomes[s]} with equity {batch.End.EquityOf("Bank", s)}");
            }

            Assert.Contains(Outcome.Diverged, batch.Outcomes);
        }
    }
}
