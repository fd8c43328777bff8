using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public sealed class MarkDownBySpreadTests
{
    private static FinancialSystem System => new(
        [new Institution("bank") { Debt = 90 }], [new Asset("bond") { HalfSpread = 0.02 }], [new Holding("bank", "bond", 100)]);

    [Fact]
    public void Half_the_half_spread_comes_off_the_mark_and_not_off_the_price()
    {
        var state = System.Shock("bond", fall: 0.1);
        new MarkDownBySpread(0.5).Apply(state);

        // Mid .9, mark .9·(1 − ½·.02) = .891: 100 units are worth 89.1, .9 of which equity lost to prudence; 89.1 − 90 = −.9.
        Close.To(0.9, state.Price[0, 0]);
        Close.To(0.891, state.Value().Marks[0, 0]);
        Close.To(-0.9, state.Value().Equity[0, 0]);
    }

    [Fact]
    public void Marks_follow_the_spread_of_the_day_both_ways()
    {
        var state = System.Start();
        var prudent = new MarkDownBySpread(1);
        state.HalfSpread[0, 0] = 0.3;
        prudent.Apply(state);
        Close.To(0.7, state.Value().Marks[0, 0]);
        state.HalfSpread[0, 0] = 1.5;
        prudent.Apply(state);
        Close.To(0, state.Value().Marks[0, 0]);
        state.HalfSpread[0, 0] = 0;
        prudent.Apply(state);
        Close.To(1, state.Value().Marks[0, 0]);
    }

    [Fact]
    public void A_weight_in_percent_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new MarkDownBySpread(50));
        Assert.Contains("weight must be a fraction from 0 to 1", error.Message, StringComparison.Ordinal);
    }
}
