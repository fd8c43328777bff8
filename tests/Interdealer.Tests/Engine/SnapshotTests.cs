using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>What a snapshot says of how far scenarios moved, and what it sets back, against plain copies of every column.</summary>
public sealed class SnapshotTests
{
    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 40).Select(seed => new object[] { seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_knows_what_every_column_was(int seed)
    {
        var random = new Random(seed);
        var state = RandomSystems.Create(seed).Start(1 + random.Next(13));
        var snapshot = new Snapshot(state);
        state.Memory("remembered", 3);
        for (var round = 0; round < 30; round++)
        {
            var before = WriteAndMeasure(state, snapshot, random, restores: true);

            // Some are set back, all or none.
            var after = Copies(state);
            var share = random.Next(3);
            var back = Enumerable.Range(0, state.ScenarioCount).Select(_ => share == 2 || (share == 1 && random.Next(2) == 0)).ToArray();
            snapshot.Restore(back);
            foreach (var (name, values) in Copies(state))
            {
                // A column that there was not before is of zeros.
                var was = before.GetValueOrDefault(name) ?? new double[values.Length];
                Assert.Equal(values.Select((_, k) => (back[k % state.ScenarioCount] ? was : after[name])[k]), values);
            }

            if (random.Next(5) == 0)
            {
                snapshot.Drop();
                Write(state, random);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void How_far_scenarios_moved_does_not_hang_on_whether_they_may_be_set_back(int seed)
    {
        var random = new Random(seed);
        var state = RandomSystems.Create(seed).Start(1 + random.Next(13));
        var snapshot = new Snapshot(state);
        for (var round = 0; round < 20; round++)
        {
            WriteAndMeasure(state, snapshot, random, restores: false);
        }
    }

    [Fact]
    public void What_was_not_written_is_not_copied()
    {
        var state = RandomSystems.Create(3).Start(9);
        var snapshot = new Snapshot(state);
        snapshot.Take(restores: true);
        Assert.DoesNotContain(state.OwnColumns, c => c.Column.IsTouched);
        state.Cash[0, 3] += 1;
        Assert.Equal([nameof(State.Cash)], state.OwnColumns.Where(c => c.Column.IsTouched).Select(c => c.Name));
        snapshot.Restore(new bool[9]);
        Assert.Equal([nameof(State.Cash)], state.OwnColumns.Where(c => c.Column.IsTouched).Select(c => c.Name));
        state.Unmet[0, 3] = 1;
        snapshot.Take(restores: false);
        Assert.DoesNotContain(state.OwnColumns, c => c.Column.IsTouched);
    }

    /// <returns>What the columns were.</returns>
    private static Dictionary<string, double[]> WriteAndMeasure(State state, Snapshot snapshot, Random random, bool restores)
    {
        snapshot.Take(restores);
        var before = Copies(state);
        Write(state, random);
        var distance = new double[state.ScenarioCount];
        snapshot.Measure(distance, double.PositiveInfinity);
        Assert.Equal(Enumerable.Range(0, state.ScenarioCount).Select(s => Moved(state, before, s)), distance);
        return before;
    }

    // The largest change of any lasting column; notes and diagnostics do not count.
    private static double Moved(State state, Dictionary<string, double[]> before, int scenario)
    {
        var most = 0.0;
        foreach (var (name, values) in Copies(state))
        {
            var scale = state.OwnColumns.Find(c => c.Name == name) is { Column: not null } own ? own.Scale : state.Memories.ContainsKey(name) ? 1 : 0;
            var was = before.GetValueOrDefault(name) ?? new double[values.Length];
            for (var k = scenario; k < values.Length && scale > 0; k += state.ScenarioCount)
            {
                most = Math.Max(most, values[k] == was[k] ? 0 : Math.Abs(values[k] - was[k]) / Math.Max(scale, Math.Abs(was[k])));
            }
        }

        return most;
    }

    private static void Write(State state, Random random)
    {
        if (random.Next(4) == 0)
        {
            state.Memory("asked for later", 2);
            state.Note("noted later", 2);
        }

        var columns = Columns(state);
        for (var writes = random.Next(6); writes > 0; writes--)
        {
            var column = columns[random.Next(columns.Count)].Column;
            if (random.Next(5) == 0)
            {
                column.Clear();
            }
            else
            {
                column[random.Next(column.Rows), random.Next(state.ScenarioCount)] = random.Next(3) - (2 * random.NextDouble());
            }
        }
    }

    private static Dictionary<string, double[]> Copies(State state) => Columns(state).ToDictionary(c => c.Name, c => c.Column.Read.ToArray());

    private static List<(string Name, Column Column)> Columns(State state)
    {
        var columns = state.Columns.ToList();
        foreach (var note in state.Notes)
        {
            columns.Add(note);
        }

        return columns;
    }
}
