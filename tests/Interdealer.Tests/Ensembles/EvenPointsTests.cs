using System.Numerics;
using Interdealer.Ensembles.Sampling;

namespace Interdealer.Tests.Ensembles;

/// <summary>Points that are spread more evenly than random ones keep the property that makes them so.</summary>
public class EvenPointsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1000)]
    public void A_latin_hypercube_has_one_point_in_every_part_of_every_coordinate(int count)
    {
        foreach (var dimension in new[] { 0, 1, 17 })
        {
            var values = Fill(new LatinHypercube(count, seed: 3), dimension);
            Assert.All(values, v => Assert.True(v is > 0 and < 1));
            Assert.Equal(Enumerable.Range(0, count), values.Select(v => (int)(v * count)).Order());
        }
    }

    [Fact]
    public void The_order_of_a_latin_hypercube_is_random()
    {
        // Where the first point of 5 falls, over 2,000 seeds: 400 a part, deviation √(2000·0.2·0.8) = 17.9. Two coordinates: uncorrelated to 5/√N.
        var first = Enumerable.Range(0, 2000).Select(seed => (int)(5 * Fill(new LatinHypercube(5, (ulong)seed), 0)[0])).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(Enumerable.Range(0, 5), p => Assert.InRange(first[p], 400 - (5 * 17.9), 400 + (5 * 17.9)));
        var points = new LatinHypercube(10_000, seed: 8);
        var (x, y) = (Fill(points, 0), Fill(points, 1));
        Assert.InRange(12 * x.Zip(y, (a, b) => (a - 0.5) * (b - 0.5)).Average(), -0.05, 0.05);
        Assert.InRange(12 * x.Skip(1).Zip(x, (a, b) => (a - 0.5) * (b - 0.5)).Average(), -0.05, 0.05);
    }

    [Fact]
    public void The_sobol_sequence_begins_with_the_published_points()
    {
        // In natural order, from the direction numbers: 0, 1/2, 1/4, 3/4, 1/8, 5/8, 3/8, 7/8 in the first dimension; by hand in the second, with
        // p = x + 1 and m = 1, 3, 5: v = 1/2, 3/4, 5/8, so 0, 1/2, 3/4, 1/4, 5/8, 1/8, 3/8, 7/8.
        var points = new SobolPoints(8, seed: 0, Scrambling.None);
        Assert.Equal([0, 0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875], Fill(points, 0).Select(v => Math.Round(v, 12)));
        Assert.Equal([0, 0.5, 0.75, 0.25, 0.625, 0.125, 0.375, 0.875], Fill(points, 1).Select(v => Math.Round(v, 12)));
    }

    /// <summary>Points 1, 2, 5, 37 and 1000 of high dimensions, as SciPy 1.10 has them (in the order of the Gray code there).</summary>
    [Theory]
    [InlineData(3, 0.5, 0.75, 0.625, 0.828125, 0.9091796875)]
    [InlineData(4, 0.5, 0.25, 0.625, 0.484375, 0.9931640625)]
    [InlineData(20, 0.5, 0.75, 0.375, 0.359375, 0.2626953125)]
    [InlineData(1023, 0.5, 0.25, 0.125, 0.640625, 0.1181640625)]
    public void High_dimensions_have_the_points_of_another_library(int dimension, params double[] expected)
    {
        var values = Fill(new SobolPoints(1001, seed: 0, Scrambling.None), dimension);
        Assert.Equal(expected, new[] { 1, 2, 5, 37, 1000 }.Select(n => Math.Round(values[n], 12)));
    }

    [Fact]
    public void Every_polynomial_is_primitive_and_every_first_number_odd_and_small_enough()
    {
        Assert.Equal(1024, SobolDirections.Dimensions);
        var seen = new HashSet<uint>();
        for (var d = 1; d < SobolDirections.Dimensions; d++)
        {
            var (polynomial, first) = SobolDirections.Of(d);
            Assert.Equal(31 - BitOperations.LeadingZeroCount(polynomial), first.Length);
            Assert.True(seen.Add(polynomial), $"dimension {d} has the polynomial of another");
            Assert.True(IsPrimitive(polynomial), $"dimension {d}: {polynomial}");
            Assert.All(first, (m, k) => Assert.True(m % 2 == 1 && m < 2u << k));
        }
    }

    [Theory]
    [InlineData(Scrambling.None)]
    [InlineData(Scrambling.Shift)]
    [InlineData(Scrambling.LinearAndShift)]
    public void A_sobol_sequence_is_a_net_in_base_2(Scrambling scrambling)
    {
        // Every dimension alone is a (0, m, 1)-net, the first two are a (0, m, 2)-net, and so are aligned segments anywhere. For the first five
        // dimensions t is at most the sum of the degrees less one: 0 + 0 + 1 + 2 + 2.
        var points = new SobolPoints(1 << 14, seed: 5, scrambling);
        foreach (var d in new[] { 0, 1, 2, 50, 1023 })
        {
            EnsureNet(points, [d], t: 0, m: 10, from: 3 << 10);
        }

        EnsureNet(points, [0, 1], t: 0, m: 10, from: 0);
        EnsureNet(points, [0, 1], t: 0, m: 8, from: 5 << 8);
        EnsureNet(points, [0, 1, 2], t: 1, m: 9, from: 2 << 9);
        EnsureNet(points, [0, 1, 2, 3, 4], t: 5, m: 11, from: 1 << 11);
    }

    [Fact]
    public void A_scrambled_sobol_sequence_integrates_far_better_than_random_points()
    {
        // ∫ Π (1 + ½(x_d − ½)) = 1. Root mean square error over 16 scramblings with 4,096 points against random ones.
        var (even, random) = (0.0, 0.0);
        for (var seed = 0UL; seed < 16; seed++)
        {
            even += Square(Mean(new SobolPoints(4096, seed)) - 1);
            random += Square(Mean(new RandomPoints(4096, seed)) - 1);
        }

        Assert.True(Math.Sqrt(even) < Math.Sqrt(random) / 50, $"{Math.Sqrt(even / 16):E2} against {Math.Sqrt(random / 16):E2}");

        static double Mean(IUnitPoints points) => Enumerable.Range(0, 5).Select(d => Fill(points, d)).Aggregate(
            Enumerable.Repeat(1.0, (int)points.Count), (product, x) => product.Zip(x, (p, v) => p * (1 + (0.5 * (v - 0.5))))).Average();
        static double Square(double x) => x * x;
    }

    [Fact]
    public void Saltellis_design_takes_one_coordinate_from_the_other_matrix()
    {
        var (points, width) = (new RandomPoints(100, seed: 2), 5);
        var design = new SaltelliPoints(points, inputs: 3);
        Assert.Equal(500, design.Count);
        for (var d = 0; d < 3; d++)
        {
            var (values, a, b) = (Fill(design, d), Fill(points, d), Fill(points, d + 3));
            for (var row = 0; row < 100; row++)
            {
                for (var place = 0; place < width; place++)
                {
                    Assert.Equal(place == 1 || place == d + 2 ? b[row] : a[row], values[(row * width) + place]);
                }
            }
        }
    }

    [Fact]
    public void All_points_are_the_same_in_whatever_pieces_they_are_asked_for()
    {
        IUnitPoints[] all = [new LatinHypercube(777, 4), new SobolPoints(777, 4), new SobolPoints(777, 4, Scrambling.Shift), new SaltelliPoints(new LatinHypercube(111, 4), 5)];
        foreach (var points in all)
        {
            var whole = Fill(points, 2);
            foreach (var (first, count) in new[] { (0, 1), (1, 2), (63, 65), (400, 377), (776, 1) })
            {
                var part = new double[count];
                points.Fill(first, 2, part);
                Assert.Equal(whole[first..(first + count)], part);
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => points.Fill(777, 0, new double[1]));
        }

        Assert.Contains("2^52", Assert.Throws<ArgumentOutOfRangeException>(() => new SobolPoints(long.MaxValue, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("2 × 600", Assert.Throws<ArgumentException>(() => new SaltelliPoints(new SobolPoints(8, 1), 600)).Message, StringComparison.Ordinal);
    }

    /// <summary>In every division of the cube into 2^(m − t) equal boxes lie 2^t of 2^m points.</summary>
    private static void EnsureNet(SobolPoints points, int[] dimensions, int t, int m, long from)
    {
        var values = dimensions.Select(d =>
        {
            var x = new double[1 << m];
            points.Fill(from, d, x);
            return x;
        }).ToArray();
        foreach (var division in Divisions(m - t, dimensions.Length))
        {
            var boxes = new int[1 << (m - t)];
            for (var s = 0; s < 1 << m; s++)
            {
                var box = 0;
                for (var k = 0; k < dimensions.Length; k++)
                {
                    box = (box << division[k]) | (int)(values[k][s] * (1 << division[k]));
                }

                boxes[box]++;
            }

            Assert.All(boxes, count => Assert.Equal(1 << t, count));
        }
    }

    private static IEnumerable<int[]> Divisions(int sum, int parts) => parts == 1
        ? [[sum]]
        : Enumerable.Range(0, sum + 1).SelectMany(first => Divisions(sum - first, parts - 1).Select(rest => (int[])[first, .. rest]));

    /// <summary>Whether x has the full order 2^s − 1 modulo the polynomial.</summary>
    private static bool IsPrimitive(uint polynomial)
    {
        var degree = 31 - BitOperations.LeadingZeroCount(polynomial);
        var (power, order) = (1u, 0);
        do
        {
            power <<= 1;
            power = (power >> degree) == 1 ? power ^ polynomial : power;
            order++;
        }
        while (power > 1 && order <= 1 << degree);

        return power == 1 && order == (1 << degree) - 1;
    }

    private static double[] Fill(IUnitPoints points, int dimension)
    {
        var values = new double[points.Count];
        points.Fill(0, dimension, values);
        return values;
    }
}
