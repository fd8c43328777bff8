using Interdealer.Engine;

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
public sealed record HaircutUpdate : IAssetOperator, IForcesNobody, ILosesWhatIsHeld
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

    AssetColumns IAssetOperator.Writes => AssetColumns.Haircut;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Passes.OverAssets(state, new Rule(Z * Math.Sqrt(HorizonDays), FallWeight, Multiples.In(state, Multiples.Haircut)));
    }

    private readonly struct Rule(double perVolatility, double fallWeight, Column? multiples) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            T starting = at.Starting.Haircut;
            var h0 = multiples is null ? starting : starting * at.Read(multiples);
            at.Haircut = T.Min(1, h0 + (perVolatility * T.Max(0, at.Volatility - at.Starting.Volatility)) + (fallWeight * T.Max(0, 1 - at.Price)));
        }
    }
}
