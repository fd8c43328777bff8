using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public sealed class HaircutUpdateTests
{
    private static State State(double volatility, double price)
    {
        var state = new FinancialSystem(
            [new Institution("dealer")], [new Asset("bond") { Haircut = 0.02, Volatility = 0.01 }], [new Holding("dealer", "bond", 100)]).Start();
        (state.Volatility[0, 0], state.Price[0, 0]) = (volatility, price);
        return state;
    }

    [Theory]
    [InlineData(0.03, 0.9, 0.15)] // .02 + 2·(.03 − .01)·√4 + .5·.1 = .02 + .08 + .05
    [InlineData(0.03, 1.1, 0.10)] // a price above 1 frightens nobody: .02 + .08
    [InlineData(0.005, 0.9, 0.07)] // nor does a calm asset lower the haircut: .02 + .05
    [InlineData(0.01, 1, 0.02)] // h₀
    [InlineData(0.30, 1, 1)] // .02 + 2·.29·2 = 1.18: nobody lends
    public void Haircuts_rise_with_volatility_and_with_the_fall(double volatility, double price, double expected)
    {
        var state = State(volatility, price);
        state.Haircut[0, 0] = 0.5; // what it was does not matter
        new HaircutUpdate(z: 2, horizonDays: 4, fallWeight: 0.5).Apply(state);
        Close.To(expected, state.Haircut[0, 0]);
    }

    [Fact]
    public void Haircuts_never_fall_below_where_they_began_nor_rise_above_one()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var state = RandomSystems.Shocked(RandomSystems.Create(seed), seed);
            new VolatilityUpdate(0.9).Then(new HaircutUpdate(20 * random.NextDouble(), 10, random.NextDouble())).Apply(state);
            for (var k = 0; k < state.System.Assets.Length; k++)
            {
                Assert.True(
                    state.Haircut[k, 0] >= state.System.Assets[k].Haircut && state.Haircut[k, 0] <= 1,
                    $"seed {seed}: haircut {state.Haircut[k, 0]:R} from {state.System.Assets[k].Haircut:R}");
            }
        }
    }
}
