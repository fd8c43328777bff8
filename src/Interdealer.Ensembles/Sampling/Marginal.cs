using System.Globalization;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Sampling;
using Interdealer.Numerics;

/// <summary>The distribution of one coordinate by itself, drawn by inverting its distribution function: x = F⁻¹(u).</summary>
/// <remarks>Inversion is monotone, so any points and any copula go with any marginal. Both tails are computed from their own end, to full accuracy.</remarks>
public abstract class Marginal
{
    private protected Marginal(FormattableString description) => Description = description.ToString(CultureInfo.InvariantCulture);

    /// <summary>Kind and every parameter, in words.</summary>
    public string Description { get; }

    /// <summary>The quantile x with P(X ≤ x) = p.</summary>
    /// <param name="p">Probability above 0 and below 1.</param>
    public double Quantile(double p) => At(Require.OpenFraction(p), 1 - p);

    /// <summary>Normal.</summary>
    /// <param name="mean">Mean, in the unit of the coordinate.</param>
    /// <param name="deviation">Standard deviation, above 0.</param>
    public static Marginal Normal(double mean, double deviation) => new NormalMarginal(mean, deviation);

    /// <summary>e to the power of a normal: above 0.</summary>
    /// <param name="logMean">Mean of the logarithm.</param>
    /// <param name="logDeviation">Standard deviation of the logarithm, above 0.</param>
    public static Marginal LogNormal(double logMean, double logDeviation) => new LogNormalMarginal(logMean, logDeviation);

    /// <summary>Student's t, location + scale·T_ν; its standard deviation is scale·√(ν/(ν − 2)) for ν above 2.</summary>
    /// <param name="degrees">Degrees of freedom ν, above 0; at least 0.1.</param>
    /// <param name="location">Median, in the unit of the coordinate.</param>
    /// <param name="scale">Scale, above 0.</param>
    public static Marginal StudentT(double degrees, double location = 0, double scale = 1) => new StudentMarginal(degrees, location, scale);

    /// <summary>Uniform between two ends.</summary>
    /// <param name="least">Lower end.</param>
    /// <param name="most">Upper end, above the lower.</param>
    public static Marginal Uniform(double least, double most) => new UniformMarginal(least, most);

    /// <summary>Beta with shapes α and β, stretched from (0, 1) to (least, most).</summary>
    /// <param name="alpha">Shape α, above 0.</param>
    /// <param name="beta">Shape β, above 0.</param>
    /// <param name="least">Lower end.</param>
    /// <param name="most">Upper end, above the lower.</param>
    public static Marginal Beta(double alpha, double beta, double least = 0, double most = 1) => new BetaMarginal(alpha, beta, least, most);

    /// <summary>Gamma: density proportional to x^(shape − 1)·e^(−x/scale), x above 0. Shape 1 is exponential, shape ν/2 with scale 2 is χ²_ν.</summary>
    /// <param name="shape">Shape, above 0.</param>
    /// <param name="scale">Scale, above 0; the mean is shape·scale.</param>
    public static Marginal Gamma(double shape, double scale) => new GammaMarginal(shape, scale);

    /// <summary>Generalised Pareto: what lies above a threshold, F(x) = 1 − (1 + shape·(x − threshold)/scale)^(−1/shape).</summary>
    /// <param name="shape">Tail index ξ; above 0 for heavy tails, 0 for exponential, below 0 for a bounded tail.</param>
    /// <param name="scale">Scale, above 0.</param>
    /// <param name="threshold">Lower end.</param>
    public static Marginal GeneralisedPareto(double shape, double scale, double threshold = 0) => new ParetoMarginal(shape, scale, threshold);

    /// <summary>Triangular: the density rises in a line from one end to the mode and falls in a line to the other.</summary>
    /// <param name="least">Lower end.</param>
    /// <param name="mode">From the lower to the upper end.</param>
    /// <param name="most">Upper end, above the lower.</param>
    public static Marginal Triangular(double least, double mode, double most) => new TriangularMarginal(least, mode, most);

    /// <summary>One of some observations, each equally likely: the quantile is the observation of rank ⌈p·n⌉.</summary>
    /// <param name="observations">At least one finite number, in any order.</param>
    public static Marginal Empirical(IEnumerable<double> observations) => new EmpiricalMarginal(observations, interpolated: false);

    /// <summary>Observations with straight lines between them: the order statistics lie at (k − ½)/n, beyond the outermost it is flat.</summary>
    /// <param name="observations">At least one finite number, in any order.</param>
    public static Marginal Interpolated(IEnumerable<double> observations) => new EmpiricalMarginal(observations, interpolated: true);

    /// <summary>One of some values with given probabilities, in ascending order of the values.</summary>
    /// <param name="values">Values, all different, each with a weight of at least 0; the weights are divided by their sum.</param>
    public static Marginal Discrete(params IEnumerable<(double Value, double Weight)> values) => new DiscreteMarginal(values);

    /// <summary>Always the same value.</summary>
    /// <param name="value">A finite number.</param>
    public static Marginal Constant(double value) => new DiscreteMarginal([(value, 1)]);

    /// <summary>A marginal of one's own.</summary>
    /// <param name="description">What it is, with every parameter: it becomes part of the description of the run.</param>
    /// <param name="quantile">F⁻¹: given p above 0 and below 1, not decreasing.</param>
    public static Marginal From(string description, Func<double, double> quantile)
    {
        ArgumentNullException.ThrowIfNull(quantile);
        return new OwnMarginal(Require.Label(description), quantile);
    }

    /// <summary>The same with everything outside two ends moved to the nearer end: keeps falls of prices at most 1, multiples above 0.</summary>
    /// <param name="least">Lower end; −∞ for none.</param>
    /// <param name="most">Upper end, not below the lower; +∞ for none.</param>
    public Marginal Clamped(double least, double most) => new ClampedMarginal(this, least, most);

    /// <summary>The price fall 1 − e^(−x) of a marginal of logarithmic losses x: below 1 whatever x is.</summary>
    public Marginal AsFall() => new FallMarginal(this);

    /// <inheritdoc />
    public override string ToString() => Description;

    /// <summary>The quantile of p, given with q = 1 − p so that neither tail is formed by subtraction.</summary>
    internal abstract double At(double p, double q);

    /// <summary>Replaces fractions by quantiles.</summary>
    internal virtual void FromUniform(Span<double> values)
    {
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = At(values[s], 1 - values[s]);
        }
    }

    /// <summary>Replaces values of N(0,1) by those of the same probability.</summary>
    internal virtual void FromNormal(Span<double> values)
    {
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = At(StandardNormal.Tail(-values[s]), StandardNormal.Tail(values[s]));
        }
    }

    /// <summary>Replaces values of Student's t by those of the same probability.</summary>
    internal virtual void FromStudent(Span<double> values, StudentTail student)
    {
        for (var s = 0; s < values.Length; s++)
        {
            var tail = student.Tail(Math.Abs(values[s]));
            values[s] = values[s] < 0 ? At(tail, 1 - tail) : At(1 - tail, tail);
        }
    }
}
