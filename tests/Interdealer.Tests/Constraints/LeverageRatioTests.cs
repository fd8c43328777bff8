using Interdealer.Constraints;

namespace Interdealer.Tests.Constraints;

public sealed class LeverageRatioTests
{
    [Fact]
    public void Six_of_loss_force_114_of_sales()
    {
        var a = DealerPrime.Slr.Assess(DealerPrime.Shocked);

        // 19/494 = 3.846 %; 19/.05 = 380 allowed; 494 − 380 = 114; 114/6 = 19.
        Close.To(0.03846153846, a.Ratio, 1e-9);
        Close.To(380, a.AllowedExposure);
        Close.To(114, a.RequiredSale);
        Close.To(19, a.Amplification);
        Assert.True(a.IsBreached);
        Assert.True(a.CanComply);
    }

    [Fact]
    public void Claims_other_assets_and_what_stands_beyond_the_balance_sheet_are_exposure()
    {
        // 10 of cash, 30 of other assets, 100 of bonds, 20 of claims, 50 beyond: 5 % of 210.
        var state = new FinancialSystem(
            [new("D") { Cash = 10, OtherAssets = 30, OffBalanceSheetExposure = 50, Debt = 140 }, new("E") { Cash = 100 }],
            [new("Bonds")], [new("D", "Bonds", 100)], [new("E", "D", 20)]).Start();
        Close.To(10.5, Assessment.Of(DealerPrime.Slr, state, 0, 0, 0).Usage);
    }

    [Theory]
    [InlineData(0.0425, 46.94117647)]
    [InlineData(0.0400, 19)]
    [InlineData(0.0384615, 0)]
    public void Other_requirements_on_the_shocked_book(double requirement, double sale) =>
        Close.To(sale, LeverageRatio.FromMinimum(requirement).Assess(DealerPrime.Shocked).RequiredSale, 1e-9);

    [Fact]
    public void Exactly_at_the_requirement_is_no_breach() => Assert.False(DealerPrime.Slr.Assess(DealerPrime.Sheet).IsBreached);

    [Fact]
    public void From_exactly_the_requirement_the_sale_is_the_loss_times_one_less_lambda_over_lambda()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var lambda = 0.02 + (0.2 * random.NextDouble());
            var assets = 100 + (900 * random.NextDouble());
            var by = lambda * random.NextDouble();
            var sheet = new BalanceSheet("D", lambda * assets) { { "Bonds", assets } }.MarkDown("Bonds", by);
            Close.To(by * assets * (1 - lambda) / lambda, LeverageRatio.FromMinimum(lambda).Assess(sheet).RequiredSale, 1e-9);
        }
    }

    [Fact]
    public void A_buffer_raises_the_requirement_and_a_target_the_sale()
    {
        var withBuffer = LeverageRatio.FromMinimum(0.03).WithBuffer(0.02);
        Close.To(114, withBuffer.Assess(DealerPrime.Shocked).RequiredSale);

        // Once breached, back to 5.5 %: 494 − 19/.055.
        Close.To(494 - (19 / 0.055), withBuffer.WithTarget(0.055).Assess(DealerPrime.Shocked).RequiredSale);
        Assert.False(withBuffer.WithTarget(0.055).Assess(DealerPrime.Sheet).IsBreached);
    }

    [Fact]
    public void Exclusions_take_assets_out_of_the_exposure()
    {
        var relief = DealerPrime.Slr.Excluding("U.S. Treasuries").ExcludingCash().Assess(DealerPrime.Shocked);

        // 494 − 200 − 50 = 244 of exposure against 19 of capital: 7.79 %.
        Close.To(244, relief.Exposure);
        Close.To(19.0 / 244, relief.Ratio);
        Assert.False(relief.IsBreached);
        Close.To(0, relief.RequiredSale);
    }

    [Fact]
    public void Only_what_counts_is_worth_selling()
    {
        // Exposure 494 − 200 = 294, allowed 19/.08 = 237.5: 56.5 of what counts.
        var relief = LeverageRatio.FromMinimum(0.08).Excluding("U.S. Treasuries").Assess(DealerPrime.Shocked);
        Close.To(56.5, relief.RequiredSale);
    }

    [Fact]
    public void Exposure_beyond_the_balance_sheet_counts_and_cannot_be_sold()
    {
        var sheet = new BalanceSheet("D", 5, offBalanceSheetExposure: 20) { { "Bonds", 100 } };

        // 5/120 < 5 %: exposure must fall to 100, so 20 of the bonds go.
        var a = DealerPrime.Slr.Assess(sheet);
        Close.To(120, a.Exposure);
        Close.To(20, a.RequiredSale);
        Assert.True(double.IsNaN(a.Amplification));
    }

    [Fact]
    public void A_dealer_that_selling_cannot_save_is_told_so()
    {
        var sheet = new BalanceSheet("D", 1) { { "Loans", 90, AssetKind.Other }, { "Bonds", 10 } };
        Assert.False(DealerPrime.Slr.Assess(sheet).CanComply);
        Assert.False(DealerPrime.Slr.Assess(DealerPrime.Sheet.MarkDown("U.S. Treasuries", 0.2)).CanComply);
    }

    [Fact]
    public void Selling_the_required_sale_restores_the_requirement()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var slr = LeverageRatio.FromMinimum(0.03 + (0.05 * random.NextDouble())).WithBuffer(0.02 * random.NextDouble());
            slr = slr.WithTarget(slr.Requirement * (1 + (0.2 * random.NextDouble())));
            var sheet = new BalanceSheet("D", 20 + (10 * random.NextDouble()), offBalanceSheetExposure: 50 * random.NextDouble())
            {
                { "Cash", 50, AssetKind.Cash }, { "T", 200 * random.NextDouble() }, { "B", 300 }, { "L", 50, AssetKind.Other },
            }.MarkDown("B", 0.05 * random.NextDouble());
            var before = slr.Assess(sheet);
            if (before.IsBreached && before.CanComply)
            {
                var after = slr.Assess(sheet.SellMostLiquidFirst(before.RequiredSale));
                Close.To(slr.Target, after.Ratio, 1e-12);
            }
        }
    }

    [Fact]
    public void Bad_requirements_are_refused()
    {
        BalanceSheetTests.Refused("minimum", "3", "write 0.05, not 5, for 5 %", () => LeverageRatio.FromMinimum(3));
        BalanceSheetTests.Refused("minimum", "NaN", "fraction", () => LeverageRatio.FromMinimum(double.NaN));
        BalanceSheetTests.Refused("target", "0.04", "0.05", () => DealerPrime.Slr.WithTarget(0.04));
        BalanceSheetTests.Refused("weight", "-1", "exposure per unit", () => DealerPrime.Slr.Weighing("Bonds", -1));
        BalanceSheetTests.Refused("name", "Tresuries", "U.S. Treasuries", () => DealerPrime.Slr.Excluding("Tresuries").Assess(DealerPrime.Sheet));
    }
}
