using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>What is not finite is found wherever it stands, and nothing else is.</summary>
public sealed class FinitenessTests
{
    private static readonly FinancialSystem System = new(
        [.. Enumerable.Range(0, 6).Select(i => new Institution($"institution {i}") { Cash = 1, Debt = 1 })],
        [.. Enumerable.Range(0, 5).Select(k => new Asset($"asset {k}") { LiquidityRank = k % 2, Depth = 100 })],
        [.. Enumerable.Range(0, 6).Select(i => new Holding($"institution {i}", $"asset {i % 5}", 10))]);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(15)]
    public void What_is_not_finite_is_found_in_its_row_and_scenario(int scenarioCount)
    {
        var places = New(scenarioCount).Columns.Select(c => (c.Name, c.Column.Rows)).ToList();
        Assert.True(places.Count > 20 && places.Exists(p => p.Rows > 8), $"{places.Count} columns");
        foreach (var (name, rows) in places)
        {
            // Depth may be without limit, and so may what operators remember; nothing may be less than any number.
            var mayBeInfinite = name is nameof(State.Depth) or "own";
            for (var row = 0; row < rows; row++)
            {
                foreach (var (value, isBad) in new[] { (double.NaN, true), (double.NegativeInfinity, true), (double.PositiveInfinity, !mayBeInfinite), (double.MinValue, false), (double.MaxValue, false) })
                {
                    var (state, scenario) = (New(scenarioCount), row % scenarioCount);
                    state.Columns.First(c => c.Name == name).Column[row, scenario] = value;
                    var marks = new double[scenarioCount];
                    Finiteness.Mark(state, marks);
                    Assert.Equal(isBad ? [scenario] : [], Enumerable.Range(0, scenarioCount).Where(s => double.IsNaN(marks[s])));
                    (string, int, double)? expected = isBad ? (name, row, value) : null;
                    Assert.Equal(expected, Finiteness.Find(state, scenario));
                    Assert.Null(Finiteness.Find(New(scenarioCount), scenario));
                }
            }
        }
    }

    [Fact]
    public void What_was_marked_stays_marked_beside_what_is_marked_now()
    {
        // In every place beside every other: some stand in one vector, whatever its width.
        foreach (var (earlier, now) in from a in Enumerable.Range(0, 8) from b in Enumerable.Range(0, 8) where a != b select (a, b))
        {
            var state = New(8);
            state.Cash[2, now] = double.NaN;
            var marks = new double[8];
            marks[earlier] = double.NaN;
            Finiteness.Mark(state, marks);
            Assert.Equal(new[] { earlier, now }.Order(), Enumerable.Range(0, 8).Where(s => double.IsNaN(marks[s])));
        }
    }

    [Fact]
    public void What_was_not_written_in_the_round_is_not_looked_at()
    {
        foreach (var (name, _) in New(1).Columns.ToList())
        {
            var state = New(8);
            var column = state.Columns.First(c => c.Name == name).Column;
            column[column.Rows - 1, 3] = double.NaN;
            column.BeginRound();
            var marks = new double[8];
            Finiteness.Mark(state, marks);
            Assert.Equal(new double[8], marks);
        }
    }

    private static State New(int scenarioCount)
    {
        var state = System.Start(scenarioCount);
        state.Memory("own", 9);
        return state;
    }
}
