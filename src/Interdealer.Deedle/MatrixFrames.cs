using Deedle;
using Interdealer.Frames.Reading;
using Interdealer.Frames.Writing;
using Interdealer.Risk;

namespace Interdealer.Frames;

/// <summary>Numbers in and out of frames and series by key, as arrays of their own: neither side sees what the other later writes.</summary>
public static class MatrixFrames
{
    private const string Number = "a number";

    /// <summary>The frame as a matrix, rows × columns in the order of its keys; NaN where it has no value.</summary>
    /// <param name="frame">Numbers.</param>
    /// <exception cref="ArgumentException">A cell holds something other than a number; the message names row and column.</exception>
    public static double[,] ToMatrix<TRow>(this Frame<TRow, string> frame)
        where TRow : notnull => Numbers<TRow>.Of(frame, nameof(frame), Number).ToMatrix();

    /// <summary>The frame as an array for each column, in the order of its keys; NaN where it has no value.</summary>
    /// <param name="frame">Numbers.</param>
    /// <exception cref="ArgumentException">A cell holds something other than a number; the message names row and column.</exception>
    public static double[][] ToColumns<TRow>(this Frame<TRow, string> frame)
        where TRow : notnull => Numbers<TRow>.Of(frame, nameof(frame), Number).Values;

    /// <summary>A frame of a matrix.</summary>
    /// <param name="matrix">Rows × columns; NaN becomes a cell without a value.</param>
    /// <param name="rows">A key for each row, all different.</param>
    /// <param name="columns">A key for each column, all different.</param>
    /// <exception cref="ArgumentException">The number of keys is not that of the matrix, or a key is there twice.</exception>
    public static Frame<TRow, string> ToFrame<TRow>(this double[,] matrix, IEnumerable<TRow> rows, IEnumerable<string> columns)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var (keys, names) = (Keys(rows, matrix.GetLength(0), nameof(rows)), Keys(columns, matrix.GetLength(1), nameof(columns)));
        var values = new double[names.Length][];
        for (var c = 0; c < names.Length; c++)
        {
            values[c] = GC.AllocateUninitializedArray<double>(keys.Length);
        }

        // Square blocks, so that both sides stay in cache.
        const int Block = 32;
        for (var r0 = 0; r0 < keys.Length; r0 += Block)
        {
            for (var c0 = 0; c0 < names.Length; c0 += Block)
            {
                for (var c = c0; c < Math.Min(c0 + Block, names.Length); c++)
                {
                    for (var r = r0; r < Math.Min(r0 + Block, keys.Length); r++)
                    {
                        values[c][r] = matrix[r, c];
                    }
                }
            }
        }

        return FrameWriter.Of(keys, names, values);
    }

    /// <summary>A frame of an array for each column, copied.</summary>
    /// <param name="values">One array for each column, all of one length; NaN becomes a cell without a value.</param>
    /// <param name="rows">A key for each row, all different.</param>
    /// <param name="columns">A key for each column, all different.</param>
    /// <exception cref="ArgumentException">The number of keys is not that of the values, or a key is there twice.</exception>
    public static Frame<TRow, string> ToFrame<TRow>(this IReadOnlyList<double[]> values, IEnumerable<TRow> rows, IEnumerable<string> columns)
        where TRow : notnull
    {
        ArgumentNullException.ThrowIfNull(values);
        var names = Keys(columns, values.Count, nameof(columns));
        var keys = Keys(rows, values.Count == 0 ? null : values[0].Length, nameof(rows));
        var arrays = values.Select((column, c) => column.Length == keys.Length
            ? column
            : throw new ArgumentException($"values: the column \"{names[c]}\" has {column.Length} values; expected {keys.Length}, one for each row.", nameof(values))).ToArray();
        return FrameWriter.Of(keys, names, c => arrays[c].AsSpan().ToArray());
    }

    /// <summary>The values of a series by key, in the order asked for.</summary>
    /// <param name="series">Numbers; keys that are not asked for are not read.</param>
    /// <param name="keys">Keys such as the names of a system's assets.</param>
    /// <param name="missing">What a key without a value means: refused when left out.</param>
    /// <exception cref="ArgumentException">A key has no value, or it is not finite; the message names the key.</exception>
    public static double[] AlignedTo<TKey>(this Series<TKey, double> series, IEnumerable<TKey> keys, Missing? missing = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(keys);
        TKey[] asked = [.. keys];
        double[] values = [.. asked.Select(key => series.TryGet(key) is { HasValue: true } value ? value.Value : double.NaN)];
        return new Numbers<TKey>(nameof(series), "a finite number", asked, ["value"], [values]).Resolve(missing is { Choice: Missing.Way.LeftOut or Missing.Way.CarriedForward }
            ? throw new ArgumentException("missing: an aligned series has a value for every key; expected refused or a number.", nameof(missing))
            : missing).Finite().Values[0];
    }

    /// <summary>A correlation matrix as a frame.</summary>
    /// <param name="correlation">m × m.</param>
    /// <param name="assets">A name for each asset.</param>
    public static Frame<string, string> ToFrame(this Correlation correlation, IEnumerable<string> assets)
    {
        ArgumentNullException.ThrowIfNull(correlation);
        var names = Keys(assets, correlation.Count, nameof(assets));
        return FrameWriter.Of(names, names, [.. names.Select((_, c) => names.Select((_, r) => correlation[r, c]).ToArray())]);
    }

    /// <summary>A correlation matrix from a frame, whose rows and columns may come in any order.</summary>
    /// <param name="frame">m × m or more.</param>
    /// <param name="assets">The assets in the order wanted; those of the frame's rows when left out.</param>
    /// <exception cref="ArgumentException">An asset is no row or column, a cell has no value, or it is no correlation matrix.</exception>
    public static Correlation ToCorrelation(this Frame<string, string> frame, IEnumerable<string>? assets = null)
    {
        var table = Numbers<string>.Of(frame, nameof(frame), "a correlation from −1 to 1").Where(x => x is >= -1 and <= 1);
        string[] names = [.. assets ?? table.Rows];
        var matrix = new double[names.Length, names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            for (var j = 0; j < names.Length; j++)
            {
                var (r, c) = (Array.IndexOf(table.Rows, names[i]), Array.IndexOf(table.Columns, names[j]));
                matrix[i, j] = r < 0 || c < 0 || double.IsNaN(table.Values[c][r])
                    ? throw Cell.Empty(table.Argument, names[i], names[j], table.Expected)
                    : table.Values[c][r];
            }
        }

        return Correlation.Of(matrix);
    }

    internal static T[] Keys<T>(IEnumerable<T> keys, int? count, string argument)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(keys, argument);
        T[] all = [.. keys];
        if (count is { } expected && all.Length != expected)
        {
            throw new ArgumentException($"{argument} has {all.Length} keys; expected {expected}, one for each.", argument);
        }

        return all.Distinct().Count() == all.Length
            ? all
            : throw new ArgumentException($"{argument}: {Cell.Key(all.GroupBy(key => key).First(group => group.Count() > 1).Key)} is there twice; keys must be unique.", argument);
    }
}
