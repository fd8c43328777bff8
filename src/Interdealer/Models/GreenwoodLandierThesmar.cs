using System.Collections.Immutable;
using Interdealer.Cascades;
using Interdealer.Contagion;
using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Models;

/// <summary>
/// One round of deleveraging. Falls, losses and vulnerabilities are fractions, sales are currency; all are positive, where the paper has returns, below 0.
/// </summary>
/// <param name="DirectLosses">−R₁, what each bank loses to the shock, over its assets.</param>
/// <param name="BankSales">What each bank sells.</param>
/// <param name="Sales">φ, what is sold of each asset.</param>
/// <param name="AssetFalls">−F₂, fall of each asset from the sales.</param>
/// <param name="IndirectLosses">−R₂, what each bank loses to the sales, over its assets.</param>
/// <param name="AggregateVulnerability">AV, what the sales cost all banks over all equity; the shock's own loss is not counted.</param>
/// <param name="Connectedness">γ_i, loss of the system per unit that bank i sells.</param>
/// <param name="Systemicness">S(i), what the sales of bank i alone cost the system, over all equity; they sum to AV.</param>
/// <param name="IndirectVulnerability">IV(i), what all sales cost bank i, over its own equity.</param>
/// <param name="DirectVulnerability">DV(i), what the shock costs bank i, over its own equity.</param>
public sealed record FireSaleRound(
    ImmutableArray<double> DirectLosses,
    ImmutableArray<double> BankSales,
    ImmutableArray<double> Sales,
    ImmutableArray<double> AssetFalls,
    ImmutableArray<double> IndirectLosses,
    double AggregateVulnerability,
    ImmutableArray<double> Connectedness,
    ImmutableArray<double> Systemicness,
    ImmutableArray<double> IndirectVulnerability,
    ImmutableArray<double> DirectVulnerability);

/// <summary>What all rounds together would do.</summary>
/// <param name="SpectralRadius">ρ(T): below 1 the rounds die out, from 1 on they do not.</param>
/// <param name="Losses">−(I − T)⁻¹R₁, what each bank loses over all rounds, over its assets; empty where ρ ≥ 1 and the sum has no limit.</param>
public sealed record FireSaleLimit(double SpectralRadius, ImmutableArray<double> Losses)
{
    /// <summary>True when the rounds die out.</summary>
    public bool Converges => SpectralRadius < 1;
}

/// <summary>
/// Vulnerable banks: after a loss R₁ on its assets each bank sells a·b·R₁ across its holdings to return to its leverage, and sales move
/// prices linearly. R₁ = MF₁, φ = M′ABR₁, F₂ = Lφ, R₂ = MF₂, AV = 1′AMLM′BAMF₁/E, falls F and losses R positive.
/// </summary>
/// <remarks>
/// n banks, m assets; M portfolio weights, a assets, e equity, b = (a − e)/e, ℓ impact per unit of currency sold. Linear around the starting prices: all
/// banks target leverage, sell in proportion to their holdings, and keep weights. γ_i = Σ_k(Σ_j a_j m_jk)ℓ_k m_ik, S(i) = sales_i·γ_i/E, IV(i) =
/// a_i R₂ᵢ/e_i, DV(i) = a_i R₁ᵢ/e_i. Over many rounds R ← TR with T = MLM′BA, whose sum is (I − T)⁻¹R₁ if ρ(T) &lt; 1.
/// The paper writes F and R as returns, below 0 for falls and losses; here both are positive, and so are AV, S, IV and DV.
/// It breaks down where ρ(T) ≥ 1 (no limit: said in <see cref="FireSaleLimit"/>), and for large shocks, where a·b·R₁ is more than a bank has; that
/// is exactly where the shock takes all its equity, and <see cref="SellsAtMostWhatIsLeft"/> is the remedy. Its calibration, ℓ = 1e−13 a unit of currency,
/// moves a price by 10 basis points for sales of 10 bn. Source: Greenwood, Landier and Thesmar (2015), Vulnerable banks, Journal of Financial Economics 115.
/// </remarks>
public sealed class GreenwoodLandierThesmar
{
    private const double Rounding = 1e-9;
    private readonly double[,] _weights;
    private readonly Matrix<double> _m;

    /// <summary>Banks by what they own.</summary>
    /// <param name="assets">a, total assets of each of n banks, currency above 0.</param>
    /// <param name="equity">e, equity of each, above 0 and at most its assets.</param>
    /// <param name="weights">M, n × m: fraction of each bank's assets in each asset; each row sums to 1 (cash is an asset of impact 0).</param>
    /// <param name="impact">ℓ, fall of each of m prices per unit of currency sold, at least 0.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a row of weights does not sum to 1; the message names it.</exception>
    public GreenwoodLandierThesmar(IEnumerable<double> assets, IEnumerable<double> equity, double[,] weights, IEnumerable<double> impact)
    {
        Assets = Require.Vector(assets, null, (x, at) => Require.Positive(x, "currency", at), nameof(assets));
        Equity = Require.Vector(equity, Assets.Length, (x, at) => Require.Positive(x, "currency", at), nameof(equity));
        Impact = Require.Vector(impact, null, (x, at) => Require.NonNegative(x, "fraction per unit of currency", at), nameof(impact));
        _weights = Require.Matrix(weights, Assets.Length, Impact.Length, (x, at) => Require.Share(x, at), nameof(weights));
        _m = Matrix<double>.Build.DenseOfArray(_weights);
        for (var i = 0; i < Assets.Length; i++)
        {
            var sum = _m.Row(i).Sum();
            if (Math.Abs(sum - 1) > Rounding)
            {
                throw new ArgumentException($"weights: row {i} must sum to 1 (give cash as an asset of impact 0); it sums to {Require.Text(sum)}.", nameof(weights));
            }

            if (Equity[i] > Assets[i])
            {
                throw new ArgumentException($"equity[{i}] must be at most its assets of {Require.Text(Assets[i])} currency; it was {Require.Text(Equity[i])}.", nameof(equity));
            }
        }
    }

    /// <summary>a, total assets by bank.</summary>
    public ImmutableArray<double> Assets { get; }

    /// <summary>e, equity by bank.</summary>
    public ImmutableArray<double> Equity { get; }

    /// <summary>ℓ, fall of the price per unit of currency sold, by asset.</summary>
    public ImmutableArray<double> Impact { get; }

    /// <summary>Largest debt over equity that counts when a bank decides what to sell; 30 is usual. +∞ (the default) for no cap. What a shock costs is not capped.</summary>
    public double LeverageCap { get; init => field = Require.PositiveOrInfinite(value, "debt over equity", nameof(LeverageCap)); } = double.PositiveInfinity;

    /// <summary>True when a bank whose equity the shock takes sells all that is left, a(1 − R₁), and nobody sells more than that.</summary>
    public bool SellsAtMostWhatIsLeft { get; init; }

    /// <summary>b, debt over equity by bank, at most the cap.</summary>
    public ImmutableArray<double> Leverage => [.. Assets.Select((a, i) => Math.Min(LeverageCap, (a - Equity[i]) / Equity[i]))];

    /// <summary>m_ik, the fraction of bank i's assets in asset k.</summary>
    /// <param name="bank">From 0.</param>
    /// <param name="asset">From 0.</param>
    public double Weight(int bank, int asset) => _weights[bank, asset];

    /// <summary>One round after a shock to asset prices.</summary>
    /// <param name="falls">F₁, fall of each of m assets, a fraction from 0 to 1: 0.1 for a fall of 10 %.</param>
    /// <exception cref="ArgumentException">There are not m falls, or one is not from 0 to 1 (a return below 0 is no fall: write it positive).</exception>
    public FireSaleRound Round(params IEnumerable<double> falls)
    {
        var direct = DirectLosses(falls);
        var sold = Vector<double>.Build.Dense(Assets.Length, i => Sale(i, direct[i]));
        var impact = Vector<double>.Build.DenseOfEnumerable(Impact);
        var sales = _m.TransposeThisAndMultiply(sold);
        var fall = impact.PointwiseMultiply(sales);
        var indirect = _m * fall;
        var owned = Vector<double>.Build.DenseOfEnumerable(Assets);
        var connected = _m * _m.TransposeThisAndMultiply(owned).PointwiseMultiply(impact);
        var equity = Equity.Sum();
        return new FireSaleRound(
            [.. direct],
            [.. sold],
            [.. sales],
            [.. fall],
            [.. indirect],
            owned.DotProduct(indirect) / equity,
            [.. connected],
            [.. sold.Select((x, i) => x * connected[i] / equity)],
            [.. indirect.Select((r, i) => Assets[i] * r / Equity[i])],
            [.. direct.Select((r, i) => Assets[i] * r / Equity[i])]);
    }

    /// <summary>All rounds together, without the limit on what can be sold.</summary>
    /// <param name="falls">F₁, fall of each of m assets, a fraction from 0 to 1.</param>
    /// <returns>ρ(T), and the losses where it is below 1.</returns>
    public FireSaleLimit AllRounds(params IEnumerable<double> falls)
    {
        var direct = DirectLosses(falls);
        var propagation = Propagation();
        var t = Matrix<double>.Build.DenseOfArray(propagation);
        var radius = LeadingPair.Of(propagation).Radius;
        return new FireSaleLimit(
            radius,
            radius < 1 ? [.. (Matrix<double>.Build.DenseIdentity(t.RowCount) - t).Solve(direct)] : []);
    }

    /// <summary>T = MLM′BA, n × n: loss of bank i in the next round per unit of loss of bank j in this one, both over their assets.</summary>
    public double[,] Propagation()
    {
        var b = Leverage;
        var borne = _m.TransposeThisAndMultiply(Matrix<double>.Build.DenseOfDiagonalArray([.. Assets.Select((a, i) => a * b[i])]));
        return (_m * Matrix<double>.Build.DenseOfDiagonalArray([.. Impact]) * borne).ToArray();
    }

    /// <summary>The same banks for the engine: institutions “bank 0”, …, assets “asset 0”, … of depth 1/ℓ.</summary>
    public FinancialSystem ToSystem() => new(
        Assets.Select((a, i) => new Institution($"bank {i}") { Debt = a - Equity[i] }),
        Impact.Select((l, k) => new Asset($"asset {k}") { Depth = l > 0 ? 1 / l : double.PositiveInfinity }),
        from i in Enumerable.Range(0, Assets.Length)
        from k in Enumerable.Range(0, Impact.Length)
        select new Holding($"bank {i}", $"asset {k}", Assets[i] * _weights[i, k]));

    /// <summary>
    /// The banks' decision as an operator on <see cref="ToSystem"/> at starting prices. With <see cref="PriceImpact.Linear"/> and sellers who bear the
    /// impact it is the paper's round, while no price falls by more than all of itself.
    /// </summary>
    /// <param name="falls">F₁, fall of each of m assets, a fraction from 0 to 1.</param>
    public IOperator Decision(params IEnumerable<double> falls)
    {
        var direct = DirectLosses(falls);
        var shares = direct.Select((r, i) => Sale(i, r) / Assets[i]).ToArray();
        return Operator.From(state =>
        {
            for (var i = 0; i < shares.Length; i++)
            {
                state.Order.Row(i).Fill(shares[i]);
                state.RepayShare.Row(i).Fill(1);
            }
        });
    }

    private Vector<double> DirectLosses(IEnumerable<double> falls) => _m * Vector<double>.Build.DenseOfEnumerable(Require.Vector(falls, Impact.Length, Fall, nameof(falls)));

    private static double Fall(double value, string at) => value is >= 0 and <= 1
        ? value
        : throw Require.Refusal(at, value, "must be a fall from 0 to 1, positive (write 0.03, not −0.03 or 3, for a fall of 3 %)", "falls");

    private double Sale(int bank, double loss)
    {
        var (a, e) = (Assets[bank], Equity[bank]);
        var wanted = a * Math.Min(LeverageCap, (a - e) / e) * loss;
        if (!SellsAtMostWhatIsLeft)
        {
            return wanted;
        }

        var left = a * (1 - loss);
        return a * loss >= e ? left : Math.Min(wanted, left);
    }
}
