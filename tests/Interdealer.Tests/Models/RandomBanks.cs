using Interdealer.Models;

namespace Interdealer.Tests.Models;

/// <summary>Random banks for the laws of fire-sale models; the seed is the whole recipe.</summary>
internal static class RandomBanks
{
    public static GreenwoodLandierThesmar Vulnerable(int seed, double depth = 1e4)
    {
        var r = new Random(seed);
        var (n, m) = (r.Next(1, 7), r.Next(1, 6));
        var assets = Enumerable.Range(0, n).Select(_ => 20 + (200 * r.NextDouble())).ToArray();
        var weights = new double[n, m];
        for (var i = 0; i < n; i++)
        {
            var raw = Enumerable.Range(0, m).Select(_ => 0.05 + r.NextDouble()).ToArray();
            for (var k = 0; k < m; k++)
            {
                weights[i, k] = raw[k] / raw.Sum();
            }
        }

        return new GreenwoodLandierThesmar(
            assets,
            assets.Select(a => a * (0.05 + (0.4 * r.NextDouble()))),
            weights,
            Enumerable.Range(0, m).Select(_ => (0.1 + r.NextDouble()) / depth));
    }

    public static double[] Falls(GreenwoodLandierThesmar banks, int seed, double most)
    {
        var r = new Random(seed + 10_000);
        return [.. banks.Impact.Select(_ => most * r.NextDouble())];
    }
}
