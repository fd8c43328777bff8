using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Models;

/// <summary>Variances of what moves the values of m assets that load on k factors, each at least 0.</summary>
/// <param name="Factors">σ²_f, k: of each common factor, which nobody knows.</param>
/// <param name="News">σ²_θ, m: of what the informed learn of each asset.</param>
/// <param name="Specific">σ²_η, m: of what nobody knows of each asset by itself.</param>
/// <param name="Noise">σ²_ε, m: of noise demand for each asset.</param>
public sealed record FactorVariances(IReadOnlyList<double> Factors, IReadOnlyList<double> News, IReadOnlyList<double> Specific, IReadOnlyList<double> Noise);

/// <summary>
/// Contagion by rebalancing and by inference among risk-averse traders of m assets: prices move by M₁ per unit of what the informed learn
/// and by M₂ per unit of noise demand, P = constant + M₁θ + M₂ε.
/// </summary>
/// <remarks>
/// <para>Values are v = θ + u. Informed traders (share μ_I) know θ; uninformed ones (μ_U = 1 − μ_I) infer it from w = θ + Aε. With A = (τ/μ_I)Σ_u,
/// K = Σ_θ(Σ_θ + AΣ_εA′)⁻¹, Σ_{v|w} = Σ_θ − KΣ_θ + Σ_u and Q = (μ_I/τ)Σ_u⁻¹ + (μ_U/τ)Σ_{v|w}⁻¹: M₁ = Q⁻¹[(μ_I/τ)Σ_u⁻¹ + (μ_U/τ)Σ_{v|w}⁻¹K] and
/// M₂ = M₁A. All informed: M₁ = I, M₂ = (τ/μ_I)Σ_u.</para>
/// <para>Constant absolute risk aversion τ, normal variables, one period. An off-diagonal entry of M₁ or M₂ is contagion: a shock in one asset moves another.
/// It breaks down without informed traders (nothing to infer: μ_I = 0 is refused) and where Σ_u is singular, Σ_θ + AΣ_εA′ singular
/// included (neither news nor noise in some direction): refused too. Source: Kodres and Pritsker (2002), A rational expectations model of financial
/// contagion, Journal of Finance 57.</para>
/// </remarks>
public sealed class KodresPritsker
{
    private const double Rounding = 1e-9;
    private readonly Matrix<double> _m1;
    private readonly Matrix<double> _m2;

    /// <summary>A market of m assets.</summary>
    /// <param name="information">Σ_θ, m × m covariance of what the informed learn: symmetric, no negative variance in any direction.</param>
    /// <param name="residual">Σ_u, m × m covariance of what nobody knows: symmetric, positive in every direction.</param>
    /// <param name="noise">Σ_ε, m × m covariance of noise demand.</param>
    /// <param name="informedShare">μ_I, fraction of traders who are informed, above 0 and at most 1.</param>
    /// <param name="riskAversion">τ, absolute risk aversion of every trader, above 0.</param>
    /// <exception cref="ArgumentException">A matrix is no covariance matrix, or there is no equilibrium to speak of; the message says which and why.</exception>
    public KodresPritsker(double[,] information, double[,] residual, double[,] noise, double informedShare, double riskAversion = 1)
    {
        ArgumentNullException.ThrowIfNull(residual);
        var m = Require.AtLeast(1, residual.GetLength(0), "assets", nameof(residual));
        var theta = Covariance(information, m, nameof(information), strict: false);
        var u = Covariance(residual, m, nameof(residual), strict: true);
        var epsilon = Covariance(noise, m, nameof(noise), strict: false);
        InformedShare = informedShare > 0
            ? Require.Share(informedShare)
            : throw new ArgumentOutOfRangeException(
                nameof(informedShare), informedShare, $"informedShare must be a fraction above 0 and at most 1: without informed traders prices hold nothing to infer; it was {Require.Text(informedShare)}.");
        RiskAversion = Require.Positive(riskAversion, "1/currency");

        var a = u * (riskAversion / informedShare);
        var seen = theta + (a * epsilon * a.Transpose());
        if (informedShare < 1 && !IsPositive(seen))
        {
            throw new ArgumentException("information and noise must leave some variance in every direction, or the uninformed have nothing to infer from.", nameof(information));
        }

        var weight = u.Inverse() * (informedShare / riskAversion);
        var (q, learned) = (weight, weight);
        if (informedShare < 1)
        {
            var k = theta * seen.Inverse();
            var precision = (theta - (k * theta) + u).Inverse() * ((1 - informedShare) / riskAversion);
            (q, learned) = (weight + precision, weight + (precision * k));
        }

        _m1 = q.Solve(learned);
        _m2 = _m1 * a;
    }

    /// <summary>
    /// A market whose values load on common factors: v = θ + Bf + η, so Σ_u = BΣ_fB′ + diag(σ²_η), with news θ and noise demand ε of each asset by itself.
    /// </summary>
    /// <param name="loadings">B, m × k: move of the row's value per unit of the column's factor; of either sign.</param>
    /// <param name="variances">Variances of factors, news, what is specific to an asset, and noise demand.</param>
    /// <param name="informedShare">μ_I, fraction of traders who are informed, above 0 and at most 1.</param>
    /// <param name="riskAversion">τ, absolute risk aversion of every trader, above 0.</param>
    /// <remarks>
    /// Assets that share no factor, directly or through others, do not move each other. After the paper's common
    /// macroeconomic risk factors.
    /// </remarks>
    /// <exception cref="ArgumentException">A shape does not fit, a variance is below 0, or there is no equilibrium to speak of; the message says which and why.</exception>
    public static KodresPritsker FromLoadings(double[,] loadings, FactorVariances variances, double informedShare, double riskAversion = 1)
    {
        ArgumentNullException.ThrowIfNull(loadings);
        ArgumentNullException.ThrowIfNull(variances);
        var (m, k) = (loadings.GetLength(0), loadings.GetLength(1));
        var b = Matrix<double>.Build.DenseOfArray(Require.Matrix(loadings, m, k, (x, at) => Require.Finite(x, "loading", at), nameof(loadings)));
        Matrix<double> Diagonal(IEnumerable<double> values, int size, string name) =>
            Matrix<double>.Build.DenseOfDiagonalArray([.. Require.Vector(values, size, (x, at) => Require.NonNegative(x, "variance", at), name)]);
        var common = b * Diagonal(variances.Factors, k, nameof(FactorVariances.Factors)) * b.Transpose();
        return new(
            Diagonal(variances.News, m, nameof(FactorVariances.News)).ToArray(),
            (common + Diagonal(variances.Specific, m, nameof(FactorVariances.Specific))).ToArray(),
            Diagonal(variances.Noise, m, nameof(FactorVariances.Noise)).ToArray(),
            informedShare,
            riskAversion);
    }

    /// <summary>μ_I, fraction of traders who are informed.</summary>
    public double InformedShare { get; }

    /// <summary>τ, absolute risk aversion.</summary>
    public double RiskAversion { get; }

    /// <summary>M₁, m × m: move of the row's price per unit of news about the column's value.</summary>
    public double[,] ResponseToNews() => _m1.ToArray();

    /// <summary>M₂, m × m: move of the row's price per unit of noise demand for the column's asset.</summary>
    public double[,] ResponseToNoise() => _m2.ToArray();

    private static Matrix<double> Covariance(double[,] values, int size, string name, bool strict)
    {
        var matrix = Matrix<double>.Build.DenseOfArray(Require.Matrix(values, size, size, (x, at) => Require.Finite(x, "covariance", at), name));
        var scale = matrix.Enumerate().Max(Math.Abs);
        if ((matrix - matrix.Transpose()).Enumerate().Any(x => Math.Abs(x) > Rounding * scale))
        {
            throw new ArgumentException($"{name} must be a covariance matrix; it is not symmetric.", name);
        }

        var least = matrix.Evd(Symmetricity.Symmetric).EigenValues.Min(x => x.Real);
        return (strict ? least > Rounding * scale : least >= -Rounding * scale)
            ? matrix
            : throw new ArgumentException($"{name} must be a covariance matrix with {(strict ? "positive" : "no negative")} variance in every direction; its least eigenvalue is {Require.Text(least)}.", name);
    }

    private static bool IsPositive(Matrix<double> symmetric)
    {
        var values = symmetric.Evd(Symmetricity.Symmetric).EigenValues;
        return values.Min(x => x.Real) > 1e-14 * values.Max(x => x.Real);
    }
}
