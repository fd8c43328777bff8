using System.Globalization;

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
