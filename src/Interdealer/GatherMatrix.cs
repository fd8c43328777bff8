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
    }

    public int[] Starts { get; }

    public int[] Indices { get; }

    public double[] Weights { get; }

    /// <summary>Bound by loads: one of the operand's lanes for each fused multiply-add, the running sum stays in a register.</summary>
    public void Multiply(Column operand, Column result)
    {
        var lanes = operand.Lanes;
        ref var from = ref MemoryMarshal.GetArrayDataReference(operand.Values);
        ref var to = ref MemoryMarshal.GetArrayDataReference(result.Values);
        for (var row = 0; row + 1 < Starts.Length; row++)
        {
            var (first, last) = (Starts[row], Starts[row + 1]);
            var lane = 0;
            for (; lane + Vector512<double>.Count <= lanes; lane += Vector512<double>.Count)
            {
                var sum = Vector512<double>.Zero;
                for (var e = first; e < last; e++)
                {
                    var lane8 = Vector512.LoadUnsafe(ref from, (nuint)((Indices[e] * lanes) + lane));
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(Weights[e]), lane8, sum);
                }

                sum.StoreUnsafe(ref to, (nuint)((row * lanes) + lane));
            }

            for (; lane < lanes; lane++)
            {
                var sum = 0.0;
                for (var e = first; e < last; e++)
                {
                    sum = Math.FusedMultiplyAdd(Weights[e], operand.Values[(Indices[e] * lanes) + lane], sum);
                }

                result.Values[(row * lanes) + lane] = sum;
            }
        }
    }
}
