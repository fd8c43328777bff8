using System.Globalization;
using Interdealer.Numerics;

namespace Interdealer.Sensitivity;

/// <summary>Where something stops or starts to hold, by bisection.</summary>
/// <param name="Value">Where; null when it holds, or fails, at both ends of the bracket.</param>
/// <param name="Low">Lower end of the bracket searched.</param>
/// <param name="High">Upper end.</param>
/// <param name="HoldsAtLow">Whether it holds at the lower end.</param>
/// <param name="HoldsAtHigh">Whether it holds at the upper end.</param>
public sealed record Threshold(double? Value, double Low, double High, bool HoldsAtLow, bool HoldsAtHigh)
{
    internal const double Accuracy = 1e-12;

    /// <summary>Looks for the value at which something turns from failing to holding, or back.</summary>
    /// <param name="holds">Whether it holds at a value.</param>
    /// <param name="low">Lower end of the bracket.</param>
    /// <param name="high">Upper end.</param>
    /// <returns>
    /// A value at which it holds, within 1e−12 of the bracket of one at which it does not; null where both ends are alike. Of several such places it
    /// finds one.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or they are in the wrong order.</exception>
    public static Threshold Of(Func<double, bool> holds, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(holds);
        RequireBracket(low, high);
        var (first, last) = (holds(low), holds(high));
        if (first == last)
        {
            return new(null, low, high, first, last);
        }

        var (a, b) = Bisection.Narrow(x => holds(x) == first, low, high, Accuracy);
        return new(first ? a : b, low, high, first, last);
    }

    /// <summary>The value found.</summary>
    /// <exception cref="InvalidOperationException">There is none in the bracket.</exception>
    public double EnsureFound() => Value ?? throw new InvalidOperationException(Describe());

    /// <summary>The finding in a sentence.</summary>
    public string Describe() => Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"It holds {(HoldsAtLow ? "up to" : "from")} {value:G9}{(HoldsAtLow ? "" : " on")}.")
        : string.Create(CultureInfo.InvariantCulture, $"It {(HoldsAtLow ? "holds" : "fails")} at both ends of the bracket from {Low:G6} to {High:G6}.");

    internal static void RequireBracket(double low, double high)
    {
        Require.Finite(low, "units of the parameter");
        if (!(high > low) || !double.IsFinite(high))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"high must be a finite number above low ({Require.Text(low)}); it was {Require.Text(high)}.");
        }
    }
}
