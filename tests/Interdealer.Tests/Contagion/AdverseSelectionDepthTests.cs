using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public sealed class AdverseSelectionDepthTests
{
    [Fact]
    public void Scenarios_that_start_from_depths_of_their_own_keep_them_in_calm_and_in_proportion()
    {
        var system = new FinancialSystem([new("dealer")], [new Asset("bonds") { Depth = 1000, Volatility = 0.01 }], [new("dealer", "bonds", 10)]);
        var state = system.Start(2);
        state.Depth[0, 1] = 500;
        var selection = new AdverseSelection(0.1);
        selection.Apply(state);
        Close.To(1000, state.Depth[0, 0], 1e-12);
        Close.To(500, state.Depth[0, 1], 1e-12);
        state.Volatility.Row(0).Fill(0.02);
        selection.Apply(state);
        var thinned = state.Depth[0, 0];
        Assert.InRange(thinned, 0, 999);
        Close.To(thinned / 2, state.Depth[0, 1], 1e-12);

        // Looking again at the same volatility changes nothing; calm gives the depth back.
        selection.Apply(state);
        Assert.Equal(thinned, state.Depth[0, 0]);
        state.Volatility.Row(0).Fill(0.01);
        selection.Apply(state);
        Close.To(500, state.Depth[0, 1], 1e-12);
    }
}
