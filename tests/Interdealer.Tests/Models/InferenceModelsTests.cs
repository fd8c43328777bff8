using Interdealer.Models;
using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Tests.Models;

public sealed class InferenceModelsTests
{
    [Fact]
    public void King_and_Wadhwani_s_markets_import_each_other_s_news()
    {
        // λ = 1/2, so β = α/2. Cov = .20·2 + .25·2 = .9; Var = 2(1 + .0625) and 2(1 + .04).
        var markets = new KingWadhwani(new MarketNews(1, 1, 0.5), new MarketNews(1, 1, 0.4));
        Close.To(0.25, markets.Beta12);
        Close.To(0.20, markets.Beta21);
        Close.To(0.4280863447, markets.Correlation);
        Close.To(0.4, new KingWadhwani(new MarketNews(1, 1, 0.5), new MarketNews(4, 1, 0.4)).Beta12);
        Assert.True(markets.CanBeInverted);
        Assert.False(new KingWadhwani(new MarketNews(1, 0, 1), new MarketNews(1, 0, 1)).CanBeInverted);
    }

    [Fact]
    public void King_and_Wadhwani_s_prices_solve_the_equations_in_each_other()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var r = new Random(seed);
            MarketNews News() => new(r.NextDouble(), 0.1 + r.NextDouble(), (2 * r.NextDouble()) - 0.5);
            var markets = new KingWadhwani(News(), News());
            var (n1, n2) = (r.NextDouble() - 0.5, r.NextDouble() - 0.5);
            var (s1, s2) = markets.Changes(n1, n2);
            var own = 1 - (markets.Beta12 * markets.Beta21);
            Assert.True(Math.Abs((own * n1) + (markets.Beta12 * s2) - s1) <= 1e-12 && Math.Abs((own * n2) + (markets.Beta21 * s1) - s2) <= 1e-12, $"seed {seed}");
            Assert.InRange(markets.Correlation, -1, 1);
        }

        Assert.Contains("second.LocalVariance", Assert.Throws<ArgumentOutOfRangeException>(() => new KingWadhwani(new(1, 1, 1), new(1, -1, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_all_informed_news_enters_one_for_one()
    {
        double[,] residual = { { 1, 0.3 }, { 0.3, 2 } };
        var market = new KodresPritsker(new double[,] { { 1, 0 }, { 0, 1 } }, residual, new double[,] { { 1, 0 }, { 0, 1 } }, informedShare: 1, riskAversion: 3);
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 2; j++)
            {
                Close.To(i == j ? 1 : 0, market.ResponseToNews()[i, j]);
                Close.To(3 * residual[i, j], market.ResponseToNoise()[i, j]);
            }
        }
    }

    [Fact]
    public void Kodres_and_Pritsker_s_response_to_noise_has_both_forms()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var r = new Random(seed);
            var m = r.Next(1, 5);
            Matrix<double> Covariance()
            {
                var x = Matrix<double>.Build.Dense(m, m, (_, _) => r.NextDouble() - 0.5);
                return (x * x.Transpose()) + (0.2 * Matrix<double>.Build.DenseIdentity(m));
            }

            var (theta, u, epsilon, informed, tau) = (Covariance(), Covariance(), Covariance(), 0.1 + (0.8 * r.NextDouble()), 0.5 + r.NextDouble());
            var market = new KodresPritsker(theta.ToArray(), u.ToArray(), epsilon.ToArray(), informed, tau);

            // M₂ = Q⁻¹[I + (μ_U/τ)Σ_{v|w}⁻¹KA] as the paper has it.
            var a = u * (tau / informed);
            var k = theta * (theta + (a * epsilon * a.Transpose())).Inverse();
            var precision = (theta - (k * theta) + u).Inverse() * ((1 - informed) / tau);
            var expected = ((u.Inverse() * (informed / tau)) + precision).Inverse() * (Matrix<double>.Build.DenseIdentity(m) + (precision * k * a));
            var gap = (expected - Matrix<double>.Build.DenseOfArray(market.ResponseToNoise())).Enumerate().Max(Math.Abs);
            Assert.True(gap <= 1e-9 * expected.Enumerate().Max(Math.Abs), $"seed {seed}: off by {gap:E2}");
        }
    }

    [Fact]
    public void Noise_in_one_asset_moves_another_where_their_risks_are_shared_and_only_there()
    {
        double[,] unit = { { 1, 0 }, { 0, 1 } }, shared = { { 1, 0.5 }, { 0.5, 1 } };
        Assert.True(Math.Abs(new KodresPritsker(unit, shared, unit, 0.5).ResponseToNoise()[1, 0]) > 0.1);
        Assert.Equal(0, new KodresPritsker(unit, unit, unit, 0.5).ResponseToNoise()[1, 0]);
    }

    [Fact]
    public void Markets_without_an_equilibrium_are_refused()
    {
        double[,] one = { { 1 } }, zero = { { 0 } };
        Assert.Contains("informedShare", Assert.Throws<ArgumentOutOfRangeException>(() => new KodresPritsker(one, one, one, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("residual", Assert.Throws<ArgumentException>(() => new KodresPritsker(one, zero, one, 0.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new KodresPritsker(zero, one, zero, 0.5));
        Assert.Contains("symmetric", Assert.Throws<ArgumentException>(() => new KodresPritsker(new[,] { { 1, 0.5 }, { 0, 1 } }, new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 1, 0 }, { 0, 1 } }, 0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kodres_and_Pritsker_from_loadings_is_the_market_with_that_covariance()
    {
        // B = ((1, 0), (.5, 2), (0, −1)), factors (4, 1): BΣB′ = ((4, 2, 0), (2, 1 + 4, −2), (0, −2, 1)), and 1, 2, 3 on the diagonal of what is specific.
        var loaded = KodresPritsker.FromLoadings(new double[,] { { 1, 0 }, { 0.5, 2 }, { 0, -1 } }, new([4, 1], [1, 1, 2], [1, 2, 3], [1, 0.5, 1]), 0.4, 2);
        var direct = new KodresPritsker(
            new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 2 } },
            new double[,] { { 5, 2, 0 }, { 2, 7, -2 }, { 0, -2, 4 } },
            new double[,] { { 1, 0, 0 }, { 0, 0.5, 0 }, { 0, 0, 1 } },
            0.4,
            2);
        Assert.Equal(direct.ResponseToNews(), loaded.ResponseToNews());
        Assert.Equal(direct.ResponseToNoise(), loaded.ResponseToNoise());
        Assert.NotEqual(0, loaded.ResponseToNews()[0, 2]); // by way of the second asset
    }

    [Fact]
    public void Assets_without_a_common_factor_do_not_move_each_other()
    {
        var r = new Random(5);
        for (var trial = 0; trial < 50; trial++)
        {
            double Any() => (2 * r.NextDouble()) - 1;
            double Some() => 0.1 + r.NextDouble();
            var market = KodresPritsker.FromLoadings(
                new double[,] { { Any(), 0 }, { Any(), 0 }, { 0, Any() } }, new([Some(), Some()], [Some(), Some(), Some()], [Some(), Some(), Some()], [Some(), Some(), Some()]), 0.05 + (0.9 * r.NextDouble()));
            foreach (var (i, j) in new[] { (0, 2), (1, 2), (2, 0), (2, 1) })
            {
                Assert.Equal(0, market.ResponseToNews()[i, j], 12);
                Assert.Equal(0, market.ResponseToNoise()[i, j], 12);
            }
        }

        Assert.Contains("News must have 2 entries", Assert.Throws<ArgumentException>(() => KodresPritsker.FromLoadings(new double[2, 1], new([1], [1], [1, 1], [1, 1]), 0.5)).Message, StringComparison.Ordinal);
        Assert.Contains("Factors[0]", Assert.Throws<ArgumentOutOfRangeException>(() => KodresPritsker.FromLoadings(new double[2, 1], new([-1], [1, 1], [1, 1], [1, 1]), 0.5)).Message, StringComparison.Ordinal);
    }
}
