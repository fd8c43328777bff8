using System.Globalization;

namespace Interdealer.Risk;
using Interdealer.Numerics;

/// <summary>
/// The number that turns a standard deviation into value at risk or expected shortfall: risk = multiplier · √(v′Σv).
/// </summary>
/// <remarks>
/// Normal: VaR z_α, ES φ(z_α)/(1−α). Student-t scaled to unit variance, with t_α its usual quantile and f its density:
/// VaR t_α·√((ν−2)/ν), ES f(t_α)/(1−α)·(ν+t_α²)/(ν−1)·√((ν−2)/ν) (McNeil, Frey, Embrechts, Quantitative Risk Management, §2.3).
/// The mean return is taken as 0. Horizons of several days scale by √days.
/// </remarks>
public sealed record RiskMultiplier
{
    private RiskMultiplier(RiskMeasure measure, double confidence, double degreesOfFreedom, double oneDay)
    {
        Measure = measure;
        Confidence = confidence;
        DegreesOfFreedom = degreesOfFreedom;
        OneDay = oneDay;
        HorizonDays = 1;
    }

    /// <summary>Value at risk or expected shortfall.</summary>
    public RiskMeasure Measure { get; }

    /// <summary>Confidence level, a fraction in (0.5, 1).</summary>
    public double Confidence { get; }

    /// <summary>Degrees of freedom of the Student-t distribution; positive infinity for the normal.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>The multiplier of a one-day standard deviation over one day.</summary>
    public double OneDay { get; }

    /// <summary>Horizon in days, above 0; 1 unless <see cref="OverDays"/> said otherwise.</summary>
    public double HorizonDays { get; private init; }

    /// <summary>The multiplier of a one-day standard deviation over the horizon: <see cref="OneDay"/> · √days.</summary>
    public double Value => OneDay * Math.Sqrt(HorizonDays);

    /// <summary>The multiplier of normally distributed returns.</summary>
    /// <param name="measure">Value at risk or expected shortfall.</param>
    /// <param name="confidence">A fraction in (0.5, 1): 0.99 for 99 %.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside (0.5, 1).</exception>
    public static RiskMultiplier Normal(RiskMeasure measure, double confidence)
    {
        var tail = 1 - Require.Confidence(confidence);
        var z = StandardNormal.UpperQuantile(tail);
        var value = Known(measure) == RiskMeasure.ValueAtRisk ? z : StandardNormal.Density(z) / tail;
        return new RiskMultiplier(measure, confidence, double.PositiveInfinity, value);
    }

    /// <summary>The multiplier of Student-t returns scaled to unit variance.</summary>
    /// <param name="measure">Value at risk or expected shortfall.</param>
    /// <param name="confidence">A fraction in (0.5, 1): 0.99 for 99 %.</param>
    /// <param name="degreesOfFreedom">Above 2, because the variance must exist; 3 to 6 fit daily market returns.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside (0.5, 1), or the degrees of freedom are not above 2 and finite.</exception>
    public static RiskMultiplier StudentT(RiskMeasure measure, double confidence, double degreesOfFreedom)
    {
        var tail = 1 - Require.Confidence(confidence);
        if (!(degreesOfFreedom > 2) || !double.IsFinite(degreesOfFreedom))
        {
            throw Require.Refusal(
                nameof(degreesOfFreedom), degreesOfFreedom, "must be a finite number above 2: with 2 or fewer the variance does not exist");
        }

        var nu = degreesOfFreedom;
        var student = new StudentTail(nu);
        var t = student.UpperQuantile(tail);
        var toUnitVariance = Math.Sqrt((nu - 2) / nu);
        var value = Known(measure) == RiskMeasure.ValueAtRisk
            ? t * toUnitVariance
            : student.Density(t) / tail * ((nu + (t * t)) / (nu - 1)) * toUnitVariance;
        return new RiskMultiplier(measure, confidence, nu, value);
    }

    /// <summary>The same multiplier over another horizon, by the square root of time.</summary>
    /// <param name="days">Trading days, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days are not a finite number above 0.</exception>
    public RiskMultiplier OverDays(double days) => this with { HorizonDays = Require.Positive(days, "trading days") };

    /// <summary>For example: <c>99 % value at risk, normal, 2 days: 3.28995</c>.</summary>
    public override string ToString()
    {
        var measure = Measure == RiskMeasure.ValueAtRisk ? "value at risk" : "expected shortfall";
        var law = double.IsInfinity(DegreesOfFreedom)
            ? "normal"
            : string.Create(CultureInfo.InvariantCulture, $"Student-t with {DegreesOfFreedom:0.##} degrees of freedom");
        var plural = HorizonDays == 1 ? "day" : "days";
        return string.Create(
            CultureInfo.InvariantCulture, $"{Confidence * 100:0.####} % {measure}, {law}, {HorizonDays:0.##} {plural}: {Value:0.#####}");
    }

    internal static RiskMeasure Known(RiskMeasure measure) =>
        Enum.IsDefined(measure)
            ? measure
            : throw new ArgumentOutOfRangeException(nameof(measure), measure, "measure must be value at risk or expected shortfall.");
}
