using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Constraints;

public sealed class ConcentrationTests
{
    private static readonly BalanceSheet Sheet = new("D", 100) { { "A", 40 }, { "B", 30 }, { "C", 130 } };

    [Fact]
    public void What_is_held_above_the_share_of_equity_goes()
    {
        // 40 against 25 % of 100: 15 of A.
        var a = Concentration.OfEquity(0.25, "A").Assess(Sheet);
        Close.To(40, a.Usage);
        Close.To(25, a.Capacity);
        Close.To(15, a.RequiredSale);
        Assert.Equal("Concentration in A", a.Constraint);

        // A and B as one exposure: 70 against 25.
        Close.To(45, Concentration.OfEquity(0.25, "A", "B").Assess(Sheet).RequiredSale);

        // Once breached, down to 20 %.
        Close.To(20, Concentration.OfEquity(0.25, "A").WithTarget(0.2).Assess(Sheet).RequiredSale);
        Assert.False(Concentration.OfEquity(0.4, "A").WithTarget(0.2).Assess(Sheet).IsBreached);
    }

    [Fact]
    public void Only_the_asset_named_is_sold_and_the_proceeds_stay_as_cash()
    {
        foreach (var how in new[] { Liquidation.ProRata, Liquidation.MostLiquidFirst, Liquidation.LeastImpact })
        {
            var state = FinancialSystem.Of(Sheet).Start();
            new Deleverage(Concentration.OfEquity(0.24, "B"), how).Apply(state);
            Close.To(0.2, state.Order[1, 0]);
            Assert.Equal(0, state.Order[0, 0]);
            Assert.Equal(0, state.Order[2, 0]);
            Settlement.ExecuteAtMarks(state);
            Close.To(6, state.Cash[0, 0]);
            Close.To(100, state.Debt[0, 0]);
        }
    }

    [Fact]
    public void What_cannot_be_sold_counts_and_losses_tighten_the_limit()
    {
        var sheet = new BalanceSheet("D", 100) { { "Loans", 60, AssetKind.Other }, { "Bonds", 100 } };
        Assert.False(Concentration.OfEquity(0.5, "Loans").Assess(sheet).CanComply);

        // 40 of equity lost with the bonds, 60 left: half is 30; nobody without equity may hold any.
        Close.To(30, Concentration.OfEquity(0.5, "Bonds").Assess(sheet.MarkDown("Bonds", 0.4)).Capacity);
        Assert.Equal(0, Concentration.OfEquity(0.5, "A").Assess(new BalanceSheet("D", 1) { { "A", 40 } }.MarkDown("A", 0.5)).Capacity);
    }

    [Fact]
    public void Limits_on_each_asset_are_joined()
    {
        var state = FinancialSystem.Of(Sheet).Start();
        new Deleverage(Concentration.OfEquity(0.25, "A").And(Concentration.OfEquity(0.25, "B"))).Apply(state);
        Close.To(15.0 / 40, state.Order[0, 0]);
        Close.To(5.0 / 30, state.Order[1, 0]);
        Assert.Equal(0, state.Order[2, 0]);
    }

    [Fact]
    public void Bad_limits_are_refused()
    {
        BalanceSheetTests.Refused("limit", "0", "write 0.25, not 25, for 25 %", () => Concentration.OfEquity(0, "A"));
        BalanceSheetTests.Refused("assets", "empty", "at least one", () => Concentration.OfEquity(0.25));
        BalanceSheetTests.Refused("assets", "\"A\"", "twice", () => Concentration.OfEquity(0.25, "A", "A"));
        BalanceSheetTests.Refused("target", "0.3", "0.25", () => Concentration.OfEquity(0.25, "A").WithTarget(0.3));
        BalanceSheetTests.Refused("name", "\"Z\"", "\"A\"", () => Concentration.OfEquity(0.25, "Z").Assess(Sheet));
    }
}
