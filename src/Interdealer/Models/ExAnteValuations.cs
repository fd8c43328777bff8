using Interdealer.Numerics;
using Interdealer.Risk;

namespace Interdealer.Models;

/// <summary>
/// The ex-ante valuation of the NEVA paper: before maturity, default looked at once, at maturity (Merton): V = P(E + ΔA ≥ 0) + β·E[((E + ΔA + p̄)/p̄)⁺; E + ΔA &lt; 0].
/// </summary>
/// <remarks>
/// <para>ΔA is the change of the debtor's external assets, a geometric Brownian motion without drift; what others owe it stays at its present value.
/// With barrier B = Aᵉ − E, C(K) = E[(A_T − K)⁺] and s = σ√T: P = Φ(d(B)), d(K) = ln(Aᵉ/K)/s − s/2, and the expectation is
/// [C(B − p̄) − C(B)]/p̄ − P.</para>
/// <para>With s → 0 and β = 1 it is <see cref="LimitedLiability"/>; with s = 0, or no external assets, exactly.
/// Only one debtor's assets are random at a time: no correlation of defaults enters.</para>
/// </remarks>
public sealed record DefaultAtMaturity : IClaimValuation
{
    /// <summary>The function with its parameters.</summary>
    /// <param name="volatility">σ, a year, at least 0 (0.2 for 20 %).</param>
    /// <param name="maturity">T, years, at least 0.</param>
    /// <param name="recovery">β, fraction of what is left that an estate pays out, from 0 to 1.</param>
    public DefaultAtMaturity(double volatility, double maturity, double recovery = 1) => (Volatility, Maturity, Recovery) =
        (Require.NonNegative(volatility, "a year"), Require.NonNegative(maturity, "years"), Require.Share(recovery));

    /// <summary>σ.</summary>
    public double Volatility { get; }

    /// <summary>T.</summary>
    public double Maturity { get; }

    /// <summary>β.</summary>
    public double Recovery { get; }

    /// <inheritdoc />
    public double Value(Debtor debtor, double equity)
    {
        var s = Volatility * Math.Sqrt(Maturity);
        var assets = debtor.ExternalAssets;
        if (s == 0 || assets == 0)
        {
            return debtor.IsSolvent(equity) ? 1 : Recovery * debtor.Coverage(equity);
        }

        var barrier = assets - equity;
        var survival = Above(assets, barrier, s);
        var paid = (Call(assets, barrier - debtor.InterbankLiabilities, s) - Call(assets, barrier, s)) / debtor.InterbankLiabilities;
        return Math.Clamp(survival + (Recovery * Math.Max(0, paid - survival)), 0, 1);
    }

    private static double Above(double assets, double level, double s) =>
        level <= 0 ? 1 : Phi((Math.Log(assets / level) / s) - (s / 2));

    private static double Call(double assets, double strike, double s) => strike <= 0
        ? assets - strike
        : (assets * Phi((Math.Log(assets / strike) / s) + (s / 2))) - (strike * Above(assets, strike, s));

    private static double Phi(double z) => StandardNormal.Tail(-z);
}

/// <summary>
/// Before maturity, default the first time equity is gone (Black and Cox): V = 1 − (1 − R)·P(min over [0, T] of E + ΔA ≤ 0).
/// </summary>
/// <remarks>
/// <para>External assets as for <see cref="DefaultAtMaturity"/>. With barrier B = Aᵉ − E, x = ln(Aᵉ/B) and s = σ√T the probability is
/// Φ(−x/s + s/2) + (Aᵉ/B)·Φ(−x/s − s/2); 1 where E ≤ 0, and 0 where E ≥ Aᵉ, s = 0 or Aᵉ = 0 and E &gt; 0.</para>
/// <para>Recovery R is given: at the moment of default assets still cover all debts, so none can follow from them.</para>
/// </remarks>
public sealed record DefaultAtFirstPassage : IClaimValuation
{
    /// <summary>The function with its parameters.</summary>
    /// <param name="volatility">σ, a year, at least 0 (0.2 for 20 %).</param>
    /// <param name="maturity">T, years, at least 0.</param>
    /// <param name="recovery">R, what a unit owed by a defaulted institution is worth, from 0 to 1.</param>
    public DefaultAtFirstPassage(double volatility, double maturity, double recovery) => (Volatility, Maturity, Recovery) =
        (Require.NonNegative(volatility, "a year"), Require.NonNegative(maturity, "years"), Require.Share(recovery));

    /// <summary>σ.</summary>
    public double Volatility { get; }

    /// <summary>T.</summary>
    public double Maturity { get; }

    /// <summary>R.</summary>
    public double Recovery { get; }

    /// <inheritdoc />
    public double Value(Debtor debtor, double equity) => 1 - ((1 - Recovery) * Probability(debtor.ExternalAssets, equity));

    private double Probability(double assets, double equity)
    {
        var (s, barrier) = (Volatility * Math.Sqrt(Maturity), assets - equity);
        if (equity <= 0)
        {
            return 1;
        }

        if (barrier <= 0 || s == 0)
        {
            return 0;
        }

        var x = Math.Log(assets / barrier) / s;
        return Math.Min(1, StandardNormal.Tail(x - (s / 2)) + (assets / barrier * StandardNormal.Tail(x + (s / 2))));
    }
}
