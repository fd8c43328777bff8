using System.Numerics;

namespace Interdealer.Ensembles.Summaries;

/// <summary>
/// The sum of products of doubles without any rounding: a fixed-point number as wide as such products can be, so that the sum is the same
/// in whatever order and grouping they come.
/// </summary>
/// <remarks>
/// Digits of 32 bits in words of 64, carries left standing until they could overflow: adding is a few additions without a branch.
/// Source of the idea: Kulisch and Miranker, "Computer arithmetic in theory and practice" (1981); carry-save digits after Neal, "Fast exact
/// summation using small and large superaccumulators" (2015).
/// </remarks>
internal sealed class ExactSum
{
    private const int LeastExponent = -1074;
    private const int MostBits = 1024;
    private const int DigitBits = 32;
    private const long DigitMask = (1L << DigitBits) - 1;

    // Room for the sum of 2⁶³ products, and for the last digits of the longest one.
    private const int SpareBits = 192;
    private const int MostPending = 1 << 28;
    private readonly long[] _digits;
    private int _pending;

    /// <summary>A sum of 0.</summary>
    /// <param name="factors">How many doubles are multiplied, 1 to 4.</param>
    public ExactSum(int factors)
    {
        Factors = factors;
        _digits = new long[((factors * (MostBits - LeastExponent)) + SpareBits) / DigitBits];
    }

    /// <summary>How many doubles are multiplied.</summary>
    public int Factors { get; }

    /// <summary>The sum is <see cref="ToInteger"/> · 2^this.</summary>
    public int Exponent => Factors * LeastExponent;

    /// <summary>Splits a finite double into sign, whole number and exponent.</summary>
    public static (bool Negative, ulong Whole, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var field = (int)((bits >> 52) & 0x7FF);
        var fraction = (ulong)bits & 0x000FFFFFFFFFFFFF;
        return (bits < 0, field == 0 ? fraction : fraction | (1UL << 52), Math.Max(field, 1) - 1 + LeastExponent);
    }

    /// <summary>Adds ± a whole number · 2^exponent, given in words of 64 bits from the least.</summary>
    public void Add(bool negative, ReadOnlySpan<ulong> words, int exponent)
    {
        var shift = exponent - Exponent;
        var (at, by, sign) = (shift / DigitBits, shift % DigitBits, negative ? -1L : 0L);
        var digits = _digits.AsSpan(at, (2 * words.Length) + 1);
        for (var w = 0; w < words.Length; w++)
        {
            var low = (words[w] & DigitMask) << by;
            var high = (words[w] >> DigitBits) << by;
            digits[2 * w] += (((long)low & DigitMask) ^ sign) - sign;
            digits[(2 * w) + 1] += ((((long)(low >> DigitBits)) + ((long)high & DigitMask)) ^ sign) - sign;
            digits[(2 * w) + 2] += ((long)(high >> DigitBits) ^ sign) - sign;
        }

        if (++_pending >= MostPending)
        {
            Carry();
        }
    }

    /// <summary>Adds another sum of as many factors.</summary>
    public void Add(ExactSum other)
    {
        Carry();
        other.Carry();
        for (var d = 0; d < _digits.Length; d++)
        {
            _digits[d] += other._digits[d];
        }

        _pending = 1;
    }

    /// <summary>The sum · 2^−<see cref="Exponent"/>, a whole number.</summary>
    public BigInteger ToInteger()
    {
        Carry();
        var whole = BigInteger.Zero;
        var least = Array.FindIndex(_digits, d => d != 0);
        for (var d = _digits.Length - 1; d >= Math.Max(0, least); d--)
        {
            whole = (whole << DigitBits) + _digits[d];
        }

        return least > 0 ? whole << (DigitBits * least) : whole;
    }

    /// <summary>Writes the sum: equal sums write equal bytes.</summary>
    public void Save(BinaryWriter writer)
    {
        var whole = ToInteger();
        var zeros = whole.IsZero ? 0 : (int)(BigInteger.TrailingZeroCount(whole) / DigitBits);
        var bytes = (whole >> (DigitBits * zeros)).ToByteArray();
        writer.Write((short)zeros);
        writer.Write((short)bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a sum.</exception>
    public void Load(BinaryReader reader)
    {
        var (zeros, length) = (reader.ReadInt16(), reader.ReadInt16());
        if (zeros < 0 || length < 1 || zeros + (length / 4) >= _digits.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"a sum of {length} bytes after {zeros} digits of 0"));
        }

        var bytes = reader.ReadBytes(length);
        var whole = bytes.Length == length ? new BigInteger(bytes) : throw new EndOfStreamException();
        Array.Clear(_digits);
        for (var d = zeros; d < _digits.Length - 1; d++)
        {
            _digits[d] = (long)(whole & DigitMask);
            whole >>= DigitBits;
        }

        _digits[^1] = (long)whole;
        _pending = 1;
    }

    /// <summary>Leaves every digit but the last from 0 to 2³² − 1; the last has the sign.</summary>
    private void Carry()
    {
        if (_pending == 0)
        {
            return;
        }

        var carry = 0L;
        for (var d = 0; d < _digits.Length - 1; d++)
        {
            var digit = _digits[d] + carry;
            _digits[d] = digit & DigitMask;
            carry = digit >> DigitBits;
        }

        _digits[^1] += carry;
        _pending = 0;
    }
}
