using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Interdealer;

/// <summary>How far a column has moved: what tells whether a scenario is at rest.</summary>
internal static class Movement
{
    private const int OnStack = 256;

    /// <summary>
    /// Raises each scenario's distance to the largest |now − before| / max(scale, |before|) of the column, if that is more, and takes
    /// what has moved over into the column before.
    /// </summary>
    /// <remarks>
    /// Bound by loads of the two columns. Where |before| is at most the scale, as all but a few are, the largest difference is found first
    /// and divided once: division by one positive number keeps the order, so the bits are those of dividing each.
    /// </remarks>
    public static void Take(Span<double> distance, Column now, Column before, double scale)
    {
        if (now.IsZero && before.IsZero)
        {
            return;
        }

        var lanes = distance.Length;
        Span<double> largest = lanes <= OnStack ? stackalloc double[lanes] : new double[lanes];
        largest.Clear();
        ref readonly var a = ref now.From(0);
        ref var b = ref before.To(0);
        ref var most = ref MemoryMarshal.GetReference(largest);
        var (limit, whole) = (Vector512.Create(scale), lanes - (lanes % Vector512<double>.Count));
        for (var row = 0; row < now.Rows; row++)
        {
            for (var s = 0; s < whole; s += Vector512<double>.Count)
            {
                var at = (nuint)((row * lanes) + s);
                var (x, y) = (Vector512.LoadUnsafe(in a, at), Vector512.LoadUnsafe(ref b, at));
                if (Vector512.EqualsAll(x, y))
                {
                    continue;
                }

                if (!Vector512.LessThanOrEqualAll(Vector512.Abs(y), limit))
                {
                    Take(distance, now.In(row)[s..(s + Vector512<double>.Count)], before.Row(row)[s..], scale, s);
                    continue;
                }

                x.StoreUnsafe(ref b, at);
                var gap = Vector512.Abs(x - y);
                var soFar = Vector512.LoadUnsafe(ref most, (nuint)s);

                // Once not a number, always not a number.
                var keep = Vector512.LessThanOrEqual(gap, soFar) | ~Vector512.Equals(soFar, soFar);
                Vector512.ConditionalSelect(keep, soFar, gap).StoreUnsafe(ref most, (nuint)s);
            }

            if (whole < lanes)
            {
                Take(distance, now.In(row)[whole..], before.Row(row)[whole..], scale, whole);
            }
        }

        for (var s = 0; s < whole; s++)
        {
            distance[s] = Larger(distance[s], largest[s] / scale);
        }
    }

    private static void Take(Span<double> distance, ReadOnlySpan<double> now, Span<double> before, double scale, int first)
    {
        for (var s = 0; s < now.Length; s++)
        {
            // Equal infinities, such as a depth without limit, are no distance.
            var gap = now[s] == before[s] ? 0 : Math.Abs(now[s] - before[s]) / Math.Max(scale, Math.Abs(before[s]));
            distance[first + s] = Larger(distance[first + s], gap);
            before[s] = now[s];
        }
    }

    private static double Larger(double soFar, double gap) => gap > soFar || double.IsNaN(gap) ? gap : soFar;
}
