using System.Collections.Immutable;
using Interdealer.Cascades;
using MathNet.Numerics.LinearAlgebra;

namespace Interdealer.Models;

/// <summary>Where the leverage cycle stands. Amounts are in currency.</summary>
/// <param name="PerceivedVariance">σ², variance of the return over the VaR horizon as the bank perceives it.</param>
/// <param name="FundWeight">w_F, weight of the asset in the fund's portfolio.</param>
/// <param name="Price">p.</param>
/// <param name="BankShare">n, share of the asset that the bank owns.</param>
/// <param name="BankDebt">L_B.</param>
/// <param name="PriceBefore">p′, the price one step earlier.</param>
public sealed record LeverageCycleState(double PerceivedVariance, double FundWeight, double Price, double BankShare, double BankDebt, double PriceBefore);

/// <summary>
/// A bank that targets the leverage λ̄ = α(σ² + σ₀²)^b and a fund that trades towards value: the Basel leverage cycle. b = −½ is a VaR rule, 0 constant
/// leverage, above 0 countercyclical.
/// </summary>
/// <remarks>
/// <para>A step of τ years: ΔB = τθ(λ̄e − A), A = pn/w_B, e = A − L_B; κ = τη(Ē − e); c_B = (1 − w_B)np/w_B + κ, c_F = (1 − w_F)(1 − n)p/w_F − κ;
/// σ² ← (1 − τδ)σ² + τδ(log(p/p′)·t_VaR/τ)²; w_F ← w_F + (w_F/p)·(τρ(μ − p) + √τ·s·ξ);
/// p ← (w_B(c_B + ΔB) + w_F c_F)/(1 − w_B n − (1 − n)w_F); n ← w_B(np + c_B + ΔB)/p; L_B ← L_B + ΔB.</para>
/// <para>The fixed point has p = μ, σ² = 0, e = Ē and leverage ασ₀^(2b). There returns enter σ² squared only, so whether it is stable does not depend on b.
/// Source: Aymanns, Caccioli, Farmer and Tan (2016), "Taming the Basel leverage cycle", Journal of Financial Stability 27; parameters as there.</para>
/// </remarks>
public sealed record BaselLeverageCycle
{
    // Of central differences, relative to each variable.
    private const double Step = 1e-6;

    /// <summary>A cycle.</summary>
    /// <param name="leverage">Leverage λ* of the fixed point, assets over equity, above 1; α follows from it.</param>
    public BaselLeverageCycle(double leverage) => Leverage = leverage;

    /// <summary>λ*, leverage of the fixed point.</summary>
    public double Leverage
    {
        get;
        init => field = value > 1 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Leverage), value, $"Leverage must be a finite multiple (assets over equity) above 1; it was {Require.Text(value)}.");
    }

    /// <summary>b, cyclicality of the leverage target.</summary>
    public double Cyclicality { get; init => field = Require.Finite(value, "(an exponent)", nameof(Cyclicality)); } = -0.5;

    /// <summary>τ, years.</summary>
    public double TimeStep { get; init => field = Require.Positive(value, "years", nameof(TimeStep)); } = 0.1;

    /// <summary>δ, memory of the perceived risk, a year.</summary>
    public double Forgetting { get; init => field = Require.Positive(value, "1/year", nameof(Forgetting)); } = 0.5;

    /// <summary>t_VaR, horizon of the VaR, years.</summary>
    public double Horizon { get; init => field = Require.Positive(value, "years", nameof(Horizon)); } = 0.1;

    /// <summary>θ, speed of adjustment to the leverage target, a year.</summary>
    public double AdjustmentSpeed { get; init => field = Require.Positive(value, "1/year", nameof(AdjustmentSpeed)); } = 10;

    /// <summary>η, speed at which equity returns to its target, a year.</summary>
    public double EquitySpeed { get; init => field = Require.NonNegative(value, "1/year", nameof(EquitySpeed)); } = 10;

    /// <summary>σ₀², added to the perceived variance, above 0.</summary>
    public double VarianceOffset { get; init => field = Require.Positive(value, "variance", nameof(VarianceOffset)); } = 1e-6;

    /// <summary>Ē, equity target of the bank, in currency.</summary>
    public double EquityTarget { get; init => field = Require.Positive(value, "currency", nameof(EquityTarget)); } = 2.27;

    /// <summary>w_B, weight of the asset in the bank's portfolio, a fraction.</summary>
    public double BankWeight { get; init => field = Require.OpenFraction(value, nameof(BankWeight)); } = 0.3;

    /// <summary>μ, fundamental price.</summary>
    public double Value { get; init => field = Require.Positive(value, "currency", nameof(Value)); } = 25;

    /// <summary>ρ, speed at which the fund trades towards value, a year.</summary>
    public double FundSpeed { get; init => field = Require.Positive(value, "1/year", nameof(FundSpeed)); } = 0.1;

    /// <summary>w_F at the fixed point, a fraction: any is one.</summary>
    public double FundWeight { get; init => field = Require.OpenFraction(value, nameof(FundWeight)); } = 0.5;

    /// <summary>The fixed point.</summary>
    /// <exception cref="InvalidOperationException">The bank would own more than all of the asset.</exception>
    public LeverageCycleState FixedPoint => Leverage * EquityTarget * BankWeight / Value is < 1 and var share
        ? new LeverageCycleState(0, FundWeight, Value, share, (Leverage - 1) * EquityTarget, Value)
        : throw new InvalidOperationException($"At the leverage {Require.Text(Leverage)} the bank would own {Require.Text(Leverage * EquityTarget * BankWeight / Value)} of the asset; it must be below 1.");

    /// <summary>Largest modulus of an eigenvalue of one step at the fixed point: above 1 it is unstable. The eigenvalue 1 of cash that nobody creates is left out.</summary>
    public double Radius
    {
        get
        {
            var eigenvalues = Matrix<double>.Build.DenseOfArray(Jacobian()).Evd().EigenValues.ToArray();
            var conserved = eigenvalues.MinBy(e => (e - 1).Magnitude);
            return eigenvalues.Where(e => e != conserved).Max(e => e.Magnitude);
        }
    }

    /// <summary>The state one step later.</summary>
    /// <param name="state">The state.</param>
    /// <param name="news">s·ξ, the fund's exogenous demand, price units; 0 when left out.</param>
    public LeverageCycleState Next(LeverageCycleState state, double news = 0)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (variance, weight, price, share, debt, before) = state;
        var target = Leverage * Math.Pow((variance + VarianceOffset) / VarianceOffset, Cyclicality);
        var assets = price * share / BankWeight;
        var equity = assets - debt;
        var change = TimeStep * AdjustmentSpeed * ((target * equity) - assets);
        var paid = TimeStep * EquitySpeed * (EquityTarget - equity);
        var bankCash = ((1 - BankWeight) * share * price / BankWeight) + paid;
        var fundCash = ((1 - weight) * (1 - share) * price / weight) - paid;
        var move = Math.Log(price / before) * Horizon / TimeStep;
        var nextWeight = weight + (weight / price * ((TimeStep * FundSpeed * (Value - price)) + (Math.Sqrt(TimeStep) * news)));
        var nextPrice = ((BankWeight * (bankCash + change)) + (nextWeight * fundCash)) / (1 - (BankWeight * share) - ((1 - share) * nextWeight));
        return new LeverageCycleState(
            ((1 - (TimeStep * Forgetting)) * variance) + (TimeStep * Forgetting * move * move),
            nextWeight,
            nextPrice,
            BankWeight * ((share * nextPrice) + bankCash + change) / nextPrice,
            debt + change,
            price);
    }

    /// <summary>The states after some steps, the start first; it ends early where the price is no longer a finite number above 0.</summary>
    /// <param name="steps">Steps at most, at least 1.</param>
    /// <param name="start">Where it starts; the fixed point with a price a thousandth above value when left out.</param>
    public ImmutableArray<LeverageCycleState> Run(int steps, LeverageCycleState? start = null)
    {
        Require.AtLeast(1, steps, "steps");
        var path = ImmutableArray.CreateBuilder<LeverageCycleState>();
        path.Add(start ?? FixedPoint with { Price = Value * 1.001 });
        for (var k = 0; k < steps && path[^1].Price > 0 && double.IsFinite(path[^1].Price); k++)
        {
            path.Add(Next(path[^1]));
        }

        return path.ToImmutable();
    }

    /// <summary>The leverage at which the fixed point turns unstable, all else as here.</summary>
    /// <param name="low">Lower end of the bracket, above 1.</param>
    /// <param name="high">Upper end.</param>
    /// <returns>As <see cref="Stability.Critical(Func{double, State}, IOperator, double, double, StabilityOptions?)"/> returns it.</returns>
    public CriticalPoint CriticalLeverage(double low, double high) =>
        CriticalPoint.Search(leverage => (this with { Leverage = leverage }).Radius, static _ => true, low, high);

    private double[,] Jacobian()
    {
        var at = Vector(FixedPoint);
        double[] scale = [VarianceOffset, .. at[1..]];
        var jacobian = new double[at.Length, at.Length];
        for (var c = 0; c < at.Length; c++)
        {
            var (up, down) = (Moved(at, c, Step * scale[c]), Moved(at, c, -Step * scale[c]));
            for (var r = 0; r < at.Length; r++)
            {
                // Each variable in its own scale, which leaves the eigenvalues as they are and their digits too.
                jacobian[r, c] = (up[r] - down[r]) / (2 * Step * scale[r]);
            }
        }

        return jacobian;
    }

    private double[] Moved(double[] at, int variable, double by)
    {
        var moved = (double[])at.Clone();
        moved[variable] += by;
        return Vector(Next(new LeverageCycleState(moved[0], moved[1], moved[2], moved[3], moved[4], moved[5])));
    }

    private static double[] Vector(LeverageCycleState s) => [s.PerceivedVariance, s.FundWeight, s.Price, s.BankShare, s.BankDebt, s.PriceBefore];
}
