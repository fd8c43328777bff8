using System.Globalization;
using Interdealer.Numerics;

namespace Interdealer.Cascades;

/// <summary>What a search for the line ρ = 1 found.</summary>
public enum CriticalKind
{
    /// <summary>ρ passes through 1.</summary>
    Crossing,

    /// <summary>ρ jumps over 1, as where a limit starts to bind.</summary>
    Jump,

    /// <summary>ρ is on the same side of 1 at both ends of the bracket.</summary>
    None,
}

/// <summary>Where the spectral radius of a round's response is 1, along one parameter.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Value">The parameter at which ρ = 1 or jumps over 1; null when there is none in the bracket.</param>
/// <param name="Low">Lower end of the bracket searched.</param>
/// <param name="High">Upper end.</param>
/// <param name="RadiusAtLow">ρ at the lower end.</param>
/// <param name="RadiusAtHigh">ρ at the upper end.</param>
public sealed record CriticalPoint(CriticalKind Kind, double? Value, double Low, double High, double RadiusAtLow, double RadiusAtHigh)
{
    // Halvings after which the bracket is as narrow as the response is accurate.
    private const double BracketAccuracy = 1e-11;
    private const double JumpSize = 1e-5;

    /// <summary>Looks for the parameter at which ρ = 1 by bisection.</summary>
    /// <param name="radius">ρ at a value of the parameter.</param>
    /// <param name="isSmooth">Whether the response has no kink at a value: where it has one, or ρ differs by much at two neighbouring values, it jumps.</param>
    /// <param name="low">Lower end of the bracket.</param>
    /// <param name="high">Upper end.</param>
    /// <returns>The crossing, to 1e−11 of the bracket; “none” when ρ is on the same side of 1 at both ends. Of several crossings it finds one.</returns>
    internal static CriticalPoint Search(Func<double, double> radius, Func<double, bool> isSmooth, double low, double high)
    {
        Require.Finite(low, "units of the parameter");
        if (!(high > low) || !double.IsFinite(high))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"high must be a finite number above low ({Require.Text(low)}); it was {Require.Text(high)}.");
        }

        var (first, last) = (radius(low), radius(high));
        if (first < 1 == last < 1)
        {
            return new CriticalPoint(CriticalKind.None, null, low, high, first, last);
        }

        var (a, b) = Bisection.Narrow(x => radius(x) < 1 == first < 1, low, high, BracketAccuracy);
        var found = a + ((b - a) / 2);
        var kind = Math.Abs(radius(b) - radius(a)) <= JumpSize && isSmooth(found) ? CriticalKind.Crossing : CriticalKind.Jump;
        return new CriticalPoint(kind, found, low, high, first, last);
    }

    /// <summary>The finding in a sentence.</summary>
    public string Describe() => Kind switch
    {
        CriticalKind.Crossing => string.Create(CultureInfo.InvariantCulture, $"The spectral radius is 1 at {Value:G9}."),
        CriticalKind.Jump => string.Create(CultureInfo.InvariantCulture, $"The spectral radius jumps over 1 at {Value:G9}, where a limit starts or stops to bind."),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"No crossing in the bracket: the spectral radius is {RadiusAtLow:0.0000} at {Low:G6} and {RadiusAtHigh:0.0000} at {High:G6}, both {(RadiusAtLow < 1 ? "below" : "at or above")} 1."),
    };
}
