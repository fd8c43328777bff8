using System.Collections.Immutable;

namespace Interdealer.Models;

/// <summary>Aggregate vulnerability to a uniform shock as an exact product. All factors and AV are positive.</summary>
/// <param name="Shock">f, fall of every asset, a fraction.</param>
/// <param name="Size">a, assets of the system, in currency.</param>
/// <param name="Leverage">(b + 1)·b, b = (a − E)/E of the system.</param>
/// <param name="IlliquidityConcentration">Σ_k m_k²ℓ_kΣ_i μ_ik β̃_i α̃_i, per unit of currency.</param>
/// <param name="ByAsset">Each asset's part of the illiquidity concentration.</param>
public sealed record SpilloverFactors(double Shock, double Size, double Leverage, double IlliquidityConcentration, ImmutableArray<double> ByAsset)
{
    /// <summary>f · size · leverage · illiquidity concentration.</summary>
    public double AggregateVulnerability => Shock * Size * Leverage * IlliquidityConcentration;
}

/// <summary>
/// Fire-sale spillovers, factored: AV = f·a·(b + 1)b·Σ_k m_k²ℓ_kΣ_i μ_ik β̃_i α̃_i into shock, size, leverage and illiquidity concentration.
/// </summary>
/// <remarks>
/// m_k weights of the whole system, μ_ik = m_ik/m_k, α̃_i = a_i/a, β̃_i = b_i/b. Exact for a uniform fall f of every asset in the linear round of
/// <see cref="GreenwoodLandierThesmar"/> without its limit on sales (nothing is approximated: an identity). An asset that nobody holds contributes 0. A
/// system without debt has leverage 0, no β̃, and AV 0. Source: Duarte and Eisenbach (2021), Fire-sale spillovers and systemic risk, Journal of Finance 76.
/// </remarks>
public static class DuarteEisenbach
{
    /// <summary>Factors the aggregate vulnerability.</summary>
    /// <param name="banks">The banks; their leverage cap applies, their limit on sales must be off.</param>
    /// <param name="fall">f, fall of every asset, a fraction from 0 to 1.</param>
    /// <exception cref="ArgumentException">The banks sell at most what is left: the round is then not linear and has no factors.</exception>
    public static SpilloverFactors Factor(GreenwoodLandierThesmar banks, double fall)
    {
        ArgumentNullException.ThrowIfNull(banks);
        Require.Share(fall);
        if (banks.SellsAtMostWhatIsLeft)
        {
            throw new ArgumentException("banks must have SellsAtMostWhatIsLeft off: only the linear round factors.", nameof(banks));
        }

        var (size, equity) = (banks.Assets.Sum(), banks.Equity.Sum());
        var b = (size - equity) / equity;
        var byAsset = banks.Impact.Select((l, k) => b > 0 ? Part(banks, l, k, size, b) : 0).ToImmutableArray();
        return new SpilloverFactors(fall, size, (b + 1) * b, byAsset.Sum(), byAsset);
    }

    private static double Part(GreenwoodLandierThesmar banks, double impact, int asset, double size, double b)
    {
        var (leverage, held, tilt) = (banks.Leverage, 0.0, 0.0);
        for (var i = 0; i < banks.Assets.Length; i++)
        {
            held += banks.Weight(i, asset) * banks.Assets[i] / size;
        }

        for (var i = 0; i < banks.Assets.Length && held > 0; i++)
        {
            tilt += banks.Weight(i, asset) / held * (leverage[i] / b) * (banks.Assets[i] / size);
        }

        return held * held * impact * tilt;
    }
}
