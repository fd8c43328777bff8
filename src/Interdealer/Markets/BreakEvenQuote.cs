using System.Runtime.CompilerServices;
using Interdealer.Engine;
using Interdealer.Numerics;

namespace Interdealer.Markets;

/// <summary>The smallest half-spread that breaks even in one scenario or several, by Newton's method, and who still trades at it.</summary>
/// <param name="HalfSpread">x in units of σ; +∞ where no spread breaks even.</param>
/// <param name="Participation">Share of the uninformed customers who still trade, 0 where there is no quote.</param>
internal readonly record struct BreakEvenQuote<T>(T HalfSpread, T Participation)
    where T : unmanaged, ILanes<T>
{
    private const double Epsilon = 2.220446049250313e-16;

    // Towards a double root Newton's method halves the error in each step: this many leave nothing of it.
    private const int MaximumSteps = 400;

    // From a quote nearby two steps are usual. The cube of a relative step this small is nothing.
    private const int WarmSteps = 4;
    private const double Small = 1e-6;

    /// <summary>Where no spread breaks even.</summary>
    public T Withdrawn => T.AreEqual(HalfSpread, double.PositiveInfinity);

    /// <summary>
    /// The quote for profit (1 − p)·x·D(x) − p·loss(x), concave in x and negative at 0: from the left of the first root every Newton step stays left of
    /// it, and a slope that is gone while profit is still negative proves that there is none.
    /// </summary>
    /// <param name="p">Informed share, a fraction from 0 to 1.</param>
    /// <param name="m">Tolerance in units of σ, above 0; +∞ for never.</param>
    /// <param name="guess">A quote nearby, or 0, where the search begins.</param>
    /// <param name="asked">Where a quote is asked for; there is none elsewhere.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static BreakEvenQuote<T> Find(in T p, in T m, in T guess, in T asked)
    {
        T quote = double.PositiveInfinity, x = 0;
        var open = asked & (p < 1);
        if (T.Any(open & (guess > 0)))
        {
            FromNearby(p, m, guess, ref open, ref x, ref quote);
        }

        for (var step = 0; step < MaximumSteps && T.Any(open); step++)
        {
            var (profit, slope, loss, _) = Profit(p, m, x);
            var next = x - (profit / slope);
            var arrived = open & (profit >= -4 * Epsilon * loss);
            var none = T.Except(arrived, (slope <= 0) | (next >= m));
            arrived |= T.Except(none, open & (next <= x * (1 + Epsilon)));
            quote = T.Where(arrived, x, quote);
            open = T.Except(arrived | none, open);
            x = T.Where(open, next, x);
        }

        return At(T.Where(open, x, quote), m);
    }

    /// <summary>
    /// Halley's steps from a guess: the error of one is of the order of the cube of the last step. Where they do not arrive the search goes on from
    /// the left of the root, or from 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromNearby(in T p, in T m, in T guess, ref T open, ref T x, ref T quote)
    {
        var trying = open & (guess > 0) & (guess < m);
        var at = T.Where(trying, guess, 0);
        for (var step = 0; step < WarmSteps && T.Any(trying); step++)
        {
            var (profit, slope, _, curvature) = Profit(p, m, at);
            var move = 2 * profit * slope / ((2 * slope * slope) - (profit * curvature));
            var next = at - move;
            var isSound = trying & (slope > 0) & (next > 0) & (next < m) & (T.Abs(move) < 0.5 * at);

            // A point to the left of the root, where Newton's method may begin: as profit is concave, so is one Newton step from anywhere.
            var left = T.Min(at, at - (profit / slope));
            x = T.Where(trying & (slope > 0) & (left > 0) & (left < m), left, T.Where(trying, 0, x));
            var arrived = isSound & (T.Abs(move) <= Small * at);
            quote = T.Where(arrived, next, quote);
            open = T.Except(arrived, open);
            trying = T.Except(arrived, isSound);
            at = T.Where(trying, next, at);
        }
    }

    /// <summary>A half-spread with those who trade at it.</summary>
    /// <param name="x">Half-spread in units of σ; +∞ for no quote.</param>
    /// <param name="m">Tolerance in the same units.</param>
    public static BreakEvenQuote<T> At(T x, T m) => new(x, T.Except(T.AreEqual(x, double.PositiveInfinity), Stay(x, m)));

    /// <summary>Expected loss to an informed trader, 2[φ(x) − x(1 − Φ(x))].</summary>
    public static T Loss(T x)
    {
        var (density, tail) = Normal.DensityAndTail(x);
        return T.Max(0, 2 * (density - (x * tail)));
    }

    /// <summary>D(x) = (1 − x/m)⁺.</summary>
    public static T Stay(T x, T m) => T.Max(0, 1 - (x / m));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (T Profit, T Slope, T Loss, T Curvature) Profit(T p, T m, T x)
    {
        var (density, tail) = Normal.DensityAndTail(x);
        var loss = p * T.Max(0, 2 * (density - (x * tail)));
        return (((1 - p) * x * Stay(x, m)) - loss, ((1 - p) * (1 - (2 * x / m))) + (2 * p * tail), loss, -2 * (((1 - p) / m) + (p * density)));
    }
}
