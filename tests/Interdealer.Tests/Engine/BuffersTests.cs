using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>Arrays seen as vectors: enough of them, none across two lines of the cache, and each scenario in its place.</summary>
public sealed class BuffersTests
{
    [Fact]
    public void Vectors_of_every_width_have_room_and_lie_within_lines()
    {
        for (var vectors = 0; vectors < 40; vectors++)
        {
            var numbers = Buffers.For(vectors);
            Lies<OneLane>(numbers, vectors);
            Lies<TwoLanes>(numbers, vectors);
            Lies<FourLanes>(numbers, vectors);
        }

        static void Lies<T>(double[] numbers, int vectors)
            where T : unmanaged, ILanes<T>
        {
            var span = Buffers.Of<T>(numbers);
            Assert.Equal(vectors * Widths.Widest / Buffers.Stride<T>(), span.Length);
            Assert.Equal(0, Address<T>(numbers) % (Widths.Widest * sizeof(double)));
        }
    }

    [Fact]
    public void They_stay_where_they_are()
    {
        // What lies before them goes, and what is left is moved together.
        Allocate();
        var numbers = Buffers.For(3);
        var address = Address<TwoLanes>(numbers);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(address, Address<TwoLanes>(numbers));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Allocate() => Assert.Equal(1_000_000, Enumerable.Range(0, 100).Select(_ => new byte[10_000]).ToArray().Sum(bytes => bytes.Length));
    }

    [Fact]
    public void Scenarios_are_taken_and_put_where_they_belong()
    {
        const int stride = 11;
        var rows = Enumerable.Range(0, 5 * stride).Select(k => (double)k).ToArray();
        Moves<OneLane>();
        Moves<TwoLanes>();
        Moves<FourLanes>();
        Moves<EightLanes>();

        void Moves<T>()
            where T : unmanaged, ILanes<T>
        {
            var vectors = new T[5];
            for (var scenario = 0; scenario + T.Count <= stride; scenario++)
            {
                Buffers.Gather<T>(rows, stride, scenario, vectors);
                for (var s = 0; s < T.Count; s++)
                {
                    var taken = new double[5];
                    Buffers.Take<T>(vectors, s, taken);
                    Assert.Equal(Enumerable.Range(0, 5).Select(k => rows[(k * stride) + scenario + s]), taken);
                }
            }

            Buffers.Put(-1, T.Count - 1, vectors.AsSpan(), 3);
            var last = new double[5];
            Buffers.Take<T>(vectors, T.Count - 1, last);
            Assert.Equal([false, false, false, true, false], last.Select(x => x == -1));
            var row = new double[stride];
            Buffers.Put((T)3, row, 1);
            Assert.Equal(Enumerable.Range(0, stride).Select(s => s >= 1 && s <= T.Count ? 3.0 : 0), row);
        }
    }

    private static long Address<T>(double[] numbers)
        where T : unmanaged, ILanes<T>
    {
        ref var first = ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(Buffers.Of<T>(numbers)));
        return Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0) + Unsafe.ByteOffset(ref numbers[0], ref first);
    }
}
