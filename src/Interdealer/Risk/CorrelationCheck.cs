using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Risk;

/// <summary>Decides whether a matrix is a correlation matrix, and names the entry that spoils it.</summary>
internal static class CorrelationCheck
{
    // How far rounding may carry an honest matrix from symmetry and from non-negative eigenvalues.
    private const double Tolerance = 1e-9;

    /// <summary>The entries, row by row, made exactly symmetric with exact ones on the diagonal.</summary>
    public static double[] Entries(double[,] matrix)
    {
        var m = matrix.GetLength(0);
        if (m == 0 || matrix.GetLength(1) != m)
        {
            throw Bad($"is {m} × {matrix.GetLength(1)}; it must be square with at least one row");
        }

        var entries = new double[m * m];
        for (var k = 0; k < m; k++)
        {
            if (!(Math.Abs(matrix[k, k] - 1) <= Tolerance))
            {
                throw Bad($"has {matrix[k, k]:R} at [{k},{k}]; every diagonal entry must be 1 (give correlations here, volatilities apart)");
            }

            entries[(k * m) + k] = 1;
            for (var l = 0; l < k; l++)
            {
                var (lower, upper) = (matrix[k, l], matrix[l, k]);
                if (!(Math.Abs(lower) <= 1 + Tolerance))
                {
                    throw Bad($"has {lower:R} at [{k},{l}]; a correlation is a number from -1 to 1");
                }

                if (!(Math.Abs(lower - upper) <= Tolerance))
                {
                    throw Bad($"has {lower:R} at [{k},{l}] but {upper:R} at [{l},{k}]; it must be symmetric");
                }

                entries[(k * m) + l] = entries[(l * m) + k] = Math.Clamp(0.5 * (lower + upper), -1, 1);
            }
        }

        RequireNoNegativeEigenvalue(entries, m);
        return entries;
    }

    private static void RequireNoNegativeEigenvalue(double[] entries, int m)
    {
        var evd = Matrix<double>.Build.Dense(m, m, entries).Evd(Symmetricity.Symmetric);
        var least = evd.EigenValues.Real().MinimumIndex();
        var eigenvalue = evd.EigenValues[least].Real;
        if (eigenvalue >= -Tolerance * m)
        {
            return;
        }

        // w′ρw = Σ ρ_kl w_k w_l is the negative eigenvalue: the most negative term is the entry to look at first.
        var w = evd.EigenVectors.Column(least);
        var (row, column, worst) = (0, 0, double.PositiveInfinity);
        for (var k = 0; k < m; k++)
        {
            for (var l = 0; l < k; l++)
            {
                if (entries[(k * m) + l] * w[k] * w[l] < worst)
                {
                    (row, column, worst) = (k, l, entries[(k * m) + l] * w[k] * w[l]);
                }
            }
        }

        throw Bad(
            $"""
            has the negative eigenvalue {eigenvalue:0.######}: no assets are correlated like this. The entry that contributes most is {
            entries[(row * m) + column]:R} at [{row},{column}]
            """);
    }

    private static ArgumentException Bad(FormattableString problem) =>
        new(FormattableString.Invariant($"The correlation matrix {FormattableString.Invariant(problem)}."));
}
