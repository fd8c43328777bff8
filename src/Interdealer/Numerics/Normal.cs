using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Numerics;

/// <summary>Density φ and upper tail 1 − Φ of N(0,1), in one scenario or several, to the last few bits.</summary>
/// <remarks>
/// The complementary error function by the rational approximations of Cody, Rational Chebyshev approximations for the error function,
/// Mathematics of Computation 23 (1969), in three ranges of |z|/√2: below 0.46875, up to 4, and beyond.
/// </remarks>
internal static class Normal
{
    private const double InverseRootTwo = 0.70710678118654752440;
    private const double InverseRootTwoPi = 0.39894228040143267794;
    private const double InverseRootPi = 0.56418958354775628695;
    private const double Near = 0.46875;
    private const double Far = 4;

    // Beyond it the density is below the least positive number.
    private const double Farthest = 38.6;

    /// <summary>φ(z) = e^(−z²/2)/√(2π).</summary>
    public static T Density<T>(T z)
        where T : unmanaged, ILanes<T> => InverseRootTwoPi * Bell(T.Abs(z));

    /// <summary>1 − Φ(z).</summary>
    public static T Tail<T>(T z)
        where T : unmanaged, ILanes<T>
    {
        var size = T.Abs(z);
        return Tail(z, size, Bell(size));
    }

    /// <summary>Both, at little more than the cost of one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (T Density, T Tail) DensityAndTail<T>(T z)
        where T : unmanaged, ILanes<T>
    {
        var size = T.Abs(z);
        var bell = Bell(size);
        return (InverseRootTwoPi * bell, Tail(z, size, bell));
    }

    private static T Tail<T>(T z, T size, T bell)
        where T : unmanaged, ILanes<T>
    {
        var y = InverseRootTwo * size;
        var near = y <= Near;
        var upper = T.All(near) ? 0 : 0.5 * bell * Scaled(y);
        if (T.Any(near))
        {
            upper = T.Where(near, 0.5 - (0.5 * Error(y)), upper);
        }

        return T.Where(z < 0, 1 - upper, upper);
    }

    /// <summary>e^(−z²/2) for z ≥ 0; the rounding of z² is given back to first order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Bell<T>(T z)
        where T : unmanaged, ILanes<T>
    {
        var square = z * z;
        var rest = T.FusedMultiplyAdd(z, z, 0 - square);
        var left = Accurate.Left(0.5 * square);
        return T.Where(z > Farthest, 0, T.Where(rest < double.PositiveInfinity, left - (left * (0.5 * rest)), left));
    }

    /// <summary>e^(y²)·erfc(y) for y above <see cref="Near"/>.</summary>
    private static T Scaled<T>(T y)
        where T : unmanaged, ILanes<T>
    {
        var far = y > Far;
        T middle = 0;
        if (!T.All(far))
        {
            T above = 2.15311535474403846e-8 * y, below = y;
            (above, below) = ((above + 5.64188496988670089e-1) * y, (below + 1.57449261107098347e1) * y);
            (above, below) = ((above + 8.88314979438837594) * y, (below + 1.17693950891312499e2) * y);
            (above, below) = ((above + 6.61191906371416295e1) * y, (below + 5.37181101862009858e2) * y);
            (above, below) = ((above + 2.98635138197400131e2) * y, (below + 1.62138957456669019e3) * y);
            (above, below) = ((above + 8.81952221241769090e2) * y, (below + 3.29079923573345963e3) * y);
            (above, below) = ((above + 1.71204761263407058e3) * y, (below + 4.36261909014324716e3) * y);
            (above, below) = ((above + 2.05107837782607147e3) * y, (below + 3.43936767414372164e3) * y);
            middle = (above + 1.23033935479799725e3) / (below + 1.23033935480374942e3);
        }

        if (!T.Any(far))
        {
            return middle;
        }

        var x = 1 / (y * y);
        T top = 1.63153871373020978e-2 * x, bottom = x;
        (top, bottom) = ((top + 3.05326634961232344e-1) * x, (bottom + 2.56852019228982242) * x);
        (top, bottom) = ((top + 3.60344899949804439e-1) * x, (bottom + 1.87295284992346725) * x);
        (top, bottom) = ((top + 1.25781726111229246e-1) * x, (bottom + 5.27905102951428412e-1) * x);
        (top, bottom) = ((top + 1.60837851487422766e-2) * x, (bottom + 6.05183413124413191e-2) * x);
        var tail = (InverseRootPi - (x * (top + 6.58749161529837803e-4) / (bottom + 2.33520497626869185e-3))) / y;
        return T.Where(far, tail, middle);
    }

    /// <summary>erf(y) for y from 0 to <see cref="Near"/>.</summary>
    private static T Error<T>(T y)
        where T : unmanaged, ILanes<T>
    {
        var x = y * y;
        T above = 1.85777706184603153e-1 * x, below = x;
        (above, below) = ((above + 3.16112374387056560) * x, (below + 2.36012909523441209e1) * x);
        (above, below) = ((above + 1.13864154151050156e2) * x, (below + 2.44024637934444173e2) * x);
        (above, below) = ((above + 3.77485237685302021e2) * x, (below + 1.28261652607737228e3) * x);
        return y * (above + 3.20937758913846947e3) / (below + 2.84423683343917062e3);
    }
}

/// <summary>Density φ and upper tail 1 − Φ at one point, in one scenario or several.</summary>
/// <param name="Z">The point.</param>
/// <param name="Density">φ there.</param>
/// <param name="Tail">1 − Φ there.</param>
internal readonly record struct NormalPoint<T>(T Z, T Density, T Tail)
    where T : unmanaged, ILanes<T>
{
    /// <summary>Both at a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NormalPoint<T> At(T z)
    {
        var (density, tail) = Normal.DensityAndTail(z);
        return new(z, density, tail);
    }

    /// <summary>One point where a mask is set, another elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NormalPoint<T> Where(T mask, in NormalPoint<T> then, in NormalPoint<T> otherwise) =>
        new(T.Where(mask, then.Z, otherwise.Z), T.Where(mask, then.Density, otherwise.Density), T.Where(mask, then.Tail, otherwise.Tail));
}
