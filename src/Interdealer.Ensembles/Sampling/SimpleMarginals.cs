using System.Globalization;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Sampling;
using Interdealer.Numerics;

internal sealed class NormalMarginal(double mean, double deviation) : Marginal(
    $"normal (mean {Require.Finite(mean, "the coordinate's unit"):R}, deviation {Require.Positive(deviation, "the coordinate's unit"):R})")
{
    internal override double At(double p, double q) => mean + (deviation * NormalDistribution.Quantile(p, q));

    internal override void FromNormal(Span<double> values)
    {
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = mean + (deviation * values[s]);
        }
    }
}

internal sealed class LogNormalMarginal(double logMean, double logDeviation) : Marginal(
    $"lognormal (log mean {Require.Finite(logMean, "logarithms"):R}, log deviation {Require.Positive(logDeviation, "logarithms"):R})")
{
    internal override double At(double p, double q) => PortableMath.Exp(logMean + (logDeviation * NormalDistribution.Quantile(p, q)));

    internal override void FromNormal(Span<double> values)
    {
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = PortableMath.Exp(logMean + (logDeviation * values[s]));
        }
    }
}

internal sealed class UniformMarginal(double least, double most) : Marginal(
    $"uniform ({Require.Finite(least, "the coordinate's unit"):R} to {Ends.Above(least, most):R})")
{
    // From the nearer end, so that neither loses digits.
    internal override double At(double p, double q) => p <= q ? least + (p * (most - least)) : most - (q * (most - least));
}

internal sealed class TriangularMarginal(double least, double mode, double most) : Marginal(
    $"triangular ({Require.Finite(least, "the coordinate's unit"):R}, mode {Ends.Between(least, mode, most):R}, {Ends.Above(least, most):R})")
{
    internal override double At(double p, double q) => p * (most - least) <= mode - least
        ? least + Math.Sqrt(p * (most - least) * (mode - least))
        : most - Math.Sqrt(q * (most - least) * (most - mode));
}

internal sealed class ParetoMarginal(double shape, double scale, double threshold) : Marginal(
    $"generalised Pareto (shape {Require.Finite(shape, "(tail index)"):R}, scale {Require.Positive(scale, "the coordinate's unit"):R}, threshold {Require.Finite(threshold, "the coordinate's unit"):R})")
{
    // (q^−ξ − 1)/ξ loses nothing for small ξ when written with e^x − 1. The logarithm of q near 1 is that of 1 − p.
    internal override double At(double p, double q)
    {
        var logarithm = p < 0.5 ? Elementary.Log1P(-p) : Math.Log(q);
        return threshold + (scale * (shape == 0 ? -logarithm : Accurate.ExpM1(-shape * logarithm) / shape));
    }
}

internal sealed class OwnMarginal(string description, Func<double, double> quantile) : Marginal($"{description}")
{
    internal override double At(double p, double q) => quantile(p);
}

internal sealed class ClampedMarginal(Marginal of, double least, double most) : Marginal(
    $"{of.Description} clamped to {least:R} … {(least <= most ? most : throw new ArgumentOutOfRangeException(nameof(most), most, string.Create(CultureInfo.InvariantCulture, $"most must be at least {least:R}, the lower end; it was {most:R}."))):R}")
{
    internal override double At(double p, double q) => Math.Clamp(of.At(p, q), least, most);

    internal override void FromUniform(Span<double> values) => Clamp(values, of.FromUniform);

    internal override void FromNormal(Span<double> values) => Clamp(values, of.FromNormal);

    internal override void FromStudent(Span<double> values, StudentTail student)
    {
        of.FromStudent(values, student);
        Clamp(values, _ => { });
    }

    private delegate void Replace(Span<double> values);

    private void Clamp(Span<double> values, Replace first)
    {
        first(values);
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = Math.Clamp(values[s], least, most);
        }
    }
}

/// <summary>1 − e^(−x).</summary>
internal sealed class FallMarginal(Marginal of) : Marginal($"fall 1 − exp(−x) of x {of.Description}")
{
    internal override double At(double p, double q) => Fall(of.At(p, q));

    internal override void FromNormal(Span<double> values)
    {
        of.FromNormal(values);
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = Fall(values[s]);
        }
    }

    private static double Fall(double x) => -Elementary.ExpM1(-x);
}

/// <summary>Elementary functions near 0, the same bits everywhere.</summary>
internal static class Elementary
{
    /// <summary>e^x − 1: the rounding of e^x is undone by its own logarithm (Kahan).</summary>
    public static double ExpM1(double x)
    {
        var u = PortableMath.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : double.IsInfinity(u) ? u : (u - 1) * x / PortableMath.Log(u);
    }

    /// <summary>ln(1 + x), by the same device.</summary>
    public static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : PortableMath.Log(u) * x / (u - 1);
    }
}

/// <summary>Checks of ends.</summary>
internal static class Ends
{
    public static double Above(double least, double most) => most > least && double.IsFinite(most)
        ? most
        : throw new ArgumentOutOfRangeException(nameof(most), most, string.Create(CultureInfo.InvariantCulture, $"most must be a finite number above {least:R}, the lower end; it was {most:R}."));

    public static double Between(double least, double mode, double most) => mode >= least && mode <= most
        ? mode
        : throw new ArgumentOutOfRangeException(nameof(mode), mode, string.Create(CultureInfo.InvariantCulture, $"mode must be from {least:R} to {most:R}; it was {mode:R}."));
}
