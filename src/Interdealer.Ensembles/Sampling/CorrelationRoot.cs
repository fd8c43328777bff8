using System.Numerics;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Sampling;

/// <summary>The lower triangle L with LL′ = ρ that turns independent scores into correlated ones; ρ may be singular.</summary>
internal sealed class CorrelationRoot
{
    // What rounding leaves of a pivot that is 0: the coordinate is a combination of those before it.
    private const double NoPivot = 1e-12;
    private readonly double[][] _rows;

    public CorrelationRoot(Correlation correlation)
    {
        _rows = new double[correlation.Count][];
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = new double[i + 1];
            for (var j = 0; j <= i; j++)
            {
                var rest = correlation[i, j];
                for (var k = 0; k < j; k++)
                {
                    rest -= _rows[i][k] * _rows[j][k];
                }

                _rows[i][j] = i == j
                    ? rest > NoPivot ? Math.Sqrt(rest) : 0
                    : _rows[j][j] > 0 ? rest / _rows[j][j] : 0;
            }
        }
    }

    /// <summary>Size and a hash of the entries.</summary>
    public static string Describe(Correlation correlation)
    {
        ArgumentNullException.ThrowIfNull(correlation);
        var entries = new double[correlation.Count * correlation.Count];
        for (var e = 0; e < entries.Length; e++)
        {
            entries[e] = correlation[e / correlation.Count, e % correlation.Count];
        }

        return FormattableString.Invariant($"{correlation.Count} × {correlation.Count} correlations, SHA-256 {Observations.Hash(entries)}");
    }

    /// <summary>Correlates scores, a row each.</summary>
    public void Apply(Column scores)
    {
        // From the last row up, each needs only rows that are still as they were.
        for (var i = _rows.Length - 1; i >= 0; i--)
        {
            var row = scores.Row(i);
            Scale(row, _rows[i][i]);
            for (var j = 0; j < i; j++)
            {
                AddMultiple(row, _rows[i][j], scores.In(j));
            }
        }
    }

    private static void Scale(Span<double> row, double factor)
    {
        for (var s = 0; s < row.Length; s++)
        {
            row[s] *= factor;
        }
    }

    /// <summary>Product and sum stay separate roundings, so that vectors and single values have the same bits.</summary>
    internal static void AddMultiple(Span<double> to, double factor, ReadOnlySpan<double> from)
    {
        var s = 0;
        for (var many = new Vector<double>(factor); s <= to.Length - Vector<double>.Count; s += Vector<double>.Count)
        {
            (new Vector<double>(to[s..]) + (many * new Vector<double>(from[s..]))).CopyTo(to[s..]);
        }

        for (; s < to.Length; s++)
        {
            to[s] += factor * from[s];
        }
    }
}
