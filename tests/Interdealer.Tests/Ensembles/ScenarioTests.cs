using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Risk;

namespace Interdealer.Tests.Ensembles;
using Interdealer.Numerics;

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
        ["Latin hypercube"] = new DrawnScenarios(new LatinHypercube(300, 3), [("a", Marginal.Normal(0, 1)), ("b", Marginal.Normal(0, 1))], Copula.StudentT(Two, 4)),
        ["Sobol"] = new DrawnScenarios(new SobolPoints(300, 3), [("a", Marginal.Normal(0, 1)), ("b", Marginal.Beta(2, 3))], Copula.Gaussian(Two)),
        ["Saltelli"] = new DrawnScenarios(new SaltelliPoints(new SobolPoints(75, 3), 2), [("a", Marginal.Normal(0, 1)), ("b", Marginal.Beta(2, 3))]),
        ["grid"] = new GridScenarios(("a", GridScenarios.Spaced(0, 1, 20)), ("b", [3, 1, 4]), ("c", [1, 5, 9, 2, 6])),
        ["bootstrap"] = new BootstrapScenarios(["a", "b"], History(50), 300, 3, PathTotal.Fall) { Horizon = 10, Blocks = BootstrapBlocks.Stationary, BlockLength = 4 },
        ["crossed"] = new CrossedScenarios(new GridScenarios(("c", [1, 2, 3])), new DrawnScenarios(new RandomPoints(100, 3), [("a", Marginal.Normal(0, 1)), ("b", Marginal.Normal(0, 1))])),
        ["joined"] = new JoinedScenarios(new BootstrapScenarios(["a"], History(50).Select(d => d[..1]), 300, 3, PathTotal.Sum), new DrawnScenarios(new LatinHypercube(300, 4), [("b", Marginal.Normal(0, 1))])),
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
        var limit = 2 * new StudentTail(4).Tail(1);
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
    public void Single_days_come_equally_often_and_together()
    {
        var history = History(20);
        var source = new BootstrapScenarios(["a", "b"], history, Many, 7, PathTotal.Sum);
        var draws = Draw(source, 0, Many);
        var days = Enumerable.Range(0, Many).Select(s => history.FindIndex(d => d[0] == draws[0, s])).ToArray();
        Assert.All(Enumerable.Range(0, Many), s => Assert.Equal(history[days[s]][1], draws[1, s]));

        // 5,000 of each, deviation √(100,000·0.05·0.95) = 69.
        Assert.All(days.GroupBy(d => d), g => Assert.InRange(g.Count(), 5000 - (5 * 69), 5000 + (5 * 69)));
        Assert.Equal(20, days.Distinct().Count());
    }

    [Fact]
    public void Moving_blocks_are_whole_pieces_of_history()
    {
        var source = new BootstrapScenarios(["a", "b"], History(30), 5000, 7, PathTotal.Fall) { Horizon = 11, Blocks = BootstrapBlocks.Moving, BlockLength = 4 };
        var starts = new HashSet<int>();
        for (var scenario = 0; scenario < 5000; scenario++)
        {
            var path = source.Days(scenario);
            for (var h = 0; h < 11; h++)
            {
                Assert.True(h % 4 == 0 ? starts.Add(path[h]) || true : path[h] == path[h - 1] + 1);
            }
        }

        // Every day from which a block of 4 fits into 30.
        Assert.Equal(Enumerable.Range(0, 27), starts.Order());
    }

    [Fact]
    public void Stationary_blocks_have_geometric_lengths_and_go_round_the_end()
    {
        var source = new BootstrapScenarios(["a", "b"], History(30), 4000, 9, PathTotal.Fall) { Horizon = 50, Blocks = BootstrapBlocks.Stationary, BlockLength = 5 };
        var (breaks, wraps) = (0, 0);
        for (var scenario = 0; scenario < 4000; scenario++)
        {
            var path = source.Days(scenario);
            for (var h = 1; h < 50; h++)
            {
                breaks += path[h] != (path[h - 1] + 1) % 30 ? 1 : 0;
                wraps += path[h] == 0 && path[h - 1] == 29 ? 1 : 0;
            }
        }

        // A new block begins with probability 1/5, and by chance where the old one would have gone on in 1 of 30: 49·4000·(1/5)·(29/30).
        var expected = 49 * 4000 * 0.2 * 29 / 30;
        Assert.InRange(breaks, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        Assert.True(wraps > 0);
    }

    [Fact]
    public void Days_of_a_path_compound_or_add_up()
    {
        var history = History(30);
        foreach (var total in new[] { PathTotal.Fall, PathTotal.Sum })
        {
            var source = new BootstrapScenarios(["a", "b"], history, 100, 7, total) { Horizon = 3, Blocks = BootstrapBlocks.Moving, BlockLength = 3 };
            var draws = Draw(source, 0, 100);
            for (var s = 0; s < 100; s++)
            {
                var days = source.Days(s).Select(d => history[d][0]).ToList();
                Assert.Equal(total == PathTotal.Sum ? days.Sum() : 1 - days.Aggregate(1.0, (p, r) => p * (1 + r)), draws[0, s], 1e-15);
            }
        }

        var one = new BootstrapScenarios(ReturnHistory.Of(["A"], new[,] { { -0.04 } }), 1, 1);
        Assert.Equal(0.04, Draw(one, 0, 1)[0, 0]);
    }

    [Fact]
    public void A_grid_has_every_combination_once()
    {
        var draws = Draw(new GridScenarios(("a", [1, 2]), ("b", [10, 20, 30])), 0, 6);
        Assert.Equal([1.0, 1, 1, 2, 2, 2], draws.Row(0).ToArray());
        Assert.Equal([10.0, 20, 30, 10, 20, 30], draws.Row(1).ToArray());
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], GridScenarios.Spaced(0, 1, 5));
    }

    [Fact]
    public void Crossed_and_joined_sources_have_the_scenarios_of_their_parts()
    {
        var inner = new DrawnScenarios(new RandomPoints(7, 3), [("x", Marginal.Normal(0, 1))]);
        var crossed = Draw(new CrossedScenarios(new GridScenarios(("p", [1, 2, 3])), inner), 0, 21);
        var joined = Draw(new JoinedScenarios(inner, new GridScenarios(("p", [1, 2, 3, 4, 5, 6, 7]))), 0, 7);
        var alone = Draw(inner, 0, 7);
        for (var s = 0; s < 21; s++)
        {
            Assert.Equal((1 + (s / 7), alone[0, s % 7]), (crossed[0, s], crossed[1, s]));
        }

        Assert.Equal(alone.Row(0).ToArray(), joined.Row(0).ToArray());
        Assert.Equal([1.0, 2, 3, 4, 5, 6, 7], joined.Row(1).ToArray());
        Assert.Contains("one number of scenarios", Assert.Throws<ArgumentException>(() => new JoinedScenarios(inner, new GridScenarios(("p", [1])))).Message, StringComparison.Ordinal);
        Assert.Contains("more than once", Assert.Throws<ArgumentException>(() => new CrossedScenarios(inner, inner)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Histories_that_cannot_be_drawn_from_are_refused()
    {
        Assert.Contains("day 1 has a return of -3", Assert.Throws<ArgumentException>(() => new BootstrapScenarios(["a"], [[0.1], [-3.0]], 1, 1, PathTotal.Fall)).Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 2 days", Assert.Throws<ArgumentOutOfRangeException>(() => new BootstrapScenarios(["a"], [[0.1], [0.2]], 1, 1, PathTotal.Fall) { BlockLength = 3 }).Message, StringComparison.Ordinal);
        Assert.Contains("Horizon", Assert.Throws<ArgumentOutOfRangeException>(() => new BootstrapScenarios(["a"], [[0.1]], 1, 1, PathTotal.Fall) { Horizon = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("\"a\" must have", Assert.Throws<ArgumentException>(() => new GridScenarios(("a", []))).Message, StringComparison.Ordinal);
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

    /// <summary>Returns that are all different.</summary>
    private static List<double[]> History(int days) => [.. Enumerable.Range(0, days).Select(t => new[] { 0.001 * (t - 10), 0.01 * Math.Sin(t + 1) })];

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
        for (var s = 0; s < draws.ScenarioCount; s++)
        {
            count += draws[0, s] > above && draws[1, s] > above ? 1 : 0;
        }

        return count / (draws.ScenarioCount * (1 - above));
    }
}
