using Interdealer.Ensembles.Sampling;
using Interdealer.Risk;

namespace Interdealer.Tests.Ensembles;
using Interdealer.Numerics;

public class MarginalTests
{
    private static readonly double[] Probabilities = [1e-15, 1e-9, 1e-4, 0.02, 0.0745, 0.075, 0.25, 0.5, 0.75, 0.925, 0.9255, 0.98, 0.9999, 1 - 1e-9];

    /// <summary>Quantiles of these doubles, each found by bisection of the series of the distribution function in numbers of 60 digits.</summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.9599639845400538)]
    [InlineData(0.99, 2.3263478740408408)]
    [InlineData(1e-10, -6.361340902404057)]
    [InlineData(0.2, -0.8416212335729142)]
    [InlineData(1e-4, -3.7190164854556804)]
    [InlineData(0.001, -3.0902323061678136)]
    public void Normal_quantiles_are_right_to_the_last_digits(double p, double z) => Close.To(z, Marginal.Normal(0, 1).Quantile(p), 1e-15);

    [Fact]
    public void Quantiles_undo_the_distribution_function()
    {
        foreach (var p in Probabilities)
        {
            Close.To(Math.Min(p, 1 - p), StandardNormal.Tail(Math.Abs(Marginal.Normal(0, 1).Quantile(p))), 2e-14);
            foreach (var degrees in new[] { 0.3, 1, 2.5, 4, 30, 1000 })
            {
                Close.To(Math.Min(p, 1 - p), new StudentTail(degrees).Tail(Math.Abs(Marginal.StudentT(degrees).Quantile(p))), p == 0.5 ? 1e-13 : 2e-13);
            }

            foreach (var shape in new[] { 0.05, 0.5, 1, 2.5, 60 })
            {
                Close.To(p, IncompleteFunctions.GammaLower(shape, Marginal.Gamma(shape, 1).Quantile(p)), 1e-12);
                Close.To(p, IncompleteFunctions.BetaLower(shape, 1.7, Marginal.Beta(shape, 1.7).Quantile(p)), 1e-12);
            }
        }
    }

    /// <summary>Values that SciPy 1.10 (Boost and Cephes) gives.</summary>
    [Fact]
    public void Incomplete_functions_are_those_of_another_library()
    {
        foreach (var (a, x, lower, upper) in new[]
        {
            (0.05, 1e-200, 1.027216865271672e-10, 0.9999999998972783), (0.5, 0.3, 0.5614219739190003, 0.4385780260809997), (2.5, 4, 0.8437643724222779, 0.1562356275777222),
            (60, 45, 0.018651134648575467, 0.9813488653514245), (60, 80, 0.9914024627419687, 0.008597537258031304),
            (5000, 5100, 0.9206711189223811, 0.07932888107761896), (1e6, 1002000, 0.9771959041012303, 0.022804095898769836),
        })
        {
            Close.To(lower, IncompleteFunctions.GammaLower(a, x), 1e-12);
            Close.To(upper, IncompleteFunctions.GammaUpper(a, x), 1e-12);
        }

        foreach (var (a, b, x, lower) in new[]
        {
            (0.05, 1.7, 1e-200, 1.0390009733063024e-10), (0.5, 0.5, 0.2, 0.29516723530086664), (2.5, 4, 0.9, 0.99920364830701),
            (60, 1.7, 0.99, 0.8088884658956026), (300, 500, 0.4, 0.9270784080075178),
        })
        {
            Close.To(lower, IncompleteFunctions.BetaLower(a, b, x), 1e-12);
        }
    }

    [Fact]
    public void Closed_forms_are_met()
    {
        foreach (var p in Probabilities)
        {
            Close.To(-Math.Log(1 - p), Marginal.Gamma(1, 1).Quantile(p), p < 1e-8 ? 0.2 : 1e-9);
            Close.To(p, Marginal.Beta(1, 1).Quantile(p), 1e-13);
            Close.To(Math.Pow(p, 1 / 3.0), Marginal.Beta(3, 1).Quantile(p), 1e-13);
            Assert.Equal(Math.Tan(Math.PI * (p - 0.5)), Marginal.StudentT(1).Quantile(p), Math.Abs(Math.Tan(Math.PI * (p - 0.5))) * (p is < 1e-8 or > 1 - 1e-8 ? 0.1 : 1e-9));
            Close.To((2 * p) - 1 == 0 ? 0 : ((2 * p) - 1) * Math.Sqrt(0.5 / (p * (1 - p))), Marginal.StudentT(2).Quantile(p), 1e-12);
            Close.To(-1 + (5 * p), Marginal.Uniform(-1, 4).Quantile(p), 1e-14);
            Close.To(Math.Exp(0.3 + (0.2 * Marginal.Normal(0, 1).Quantile(p))), Marginal.LogNormal(0.3, 0.2).Quantile(p), 1e-15);
            Close.To(1 + (2 * (Math.Pow(1 - p, -0.25) - 1) / 0.25), Marginal.GeneralisedPareto(0.25, 2, 1).Quantile(p), 1e-13);
            Assert.True(Marginal.Normal(0, 5).AsFall().Quantile(p) < 1);
            Assert.InRange(Marginal.Normal(0, 5).Clamped(-1, 0.5).Quantile(p), -1, 0.5);
        }

        // Triangle on (0, 4) with mode 1: F(1) = 1/4, F(2) = 1 − (4 − 2)²/(4·3) = 2/3.
        Assert.Equal(1, Marginal.Triangular(0, 1, 4).Quantile(0.25), 1e-15);
        Assert.Equal(2, Marginal.Triangular(0, 1, 4).Quantile(2.0 / 3), 1e-15);
    }

    [Fact]
    public void Logarithm_and_exponential_are_those_of_the_platform_to_an_ulp_or_so()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var x = BitConverter.Int64BitsToDouble(random.NextInt64(0, 0x7FF0000000000000));
            Close.To(Math.Log(x), PortableMath.Log(x), 2.5e-16);
            var y = (random.NextDouble() - 0.5) * (trial % 2 == 0 ? 2 : 1400);
            Close.To(Math.Exp(y), PortableMath.Exp(y), 3e-16);
        }

        Assert.Equal((double.NegativeInfinity, 0.0, double.PositiveInfinity, 1.0), (PortableMath.Log(0), PortableMath.Log(1), PortableMath.Exp(800), PortableMath.Exp(0)));
    }

    [Fact]
    public void Observed_values_come_as_often_as_they_were_observed()
    {
        var observed = Marginal.Empirical([3, 1, 2, 2]);
        Assert.Equal([1.0, 1, 2, 2, 3], new[] { 0.01, 0.25, 0.26, 0.75, 0.76 }.Select(observed.Quantile));

        // Order statistics 1, 2, 2, 3 at 1/8, 3/8, 5/8, 7/8; half-way between the first two is 1.5.
        var lines = Marginal.Interpolated([3, 1, 2, 2]);
        Assert.Equal([1.0, 1, 1.5, 2, 3, 3], new[] { 0.01, 0.125, 0.25, 0.5, 0.875, 0.99 }.Select(lines.Quantile));
        var levels = Marginal.Discrete((10, 1), (5, 3));
        Assert.Equal([5.0, 5, 10], new[] { 0.1, 0.75, 0.76 }.Select(levels.Quantile));
        Assert.Equal(7, Marginal.Constant(7).Quantile(0.4));
        Assert.Equal(0.16, Marginal.From("squares", p => p * p).Quantile(0.4), 1e-15);
    }

    [Fact]
    public void Parameters_that_make_no_distribution_are_refused_by_name()
    {
        Refused("deviation", () => Marginal.Normal(0, 0));
        Refused("mean", () => Marginal.Normal(double.NaN, 1));
        Refused("degrees", () => Marginal.StudentT(0));
        Refused("most", () => Marginal.Uniform(1, 1));
        Refused("mode", () => Marginal.Triangular(0, 5, 4));
        Refused("alpha", () => Marginal.Beta(0, 1));
        Refused("shape", () => Marginal.Gamma(-1, 1));
        Refused("most", () => Marginal.Normal(0, 1).Clamped(1, 0));
        Refused("observations", () => Marginal.Empirical([]));
        Refused("observations[1]", () => Marginal.Empirical([1, double.NaN]));
        Refused("values", () => Marginal.Discrete((1, 1), (1, 2)));
        Refused("p", () => Marginal.Normal(0, 1).Quantile(1));

        static void Refused(string name, Func<object> make)
        {
            var thrown = Assert.ThrowsAny<ArgumentException>(() => make());
            Assert.Equal(name, thrown.ParamName);
            Assert.StartsWith(name, thrown.Message, StringComparison.Ordinal);
        }
    }
}
