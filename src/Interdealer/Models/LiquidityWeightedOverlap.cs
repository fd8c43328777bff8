using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Models;

/// <summary>
/// Who is exposed to whose sales: Ω_ij = Σ_k Π_ik Π_jk/D_k, the loss of bank i from impact when bank j liquidates all its marketable assets.
/// </summary>
/// <remarks>
/// Linear impact at starting prices. The endogenous risk index is the Perron vector of Ω, here scaled to sum to 1. The Perron vector is unique where the
/// largest eigenvalue is simple, which connected overlaps guarantee; where two separate groups of banks tie it is not, and where nobody holds anything there is none: the index is
/// then empty. The indirect contagion index of a bank is the loss that its liquidation inflicts on the others, Σ_{i≠j} Ω_ij: the paper's abstract defines
/// it in words, and this is their reading on Ω. Source: Cont and Schaanning (2019), Monitoring indirect contagion, Journal of Banking and Finance 104.
/// </remarks>
public sealed class LiquidityWeightedOverlap
{
    // Eigenvalues closer than this, relative to the largest, are one eigenvalue of higher multiplicity.
    private const double Same = 1e-10;
    private readonly Matrix<double> _overlap;

    /// <summary>Overlaps of portfolios.</summary>
    /// <param name="marketable">Π, n × m, currency at least 0.</param>
    /// <param name="depth">D, m, currency above 0.</param>
    public LiquidityWeightedOverlap(double[,] marketable, IEnumerable<double> depth)
    {
        var d = Require.Vector(depth, null, (x, at) => Require.Positive(x, "currency", at), nameof(depth));
        ArgumentNullException.ThrowIfNull(marketable);
        var pi = Matrix<double>.Build.DenseOfArray(
            Require.Matrix(marketable, Require.AtLeast(1, marketable.GetLength(0), "banks", nameof(marketable)), d.Length, (x, at) => Require.NonNegative(x, "currency", at), nameof(marketable)));
        var scaled = pi.MapIndexed((_, k, x) => x / Math.Sqrt(d[k]));
        _overlap = scaled.TransposeAndMultiply(scaled);

        var evd = _overlap.Evd(Symmetricity.Symmetric);
        Eigenvalues = [.. evd.EigenValues.Select(x => x.Real).OrderDescending()];
        var isSimple = Eigenvalues[0] > 0 && (Eigenvalues.Length == 1 || Eigenvalues[1] < Eigenvalues[0] * (1 - Same));
        var vector = evd.EigenVectors.Column(evd.EigenValues.Select(x => x.Real).ToList().IndexOf(Eigenvalues[0])).Map(Math.Abs);
        EndogenousRiskIndex = isSimple ? [.. vector / vector.Sum()] : [];
        IndirectContagionIndex = [.. Enumerable.Range(0, _overlap.RowCount).Select(j => _overlap.Column(j).Sum() - _overlap[j, j])];
    }

    /// <summary>Eigenvalues of Ω, largest first, in currency.</summary>
    public ImmutableArray<double> Eigenvalues { get; }

    /// <summary>Perron vector by bank, fractions that sum to 1; empty where it is not unique.</summary>
    public ImmutableArray<double> EndogenousRiskIndex { get; }

    /// <summary>What the liquidation of each bank costs all others, in currency.</summary>
    public ImmutableArray<double> IndirectContagionIndex { get; }

    /// <summary>Ω, n × n, in currency.</summary>
    public double[,] Overlap() => _overlap.ToArray();
}
