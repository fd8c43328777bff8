using System.Numerics;

namespace Interdealer.Ensembles.Summaries;

/// <summary>A ratio of whole numbers as the double nearest to it.</summary>
internal static class ExactRatio
{
    // One bit more than a double has, and a last one that says whether anything was left.
    private const int Bits = 64;

    /// <summary>numerator / denominator · 2^exponent, rounded once.</summary>
    public static double ToDouble(BigInteger numerator, BigInteger denominator, int exponent = 0)
    {
        if (numerator.IsZero)
        {
            return 0;
        }

        var size = BigInteger.Abs(numerator);
        var shift = Bits - (int)(size.GetBitLength() - denominator.GetBitLength());
        var quotient = BigInteger.DivRem(shift >= 0 ? size << shift : size, shift >= 0 ? denominator : denominator << -shift, out var rest);

        // The quotient has 64 or 65 bits; what is left over only matters at a tie, as a last bit that is not 0.
        var sticky = (UInt128)quotient << 1 | (rest.IsZero ? UInt128.Zero : UInt128.One);
        var value = Scaled(sticky, exponent - shift - 1);
        return numerator.Sign < 0 ? -value : value;
    }

    /// <summary>whole · 2^exponent to the nearest double, half to even, also below the least normal number.</summary>
    private static double Scaled(UInt128 whole, int exponent)
    {
        const int precision = 53;
        const int leastExponent = -1074;
        var length = 128 - (int)UInt128.LeadingZeroCount(whole);
        var drop = Math.Max(length - precision, leastExponent - exponent);
        if (drop > length + 1)
        {
            return 0;
        }

        if (drop > 0)
        {
            var (rest, half) = (whole & ((UInt128.One << drop) - 1), UInt128.One << (drop - 1));
            whole >>= drop;
            whole += rest > half || (rest == half && (whole & 1) == 1) ? UInt128.One : UInt128.Zero;
            exponent += drop;
        }

        // Exact: a whole number of at most 53 bits, none of which falls below the least bit.
        return Math.ScaleB((double)(ulong)whole, exponent);
    }
}
