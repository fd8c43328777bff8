using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>How far scenarios have moved, against the formula in a plain loop.</summary>
public sealed class MovementTests
{
    // Few values, so that distances are often equal to each other and to what is enough.
    private static readonly double[] Values =
        [0, 0, 1, 1, 1, 1, 1.25, 1.5, -1, -2, 3, double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 60).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_scenario_s_distance_is_the_largest_of_its_rows(int seed)
    {
        var random = new Random(seed);
        for (var k = 0; k < 50; k++)
        {
            var (rows, count, kinds) = (1 + random.Next(40), 1 + random.Next(19), random.Next(6) == 0 ? Values.Length : 8);
            var (before, now) = (new Column(rows, count), new Column(rows, count));
            var isStill = random.Next(3) > 0 ? 0.97 : 0.5;
            for (var row = 0; row < rows; row++)
            {
                for (var s = 0; s < count; s++)
                {
                    before[row, s] = Values[random.Next(kinds)];
                    now[row, s] = random.NextDouble() < isStill ? before[row, s] : Values[random.Next(kinds)];
                }
            }

            var (scale, enough) = (new[] { 1, 2, 0.25 }[random.Next(3)], random.Next(3) == 0 ? double.PositiveInfinity : Values[random.Next(kinds)]);
            var earlier = Enumerable.Range(0, count).Select(_ => random.Next(5) == 0 ? new[] { double.PositiveInfinity, double.NaN, 0.25 }[random.Next(3)] : 0).ToArray();
            var distance = earlier.ToArray();
            Movement.Measure(distance, now, before, scale, enough);
            for (var s = 0; s < count; s++)
            {
                var most = earlier[s];
                for (var row = 0; row < rows && !double.IsNaN(most); row++)
                {
                    var (x, y) = (now[row, s], before[row, s]);
                    var gap = x == y ? 0 : Math.Min(double.MaxValue, Math.Abs(x - y) / Math.Max(scale, Math.Abs(y)));
                    most = gap <= most ? most : gap;
                }

                // Beyond what is enough it does not matter how far; below, all of it does.
                Assert.True(most.Equals(distance[s]) || (distance[s] > enough && !(most <= enough)), $"seed {seed}, {k}: scenario {s} of {count} moved by {most}, enough is {enough}; it was {distance[s]}");
            }
        }
    }

    [Fact]
    public void Nothing_that_is_nothing_has_moved()
    {
        var (before, now) = (new Column(3, 5), new Column(3, 5));
        double[] distance = [0, 1, double.PositiveInfinity, double.NaN, 0];
        Movement.Measure(distance, now, before, 1, 0.5);
        Assert.Equal([0, 1, double.PositiveInfinity, double.NaN, 0], distance);
        now[2, 4] = 0.25;
        Movement.Measure(distance, now, before, 1, 0.5);
        Movement.Measure(distance, before, now, 0.125, 0.5);
        Assert.Equal([0, 1, double.PositiveInfinity, double.NaN, 1], distance);
    }
}
