using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>Products of a sparse matrix and many scenarios, against a sum in a plain loop: the same bits, whole or in parts, whatever the rows and the scenarios.</summary>
public class GatherMatrixTests
{
    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 40).Select(seed => new object[] { seed });

    [Fact]
    public void A_row_by_itself_has_the_bits_that_it_has_in_the_product()
    {
        var random = new Random(1);
        var entries = Enumerable.Range(0, 9).SelectMany(row => Enumerable.Range(0, 30).Where(_ => random.Next(3) == 0).Select(index => (row, index, random.NextDouble()))).ToList();
        var (matrix, operand, result) = (new GatherMatrix(9, entries), new Column(30, 11), new Column(9, 11));
        foreach (ref var x in operand.Values)
        {
            x = random.NextDouble();
        }

        matrix.Multiply(operand, result);
        for (var row = 0; row < 9; row++)
        {
            for (var s = 0; s < 11; s++)
            {
                Assert.Equal(result[row, s], OneLane.First(matrix.MultiplyRow<OneLane>(operand, row, s)));
            }

            Assert.Equal(result[row, 4], FourLanes.First(matrix.MultiplyRow<FourLanes>(operand, row, 4)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_result_is_the_sum_of_its_entries_in_their_order(int seed)
    {
        var random = new Random(seed);

        // Every other matrix is so wide and full that it is kept in parts, and a few are so wide that they must be; some rows are empty, and some share
        // their columns with their neighbours.
        var (rows, width) = seed % 8 == 3 ? (1 + random.Next(5), 65_530 + random.Next(80_000))
            : seed % 2 == 0 ? (1 + random.Next(13), 1 + random.Next(60))
            : (1 + random.Next(7), 2500 + random.Next(4000));
        var shared = Columns(random, width);
        var entries = Enumerable.Range(0, rows)
            .SelectMany(row => (random.Next(4) switch { 0 => [], 1 => Columns(random, width), _ => shared }).Select(index => (row, index, (2 * random.NextDouble()) - 1)))
            .ToList();
        var matrix = new GatherMatrix(rows, entries, readsRows: random.Next(2) == 0);
        var scenarioCount = 1 + random.Next(40);
        var (operand, result) = (new Column(width, scenarioCount), new Column(rows, scenarioCount));
        foreach (var row in Enumerable.Range(0, width))
        {
            foreach (ref var x in operand.Row(row))
            {
                x = Math.Pow(10, 3 - (6 * random.NextDouble()));
            }
        }

        result.Values.Fill(7);
        matrix.Multiply(operand, result);

        for (var s = 0; s < scenarioCount; s++)
        {
            var sums = new double[rows];
            foreach (var (row, index, weight) in entries)
            {
                sums[row] = Math.FusedMultiplyAdd(weight, operand[index, s], sums[row]);
            }

            Assert.Equal(sums, result.Scenario(s));
        }
    }

    [Fact]
    public void A_matrix_without_entries_makes_zeros()
    {
        var (matrix, result) = (new GatherMatrix(3, []), new Column(3, 9));
        result.Values.Fill(1);

        matrix.Multiply(new Column(2, 9), result);

        Assert.All(result.Values.ToArray(), x => Assert.Equal(0, x));
    }

    private static List<int> Columns(Random random, int width)
    {
        var share = width > 60_000 ? 0.0002 * random.NextDouble() : random.NextDouble();
        return [.. Enumerable.Range(0, width).Where(_ => random.NextDouble() < share)];
    }
}
