namespace Interdealer.Tests.Engine;

/// <summary>A column and its snapshot, against a plain copy made when a round begins: however a round writes, the snapshot then holds what was before it.</summary>
public class ColumnTests
{
    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 50).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_snapshot_holds_what_was_before_the_round(int seed)
    {
        var random = new Random(seed);
        var (rows, scenarioCount) = (1 + random.Next(6), 1 + random.Next(9));
        var (column, snapshot, other) = (new Column(rows, scenarioCount), new Column(rows, scenarioCount), new Column(rows, scenarioCount));
        var now = new double[rows * scenarioCount];
        for (var round = 0; round < 30; round++)
        {
            var before = now.ToArray();
            for (var step = random.Next(4); step > 0; step--)
            {
                Write(random, column, other, now);
                Assert.Equal(now, column.Read);
                Assert.Equal(now.All(x => x == 0), !column.Read.ContainsAnyExcept(0));
                Assert.True(!column.IsZero || now.All(x => x == 0));
                Assert.True(column.PerRow is not { } values || Enumerable.Range(0, rows).All(row => column.In(row).IndexOfAnyExcept(values[row]) < 0));
                if (round > 0 && column.IsTouched)
                {
                    Assert.Equal(before, snapshot.Read);
                    Assert.True(!snapshot.IsZero || before.All(x => x == 0));
                    Assert.True(snapshot.PerRow is not { } were || Enumerable.Range(0, rows).All(row => snapshot.In(row).IndexOfAnyExcept(were[row]) < 0));
                }
            }

            column.ShareWith(snapshot);
            Assert.False(column.IsTouched);
        }
    }

    [Fact]
    public void Nothing_is_copied_where_every_value_is_written_anew()
    {
        var (column, snapshot) = (new Column(2, 4), new Column(2, 4));
        column.Values.Fill(1);
        column.ShareWith(snapshot);

        Assert.Same(snapshot, column.BeginOverwrite());
        Assert.Equal(1, snapshot[1, 3]);
        Assert.Same(column, column.BeginOverwrite());
    }

    private static void Write(Random random, Column column, Column other, double[] now)
    {
        switch (random.Next(7))
        {
            case 0:
                var was = column.BeginOverwrite();
                var kept = was.Read.ToArray();
                Assert.Equal(now, kept);
                for (var row = 0; row < column.Rows; row++)
                {
                    for (var scenario = 0; scenario < column.ScenarioCount; scenario++)
                    {
                        now[(row * column.ScenarioCount) + scenario] = (2 * was[row, scenario]) + 1;
                    }
                }

                now.CopyTo(column.Values);
                break;
            case 1:
                var (r, s) = (random.Next(column.Rows), random.Next(column.ScenarioCount));
                column[r, s] = now[(r * column.ScenarioCount) + s] = random.NextDouble();
                break;
            case 2:
                column.Clear();
                Array.Clear(now);
                break;
            case 3:
                other.Values.Fill(random.Next(3));
                column.CopyFrom(other);
                other.Read.CopyTo(now);
                break;
            case 4:
                other.Clear();
                column.CopyFrom(other);
                Array.Clear(now);
                break;
            case 5:
                column.Spread([.. Enumerable.Range(0, column.Rows).Select(_ => (double)random.Next(3))]);
                column.Read.CopyTo(now);
                break;
            default:
                column.Touch();
                column.Place() = now[0] = random.Next(2);
                break;
        }
    }
}
