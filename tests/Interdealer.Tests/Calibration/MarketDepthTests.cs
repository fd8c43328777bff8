using Interdealer.Calibration;

namespace Interdealer.Tests.Calibration;

public sealed class MarketDepthTests
{
    [Fact]
    public void Ten_billion_that_move_a_price_by_10_basis_points_are_a_depth_of_ten_trillion()
    {
        // 10/0.001, in billions; per unit of currency the impact is 1/1e13 = 1e-13, as Greenwood, Landier and Thesmar have it.
        Assert.Equal(10_000, MarketDepth.FromImpact(10, 0.001), 9);
        Close.To(1e-13, 1 / MarketDepth.FromImpact(10e9, 0.001));
        Assert.Equal(0.001, MarketDepth.Impact(10_000, 10), 15);
    }

    [Fact]
    public void Volume_of_500_a_day_and_volatility_of_a_quarter_per_cent_by_hand()
    {
        // c·ADV/σ·√τ = 0.4·500/0.0025·√4 = 160 000.
        Assert.Equal(160_000, MarketDepth.FromVolume(500, 0.0025, 4, 0.4), 8);
    }

    [Fact]
    public void Selling_a_horizons_volume_moves_the_price_by_volatility_over_the_coefficient()
    {
        foreach (var (volume, volatility, days, c) in new[] { (500.0, 0.0025, 1.0, 0.4), (80.0, 0.01, 9.0, 2.0), (3.0, 0.02, 0.25, 1.0) })
        {
            var depth = MarketDepth.FromVolume(volume, volatility, days, c);

            Close.To(volatility / c, MarketDepth.Impact(depth, volume * Math.Sqrt(days)));
            Close.To(c, MarketDepth.ImpliedCoefficient(depth, volume, volatility, days));
            Close.To(depth, MarketDepth.FromImpact(volume, MarketDepth.Impact(depth, volume)));
        }
    }

    [Fact]
    public void Twice_the_volatility_is_half_the_depth_and_four_times_the_days_twice() =>
        Assert.All(new[] { MarketDepth.FromVolume(100, 0.02, 1, 1) / MarketDepth.FromVolume(100, 0.01, 1, 1), MarketDepth.FromVolume(100, 0.01, 1, 1) / MarketDepth.FromVolume(100, 0.01, 4, 1) },
            ratio => Assert.Equal(0.5, ratio, 14));

    [Fact]
    public void A_price_falls_by_no_more_than_all_of_it() => Assert.Equal(1, MarketDepth.Impact(100, 250));

    [Fact]
    public void Arguments_out_of_range_are_named()
    {
        Named("averageDailyVolume", () => MarketDepth.FromVolume(0, 0.01, 1, 1));
        Named("dailyVolatility", () => MarketDepth.FromVolume(1, 1, 1, 1));
        Named("horizonDays", () => MarketDepth.FromVolume(1, 0.01, 0, 1));
        Named("coefficient", () => MarketDepth.FromVolume(1, 0.01, 1, double.NaN));
        Named("fall", () => MarketDepth.FromImpact(10, 10));
        Named("sold", () => MarketDepth.Impact(10, -1));

        static void Named(string argument, Func<object> code) => Assert.Equal(argument, Assert.Throws<ArgumentOutOfRangeException>(code).ParamName);
    }
}
