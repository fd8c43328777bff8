using MathNet.Numerics;

namespace Interdealer.Ensembles.Sampling;

/// <summary>
/// Regularised incomplete gamma and beta functions for quantiles: each tail from its own side and down to the least double, where MathNet takes
/// small arguments for 0.
/// </summary>
/// <remarks>Sources: DLMF 8.7.1 and 8.9.2 (gamma), 8.17.22 (beta), by Lentz's method.</remarks>
internal static class IncompleteFunctions
{
    private const double Enough = 1e-17;
    private const int MostTerms = 1_000_000;
    private const double LargeShape = 16;
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>P(a, x), the lower tail of the gamma distribution of shape a.</summary>
    public static double GammaLower(double a, double x) => x <= 0 ? 0 : x < a + 1 ? GammaSeries(a, x) : 1 - GammaFraction(a, x);

    /// <summary>Q(a, x) = 1 − P(a, x).</summary>
    public static double GammaUpper(double a, double x) => x <= 0 ? 1 : x < a + 1 ? 1 - GammaSeries(a, x) : GammaFraction(a, x);

    /// <summary>x^(a − 1)·e^(−x)/Γ(a).</summary>
    public static double GammaDensity(double a, double x)
    {
        if (a < LargeShape)
        {
            return Math.Exp(((a - 1) * Math.Log(x)) - x - SpecialFunctions.GammaLn(a));
        }

        // For large a the terms cancel: a·(ln(x/a) + 1 − x/a) is taken together, and what is left of ln Γ is Stirling's series.
        var m = (x - a) / a;
        var together = Math.Abs(m) < 0.25 ? Log1PLessItself(m) : Math.Log(x / a) - m;
        var r = 1 / (a * a);
        var stirling = ((1.0 / 12) - (r * ((1.0 / 360) - (r * ((1.0 / 1260) - (r * ((1.0 / 1680) - (r / 1188)))))))) / a;
        return Math.Exp((a * together) - stirling - HalfLogTwoPi) * Math.Sqrt(a) / x;
    }

    /// <summary>I_x(a, b), the lower tail of the beta distribution.</summary>
    public static double BetaLower(double a, double b, double x) => x <= 0 ? 0 : x >= 1 ? 1
        : x < (a + 1) / (a + b + 2) ? BetaFactor(a, b, x) / a * BetaFraction(a, b, x)
        : 1 - (BetaFactor(a, b, x) / b * BetaFraction(b, a, 1 - x));

    /// <summary>x^(a − 1)·(1 − x)^(b − 1)/B(a, b).</summary>
    public static double BetaDensity(double a, double b, double x) => BetaFactor(a, b, x) / (x * (1 - x));

    private static double GammaSeries(double a, double x)
    {
        var (term, sum) = (1.0, 1.0);
        for (var n = 1; n < MostTerms && term > Enough * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return GammaDensity(a, x) * x / a * sum;
    }

    private static double GammaFraction(double a, double x)
    {
        var b = x + 1 - a;
        var c = double.MaxValue;
        var d = 1 / b;
        var h = d;
        for (var n = 1; n < MostTerms; n++)
        {
            var by = -n * (n - a);
            b += 2;
            d = 1 / ((by * d) + b);
            c = b + (by / c);
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 2e-16)
            {
                break;
            }
        }

        return GammaDensity(a, x) * x * h;
    }

    private static double BetaFactor(double a, double b, double x) => Math.Exp(
        (a * Math.Log(x)) + (b * Elementary.Log1P(-x)) - (SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b)));

    private static double BetaFraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        var c = 1.0;
        var d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2.0 * m) - 1) * (a + (2.0 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + (2.0 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 2e-16)
            {
                break;
            }
        }

        return h;

        static double NotZero(double v) => Math.Abs(v) < tiny ? tiny : v;
    }

    /// <summary>ln(1 + m) − m for small m, through the series of 2·artanh(m/(2 + m)).</summary>
    private static double Log1PLessItself(double m)
    {
        var s = m / (2 + m);
        var (z, power, sum) = (s * s, 1.0, 0.0);
        for (var k = 3; k < 60; k += 2)
        {
            power *= z;
            sum += power / k;
        }

        // 2s − m = −m·s.
        return (2 * s * sum) - (m * s);
    }
}
