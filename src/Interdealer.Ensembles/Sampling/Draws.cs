using System.Runtime.CompilerServices;

namespace Interdealer.Ensembles.Sampling;

/// <summary>What random bits are drawn for: the last word of the counter, so that no two uses share bits.</summary>
internal enum Purpose : uint
{
    Point = 0,
    Jitter = 1,
    Permutation = 2,
    Scramble = 3,
    Shift = 4,
    BlockStart = 5,
    BlockEnd = 6,
    Search = 7,
}

/// <summary>Random words and fractions by number and place.</summary>
internal static class Draws
{
    private const double Step = 1.0 / (1L << 52);

    /// <summary>128 bits for one number, place and purpose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Low, ulong High) Words(ulong seed, ulong number, uint place, Purpose purpose) =>
        Philox.Words(number, place | ((ulong)purpose << 32), seed);

    /// <summary>The middle of one of 2⁵² equal parts of (0, 1): never 0 or 1, and 1 less it is exact too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fraction(ulong bits) => ((bits >> 12) + 0.5) * Step;

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1; the bias is below count/2⁶⁴.</summary>
    public static long Below(ulong bits, long count) => (long)Math.BigMul(bits, (ulong)count, out _);
}
