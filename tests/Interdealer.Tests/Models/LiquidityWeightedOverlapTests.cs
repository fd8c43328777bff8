using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class LiquidityWeightedOverlapTests
{
    [Fact]
    public void Where_two_separate_banks_tie_no_vector_is_the_one()
    {
        Assert.Empty(new LiquidityWeightedOverlap(new double[,] { { 50, 0 }, { 0, 50 } }, [1000, 1000]).EndogenousRiskIndex);
        Assert.Empty(new LiquidityWeightedOverlap(new double[,] { { 0, 0 }, { 0, 0 } }, [1000, 1000]).EndogenousRiskIndex);
        Assert.Equal<double>([1], new LiquidityWeightedOverlap(new double[,] { { 50 } }, [1000]).EndogenousRiskIndex);
    }

    [Fact]
    public void The_index_is_an_eigenvector_without_negative_parts()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var r = new Random(seed);
            var (n, m) = (r.Next(1, 8), r.Next(1, 6));
            var pi = new double[n, m];
            for (var x = 0; x < n * m; x++)
            {
                pi[x / m, x % m] = r.Next(3) == 0 ? 0 : 100 * r.NextDouble();
            }

            for (var i = 0; i < n; i++)
            {
                pi[i, 0] += 1; // all are connected
            }

            var overlap = new LiquidityWeightedOverlap(pi, Enumerable.Range(0, m).Select(_ => 100 + (1000 * r.NextDouble())));
            var (omega, v) = (overlap.Overlap(), overlap.EndogenousRiskIndex);
            Close.To(1, v.Sum());
            for (var i = 0; i < n; i++)
            {
                Assert.True(v[i] > 0, $"seed {seed}: part {i} is {v[i]:R}");
                Assert.True(Math.Abs(Enumerable.Range(0, n).Sum(j => omega[i, j] * v[j]) - (overlap.Eigenvalues[0] * v[i])) <= 1e-9 * overlap.Eigenvalues[0], $"seed {seed}");
            }
        }
    }
}
