using System.Collections.Immutable;

namespace Interdealer.Ensembles.Stress;

/// <summary>How the size of a shock is measured.</summary>
public abstract record StressNorm
{
    private StressNorm()
    {
    }

    /// <summary>√Σu²: with drawn coordinates, independent of each other, the least is the most plausible (the design point of reliability analysis).</summary>
    public static StressNorm Euclidean { get; } = new EuclideanNorm();

    /// <summary>The largest |u|.</summary>
    public static StressNorm Largest { get; } = new LargestNorm();

    /// <summary>√((x − μ)′Σ⁻¹(x − μ)): how many standard deviations away, and under normal factors the most likely.</summary>
    /// <param name="factors">Names of the factors: every coordinate of the search, and any others that are not stressed.</param>
    /// <param name="covariance">Σ of the values of factors × factors, symmetric and positive definite; falls counted positive have the covariance of returns.</param>
    /// <param name="mean">μ, the value of each factor on average; 0 when left out.</param>
    /// <remarks>
    /// Factors that are not stressed stand at their conditional mean given those that are, which leaves the norm that of the stressed ones alone. Source:
    /// Breuer, Jandačka, Rheinberger and Summer (2009).
    /// </remarks>
    /// <exception cref="ArgumentException">A name twice, a matrix of another shape, or one that is not symmetric and positive definite.</exception>
    public static StressNorm Mahalanobis(IEnumerable<string> factors, double[,] covariance, IEnumerable<double>? mean = null)
    {
        ArgumentNullException.ThrowIfNull(factors);
        ImmutableArray<string> names = [.. factors.Select(f => Require.Label(f, nameof(factors)))];
        if (names.IsEmpty || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException("factors must be at least one, none twice.", nameof(factors));
        }

        var n = names.Length;
        var matrix = Require.Matrix(covariance, n, n, (x, at) => Require.Finite(x, "squared units", at), nameof(covariance));
        SmallMatrix.RequireCovariance(matrix, nameof(covariance));
        var centre = Require.Vector(mean ?? Enumerable.Repeat(0.0, n), n, (x, at) => Require.Finite(x, "units of the factor", at), nameof(mean));
        return new MahalanobisNorm(names, matrix, centre);
    }

    internal sealed record EuclideanNorm : StressNorm;

    internal sealed record LargestNorm : StressNorm;

    internal sealed record MahalanobisNorm(ImmutableArray<string> Factors, double[,] Covariance, ImmutableArray<double> Mean) : StressNorm
    {
        public int At(string name) => Factors.IndexOf(name) is >= 0 and var at ? at : throw Require.Unknown("a factor of the covariance", name, Factors, "coordinates");
    }
}
