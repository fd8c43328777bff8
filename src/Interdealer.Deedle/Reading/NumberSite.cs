using System.Buffers;
using Deedle;
using Deedle.Vectors;

namespace Interdealer.Frames.Reading;

/// <summary>Takes a column out of its storage as numbers: a copy, whole blocks at a time where it holds numbers already.</summary>
/// <remarks>Deedle would turn text such as "12" into numbers by guessing; here only what is a number counts as one.</remarks>
internal sealed class NumberSite<TRow>(FrameColumns<TRow> frame, string column, string expected) : VectorCallSite<double[]>
    where TRow : notnull
{
    public double[] Invoke<T>(IVector<T> vector) => vector switch
    {
        IVector<double> numbers => Copy(numbers.Data),
        IVector<float> numbers => Each(numbers, x => x),
        IVector<int> numbers => Each(numbers, x => x),
        IVector<long> numbers => Each(numbers, x => x),
        IVector<decimal> numbers => Each(numbers, x => (double)x),
        _ => Objects(vector),
    };

    private double[] Copy(VectorData<double> data)
    {
        var values = GC.AllocateUninitializedArray<double>(frame.Rows.Length);
        switch (data)
        {
            case VectorData<double>.DenseList dense:
                dense.Item.CopyTo(values, 0);
                break;
            case VectorData<double>.SparseList sparse:
                // One block out of Deedle's collection, then a loop over plain memory: asking it for each cell costs several times as much.
                var cells = ArrayPool<OptionalValue<double>>.Shared.Rent(values.Length);
                sparse.Item.CopyTo(cells, 0);
                for (var r = 0; r < values.Length; r++)
                {
                    values[r] = cells[r].HasValue ? cells[r].ValueOrDefault : double.NaN;
                }

                ArrayPool<OptionalValue<double>>.Shared.Return(cells);
                break;
            case VectorData<double>.Sequence lazy:
                var at = 0;
                foreach (var cell in lazy.Item)
                {
                    values[at++] = cell.HasValue ? cell.ValueOrDefault : double.NaN;
                }

                break;
        }

        return values;
    }

    private double[] Each<T>(IVector<T> vector, Func<T, double> number)
    {
        var (values, at) = (new double[frame.Rows.Length], 0);
        switch (vector.Data)
        {
            case VectorData<T>.DenseList dense:
                foreach (var value in dense.Item)
                {
                    values[at++] = number(value);
                }

                break;
            case VectorData<T>.SparseList sparse:
                foreach (var cell in sparse.Item)
                {
                    values[at++] = cell.HasValue ? number(cell.Value) : double.NaN;
                }

                break;
            case VectorData<T>.Sequence lazy:
                foreach (var cell in lazy.Item)
                {
                    values[at++] = cell.HasValue ? number(cell.Value) : double.NaN;
                }

                break;
        }

        return values;
    }

    private double[] Objects(IVector vector)
    {
        var (values, at) = (new double[frame.Rows.Length], 0);
        foreach (var cell in vector.ObjectSequence)
        {
            values[at] = !cell.HasValue ? double.NaN : Number(cell.Value) ?? throw Cell.Other(frame.Argument, frame.Rows[at], column, cell.Value, expected);
            at++;
        }

        return values;
    }

    private static double? Number(object value) => value switch
    {
        double x => x,
        float x => x,
        int x => x,
        long x => x,
        decimal x => (double)x,
        short x => x,
        byte x => x,
        uint x => x,
        ulong x => x,
        ushort x => x,
        sbyte x => x,
        _ => null,
    };
}
