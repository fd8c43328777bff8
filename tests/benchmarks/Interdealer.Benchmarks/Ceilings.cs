using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Interdealer.Benchmarks;

/// <summary>What this machine can do at most: fused multiply-adds a second, and bytes a second from and to each level of the memory.</summary>
internal sealed record Ceilings(int Threads, double Arithmetic, IReadOnlyList<(int Kilobytes, double Load, double Store)> Levels)
{
    private const int Repetitions = 7;

    /// <summary>Working sets, in kB: first-, second- and third-level cache of usual machines, and memory. Each thread has its own.</summary>
    private static readonly int[] Sizes = [16, 256, 4096, 65536];

    /// <summary>Measures.</summary>
    public static Ceilings Measure(int threads) => new(
        threads,
        InParallel(threads, 4e8 / 1e9, () => Widest<FusedMultiplyAdds>([], 1_000_000)),
        [.. Sizes.Select(kb => (kb, Memory<Loads>(threads, kb), Memory<Stores>(threads, kb)))]);

    /// <summary>Bytes a second loaded from the smallest level that a working set fits into.</summary>
    public double LoadOf(double bytes) => Levels.FirstOrDefault(l => bytes <= 2 * 1024.0 * l.Kilobytes, Levels[^1]).Load;

    /// <returns>Billions a second, of all threads together.</returns>
    private static double Memory<TPass>(int threads, int kilobytes)
        where TPass : struct, IPass
    {
        var (count, passes) = (kilobytes * 1024 / sizeof(double), Math.Max(1, 16384 / kilobytes));

        // Written to once, or all of it would be the one page of zeros that systems lend until then.
        var buffers = new ThreadLocal<double[]>(() =>
        {
            var buffer = GC.AllocateArray<double>(count + 8, pinned: true);
            buffer.AsSpan().Fill(1);
            return buffer;
        });
        return InParallel(threads, (double)passes * count * sizeof(double) / 1e9, () => Widest<TPass>(buffers.Value!.AsSpan(OnLine(buffers.Value!), count), passes));
    }

    private static double InParallel(int threads, double billions, Action work)
    {
        var best = new double[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t =>
        {
            work();
            for (var r = 0; r < Repetitions; r++)
            {
                var watch = Stopwatch.GetTimestamp();
                work();
                best[t] = Math.Max(best[t], billions / Stopwatch.GetElapsedTime(watch).TotalSeconds);
            }
        });
        return best.Sum();
    }

    private static int OnLine(double[] pinned) => (int)((64 - (Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0) % 64)) % 64 / sizeof(double));

    private static void Widest<TPass>(Span<double> buffer, int passes)
        where TPass : struct, IPass
    {
        var sum = EightLanes.End(0, EightLanes.Count) > 0 ? TPass.Run<EightLanes>(buffer, passes) : TPass.Run<FourLanes>(buffer, passes);
        GC.KeepAlive(sum);
    }

    private interface IPass
    {
        static abstract double Run<T>(Span<double> buffer, int passes)
            where T : struct, ILanes<T>;
    }

    /// <summary>Ten sums that do not wait for each other, 400 operations a pass and lane of eight: 4e8 in a million passes of whatever width.</summary>
    private readonly struct FusedMultiplyAdds : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static double Run<T>(Span<double> buffer, int passes)
            where T : struct, ILanes<T>
        {
            var (x, y) = (T.Of(0.999999), T.Of(1e-9));
            var (a, b, c, d, e) = (x, x, x, x, x);
            var (f, g, h, i, j) = (y, y, y, y, y);

            // 2 operations each in T.Count scenarios.
            var steps = passes * 20 / T.Count;
            for (var step = 0; step < steps; step++)
            {
                a = T.FusedMultiplyAdd(a, x, y);
                b = T.FusedMultiplyAdd(b, x, y);
                c = T.FusedMultiplyAdd(c, x, y);
                d = T.FusedMultiplyAdd(d, x, y);
                e = T.FusedMultiplyAdd(e, x, y);
                f = T.FusedMultiplyAdd(f, x, y);
                g = T.FusedMultiplyAdd(g, x, y);
                h = T.FusedMultiplyAdd(h, x, y);
                i = T.FusedMultiplyAdd(i, x, y);
                j = T.FusedMultiplyAdd(j, x, y);
            }

            return Sum(a + b + c + d + e + f + g + h + i + j);
        }
    }

    private readonly struct Loads : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static double Run<T>(Span<double> buffer, int passes)
            where T : struct, ILanes<T>
        {
            ref var from = ref MemoryMarshal.GetReference(buffer);
            var (a, b, c, d) = (T.Of(0), T.Of(0), T.Of(0), T.Of(0));
            for (var pass = 0; pass < passes; pass++)
            {
                for (var x = 0; x < buffer.Length; x += 4 * T.Count)
                {
                    a += T.Load(in from, x);
                    b += T.Load(in from, x + T.Count);
                    c += T.Load(in from, x + (2 * T.Count));
                    d += T.Load(in from, x + (3 * T.Count));
                }
            }

            return Sum(a + b + c + d);
        }
    }

    private readonly struct Stores : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static double Run<T>(Span<double> buffer, int passes)
            where T : struct, ILanes<T>
        {
            ref var to = ref MemoryMarshal.GetReference(buffer);
            var one = T.Of(1);
            for (var pass = 0; pass < passes; pass++)
            {
                for (var x = 0; x < buffer.Length; x += 4 * T.Count)
                {
                    T.Store(one, ref to, x);
                    T.Store(one, ref to, x + T.Count);
                    T.Store(one, ref to, x + (2 * T.Count));
                    T.Store(one, ref to, x + (3 * T.Count));
                }
            }

            return buffer[0];
        }
    }

    private static double Sum<T>(T lanes)
        where T : struct, ILanes<T>
    {
        Span<double> each = stackalloc double[8];
        T.Store(lanes, ref each[0], 0);
        var sum = 0.0;
        foreach (var x in each)
        {
            sum += x;
        }

        return sum;
    }
}
