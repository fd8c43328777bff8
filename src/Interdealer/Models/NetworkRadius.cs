using Interdealer.Cascades;
using Interdealer.Engine;

namespace Interdealer.Models;

/// <summary>Spectral radius of a sparse matrix without negative entries, f_i·W_ij: the largest among its strongly connected parts.</summary>
/// <remarks>
/// Parts of up to <see cref="NetworkSolve.Dense"/> rows are solved densely, larger ones by power iteration on A + sI, s &gt; 0, whose Perron vector is that of A
/// and whose iteration does not cycle. It stops when the bounds of Collatz and Wielandt, min and max of (Ax)_i/x_i, meet; if they have not met
/// after the steps allowed, the upper one is returned.
/// </remarks>
internal static class NetworkRadius
{
    private const double Rounding = 1e-12;
    private const int Steps = 100_000;

    /// <summary>The radius.</summary>
    /// <param name="matrix">W by rows, entries above 0.</param>
    /// <param name="factor">f of a row, at least 0.</param>
    public static double Of(GatherMatrix matrix, Func<int, double> factor) =>
        StrongParts(matrix).Where(p => p.Count > 1).Select(p => Of(matrix, factor, p)).DefaultIfEmpty(0).Max();

    private static double Of(GatherMatrix matrix, Func<int, double> factor, List<int> part)
    {
        var place = new Dictionary<int, int>(part.Count);
        part.ForEach(i => place.Add(i, place.Count));
        return part.Count <= NetworkSolve.Dense ? Dense(matrix, factor, part, place) : Power(matrix, factor, part, place);
    }

    private static double Dense(GatherMatrix matrix, Func<int, double> factor, List<int> part, Dictionary<int, int> place)
    {
        var dense = new double[part.Count, part.Count];
        foreach (var i in part)
        {
            for (var e = matrix.Starts[i]; e < matrix.Starts[i + 1]; e++)
            {
                if (place.TryGetValue(matrix.Indices[e], out var column))
                {
                    dense[place[i], column] = factor(i) * matrix.Weights[e];
                }
            }
        }

        return LeadingPair.Of(dense).Radius;
    }

    private static double Power(GatherMatrix matrix, Func<int, double> factor, List<int> part, Dictionary<int, int> place)
    {
        var (x, y) = (new double[part.Count], new double[part.Count]);
        Array.Fill(x, 1);
        for (var step = 1; ; step++)
        {
            var (low, high, largest) = (double.PositiveInfinity, 0.0, 0.0);
            for (var r = 0; r < x.Length; r++)
            {
                var (i, sum) = (part[r], 0.0);
                for (var e = matrix.Starts[i]; e < matrix.Starts[i + 1]; e++)
                {
                    sum += place.TryGetValue(matrix.Indices[e], out var column) ? matrix.Weights[e] * x[column] : 0;
                }

                y[r] = factor(i) * sum;
                (low, high) = (Math.Min(low, y[r] / x[r]), Math.Max(high, y[r] / x[r]));
            }

            if (high - low <= Rounding * high || step == Steps)
            {
                return high;
            }

            for (var r = 0; r < x.Length; r++)
            {
                y[r] += (low + high) / 4 * x[r];
                largest = Math.Max(largest, y[r]);
            }

            for (var r = 0; r < x.Length; r++)
            {
                x[r] = y[r] / largest;
            }
        }
    }

    /// <summary>Tarjan's strongly connected parts, with a stack of its own: a long chain of claims would not fit the thread's.</summary>
    private static List<List<int>> StrongParts(GatherMatrix matrix)
    {
        var n = matrix.Starts.Length - 1;
        var (order, low, next) = (new int[n], new int[n], new int[n]);
        var (open, path, onStack) = (new Stack<int>(), new Stack<int>(), new bool[n]);
        var (parts, count) = (new List<List<int>>(), 0);
        for (var root = 0; root < n; root++)
        {
            if (order[root] == 0)
            {
                Enter(root);
            }

            while (path.TryPeek(out var i))
            {
                if (next[i] < matrix.Starts[i + 1])
                {
                    var j = matrix.Indices[next[i]++];
                    if (order[j] == 0)
                    {
                        Enter(j);
                    }
                    else if (onStack[j])
                    {
                        low[i] = Math.Min(low[i], order[j]);
                    }

                    continue;
                }

                path.Pop();
                if (path.TryPeek(out var parent))
                {
                    low[parent] = Math.Min(low[parent], low[i]);
                }

                if (low[i] == order[i])
                {
                    parts.Add(Close(i));
                }
            }
        }

        return parts;

        void Enter(int i)
        {
            (order[i], next[i], onStack[i]) = (++count, matrix.Starts[i], true);
            low[i] = order[i];
            open.Push(i);
            path.Push(i);
        }

        List<int> Close(int first)
        {
            var part = new List<int>();
            int j;
            do
            {
                j = open.Pop();
                onStack[j] = false;
                part.Add(j);
            }
            while (j != first);
            part.Sort();
            return part;
        }
    }
}
