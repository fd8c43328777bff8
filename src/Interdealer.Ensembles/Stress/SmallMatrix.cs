using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Ensembles.Stress;

/// <summary>Dense matrices of a few rows.</summary>
internal static class SmallMatrix
{
    private const double Symmetry = 1e-9;

    /// <summary>Solves A·x = b.</summary>
    public static double[] Solve(double[,] matrix, double[] right) => Matrix<double>.Build.DenseOfArray(matrix).Solve(Vector<double>.Build.Dense(right)).ToArray();

    /// <summary>A⁻¹.</summary>
    public static double[,] Inverse(double[,] matrix) => Matrix<double>.Build.DenseOfArray(matrix).Inverse().ToArray();

    /// <summary>A·x.</summary>
    public static double[] Times(double[,] matrix, ReadOnlySpan<double> x)
    {
        var product = new double[matrix.GetLength(0)];
        for (var r = 0; r < product.Length; r++)
        {
            for (var c = 0; c < x.Length; c++)
            {
                product[r] += matrix[r, c] * x[c];
            }
        }

        return product;
    }

    /// <summary>x′y.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>Some rows and columns of a matrix.</summary>
    public static double[,] Part(double[,] matrix, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        var part = new double[rows.Length, columns.Length];
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < columns.Length; c++)
            {
                part[r, c] = matrix[rows[r], columns[c]];
            }
        }

        return part;
    }

    /// <summary>Throws where a matrix is not symmetric and positive definite.</summary>
    public static void RequireCovariance(double[,] matrix, string name)
    {
        var n = matrix.GetLength(0);
        var root = new double[n, n];
        for (var r = 0; r < n; r++)
        {
            for (var c = 0; c <= r; c++)
            {
                var scale = Math.Sqrt(Math.Abs(matrix[r, r] * matrix[c, c]));
                if (!(Math.Abs(matrix[r, c] - matrix[c, r]) <= Symmetry * scale))
                {
                    throw new ArgumentException($"{name} must be symmetric; [{r}, {c}] is {Require.Text(matrix[r, c])} and [{c}, {r}] is {Require.Text(matrix[c, r])}.", name);
                }

                var left = matrix[r, c];
                for (var k = 0; k < c; k++)
                {
                    left -= root[r, k] * root[c, k];
                }

                if (r == c && !(left > 1e-14 * Math.Abs(matrix[r, r])))
                {
                    throw new ArgumentException($"{name} must be positive definite; row {r} is a combination of those before it, or its variance ({Require.Text(matrix[r, r])}) is not above 0.", name);
                }

                root[r, c] = r == c ? Math.Sqrt(left) : left / root[c, c];
            }
        }
    }
}
