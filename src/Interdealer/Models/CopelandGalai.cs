using Interdealer.Contagion;
using Interdealer.Markets;

namespace Interdealer.Models;

/// <summary>
/// A dealer whose gain from uninformed customers pays for the loss to informed ones, ΔS ~ N(0, σ²), x the half-spread over σ:
/// (1 − p)·x·D(x) = p·2[φ(x) − x(1 − Φ(x))], D(x) = (1 − x/m)⁺.
/// </summary>
/// <remarks>
/// <para>A share p of those who would trade at no spread knows ΔS and trades when it exceeds the half-spread; the others pay the half-spread whatever
/// ΔS, and those who tolerate m at most leave in proportion (m = +∞: nobody leaves, D = 1). One quote, dealers neutral to risk, symmetric news.</para>
/// <para>It breaks down past p*(m): no spread breaks even, and the dealer withdraws (<see cref="ZeroProfitQuote.Withdrawn"/>, half-spread +∞). Without
/// tolerance limit p* = 1.</para>
/// <para>Source: Copeland and Galai (1983), Information effects on the bid–ask spread, Journal of Finance 38. Elastic customers and the spiral are this library's extension of it.</para>
/// </remarks>
public sealed record CopelandGalai
{
    /// <summary>p, the informed among those who would trade at no spread; a fraction from 0 to 1.</summary>
    public required double InformedShare { get; init => field = Require.Share(value, nameof(InformedShare)); }

    /// <summary>m, the half-spread at which the last uninformed customer leaves, in units of σ, above 0; +∞ (the default) for never.</summary>
    public double Tolerance { get; init => field = Require.PositiveOrInfinite(value, "units of volatility", nameof(Tolerance)); } = double.PositiveInfinity;

    /// <summary>The smallest half-spread that breaks even, in units of σ, and who still trades at it.</summary>
    public ZeroProfitQuote Quote => BreakEvenSpread.Quote(InformedShare, Tolerance);

    /// <summary>p*(m): the informed share above which no spread breaks even, from 0 to 1.</summary>
    public double WithdrawalThreshold => BreakEvenSpread.WithdrawalThreshold(Tolerance);

    /// <summary>The same decision for the engine, once customers have answered: quotes, depth and withdrawal of an asset whose volatility stays what it was.</summary>
    public IOperator Round => new AdverseSelection(InformedShare, Tolerance);

    /// <summary>
    /// Half-spreads round by round in units of σ when customers answer the last one: the dealer quotes x_t that breaks even against
    /// p_t = p/(p + (1 − p)·D(x_{t−1})), x₀ = 0.
    /// </summary>
    /// <returns>Rising and without end: towards the quote where there is one; where there is none, +∞ from the round in which nobody but the informed is left.</returns>
    public IEnumerable<double> Spiral()
    {
        for (var x = 0.0; ;)
        {
            var stayed = double.IsInfinity(x) ? 0 : Math.Max(0, 1 - (x / Tolerance));
            x = stayed > 0 || InformedShare == 0 ? BreakEvenSpread.Quote(BreakEvenSpread.AmongTraders(InformedShare, stayed)).HalfSpread : double.PositiveInfinity;
            yield return x;
        }
    }
}
