namespace Interdealer.Constraints;

/// <summary>What secures a repo, as the table of supervisory haircuts tells it apart.</summary>
public enum RepoCollateral
{
    /// <summary>Sovereign of risk weight 0.</summary>
    Sovereign,

    /// <summary>Debt of another issuer of risk weight 20 %.</summary>
    Corporate20,

    /// <summary>Debt of another issuer of risk weight 50 %.</summary>
    Corporate50,

    /// <summary>Debt of another issuer of risk weight 100 %.</summary>
    Corporate100,

    /// <summary>Shares of a main index.</summary>
    MainIndexEquity,

    /// <summary>Other publicly traded shares.</summary>
    OtherEquity,
}

/// <summary>
/// Supervisory haircuts: h(T) = min(1, h₁₀·√(T/10)), h₁₀ from the regulatory table by collateral and residual maturity, T the holding period
/// in trading days.
/// </summary>
/// <remarks>
/// h₁₀ in %, up to 1 year / 5 years / longer: sovereign ½, 2, 4; corporates of weight 20 % 1, 4, 8, of 50 % 2, 6, 12, of 100 % 4, 8, 16; shares
/// of a main index 15, other shares 25. Source: 12 CFR 217.132, table 1; Basel Committee CRE22 for the scaling.
/// </remarks>
public static class SupervisoryHaircut
{
    private const double TableDays = 10;

    /// <summary>The haircut of one kind of collateral, a fraction from 0 to 1; use it as <see cref="Asset.Haircut"/>.</summary>
    /// <param name="collateral">What it is.</param>
    /// <param name="maturityYears">Residual maturity in years, at least 0, a limit belonging to the shorter band; shares have none and ignore it.</param>
    /// <param name="holdingDays">Holding period T in trading days, above 0; 10 is the table's, 5 usual for repo.</param>
    public static double Of(RepoCollateral collateral, double maturityYears = 0, double holdingDays = TableDays)
    {
        Require.NonNegative(maturityYears, "years");
        Require.Positive(holdingDays, "trading days");
        var (upToOne, upToFive, longer) = collateral switch
        {
            RepoCollateral.Sovereign => (0.005, 0.02, 0.04),
            RepoCollateral.Corporate20 => (0.01, 0.04, 0.08),
            RepoCollateral.Corporate50 => (0.02, 0.06, 0.12),
            RepoCollateral.Corporate100 => (0.04, 0.08, 0.16),
            RepoCollateral.MainIndexEquity => (0.15, 0.15, 0.15),
            RepoCollateral.OtherEquity => (0.25, 0.25, 0.25),
            _ => throw new ArgumentOutOfRangeException(
                nameof(collateral), collateral,
                $"collateral must be one of {string.Join(", ", Enum.GetNames<RepoCollateral>())}; it was {Require.Text((int)collateral)}."),
        };
        var table = maturityYears <= 1 ? upToOne : maturityYears <= 5 ? upToFive : longer;
        return Math.Min(1, table * Math.Sqrt(holdingDays / TableDays));
    }
}
