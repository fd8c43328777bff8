using Interdealer.Engine;
using Interdealer.Numerics;

namespace Interdealer.Markets;

/// <summary>
/// The spread at which a dealer's gain from uninformed customers pays for the loss to informed ones:
/// (1 − p)·x·D(x) = p·2[φ(x) − x(1 − Φ(x))], x the half-spread over σ, p the informed share, D(x) = (1 − x/m)⁺.
/// </summary>
/// <remarks>
/// The value moves by ΔS ~ N(0, σ²); whoever knows it trades when |ΔS| exceeds the half-spread. Customers who tolerate m at most leave in
/// proportion; m = +∞ keeps all of them (D = 1). Past p*(m) no spread breaks even: the dealer withdraws. The arithmetic of <see cref="Models.CopelandGalai"/>, shared with
/// <see cref="Contagion.AdverseSelection"/>.
/// </remarks>
public static class BreakEvenSpread
{
    // Beyond it the loss to the informed underflows; the gain is then above any loss.
    private const double Farthest = 37;

    /// <summary>Expected loss to an informed trader, 2[φ(x) − x(1 − Φ(x))], in units of σ.</summary>
    /// <param name="halfSpread">x, at least 0, in units of σ.</param>
    public static double ExpectedLoss(double halfSpread) => Loss(Require.NonNegative(halfSpread, "units of volatility"));

    /// <summary>The smallest half-spread that breaks even, and who still trades at it.</summary>
    /// <param name="informedShare">p, the informed among those who would trade at no spread; a fraction from 0 to 1.</param>
    /// <param name="tolerance">m, the half-spread at which the last uninformed customer leaves, in units of σ, above 0; +∞ (the default) for never.</param>
    public static ZeroProfitQuote Quote(double informedShare, double tolerance = double.PositiveInfinity)
    {
        Require.Share(informedShare);
        Require.PositiveOrInfinite(tolerance, "units of volatility");
        return Solve(informedShare, tolerance);
    }

    /// <summary>p*(m): the informed share above which no spread breaks even, from 0 to 1; 1 where customers never leave.</summary>
    /// <param name="tolerance">m in units of σ, above 0; +∞ for never.</param>
    /// <remarks>
    /// The odds p/(1 − p) that a spread pays for are r(x) = x·D(x)/loss(x). With R(x) = loss/(2(1 − Φ)), the mean excess of |ΔS| over x, r rises
    /// while x + xR/(x + R) &lt; m; the left side rises in x, so r has one peak, and its height is p*/(1 − p*).
    /// </remarks>
    public static double WithdrawalThreshold(double tolerance)
    {
        Require.PositiveOrInfinite(tolerance, "units of volatility");
        var (low, high) = (0.0, Math.Min(tolerance, Farthest));
        for (var mid = high / 2; low < mid && mid < high; mid = low + ((high - low) / 2))
        {
            var excess = Loss(mid) / (2 * StandardNormal.Tail(mid));
            (low, high) = mid + (mid * excess / (mid + excess)) < tolerance ? (mid, high) : (low, mid);
        }

        var odds = low * Stay(low, tolerance) / Loss(low);
        return double.IsInfinity(odds) ? 1 : odds / (1 + odds);
    }

    /// <summary>The informed share among those who still trade once part of the uninformed has left: p/(p + (1 − p)·D).</summary>
    /// <param name="informedShare">p at full participation, a fraction from 0 to 1.</param>
    /// <param name="participation">D, a fraction from 0 to 1.</param>
    public static double AmongTraders(double informedShare, double participation)
    {
        Require.Share(informedShare);
        Require.Share(participation);
        return informedShare > 0 ? informedShare / (informedShare + ((1 - informedShare) * participation)) : 0;
    }

    private static ZeroProfitQuote Solve(double p, double m)
    {
        var quote = BreakEvenQuote<OneLane>.Find(p, 1 / m, (OneLane)0 <= 0);
        return new ZeroProfitQuote(OneLane.First(quote.HalfSpread), OneLane.First(quote.Participation));
    }

    private static double Stay(double x, double m) => OneLane.First(BreakEvenQuote<OneLane>.Stay(x, 1 / m));

    private static double Loss(double x) => OneLane.First(BreakEvenQuote<OneLane>.Loss(x));
}
