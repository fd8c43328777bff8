using System.Globalization;
using Interdealer.Numerics;

namespace Interdealer.Sensitivity;

/// <summary>How a curve gets from one side of a level to the other.</summary>
public enum CrossingKind
{
    /// <summary>It passes through the level.</summary>
    Crossing,

    /// <summary>It jumps over the level.</summary>
    Jump,

    /// <summary>It is on the same side of the level at both ends of the bracket.</summary>
    None,
}

/// <summary>Where a curve passes a level, by bisection.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Value">Where; null when both ends of the bracket are on one side.</param>
/// <param name="Level">The level.</param>
/// <param name="Low">Lower end of the bracket searched.</param>
/// <param name="High">Upper end.</param>
/// <param name="AtLow">The curve at the lower end.</param>
/// <param name="AtHigh">The curve at the upper end.</param>
public sealed record Crossing(CrossingKind Kind, double? Value, double Level, double Low, double High, double AtLow, double AtHigh)
{
    // A curve that is within the last bracket more than this many times as steep as on the whole jumps; where the bracket cannot become narrow, one that does
    // half of its way there.
    private const double Steepest = 1e6;

    /// <summary>Looks for the place at which a curve passes or jumps over a level.</summary>
    /// <param name="curve">The curve; finite wherever it is asked.</param>
    /// <param name="level">The level.</param>
    /// <param name="low">Lower end of the bracket.</param>
    /// <param name="high">Upper end.</param>
    /// <returns>The place to 1e−12 of the bracket; “none” where both ends are on one side. Of several places it finds one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An end or the level is not finite, or the ends are in the wrong order.</exception>
    /// <exception cref="InvalidOperationException">The curve is not finite at a value; the message names it.</exception>
    public static Crossing Of(Func<double, double> curve, double level, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(curve);
        Require.Finite(level, "units of the curve");
        Threshold.RequireBracket(low, high);
        double At(double x) => curve(x) is var y && double.IsFinite(y)
            ? y
            : throw new InvalidOperationException($"curve must be finite; it was {Require.Text(y)} at {Require.Text(x)}.");
        var (first, last) = (At(low), At(high));
        var isBelow = first < level;
        if (isBelow == last < level)
        {
            return new(CrossingKind.None, null, level, low, high, first, last);
        }

        var (a, b) = Bisection.Narrow(x => At(x) < level == isBelow, low, high, Threshold.Accuracy);
        var jumps = Math.Abs(At(b) - At(a)) > Math.Min(Steepest * (b - a) / (high - low), 0.5) * Math.Abs(last - first);
        return new(jumps ? CrossingKind.Jump : CrossingKind.Crossing, a + ((b - a) / 2), level, low, high, first, last);
    }

    /// <summary>The place found.</summary>
    /// <exception cref="InvalidOperationException">There is none in the bracket.</exception>
    public double EnsureFound() => Value ?? throw new InvalidOperationException(Describe());

    /// <summary>The finding in a sentence.</summary>
    public string Describe() => Kind switch
    {
        CrossingKind.Crossing => string.Create(CultureInfo.InvariantCulture, $"The curve passes {Level:G9} at {Value:G9}."),
        CrossingKind.Jump => string.Create(CultureInfo.InvariantCulture, $"The curve jumps over {Level:G9} at {Value:G9}."),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"The curve does not pass {Level:G9} between {Low:G6} and {High:G6}: it is {AtLow:G6} at one end and {AtHigh:G6} at the other, both {(AtLow < Level ? "below" : "at or above")} it."),
    };
}
