using System.Runtime.CompilerServices;

namespace Interdealer.Engine;

/// <summary>Looks for what is not finite in the columns of a state.</summary>
internal static class Finiteness
{
    /// <summary>Sets a mark wherever a value that was written in the round is not finite.</summary>
    /// <param name="state">The state.</param>
    /// <param name="marks">By scenario; NaN where something is not finite, left alone elsewhere.</param>
    public static void Mark(State state, Span<double> marks)
    {
        foreach (var (_, column, _) in state.OwnColumns)
        {
            if (column.IsTouched)
            {
                Mark(column, marks, AllowsInfinity(state, column));
            }
        }

        foreach (var (_, column) in state.Memories)
        {
            if (column.IsTouched)
            {
                Mark(column, marks, allowsInfinity: true);
            }
        }
    }

    /// <summary>The same for one column.</summary>
    private static void Mark(Column column, Span<double> marks, bool allowsInfinity)
    {
        if (!column.IsUniform && !column.IsZero)
        {
            Widths.Do(new Work(column, marks, allowsInfinity), 0, marks.Length);
        }
    }

    /// <summary>The first value of a scenario that is not finite.</summary>
    /// <returns>The quantity, the row, and the value; null where everything is finite.</returns>
    public static (string Quantity, int Row, double Value)? Find(State state, int scenario)
    {
        foreach (var (name, column, _) in state.OwnColumns)
        {
            if (Find(column, scenario, AllowsInfinity(state, column)) is var row and >= 0)
            {
                return (name, row, column[row, scenario]);
            }
        }

        foreach (var (name, column) in state.Memories)
        {
            if (Find(column, scenario, allowsInfinity: true) is var row and >= 0)
            {
                return (name, row, column[row, scenario]);
            }
        }

        return null;
    }

    // Depth may be without limit, and so may what operators remember; nothing may be less than any number.
    private static bool AllowsInfinity(State state, Column column) => ReferenceEquals(column, state.Depth);

    private static int Find(Column column, int scenario, bool allowsInfinity)
    {
        for (var row = 0; row < column.Rows; row++)
        {
            var value = column.In(row)[scenario];
            if (!(value >= double.MinValue) || (double.IsPositiveInfinity(value) && !allowsInfinity))
            {
                return row;
            }
        }

        return -1;
    }

    private readonly ref struct Work(Column column, Span<double> marks, bool allowsInfinity) : IWork
    {
        private readonly Span<double> _marks = marks;

        public void Do<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            ref readonly var values = ref column.From(0);
            for (var scenario = first; scenario < end; scenario += T.Count)
            {
                // Four sums side by side, so that none waits for another.
                var (a, b, c, d) = ((T)0, (T)0, (T)0, (T)0);
                var row = 0;
                for (; row + 4 <= column.Rows; row += 4)
                {
                    a += Trace<T>(in values, row, scenario);
                    b += Trace<T>(in values, row + 1, scenario);
                    c += Trace<T>(in values, row + 2, scenario);
                    d += Trace<T>(in values, row + 3, scenario);
                }

                for (; row < column.Rows; row++)
                {
                    a += Trace<T>(in values, row, scenario);
                }

                var sum = a + b + (c + d);
                var bad = T.IsNaN(sum);
                if (T.Any(bad))
                {
                    T.Store(T.Where(bad, sum, T.Load(in _marks[0], scenario)), ref _marks[0], scenario);
                }
            }
        }

        /// <summary>0 for what is finite; anything else makes a sum NaN and keeps it so.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private T Trace<T>(ref readonly double values, int row, int scenario)
            where T : unmanaged, ILanes<T>
        {
            var value = T.Load(in values, (row * column.ScenarioCount) + scenario);
            return allowsInfinity ? T.Where(value >= double.MinValue, 0, double.NaN) : value * 0;
        }
    }
}

/// <summary>Which scenarios have held something that is not finite since they began, and what it was.</summary>
/// <remarks>
/// Looked at is the end of each round, and what an operator from outside leaves, which others may have made use of and overwritten by then: 0 times it is not
/// 0, so such a scenario depends on what is left out because it is 0 in all.
/// </remarks>
internal sealed class FinitenessWatch(int scenarioCount)
{
    private readonly double[] _marks = new double[scenarioCount];
    private readonly (string Quantity, int Row, double Value)?[] _first = new (string, int, double)?[scenarioCount];

    /// <summary>Whether a scenario has held anything of the kind.</summary>
    public bool IsMarked(int scenario) => double.IsNaN(_marks[scenario]);

    /// <summary>What it was; null where it has not.</summary>
    public (string Quantity, int Row, double Value)? First(int scenario) => _first[scenario];

    /// <summary>Begins anew with a scenario.</summary>
    public void Begin(int scenario) => (_marks[scenario], _first[scenario]) = (0, null);

    /// <summary>Takes over what is known of a scenario that moves to another place.</summary>
    public void Move(int from, int to) => (_marks[to], _first[to]) = (_marks[from], _first[from]);

    /// <summary>Looks at what has been written in the round so far.</summary>
    public void Look(State state)
    {
        Finiteness.Mark(state, _marks.AsSpan(0, state.ActiveCount));
        for (var s = 0; s < state.ActiveCount; s++)
        {
            if (IsMarked(s))
            {
                _first[s] ??= Finiteness.Find(state, s);
            }
        }
    }
}
