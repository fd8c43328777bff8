using System.Globalization;

namespace Interdealer.Constraints;

/// <summary>Which company of a US banking group a leverage standard applies to.</summary>
public enum BankLevel
{
    /// <summary>The holding company of a global systemically important bank.</summary>
    HoldingCompany,

    /// <summary>Its insured bank.</summary>
    InsuredBank,
}

/// <summary>The rules in force as constraints, by date where they changed.</summary>
/// <remarks>
/// Falling into a buffer restricts payouts and bonuses; no rule compels a sale. That a breach is answered by selling is the simplification of
/// the models here. Rates are fractions.
/// </remarks>
public static class Regulation
{
    private const double Minimum = 0.03;
    private const double InsuredBankBufferCap = 0.01;
    private static readonly DateOnly EnhancedRatioInForce = new(2018, 1, 1);
    private static readonly DateOnly ReliefBegins = new(2020, 4, 1);
    private static readonly DateOnly ReliefEnds = new(2021, 3, 31);
    private static readonly DateOnly RecalibrationOptional = new(2026, 1, 1);
    private static readonly DateOnly RecalibrationInForce = new(2026, 4, 1);

    /// <summary>The international minimum: Tier 1 capital of 3 % of exposure.</summary>
    /// <remarks>Source: Basel Committee, Basel III leverage ratio framework (2014), in force as a requirement since 2018.</remarks>
    public static LeverageRatio BaselLeverageRatio => LeverageRatio.FromMinimum(Minimum);

    /// <summary>The US enhanced supplementary leverage ratio on a date.</summary>
    /// <param name="date">From 1 January 2018.</param>
    /// <param name="level">Holding company or insured bank.</param>
    /// <param name="surcharge">The group's method-1 surcharge, a fraction below 1; required from 1 April 2026, unused before.</param>
    /// <param name="treasuries">
    /// Labels of the assets that are US Treasuries; required from 1 April 2020 to 31 March 2021 (empty where there are none), unused otherwise.
    /// </param>
    /// <remarks>
    /// Until 31 March 2026 the holding company needs 3 % and a buffer of 2 %, the insured bank 6 % to be well capitalised, written as 3 % and a
    /// buffer of 3 %. From 1 April 2020 to 31 March 2021 Treasuries and reserves (here: cash) were outside the exposure; insured banks had to
    /// ask for that relief, from June 2020: one that did not is as on a date outside it. From 1 April 2026 see <see cref="RecalibratedLeverageRatio"/>.
    /// Source: 12 CFR 217.11(d), 6.4(c)(1)(iv); 85 FR 20578 and 85 FR 32980 for the relief.
    /// </remarks>
    /// <exception cref="ArgumentException">The date is before the rule, or what the date requires is missing.</exception>
    public static LeverageRatio EnhancedLeverageRatio(DateOnly date, BankLevel level, double? surcharge = null, IEnumerable<string>? treasuries = null)
    {
        NotBefore(EnhancedRatioInForce, date, "the enhanced supplementary leverage ratio is in force");
        if (date >= RecalibrationInForce)
        {
            return RecalibratedLeverageRatio(date, level, surcharge ?? throw new ArgumentException(
                $"surcharge must be the group's method-1 surcharge from {Text(RecalibrationInForce)} on (a fraction: 0.025 for 2.5 %, see MethodOneSurcharge); it was left out for {Text(date)}.",
                nameof(surcharge)));
        }

        var ratio = LeverageRatio.FromMinimum(Minimum).WithBuffer(Of(level, holdingCompany: 0.02, insuredBank: 0.03));
        if (date < ReliefBegins || date > ReliefEnds)
        {
            return ratio;
        }

        return ratio.ExcludingCash().Excluding(treasuries ?? throw new ArgumentException(
            $"treasuries must name the assets that are US Treasuries, which were outside the exposure from {Text(ReliefBegins)} to {Text(ReliefEnds)} (an empty list where there are none); it was left out for {Text(date)}.",
            nameof(treasuries)));
    }

    /// <summary>The US enhanced supplementary leverage ratio as recalibrated: 3 % and half the method-1 surcharge, at most 1 % for the insured bank.</summary>
    /// <param name="date">From 1 January 2026, when a group may adopt it; from 1 April 2026 it must.</param>
    /// <param name="level">Holding company or insured bank.</param>
    /// <param name="surcharge">The group's method-1 surcharge, a fraction below 1 (see <see cref="MethodOneSurcharge"/>).</param>
    /// <remarks>Source: final rule of the Federal Reserve, OCC and FDIC of November 2025.</remarks>
    public static LeverageRatio RecalibratedLeverageRatio(DateOnly date, BankLevel level, double surcharge)
    {
        NotBefore(RecalibrationOptional, date, "the recalibrated leverage ratio may be adopted");
        var half = Require.Fraction(surcharge) / 2;
        return LeverageRatio.FromMinimum(Minimum).WithBuffer(Of(level, half, Math.Min(half, InsuredBankBufferCap)));
    }

    /// <summary>The capital surcharge of a global systemically important bank for its method-1 score, a fraction.</summary>
    /// <param name="score">Score in basis points, at least 0; a score between two buckets, such as 229.5, belongs to the lower.</param>
    /// <remarks>
    /// Below 130 none; from 130 1 %, 230 1.5 %, 330 2 %, 430 2.5 %, 530 3.5 %, 630 4.5 % and 1 % more for each further 100. Source: 12 CFR
    /// 217.403, table 1.
    /// </remarks>
    public static double MethodOneSurcharge(double score) => Require.NonNegative(score, "basis points") switch
    {
        < 130 => 0,
        < 230 => 0.010,
        < 330 => 0.015,
        < 430 => 0.020,
        < 530 => 0.025,
        < 630 => 0.035,
        _ => (4.5 + Math.Floor((score - 630) / 100)) / 100,
    };

    /// <summary>The liquidity coverage ratio where short-term debt is owed to financial firms: all that is not secured leaves.</summary>
    /// <param name="commitments">Share of exposure beyond the balance sheet that is drawn, from 0 to 1.</param>
    /// <remarks>
    /// Say with <see cref="LiquidityCoverage.Counting"/> which assets count and with <see cref="LiquidityCoverage.SecuredBy"/> what secures the
    /// debt; run-off 0, 15, 25, 50 and 100 %, haircuts 0, 15, 25 and 50 %, caps 40 and 15 %, inflows at most 75 % of outflows are the rule's.
    /// </remarks>
    public static LiquidityCoverage LiquidityCoverage(double commitments) => Constraints.LiquidityCoverage.FromRunOff(shortTermDebt: 1, commitments);

    /// <summary>The market-risk measure as a limit: expected shortfall at 97.5 % over 10 days.</summary>
    /// <param name="limit">Currency, above 0.</param>
    /// <param name="correlation">Correlation of any two assets, from 0 to 1.</param>
    /// <remarks>Source: Basel Committee, Minimum capital requirements for market risk (2019), MAR33; the base horizon of its liquidity horizons.</remarks>
    public static IConstraint MarketRisk(double limit, double correlation = 1) =>
        ExpectedShortfall.Limit(limit, confidence: 0.975, horizonDays: 10, correlation);

    private static double Of(BankLevel level, double holdingCompany, double insuredBank) => level switch
    {
        BankLevel.HoldingCompany => holdingCompany,
        BankLevel.InsuredBank => insuredBank,
        _ => throw new ArgumentOutOfRangeException(
            nameof(level), level, $"level must be one of {string.Join(", ", Enum.GetNames<BankLevel>())}; it was {Require.Text((int)level)}."),
    };

    private static void NotBefore(DateOnly first, DateOnly date, string since)
    {
        if (date < first)
        {
            throw new ArgumentOutOfRangeException(nameof(date), date, $"date must be {Text(first)} or later, since when {since}; it was {Text(date)}.");
        }
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
