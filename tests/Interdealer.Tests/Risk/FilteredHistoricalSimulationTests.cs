using Interdealer.Risk;

namespace Interdealer.Tests.Risk;

public sealed class FilteredHistoricalSimulationTests
{
    // α = 0, β = 1 keeps every variance where the seed put it.
    private static readonly Garch11 Constant = new(0, 0, 1);

    [Fact]
    public void Two_returns_by_hand()
    {
        // EWMA(.5) from 1 %: returns −1 % and −3 % had volatilities 1 % and 1 % (½·1e-4 + ½·1e-4): residuals −1, −3.
        // Today: ½·1e-4 + ½·9e-4 = 5e-4. Worst rescaled day: −3·√5e-4 = −6.7082 %.
        var history = ReturnHistory.Of("a", [-0.01, -0.03]);
        var filtered = new FilteredHistoricalSimulation(
            new HistoricalSimulation(history, RiskMeasure.ValueAtRisk, 0.6), new Ewma(0.5), VarianceSeed.Volatility(0.01));
        Assert.Equal([-1, -3], filtered.StandardisedReturns.Asset(0).Select(z => Math.Round(z, 12)));
        Assert.Equal(Math.Sqrt(5e-4), filtered.Volatilities[0], 15);
        Assert.Equal(100 * 3 * Math.Sqrt(5e-4), filtered.Estimate([100]), 12);
    }

    [Fact]
    public void With_constant_volatility_it_is_historical_simulation()
    {
        foreach (var (plain, v, seed) in Cases())
        {
            var filtered = new FilteredHistoricalSimulation(plain, Constant, VarianceSeed.WholeSample);
            Assert.True(Math.Abs(filtered.Estimate(v) - plain.Estimate(v)) < 1e-12 * Math.Max(1, Math.Abs(plain.Estimate(v))), $"seed {seed}, {plain.Measure}");
        }
    }

    [Fact]
    public void Risk_is_homogeneous_in_positions_and_in_volatilities_and_contributions_add_up()
    {
        foreach (var (plain, v, seed) in Cases())
        {
            var filtered = new FilteredHistoricalSimulation(plain, new Ewma(0.9), VarianceSeed.FirstDays(10));
            var whole = filtered.Estimate(v);
            double[] doubled = [.. filtered.Volatilities.Select(s => 2 * s)];
            Close(3 * whole, filtered.Estimate([.. v.Select(x => 3 * x)]), seed);
            Close(2 * whole, filtered.Estimate(v, doubled), seed);
            Close(whole, filtered.Explain(v).Value, seed);
            Close(whole, filtered.Explain(v).Contributions.Sum(c => c.Contribution), seed);
            Close(whole, filtered.Explain(v).Contributions.Select((c, k) => c.Marginal * v[k]).Sum(), seed);
        }
    }

    [Fact]
    public void After_a_storm_it_asks_for_more_than_plain_history_and_in_a_calm_for_less()
    {
        double[] calm = VolatilityModelTests.Returns(3, 400), storm = [.. VolatilityModelTests.Returns(4, 100).Select(r => 4 * r)];
        double Ratio(double[] returns)
        {
            var plain = new HistoricalSimulation(ReturnHistory.Of("a", returns), RiskMeasure.ExpectedShortfall, 0.975);
            return new FilteredHistoricalSimulation(plain, new Ewma(0.94), VarianceSeed.FirstDays(50)).Estimate([1]) / plain.Estimate([1]);
        }

        Assert.True(Ratio([.. calm, .. storm]) > 1.2);
        Assert.True(Ratio([.. storm, .. calm]) < 0.5);
    }

    [Fact]
    public void Every_asset_may_have_its_own_model()
    {
        var history = ReturnHistory.Of(["a", "b"], new[,] { { -0.01, -0.02 }, { -0.03, 0.01 } });
        var plain = new HistoricalSimulation(history, RiskMeasure.ValueAtRisk, 0.9);
        var filtered = new FilteredHistoricalSimulation(plain, [new Ewma(0.5), Constant], VarianceSeed.Volatility(0.01));
        Assert.Equal(Math.Sqrt(5e-4), filtered.Volatilities[0], 15);
        Assert.Equal(0.01, filtered.Volatilities[1], 15);
        Assert.Throws<ArgumentException>(() => new FilteredHistoricalSimulation(plain, [Constant], VarianceSeed.WholeSample));
    }

    [Fact]
    public void A_volatility_of_zero_cannot_filter_and_is_named()
    {
        var plain = new HistoricalSimulation(ReturnHistory.Of("still", [0, 0.01]), RiskMeasure.ValueAtRisk, 0.9);
        var error = Assert.Throws<ArgumentException>(() => new FilteredHistoricalSimulation(plain, new Ewma(0.9), VarianceSeed.FirstDays(1)));
        Assert.Contains("'still' is 0 on day 0", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(HistoricalSimulation Plain, double[] V, int Seed)> Cases()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var m = random.Next(1, 4);
            var returns = new double[60, m];
            for (var i = 0; i < 60 * m; i++)
            {
                returns[i / m, i % m] = Math.Pow((2 * random.NextDouble()) - 1, 3);
            }

            var history = ReturnHistory.Of([.. Enumerable.Range(0, m).Select(k => $"asset {k}")], returns);
            double[] v = [.. Enumerable.Range(0, m).Select(_ => (20 * random.NextDouble()) - 10)];
            foreach (var measure in Enum.GetValues<RiskMeasure>())
            {
                yield return (new HistoricalSimulation(history, measure, 0.95) { HorizonDays = 2 }, v, seed);
            }
        }
    }

    private static void Close(double expected, double actual, int seed) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-11 * (1 + Math.Abs(expected)), $"seed {seed}: expected {expected:R}, was {actual:R}");
}
