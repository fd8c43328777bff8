using Interdealer.Constraints;

namespace Interdealer.Tests.Constraints;

public sealed class RiskWeightedCapitalTests
{
    private static readonly RiskWeightedCapital EightPercent =
        RiskWeightedCapital.FromMinimum(0.08).Weighing("U.S. Treasuries", 0).Weighing("Corporate bonds", 1).WeighingTheRest(0.5);

    [Fact]
    public void Only_what_has_a_weight_uses_capital_and_is_sold()
    {
        // Corporate bonds 144, other assets 100 at .5: 194 of risk-weighted assets on 19 of capital, 9.8 %. At 10 % 190 are allowed: 4 of bonds go.
        var calm = EightPercent.Assess(DealerPrime.Shocked);
        Close.To(0.08 * 194, calm.Usage);
        Close.To(19, calm.Capacity);
        Assert.False(calm.IsBreached);

        var tight = RiskWeightedCapital.FromMinimum(0.1).Weighing("U.S. Treasuries", 0).Weighing("Corporate bonds", 1).WeighingTheRest(0.5).Assess(DealerPrime.Shocked);
        Close.To(19.4, tight.Usage);
        Close.To(4, tight.RequiredSale);
    }

    [Fact]
    public void What_weighs_more_needs_less_selling()
    {
        // 100 of weight .2 and 100 of weight 1: 120 on 10 of capital, 100 allowed at 10 %. Freed by 20 of the heavy, or by 100 of the light.
        var sheet = new BalanceSheet("D", 10) { { "Light", 100 }, { "Heavy", 100 } };
        var limit = RiskWeightedCapital.FromMinimum(0.1).Weighing("Light", 0.2).Weighing("Heavy", 1);
        Close.To(12, limit.Assess(sheet).Usage);
        Close.To(10, limit.Assess(sheet.Sell("Heavy", 20)).Usage);
        Close.To(10, limit.Assess(sheet.Sell("Light", 100)).Usage);

        // Pro rata a sixth of both, 200/6.
        Close.To(200.0 / 6, limit.Assess(sheet).RequiredSale);
    }

    [Fact]
    public void Cash_other_assets_claims_and_commitments_have_weights_of_their_own()
    {
        var system = new FinancialSystem(
            [new("D") { Cash = 10, OtherAssets = 20, OffBalanceSheetExposure = 40, Debt = 50 }, new("E") { Cash = 30 }],
            [new("B")], [new("D", "B", 100)], [new("E", "D", 5)]);
        var limit = RiskWeightedCapital.FromMinimum(0.1).WeighingTheRest(1);

        // 0·10 + 20 + 5 + 40 + 100 = 165; with weights .1, .5, .2, .25: 1 + 10 + 1 + 10 + 100 = 122.
        Close.To(16.5, Assessment.Of(limit, system.Start(), 0, 0, 0).Usage);
        var weighted = limit with { CashWeight = 0.1, OtherAssetsWeight = 0.5, ClaimsWeight = 0.2, OffBalanceSheetWeight = 0.25 };
        Close.To(12.2, Assessment.Of(weighted, system.Start(), 0, 0, 0).Usage);
    }

    [Fact]
    public void With_every_weight_1_it_is_the_leverage_ratio()
    {
        var limit = RiskWeightedCapital.FromMinimum(0.03).WithBuffer(0.02).WithTarget(0.055).WeighingTheRest(1) with { CashWeight = 1 };
        Close.To(
            LeverageRatio.FromMinimum(0.03).WithBuffer(0.02).WithTarget(0.055).Assess(DealerPrime.Shocked).RequiredSale,
            limit.Assess(DealerPrime.Shocked).RequiredSale);
        Assert.Equal(0.05, limit.Requirement);
        Assert.Equal(0.055, limit.Target);
    }

    [Fact]
    public void An_asset_without_a_weight_is_refused_and_so_are_bad_numbers()
    {
        var bare = RiskWeightedCapital.FromMinimum(0.08).Weighing("Corporate bonds", 1);
        BalanceSheetTests.Refused("weights", "\"U.S. Treasuries\"", "WeighingTheRest", () => bare.Assess(DealerPrime.Sheet));
        BalanceSheetTests.Refused("weights", "\"U.S. Treasuries\"", "WeighingTheRest", () => RiskWeightedCapital.FromMinimum(0.08).Assess(DealerPrime.Sheet));
        BalanceSheetTests.Refused("name", "Gold", "\"Corporate bonds\"", () => EightPercent.Weighing("Gold", 1).Assess(DealerPrime.Sheet));
        BalanceSheetTests.Refused("minimum", "8", "write 0.05, not 5, for 5 %", () => RiskWeightedCapital.FromMinimum(8));
        BalanceSheetTests.Refused("weight", "-1", "risk-weighted assets per unit", () => EightPercent.Weighing("Gold", -1));
        BalanceSheetTests.Refused("target", "0.07", "0.08 (fraction of risk-weighted assets)", () => EightPercent.WithTarget(0.07));
        BalanceSheetTests.Refused("ClaimsWeight", "NaN", "at least 0", () => _ = EightPercent with { ClaimsWeight = double.NaN });
    }
}
