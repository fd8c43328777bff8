using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Constraints;

public sealed class LiquidityCoverageTests
{
    private static readonly LiquidityCoverage Ratio = LiquidityCoverage.FromRunOff(shortTermDebt: 1, commitments: 0.1)
        .Counting(HqlaLevel.Level1, "T").Counting(HqlaLevel.Level2A, "Agencies")
        .Counting(HqlaLevel.Level2BMortgages, "RMBS").Counting(HqlaLevel.Level2BOther, "Shares");

    [Fact]
    public void Outflows_less_capped_inflows_against_the_stock_after_haircuts()
    {
        // Out: 100 of short debt, .1·50 of commitments: 105. In: 20 of claims. Net 85.
        // Stock: 10 cash + 40 T + .85·20 A + .75·4 RMBS + .5·4 shares = 72; level 2: 22 of 72, level 2B: 5 of 72, no cap binds.
        var a = Assessment.Of(Ratio, System(shortTerm: 100, claims: 20), 0, 0, 0);
        Close.To(85, a.Usage);
        Close.To(72, a.Capacity);

        // Inflows of 100 count up to 75 % of 105: 26.25 remain.
        Close.To(26.25, Assessment.Of(Ratio, System(100, claims: 100), 0, 0, 0).Usage);

        // Other rates: .05 of the 200 of longer debt, nothing from claims, half of 30 of other assets: 115 − 15.
        var other = Ratio with { LongTermDebtRunOff = 0.05, ClaimsInflow = 0, OtherAssetsInflow = 0.5 };
        Close.To(100, Assessment.Of(other, System(100, 20), 0, 0, 0).Usage);

        // The debtor's 20 leave in full, or by half.
        Close.To(20, Assessment.Of(Ratio, System(100, 20), 1, 0, 0).Usage);
        Close.To(10, Assessment.Of(Ratio with { OwedRunOff = 0.5 }, System(100, 20), 1, 0, 0).Usage);
    }

    [Fact]
    public void Where_no_asset_counts_the_stock_is_cash()
    {
        var a = Assessment.Of(LiquidityCoverage.FromRunOff(1, 0.1), System(shortTerm: 100, claims: 20), 0, 0, 0);
        Close.To(85, a.Usage);
        Close.To(10, a.Capacity);
    }

    [Fact]
    public void A_sale_raises_cash_by_the_haircut_keeps_level_1_and_repays_nothing()
    {
        // 13 short. Sold in full: T 0, agencies 3, RMBS 1, shares 2, bonds 100 of 100: most liquid first 3 + 1 + 2, then 7 of the bonds.
        var state = System(100, 20);
        new Deleverage(Ratio, Liquidation.MostLiquidFirst).Apply(state);
        Assert.Equal(0, state.Order[0, 0]);
        Assert.Equal([1, 1, 1], Enumerable.Range(1, 3).Select(t => state.Order[t, 0]));
        Close.To(0.07, state.Order[4, 0]);
        Settlement.ExecuteAtMarks(state);
        Close.To(10 + 20 + 4 + 4 + 7, state.Cash[0, 0]);
        Close.To(300, state.Debt[0, 0]);
        Close.To(85, Assessment.Of(Ratio, state, 0, 0, 0).Capacity);
        Close.To(85, Assessment.Of(Ratio, state, 0, 0, 0).Usage);

        // Pro rata the slice 13/106 of everything but the Treasuries, worth 128.
        var a = Assessment.Of(Ratio, System(100, 20), 0, 0, 0);
        Close.To(13.0 / 106, a.RequiredShare);
        Close.To(13.0 / 106 * 128, a.RequiredSale);

        // To 120 % of 85: 102 − 72 = 30.
        Close.To(30.0 / 106, Assessment.Of(Ratio.WithTarget(1.2), System(100, 20), 0, 0, 0).RequiredShare);
    }

    [Fact]
    public void What_counts_but_cannot_be_sold_is_in_the_stock_and_no_sale_adds_to_it()
    {
        // Stock: 10 + 40 T + .85·20 agencies that cannot be sold + .5·8 shares = 71 against 80; selling all the shares adds 4 and the bonds 10.
        var system = new FinancialSystem(
            [new("D") { Cash = 10, Debt = 80, ShortTermDebt = 80 }],
            [new("T"), new("Agencies") { Sellable = false }, new("Shares"), new("Bonds")],
            [new("D", "T", 40), new("D", "Agencies", 20), new("D", "Shares", 8), new("D", "Bonds", 10)]);
        var ratio = LiquidityCoverage.FromRunOff(1, 0).Counting(HqlaLevel.Level1, "T").Counting(HqlaLevel.Level2A, "Agencies").Counting(HqlaLevel.Level2BOther, "Shares");
        var a = Assessment.Of(ratio, system.Start(), 0, 0, 0);
        Close.To(80, a.Usage);
        Close.To(71, a.Capacity);
        Close.To(9.0 / 14, a.RequiredShare);
    }

    [Theory]
    [InlineData(60, 20, 10, 90)] // 30 of 90 and 10 of 90: no cap binds
    [InlineData(60, 20, 40, 80 * 100 / 85.0)] // 2B to 15 % of the stock: 80/.85, level 2 then 34.1 of 94.1
    [InlineData(60, 50, 0, 100)] // level 2 to 40 %: 60/.6
    [InlineData(60, 50, 40, 100)] // both: 2B is capped first, then level 2 as a whole
    [InlineData(60, 36, 40, 100)] // 60 + 36 = 96 of 2A and level 1; 2B up to 15 would be 111, level 2 of 51 exceeds 40
    [InlineData(0, 50, 40, 0)] // without level 1 there is no stock
    [InlineData(60, 0, 40, 60 * 100 / 85.0)] // 2B alone
    public void Caps_hold_level_2_to_40_percent_and_level_2B_to_15_percent(double level1, double level2A, double level2B, double stock)
    {
        var system = new FinancialSystem(
            [new("D") { Debt = 1, ShortTermDebt = 1 }],
            [new("T"), new("Agencies"), new("RMBS"), new("Shares")],
            [new("D", "T", level1), new("D", "Agencies", level2A / 0.85), new("D", "RMBS", level2B / 2 / 0.75), new("D", "Shares", level2B)]);
        var counted = Assessment.Of(Ratio, system.Start(), 0, 0, 0).Capacity;
        Close.To(stock, counted, 1e-12);

        // The rule's own formula, annex 1.
        var adjust15 = Math.Max(Math.Max(level2B - (15 / 85.0 * (level1 + level2A)), level2B - (15 / 60.0 * level1)), 0);
        var adjust40 = Math.Max(level2A + level2B - adjust15 - (2 / 3.0 * level1), 0);
        Close.To(level1 + level2A + level2B - adjust15 - adjust40, counted, 1e-12);
    }

    [Fact]
    public void The_stock_is_the_rules_formula_whatever_the_amounts()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            double l1 = random.NextDouble(), a2 = 2 * random.NextDouble(), b2 = random.NextDouble();
            var adjust15 = Math.Max(Math.Max(b2 - (15 / 85.0 * (l1 + a2)), b2 - (15 / 60.0 * l1)), 0);
            var adjust40 = Math.Max(a2 + b2 - adjust15 - (2 / 3.0 * l1), 0);
            var least = Enumerable.Range(0, HqlaStock.Count).Min(j => HqlaStock.Form(j, l1, a2, b2));
            Assert.True(Math.Abs(l1 + a2 + b2 - adjust15 - adjust40 - least) <= 1e-14, $"seed {seed}: {least:R}");
        }
    }

    [Fact]
    public void Where_a_cap_binds_a_sale_frees_more_and_the_slice_reported_is_still_exact()
    {
        // Cash 30 and agencies 100, 85 after haircut: capped at 30/.6 = 50 against 60. Sold x: (30 + x)/.6 = 60 at x = 6; without the cap 115 + .15x.
        var system = new FinancialSystem([new("D") { Cash = 30, Debt = 60, ShortTermDebt = 60 }], [new("Agencies")], [new("D", "Agencies", 100)]);
        var ratio = LiquidityCoverage.FromRunOff(1, 0).Counting(HqlaLevel.Level2A, "Agencies");
        var a = Assessment.Of(ratio, system.Start(), 0, 0, 0);
        Close.To(50, a.Capacity);
        Close.To(6, a.RequiredSale);

        // Against 112 and 118 the cap still decides: x = .6·118 − 30 = 40.8, where 115 + .15x = 121.1 is enough.
        var (more, most) = (Debt(112), Debt(118));
        Close.To((112 * 0.6) - 30, Assessment.Of(ratio, more, 0, 0, 0).RequiredSale);
        Close.To((118 * 0.6) - 30, Assessment.Of(ratio, most, 0, 0, 0).RequiredSale);

        // Against 125: 115 + .15x = 125 at 66.7 against 45 by the capped line. The cap stops binding on the way.
        Close.To(10 / 0.15, Assessment.Of(ratio, Debt(125), 0, 0, 0).RequiredSale);

        State Debt(double d) => new FinancialSystem(
            [new("D") { Cash = 30, Debt = d, ShortTermDebt = d }], [new("Agencies")], [new("D", "Agencies", 100)]).Start();
    }

    [Fact]
    public void Secured_debt_runs_off_at_the_rate_of_its_collateral()
    {
        // .4·0 + .2·.15 + .1·.25 + .1·.5 + .1·1 + the last .1 unsecured at .4.
        var ratio = LiquidityCoverage.FromRunOff(0.4, 0).SecuredBy(HqlaLevel.Level1, 0.4).SecuredBy(HqlaLevel.Level2A, 0.2)
            .SecuredBy(HqlaLevel.Level2BMortgages, 0.1).SecuredBy(HqlaLevel.Level2BOther, 0.1).SecuredBy(HqlaLevel.None, 0.1);
        Close.To(0.03 + 0.025 + 0.05 + 0.1 + 0.04, ratio.ShortTermDebtRunOff);
        Close.To(24.5, Assessment.Of(ratio, System(100, 0), 0, 0, 0).Usage);
        BalanceSheetTests.Refused("share", "0.31", "at most 1", () => ratio.SecuredBy(HqlaLevel.Level2A, 0.31));
    }

    [Fact]
    public void Selling_restores_the_ratio_also_through_the_caps()
    {
        var (breached, capped) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var ratio = RandomLimits.Liquidity(new Random(seed), RandomSystems.Create(seed));
            foreach (var how in new[] { Liquidation.ProRata, Liquidation.MostLiquidFirst, Liquidation.LeastImpact })
            {
                var state = RandomSystems.Shocked(RandomSystems.Create(seed), seed);
                state.DebtDue.Values.Clear();
                state.RedemptionDue.Values.Clear();
                var before = Measured(ratio, state);
                var slices = Enumerable.Range(0, before.Capacity.Rows).Select(i => Assessment.Slice(before, i, 0)).ToArray();
                var held = state.Retained.Scenario(0);
                new Deleverage(ratio, how).Apply(state);
                var (unmet, order) = (state.Unmet.Scenario(0), state.Order.Scenario(0));
                Settlement.ExecuteAtMarks(state);
                var after = Measured(ratio, state);
                for (var i = 0; i < unmet.Length; i++)
                {
                    Close.To(before.Usage(i, 0), after.Usage(i, 0), 1e-12);
                    if (before.Slack(i, 0) < 0 && unmet[i] == 0)
                    {
                        breached++;
                        Close.To(ratio.Target * after.Usage(i, 0), after.Capacity[i, 0], 1e-10);
                        for (var t = 0; t < state.System.SellableTiers && how == Liquidation.ProRata; t++)
                        {
                            var row = (i * state.System.Tiers) + t;
                            capped += order[row] > 0 ? 1 : 0;
                            Assert.True(
                                order[row] == 0 || Math.Abs(order[row] - (slices[i] * held[row])) <= 1e-9,
                                $"seed {seed}: sold {order[row]:R}, the slice was {slices[i] * held[row]:R}");
                        }
                    }
                }
            }
        }

        Assert.True(breached > 300 && capped > 100, $"{breached} sales, {capped} slices: too few to mean anything");
    }

    [Fact]
    public void Bad_rates_are_refused()
    {
        BalanceSheetTests.Refused("shortTermDebt", "100", "write 0.03, not 3, for 3 %", () => LiquidityCoverage.FromRunOff(100, 0));
        BalanceSheetTests.Refused("level", "9", "Level2BMortgages", () => Ratio.Counting((HqlaLevel)9, "T"));
        BalanceSheetTests.Refused("target", "0.5", "at least the requirement of 1", () => Ratio.WithTarget(0.5));
        BalanceSheetTests.Refused("name", "\"Z\"", "\"Agencies\"", () => Assessment.Of(Ratio.Counting(HqlaLevel.None, "Z"), System(1, 0), 0, 0, 0));
        BalanceSheetTests.Refused("OwedRunOff", "-1", "fraction", () => _ = Ratio with { OwedRunOff = -1 });
    }

    private static State System(double shortTerm, double claims) => new FinancialSystem(
        [
            new("D") { Cash = 10, OtherAssets = 30, OffBalanceSheetExposure = 50, Debt = shortTerm + 200, ShortTermDebt = shortTerm },
            new("E") { Cash = 100 },
        ],
        [
            new("T"), new("Agencies") { LiquidityRank = 1 }, new("RMBS") { LiquidityRank = 2 }, new("Shares") { LiquidityRank = 3 },
            new("Bonds") { LiquidityRank = 4 },
        ],
        [new("D", "T", 40), new("D", "Agencies", 20), new("D", "RMBS", 4), new("D", "Shares", 4), new("D", "Bonds", 100)],
        [new("E", "D", claims)]).Start();

    private static Measurement Measured(LiquidityCoverage limit, State state)
    {
        var m = new Measurement(state);
        limit.Measure(state, state.Value(), m);
        return m;
    }
}
