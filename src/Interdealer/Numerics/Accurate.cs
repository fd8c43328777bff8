using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Numerics;

/// <summary>Elementary functions to full accuracy where the platform's lose digits.</summary>
internal static class Accurate
{
    // 2⁵² + 2⁵¹: adding and taking it away again rounds to whole numbers. ln 2 in two parts, the first with so few digits that multiples are exact.
    private const double Rounder = 6755399441055744.0;
    private const double LogTwo = 6.93147180369123816490e-01;
    private const double LogTwoRest = 1.90821492927058770002e-10;
    private const double Log2E = 1.4426950408889634;

    // Beyond this nothing is left in double precision, long before 2 to a power could underflow.
    private const double Gone = 700;

    /// <summary>e^x − 1 without cancellation near 0 (Kahan's correction: the rounding of e^x is undone by its own logarithm).</summary>
    public static double ExpM1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : double.IsInfinity(u) ? u : (u - 1) * x / Math.Log(u);
    }

    /// <summary>1 − e^(−x), the share gone after x time constants, for x ≥ 0, without cancellation near 0.</summary>
    /// <remarks>2^k(e^r − 1) + (2^k − 1), within 2 units in the last place, and the same bits in one scenario and in several.</remarks>
    public static T Decay<T>(T x)
        where T : unmanaged, ILanes<T>
    {
        var (power, more) = Exponential(x);
        return 0 - T.FusedMultiplyAdd(power, more, power - 1);
    }

    /// <summary>e^(−x) for x ≥ 0, within 2 units in the last place; e^(−700) beyond 700.</summary>
    public static T Left<T>(T x)
        where T : unmanaged, ILanes<T>
    {
        var (power, more) = Exponential(x);
        return T.FusedMultiplyAdd(power, more, power);
    }

    /// <summary>2^k and e^r − 1 with e^(−x) = 2^k e^r: x = −(k·ln 2 + r), |r| ≤ ½ ln 2, and the series to the 13th power.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Power, T More) Exponential<T>(T x)
        where T : unmanaged, ILanes<T>
    {
        var negative = 0 - T.Min(Gone, x);
        var k = T.FusedMultiplyAdd(negative, Log2E, Rounder) - Rounder;
        var r = T.FusedMultiplyAdd(k, -LogTwoRest, T.FusedMultiplyAdd(k, -LogTwo, negative));
        T q = 1.0 / 6227020800;
        q = T.FusedMultiplyAdd(q, r, 1.0 / 479001600);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 39916800);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 3628800);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 362880);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 40320);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 5040);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 720);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 120);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 24);
        q = T.FusedMultiplyAdd(q, r, 1.0 / 6);
        q = T.FusedMultiplyAdd(q, r, 0.5);
        return (T.PowerOfTwo(k), T.FusedMultiplyAdd(r * r, q, r));
    }

    /// <summary>ln(1 + x) without loss near 0 (the same correction).</summary>
    public static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }
}
