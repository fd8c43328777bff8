using Interdealer.Risk;

namespace Interdealer.Tests.Risk;

public sealed class GarchFitTests
{
    private static readonly Garch11 Truth = Garch11.FromLongRun(0.01, 0.08, 0.9);

    [Fact]
    public void Known_parameters_are_found_again_in_a_long_series()
    {
        var returns = Truth.Simulate(VolatilityModelTests.Normals(11, 20_000), Truth.LongRunVariance);
        var fit = GarchFit.Of(returns);
        Assert.Equal(GarchFitOutcome.Converged, fit.Outcome);

        // Standard errors at this length are near 0.005 for α, 0.007 for β.
        Assert.InRange(fit.Model.Alpha, 0.065, 0.095);
        Assert.InRange(fit.Model.Beta, 0.88, 0.92);
        Assert.InRange(fit.Model.LongRunVolatility, 0.0094, 0.0106);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_fit_is_likelier_than_the_truth_and_than_every_neighbour(bool targeting)
    {
        for (var seed = 20; seed < 26; seed++)
        {
            var returns = Truth.Simulate(VolatilityModelTests.Normals(seed, 2000), Truth.LongRunVariance);
            var fit = GarchFit.Of(returns, new GarchFitOptions { VarianceTargeting = targeting });
            double Likelihood(Garch11 model) => GarchFit.LogLikelihoodOf(model, returns, VarianceSeed.WholeSample);
            var best = Likelihood(fit.Model);
            Assert.Equal(GarchFitOutcome.Converged, fit.Outcome);
            Assert.Equal(best, fit.LogLikelihood, 6);
            var longRun = targeting ? returns.Average(r => r * r) : fit.Model.LongRunVariance;
            Assert.Equal(longRun, fit.Model.LongRunVariance, 12);
            Assert.True(best >= Likelihood(Garch11.FromLongRun(targeting ? Math.Sqrt(longRun) : 0.01, 0.08, 0.9)), $"seed {seed}");
            (double, double, double)[] steps = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (1, -1, 0), (-1, 1, 0), (0, 0, 1), (0, 0, -1)];
            foreach (var (da, db, dv) in steps[..(targeting ? 6 : 8)])
            {
                var volatility = Math.Sqrt(longRun) * (1 + (0.005 * dv));
                var near = Garch11.FromLongRun(volatility, fit.Model.Alpha + (0.002 * da), fit.Model.Beta + (0.002 * db));
                Assert.True(best >= Likelihood(near), $"seed {seed}: {near} is likelier than {fit}");
            }
        }
    }

    [Fact]
    public void The_likelihood_of_two_returns_by_hand()
    {
        // σ₁ = 1 %, r₁ = 2 %; EWMA(.9): σ₂² = .9e-4 + .4e-4 = 1.3e-4, r₂ = −1 %.
        // −½[2·ln 2π + ln 1e-4 + 4 + ln 1.3e-4 + 1/1.3].
        var expected = -0.5 * ((2 * Math.Log(2 * Math.PI)) + Math.Log(1e-4) + 4 + Math.Log(1.3e-4) + (1 / 1.3));
        Assert.Equal(expected, GarchFit.LogLikelihoodOf(new Ewma(0.9), [0.02, -0.01], VarianceSeed.Volatility(0.01)), 12);
    }

    [Fact]
    public void Scale_changes_omega_alone()
    {
        var returns = Truth.Simulate(VolatilityModelTests.Normals(31, 1500), Truth.LongRunVariance);
        var (fit, scaled) = (GarchFit.Of(returns), GarchFit.Of([.. returns.Select(r => 100 * r)]));
        Assert.Equal(fit.Model.Alpha, scaled.Model.Alpha, 5);
        Assert.Equal(fit.Model.Beta, scaled.Model.Beta, 5);
        Assert.Equal(1e4, scaled.Model.LongRunVariance / fit.Model.LongRunVariance, 0.1);
        Assert.Equal(fit.LogLikelihood - (1500 * Math.Log(100)), scaled.LogLikelihood, 5);
    }

    [Fact]
    public void Today_is_forecast_from_the_last_return()
    {
        var returns = Truth.Simulate(VolatilityModelTests.Normals(41, 500), Truth.LongRunVariance);
        var fit = GarchFit.Of(returns, new GarchFitOptions { Seed = VarianceSeed.FirstDays(20) });
        Assert.Equal(fit.Model.Variances(returns, VarianceSeed.FirstDays(20))[^1], fit.VarianceForecast);
    }

    [Fact]
    public void A_search_cut_short_says_so()
    {
        var returns = Truth.Simulate(VolatilityModelTests.Normals(11, 500), Truth.LongRunVariance);
        var fit = GarchFit.Of(returns, new GarchFitOptions { EvaluationLimit = 100 });
        Assert.Equal(GarchFitOutcome.EvaluationLimit, fit.Outcome);
        Assert.InRange(fit.Evaluations, 90, 110);
        Assert.Contains("raise EvaluationLimit", fit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Returns_without_clustering_end_at_the_edge_and_are_named_so()
    {
        // Alternating ±1 %: squares never vary, so nothing identifies α: it goes to 0.
        double[] returns = [.. Enumerable.Range(0, 200).Select(t => t % 2 == 0 ? 0.01 : -0.01 * (1 + (0.3 * (t % 4 - 2))))];
        var fit = GarchFit.Of(returns);
        Assert.Equal(GarchFitOutcome.AtBoundary, fit.Outcome);
        Assert.True(fit.Model.IsStationary);
    }

    [Fact]
    public void Series_that_cannot_be_fitted_are_refused()
    {
        Assert.Contains("has 49 entries; a fit needs at least 50", Assert.Throws<ArgumentException>(() => GarchFit.Of(new double[49])).Message, StringComparison.Ordinal);
        Assert.Contains("all 0", Assert.Throws<ArgumentException>(() => GarchFit.Of(new double[60])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GarchFit.Of(VolatilityModelTests.Returns(1, 60), new GarchFitOptions { Seed = VarianceSeed.Volatility(0) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GarchFitOptions { EvaluationLimit = 5 });
    }
}
