using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

/// <summary>The laws of price impact by hand, in a market of depth 1,000 where 400 are traded a day, at a volatility that has risen from 2 to 3 %, with a floor of .2.</summary>
public sealed class ImpactLawsTests
{
    public static TheoryData<string, double, double, double> Falls => new()
    {
        { "linear", 1, 50, 0.05 },
        { "linear", 1, -50, -0.05 },
        { "linear", 0.6, 50, 0.05 },
        { "linear", 1, 5000, 0.8 }, // to the floor and no further
        { "linear", 0.1, 5000, 0 }, // what has fallen below it by itself stays there
        { "exponential", 1, 50, 1 - Math.Exp(-0.05) },
        { "square root", 1, 100, 0.8 * 0.03 * 0.5 },
        { "square root", 1, -100, -0.8 * 0.03 * 0.5 },
        { "power", 1, 100, 0.01 }, // (100/1000)²
        { "floored", 1, 100, 0.8 * (1 - Math.Exp(-100 / 800.0)) },
        { "floored", 0.6, 100, (1 - (0.2 / 0.6)) * (1 - Math.Exp(-100 / 800.0)) },
        { "floored", 0.2, 100, 0 },
        { "floored", 0.2, -100, 0 }, // at its floor a price has no impact to be undone
        { "floored", 0.1, -100, 0 },
        { "floored", 0.6, -100, -(1 - (0.2 / 0.6)) * (1 - Math.Exp(-100 / 800.0)) },
        { "linear", 0.6, 0, 0 },
        { "power", 0.6, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Falls))]
    public void A_sale_moves_the_price_by_the_law(string law, double price, double sold, double fall)
    {
        var state = System.Shock(new Shock());
        (state.Price.Row(0)[0], state.Volatility.Row(0)[0], state.CustomerSales.Row(0)[0]) = (price, 0.03, sold);
        Law(law).Apply(state);
        Close.To(price * (1 - fall), state.Price[0, 0], 1e-12);
        Assert.Equal(0, state.CustomerSales[0, 0]);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("exponential")]
    [InlineData("power")]
    [InlineData("floored")]
    public void Where_nothing_is_sold_no_depth_moves_a_price(string law)
    {
        // Nobody is there to buy, and nobody sells: Ψ(0) is no number. Beside it 50 are sold.
        var state = System.Shock(new Shock(), new Shock().Selling("bonds", 50));
        state.Depth.Row(0)[0] = 0;
        Law(law).Apply(state);
        Assert.Equal(1, state.Price[0, 0]);
        Assert.True(state.Price[0, 1] < 1);
    }

    [Fact]
    public void What_customers_sell_in_one_scenario_leaves_no_trace_in_another()
    {
        // A purchase of what is worth nothing comes to −0, and stays that to the last bit.
        var (alone, beside) = (Bought(1), Bought(2));
        beside.CustomerSales[0, 1] = 5;
        new PriceImpact.Linear(SellerShare.OldPrice).Apply(alone);
        new PriceImpact.Linear(SellerShare.OldPrice).Apply(beside);
        Assert.Equal(BitConverter.DoubleToInt64Bits(alone.Sold[0, 0]), BitConverter.DoubleToInt64Bits(beside.Sold[0, 0]));

        static State Bought(int scenarioCount)
        {
            var state = System.Start(scenarioCount);
            (state.Price.Row(0)[0], state.Order.Row(0)[0]) = (0, -0.1);
            return state;
        }
    }

    [Fact]
    public void Leverage_that_a_scenario_scales_is_at_least_1()
    {
        // Targets of 12 and of .6, which counts as 1: 105 of assets on 10 of equity may be 120, or 10: 95 of the 100 bonds go.
        var state = System.Shock([new Shock(), new Shock()]);
        new double[] { 1, 0.05 }.CopyTo(Multiples.Of(state, Multiples.Leverage, rows: 1).Values);
        (new LeverageTargeting(12) with { Buys = false }).Apply(state);
        Assert.Equal(0, state.Order[0, 0]);
        Close.To(0.95, state.Order[0, 1]);
    }

    [Fact]
    public void A_buyer_takes_nothing_of_what_is_worth_nothing()
    {
        var state = System.Shock(new Shock().Selling("bonds", 30));
        state.Price.Row(0)[0] = 0;
        new BuyerOfLastResort(("bonds", 20)).Apply(state);
        Assert.Empty(BuyerOfLastResort.Purchases(state));
        Assert.Equal(30, state.CustomerSales[0, 0]);
    }

    [Fact]
    public void An_amount_that_is_no_number_is_what_was_done_and_shows_in_the_cash()
    {
        var state = System.Shock([new Shock(), new Shock()]);
        Assert.True(double.IsNaN(state.PayLenders("D", double.NaN, scenario: 1)));
        Assert.True(double.IsNaN(state.Cash[0, 1]));
        Assert.Equal(5, state.Cash[0, 0]);
    }

    private static FinancialSystem System => new(
        [new("D") { Cash = 5, Debt = 95 }], [new("bonds") { Depth = 1000, DailyVolume = 400, Volatility = 0.02, PriceFloor = 0.2 }], [new("D", "bonds", 100)]);

    private static PriceImpact Law(string name) => name switch
    {
        "linear" => new PriceImpact.Linear(SellerShare.OldPrice),
        "exponential" => new PriceImpact.Exponential(SellerShare.OldPrice),
        "square root" => new PriceImpact.SquareRoot(SellerShare.OldPrice) { Coefficient = 0.8 },
        "power" => new PriceImpact.Power(SellerShare.OldPrice) { Exponent = 2 },
        _ => new PriceImpact.Floored(SellerShare.OldPrice),
    };
}
