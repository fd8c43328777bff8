using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Risk;

namespace Interdealer.Tests.Ensembles;

/// <summary>Laws of every source, and the distributions that they draw from; seeds are fixed, bounds are five standard deviations.</summary>
public class ScenarioTests
{
    private const int Many = 100_000;
    private static readonly Correlation Two = Correlation.Of(new[,] { { 1, 0.6 }, { 0.6, 1 } });

    public static TheoryData<string> All => [.. Sources.Keys];

    private static Dictionary<string, IScenarioSource> Sources { get; } = new()
    {
        ["table"] = new ScenarioTable(["a", "b"], Enumerable.Range(0, 300).Select(k => new[] { k, -0.5 * k })),
        ["independent"] = new DrawnScenarios(new RandomPoints(300, 3), [("a", Marginal.Normal(0, 1)), ("b", Marginal.StudentT(3)), ("c", Marginal.Gamma(2, 1))]),
        ["Gaussian"] = new DrawnScenarios(new RandomPoints(300, 3), [("a", Marginal.Normal(0, 1)), ("b", Marginal.Uniform(0, 1))], Copula.Gaussian(Two)),
        ["Student"] = new DrawnScenarios(new RandomPoints(300, 3), [("a", Marginal.StudentT(4)), ("b", Marginal.Normal(0, 1))], Copula.StudentT(Two, 4)),
        ["factors"] = new FactorScenarios(new RandomPoints(300, 3), [Marginal.Normal(0, 1)], [new("a", [0.5]) { Residual = Marginal.Normal(0, 1) }, new("b", [-1])]),
    };

    [Theory]
    [MemberData(nameof(All))]
    public void A_scenario_is_the_same_in_whatever_block_it_is_drawn(string name)
    {
        var source = Sources[name];
        var whole = Draw(source, 0, (int)source.Count);
        Assert.Equal(source.Coordinates.Count, whole.Rows);
        foreach (var (first, count) in new[] { (0, 1), (1, 2), (17, 64), ((int)source.Count - 3, 3) })
        {
            var part = Draw(source, first, count);
            for (var c = 0; c < whole.Rows; c++)
            {
                Assert.Equal(whole.Row(c).Slice(first, count).ToArray(), part.Row(c).ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Scenarios_that_do_not_exist_are_refused(string name)
    {
        var source = Sources[name];
        Assert.Contains($"there are {source.Count}", Assert.Throws<ArgumentOutOfRangeException>(() => Draw(source, source.Count - 1, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("rows", Assert.Throws<ArgumentException>(() => source.Draw(0, new Column(source.Coordinates.Count + 1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains(source.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), source.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gaussian_copula_has_the_rank_correlation_of_its_formula_whatever_the_marginals()
    {
        foreach (var (first, second) in new[] { (Marginal.Normal(0, 1), Marginal.Normal(2, 3)), (Marginal.StudentT(3), Marginal.Beta(2, 5)), (Marginal.LogNormal(0, 2), Marginal.GeneralisedPareto(0.3, 1)) })
        {
            var draws = Draw(new DrawnScenarios(new RandomPoints(Many, 11), [("a", first), ("b", second)], Copula.Gaussian(Two)), 0, Many);
            Assert.Equal(2 * Math.Asin(0.6) / Math.PI, Tau(draws.Row(0), draws.Row(1)), 5 * TauDeviation);
        }
    }

    [Fact]
    public void A_students_copula_has_the_same_rank_correlation_and_its_extremes_come_together()
    {
        var draws = Draw(new DrawnScenarios(new RandomPoints(Many, 12), [("a", Marginal.Uniform(0, 1)), ("b", Marginal.Uniform(0, 1))], Copula.StudentT(Two, 3)), 0, Many);
        Assert.Equal(2 * Math.Asin(0.6) / Math.PI, Tau(draws.Row(0), draws.Row(1)), 5 * TauDeviation);

        // λ = 2·t₄(−√(4·0.4/1.6)) = 2·t₄(−1). At 1 % the copula is still above its limit; a Gaussian's is below 0.2 there.
        var limit = 2 * StudentTail.Tail(1, 4);
        var together = Together(draws, 0.99);
        Assert.InRange(together, limit - 0.03, limit + 0.08);
        var gaussian = Together(Draw(new DrawnScenarios(new RandomPoints(Many, 12), [("a", Marginal.Uniform(0, 1)), ("b", Marginal.Uniform(0, 1))], Copula.Gaussian(Two)), 0, Many), 0.99);
        Assert.True(gaussian < limit - 0.05, $"{gaussian} against {limit}");
    }

    [Fact]
    public void Marginals_keep_their_distribution_in_every_copula()
    {
        Marginal[] marginals = [Marginal.Normal(1, 2), Marginal.StudentT(5, 1, 2), Marginal.Gamma(2, 3), Marginal.Beta(2, 3, -1, 1)];
        foreach (var copula in new[] { Copula.Independent, Copula.Gaussian(Correlation.Uniform(4, 0.5)), Copula.StudentT(Correlation.Uniform(4, 0.5), 5), Copula.StudentT(Correlation.Uniform(4, -0.2), 2.5) })
        {
            var draws = Draw(new DrawnScenarios(new RandomPoints(Many, 5), marginals.Select((m, k) => new Coordinate($"x{k}", m)), copula), 0, Many);
            for (var c = 0; c < marginals.Length; c++)
            {
                foreach (var p in new[] { 0.001, 0.05, 0.5, 0.95, 0.999 })
                {
                    var quantile = marginals[c].Quantile(p);
                    var below = draws.Row(c).ToArray().Count(x => x <= quantile) / (double)Many;
                    Assert.True(Math.Abs(below - p) <= 5 * Math.Sqrt(p * (1 - p) / Many), $"{copula}, {marginals[c]}: {below} of {p}");
                }
            }
        }
    }

    [Fact]
    public void A_singular_correlation_makes_coordinates_that_move_as_one()
    {
        var singular = Correlation.Of(new[,] { { 1, 1, -1 }, { 1, 1, -1 }, { -1.0, -1, 1 } });
        var draws = Draw(new DrawnScenarios(new RandomPoints(1000, 5), [("a", Marginal.Normal(0, 1)), ("b", Marginal.Normal(0, 1)), ("c", Marginal.Normal(0, 1))], Copula.Gaussian(singular)), 0, 1000);
        for (var s = 0; s < 1000; s++)
        {
            Assert.Equal((draws[0, s], -draws[0, s]), (draws[1, s], draws[2, s]));
        }
    }

    [Fact]
    public void A_matrix_that_is_no_correlation_is_refused_with_its_eigenvalue() =>
        // 1, 0.9, 0.9 with −0.9 between the others: eigenvalue 1 − 1.8 = −0.8.
        Assert.Contains("-0.8", Assert.Throws<ArgumentException>(() => Correlation.Of(new[,] { { 1, 0.9, 0.9 }, { 0.9, 1, -0.9 }, { 0.9, -0.9, 1 } })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_factor_model_has_the_covariance_of_its_formula()
    {
        // x = F₁ + 2F₂ + e, y = 1 − F₁: Var x = 1 + 4 + 0.25, Cov = −1, mean of y 1. With factors correlated by ½: Var x = 1 + 4 + 2·2·½ + ¼, Cov = −(1 + 2·½).
        foreach (var (rho, variance, covariance) in new[] { (0.0, 5.25, -1.0), (0.5, 7.25, -2.0) })
        {
            var source = new FactorScenarios(
                new RandomPoints(Many, 9),
                [Marginal.Normal(0, 1), Marginal.Normal(0, 1)],
                [new("x", [1, 2]) { Residual = Marginal.Normal(0, 0.5) }, new("y", [-1, 0]) { Intercept = 1 }],
                Copula.Gaussian(Correlation.Uniform(2, rho)));
            var draws = Draw(source, 0, Many);
            var (x, y) = (draws.Row(0).ToArray(), draws.Row(1).ToArray());
            Assert.Equal(1, y.Average(), 5 / Math.Sqrt(Many));
            Assert.Equal(variance, x.Select(v => v * v).Average(), 5 * variance * Math.Sqrt(2.0 / Many));
            Assert.Equal(covariance, x.Zip(y, (a, b) => a * (b - 1)).Average(), 5 * Math.Sqrt((variance + (covariance * covariance)) / Many));
        }
    }

    [Fact]
    public void Tables_and_coordinates_that_make_no_scenarios_are_refused()
    {
        Assert.Contains("scenario 1 has 1 values", Assert.Throws<ArgumentException>(() => new ScenarioTable(["a", "b"], [[1, 2], [3]])).Message, StringComparison.Ordinal);
        Assert.Contains("NaN for \"b\"", Assert.Throws<ArgumentException>(() => new ScenarioTable(["a", "b"], [[1, double.NaN]])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => new ScenarioTable(["a"], [])).Message, StringComparison.Ordinal);
        Assert.Contains("more than once", Assert.Throws<ArgumentException>(() => new ScenarioTable(["a", "a"], [[1, 2]])).Message, StringComparison.Ordinal);
        Assert.Contains("joins 2", Assert.Throws<ArgumentException>(() => new DrawnScenarios(new RandomPoints(1, 1), [("a", Marginal.Constant(1))], Copula.Gaussian(Two))).Message, StringComparison.Ordinal);
        Assert.Contains("\"a\" has 2 loadings", Assert.Throws<ArgumentException>(() => new FactorScenarios(new RandomPoints(1, 1), [Marginal.Normal(0, 1)], [new("a", [1, 2])])).Message, StringComparison.Ordinal);
    }

    /// <summary>Deviation of the estimate of τ from pairs: at most √(2(1 − τ²)/pairs) for independent pairs.</summary>
    private static double TauDeviation => Math.Sqrt(2.0 / (Many / 2));

    internal static Column Draw(IScenarioSource source, long first, int count)
    {
        var draws = new Column(source.Coordinates.Count, count);
        source.Draw(first, draws);
        return draws;
    }

    /// <summary>Kendall's τ from pairs of neighbours: concordant less discordant.</summary>
    private static double Tau(Span<double> x, Span<double> y)
    {
        var sum = 0;
        for (var s = 0; s + 1 < x.Length; s += 2)
        {
            sum += Math.Sign((x[s] - x[s + 1]) * (y[s] - y[s + 1]));
        }

        return 2.0 * sum / x.Length;
    }

    private static double Together(Column draws, double above)
    {
        var count = 0;
        for (var s = 0; s < draws.Lanes; s++)
        {
            count += draws[0, s] > above && draws[1, s] > above ? 1 : 0;
        }

        return count / (draws.Lanes * (1 - above));
    }
}
