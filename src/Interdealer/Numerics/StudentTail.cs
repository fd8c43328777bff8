namespace Interdealer.Numerics;

/// <summary>Density, upper tail and upper quantile of Student's t, in its usual scale (variance ν/(ν−2)).</summary>
/// <param name="nu">Degrees of freedom ν, above 0. What depends on them alone is computed once.</param>
internal sealed class StudentTail(double nu)
{
    private readonly double _logGammaRatio = LogGammaRatio(nu);

    public double DegreesOfFreedom => nu;

    public double Density(double t) => Math.Exp(_logGammaRatio - (0.5 * (nu + 1) * Accurate.Log1P(t * t / nu))) / Math.Sqrt(2 * Math.PI);

    /// <summary>P(T &gt; t) for t ≥ 0, through the continued fraction of the incomplete beta function whose factor is t·density.</summary>
    public double Tail(double t)
    {
        var x = nu / (nu + (t * t));
        return x < (0.5 * nu + 1) / (0.5 * nu + 2.5)
            ? Density(t) * t / nu * BetaFraction(x, 0.5 * nu, 0.5)
            : 0.5 - (Density(t) * t * BetaFraction(1 - x, 0.5, 0.5 * nu));
    }

    /// <summary>t with P(T &gt; t) = <paramref name="tail"/>, for a tail in (0, ½).</summary>
    public double UpperQuantile(double tail)
    {
        // The tail is convex and t's quantile lies right of the normal's, so Newton climbs from there without ever overshooting.
        var t = StandardNormal.UpperQuantile(tail);
        for (var i = 0; i < 500; i++)
        {
            var step = (Tail(t) - tail) / Density(t);
            t += step;
            if (Math.Abs(step) <= 1e-15 * t)
            {
                break;
            }
        }

        return t;
    }

    /// <summary>ln[Γ((ν+1)/2) / (Γ(ν/2)·√(ν/2))], by its series after the argument has been shifted to where the series is exact.</summary>
    private static double LogGammaRatio(double nu)
    {
        // Γ(x+1) = xΓ(x) moves the ratio from ν to ν+2; taking differences of two ln Γ instead would lose digits for large ν.
        var shift = 0.0;
        var at = nu;
        for (; at < 60; at += 2)
        {
            shift += Math.Log(at / (at + 1)) + (0.5 * Math.Log((at + 2) / at));
        }

        var r = 1 / at;
        var r2 = r * r;
        return shift + (r * (-0.25 + (r2 * ((1.0 / 24) + (r2 * ((-1.0 / 20) + (r2 * (17.0 / 112))))))));
    }

    /// <summary>Continued fraction of the incomplete beta function by Lentz's method; converges fast for x &lt; (a+1)/(a+b+2).</summary>
    private static double BetaFraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        var c = 1.0;
        var d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m <= 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
            {
                break;
            }
        }

        return h;

        static double NotZero(double v) => Math.Abs(v) < tiny ? tiny : v;
    }
}
