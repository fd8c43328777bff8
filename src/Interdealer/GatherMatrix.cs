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

    // Rows of an operand that stay in a usual second-level cache while four vectors of each are read; splitting pays only where enough entries fall to a part.
    private const int PartRows = 2048;
    private const int FewEntries = 8;
    private readonly bool[] _sharers;
    private readonly int[][] _parts;

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
        _parts = Split(rows, sorted.Count > 0 ? Indices.Max() + 1 : 0);
    }

    public int[] Starts { get; }

    public int[] Indices { get; }

    public double[] Weights { get; }

    /// <summary>result[row] = Σ_e weight[e] · operand[index[e]], in every scenario.</summary>
    /// <remarks>
    /// Bound by loads, one of the operand's lanes for each fused multiply-add while the sums stay in registers: from the first-level cache
    /// two vectors a cycle, from the next about one; an operand too large for that is gathered from part by part. Four vectors of scenarios share
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
            for (var part = 0; part + 1 < _parts.Length; part++)
            {
                InFours<T>(in from, ref to, operand.Lanes, lane, part);
            }
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

    // Each loop is a method of its own, which keeps its sums in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void InTwos<T>(ref readonly double from, ref double to, int lanes, int lane)
        where T : struct, ILanes<T>
    {
        ref var index = ref MemoryMarshal.GetArrayDataReference(Indices);
        ref var weight = ref MemoryMarshal.GetArrayDataReference(Weights);
        for (var row = 0; row < _sharers.Length; row++)
        {
            if (_sharers[row])
            {
                FourRows<T>(in from, ref to, lanes, lane, row, Starts[row], Starts[row + 1]);
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

    /// <summary>Four vectors of scenarios for each weight; a part of the operand goes on where the part before it ended.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void InFours<T>(ref readonly double from, ref double to, int lanes, int lane, int part)
        where T : struct, ILanes<T>
    {
        ref var index = ref MemoryMarshal.GetArrayDataReference(Indices);
        ref var weight = ref MemoryMarshal.GetArrayDataReference(Weights);
        var (begins, ends) = (_parts[part], _parts[part + 1]);
        for (var row = 0; row < begins.Length; row++)
        {
            var (e, end) = (begins[row], ends[row]);
            if (_sharers[row])
            {
                FourRows<T>(in from, ref to, lanes, lane, row, e, end);
                FourRows<T>(in from, ref to, lanes, lane + (2 * T.Count), row, e, end);
                row += Sharing - 1;
                continue;
            }

            ref var sum = ref Unsafe.Add(ref to, (row * lanes) + lane);
            var (a, b, c, d) = (T.Of(0), T.Of(0), T.Of(0), T.Of(0));
            if (part > 0)
            {
                a = T.Load(in sum, 0);
                b = T.Load(in sum, T.Count);
                c = T.Load(in sum, 2 * T.Count);
                d = T.Load(in sum, 3 * T.Count);
            }

            for (; e < end; e++)
            {
                ref var x = ref Unsafe.Add(ref Unsafe.AsRef(in from), (nint)((Unsafe.Add(ref index, e) * lanes) + lane));
                var w = T.Of(Unsafe.Add(ref weight, e));
                a = T.FusedMultiplyAdd(w, T.Load(in x, 0), a);
                b = T.FusedMultiplyAdd(w, T.Load(in x, T.Count), b);
                c = T.FusedMultiplyAdd(w, T.Load(in x, 2 * T.Count), c);
                d = T.FusedMultiplyAdd(w, T.Load(in x, 3 * T.Count), d);
            }

            T.Store(a, ref sum, 0);
            T.Store(b, ref sum, T.Count);
            T.Store(c, ref sum, 2 * T.Count);
            T.Store(d, ref sum, 3 * T.Count);
        }
    }

    /// <summary>Four rows with the same columns in two vectors of scenarios: eight sums, as many as the adders need.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FourRows<T>(ref readonly double from, ref double to, int lanes, int lane, int row, int begin, int end)
        where T : struct, ILanes<T>
    {
        var (length, count) = (Starts[row + 1] - Starts[row], end - begin);
        ref var index = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Indices), begin);
        ref var weight = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Weights), begin);
        ref var sum = ref Unsafe.Add(ref to, (row * lanes) + lane);
        var (a0, b0, c0, d0) = (T.Of(0), T.Of(0), T.Of(0), T.Of(0));
        var (a1, b1, c1, d1) = (T.Of(0), T.Of(0), T.Of(0), T.Of(0));
        if (begin > Starts[row])
        {
            (a0, a1) = (T.Load(in sum, 0), T.Load(in sum, T.Count));
            (b0, b1) = (T.Load(in sum, lanes), T.Load(in sum, lanes + T.Count));
            (c0, c1) = (T.Load(in sum, 2 * lanes), T.Load(in sum, (2 * lanes) + T.Count));
            (d0, d1) = (T.Load(in sum, 3 * lanes), T.Load(in sum, (3 * lanes) + T.Count));
        }

        ref var second = ref Unsafe.Add(ref weight, length);
        ref var third = ref Unsafe.Add(ref second, length);
        ref var fourth = ref Unsafe.Add(ref third, length);
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

        Store(ref sum, 0, a0, a1);
        Store(ref sum, lanes, b0, b1);
        Store(ref sum, 2 * lanes, c0, c1);
        Store(ref sum, 3 * lanes, d0, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    /// <summary>
    /// Where the entries of each row begin that fall into each part of the operand, and last where they end: the rows are gone through part after
    /// part, each sum still in the order of its entries, so that what is gathered comes from a cache near by.
    /// </summary>
    private int[][] Split(int rows, int operandRows)
    {
        var most = Indices.Length / Math.Max(1L, (long)rows * FewEntries);
        var count = (int)Math.Max(1, Math.Min(most, (operandRows + PartRows - 1) / PartRows));
        var parts = new int[count + 1][];
        for (var part = 0; part <= count; part++)
        {
            var bound = (int)((long)operandRows * part / count);
            parts[part] = new int[rows];
            for (var row = 0; row < rows; row++)
            {
                var at = ColumnsOf(row).BinarySearch(bound);
                parts[part][row] = Starts[row] + (at < 0 ? ~at : at);
            }
        }

        return parts;
    }

    private ReadOnlySpan<int> ColumnsOf(int row) => Indices.AsSpan(Starts[row]..Starts[row + 1]);
}
