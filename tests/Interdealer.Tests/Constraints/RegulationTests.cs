using Interdealer.Constraints;

namespace Interdealer.Tests.Constraints;

public sealed class RegulationTests
{
    private static readonly string[] Treasuries = ["U.S. Treasuries"];

    [Theory]
    [InlineData("2018-01-01", 0.05, 0.06)]
    [InlineData("2020-03-31", 0.05, 0.06)]
    [InlineData("2020-04-01", 0.05, 0.06)]
    [InlineData("2021-04-01", 0.05, 0.06)]
    [InlineData("2026-03-31", 0.05, 0.06)]
    [InlineData("2026-04-01", 0.045, 0.04)] // half of 3 %: 1.5 %, capped at 1 % for the bank
    public void The_enhanced_ratio_by_date(string date, double holdingCompany, double insuredBank)
    {
        var day = Day(date);
        Close.To(holdingCompany, Regulation.EnhancedLeverageRatio(day, BankLevel.HoldingCompany, 0.03, Treasuries).Requirement, 1e-15);
        Close.To(insuredBank, Regulation.EnhancedLeverageRatio(day, BankLevel.InsuredBank, 0.03, Treasuries).Requirement, 1e-15);
    }

    [Theory]
    [InlineData("2020-03-31", 494)]
    [InlineData("2020-04-01", 244)]
    [InlineData("2021-03-31", 244)]
    [InlineData("2021-04-01", 494)]
    public void Treasuries_and_reserves_are_outside_the_exposure_during_the_relief(string date, double exposure) =>
        Close.To(exposure, Regulation.EnhancedLeverageRatio(Day(date), BankLevel.HoldingCompany, treasuries: Treasuries).Assess(DealerPrime.Shocked).Exposure);

    [Fact]
    public void The_2026_rule_may_be_adopted_a_quarter_early_and_its_cap_binds_only_large_surcharges()
    {
        Close.To(0.0425, Regulation.RecalibratedLeverageRatio(Day("2026-01-01"), BankLevel.HoldingCompany, 0.025).Requirement, 1e-15);
        Close.To(0.0375, Regulation.RecalibratedLeverageRatio(Day("2026-01-01"), BankLevel.InsuredBank, 0.015).Requirement, 1e-15);
        Close.To(0.04, Regulation.RecalibratedLeverageRatio(Day("2026-04-01"), BankLevel.InsuredBank, 0.045).Requirement, 1e-15);
        Close.To(0.03, Regulation.RecalibratedLeverageRatio(Day("2026-04-01"), BankLevel.InsuredBank, 0).Requirement, 1e-15);
        Assert.Equal(0.03, Regulation.BaselLeverageRatio.Requirement);
    }

    [Fact]
    public void What_a_date_requires_must_be_there()
    {
        BalanceSheetTests.Refused("date", "2017-12-31", "2018-01-01", () => Regulation.EnhancedLeverageRatio(Day("2017-12-31"), BankLevel.HoldingCompany));
        BalanceSheetTests.Refused("date", "2025-12-31", "2026-01-01", () => Regulation.RecalibratedLeverageRatio(Day("2025-12-31"), BankLevel.InsuredBank, 0.03));
        BalanceSheetTests.Refused("surcharge", "2026-04-01", "MethodOneSurcharge", () => Regulation.EnhancedLeverageRatio(Day("2026-04-01"), BankLevel.InsuredBank));
        BalanceSheetTests.Refused("surcharge", "3", "write 0.03, not 3, for 3 %", () => Regulation.EnhancedLeverageRatio(Day("2026-04-01"), BankLevel.InsuredBank, 3));
        BalanceSheetTests.Refused("treasuries", "2020-06-30", "empty list", () => Regulation.EnhancedLeverageRatio(Day("2020-06-30"), BankLevel.InsuredBank));
        BalanceSheetTests.Refused("level", "7", "InsuredBank", () => Regulation.EnhancedLeverageRatio(Day("2019-06-30"), (BankLevel)7));
        Assert.Equal(0, Regulation.EnhancedLeverageRatio(Day("2020-06-30"), BankLevel.InsuredBank, treasuries: []).CashWeight);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(129.9, 0)]
    [InlineData(130, 1)]
    [InlineData(229, 1)]
    [InlineData(230, 1.5)]
    [InlineData(330, 2)]
    [InlineData(430, 2.5)]
    [InlineData(530, 3.5)]
    [InlineData(629, 3.5)]
    [InlineData(630, 4.5)]
    [InlineData(729, 4.5)]
    [InlineData(730, 5.5)]
    [InlineData(857, 6.5)]
    public void The_method_1_surcharge_by_score(double score, double percent) => Close.To(percent / 100, Regulation.MethodOneSurcharge(score), 1e-15);

    [Theory]
    [InlineData(RepoCollateral.Sovereign, 0.5, 2, 4)]
    [InlineData(RepoCollateral.Corporate20, 1, 4, 8)]
    [InlineData(RepoCollateral.Corporate50, 2, 6, 12)]
    [InlineData(RepoCollateral.Corporate100, 4, 8, 16)]
    [InlineData(RepoCollateral.MainIndexEquity, 15, 15, 15)]
    [InlineData(RepoCollateral.OtherEquity, 25, 25, 25)]
    public void Supervisory_haircuts_by_maturity_and_holding_period(RepoCollateral collateral, double upToOne, double upToFive, double longer)
    {
        Close.To(upToOne / 100, SupervisoryHaircut.Of(collateral, 1));
        Close.To(upToFive / 100, SupervisoryHaircut.Of(collateral, 1.01));
        Close.To(upToFive / 100, SupervisoryHaircut.Of(collateral, 5));
        Close.To(longer / 100, SupervisoryHaircut.Of(collateral, 5.01));

        // √(5/10) of it over 5 days, twice over 40, never above 1.
        Close.To(longer / 100 * 0.70710678118654752, SupervisoryHaircut.Of(collateral, 30, holdingDays: 5));
        Close.To(longer / 50, SupervisoryHaircut.Of(collateral, 30, 40));
        Assert.Equal(1, SupervisoryHaircut.Of(collateral, 30, 100_000));
        BalanceSheetTests.Refused("holdingDays", "0", "trading days", () => SupervisoryHaircut.Of(collateral, 1, 0));
        BalanceSheetTests.Refused("maturityYears", "-1", "years", () => SupervisoryHaircut.Of(collateral, -1));
    }

    [Fact]
    public void Liquidity_rates_and_the_market_risk_measure()
    {
        Assert.Equal([0, 0.15, 0.25, 0.5, 1], new[] { HqlaLevel.Level1, HqlaLevel.Level2A, HqlaLevel.Level2BMortgages, HqlaLevel.Level2BOther, HqlaLevel.None }.Select(LiquidityCoverage.SecuredRunOff));
        Assert.Equal(1, Regulation.LiquidityCoverage(0.1).ShortTermDebtRunOff);
        Assert.Equal(0.1, Regulation.LiquidityCoverage(0.1).CommitmentDraw);

        // Normal expected shortfall at 97.5 % is φ(1.959964)/.025 = 2.3378 deviations; 1 % a day over 10 days on 1000: 73.93.
        var desk = new BalanceSheet("D", 100) { { "B", 1000 } };
        Close.To(2.337803 * 10 * Math.Sqrt(10), Regulation.MarketRisk(10).Assess(desk, new Asset("B") { Volatility = 0.01 }).Usage, 1e-6);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
