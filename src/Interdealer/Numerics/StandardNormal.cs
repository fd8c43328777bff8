using Interdealer.Engine;
using Interdealer.Numerics;
using MathNet.Numerics;

namespace Interdealer.Numerics;

/// <summary>Density, upper tail and upper quantile of N(0,1) to the last few bits.</summary>
internal static class StandardNormal
{
    public static double Density(double z) => OneLane.First(Normal.Density<OneLane>(z));

    public static double Tail(double z) => OneLane.First(Normal.Tail<OneLane>(z));

    /// <summary>z with P(Z &gt; z) = <paramref name="tail"/>, for a tail in (0, ½).</summary>
    public static double UpperQuantile(double tail)
    {
        var z = Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * tail);

        // The rational approximation of the inverse is good to ~1e-9; two Newton steps on the tail itself give the rest,
        // with no loss far out because the tail is never formed as 1 − Φ.
        for (var i = 0; i < 2; i++)
        {
            z += (Tail(z) - tail) / Density(z);
        }

        return z;
    }
}
