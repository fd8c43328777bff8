using System.Collections.Immutable;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Cascades;

/// <summary>The eigenvalue of largest modulus and its vector, scaled to parts that sum to 1.</summary>
internal static class LeadingPair
{
    // Moduli closer than this are the same; of those the real positive one, which a matrix without negative entries has, leads.
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
        var lead = 0;
        for (var k = 1; k < size; k++)
        {
            var (now, best) = (evd.EigenValues[k].Magnitude, evd.EigenValues[lead].Magnitude);
            lead = now > best * (1 + Same) || (now >= best * (1 - Same) && IsPositive(evd.EigenValues[k]) && !IsPositive(evd.EigenValues[lead])) ? k : lead;
        }

        // A complex pair keeps the real and the imaginary part of its vector in two neighbouring columns, the positive imaginary part first.
        var imaginary = evd.EigenValues[lead].Imaginary;
        var real = evd.EigenVectors.Column(imaginary < 0 ? lead - 1 : lead);
        var parts = imaginary == 0
            ? real.Select(Math.Abs).ToArray()
            : [.. real.Zip(evd.EigenVectors.Column(imaginary < 0 ? lead : lead + 1), (a, b) => new Complex(a, b).Magnitude)];
        var sum = parts.Sum();
        return (evd.EigenValues[lead].Magnitude, [.. parts.Select(x => sum > 0 ? x / sum : 0)]);
    }

    private static bool IsPositive(Complex value) => value.Imaginary == 0 && value.Real > 0;
}
