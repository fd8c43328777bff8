namespace Interdealer.Ensembles.Outputs;

/// <summary>Small loops over the scenarios of a block.</summary>
internal static class BlockSums
{
    public static void Add(Span<double> to, ReadOnlySpan<double> values)
    {
        for (var s = 0; s < to.Length; s++)
        {
            to[s] += values[s];
        }
    }

    public static void Ratio(ReadOnlySpan<double> amounts, double of, Span<double> values)
    {
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = amounts[s] / of;
        }
    }

    public static void Amplification(ReadOnlySpan<double> total, ReadOnlySpan<double> direct, Span<double> values)
    {
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = direct[s] > 0 ? total[s] / direct[s] : double.NaN;
        }
    }

    public static void Each(Span<double> values, Func<int, double> of)
    {
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = of(s);
        }
    }

    public static void Count(Column column, Func<double, bool> counts, Span<double> values)
    {
        values.Clear();
        for (var row = 0; row < column.Rows; row++)
        {
            var of = column.In(row);
            for (var s = 0; s < values.Length; s++)
            {
                values[s] += counts(of[s]) ? 1 : 0;
            }
        }
    }
}
