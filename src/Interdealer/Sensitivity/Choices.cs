using Interdealer.Contagion;

namespace Interdealer.Sensitivity;

/// <summary>Choices that decide conclusions about a system, as axes: who bears the impact, what is sold first, how deep markets are.</summary>
public static class Choices
{
    /// <summary>Who bears the price impact: sellers receive the old price, the price half-way, or the new price.</summary>
    public static Axis<SellerShare> SellerShare { get; } = Axis.Named(
        "Sellers receive",
        ("the old price", Contagion.SellerShare.OldPrice), ("the half-way price", Contagion.SellerShare.Half), ("the new price", Contagion.SellerShare.NewPrice));

    /// <summary>What is sold first: pro rata, the most liquid first, or the mix of least impact.</summary>
    public static Axis<Liquidation> Liquidation { get; } = Axis.Named(
        "Order of sale",
        ("pro rata", Contagion.Liquidation.ProRata), ("most liquid first", Contagion.Liquidation.MostLiquidFirst), ("least impact", Contagion.Liquidation.LeastImpact));

    /// <summary>Depth of markets as multiples of a system's own.</summary>
    /// <param name="multiples">At least one, each above 0; 1 is the system as it is.</param>
    /// <exception cref="ArgumentException">There is none, or one is not above 0, or listed twice.</exception>
    public static Axis<double> Depth(params double[] multiples)
    {
        ArgumentNullException.ThrowIfNull(multiples);
        for (var i = 0; i < multiples.Length; i++)
        {
            Require.Positive(multiples[i], "multiples of the system's own depth", Require.Entry(nameof(multiples), i));
        }

        return Axis.Of("Depth multiple", multiples);
    }
}
