using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>Payments and values of equity that clear. Amounts are in currency.</summary>
/// <param name="Payments">p by class of seniority, the most senior first, and institution.</param>
/// <param name="Equity">V by institution: what is left to its shareholders, at least 0.</param>
/// <param name="Steps">Steps it took.</param>
public sealed record SeniorClearing(ImmutableArray<ImmutableArray<double>> Payments, ImmutableArray<double> Equity, int Steps);

/// <summary>
/// Clearing with classes of seniority and cross-holdings of equity: assets_i = e_i + Σ_s Σ_j Π_s,ji p_s,j + Σ_j Θ_ji V_j, each class is paid from what the
/// more senior ones leave, p_s,i = min(p̄_s,i, max(0, assets_i − Σ_r&lt;s p̄_r,i)), and V_i = max(0, assets_i − Σ_s p̄_s,i).
/// </summary>
/// <remarks>
/// Θ_ji is the share of institution j's equity that i owns; who holds no more than is there keeps the map a contraction in V. Payments and equity rise with
/// each other, so there is a least solution, reached from nobody paying, and a greatest, reached from all paying in full. Without cross-holdings and with one
/// class it is Eisenberg and Noe's. Source: Elsinger (2009), "Financial networks, cross holdings, and limited liability".
/// </remarks>
public sealed class Elsinger
{
    private const int MostSteps = 1_000_000;
    private const double Accuracy = 1e-15;
    private readonly ImmutableArray<double[,]> _debts;
    private readonly double[,] _shares;
    private readonly double[][] _owed;

    /// <summary>A network.</summary>
    /// <param name="externalAssets">e by institution, currency, at least 0.</param>
    /// <param name="debtsBySeniority">For each class, the most senior first, L[i, j]: what i owes to j, currency, at least 0; nobody owes himself.</param>
    /// <param name="crossHoldings">Θ[i, j]: the share of i's equity that j owns, a fraction; those of one institution together below 1. None when left out.</param>
    /// <exception cref="ArgumentException">A shape does not fit, an entry is out of its range, or an institution owes or owns itself.</exception>
    public Elsinger(IEnumerable<double> externalAssets, IEnumerable<double[,]> debtsBySeniority, double[,]? crossHoldings = null)
    {
        ArgumentNullException.ThrowIfNull(debtsBySeniority);
        ExternalAssets = Require.Vector(externalAssets, null, (x, at) => Require.NonNegative(x, "currency", at), nameof(externalAssets));
        var n = ExternalAssets.Length;
        _debts = [.. debtsBySeniority.Select((d, s) => Require.Matrix(d, n, n, (x, at) => Require.NonNegative(x, "currency", at), $"debtsBySeniority[{s}]"))];
        _shares = Require.Matrix(crossHoldings ?? new double[n, n], n, n, (x, at) => Require.Fraction(x, at), nameof(crossHoldings));
        if (_debts.IsEmpty)
        {
            throw new ArgumentException("debtsBySeniority must hold at least one class; it was empty.", nameof(debtsBySeniority));
        }

        for (var i = 0; i < n; i++)
        {
            var owned = Enumerable.Range(0, n).Sum(j => _shares[i, j]);
            if (_shares[i, i] != 0 || _debts.Any(d => d[i, i] != 0))
            {
                throw new ArgumentException($"Institution {i} owes or owns itself; debts and holdings need two institutions.");
            }

            if (!(owned < 1))
            {
                throw new ArgumentException($"crossHoldings: {Require.Text(owned)} of the equity of institution {i} is owned inside; it must be below 1.", nameof(crossHoldings));
            }
        }

        _owed = [.. _debts.Select(d => Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => d[i, j])).ToArray())];
    }

    /// <summary>e by institution.</summary>
    public ImmutableArray<double> ExternalAssets { get; }

    /// <summary>p̄ by class and institution: what each owes.</summary>
    public ImmutableArray<ImmutableArray<double>> Owed => [.. _owed.Select(o => o.ToImmutableArray())];

    /// <summary>The greatest solution: reached from all paying in full.</summary>
    /// <exception cref="InvalidOperationException">It was not reached within a million steps.</exception>
    public SeniorClearing Greatest()
    {
        // Nobody's equity exceeds what it would be were everything paid and nothing owed.
        var everything = ExternalAssets.Sum() + _owed.Sum(o => o.Sum());
        var leastOutside = Enumerable.Range(0, ExternalAssets.Length).Min(i => 1 - Enumerable.Range(0, ExternalAssets.Length).Sum(j => _shares[i, j]));
        return Solve([.. _owed.Select(o => (double[])o.Clone())], [.. ExternalAssets.Select(_ => everything / leastOutside)]);
    }

    /// <summary>The least solution: reached from nobody paying.</summary>
    /// <exception cref="InvalidOperationException">It was not reached within a million steps.</exception>
    public SeniorClearing Least() => Solve([.. _owed.Select(o => new double[o.Length])], new double[ExternalAssets.Length]);

    private SeniorClearing Solve(double[][] payments, double[] equity)
    {
        for (var step = 1; step <= MostSteps; step++)
        {
            var (moved, size) = (0.0, 0.0);
            var assets = Assets(payments, equity);
            for (var i = 0; i < assets.Length; i++)
            {
                var left = assets[i];
                for (var s = 0; s < payments.Length; s++)
                {
                    var paid = Math.Min(_owed[s][i], Math.Max(0, left));
                    left -= _owed[s][i];
                    Note(payments[s][i], paid);
                    payments[s][i] = paid;
                }

                Note(equity[i], Math.Max(0, left));
                equity[i] = Math.Max(0, left);
            }

            if (moved <= Accuracy * size)
            {
                return new SeniorClearing([.. payments.Select(p => p.ToImmutableArray())], [.. equity], step);
            }

            void Note(double before, double after) => (moved, size) = (Math.Max(moved, Math.Abs(after - before)), Math.Max(size, after));
        }

        throw new InvalidOperationException($"Clearing has not come to rest after {MostSteps} steps; equity is owned inside almost wholly.");
    }

    private double[] Assets(double[][] payments, double[] equity)
    {
        var assets = ExternalAssets.ToArray();
        for (var i = 0; i < assets.Length; i++)
        {
            for (var j = 0; j < assets.Length; j++)
            {
                assets[i] += _shares[j, i] * equity[j];
                for (var s = 0; s < payments.Length; s++)
                {
                    assets[i] += _owed[s][j] > 0 ? _debts[s][j, i] / _owed[s][j] * payments[s][j] : 0;
                }
            }
        }

        return assets;
    }
}
