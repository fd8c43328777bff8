using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>Products that are taken again only where something has changed: the same bits as if they were always taken, and no more work than that.</summary>
public sealed class TrackedProductTests
{
    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 30).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_is_the_product_whatever_was_asked_before(int seed)
    {
        var random = new Random(seed);
        var (rows, width, count) = (1 + random.Next(6), 1 + random.Next(12), 1 + random.Next(35));
        var matrix = Random(random, rows, width);
        var tracked = new TrackedProduct(matrix, width, count);
        var operand = new Column(width, count);
        for (var step = 0; step < 60; step++)
        {
            for (var changes = random.Next(3) == 0 ? random.Next(count * width) : random.Next(3); changes > 0; changes--)
            {
                operand[random.Next(width), random.Next(count)] = random.Next(4) switch { 0 => 0, 1 => -0.0, 2 => double.NaN, _ => random.NextDouble() };
            }

            var active = random.Next(3) == 0 ? count : random.Next(count + 1);
            var product = tracked.With(operand, active);
            var plain = new Column(rows, count);
            matrix.Multiply(operand, plain);
            for (var row = 0; row < rows; row++)
            {
                Assert.Equal(plain.In(row)[..active].ToArray().Select(BitConverter.DoubleToInt64Bits), product.In(row)[..active].ToArray().Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }

    [Fact]
    public void What_has_not_changed_is_not_taken_again()
    {
        const double untouched = 7;
        var width = Widths.Widest;
        var count = (3 * width) + 1;
        var random = new Random(1);
        var tracked = new TrackedProduct(Random(random, 2, 5), 5, count);
        var operand = new Column(5, count);
        operand.Values.Fill(0.5);

        // Asked about the first vector, about all, again, and again after one scenario changed: only what is new is written.
        Assert.Equal(Groups(0), Written(width));
        Assert.Equal(Groups(1, 2, 3), Written(count));
        Assert.Equal([], Written(count));
        operand[3, width] = 0.25;
        Assert.Equal(Groups(1), Written(count));
        operand[4, 0] = 0.25;
        operand[0, count - 1] = 0.25;
        Assert.Equal(Groups(0, 3), Written(count));
        Assert.Equal([], Written(count));

        IEnumerable<int> Groups(params int[] groups) => groups.SelectMany(g => Enumerable.Range(g * width, Math.Min(width, count - (g * width))));

        IEnumerable<int> Written(int active)
        {
            var product = tracked.With(operand, 0);
            product.Values.Fill(untouched);
            tracked.With(operand, active);
            return Enumerable.Range(0, count).Where(s => product[0, s] != untouched);
        }
    }

    private static GatherMatrix Random(Random random, int rows, int width) => new(
        rows, [.. from row in Enumerable.Range(0, rows) from index in Enumerable.Range(0, width) where random.Next(3) > 0 select (row, index, random.NextDouble() - 0.5)]);
}
