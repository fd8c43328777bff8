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

    // From a point nearby one is usual.
    private const int WarmSteps = 4;

    // The last term of a step that is this small says that those left out are nothing.
    private const double Small = 1e-14;

    /// <summary>Where no spread breaks even.</summary>
    public T Withdrawn => T.AreEqual(HalfSpread, double.PositiveInfinity);

    /// <summary>
    /// The quote for profit (1 − p)·x·D(x) − p·loss(x), D(x) = (1 − v·x)⁺, concave in x and negative at 0: from the left of the first root every Newton
    /// step stays left of it, and a slope that is gone while profit is still negative proves that there is none.
    /// </summary>
    /// <param name="p">Informed share, a fraction from 0 to 1.</param>
    /// <param name="v">Share of the uninformed customers who leave per unit of half-spread: 1 over their tolerance in units of σ; 0 where they never leave.</param>
    /// <param name="asked">Where a quote is asked for; there is none elsewhere.</param>
    public static BreakEvenQuote<T> Find(in T p, in T v, in T asked) => FromTheLeft(p, v, asked & (p < 1), 0, double.PositiveInfinity);

    /// <summary>The same where a point nearby is known.</summary>
    /// <param name="p">Informed share, a fraction from 0 to 1.</param>
    /// <param name="v">Share of the uninformed customers who leave per unit of half-spread.</param>
    /// <param name="asked">Where a quote is asked for; there is none elsewhere.</param>
    /// <param name="nearby">Where the search begins; from 0 where its spread is 0. Receives the last point that was looked at, near the quote.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static BreakEvenQuote<T> Find(in T p, in T v, in T asked, ref NormalPoint<T> nearby)
    {
        T quote = double.PositiveInfinity, x = 0;
        var open = asked & (p < 1);
        FromNearby(p, v, ref nearby, ref open, ref x, ref quote);
        return T.Any(open) ? FromTheLeft(p, v, open, x, quote) : At(quote, v);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BreakEvenQuote<T> FromTheLeft(in T p, in T v, T open, T x, T quote)
    {
        for (var step = 0; step < MaximumSteps && T.Any(open); step++)
        {
            var (profit, slope, loss) = Profit(p, v, NormalPoint<T>.At(x));
            var next = x - (profit / slope);
            var arrived = open & (profit >= -4 * Epsilon * loss);
            var none = T.Except(arrived, (slope <= 0) | (next * v >= 1));
            arrived |= T.Except(none, open & (next <= x * (1 + Epsilon)));
            quote = T.Where(arrived, x, quote);
            open = T.Except(arrived | none, open);
            x = T.Where(open, next, x);
        }

        return At(T.Where(open, x, quote), v);
    }

    /// <summary>
    /// Steps by the inverse series of profit from a point at which φ and Φ are known, four terms of it: the error is of the order of the fifth power of
    /// a step. Where they do not arrive the search goes on from the left of the root, or from 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FromNearby(in T p, in T v, ref NormalPoint<T> nearby, ref T open, ref T x, ref T quote)
    {
        var at = nearby;
        var trying = open & (at.Z > 0) & (at.Z * v < 1);
        for (var step = 0; step < WarmSteps && T.Any(trying); step++)
        {
            if (step > 0)
            {
                at = NormalPoint<T>.Where(trying, NormalPoint<T>.At(x), at);
            }

            // Profit at z + h over the slope at z is h + a₂h² + a₃h³ + a₄h⁴ + … less w, and h = w − a₂w² + (2a₂² − a₃)w³ − (5a₂³ − 5a₂a₃ + a₄)w⁴ + … where it is 0.
            var (profit, slope, _) = Profit(p, v, at);
            var (perSlope, bend) = (1 / slope, p * at.Density);
            var w = 0 - (profit * perSlope);
            var a2 = 0 - ((((1 - p) * v) + bend) * perSlope);
            var a3 = bend * at.Z * (perSlope * (1.0 / 3));
            var a4 = bend * (1 - (at.Z * at.Z)) * (perSlope * (1.0 / 12));
            var square = w * w;
            var last = ((5 * a2 * ((a2 * a2) - a3)) + a4) * (square * square);
            var move = w - (a2 * square) + (((2 * a2 * a2) - a3) * (square * w)) - last;
            var next = at.Z + move;
            var isSound = trying & (slope > 0) & (next > 0) & (next * v < 1) & (T.Abs(move) < 0.5 * at.Z);
            var arrived = isSound & (T.Abs(last) <= Small * at.Z);
            quote = T.Where(arrived, next, quote);
            open = T.Except(arrived, open);

            // A point to the left of the root, where Newton's method may begin: as profit is concave, so is one Newton step from anywhere.
            var left = T.Min(at.Z, at.Z + w);
            var goesOn = T.Except(arrived, isSound);
            x = T.Where(goesOn, next, T.Where(trying, T.Where((slope > 0) & (left > 0) & (left * v < 1), left, 0), x));
            trying = goesOn;
        }

        // Where steps have not come to an end the next one would begin where nobody knows on which side of the root it is.
        x = T.Where(trying, 0, x);
        nearby = at;
    }

    /// <summary>A half-spread with those who trade at it.</summary>
    /// <param name="x">Half-spread in units of σ; +∞ for no quote.</param>
    /// <param name="v">Share of the uninformed customers who leave per unit of half-spread.</param>
    public static BreakEvenQuote<T> At(T x, T v) => new(x, T.Except(T.AreEqual(x, double.PositiveInfinity), Stay(x, v)));

    /// <summary>Expected loss to an informed trader, 2[φ(x) − x(1 − Φ(x))].</summary>
    public static T Loss(T x) => Loss(NormalPoint<T>.At(x));

    private static T Loss(in NormalPoint<T> at) => T.Max(0, 2 * (at.Density - (at.Z * at.Tail)));

    /// <summary>D(x) = (1 − v·x)⁺.</summary>
    public static T Stay(T x, T v) => T.Max(0, 1 - (x * v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Profit, T Slope, T Loss) Profit(T p, T v, in NormalPoint<T> at)
    {
        var (x, loss) = (at.Z, p * Loss(at));
        return (((1 - p) * x * Stay(x, v)) - loss, ((1 - p) * (1 - (2 * x * v))) + (2 * p * at.Tail), loss);
    }
}
