using Deedle;
using Interdealer.Contagion;
using Interdealer.Frames;
using Interdealer.Tests;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class ScenarioFramesTests
{
    private static readonly FinancialSystem System = RandomSystems.Create(5);

    [Fact]
    public void Falls_by_asset_are_the_shock_written_out()
    {
        var falls = new Series<string, double>([System.Assets[1].Name, System.Assets[0].Name], [0.04, 0.5]);
        Assert.Equal([0.5, 0.96], System.Shock(falls.ToShock()).Price.Lane(0)[..2]);
        Assert.Contains("row \"Bonds\", column \"fall\" holds 4;", Refused(() => new Series<string, double>(["Bonds"], [4]).ToShock()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_falls_is_a_scenario()
    {
        var frame = Of(["2008", "2020"], (System.Assets[0].Name, new[] { 0.1, 0.2 }), (System.Assets[1].Name, new[] { 0.3, double.NaN }));
        Assert.Contains("row \"2020\"", Refused(() => frame.ToShocks()), StringComparison.Ordinal);
        var shocks = frame.ToShocks(Missing.As(0));
        Assert.Equal(["2008", "2020"], shocks.Keys);
        var state = System.Shock(shocks.Values);
        Assert.Equal([0.9, 0.8], state.Price.Row(0).ToArray());
        Assert.Equal([0.7, 1], state.Price.Row(1).ToArray());
        Assert.Equal(["2008"], frame.ToShocks(Missing.LeftOut).Keys);
    }
}
