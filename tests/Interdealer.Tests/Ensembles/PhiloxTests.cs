using Interdealer.Ensembles.Sampling;

namespace Interdealer.Tests.Ensembles;

public class PhiloxTests
{
    /// <summary>The known answers that the authors of the generator publish for ten rounds: zeros, ones, and the digits of π.</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void It_gives_the_published_answers(string counter, string key, string expected) =>
        Assert.Equal(Number(expected), Philox.Bits(Number(counter), (ulong)Number(key)));

    [Fact]
    public void Points_are_the_same_in_whatever_pieces_they_are_asked_for()
    {
        var points = new RandomPoints(1000, seed: 42);
        var whole = new double[1000];
        points.Fill(0, 3, whole);
        foreach (var (first, count) in new[] { (0, 1), (1, 1), (1, 2), (7, 64), (998, 2), (499, 501) })
        {
            var part = new double[count];
            points.Fill(first, 3, part);
            Assert.Equal(whole[first..(first + count)], part);
        }
    }

    [Fact]
    public void Points_of_other_seeds_and_dimensions_are_other_points()
    {
        var seen = new HashSet<double>();
        foreach (var seed in new ulong[] { 0, 1, 1UL << 32, ulong.MaxValue })
        {
            for (var d = 0; d < 4; d++)
            {
                var values = new double[256];
                new RandomPoints(256, seed).Fill(0, d, values);
                Assert.All(values, v => Assert.True(v is > 0 and < 1));
                seen.UnionWith(values);
            }
        }

        Assert.Equal(4 * 4 * 256, seen.Count);
    }

    [Fact]
    public void Points_are_uniform_and_uncorrelated_with_their_neighbours()
    {
        const int count = 200_000;
        var (x, y) = (new double[count], new double[count]);
        var points = new RandomPoints(count, seed: 7);
        points.Fill(0, 0, x);
        points.Fill(0, 1, y);

        // χ² of 1,000 classes has mean 999 and deviation √1998 = 44.7: five of those.
        Assert.InRange(ChiSquare(x, 1000), 999 - (5 * 44.7), 999 + (5 * 44.7));
        var bound = 5 / Math.Sqrt(count);
        Assert.InRange(12 * Covariance(x, y), -bound, bound);
        Assert.InRange(12 * Covariance(x[..^1], x[1..]), -bound, bound);
    }

    [Fact]
    public void Points_that_do_not_exist_are_refused()
    {
        var points = new RandomPoints(10, seed: 1);
        Assert.Contains("there are 10", Assert.Throws<ArgumentOutOfRangeException>(() => points.Fill(9, 0, new double[2])).Message, StringComparison.Ordinal);
        Assert.Contains("it was -1", Assert.Throws<ArgumentOutOfRangeException>(() => points.Fill(0, -1, new double[2])).Message, StringComparison.Ordinal);
        Assert.Contains("it was 0", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomPoints(0, seed: 1)).Message, StringComparison.Ordinal);
    }

    private static double ChiSquare(double[] values, int classes)
    {
        var expected = (double)values.Length / classes;
        return values.GroupBy(v => (int)(v * classes)).Sum(g => (g.Count() - expected) * (g.Count() - expected) / expected)
            + ((classes - values.Select(v => (int)(v * classes)).Distinct().Count()) * expected);
    }

    private static double Covariance(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Average();
    }

    private static UInt128 Number(string words) =>
        words.Split(' ').Select((w, k) => (UInt128)Convert.ToUInt32(w, 16) << (32 * k)).Aggregate((a, b) => a | b);
}
