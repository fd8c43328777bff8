using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interdealer.Engine;

namespace Interdealer.Benchmarks;

/// <summary>What this machine can do at most: fused multiply-adds a second, and bytes a second from and to each level of the memory.</summary>
internal sealed record Ceilings(int Threads, double Arithmetic, IReadOnlyList<(int Kilobytes, double Load, double Store)> Levels)
{
    private const int Repetitions = 7;

    // Something else may be running during one of them.
    private const int Tries = 5;

    // A level is measured with sets of half its size.
    private const double LevelOverSet = 2;

    /// <summary>Working sets, in kB: first-, second- and third-level cache of usual machines, and memory. Each thread has its own.</summary>
    private static readonly int[] Sizes = [16, 256, 4096, 65536];

    /// <summary>Measures, the best of several tries.</summary>
    public static Ceilings Measure(int threads) => Enumerable.Range(0, Tries).Select(_ => Try(threads)).Aggregate((best, next) => best.OrHigher(next));

    /// <summary>The higher of two measurements in everything.</summary>
    public Ceilings OrHigher(Ceilings other) => new(
        Threads,
        Math.Max(Arithmetic, other.Arithmetic),
        [.. Levels.Zip(other.Levels, (a, b) => (a.Kilobytes, Math.Max(a.Load, b.Load), Math.Max(a.Store, b.Store)))]);

    /// <summary>Billions of bytes a second loaded from a working set: each level serves the share of the loads that it has room for.</summary>
    public double LoadOf(double bytes)
    {
        var (served, seconds) = (0.0, 0.0);
        foreach (var (kilobytes, load, _) in Levels.SkipLast(1))
        {
            var upToHere = Math.Min(1, LevelOverSet * 1024 * kilobytes / bytes);
            (served, seconds) = (upToHere, seconds + ((upToHere - served) / load));
        }

        return 1 / (seconds + ((1 - served) / Levels[^1].Load));
    }

    private static Ceilings Try(int threads) => new(
        threads,
        InParallel(threads, 4e8 / 1e9, () => Widest<FusedMultiplyAdds>([], 1_000_000)),
        [.. Sizes.Select(kb => (kb, Memory<Loads>(threads, kb), Memory<Stores>(threads, kb)))]);

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
        var sum = Widths.Widest == EightLanes.Count ? TPass.Run<EightLanes>(buffer, passes) : TPass.Run<FourLanes>(buffer, passes);
        GC.KeepAlive(sum);
    }

    private interface IPass
    {
        static abstract double Run<T>(Span<double> buffer, int passes)
            where T : unmanaged, ILanes<T>;
    }

    /// <summary>Ten sums that do not wait for each other, 400 operations a pass and lane of eight: 4e8 in a million passes of whatever width.</summary>
    private readonly struct FusedMultiplyAdds : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static double Run<T>(Span<double> buffer, int passes)
            where T : unmanaged, ILanes<T>
        {
            var (x, y) = ((T)0.999999, (T)1e-9);
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

    /// <summary>Eight sums that do not wait for each other: two loads a cycle for additions that take four.</summary>
    private readonly struct Loads : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static double Run<T>(Span<double> buffer, int passes)
            where T : unmanaged, ILanes<T>
        {
            ref var from = ref MemoryMarshal.GetReference(buffer);
            var (a, b, c, d) = ((T)0, (T)0, (T)0, (T)0);
            var (e, f, g, h) = ((T)0, (T)0, (T)0, (T)0);
            for (var pass = 0; pass < passes; pass++)
            {
                for (var x = 0; x < buffer.Length; x += 8 * T.Count)
                {
                    a += T.Load(in from, x);
                    b += T.Load(in from, x + T.Count);
                    c += T.Load(in from, x + (2 * T.Count));
                    d += T.Load(in from, x + (3 * T.Count));
                    e += T.Load(in from, x + (4 * T.Count));
                    f += T.Load(in from, x + (5 * T.Count));
                    g += T.Load(in from, x + (6 * T.Count));
                    h += T.Load(in from, x + (7 * T.Count));
                }
            }

            return Sum(a + b + c + d + e + f + g + h);
        }
    }

    private readonly struct Stores : IPass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static double Run<T>(Span<double> buffer, int passes)
            where T : unmanaged, ILanes<T>
        {
            ref var to = ref MemoryMarshal.GetReference(buffer);
            T one = 1;
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
        where T : unmanaged, ILanes<T>
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
