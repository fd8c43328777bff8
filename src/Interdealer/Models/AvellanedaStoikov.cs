namespace Interdealer.Models;

/// <summary>
/// Quotes of a market maker over a horizon T: reservation price r = s − qγσ²(T − t) and total spread γσ²(T − t) + (2/γ)ln(1 + γ/k).
/// </summary>
/// <remarks>
/// The mid-price is a Brownian motion of volatility σ, orders arrive at a rate A·e^(−kδ) at distance δ from the mid, utility is exponential with risk
/// aversion γ; the formulae are the paper's approximation by an expansion in inventory and to first order in the arrival rate, so they lose accuracy
/// for large inventories, and nothing bounds r: far enough from zero inventory one quote crosses the mid. At T the spread is (2/γ)ln(1 + γ/k), which tends
/// to 2/k as γ → 0. Source: Avellaneda and Stoikov (2008), High-frequency trading in a limit order book, Quantitative Finance 8.
/// </remarks>
public sealed record AvellanedaStoikov
{
    /// <summary>γ, risk aversion, 1/currency, above 0.</summary>
    public required double RiskAversion { get; init => field = Require.Positive(value, "1/currency", nameof(RiskAversion)); }

    /// <summary>σ, volatility of the mid-price, currency per √time, at least 0.</summary>
    public required double Volatility { get; init => field = Require.NonNegative(value, "currency per root of time", nameof(Volatility)); }

    /// <summary>k, decay of order arrivals with the distance from the mid, 1/currency, above 0.</summary>
    public required double ArrivalDecay { get; init => field = Require.Positive(value, "1/currency", nameof(ArrivalDecay)); }

    /// <summary>T, end of the horizon, in units of time, above 0.</summary>
    public double Horizon { get; init => field = Require.Positive(value, "units of time", nameof(Horizon)); } = 1;

    /// <summary>r, the price at which the market maker is indifferent between holding a unit more or not.</summary>
    /// <param name="mid">s, currency.</param>
    /// <param name="inventory">q, units; below 0 for a short position.</param>
    /// <param name="time">t from 0 to the horizon.</param>
    public double ReservationPrice(double mid, double inventory, double time) =>
        Require.Finite(mid, "currency") - (Require.Finite(inventory, "units") * RiskAversion * Volatility * Volatility * Left(time));

    /// <summary>Ask less bid, in currency.</summary>
    /// <param name="time">t from 0 to the horizon.</param>
    public double Spread(double time)
    {
        var x = RiskAversion / ArrivalDecay;

        // ln(1 + x) without cancellation: the rounding of 1 + x is undone by its own logarithm.
        var log = 1 + x == 1 ? x : x * (Math.Log(1 + x) / (1 + x - 1));
        return (RiskAversion * Volatility * Volatility * Left(time)) + (2 / RiskAversion * log);
    }

    /// <summary>Bid and ask: the reservation price less and plus half the spread.</summary>
    /// <param name="mid">s, currency.</param>
    /// <param name="inventory">q, units.</param>
    /// <param name="time">t from 0 to the horizon.</param>
    public (double Bid, double Ask) Quotes(double mid, double inventory, double time)
    {
        var (r, half) = (ReservationPrice(mid, inventory, time), Spread(time) / 2);
        return (r - half, r + half);
    }

    private double Left(double time) => time >= 0 && time <= Horizon
        ? Horizon - time
        : throw new ArgumentOutOfRangeException(nameof(time), time, $"time must be from 0 to the horizon of {Require.Text(Horizon)} units of time; it was {Require.Text(time)}.");
}
