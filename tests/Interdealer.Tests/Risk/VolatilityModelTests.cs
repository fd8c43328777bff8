using Interdealer.Risk;

namespace Interdealer.Tests.Risk;

public sealed class VolatilityModelTests
{
    [Fact]
    public void Published_updates_come_out_to_their_last_digit()
    {
        // .9·1e-4 + .1·4e-4 = 1.3e-4, whose root is 1.14 %.
        Assert.Equal(0.0114, Math.Sqrt(new Ewma(0.9).Update(0.01 * 0.01, 0.02)), 4);

        // A price goes from 300 to 298 at a volatility of 1.3 % a day.
        var fall = (298.0 / 300) - 1;
        Assert.Equal(0.0127093142, Math.Sqrt(new Ewma(0.94).Update(0.013 * 0.013, fall)), 10);
        Assert.Equal(0.0127529517, Math.Sqrt(new Garch11(2e-6, 0.04, 0.94).Update(0.013 * 0.013, fall)), 10);
    }

    [Fact]
    public void Ten_steps_ahead_variance_has_come_half_way_back()
    {
        // .0004 + .98^10·(.0009 − .0004) = .0004 + .8170728·.0005 = .00080854.
        var garch = Garch11.FromLongRun(0.02, 0.05, 0.93);
        Assert.Equal(0.000809, garch.Forecast(0.0009, 10), 6);
        Assert.Equal(0.0004 + (Math.Pow(0.98, 10) * 0.0005), garch.Forecast(0.0009, 10), 15);
        Assert.Equal(0.02, garch.LongRunVolatility, 14);
        Assert.Equal(Math.Log(0.5) / Math.Log(0.98), garch.HalfLife, 10);
    }

    [Fact]
    public void Half_life_and_a_five_sigma_day()
    {
        var ewma = new Ewma(0.94);
        Assert.Equal(11.2023, ewma.HalfLife, 4);
        Assert.Equal(0.94, Ewma.FromHalfLife(ewma.HalfLife).Lambda, 14);

        // √(.94 + .06·25) = √2.44 = 1.5620.
        Assert.Equal(1.5620, Math.Sqrt(ewma.Update(1e-4, 0.05)) / 0.01, 4);
        Assert.Equal(0.5, Enumerable.Range(0, 1000).Select(ewma.Weight).TakeWhile((_, age) => age < 11.2).Sum(), 1);
    }

    [Fact]
    public void Variance_today_is_the_weighted_sum_of_squares_and_of_the_seed()
    {
        var returns = Returns(3, 60);
        var ewma = new Ewma(0.9);
        var expected = Math.Pow(0.9, 60) * 0.02 * 0.02;
        for (var age = 0; age < 60; age++)
        {
            expected += ewma.Weight(age) * returns[59 - age] * returns[59 - age];
        }

        var path = ewma.Variances(returns, VarianceSeed.Volatility(0.02));
        Assert.Equal(1e4 * expected, 1e4 * path[^1], 12);
        Assert.Equal((61, 0.02 * 0.02), (path.Length, path[0]));
        Assert.Equal(Math.Sqrt(expected), ewma.Volatility(returns, VarianceSeed.Volatility(0.02)), 14);
    }

    [Fact]
    public void Seeds_say_where_a_recursion_starts()
    {
        // Squares 1, 4, 9 (in units of 1e-4): mean of two 2.5, of all 14/3.
        double[] returns = [0.01, -0.02, 0.03];
        Assert.Equal(2.5, 1e4 * new Ewma(0.9).Variances(returns, VarianceSeed.FirstDays(2))[0], 12);
        Assert.Equal(14.0 / 3, 1e4 * new Ewma(0.9).Variances(returns, VarianceSeed.WholeSample)[0], 12);
        Assert.Equal(14.0 / 3, 1e4 * new Ewma(0.9).Variances(returns, VarianceSeed.FirstDays(99))[0], 12);
    }

    [Fact]
    public void Garch_without_a_long_run_is_ewma()
    {
        var returns = Returns(5, 100);
        var ewma = new Ewma(0.94).Variances(returns, VarianceSeed.WholeSample);
        var garch = new Garch11(0, 1 - 0.94, 0.94).Variances(returns, VarianceSeed.WholeSample);
        Assert.All(ewma.Zip(garch), pair => Assert.Equal(1e4 * pair.First, 1e4 * pair.Second, 12));
        Assert.Equal(3, new Garch11(0, 1 - 0.94, 0.94).Forecast(3, 500), 12);
    }

    [Fact]
    public void Forecasts_by_recursion_and_in_closed_form_agree()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var persistence = seed % 5 == 0 ? 1 : random.NextDouble();
            var alpha = persistence * random.NextDouble();
            var garch = new Garch11(1e-5 * random.NextDouble(), alpha, persistence - alpha);
            var start = 1e-3 * random.NextDouble();
            var (variance, sum) = (start, 0.0);
            for (var h = 0; h < 40; h++)
            {
                Assert.True(Math.Abs(variance - garch.Forecast(start, h)) <= 1e-12 * variance, $"seed {seed}, step {h}");
                sum += variance;
                Assert.True(Math.Abs(sum - garch.ForecastSum(start, h + 1)) <= 1e-12 * sum, $"seed {seed}, horizon {h + 1}");

                // The expectation of an update is the update at r² = σ².
                variance = garch.Update(variance, Math.Sqrt(variance));
            }
        }
    }

    [Fact]
    public void Simulated_variance_averages_to_the_long_run()
    {
        var garch = Garch11.FromLongRun(0.01, 0.05, 0.9);
        var returns = garch.Simulate(Normals(7, 200_000), garch.LongRunVariance);
        Assert.InRange(Math.Sqrt(returns.Average(r => r * r)), 0.0097, 0.0103);
    }

    [Fact]
    public void A_portfolio_through_the_covariance_matrix_is_the_portfolio_through_its_own_returns()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            const int m = 4, days = 80;
            var returns = new double[days, m];
            for (var i = 0; i < days * m; i++)
            {
                returns[i / m, i % m] = (0.04 * random.NextDouble()) - 0.02;
            }

            var history = ReturnHistory.Of(["a", "b", "c", "d"], returns);
            double[] v = [.. Enumerable.Range(0, m).Select(_ => (200 * random.NextDouble()) - 100)];
            var multiplier = RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99);
            var seeds = VarianceSeed.FirstDays(20);
            var through = new Ewma(0.94).Covariance(history, seeds).Risk(v, multiplier);
            var alone = multiplier.Value * Math.Sqrt(new Ewma(0.94).Variances(history.ProfitAndLoss(v), seeds)[^1]);
            Assert.True(Math.Abs(through - alone) <= 1e-10 * alone, $"seed {seed}: {through:R} against {alone:R}");
        }
    }

    [Fact]
    public void An_asset_that_never_moves_has_no_volatility_and_no_correlation()
    {
        var history = ReturnHistory.Of(["moves", "rests"], new[,] { { 0.01, 0 }, { -0.02, 0 } });
        var estimate = new Ewma(0.94).Covariance(history, VarianceSeed.WholeSample);
        Assert.Equal((0.0, 0.0), (estimate.Volatilities[1], estimate.Correlation[0, 1]));
    }

    [Fact]
    public void Models_print_their_equation()
    {
        Assert.Equal("σ² ← 0.94 σ² + 0.06 r²", new Ewma(0.94).ToString());
        Assert.Equal("σ² ← 2E-6 + 0.04 r² + 0.94 σ², long run 1 % a day", new Garch11(2e-6, 0.04, 0.94).ToString());
    }

    [Fact]
    public void Wrong_parameters_are_refused_by_name_and_value()
    {
        Assert.Contains("lambda must be a fraction above 0 and below 1 (0.94 for daily returns); it was 94", Assert.Throws<ArgumentOutOfRangeException>(() => new Ewma(94)).Message, StringComparison.Ordinal);
        Assert.Contains("alpha + beta must be at most 1, or variance explodes; it was 1.1", Assert.Throws<ArgumentOutOfRangeException>(() => new Garch11(1e-6, 0.2, 0.9)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Garch11(-1e-6, 0.1, 0.8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Garch11(1e-6, double.NaN, 0.8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Garch11.FromLongRun(0.01, 0.1, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => VarianceSeed.Volatility(-0.01));
        Assert.Throws<ArgumentException>(() => new Ewma(0.9).Variances([], VarianceSeed.WholeSample));
        Assert.Contains("returns[1] must be a finite number, in (a fraction); it was NaN", Assert.Throws<ArgumentOutOfRangeException>(() => new Ewma(0.9).Variances([0, double.NaN], VarianceSeed.WholeSample)).Message, StringComparison.Ordinal);
    }

    internal static double[] Returns(int seed, int count) => [.. Normals(seed, count).Select(z => 0.01 * z)];

    /// <summary>Normal draws by Box and Muller.</summary>
    internal static double[] Normals(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }

    [Fact]
    public void The_shock_for_a_multiple_of_volatility_is_the_return_that_gives_it()
    {
        // √((4 − .94)/.06) = √51 = 7.1414 doubles it; √2.44 takes five.
        Assert.Equal(Math.Sqrt(51), new Ewma(0.94).ShockFor(2), 12);
        Assert.Equal(5, new Ewma(0.94).ShockFor(Math.Sqrt(2.44)), 12);
        Assert.Equal(1, new Ewma(0.94).ShockFor(1), 12);
        Assert.Equal(0, new Ewma(0.94).ShockFor(Math.Sqrt(0.94)), 6);
        var random = new Random(8);
        for (var trial = 0; trial < 200; trial++)
        {
            var ewma = new Ewma(0.01 + (0.98 * random.NextDouble()));
            var (volatility, multiple) = (0.001 + random.NextDouble(), Math.Sqrt(ewma.Lambda) + (5 * random.NextDouble()));
            Assert.Equal(multiple, Math.Sqrt(ewma.Update(volatility * volatility, ewma.ShockFor(multiple) * volatility)) / volatility, 9);
        }

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new Ewma(0.81).ShockFor(0.5));
        Assert.Contains("multiple must be a finite multiple of at least √λ = 0.9", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ewma(0.81).ShockFor(double.PositiveInfinity));
    }
}
