using Interdealer.Risk;

namespace Interdealer.Tests.Risk;

public sealed class RiskMultiplierTests
{
    [Fact]
    public void Printed_multipliers_come_out_to_their_last_digit()
    {
        Close(2.3263478740, RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99).Value, 5e-11);
        Close(2.3378027922, RiskMultiplier.Normal(RiskMeasure.ExpectedShortfall, 0.975).Value, 5e-11);
        Close(2.6494919, RiskMultiplier.StudentT(RiskMeasure.ValueAtRisk, 0.99, 4).Value, 5e-8);
        Close(2.8238713, RiskMultiplier.StudentT(RiskMeasure.ExpectedShortfall, 0.975, 4).Value, 5e-8);
    }

    // From 200-point Gauss–Legendre quadrature of the density (t = √ν·tan θ), whose root was then bracketed.
    // (A widely used library's quantile is off by up to 2e-9 here; the closed forms for ν = 3 and 4 side with the quadrature.)
    [Theory]
    [InlineData(3, 0.9999, 12.81933657845196, 19.252374557186652)]
    [InlineData(4, 0.975, 1.9632431614775547, 2.823871251815424)]
    [InlineData(6.5, 0.975, 1.9985864776818338, 2.631828580452695)]
    [InlineData(10, 0.51, 0.022989366393797745, 0.7889471042654845)]
    [InlineData(30, 0.99, 2.373940184989955, 2.7684591135778445)]
    [InlineData(59.5, 0.9, 1.2739756536774052, 1.7596522304689608)]
    [InlineData(200, 0.99, 2.3333819351410128, 2.6800284441366666)]
    public void Student_multipliers_agree_with_quadrature_of_the_density(double nu, double confidence, double valueAtRisk, double shortfall)
    {
        Close(valueAtRisk, RiskMultiplier.StudentT(RiskMeasure.ValueAtRisk, confidence, nu).Value, 2e-12);
        Close(shortfall, RiskMultiplier.StudentT(RiskMeasure.ExpectedShortfall, confidence, nu).Value, 2e-12);
    }

    [Fact]
    public void Student_with_four_degrees_has_the_closed_form_quantile()
    {
        // Shaw 2006: with a = 4p(1−p), t = 2√(cos(arccos(√a)/3)/√a − 1) for p > ½; unit variance divides by √2.
        foreach (var p in (double[])[0.6, 0.75, 0.9, 0.99, 0.999])
        {
            var root = Math.Sqrt(4 * p * (1 - p));
            var expected = 2 * Math.Sqrt((Math.Cos(Math.Acos(root) / 3) / root) - 1) / Math.Sqrt(2);
            Close(expected, RiskMultiplier.StudentT(RiskMeasure.ValueAtRisk, p, 4).Value, 1e-12);
        }
    }

    [Fact]
    public void Shortfall_is_the_mean_of_value_at_risk_over_the_tail()
    {
        // ES_α = 1/(1−α) ∫_α^1 VaR_u du; with u = 1 − (1−α)w³ the integrand is smooth at both ends: midpoint rule in w.
        foreach (var nu in (double[])[3.5, 6, double.PositiveInfinity])
        {
            const int steps = 4000;
            var sum = 0.0;
            for (var i = 0; i < steps; i++)
            {
                var w = (i + 0.5) / steps;
                sum += 3 * w * w * Multiplier(RiskMeasure.ValueAtRisk, 1 - (0.025 * w * w * w), nu);
            }

            Close(sum / steps, Multiplier(RiskMeasure.ExpectedShortfall, 0.975, nu), 1e-5);
        }
    }

    [Fact]
    public void More_confidence_means_more_risk_and_shortfall_is_never_below_value_at_risk()
    {
        foreach (var nu in (double[])[2.1, 4, 30, 1e4, double.PositiveInfinity])
        {
            var (lastVar, lastShortfall) = (0.0, 0.0);
            foreach (var confidence in (double[])[0.501, 0.6, 0.9, 0.99, 0.999, 0.999999])
            {
                var valueAtRisk = Multiplier(RiskMeasure.ValueAtRisk, confidence, nu);
                var shortfall = Multiplier(RiskMeasure.ExpectedShortfall, confidence, nu);
                Assert.True(valueAtRisk > lastVar && shortfall > lastShortfall && shortfall > valueAtRisk, $"ν={nu}, confidence={confidence}");
                (lastVar, lastShortfall) = (valueAtRisk, shortfall);
            }
        }
    }

    [Fact]
    public void Horizon_scales_by_the_square_root_of_days()
    {
        var daily = RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99);
        Close(2 * daily.Value, daily.OverDays(4).Value, 1e-15);
        Assert.Equal("99 % value at risk, normal, 2 days: 3.28995", daily.OverDays(2).ToString());
    }

    [Fact]
    public void Wrong_arguments_are_answered_by_name_value_and_expectation()
    {
        var percent = Assert.Throws<ArgumentOutOfRangeException>(() => RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 99));
        Assert.Contains("confidence must be a fraction above 0.5 and below 1 (write 0.99, not 99, for 99 %); it was 99", percent.Message, StringComparison.Ordinal);
        foreach (var bad in (double[])[double.NaN, 0.5, 1, -1])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => RiskMultiplier.Normal(RiskMeasure.ExpectedShortfall, bad));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => RiskMultiplier.StudentT(RiskMeasure.ValueAtRisk, 0.99, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskMultiplier.StudentT(RiskMeasure.ValueAtRisk, 0.99, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskMultiplier.Normal((RiskMeasure)7, 0.99));
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99).OverDays(0));
    }

    private static double Multiplier(RiskMeasure measure, double confidence, double nu) =>
        (double.IsInfinity(nu) ? RiskMultiplier.Normal(measure, confidence) : RiskMultiplier.StudentT(measure, confidence, nu)).Value;

    private static void Close(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"expected {expected:R}, was {actual:R}");
}
