using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Interdealer;

/// <summary>How far a column has moved: what tells whether a scenario is at rest.</summary>
internal static class Movement
{
    private const int OnStack = 256;

    /// <summary>Raises each scenario's distance to the largest |now − before| / max(scale, |before|) of the column, if that is more.</summary>
    /// <remarks>
    /// Bound by loads of the two columns. Where |before| is at most the scale, as all but a few are, the largest difference is found first
    /// and divided once: division by one positive number keeps the order, so the bits are those of dividing each.
    /// </remarks>
    public static void Widen(Span<double> distance, Column now, Column before, double scale)
    {
        var lanes = distance.Length;
        Span<double> largest = lanes <= OnStack ? stackalloc double[lanes] : new double[lanes];
        largest.Clear();
        ref var a = ref MemoryMarshal.GetReference(now.Read);
        ref var b = ref MemoryMarshal.GetReference(before.Read);
        ref var most = ref MemoryMarshal.GetReference(largest);
        var limit = Vector512.Create(scale);
        for (var row = 0; row < now.Rows; row++)
        {
            var s = 0;
            for (; s + Vector512<double>.Count <= lanes; s += Vector512<double>.Count)
            {
                var (x, y) = (Vector512.LoadUnsafe(ref a, (nuint)((row * lanes) + s)), Vector512.LoadUnsafe(ref b, (nuint)((row * lanes) + s)));
                if (Vector512.EqualsAll(x, y))
                {
                    continue;
                }

                if (!Vector512.LessThanOrEqualAll(Vector512.Abs(y), limit))
                {
                    Widen(distance, now, before, (row, s, s + Vector512<double>.Count), scale);
                    continue;
                }

                var gap = Vector512.Abs(x - y);
                var soFar = Vector512.LoadUnsafe(ref most, (nuint)s);

                // Once not a number, always not a number.
                var keep = Vector512.LessThanOrEqual(gap, soFar) | ~Vector512.Equals(soFar, soFar);
                Vector512.ConditionalSelect(keep, soFar, gap).StoreUnsafe(ref most, (nuint)s);
            }

            Widen(distance, now, before, (row, s, lanes), scale);
        }

        for (var s = 0; s < lanes; s++)
        {
            distance[s] = Larger(distance[s], largest[s] / scale);
        }
    }

    private static void Widen(Span<double> distance, Column now, Column before, (int Row, int First, int End) cells, double scale)
    {
        var a = now.In(cells.Row);
        var b = before.In(cells.Row);
        for (var s = cells.First; s < cells.End; s++)
        {
            // Equal infinities, such as a depth without limit, are no distance.
            distance[s] = Larger(distance[s], a[s] == b[s] ? 0 : Math.Abs(a[s] - b[s]) / Math.Max(scale, Math.Abs(b[s])));
        }
    }

    private static double Larger(double soFar, double gap) => gap > soFar || double.IsNaN(gap) ? gap : soFar;
}
