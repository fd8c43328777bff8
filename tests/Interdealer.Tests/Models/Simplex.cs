namespace Interdealer.Tests.Models;

/// <summary>The simplex method on a dense tableau with Bland's rule: for a few variables, to compare with.</summary>
internal static class Simplex
{
    private const double Rounding = 1e-12;

    /// <summary>A maximiser of c·x subject to Ax ≤ b, x ≥ 0, with b ≥ 0 and a bounded maximum.</summary>
    public static double[] Maximise(double[] objective, double[,] rows, double[] limits)
    {
        var (m, n) = (limits.Length, objective.Length);
        var table = new double[m + 1, n + m + 1];
        var basis = Enumerable.Range(n, m).ToArray();
        for (var r = 0; r < m; r++)
        {
            for (var k = 0; k < n; k++)
            {
                table[r, k] = rows[r, k];
            }

            (table[r, n + r], table[r, n + m]) = (1, limits[r]);
        }

        for (var k = 0; k < n; k++)
        {
            table[m, k] = -objective[k];
        }

        while (Enumerable.Range(0, n + m).Where(k => table[m, k] < -Rounding).Select(k => (int?)k).FirstOrDefault() is { } enter)
        {
            // The least ratio; of equal ones the variable of the lowest number, so that it cannot cycle.
            var leave = Enumerable.Range(0, m).Where(r => table[r, enter] > Rounding).OrderBy(r => table[r, n + m] / table[r, enter]).ThenBy(r => basis[r]).First();
            Pivot(table, leave, enter);
            basis[leave] = enter;
        }

        var x = new double[n];
        for (var r = 0; r < m; r++)
        {
            if (basis[r] < n)
            {
                x[basis[r]] = table[r, n + m];
            }
        }

        return x;
    }

    private static void Pivot(double[,] table, int row, int column)
    {
        var (height, width, pivot) = (table.GetLength(0), table.GetLength(1), table[row, column]);
        for (var k = 0; k < width; k++)
        {
            table[row, k] /= pivot;
        }

        for (var r = 0; r < height; r++)
        {
            var factor = table[r, column];
            for (var k = 0; r != row && factor != 0 && k < width; k++)
            {
                table[r, k] -= factor * table[row, k];
            }
        }
    }
}
