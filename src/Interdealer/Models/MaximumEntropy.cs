using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>The network with given totals that is spread most evenly: what creditor i is owed by debtor j is X_ij = r_i·s_j, i ≠ j.</summary>
/// <remarks>
/// <para>Iterative proportional fitting (RAS) of a table whose diagonal is 0, the others starting equal: rows r_i = A_i/Σ_{j≠i} s_j, columns s_j = L_j/Σ_{i≠j} r_i, in turn.
/// Only the two lists of factors are stored, so a pass costs n operations; all n(n − 1) claims exist and are made when asked for.</para>
/// <para>Everyone is connected to everyone: such a network is a benchmark, not an observation; see <see cref="MinimumDensity"/> for the other
/// extreme. Where one institution is on one side of every claim (its assets and liabilities sum to the total) fitting converges slowly, and the
/// residual says how far it came.</para>
/// <para>Source: Upper (2011), Simulation Methods to Assess the Danger of Contagion in Interbank Markets, Journal of Financial Stability 7(3).</para>
/// </remarks>
public sealed class MaximumEntropy
{
    private readonly ImmutableArray<InterbankTotals> _totals;
    private readonly double[] _row;
    private readonly double[] _column;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    private MaximumEntropy(ImmutableArray<InterbankTotals> totals, double[] row, double[] column, int iterations, double residual, bool settled)
    {
        (_totals, _row, _column, Iterations, Residual, Settled) = (totals, row, column, iterations, residual, settled);
        for (var i = 0; i < totals.Length; i++)
        {
            _index.Add(totals[i].Name, i);
        }
    }

    /// <summary>Passes over rows and columns.</summary>
    public int Iterations { get; }

    /// <summary>Largest difference of a sum of claims from its total, relative to the sum of all: the certificate.</summary>
    public double Residual { get; }

    /// <summary>True when the residual is within the tolerance.</summary>
    public bool Settled { get; }

    /// <summary>Every claim above 0, debtors in the order given and their creditors in the same order.</summary>
    public IEnumerable<InterbankClaim> Claims =>
        from j in Enumerable.Range(0, _totals.Length)
        from i in Enumerable.Range(0, _totals.Length)
        where i != j && _row[i] * _column[j] > 0
        select new InterbankClaim(_totals[j].Name, _totals[i].Name, _row[i] * _column[j]);

    /// <summary>Fits the network.</summary>
    /// <param name="totals">Two institutions or more; assets and liabilities have the same sum and nobody is owed more than all others owe.</param>
    /// <param name="tolerance">Largest residual, above 0.</param>
    /// <param name="limit">Passes allowed, at least 1.</param>
    /// <exception cref="ArgumentException">No network has these totals; the message names the offending entries.</exception>
    public static MaximumEntropy Fit(IEnumerable<InterbankTotals> totals, double tolerance = 1e-13, int limit = 100_000)
    {
        Require.Positive(tolerance, "(relative)");
        Require.AtLeast(1, limit, "passes");
        var all = InterbankTotals.Checked(totals);
        var n = all.Length;
        var (row, column) = (new double[n], new double[n]);
        Array.Fill(column, 1);
        var sum = Math.Max(all.Sum(x => x.Assets), double.Epsilon);
        for (var pass = 1; ; pass++)
        {
            var columns = column.Sum();
            for (var i = 0; i < n; i++)
            {
                row[i] = Factor(all[i].Assets, columns - column[i]);
            }

            var rows = row.Sum();
            for (var j = 0; j < n; j++)
            {
                column[j] = Factor(all[j].Liabilities, rows - row[j]);
            }

            // The columns have just been fitted; the rows tell how far it is.
            columns = column.Sum();
            var residual = Enumerable.Range(0, n).Max(i => Math.Abs((row[i] * (columns - column[i])) - all[i].Assets)) / sum;
            if (residual <= tolerance || pass == limit)
            {
                return new MaximumEntropy(all, row, column, pass, residual, residual <= tolerance);
            }
        }
    }

    /// <summary>One claim.</summary>
    /// <param name="debtor">Who owes.</param>
    /// <param name="creditor">Who is owed.</param>
    /// <returns>In currency; 0 for an institution and itself.</returns>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public double Amount(string debtor, string creditor)
    {
        var (j, i) = (Index(debtor, nameof(debtor)), Index(creditor, nameof(creditor)));
        return i == j ? 0 : _row[i] * _column[j];
    }

    private static double Factor(double total, double others) => total == 0 ? 0 : total / Math.Max(others, double.Epsilon);

    private int Index(string name, string argument) => _index.TryGetValue(Require.Label(name, argument), out var i)
        ? i
        : throw Require.Unknown("an institution of these totals", name, _totals.Select(x => x.Name), argument);
}
