namespace Interdealer.Contagion;

/// <summary>
/// Lenders raise haircuts with volatility and with the fall of the price: h ← min(1, h₀ + z·(σ − σ₀)⁺·√τ + θ·(1 − p)⁺), h₀ and σ₀ those of
/// the system's assets.
/// </summary>
/// <remarks>
/// Never below h₀, and 1 where nobody lends any more. The second term is margin set to cover a loss over τ days at z standard deviations
/// (value-at-risk margin); the third is the destabilising margin of Brunnermeier and Pedersen (2009), m = σ̄ + θ̄·|Δp|, of lenders who
/// cannot tell a fall in value from a fall in price. A scenario that scales haircuts scales h₀, up to 1.
/// </remarks>
public sealed record HaircutUpdate : IOperator
{
    /// <summary>An update of haircuts.</summary>
    /// <param name="z">Standard deviations that the haircut covers, at least 0: 2.33 for 99 %.</param>
    /// <param name="horizonDays">Days τ that a lender needs to sell the collateral, above 0.</param>
    /// <param name="fallWeight">Haircut θ added for each unit by which the price is below 1, at least 0.</param>
    public HaircutUpdate(double z, double horizonDays = 10, double fallWeight = 0)
    {
        Z = Require.NonNegative(z, "standard deviations");
        HorizonDays = Require.Positive(horizonDays, "days");
        FallWeight = Require.NonNegative(fallWeight, "haircut per unit of price fall");
    }

    /// <summary>z, in standard deviations.</summary>
    public double Z { get; }

    /// <summary>τ, in days.</summary>
    public double HorizonDays { get; }

    /// <summary>θ, haircut per unit of price fall.</summary>
    public double FallWeight { get; }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var perVolatility = Z * Math.Sqrt(HorizonDays);
        var multiples = Multiples.In(state, Multiples.Haircut);
        for (var k = 0; k < state.System.Assets.Length; k++)
        {
            var (h0, sigma0) = (state.System.Assets[k].Haircut, state.System.Assets[k].Volatility);
            var haircut = state.Haircut.Row(k);
            var volatility = state.Volatility.In(k);
            var price = state.Price.In(k);
            var times = multiples is null ? default : multiples.In(k);
            for (var s = 0; s < haircut.Length; s++)
            {
                haircut[s] = Math.Min(1, (times.IsEmpty ? h0 : h0 * times[s]) + (perVolatility * Math.Max(0, volatility[s] - sigma0)) + (FallWeight * Math.Max(0, 1 - price[s])));
            }
        }
    }
}
