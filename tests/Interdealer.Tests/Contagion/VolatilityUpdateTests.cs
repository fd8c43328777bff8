using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Risk;

namespace Interdealer.Tests.Contagion;

public sealed class VolatilityUpdateTests
{
    private static FinancialSystem System => new(
        [new Institution("bank") { Debt = 90 }], [new Asset("bond") { Volatility = 0.01 }], [new Holding("bank", "bond", 100)]);

    [Fact]
    public void A_fall_from_300_to_298_gives_the_published_volatilities()
    {
        // From σ = 1.3 %, r = 298/300 − 1: Hull's example, EWMA with λ = .94 and GARCH(2e-6, .04, .94).
        Close.ToDigits(0.0127093142, After(new VolatilityUpdate(0.94), 2.0 / 300), 10);
        Close.ToDigits(0.0127529517, After(new VolatilityUpdate(new Garch11(2e-6, 0.04, 0.94)), 2.0 / 300), 10);

        static double After(VolatilityUpdate update, double fall)
        {
            var state = System.Shock(new Shock().Falling("bond", fall).Volatility("bond", 1.3));
            update.Apply(state);
            return state.Volatility[0, 0];
        }
    }

    [Fact]
    public void A_return_of_a_round_of_four_days_counts_as_half_a_day()
    {
        var state = System.Shock("bond", 0.04);
        new VolatilityUpdate(0.94) { RoundDays = 4 }.Apply(state);

        // r/√4 = 2 %: .94·1e-4 + .06·4e-4 = 1.18e-4.
        Close.To(Math.Sqrt(1.18e-4), state.Volatility[0, 0]);
    }

    [Fact]
    public void Rounds_without_news_never_calm_an_asset_below_where_it_began()
    {
        var state = System.Shock(new Shock().Volatility("bond", 1.01));
        var update = new VolatilityUpdate(0.94);
        update.Apply(state);
        Close.To(0.01, state.Volatility[0, 0]);
        update.Apply(state);
        Assert.Equal(0.01, state.Volatility[0, 0]);
    }

    [Fact]
    public void A_gain_is_as_much_news_as_a_fall_and_a_valuation_discount_is_none()
    {
        var (up, down) = (System.Start(), System.Start());
        (up.Price[0, 0], down.Price[0, 0]) = (1.05, 0.95);
        down.Discount[0, 0] = 0.3;
        new VolatilityUpdate(0.94).Apply(up);
        new VolatilityUpdate(0.94).Apply(down);

        // A day of five standard deviations multiplies volatility by √(.94 + .06·25) = 1.5620.
        Close.To(0.01 * Math.Sqrt(2.44), down.Volatility[0, 0]);
        Close.To(down.Volatility[0, 0], up.Volatility[0, 0]);
    }

    [Fact]
    public void The_return_of_the_first_round_of_a_cascade_includes_the_shock()
    {
        var result = Cascade.Run(System.Shock("bond", 0.04), new VolatilityUpdate(0.94));
        var first = result.History.Single(h => h.Round == 1).State;

        // .94·1e-4 + .06·16e-4 = 1.9e-4; no more news after that, and it decays to where it began.
        Close.To(Math.Sqrt(1.9e-4), first.Volatility[0, 0]);
        Assert.Equal(Outcome.Settled, result.Outcome);
        Assert.Equal(0.01, result.End.Volatility[0, 0]);
    }

    [Fact]
    public void What_has_become_worthless_has_no_return()
    {
        var state = System.Shock("bond", 1);
        state.StartOfRoundPrice[0, 0] = 0;
        new VolatilityUpdate(0.94).Apply(state);
        Assert.Equal(0.01, state.Volatility[0, 0]);
    }

    [Fact]
    public void A_model_of_ones_own_is_asked_for_every_scenario_with_the_return_of_a_day()
    {
        // r/√4 = −2 %, 0 and 1 %, from a variance of 1e-4: the variance of the next day is half of each.
        var state = System.Shock(new Shock().Falling("bond", 0.04), new Shock(), new Shock());
        state.Price[0, 2] = 1.02;
        new VolatilityUpdate(new Half()) { RoundDays = 4 }.Apply(state);
        Close.To(Math.Sqrt((0.5 * 1e-4) + (0.5 * 4e-4)), state.Volatility[0, 0]);
        Assert.Equal(0.01, state.Volatility[0, 1]); // never below that of the system
        Close.To(0.01, state.Volatility[0, 2]);
    }

    private sealed class Half : IVarianceModel
    {
        public double Update(double variance, double @return) => 0.5 * (variance + (@return * @return));
    }
}
