namespace Interdealer.Tests;

/// <summary>A column and the one that follows it, against a plain copy made when a round begins: however a round writes, the follower then holds what was before it.</summary>
public class ColumnTests
{
    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 50).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whoever_follows_holds_what_was_before_the_round(int seed)
    {
        var random = new Random(seed);
        var (rows, scenarioCount) = (1 + random.Next(6), 1 + random.Next(9));
        var (leader, follower, other) = (new Column(rows, scenarioCount), new Column(rows, scenarioCount), new Column(rows, scenarioCount));
        var now = new double[rows * scenarioCount];
        for (var round = 0; round < 30; round++)
        {
            var before = now.ToArray();
            for (var step = random.Next(4); step > 0; step--)
            {
                Write(random, leader, other, now);
                Assert.Equal(now, leader.Read);
                Assert.Equal(now.All(x => x == 0), !leader.Read.ContainsAnyExcept(0));
                Assert.True(!leader.IsZero || now.All(x => x == 0));
                Assert.True(leader.PerRow is not { } values || Enumerable.Range(0, rows).All(row => leader.In(row).IndexOfAnyExcept(values[row]) < 0));
                if (round > 0 && leader.IsTouched)
                {
                    Assert.Equal(before, follower.Read);
                    Assert.True(!follower.IsZero || before.All(x => x == 0));
                    Assert.True(follower.PerRow is not { } were || Enumerable.Range(0, rows).All(row => follower.In(row).IndexOfAnyExcept(were[row]) < 0));
                }
            }

            leader.GoAheadOf(follower);
            Assert.False(leader.IsTouched);
        }
    }

    [Fact]
    public void Nothing_is_copied_where_every_value_is_written_anew()
    {
        var (leader, follower) = (new Column(2, 4), new Column(2, 4));
        leader.Values.Fill(1);
        leader.GoAheadOf(follower);

        Assert.Same(follower, leader.BeginOverwrite());
        Assert.Equal(1, follower[1, 3]);
        Assert.Same(leader, leader.BeginOverwrite());
    }

    private static void Write(Random random, Column leader, Column other, double[] now)
    {
        switch (random.Next(7))
        {
            case 0:
                var was = leader.BeginOverwrite();
                var kept = was.Read.ToArray();
                Assert.Equal(now, kept);
                for (var row = 0; row < leader.Rows; row++)
                {
                    for (var scenario = 0; scenario < leader.ScenarioCount; scenario++)
                    {
                        now[(row * leader.ScenarioCount) + scenario] = (2 * was[row, scenario]) + 1;
                    }
                }

                now.CopyTo(leader.Values);
                break;
            case 1:
                var (r, s) = (random.Next(leader.Rows), random.Next(leader.ScenarioCount));
                leader[r, s] = now[(r * leader.ScenarioCount) + s] = random.NextDouble();
                break;
            case 2:
                leader.Clear();
                Array.Clear(now);
                break;
            case 3:
                other.Values.Fill(random.Next(3));
                leader.CopyFrom(other);
                other.Read.CopyTo(now);
                break;
            case 4:
                other.Clear();
                leader.CopyFrom(other);
                Array.Clear(now);
                break;
            case 5:
                leader.Spread([.. Enumerable.Range(0, leader.Rows).Select(_ => (double)random.Next(3))]);
                leader.Read.CopyTo(now);
                break;
            default:
                leader.Place(0) = now[0] = random.Next(2);
                leader.Touch();
                break;
        }
    }
}
