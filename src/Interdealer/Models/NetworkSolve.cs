using Interdealer.Engine;
using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Models;

/// <summary>Linear equations on a part of a network: x_i = c_i + f_i·Σ_j W_ij x_j for the open i, the other x as they are.</summary>
internal static class NetworkSolve
{
    /// <summary>Largest part solved by a dense factorisation; beyond it the equations are solved by sweeps over the claims.</summary>
    public const int Dense = 300;

    private const double Rounding = 1e-15;
    private const int Sweeps = 20_000;

    /// <summary>Overwrites the open entries of x with the solution.</summary>
    /// <remarks>The matrix I − fW of the open part must be a nonsingular M-matrix (spectral radius of fW below 1): then sweeps converge.</remarks>
    public static void Solve(GatherMatrix matrix, bool[] open, Func<int, double> constant, Func<int, double> factor, double[] x)
    {
        int[] rows = [.. Enumerable.Range(0, open.Length).Where(i => open[i])];
        if (rows.Length == 0)
        {
            return;
        }

        if (rows.Length <= Dense)
        {
            Factorise(matrix, open, rows, constant, factor, x);
        }

        // After a factorisation one sweep polishes; a large part is swept from the present x until it rests.
        for (var sweep = 0; sweep < (rows.Length <= Dense ? 1 : Sweeps) && Sweep(matrix, rows, constant, factor, x) > Rounding; sweep++)
        {
        }
    }

    /// <summary>One pass in the order of rows, each value used as soon as it is known; the largest relative change.</summary>
    private static double Sweep(GatherMatrix matrix, int[] rows, Func<int, double> constant, Func<int, double> factor, double[] x)
    {
        var largest = 0.0;
        foreach (var i in rows)
        {
            var sum = 0.0;
            for (var e = matrix.Starts[i]; e < matrix.Starts[i + 1]; e++)
            {
                sum += matrix.Weights[e] * x[matrix.Indices[e]];
            }

            var next = constant(i) + (factor(i) * sum);
            largest = Math.Max(largest, Math.Abs(next - x[i]) / Math.Max(1, Math.Abs(next)));
            x[i] = next;
        }

        return largest;
    }

    private static void Factorise(GatherMatrix matrix, bool[] open, int[] rows, Func<int, double> constant, Func<int, double> factor, double[] x)
    {
        var place = new Dictionary<int, int>(rows.Length);
        for (var r = 0; r < rows.Length; r++)
        {
            place[rows[r]] = r;
        }

        var left = Matrix<double>.Build.DenseIdentity(rows.Length);
        var right = Vector<double>.Build.Dense(rows.Length);
        for (var r = 0; r < rows.Length; r++)
        {
            var i = rows[r];
            right[r] = constant(i);
            for (var e = matrix.Starts[i]; e < matrix.Starts[i + 1]; e++)
            {
                var (j, weight) = (matrix.Indices[e], factor(i) * matrix.Weights[e]);
                if (open[j])
                {
                    left[r, place[j]] -= weight;
                }
                else
                {
                    right[r] += weight * x[j];
                }
            }
        }

        var solution = left.LU().Solve(right);
        for (var r = 0; r < rows.Length; r++)
        {
            x[rows[r]] = solution[r];
        }
    }
}
