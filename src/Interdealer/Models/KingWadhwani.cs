namespace Interdealer.Models;

/// <summary>News that moves one market.</summary>
/// <param name="CommonVariance">σ_u², variance of the part that matters in both markets, at least 0.</param>
/// <param name="LocalVariance">σ_v², variance of the part that matters here alone, at least 0; the two together above 0.</param>
/// <param name="Weight">α, value in this market of a unit of the other market's common news.</param>
public sealed record MarketNews(double CommonVariance, double LocalVariance, double Weight);

/// <summary>
/// Contagion by inference: each market sees the other's price, cannot tell common from local news in it, and so imports some of both.
/// ΔS₁ = (1 − β₁₂β₂₁)η₁ + β₁₂ΔS₂ and likewise ΔS₂; solved, ΔS₁ = η₁ + β₁₂η₂.
/// </summary>
/// <remarks>
/// η_j = u_j + v_j, common and local news, all independent and normal; β_ij = α_ij λ_j, λ_j = σ_u²/(σ_u² + σ_v²) of market j, the share of its news that is
/// common. Two markets that trade at the same time, prices fully revealing. A “mistake” η₂ = v₂ in one market moves the other by β₁₂v₂: contagion. Where
/// β₁₂β₂₁ = 1 the two price equations are one and the same and cannot be solved for the news (see <see cref="CanBeInverted"/>); the prices themselves
/// still exist. Source: King and Wadhwani (1990), Transmission of volatility between stock markets, Review of Financial Studies 3.
/// </remarks>
public sealed record KingWadhwani
{
    /// <summary>Two markets.</summary>
    /// <param name="first">News of the first; its weight α₁₂ is on the second's common news.</param>
    /// <param name="second">News of the second; its weight is α₂₁.</param>
    public KingWadhwani(MarketNews first, MarketNews second)
    {
        (First, Second) = (Checked(first, nameof(first)), Checked(second, nameof(second)));
        (Beta12, Beta21) = (first.Weight * CommonShare(second), second.Weight * CommonShare(first));
    }

    /// <summary>News of the first market.</summary>
    public MarketNews First { get; }

    /// <summary>News of the second market.</summary>
    public MarketNews Second { get; }

    /// <summary>β₁₂, move of the first market per unit of news of the second.</summary>
    public double Beta12 { get; }

    /// <summary>β₂₁, move of the second market per unit of news of the first.</summary>
    public double Beta21 { get; }

    /// <summary>False where β₁₂β₂₁ = 1: prices then do not tell the two markets' news apart.</summary>
    public bool CanBeInverted => Beta12 * Beta21 != 1;

    /// <summary>Correlation of the two price changes.</summary>
    public double Correlation
    {
        get
        {
            var (v1, v2) = (First.CommonVariance + First.LocalVariance, Second.CommonVariance + Second.LocalVariance);
            return ((Beta21 * v1) + (Beta12 * v2)) / Math.Sqrt((v1 + (Beta12 * Beta12 * v2)) * (v2 + (Beta21 * Beta21 * v1)));
        }
    }

    /// <summary>Price changes that news causes.</summary>
    /// <param name="first">η₁, units of price.</param>
    /// <param name="second">η₂.</param>
    public (double First, double Second) Changes(double first, double second)
    {
        Require.Finite(first, "units of price");
        Require.Finite(second, "units of price");
        return (first + (Beta12 * second), second + (Beta21 * first));
    }

    private static double CommonShare(MarketNews news) => news.CommonVariance / (news.CommonVariance + news.LocalVariance);

    private static MarketNews Checked(MarketNews news, string name)
    {
        ArgumentNullException.ThrowIfNull(news, name);
        Require.NonNegative(news.CommonVariance, "price²", $"{name}.CommonVariance");
        Require.NonNegative(news.LocalVariance, "price²", $"{name}.LocalVariance");
        Require.Positive(news.CommonVariance + news.LocalVariance, "price²", $"{name}.CommonVariance + {name}.LocalVariance");
        Require.Finite(news.Weight, "(a pure number)", $"{name}.Weight");
        return news;
    }
}
