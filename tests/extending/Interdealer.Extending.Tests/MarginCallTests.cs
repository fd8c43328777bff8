using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Extending;

/// <summary>The margin call, worked by hand.</summary>
public class MarginCallTests
{
    /// <summary>Cash 2, 100 of swaps with volatility 1 % a day, 50 of bills that are sold first.</summary>
    private static readonly FinancialSystem System = new(
        [new("Dealer") { Cash = 2, Debt = 140 }],
        [new("Bills") { LiquidityRank = 0 }, new("Swaps") { LiquidityRank = 1, Volatility = 0.01 }],
        [new("Dealer", "Bills", 50), new("Dealer", "Swaps", 100)]);

    [Fact]
    public void A_call_takes_the_cash_and_what_is_missing_is_sold()
    {
        // 3 · 1 % · 100 = 3 is called: 2 are there, 1 of bills is sold and posted in the next round.
        var state = System.Start();
        var (call, market) = (new MarginCall("Swaps", 3), new PriceImpact.Linear(SellerShare.OldPrice));
        call.Apply(state);
        Assert.Equal((0.0, 2.0), (state.Cash[0, 0], state.OtherAssets[0, 0]));
        Assert.Equal(1, state.OrderedOf("Dealer", "Bills"), 12);
        market.Apply(state);
        call.Apply(state);
        Assert.Equal((0.0, 3.0, 0.0), (Math.Round(state.Cash[0, 0], 12), Math.Round(state.OtherAssets[0, 0], 12), Math.Round(state.OrderedOf("Dealer"), 12)));
        Assert.Equal(12, state.EquityOf("Dealer"), 12);
    }

    [Fact]
    public void Margin_comes_back_when_less_is_required()
    {
        // Volatility back at half: 1.5 is required and the rest is cash again.
        var state = System.Start();
        state.Cash[0, 0] = 10;
        var call = new MarginCall("Swaps", 3);
        call.Apply(state);
        state.Volatility[1, 0] = 0.005;
        call.Apply(state);
        Assert.Equal((8.5, 1.5), (state.Cash[0, 0], state.OtherAssets[0, 0]));
    }

    [Fact]
    public void A_cascade_of_calls_settles_and_says_who_was_forced()
    {
        var result = Cascade.Run(System.Shock(new Shock().Volatility("Swaps", 5)), new MarginCall("Swaps", 3).Then(new PriceImpact.Linear(SellerShare.OldPrice)));
        Assert.Equal(Outcome.Settled, result.Outcome);
        Assert.Equal(15, result.End.OtherAssets[0, 0], 9);
        Assert.Equal(("Dealer", 0), (result.ForcedSales()[0].Institution, result.ForcedSales()[0].Limit));
    }
}
