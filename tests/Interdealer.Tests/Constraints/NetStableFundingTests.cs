using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Constraints;

public sealed class NetStableFundingTests
{
    private static readonly NetStableFunding Ratio = NetStableFunding.Ratio.Weighing("T", 0.05).WeighingTheRest(0.85);

    private static FinancialSystem System(double longTerm) => new(
        [new("D") { Cash = 10, OtherAssets = 20, OffBalanceSheetExposure = 40, Debt = 130 + longTerm, ShortTermDebt = 130 }, new("E") { Cash = 30 }],
        [new("T"), new("B") { LiquidityRank = 1 }],
        [new("D", "T", 100), new("D", "B", 100)],
        [new("E", "D", 10)]);

    [Fact]
    public void Required_and_available_funding_are_the_sums_of_the_rule()
    {
        // Required: .05·100 + .85·100 + 1·20 + .15·10 + .05·40 = 113.5, nothing for cash. Assets 240.
        // Available: equity 240 − 180 = 60, long debt 50, short debt 0: 110.
        var a = Assessment.Of(Ratio, System(longTerm: 50).Start(), 0, 0, 0);
        Close.To(113.5, a.Usage);
        Close.To(110, a.Capacity);
        Close.To(-3.5, a.Slack);

        // Equity and long debt together do not change; half of the short debt stable: 175. Half of the long debt: 85.
        Close.To(175, Assessment.Of(Ratio with { ShortTermDebtFactor = 0.5 }, System(50).Start(), 0, 0, 0).Capacity);
        Close.To(85, Assessment.Of(Ratio with { LongTermDebtFactor = 0.5 }, System(50).Start(), 0, 0, 0).Capacity);

        // What E owes: 30 + 10·0 − … equity 30 − 10 = 20, and 10 owed at .5.
        Close.To(25, Assessment.Of(Ratio with { OwedFactor = 0.5 }, System(50).Start(), 1, 0, 0).Capacity);
    }

    [Fact]
    public void Turning_assets_into_cash_frees_their_factor_and_repays_nothing()
    {
        // Least liquid only is not on offer: pro rata 3.5/(5 + 85) of both; most liquid first 3.5/5 of the Treasuries.
        var state = System(50).Start();
        new Deleverage(Ratio, Liquidation.MostLiquidFirst).Apply(state);
        Close.To(0.7, state.Order[0, 0]);
        Settlement.ExecuteAtMarks(state);
        Close.To(180, state.Debt[0, 0]);
        Close.To(80, state.Cash[0, 0]);
        var after = Assessment.Of(Ratio, state, 0, 0, 0);
        Close.To(110, after.Usage);
        Close.To(110, after.Capacity);
        Close.To(3.5 / 90, Assessment.Of(Ratio, System(50).Start(), 0, 0, 0).RequiredShare);

        // To 110 %: required funding must fall to 100, so 13.5/90.
        Close.To(13.5 / 90, Assessment.Of(Ratio.WithTarget(1.1), System(50).Start(), 0, 0, 0).RequiredShare);
    }

    [Fact]
    public void Bad_factors_are_refused()
    {
        BalanceSheetTests.Refused("factor", "85", "write 0.03, not 3, for 3 %", () => Ratio.Weighing("B", 85));
        BalanceSheetTests.Refused("weights", "\"B\"", "WeighingTheRest", () => Assessment.Of(NetStableFunding.Ratio.Weighing("T", 0), System(1).Start(), 0, 0, 0));
        BalanceSheetTests.Refused("name", "\"Z\"", "\"T\"", () => Assessment.Of(Ratio.Weighing("Z", 0), System(1).Start(), 0, 0, 0));
        BalanceSheetTests.Refused("target", "0.9", "at least the requirement of 1", () => Ratio.WithTarget(0.9));
        BalanceSheetTests.Refused("ClaimsFactor", "2", "fraction", () => _ = Ratio with { ClaimsFactor = 2 });
    }
}
