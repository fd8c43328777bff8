using System.Collections.Immutable;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Cascades;

/// <summary>The eigenvalue of largest modulus and its vector, scaled to parts that sum to 1.</summary>
internal static class LeadingPair
{
    // Moduli closer than this, relative to the largest, are the same; of those the one with the largest real part leads: the real positive one, which a matrix
    // without negative entries has.
    private const double Same = 1e-12;

    /// <summary>Spectral radius and moduli of the leading vector's entries; zeros for a matrix of zeros.</summary>
    public static (double Radius, ImmutableArray<double> Vector) Of(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        if (matrix.Cast<double>().All(x => x == 0))
        {
            return (0, [.. new double[size]]);
        }

        var evd = Matrix<double>.Build.DenseOfArray(matrix).Evd(Symmetricity.Asymmetric);
        var largest = evd.EigenValues.Max(x => x.Magnitude);
        var lead = Enumerable.Range(0, size).Where(k => evd.EigenValues[k].Magnitude >= largest * (1 - Same)).MaxBy(k => evd.EigenValues[k].Real);

        // A complex pair keeps the real and the imaginary part of its vector in two neighbouring columns, and of its two values the first leads.
        var real = evd.EigenVectors.Column(lead);
        var parts = evd.EigenValues[lead].Imaginary == 0
            ? real.Select(Math.Abs).ToArray()
            : [.. real.Zip(evd.EigenVectors.Column(lead + 1), (a, b) => new Complex(a, b).Magnitude)];
        var sum = parts.Sum();
        return (evd.EigenValues[lead].Magnitude, [.. parts.Select(x => x / sum)]);
    }
}
