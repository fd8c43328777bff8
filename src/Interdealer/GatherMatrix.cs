using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    /// Bound by loads, one of the operand's lanes for each fused multiply-add while the sums stay in registers. Where four rows hold the same
    /// columns, as in a full matrix, they share those loads and arithmetic is the bound.
    /// </remarks>
    public void Multiply(Column operand, Column result)
    {
        var lane = 0;
        for (; lane + (2 * EightLanes.Count) <= operand.Lanes; lane += 2 * EightLanes.Count)
        {
            MultiplyPairs(operand, result, lane);
        }

        for (; lane + EightLanes.Count <= operand.Lanes; lane += EightLanes.Count)
        {
            Multiply<EightLanes>(operand, result, lane);
        }

        for (; lane < operand.Lanes; lane++)
        {
            Multiply<OneLane>(operand, result, lane);
        }
    }

    private void Multiply<T>(Column operand, Column result, int lane)
        where T : struct, ILanes<T>
    {
        var lanes = operand.Lanes;
        ref readonly var from = ref operand.From(0);
        ref var to = ref result.To(0);
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

    /// <summary>Sixteen scenarios: two vectors for each weight, and four rows for each operand where they share their columns.</summary>
    private void MultiplyPairs(Column operand, Column result, int lane)
    {
        var (lanes, width) = (operand.Lanes, Vector512<double>.Count);
        ref readonly var from = ref operand.From(0);
        ref var to = ref result.To(0);
        ref var index = ref MemoryMarshal.GetArrayDataReference(Indices);
        ref var weight = ref MemoryMarshal.GetArrayDataReference(Weights);
        for (var row = 0; row < _sharers.Length; row++)
        {
            var (first, count) = (Starts[row], Starts[row + 1] - Starts[row]);
            if (_sharers[row])
            {
                var (a0, b0, c0, d0) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
                var (a1, b1, c1, d1) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
                ref var a = ref Unsafe.Add(ref weight, first);
                ref var b = ref Unsafe.Add(ref weight, first + count);
                ref var c = ref Unsafe.Add(ref weight, first + (2 * count));
                ref var d = ref Unsafe.Add(ref weight, first + (3 * count));
                for (var e = 0; e < count; e++)
                {
                    var at = (nuint)((Unsafe.Add(ref index, first + e) * lanes) + lane);
                    var (x0, x1) = (Vector512.LoadUnsafe(in from, at), Vector512.LoadUnsafe(in from, at + (nuint)width));
                    var w = Vector512.Create(Unsafe.Add(ref a, e));
                    (a0, a1) = (Vector512.FusedMultiplyAdd(w, x0, a0), Vector512.FusedMultiplyAdd(w, x1, a1));
                    w = Vector512.Create(Unsafe.Add(ref b, e));
                    (b0, b1) = (Vector512.FusedMultiplyAdd(w, x0, b0), Vector512.FusedMultiplyAdd(w, x1, b1));
                    w = Vector512.Create(Unsafe.Add(ref c, e));
                    (c0, c1) = (Vector512.FusedMultiplyAdd(w, x0, c0), Vector512.FusedMultiplyAdd(w, x1, c1));
                    w = Vector512.Create(Unsafe.Add(ref d, e));
                    (d0, d1) = (Vector512.FusedMultiplyAdd(w, x0, d0), Vector512.FusedMultiplyAdd(w, x1, d1));
                }

                Store(ref to, (row * lanes) + lane, a0, a1);
                Store(ref to, ((row + 1) * lanes) + lane, b0, b1);
                Store(ref to, ((row + 2) * lanes) + lane, c0, c1);
                Store(ref to, ((row + 3) * lanes) + lane, d0, d1);
                row += Sharing - 1;
                continue;
            }

            var (s0, s1) = (Vector512<double>.Zero, Vector512<double>.Zero);
            for (var e = first; e < first + count; e++)
            {
                var at = (nuint)((Unsafe.Add(ref index, e) * lanes) + lane);
                var w = Vector512.Create(Unsafe.Add(ref weight, e));
                s0 = Vector512.FusedMultiplyAdd(w, Vector512.LoadUnsafe(in from, at), s0);
                s1 = Vector512.FusedMultiplyAdd(w, Vector512.LoadUnsafe(in from, at + (nuint)width), s1);
            }

            Store(ref to, (row * lanes) + lane, s0, s1);
        }
    }

    private static void Store(ref double to, int at, Vector512<double> first, Vector512<double> second)
    {
        first.StoreUnsafe(ref to, (nuint)at);
        second.StoreUnsafe(ref to, (nuint)(at + Vector512<double>.Count));
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
