using Interdealer.Risk;

namespace Interdealer.Tests.Risk;

public sealed class EllipticalRiskTests
{
    private static readonly RiskMultiplier Multiplier = RiskMultiplier.StudentT(RiskMeasure.ExpectedShortfall, 0.975, 4).OverDays(10);

    [Fact]
    public void Two_assets_by_hand()
    {
        // x = v∘σ = (100·0.03, 200·0.02) = (3, 4); ρ = 0.5: x′ρx = 9 + 16 + 2·0.5·12 = 37. Uncorrelated: 25, whose root is 5.
        double[] positions = [100, 200], volatilities = [0.03, 0.02];
        Assert.Equal(Math.Sqrt(37), Correlation.Of(new[,] { { 1, 0.5 }, { 0.5, 1 } }).StandardDeviation(positions, volatilities), 14);
        Assert.Equal(5, Correlation.Independent(2).StandardDeviation(positions, volatilities), 14);
    }

    [Fact]
    public void Doubling_volatility_takes_a_risk_of_10_to_20()
    {
        var risk = new EllipticalRisk(RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99), Correlation.Independent(1));
        var sigma = 0.01;
        var position = 10 / (risk.Multiplier.Value * sigma);
        Assert.Equal(10, risk.Estimate([position], [sigma]), 12);
        Assert.Equal(20, risk.Estimate([position], [2 * sigma]), 12);
        Assert.Equal(15, risk.Estimate([0.75 * position], [2 * sigma]), 12);
    }

    [Fact]
    public void Risk_is_homogeneous_and_sub_additive_and_its_contributions_add_up()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var m = random.Next(1, 7);
            var risk = new EllipticalRisk(Multiplier, RandomCorrelation(random, m));
            double[] v = Draw(random, m, -50, 50), w = Draw(random, m, -50, 50), sigma = Draw(random, m, 0, 0.05);
            var whole = risk.Estimate(v, sigma);
            Close(3.7 * whole, risk.Estimate([.. v.Select(x => 3.7 * x)], sigma), seed);
            Assert.True(risk.Estimate([.. v.Zip(w, (x, y) => x + y)], sigma) <= whole + risk.Estimate(w, sigma) + 1e-12, $"seed {seed}");
            var names = Enumerable.Range(0, m).Select(k => $"asset {k}").ToArray();
            Close(whole, risk.Contributions(names, v, sigma).Sum(c => c.Contribution), seed);
            foreach (var (c, k) in risk.Contributions(names, v, sigma).Select((c, k) => (c, k)))
            {
                var up = (double[])v.Clone();
                var down = (double[])v.Clone();
                up[k] += 1e-4;
                down[k] -= 1e-4;
                Assert.True(Math.Abs(((risk.Estimate(up, sigma) - risk.Estimate(down, sigma)) / 2e-4) - c.Marginal) < 1e-6, $"seed {seed}, asset {k}");
            }
        }
    }

    [Fact]
    public void A_scenario_has_the_same_bits_in_a_batch_and_alone()
    {
        var random = new Random(1);
        const int m = 5, scenarios = 13;
        var risk = new EllipticalRisk(Multiplier, RandomCorrelation(random, m));
        var positions = Draw(random, m * scenarios, -10, 10);
        var sigma = Draw(random, m * scenarios, 0, 0.1);
        var batch = new double[scenarios];
        risk.Estimate([.. positions.Zip(sigma, (x, y) => x * y)], scenarios, batch);
        for (var s = 0; s < scenarios; s++)
        {
            double[] Column(double[] from) => [.. Enumerable.Range(0, m).Select(k => from[(k * scenarios) + s])];
            Assert.Equal(risk.Estimate(Column(positions), Column(sigma)), batch[s]);
        }
    }

    [Fact]
    public void A_matrix_that_is_no_correlation_matrix_is_refused_with_its_entry()
    {
        Refused(new[,] { { 1, 0.2 }, { 0.3, 1 } }, "0.3 at [1,0] but 0.2 at [0,1]; it must be symmetric");
        Refused(new[,] { { 1, 0 }, { 0, 0.04 } }, "0.04 at [1,1]; every diagonal entry must be 1");
        Refused(new[,] { { 1, 1.5 }, { 1.5, 1 } }, "1.5 at [1,0]; a correlation is a number from -1 to 1");
        Refused(new[,] { { 1, double.NaN }, { double.NaN, 1 } }, "NaN at [1,0]");
        Refused(new double[2, 3], "is 2 × 3; it must be square");

        // 1 with 2 and 1 with 3 at 0.9, but 2 with 3 at −0.9: eigenvalues of [[0,a,a],[a,0,−a],[a,−a,0]]/a are 1, 1, −2, so 1 − 1.8 = −0.8.
        Refused(new[,] { { 1, 0.9, 0.9 }, { 0.9, 1, -0.9 }, { 0.9, -0.9, 1 } }, "the negative eigenvalue -0.8");
        Assert.Throws<ArgumentOutOfRangeException>(() => Correlation.Uniform(3, -0.51));
        Assert.Equal(-0.5, Correlation.Uniform(3, -0.5)[2, 0]);
        Assert.Equal(1, Correlation.Of(new[,] { { 1.0, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } })[0, 2]);
    }

    [Fact]
    public void Positions_and_volatilities_are_checked_at_the_door()
    {
        var correlation = Correlation.Uniform(2, 0.3);
        Assert.Contains("positions must have 2 entries, one for each asset; it has 3", Assert.Throws<ArgumentException>(() => correlation.StandardDeviation([1, 2, 3], [0.1, 0.1])).Message, StringComparison.Ordinal);
        Assert.Contains("volatilities[1] must be a finite number of at least 0", Assert.Throws<ArgumentOutOfRangeException>(() => correlation.StandardDeviation([1, 2], [0.1, -0.1])).Message, StringComparison.Ordinal);
        Assert.Contains("positions[0] must be a finite number, in currency; it was NaN", Assert.Throws<ArgumentOutOfRangeException>(() => correlation.StandardDeviation([double.NaN, 2], [0.1, 0.1])).Message, StringComparison.Ordinal);
    }

    private static void Refused(double[,] matrix, string because) =>
        Assert.Contains(because, Assert.Throws<ArgumentException>(() => Correlation.Of(matrix)).Message, StringComparison.Ordinal);

    private static double[] Draw(Random random, int count, double from, double to) =>
        [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextDouble()))];

    /// <summary>Correlation of random factor loadings: always admissible.</summary>
    private static Correlation RandomCorrelation(Random random, int m)
    {
        var factors = Enumerable.Range(0, m).Select(_ => Draw(random, m + 1, -1, 1)).ToArray();
        var matrix = new double[m, m];
        for (var k = 0; k < m; k++)
        {
            for (var l = 0; l < m; l++)
            {
                double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
                matrix[k, l] = k == l ? 1 : Dot(factors[k], factors[l]) / Math.Sqrt(Dot(factors[k], factors[k]) * Dot(factors[l], factors[l]));
            }
        }

        return Correlation.Of(matrix);
    }

    private static void Close(double expected, double actual, int seed) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-12 * (1 + Math.Abs(expected)), $"seed {seed}: expected {expected:R}, was {actual:R}");
}
