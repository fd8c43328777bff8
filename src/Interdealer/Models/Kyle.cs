namespace Interdealer.Models;

/// <summary>
/// One informed trader, noise traders and a market maker who breaks even: price p = p₀ + λy on total orders y = x + u, informed orders x = β(v − p₀).
/// </summary>
/// <remarks>
/// λ = ½√(Σ₀/σ_u²), β = √(σ_u²/Σ₀), so λβ = ½: half of the information enters the price, Var(v | y) = Σ₀/2, and the informed trader expects ½√(Σ₀σ_u²), which
/// noise traders lose. All is normal, everyone neutral to risk, one auction. Without noise trading (σ_u² = 0) or without information (Σ₀ = 0) there is no
/// linear equilibrium: both are refused. Source: Kyle (1985), Continuous auctions and insider trading, Econometrica 53.
/// </remarks>
public sealed record Kyle
{
    /// <summary>p₀, the value expected before trading, currency a unit.</summary>
    public double PriorMean { get; init => field = Require.Finite(value, "currency a unit", nameof(PriorMean)); }

    /// <summary>Σ₀, variance of the value, above 0.</summary>
    public required double ValueVariance { get; init => field = Require.Positive(value, "(currency a unit)²", nameof(ValueVariance)); }

    /// <summary>σ_u², variance of noise orders, above 0.</summary>
    public required double NoiseVariance { get; init => field = Require.Positive(value, "units²", nameof(NoiseVariance)); }

    /// <summary>λ, rise of the price per unit of net orders; 1/λ is depth.</summary>
    public double Lambda => 0.5 * Math.Sqrt(ValueVariance / NoiseVariance);

    /// <summary>β, units the informed trader orders per unit of mispricing.</summary>
    public double Beta => Math.Sqrt(NoiseVariance / ValueVariance);

    /// <summary>Var(v | y) = Σ₀/2, what the market still does not know after trading.</summary>
    public double PosteriorVariance => ValueVariance / 2;

    /// <summary>What the informed trader expects to gain, and noise traders to lose: ½√(Σ₀σ_u²), in currency.</summary>
    public double ExpectedProfit => 0.5 * Math.Sqrt(ValueVariance * NoiseVariance);

    /// <summary>What the informed trader expects to gain once it knows the value: (v − p₀)²/(4λ), in currency.</summary>
    /// <param name="value">v, currency a unit.</param>
    /// <remarks>x(v − E[p]) = β(v − p₀)·½(v − p₀) and β = 1/(2λ). Its mean over v is <see cref="ExpectedProfit"/>.</remarks>
    public double ExpectedProfitGiven(double value) => Square(Require.Finite(value, "currency a unit") - PriorMean) / (4 * Lambda);

    /// <summary>What the informed trader gains when noise traders order so much: x(v − p), in currency; below 0 for a loss.</summary>
    /// <param name="value">v, currency a unit.</param>
    /// <param name="noiseOrders">u, units; below 0 for sales.</param>
    public double Profit(double value, double noiseOrders)
    {
        var order = InformedOrder(value);
        return order * (value - Price(order + Require.Finite(noiseOrders, "units")));
    }

    /// <summary>x = β(v − p₀), units; below 0 for sales.</summary>
    /// <param name="value">v, currency a unit.</param>
    public double InformedOrder(double value) => Beta * (Require.Finite(value, "currency a unit") - PriorMean);

    /// <summary>p = p₀ + λy.</summary>
    /// <param name="netOrders">y = x + u, units.</param>
    public double Price(double netOrders) => PriorMean + (Lambda * Require.Finite(netOrders, "units"));

    private static double Square(double x) => x * x;
}
