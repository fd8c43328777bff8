using Interdealer.Numerics;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Sampling;

internal sealed class StudentMarginal : Marginal
{
    private readonly double _degrees;
    private readonly double _location;
    private readonly double _scale;
    private readonly InvertedTail _upper;

    public StudentMarginal(double degrees, double location, double scale)
        : base($"Student t (degrees of freedom {degrees:R}, location {Require.Finite(location, "the coordinate's unit"):R}, scale {Require.Positive(scale, "the coordinate's unit"):R})")
    {
        (_degrees, _location, _scale) = (StudentDegrees.Checked(degrees), location, scale);
        var student = new StudentTail(degrees);
        _upper = new InvertedTail(student.Tail, student.Density, least: 0);
    }

    internal override double At(double p, double q) => p == q ? _location : _location + (_scale * (p < q ? -_upper.Quantile(p) : _upper.Quantile(q)));

    internal override void FromStudent(Span<double> values, StudentTail student)
    {
        if (student.DegreesOfFreedom != _degrees)
        {
            base.FromStudent(values, student);
            return;
        }

        for (var s = 0; s < values.Length; s++)
        {
            values[s] = _location + (_scale * values[s]);
        }
    }
}

/// <summary>Degrees of freedom from outside.</summary>
internal static class StudentDegrees
{
    // Below this the tail is so heavy that the quantile of 2⁻⁵³ is no finite number any more.
    private const double Least = 0.1;

    public static double Checked(double degrees) => degrees >= Least && double.IsFinite(degrees)
        ? degrees
        : throw new ArgumentOutOfRangeException(nameof(degrees), degrees, FormattableString.Invariant($"degrees must be a finite number of at least {Least} degrees of freedom; it was {degrees:R}."));
}

internal sealed class GammaMarginal : Marginal
{
    private readonly double _scale;
    private readonly InvertedTail _lower;
    private readonly InvertedTail _upper;

    public GammaMarginal(double shape, double scale)
        : base($"gamma (shape {Require.Positive(shape, "(a shape)"):R}, scale {Require.Positive(scale, "the coordinate's unit"):R})")
    {
        _scale = scale;
        double Density(double x) => IncompleteFunctions.GammaDensity(shape, x);
        _lower = new InvertedTail(x => IncompleteFunctions.GammaLower(shape, x), Density, rises: true);
        _upper = new InvertedTail(x => IncompleteFunctions.GammaUpper(shape, x), Density);
    }

    internal override double At(double p, double q) => _scale * (p < q ? _lower.Quantile(p) : _upper.Quantile(q));
}

internal sealed class BetaMarginal : Marginal
{
    private readonly double _least;
    private readonly double _most;
    private readonly InvertedTail _lower;
    private readonly InvertedTail _upper;

    public BetaMarginal(double alpha, double beta, double least, double most)
        : base($"Beta (α {Require.Positive(alpha, "(a shape)"):R}, β {Require.Positive(beta, "(a shape)"):R}, from {Require.Finite(least, "the coordinate's unit"):R} to {Ends.Above(least, most):R})")
    {
        (_least, _most) = (least, most);
        _lower = Of(alpha, beta);
        _upper = Of(beta, alpha);
    }

    // The upper tail is the lower one of the mirrored distribution: what is near an end is measured from that end.
    internal override double At(double p, double q) => p <= q
        ? _least + (_lower.Quantile(p) * (_most - _least))
        : _most - (_upper.Quantile(q) * (_most - _least));

    private static InvertedTail Of(double a, double b) =>
        new(x => IncompleteFunctions.BetaLower(a, b, x), x => IncompleteFunctions.BetaDensity(a, b, x), most: 1, rises: true);
}
