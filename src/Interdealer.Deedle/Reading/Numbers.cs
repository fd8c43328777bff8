using Deedle;

namespace Interdealer.Frames.Reading;

/// <summary>A frame of numbers, column by column, in memory of its own; NaN where a cell has no value.</summary>
/// <param name="Argument">What messages call the frame.</param>
/// <param name="Expected">What every cell must hold, with its unit.</param>
/// <param name="Rows">Keys of the rows.</param>
/// <param name="Columns">Keys of the columns.</param>
/// <param name="Values">An array for each column.</param>
internal sealed record Numbers<TRow>(string Argument, string Expected, TRow[] Rows, string[] Columns, double[][] Values)
    where TRow : notnull
{
    public static Numbers<TRow> Of(Frame<TRow, string> frame, string argument, string expected)
    {
        var columns = FrameColumns<TRow>.Of(frame, argument);
        return new(argument, expected, columns.Rows, columns.Columns, [.. columns.Columns.Select((_, c) => columns.Numbers(c, expected))]);
    }

    public ArgumentException Empty(int row, int column) => Cell.Empty(Argument, Rows[row], Columns[column], Expected);

    public ArgumentException Other(int row, int column) => Cell.Other(Argument, Rows[row], Columns[column], Values[column][row], Expected);

    /// <summary>The same without gaps, by the choice made.</summary>
    public Numbers<TRow> Resolve(Missing? missing)
    {
        switch ((missing ?? Missing.Refused).Choice)
        {
            case Missing.Way.LeftOut:
                return WithoutIncompleteRows();
            case Missing.Way.Filled:
                Fill((_, _) => missing!.Value);
                return this;
            case Missing.Way.CarriedForward:
                Fill((r, c) => r > 0 ? Values[c][r - 1] : throw Empty(r, c));
                return this;
            default:
                return FirstGap() is var (row, column) && row >= 0 ? throw Empty(row, column) : this;
        }
    }

    /// <summary>Itself when every cell is a finite number.</summary>
    public Numbers<TRow> Finite() => Where(x => !double.IsInfinity(x));

    /// <summary>Itself when every cell that has a value passes.</summary>
    public Numbers<TRow> Where(Func<double, bool> holds)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            var r = Array.FindIndex(Values[c], x => !double.IsNaN(x) && !holds(x));
            if (r >= 0)
            {
                throw Other(r, c);
            }
        }

        return this;
    }

    /// <summary>Itself when the rows are in ascending order.</summary>
    public Numbers<TRow> Ascending()
    {
        for (var r = 1; r < Rows.Length; r++)
        {
            if (Comparer<TRow>.Default.Compare(Rows[r - 1], Rows[r]) >= 0)
            {
                throw new ArgumentException($"{Argument}: the row {Cell.Key(Rows[r])} comes after {Cell.Key(Rows[r - 1])}; rows must ascend in time (sort them).", Argument);
            }
        }

        return this;
    }

    /// <summary>The numbers with rows outside: T × m.</summary>
    public double[,] ToMatrix()
    {
        // Square blocks, so that both sides stay in cache.
        const int Block = 32;
        var matrix = new double[Rows.Length, Columns.Length];
        for (var r0 = 0; r0 < Rows.Length; r0 += Block)
        {
            var r1 = Math.Min(r0 + Block, Rows.Length);
            for (var c0 = 0; c0 < Columns.Length; c0 += Block)
            {
                var c1 = Math.Min(c0 + Block, Columns.Length);
                for (var c = c0; c < c1; c++)
                {
                    var column = Values[c];
                    for (var r = r0; r < r1; r++)
                    {
                        matrix[r, c] = column[r];
                    }
                }
            }
        }

        return matrix;
    }

    private void Fill(Func<int, int, double> value)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            for (var r = 0; r < Rows.Length; r++)
            {
                if (double.IsNaN(Values[c][r]))
                {
                    Values[c][r] = value(r, c);
                }
            }
        }
    }

    private Numbers<TRow> WithoutIncompleteRows()
    {
        var kept = Enumerable.Range(0, Rows.Length).Where(r => Values.All(column => !double.IsNaN(column[r]))).ToArray();
        return kept.Length == Rows.Length
            ? this
            : this with { Rows = [.. kept.Select(r => Rows[r])], Values = [.. Values.Select(column => kept.Select(r => column[r]).ToArray())] };
    }

    /// <summary>The first gap, row by row as a reader would find it.</summary>
    private (int Row, int Column) FirstGap() => Values
        .Select((column, c) => (Row: Array.FindIndex(column, double.IsNaN), Column: c))
        .Where(gap => gap.Row >= 0)
        .DefaultIfEmpty((-1, -1))
        .Min();
}
