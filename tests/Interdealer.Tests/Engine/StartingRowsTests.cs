using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>What a state holds before anything happens.</summary>
public sealed class StartingRowsTests
{
    [Fact]
    public void The_inventory_is_borne_by_risk_tolerance_and_by_nobody_where_nobody_bears_risk()
    {
        Assert.Equal([0.75, 0.25, 0], Shares(1, 3, double.PositiveInfinity));
        Assert.Equal([0, 0], Shares(double.PositiveInfinity, double.PositiveInfinity));

        static double[] Shares(params double[] aversions) => new StartingRows(new FinancialSystem(
            [.. aversions.Select((a, i) => new Institution($"institution {i}") { RiskAversion = a })], [new Asset("bond")], [])).PoolShare;
    }

    [Fact]
    public void Everything_else_is_what_the_system_says()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var system = RandomSystems.Create(seed);
            var state = system.Start(3);
            for (var s = 0; s < 3; s++)
            {
                for (var k = 0; k < system.Assets.Length; k++)
                {
                    var asset = system.Assets[k];
                    Assert.Equal(
                        (1, 1, 1, asset.Volatility, asset.Depth, asset.Haircut, asset.HalfSpread),
                        (state.Price[k, s], state.Fundamental[k, s], state.Quoting[k, s], state.Volatility[k, s], state.Depth[k, s], state.Haircut[k, s], state.HalfSpread[k, s]));
                }

                for (var i = 0; i < system.Institutions.Length; i++)
                {
                    var one = system.Institutions[i];
                    Assert.Equal(
                        (one.Cash, one.OtherAssets, one.Debt, one.ShortTermDebt, 1, -1),
                        (state.Cash[i, s], state.OtherAssets[i, s], state.Debt[i, s], state.ShortTermDebt[i, s], state.Recovery[i, s], state.Bound[i, s]));
                    Assert.All(Enumerable.Range(i * system.Tiers, system.Tiers), row => Assert.Equal(1, state.Retained[row, s]));
                }
            }
        }
    }
}
