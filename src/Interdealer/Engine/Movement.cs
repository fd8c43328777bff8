using System.Runtime.InteropServices;

namespace Interdealer;

/// <summary>How far a column has moved: what tells whether a scenario is at rest.</summary>
internal static class Movement
{
    private const int OnStack = 256;
    private const int FewRows = 4;

    /// <summary>
    /// Raises each scenario's distance to the largest |now − before| / max(scale, |before|) of the column, if that is more. Once every scenario that
    /// is not at rest has moved by more than enough, the rest is not looked at: how far it moved beyond that is not asked for.
    /// </summary>
    /// <remarks>
    /// Bound by loads of the two columns. Where |before| is at most the scale, as all but a few are, the largest difference is found first
    /// and divided once: division by one positive number keeps the order, so the bits are those of dividing each.
    /// </remarks>
    public static void Measure(Span<double> distance, Column now, Column before, double scale, ReadOnlySpan<bool> atRest, double enough)
    {
        if (now.IsZero && before.IsZero)
        {
            return;
        }

        var (first, count) = (0, FewRows);
        for (; first < now.Rows && !HaveMoved(distance, atRest, enough); first += count, count *= 2)
        {
            count = Math.Min(count, now.Rows - first);
            Measure(distance, now, before, scale, first, count);
        }
    }

    private static bool HaveMoved(ReadOnlySpan<double> distance, ReadOnlySpan<bool> atRest, double enough)
    {
        var all = true;
        for (var s = 0; s < distance.Length && all; s++)
        {
            all = atRest[s] || distance[s] > enough;
        }

        return all;
    }

    private static void Measure(Span<double> distance, Column now, Column before, double scale, int first, int count)
    {
        var lanes = distance.Length;
        Span<double> largest = lanes <= OnStack ? stackalloc double[lanes] : new double[lanes];
        largest.Clear();
        var whole = Measure<FourLanes>(distance, largest, now, before, scale, (first, first + count), Measure<EightLanes>(distance, largest, now, before, scale, (first, first + count), 0));
        for (var row = first; row < first + count && whole < lanes; row++)
        {
            Measure(distance, now.In(row)[whole..], before.In(row)[whole..], scale, whole);
        }

        for (var s = 0; s < whole; s++)
        {
            distance[s] = Larger(distance[s], largest[s] / scale);
        }
    }

    private static int Measure<T>(Span<double> distance, Span<double> largest, Column now, Column before, double scale, (int First, int End) rows, int first)
        where T : struct, ILanes<T>
    {
        var (limit, lanes, end) = (T.Of(scale), distance.Length, T.End(first, distance.Length));
        ref readonly var a = ref now.From(0);
        ref readonly var b = ref before.From(0);
        ref var most = ref MemoryMarshal.GetReference(largest);
        for (var row = rows.First; row < rows.End; row++)
        {
            for (var s = first; s < end; s += T.Count)
            {
                var at = (row * lanes) + s;
                var (x, y) = (T.Load(in a, at), T.Load(in b, at));
                if (T.AllEqual(x, y))
                {
                    continue;
                }

                if (!T.AllAtMost(T.Abs(y), limit))
                {
                    Measure(distance, now.In(row)[s..(s + T.Count)], before.In(row)[s..], scale, s);
                    continue;
                }

                // Once not a number, always not a number.
                var (gap, soFar) = (T.Abs(x - y), T.Load(in most, s));
                T.Store(T.WhereEqual(soFar, soFar, T.WhereAtMost(gap, soFar, soFar, gap), soFar), ref most, s);
            }
        }

        return end;
    }

    private static void Measure(Span<double> distance, ReadOnlySpan<double> now, ReadOnlySpan<double> before, double scale, int first)
    {
        for (var s = 0; s < now.Length; s++)
        {
            // Equal infinities, such as a depth without limit, are no distance.
            var gap = now[s] == before[s] ? 0 : Math.Abs(now[s] - before[s]) / Math.Max(scale, Math.Abs(before[s]));
            distance[first + s] = Larger(distance[first + s], gap);
        }
    }

    private static double Larger(double soFar, double gap) => gap > soFar || double.IsNaN(gap) ? gap : soFar;
}
