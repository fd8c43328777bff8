using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Interdealer;

/// <summary>A compressed-sparse-row matrix whose product with a column gathers: the one inner loop of every round.</summary>
/// <remarks>
/// Each sum runs in the order of the entries with one fused multiply-add an entry, so a scenario gets the same bits alone, in a batch,
/// and on any number of threads, with or without vector hardware.
/// </remarks>
internal sealed class GatherMatrix
{
    private const int Sharing = 4;
    private readonly bool[] _sharers;

    public GatherMatrix(int rows, List<(int Row, int Index, double Weight)> sorted)
    {
        Starts = new int[rows + 1];
        Indices = new int[sorted.Count];
        Weights = new double[sorted.Count];
        for (var e = 0; e < sorted.Count; e++)
        {
            Starts[sorted[e].Row + 1]++;
            Indices[e] = sorted[e].Index;
            Weights[e] = sorted[e].Weight;
        }

        for (var row = 0; row < rows; row++)
        {
            Starts[row + 1] += Starts[row];
        }

        _sharers = FindSharers(rows);
    }

    public int[] Starts { get; }

    public int[] Indices { get; }

    public double[] Weights { get; }

    /// <summary>result[row] = Σ_e weight[e] · operand[index[e]], in every scenario.</summary>
    /// <remarks>
    /// Bound by loads, one of the operand's lanes for each fused multiply-add while the sums stay in registers: from the first-level cache
    /// two vectors a cycle, from the next about one, so that blocks whose operand fits there are the fastest. Four vectors of scenarios share
    /// each index and weight and keep the adders busy. Where four rows hold the same columns, as in a full matrix, they share the loads of
    /// the operand too, and arithmetic is the bound.
    /// </remarks>
    public void Multiply(Column operand, Column result) =>
        Multiply<OneLane>(operand, result, Multiply<FourLanes>(operand, result, Multiply<EightLanes>(operand, result, 0)));

    /// <returns>The first scenario that is left over.</returns>
    private int Multiply<T>(Column operand, Column result, int lane)
        where T : struct, ILanes<T>
    {
        var end = T.End(lane, operand.Lanes);
        ref readonly var from = ref operand.From(0);
        ref var to = ref result.To(0);
        for (; lane + (4 * T.Count) <= end; lane += 4 * T.Count)
        {
            InFours<T>(in from, ref to, operand.Lanes, lane);
        }

        for (; lane + (2 * T.Count) <= end; lane += 2 * T.Count)
        {
            InTwos<T>(in from, ref to, operand.Lanes, lane);
        }

        for (; lane < end; lane += T.Count)
        {
            InOnes<T>(in from, ref to, operand.Lanes, lane);
        }

        return lane;
    }

    private void InOnes<T>(ref readonly double from, ref double to, int lanes, int lane)
        where T : struct, ILanes<T>
    {
        for (var row = 0; row < _sharers.Length; row++)
        {
            var sum = T.Of(0);
            for (var e = Starts[row]; e < Starts[row + 1]; e++)
            {
                sum = T.FusedMultiplyAdd(T.Of(Weights[e]), T.Load(in from, (Indices[e] * lanes) + lane), sum);
            }

            T.Store(sum, ref to, (row * lanes) + lane);
        }
    }

    /// <summary>Two vectors of scenarios for each weight, and four rows for each operand where they share their columns.</summary>
    private void InTwos<T>(ref readonly double from, ref double to, int lanes, int lane)
        where T : struct, ILanes<T>
    {
        ref var index = ref MemoryMarshal.GetArrayDataReference(Indices);
        ref var weight = ref MemoryMarshal.GetArrayDataReference(Weights);
        for (var row = 0; row < _sharers.Length; row++)
        {
            if (_sharers[row])
            {
                FourRows<T>(in from, ref to, lanes, lane, row);
                row += Sharing - 1;
                continue;
            }

            var (a, b) = (T.Of(0), T.Of(0));
            for (var e = Starts[row]; e < Starts[row + 1]; e++)
            {
                var at = (Unsafe.Add(ref index, e) * lanes) + lane;
                var w = T.Of(Unsafe.Add(ref weight, e));
                a = T.FusedMultiplyAdd(w, T.Load(in from, at), a);
                b = T.FusedMultiplyAdd(w, T.Load(in from, at + T.Count), b);
            }

            T.Store(a, ref to, (row * lanes) + lane);
            T.Store(b, ref to, (row * lanes) + lane + T.Count);
        }
    }

    /// <summary>Four vectors of scenarios for each weight.</summary>
    private void InFours<T>(ref readonly double from, ref double to, int lanes, int lane)
        where T : struct, ILanes<T>
    {
        ref var index = ref MemoryMarshal.GetArrayDataReference(Indices);
        ref var weight = ref MemoryMarshal.GetArrayDataReference(Weights);
        for (var row = 0; row < _sharers.Length; row++)
        {
            if (_sharers[row])
            {
                FourRows<T>(in from, ref to, lanes, lane, row);
                FourRows<T>(in from, ref to, lanes, lane + (2 * T.Count), row);
                row += Sharing - 1;
                continue;
            }

            var (a, b, c, d) = (T.Of(0), T.Of(0), T.Of(0), T.Of(0));
            for (var e = Starts[row]; e < Starts[row + 1]; e++)
            {
                ref var x = ref Unsafe.Add(ref Unsafe.AsRef(in from), (nint)((Unsafe.Add(ref index, e) * lanes) + lane));
                var w = T.Of(Unsafe.Add(ref weight, e));
                a = T.FusedMultiplyAdd(w, T.Load(in x, 0), a);
                b = T.FusedMultiplyAdd(w, T.Load(in x, T.Count), b);
                c = T.FusedMultiplyAdd(w, T.Load(in x, 2 * T.Count), c);
                d = T.FusedMultiplyAdd(w, T.Load(in x, 3 * T.Count), d);
            }

            ref var sum = ref Unsafe.Add(ref to, (row * lanes) + lane);
            T.Store(a, ref sum, 0);
            T.Store(b, ref sum, T.Count);
            T.Store(c, ref sum, 2 * T.Count);
            T.Store(d, ref sum, 3 * T.Count);
        }
    }

    /// <summary>Four rows with the same columns in two vectors of scenarios: eight sums, as many as the adders need.</summary>
    private void FourRows<T>(ref readonly double from, ref double to, int lanes, int lane, int row)
        where T : struct, ILanes<T>
    {
        var (first, count) = (Starts[row], Starts[row + 1] - Starts[row]);
        ref var index = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Indices), first);
        ref var weight = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Weights), first);
        var (a0, b0, c0, d0) = (T.Of(0), T.Of(0), T.Of(0), T.Of(0));
        var (a1, b1, c1, d1) = (T.Of(0), T.Of(0), T.Of(0), T.Of(0));
        ref var second = ref Unsafe.Add(ref weight, count);
        ref var third = ref Unsafe.Add(ref second, count);
        ref var fourth = ref Unsafe.Add(ref third, count);
        for (var e = 0; e < count; e++)
        {
            ref var x = ref Unsafe.Add(ref Unsafe.AsRef(in from), (nint)((Unsafe.Add(ref index, e) * lanes) + lane));
            var (x0, x1) = (T.Load(in x, 0), T.Load(in x, T.Count));
            var w = T.Of(Unsafe.Add(ref weight, e));
            (a0, a1) = (T.FusedMultiplyAdd(w, x0, a0), T.FusedMultiplyAdd(w, x1, a1));
            w = T.Of(Unsafe.Add(ref second, e));
            (b0, b1) = (T.FusedMultiplyAdd(w, x0, b0), T.FusedMultiplyAdd(w, x1, b1));
            w = T.Of(Unsafe.Add(ref third, e));
            (c0, c1) = (T.FusedMultiplyAdd(w, x0, c0), T.FusedMultiplyAdd(w, x1, c1));
            w = T.Of(Unsafe.Add(ref fourth, e));
            (d0, d1) = (T.FusedMultiplyAdd(w, x0, d0), T.FusedMultiplyAdd(w, x1, d1));
        }

        Store(ref to, (row * lanes) + lane, a0, a1);
        Store(ref to, ((row + 1) * lanes) + lane, b0, b1);
        Store(ref to, ((row + 2) * lanes) + lane, c0, c1);
        Store(ref to, ((row + 3) * lanes) + lane, d0, d1);
    }

    private static void Store<T>(ref double to, int at, T first, T second)
        where T : struct, ILanes<T>
    {
        T.Store(first, ref to, at);
        T.Store(second, ref to, at + T.Count);
    }

    /// <summary>Marks each row that starts a group of four with the same columns.</summary>
    private bool[] FindSharers(int rows)
    {
        var sharers = new bool[rows];
        for (var row = 0; row + Sharing <= rows; row++)
        {
            var columns = ColumnsOf(row);
            var shared = true;
            for (var next = row + 1; next < row + Sharing && shared; next++)
            {
                shared = columns.SequenceEqual(ColumnsOf(next));
            }

            sharers[row] = shared;
            row += shared ? Sharing - 1 : 0;
        }

        return sharers;
    }

    private ReadOnlySpan<int> ColumnsOf(int row) => Indices.AsSpan(Starts[row]..Starts[row + 1]);
}
