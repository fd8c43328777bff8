using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Locals are written before they are read, and vectors on the stack are large: zeros need not be put there first.
[module: SkipLocalsInit]

namespace Interdealer.Engine;

/// <summary>Plain arrays seen as vectors.</summary>
internal static class Buffers
{
    /// <summary>Room for so many vectors of whatever width.</summary>
    public static double[] For(int vectors) => GC.AllocateArray<double>((vectors + 1) * Widths.Widest, pinned: true);

    /// <summary>An array as vectors of one width, none of which lies across two lines of the cache.</summary>
    public static Span<T> Of<T>(double[] numbers)
        where T : unmanaged, ILanes<T>
    {
        var line = Widths.Widest * sizeof(double);
        var start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0) & (line - 1)) / sizeof(double);
        return MemoryMarshal.Cast<double, T>(numbers.AsSpan(start, numbers.Length - Widths.Widest));
    }

    /// <summary>Numbers from one vector to the next in an array seen as vectors.</summary>
    public static int Stride<T>()
        where T : unmanaged, ILanes<T> => Unsafe.SizeOf<T>() / sizeof(double);

    /// <summary>Reads one scenario of vectors.</summary>
    public static void Take<T>(ReadOnlySpan<T> vectors, int scenario, Span<double> into)
        where T : unmanaged, ILanes<T>
    {
        var numbers = MemoryMarshal.Cast<T, double>(vectors);
        for (var k = 0; k < vectors.Length; k++)
        {
            into[k] = numbers[(k * Stride<T>()) + scenario];
        }
    }

    /// <summary>Writes one scenario of one vector.</summary>
    public static void Put<T>(double value, int scenario, Span<T> vectors, int k)
        where T : unmanaged, ILanes<T> => MemoryMarshal.Cast<T, double>(vectors)[(k * Stride<T>()) + scenario] = value;

    /// <summary>Reads rows of scenarios into vectors, one vector for each row.</summary>
    /// <param name="rows">Row after row.</param>
    /// <param name="stride">Scenarios in a row.</param>
    /// <param name="scenario">First scenario.</param>
    /// <param name="into">One vector for each row.</param>
    public static void Gather<T>(ReadOnlySpan<double> rows, int stride, int scenario, Span<T> into)
        where T : unmanaged, ILanes<T>
    {
        for (var k = 0; k < into.Length; k++)
        {
            into[k] = T.Load(in rows[k * stride], scenario);
        }
    }

    /// <summary>Writes a vector into a row.</summary>
    public static void Put<T>(T value, Span<double> row, int scenario)
        where T : unmanaged, ILanes<T> => T.Store(value, ref row[0], scenario);
}
