namespace Interdealer;

/// <summary>Elementary functions to full accuracy where the platform's lose digits.</summary>
internal static class Accurate
{
    /// <summary>e^x − 1 without cancellation near 0 (Kahan's correction: the rounding of e^x is undone by its own logarithm).</summary>
    public static double ExpM1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : double.IsInfinity(u) ? u : (u - 1) * x / Math.Log(u);
    }
}
