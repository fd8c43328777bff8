using Interdealer.Risk;

namespace Interdealer.Tests.Risk;

public sealed class HistoricalSimulationTests
{
    [Theory]
    [InlineData(QuantileConvention.LowerQuantile, 248)]
    [InlineData(QuantileConvention.UpperQuantile, 248)]
    [InlineData(QuantileConvention.Interpolated, 247.51)]
    public void With_250_days_the_99_percent_quantile_is_the_third_worst_or_lies_beyond_it(QuantileConvention convention, double expected)
    {
        // Losses 1…250 on shuffled days. pT = 2.5: third worst = 248. Type 7: position 249·0.01 + 1 = 3.49 from the worst → 248 − 0.49.
        Assert.Equal(expected, Losses(250, RiskMeasure.ValueAtRisk, 0.99, convention), 10);
    }

    [Theory]
    [InlineData(QuantileConvention.LowerQuantile, 496)]
    [InlineData(QuantileConvention.UpperQuantile, 495)]
    [InlineData(QuantileConvention.Interpolated, 495.01)]
    public void With_500_days_lower_and_upper_quantile_part(QuantileConvention convention, double expected)
    {
        // pT = 5 exactly, though 1 − 0.99 is not exactly 0.01: the 5th worst of 1…500 is 496, the 6th 495. Type 7: 499·0.01 + 1 = 5.99.
        Assert.Equal(expected, Losses(500, RiskMeasure.ValueAtRisk, 0.99, convention), 10);
    }

    [Fact]
    public void Shortfall_takes_the_boundary_day_in_part()
    {
        // 250 days, 99 %: 2.5 days: (250 + 249 + ½·248)/2.5 = 623/2.5 = 249.2. 500 days: mean of 496…500 = 498.
        Assert.Equal(249.2, Losses(250, RiskMeasure.ExpectedShortfall, 0.99), 10);
        Assert.Equal(498, Losses(500, RiskMeasure.ExpectedShortfall, 0.99), 10);

        // Ten days at 97.5 %: a quarter of the worst day is all of the tail.
        Assert.Equal(10, Losses(10, RiskMeasure.ExpectedShortfall, 0.975), 10);
    }

    [Fact]
    public void Horizon_and_explanation_by_hand()
    {
        // v = (100, −50). Day gains: 100·−0.02 + 50·0.01 = −1.5; 100·0.01 − 50·0.03 = −0.5; +1; 100·−0.03 − 50·−0.04 = −1.
        // 75 % of 4 days: 1 day; VaR = 1.5, all from day 0: 2 from the first asset, −0.5 from the second. Four days: doubled.
        var history = ReturnHistory.Of(["a", "b"], new[,] { { -0.02, -0.01 }, { 0.01, 0.03 }, { 0.01, 0 }, { -0.03, -0.04 } });
        var explained = new HistoricalSimulation(history, RiskMeasure.ValueAtRisk, 0.75) { HorizonDays = 4 }.Explain([100, -50]);
        Assert.Equal(3, explained.Value, 12);
        Assert.Equal(new TailScenario(0, 1, 1, -1.5), explained.Scenarios.Single() with { ProfitAndLoss = -1.5 });
        Assert.Equal(-1.5, explained.Scenarios[0].ProfitAndLoss, 12);
        Assert.Equal([4, -1], explained.Contributions.Select(c => Math.Round(c.Contribution, 12)));
        Assert.Equal(["a", "b"], explained.Contributions.Select(c => c.Asset));
    }

    [Fact]
    public void Stressed_days_that_carry_a_quarter_move_the_quantile()
    {
        // Losses 1…9 in calm days, 100 on the one stressed day: at 75 % the tail is .25, exactly the stressed day's weight → 100.
        // Unweighted, 10 days: ⌈2.5⌉ = third worst = 8. Shortfall: all weight on 100, against (100 + 9 + ½·8)/2.5 = 45.2.
        var returns = new double[] { -1, -2, -3, -4, -5, -6, -7, -8, -9, -100 };
        var history = ReturnHistory.Of("a", returns);
        var plain = new HistoricalSimulation(history, RiskMeasure.ValueAtRisk, 0.75);
        var weighted = plain with { Weights = ObservationWeights.Stressed([.. returns.Select(r => r == -100)]) };
        Assert.Equal(8, plain.Estimate([1]));
        Assert.Equal(100, weighted.Estimate([1]));
        Assert.Equal(9, (weighted with { Convention = QuantileConvention.UpperQuantile }).Estimate([1]));
        Assert.Equal(45.2, new HistoricalSimulation(history, RiskMeasure.ExpectedShortfall, 0.75).Estimate([1]), 12);
        Assert.Equal(100, new HistoricalSimulation(history, RiskMeasure.ExpectedShortfall, 0.75) { Weights = weighted.Weights }.Estimate([1]), 12);
        Assert.Throws<InvalidOperationException>(() => (weighted with { Convention = QuantileConvention.Interpolated }).Estimate([1]));
    }

    [Fact]
    public void Stressed_days_never_weigh_less_than_their_number()
    {
        // Two of four days are stressed, which is more than a quarter already: all count alike.
        var weights = ObservationWeights.Stressed([true, false, true, false]);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], Enumerable.Range(0, 4).Select(t => weights[t]));
    }

    [Fact]
    public void Equal_weights_change_nothing()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (history, v, _) = RandomCase(seed);
            var equal = ObservationWeights.Of([.. Enumerable.Repeat(3.0, history.Days)]);
            foreach (var plain in Estimators(history).Where(e => e.Convention != QuantileConvention.Interpolated))
            {
                Close(plain.Estimate(v), (plain with { Weights = equal }).Estimate(v), $"seed {seed}, {plain.Measure} {plain.Confidence} {plain.Convention}");
            }
        }
    }

    [Fact]
    public void Risk_is_homogeneous_contributions_add_up_and_confidence_only_adds()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (history, v, _) = RandomCase(seed);
            foreach (var estimator in Estimators(history))
            {
                var where = $"seed {seed}, {estimator.Measure} {estimator.Confidence} {estimator.Convention}";
                var whole = estimator.Estimate(v);
                Close(2.5 * whole, estimator.Estimate([.. v.Select(x => 2.5 * x)]), where);
                Close(whole, estimator.Explain(v).Contributions.Sum(c => c.Contribution), where);
                Close(1, estimator.Explain(v).Scenarios.Sum(s => s.Weight), where);
                var surer = new HistoricalSimulation(history, estimator.Measure, (1 + estimator.Confidence) / 2) { Convention = estimator.Convention };
                Assert.True(surer.Estimate(v) >= whole - 1e-12, where);
            }
        }
    }

    [Fact]
    public void Shortfall_is_sub_additive_and_never_below_value_at_risk()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (history, v, w) = RandomCase(seed);
            double[] both = [.. v.Zip(w, (x, y) => x + y)];
            foreach (var estimator in Estimators(history))
            {
                var shortfall = new HistoricalSimulation(history, RiskMeasure.ExpectedShortfall, estimator.Confidence);
                Assert.True(shortfall.Estimate(both) <= shortfall.Estimate(v) + shortfall.Estimate(w) + 1e-10, $"seed {seed}");
                Assert.True(shortfall.Estimate(v) >= estimator.Estimate(v) - 1e-10, $"seed {seed}, {estimator.Confidence} {estimator.Convention}");
            }
        }
    }

    [Fact]
    public void Value_at_risk_can_fail_where_shortfall_holds()
    {
        // Two bonds that default on different days of 50. At 97 %, pT = 1.5: the second worst day of each alone is 0, of both together 1.
        var returns = new double[50, 2];
        (returns[3, 0], returns[7, 1]) = (-1, -1);
        var history = ReturnHistory.Of(["a", "b"], returns);
        var valueAtRisk = new HistoricalSimulation(history, RiskMeasure.ValueAtRisk, 0.97);
        Assert.Equal((0, 0, 1), (Math.Abs(valueAtRisk.Estimate([1, 0])), Math.Abs(valueAtRisk.Estimate([0, 1])), valueAtRisk.Estimate([1, 1])));
    }

    [Fact]
    public void Prices_become_returns()
    {
        var history = ReturnHistory.FromPrices(["a"], new double[,] { { 100 }, { 110 }, { 99 } });
        Assert.Equal([0.1, -0.1], history.Asset(0).Select(r => Math.Round(r, 14)));
    }

    [Fact]
    public void Wrong_histories_are_refused_with_the_entry_that_spoils_them()
    {
        static string Message(Func<ReturnHistory> make) => Assert.ThrowsAny<ArgumentException>(make).Message;
        Assert.Contains("returns[0,1] (b) must be a finite fraction", Message(() => ReturnHistory.Of(["a", "b"], new[,] { { 0.1, double.NaN } })), StringComparison.Ordinal);
        Assert.Contains("'a' 2 times", Message(() => ReturnHistory.Of(["a", "a"], new double[1, 2])), StringComparison.Ordinal);
        Assert.Contains("assets must have 2 entries, one for each column of returns; it has 1", Message(() => ReturnHistory.Of(["a"], new double[1, 2])), StringComparison.Ordinal);
        Assert.Contains("0 × 1", Message(() => ReturnHistory.Of("a", [])), StringComparison.Ordinal);
        Assert.Contains("prices[1,0] must be a finite number above 0; it was -1", Message(() => ReturnHistory.FromPrices(["a"], new double[,] { { 1 }, { -1 } })), StringComparison.Ordinal);
        var fine = new HistoricalSimulation(ReturnHistory.Of("a", [0.1, -0.1]), RiskMeasure.ValueAtRisk, 0.99);
        Assert.Throws<ArgumentException>(() => fine.Estimate([1, 2]));
        Assert.Throws<ArgumentException>(() => (fine with { Weights = ObservationWeights.Of([1, 1, 1]) }).Estimate([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistoricalSimulation(fine.History, RiskMeasure.ValueAtRisk, 95));
        Assert.Throws<ArgumentOutOfRangeException>(() => fine with { HorizonDays = -1 });
        Assert.Throws<ArgumentException>(() => ObservationWeights.Of([0, 0]));
        Assert.Throws<ArgumentException>(() => ObservationWeights.Stressed([true, true]));
    }

    [Fact]
    public void Decaying_weights_fall_by_lambda_and_add_up()
    {
        // λ = ½ over 3 days: 1, 2, 4 sevenths.
        var weights = ObservationWeights.Decaying(3, 0.5);
        Assert.Equal([1, 2, 4], Enumerable.Range(0, 3).Select(t => Math.Round(7 * weights[t], 12)));
    }

    private static double Losses(int days, RiskMeasure measure, double confidence, QuantileConvention convention = QuantileConvention.LowerQuantile)
    {
        // 7 has no factor in common with 250, 500 or 10: every loss from 1 to days comes once, out of order.
        double[] returns = [.. Enumerable.Range(0, days).Select(t => -(1.0 + (7 * t % days)))];
        return new HistoricalSimulation(ReturnHistory.Of("a", returns), measure, confidence) { Convention = convention }.Estimate([1]);
    }

    private static IEnumerable<HistoricalSimulation> Estimators(ReturnHistory history) =>
        from measure in Enum.GetValues<RiskMeasure>()
        from confidence in (double[])[0.6, 0.9, 0.975, 0.99]
        from convention in Enum.GetValues<QuantileConvention>()
        select new HistoricalSimulation(history, measure, confidence) { Convention = convention };

    private static (ReturnHistory History, double[] V, double[] W) RandomCase(int seed)
    {
        var random = new Random(seed);
        var (days, m) = (random.Next(1, 120), random.Next(1, 5));
        var returns = new double[days, m];
        for (var t = 0; t < days; t++)
        {
            for (var k = 0; k < m; k++)
            {
                // Cubes for fat tails, rounded so that ties occur.
                returns[t, k] = Math.Round(Math.Pow((2 * random.NextDouble()) - 1, 3), 2);
            }
        }

        double[] Draw() => [.. Enumerable.Range(0, m).Select(_ => random.Next(-9, 10))];
        return (ReturnHistory.Of([.. Enumerable.Range(0, m).Select(k => $"asset {k}")], returns), Draw(), Draw());
    }

    private static void Close(double expected, double actual, string where) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-11 * (1 + Math.Abs(expected)), $"{where}: expected {expected:R}, was {actual:R}");
}
