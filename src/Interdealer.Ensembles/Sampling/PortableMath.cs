namespace Interdealer.Ensembles.Sampling;

/// <summary>
/// Logarithm and exponential of sums and products alone, to about an ulp: those of operating systems differ in the last bit, and a draw is to
/// be the same everywhere.
/// </summary>
internal static class PortableMath
{
    // ln 2 in two parts; the first has so few bits that a whole multiple of it is exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double HalfRoot = 0.70710678118654752440;
    private const double InverseLn2 = 1.4426950408889634074;
    private const double TwoTo54 = 18014398509481984.0;

    /// <summary>ln x.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }

        var exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            (x, exponent) = (x * TwoTo54, -54);
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 2 * HalfRoot)
        {
            (m, exponent) = (0.5 * m, exponent + 1);
        }

        // ln m = f − (f²/2 − s(f²/2 + R)), where f = m − 1, s = f/(2 + f) and R is the rest of the series of 2·artanh(s) after its first term.
        var f = m - 1;
        var s = f / (2 + f);
        var z = s * s;
        var rest = z * (2.0 / 3 + z * (2.0 / 5 + z * (2.0 / 7 + z * (2.0 / 9 + z * (2.0 / 11 + z * (2.0 / 13 + z * (2.0 / 15
            + z * (2.0 / 17 + z * (2.0 / 19 + z * (2.0 / 21 + z * (2.0 / 23)))))))))));
        var half = 0.5 * f * f;
        return (exponent * Ln2High) - (half - ((s * (half + rest)) + (exponent * Ln2Low)) - f);
    }

    /// <summary>e^x.</summary>
    public static double Exp(double x)
    {
        if (!(x < 709.79))
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        if (x < -745.2)
        {
            return 0;
        }

        // e^x = 2^k·e^r, |r| ≤ ½ ln 2, r kept in two parts.
        var k = Math.Floor((x * InverseLn2) + 0.5);
        var high = x - (k * Ln2High);
        var low = k * Ln2Low;
        var r = high - low;
        var tail = r * r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040 + r * (1.0 / 40320
            + r * (1.0 / 362880 + r * (1.0 / 3628800 + r * (1.0 / 39916800 + r * (1.0 / 479001600 + r * (1.0 / 6227020800))))))))))));
        var y = 1 + (high - (low - tail));
        return k >= -1021 && k <= 1023 ? y * Power(k) : y * Power(k > 0 ? k - 1 : k + 60) * (k > 0 ? 2 : Power(-60));
    }

    private static double Power(double k) => BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
}
