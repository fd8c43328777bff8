using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public class AdverseSelectionDepthTests
{
    [Fact]
    public void Each_scenario_keeps_its_own_depth_and_gets_it_back_with_the_quotes()
    {
        var system = new FinancialSystem([new Institution("dealer")], [new Asset("bond") { Depth = 1000, Volatility = 0.01 }], [new Holding("dealer", "bond", 10)]);
        var state = system.Start(2);
        state.Depth[0, 1] = 3000;
        var quotes = new AdverseSelection(0.3) { OutsideShare = 0.25 };
        quotes.Apply(state);
        Assert.Equal([1000, 3000], state.Depth.Lane(0).Concat(state.Depth.Lane(1)));

        // No spread breaks even at 100 times the volatility: outside investors' quarter of each one's own depth is left, however often it is asked.
        state.Volatility.Row(0).Fill(1);
        quotes.Apply(state);
        quotes.Apply(state);
        Assert.Equal(0, state.Quoting[0, 1]);
        Close.To(250, state.Depth[0, 0]);
        Close.To(750, state.Depth[0, 1]);

        state.Volatility.Row(0).Fill(0.01);
        quotes.Apply(state);
        Close.To(1000, state.Depth[0, 0]);
        Close.To(3000, state.Depth[0, 1]);
    }
}
