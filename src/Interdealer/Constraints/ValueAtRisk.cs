using Interdealer.Risk;

namespace Interdealer.Constraints;

/// <summary>
/// Value-at-Risk limits: κ = VaR of the positions, C = the limit; a breach is answered by selling, pro rata the slice 1 − limit/VaR.
/// </summary>
/// <remarks>
/// Volatilities are the state's, so a cascade that raises them (EWMA, GARCH(1,1)) raises usage; historical simulation ignores them, filtered
/// historical simulation scales its history by them. Source: models of the risk folder; Adrian and Shin (2010) for limits as a share of equity.
/// </remarks>
public static class ValueAtRisk
{
    /// <summary>A limit in currency on any risk estimator that measures value at risk.</summary>
    /// <param name="limit">Currency, above 0.</param>
    /// <param name="estimator">How risk is estimated: elliptical, historical or filtered historical simulation.</param>
    public static IConstraint Limit(double limit, IRiskEstimator estimator) => RiskLimits.Currency(RiskMeasure.ValueAtRisk, limit, estimator);

    /// <summary>A limit in currency on normal VaR, z_α·√(v′Σv).</summary>
    /// <param name="limit">Currency, above 0.</param>
    /// <param name="confidence">A fraction in (0.5, 1).</param>
    /// <param name="horizonDays">Trading days, above 0.</param>
    /// <param name="correlation">Correlation of any two assets, from 0 to 1; 1, the default, adds risks up.</param>
    public static IConstraint Limit(double limit, double confidence = 0.99, double horizonDays = 1, double correlation = 1) =>
        RiskLimits.Currency(RiskMeasure.ValueAtRisk, limit, confidence, horizonDays, correlation);

    /// <summary>The same as a share of each institution's equity, so that large and small have limits of their size and losses tighten them.</summary>
    /// <param name="share">VaR per unit of equity, above 0.</param>
    /// <param name="confidence">A fraction in (0.5, 1).</param>
    /// <param name="horizonDays">Trading days, above 0.</param>
    /// <param name="correlation">Correlation of any two assets, from 0 to 1.</param>
    public static IConstraint ShareOfEquity(double share, double confidence = 0.99, double horizonDays = 1, double correlation = 1) =>
        RiskLimits.OfEquity(RiskMeasure.ValueAtRisk, share, confidence, horizonDays, correlation);
}

/// <summary>Expected shortfall limits: as <see cref="ValueAtRisk"/>, with the mean loss beyond the quantile; 97.5 % is the regulatory level.</summary>
/// <remarks>Source: Basel Committee, Minimum capital requirements for market risk (2019), MAR33.</remarks>
public static class ExpectedShortfall
{
    /// <summary>A limit in currency on any risk estimator that measures expected shortfall.</summary>
    /// <param name="limit">Currency, above 0.</param>
    /// <param name="estimator">How risk is estimated: elliptical, historical or filtered historical simulation.</param>
    public static IConstraint Limit(double limit, IRiskEstimator estimator) => RiskLimits.Currency(RiskMeasure.ExpectedShortfall, limit, estimator);

    /// <summary>A limit in currency on normal expected shortfall.</summary>
    /// <param name="limit">Currency, above 0.</param>
    /// <param name="confidence">A fraction in (0.5, 1).</param>
    /// <param name="horizonDays">Trading days, above 0.</param>
    /// <param name="correlation">Correlation of any two assets, from 0 to 1.</param>
    public static IConstraint Limit(double limit, double confidence = 0.975, double horizonDays = 1, double correlation = 1) =>
        RiskLimits.Currency(RiskMeasure.ExpectedShortfall, limit, confidence, horizonDays, correlation);

    /// <summary>The same as a share of each institution's equity.</summary>
    /// <param name="share">Expected shortfall per unit of equity, above 0.</param>
    /// <param name="confidence">A fraction in (0.5, 1).</param>
    /// <param name="horizonDays">Trading days, above 0.</param>
    /// <param name="correlation">Correlation of any two assets, from 0 to 1.</param>
    public static IConstraint ShareOfEquity(double share, double confidence = 0.975, double horizonDays = 1, double correlation = 1) =>
        RiskLimits.OfEquity(RiskMeasure.ExpectedShortfall, share, confidence, horizonDays, correlation);
}
