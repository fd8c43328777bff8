using Interdealer.Numerics;

namespace Interdealer.Models;

/// <summary>How customers without information answer the quotes.</summary>
public enum UninformedDemand
{
    /// <summary>Buy or sell with probability ½ each, whatever the quotes.</summary>
    Inelastic,

    /// <summary>Value the asset at ρ·E[V], ρ uniform on [0, 2]: buy when that is above the ask, sell when it is below the bid.</summary>
    Uniform,
}

/// <summary>Break-even quotes, currency a unit.</summary>
/// <param name="Ask">What the dealer asks; null where no ask breaks even while anybody but the informed buys.</param>
/// <param name="Bid">What the dealer bids; null where there is none.</param>
public sealed record BidAsk(double? Ask, double? Bid)
{
    /// <summary>Ask less bid; null where one is missing.</summary>
    public double? Spread => Ask - Bid;
}

/// <summary>
/// A dealer who breaks even on every trade, given what the trade reveals: ask A = inf{a ≥ E[V | buy at a]}, bid likewise; V is v_H with probability π and else
/// v_L, and a customer is informed with probability α.
/// </summary>
/// <remarks>
/// Informed customers know V. Inelastic: E[V | buy] by Bayes, each net buy multiplies the odds of v_H by (1 + α)/(1 − α). Uniform, with μ = E[V]: an
/// uninformed customer buys with probability 1 − a/(2μ), so the ask is the lesser root of ((1 − α)/2μ)a² − (πα + 1.5(1 − α))a + πα·v_H + (1 − α)μ = 0
/// and the bid the greater of a like one. Where that root is not real or is above 2μ nobody but the informed would buy: no ask exists, the market
/// closes on that side, and the quote is null. With 2μ ≥ v_H (for v_L = 1, v_H = 11: π ≥ .45) that never happens. One unit a trade, competitive dealers neutral to
/// risk. Source: Glosten and Milgrom (1985), Bid, ask and transaction prices, Journal of Financial Economics 14.
/// </remarks>
public sealed record GlostenMilgrom
{
    // With 2μ = v_H the ask can be 2μ itself.
    private const double Rounding = 1e-12;

    /// <summary>v_L, currency a unit, at least 0.</summary>
    public required double LowValue { get; init => field = Require.NonNegative(value, "currency a unit", nameof(LowValue)); }

    /// <summary>v_H, currency a unit, above v_L.</summary>
    public required double HighValue { get; init => field = Require.Positive(value, "currency a unit", nameof(HighValue)); }

    /// <summary>π, probability of v_H, a fraction above 0 and below 1.</summary>
    public double Prior { get; init => field = Require.OpenFraction(value, nameof(Prior)); } = 0.5;

    /// <summary>α, share of customers who are informed, a fraction at least 0 and below 1.</summary>
    public required double InformedShare { get; init => field = Require.Fraction(value, nameof(InformedShare)); }

    /// <summary>How the uninformed answer the quotes.</summary>
    public UninformedDemand Demand { get; init => field = Require.Defined(value, nameof(Demand)); }

    /// <summary>μ = E[V].</summary>
    public double Mean => LowValue + (Prior * (HighValue - LowValue));

    /// <summary>The dealer's quotes.</summary>
    /// <exception cref="InvalidOperationException">v_H is not above v_L.</exception>
    public BidAsk Quotes()
    {
        RequireOrder();
        var (alpha, uninformed) = (InformedShare, 1 - InformedShare);
        if (Demand == UninformedDemand.Inelastic)
        {
            return new BidAsk(LowValue + (ProbabilityAfter(1) * (HighValue - LowValue)), LowValue + (ProbabilityAfter(-1) * (HighValue - LowValue)));
        }

        var (c, buyers, sellers) = (2 * Mean, Prior * alpha, (1 - Prior) * alpha);
        var ask = Root(uninformed / c, -(buyers + (1.5 * uninformed)), (buyers * HighValue) + (uninformed * Mean), greater: false);
        var bid = Root(uninformed / c, sellers - (uninformed / 2), -sellers * LowValue, greater: true);
        return new BidAsk(ask is { } a && a <= c * (1 + Rounding) ? a : null, bid is { } b && b > 0 ? b : null);
    }

    /// <summary>P(V = v_H) after trades at inelastic demand: every buy counts 1, every sale −1, and only the sum matters.</summary>
    /// <param name="netBuys">Buys less sales.</param>
    public double Posterior(int netBuys)
    {
        RequireOrder();
        return Demand == UninformedDemand.Inelastic
            ? ProbabilityAfter(netBuys)
            : throw new InvalidOperationException("Demand must be inelastic: with elastic customers what a trade reveals depends on the quotes at which it was made.");
    }

    /// <summary>Informed share from which on no ask exists; null where one exists at every share below 1.</summary>
    /// <remarks>
    /// The lesser root of the discriminant of the ask's equation, a quadratic in α. The double root lies below 2μ there: it could only be above for
    /// α ≥ .5/(π + .5), where the discriminant is below 0 already.
    /// </remarks>
    public double? CriticalInformedShare()
    {
        RequireOrder();
        var c = 2 * Mean;
        if (Demand == UninformedDemand.Inelastic || c >= HighValue)
        {
            return null;
        }

        var (d, k) = (1.5 - Prior, 4 / c);
        return Root((d * d) + (k * ((Prior * HighValue) - Mean)), (-3 * d) - (k * ((Prior * HighValue) - (2 * Mean))), 0.25, greater: false);
    }

    /// <summary>Priors at which no ask exists at this informed share: all between the two; null where one exists at every prior.</summary>
    /// <returns>The lesser and the greater end, fractions from 0 to 1. At the ends themselves an ask exists but for rounding, unless they are 0.</returns>
    /// <remarks>
    /// With c = 2μ the ask's equation has no real root where g(π) = c(πα + 1.5(1 − α))² − 4(1 − α)(πα·v_H + (1 − α)μ) is below 0. As a cubic in π whose value at 0 is not
    /// negative, g is below 0 between two roots at most. Where c &lt; v_H both roots of the ask's equation lie on the same side of c, so past the greater root of g the market stays
    /// closed, if the double root there was above c, until c = v_H; from then on an ask exists.
    /// </remarks>
    public (double From, double To)? PriorsWithoutAsk()
    {
        RequireOrder();
        var open = ((HighValue / 2) - LowValue) / (HighValue - LowValue);
        if (Demand == UninformedDemand.Inelastic || InformedShare == 0 || open <= 0)
        {
            return null;
        }

        var deepest = DeepestDiscriminant(open);
        if (!(Discriminant(deepest) < 0))
        {
            return null;
        }

        // Both ends from their outer sides, where an ask exists, so that it does at the ends found.
        var from = Bisection.Narrow(prior => Discriminant(prior) >= 0, 0, deepest, 0).Low;
        var to = Bisection.Narrow(prior => Discriminant(prior) < 0, deepest, open, 0).High;
        return (from, to * InformedShare > 0.5 * (1 - InformedShare) ? open : to);
    }

    /// <summary>c times the discriminant of the ask's equation at a prior: g(π).</summary>
    private double Discriminant(double prior)
    {
        var (uninformed, mean) = (1 - InformedShare, LowValue + (prior * (HighValue - LowValue)));
        var b = (prior * InformedShare) + (1.5 * uninformed);
        return (2 * mean * b * b) - (4 * uninformed * ((prior * InformedShare * HighValue) + (uninformed * mean)));
    }

    /// <summary>The prior above 0 and at most a bound at which g is least: the greater root of its derivative, a quadratic.</summary>
    private double DeepestDiscriminant(double most)
    {
        var (alpha, u, range) = (InformedShare, 1 - InformedShare, HighValue - LowValue);
        var slope = (4.5 * u * u * range) + (6 * u * alpha * LowValue) - (4 * u * ((alpha * HighValue) + (u * range)));
        return Root(6 * range * alpha * alpha, (4 * alpha * alpha * LowValue) + (12 * u * alpha * range), slope, greater: true) is { } least && least > 0
            ? Math.Min(least, most)
            : most;
    }

    private double ProbabilityAfter(int netBuys)
    {
        // In odds each trade is one factor; as a probability, o/(1 + o) written so that neither end overflows.
        var log = Math.Log(Prior / (1 - Prior)) + (netBuys * Math.Log((1 + InformedShare) / (1 - InformedShare)));
        return 1 / (1 + Math.Exp(-log));
    }

    private void RequireOrder()
    {
        if (!(HighValue > LowValue))
        {
            throw new InvalidOperationException($"HighValue must be above LowValue ({Require.Text(LowValue)} currency a unit); it was {Require.Text(HighValue)}.");
        }
    }

    /// <summary>A root of ax² + bx + c, a ≠ 0, without cancellation; null where none is real.</summary>
    private static double? Root(double a, double b, double c, bool greater)
    {
        var discriminant = (b * b) - (4 * a * c);
        if (discriminant < 0)
        {
            return null;
        }

        var q = -0.5 * (b + Math.CopySign(Math.Sqrt(discriminant), b));
        var (x, y) = (q / a, q != 0 ? c / q : 0);
        return greater ? Math.Max(x, y) : Math.Min(x, y);
    }
}
