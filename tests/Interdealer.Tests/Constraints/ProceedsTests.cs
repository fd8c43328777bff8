using Interdealer.Constraints;
using Interdealer.Engine;
using Interdealer.Risk;

namespace Interdealer.Tests.Constraints;

/// <summary>What limits say beside usage and capacity: what becomes of the proceeds of a sale, who has no limit, and what counts of the inventory.</summary>
public sealed class ProceedsTests
{
    /// <summary>Of each limit whether a sale repays debt (1) or leaves cash (0), and what a unit of cash that repays debt frees.</summary>
    private static readonly Dictionary<string, (IConstraint Limit, double Repays, double PerCash)> Limits = new(StringComparer.Ordinal)
    {
        ["leverage ratio"] = (LeverageRatio.FromMinimum(0.05), 1, 0.05),
        ["leverage ratio without cash"] = (LeverageRatio.FromMinimum(0.05).ExcludingCash(), 1, 0),
        ["risk-weighted capital"] = (RiskWeightedCapital.FromMinimum(0.1).WeighingTheRest(1) with { CashWeight = 0.2 }, 1, 0.02),
        ["haircuts"] = (new Haircuts(), 1, 0),
        ["risks added up"] = (ValueAtRisk.Limit(1), 1, 0),
        ["risks correlated"] = (ValueAtRisk.Limit(1, correlation: 0.5), 1, 0),
        ["net stable funding"] = (NetStableFunding.Ratio.WeighingTheRest(0.5), 0, 0),
        ["liquidity coverage"] = (LiquidityCoverage.FromRunOff(1, 0), 0, 0),
        ["concentration"] = (Concentration.OfEquity(0.25, "B"), 0, 0),
    };

    public static TheoryData<string> Named => [.. Limits.Keys];

    [Theory]
    [MemberData(nameof(Named))]
    public void Of_proceeds_a_limit_says_whether_they_repay_debt_also_where_it_is_joined(string name)
    {
        var (limit, repays, perCash) = Limits[name];
        var state = System().Start();
        foreach (var one in new[] { limit, limit.DownTo(1), limit.For(_ => true) })
        {
            var m = Measured(one, state);
            Assert.Equal(repays, m.Repays[0, 0]);
            Close.To(perCash, m.PerCash[0, 0], 1e-12);
        }

        // The other limit has more room and says nothing.
        var joined = Measured(LeverageRatio.FromMinimum(1e-6).And(limit), state);
        Assert.Equal((1, repays), (joined.Part[0, 0], joined.Repays[0, 0]));
    }

    [Fact]
    public void Whoever_has_no_limit_uses_none_of_it()
    {
        // Measured after one that has it, in the same place.
        var m = Measured(Concentration.OfEquity(0.25, "B").WithTarget(0.2).For(i => i.Name == "D"), System().Start());
        Assert.Equal((0, double.PositiveInfinity, 1, 1, 0, 0), (m.Usage(1, 0), m.Capacity[1, 0], m.Tightening[1, 0], m.Repays[1, 0], m.PerCash[1, 0], m.Part[1, 0]));
        Assert.Equal((0.25 / 0.2, 0), (m.Tightening[0, 0], m.Repays[0, 0]));
    }

    [Fact]
    public void A_share_of_the_inventory_counts_by_the_weight_of_what_is_in_it()
    {
        // 10 units of A at a mark of .8 and 20 of B at 1, of which D bears a quarter: 2 of A and 5 of B.
        var state = System().Start();
        (state.Inventory.Row(0)[0], state.Inventory.Row(1)[0], state.Price.Row(0)[0]) = (10, 20, 0.8);
        (state.PoolShare.Row(0)[0], state.PoolShare.Row(1)[0]) = (0.25, 0.75);

        // 50 of A are 40: .1·(.5·(40 + 2) + 1·(30 + 5) + 20 + 8), the cash of 10 weighs nothing.
        Close.To(8.4, Assessment.Of(RiskWeightedCapital.FromMinimum(0.1).Weighing("A", 0.5).WeighingTheRest(1), state, 0, 0, 0).Usage);
        Close.To(0.1 * (10 + 20 + 8 + 40 + 30 + 7), Assessment.Of(LeverageRatio.FromMinimum(0.1), state, 0, 0, 0).Usage);
        Close.To(35, Assessment.Of(Concentration.OfEquity(0.25, "B"), state, 0, 0, 0).Usage);

        // σ·v of .02·42 and .01·35, added up at a correlation of 1, and by the square root at one half.
        Close.To(2.3263478740408408 * (0.84 + 0.35), Assessment.Of(ValueAtRisk.Limit(1), state, 0, 0, 0).Usage, 1e-12);
        var root = Math.Sqrt((0.84 * 0.84) + (0.35 * 0.35) + (0.84 * 0.35));
        Close.To(2.3263478740408408 * root, Assessment.Of(ValueAtRisk.Limit(1, correlation: 0.5), state, 0, 0, 0).Usage, 1e-12);

        // Cash of 10 with A in full; with B in full and A at 85 %, where level 2 of 35.7 is more than 40 % of 80.7: 45/.6; as level 2B it is capped at 15 %.
        var coverage = LiquidityCoverage.FromRunOff(1, 0);
        Close.To(52, Assessment.Of(coverage.Counting(HqlaLevel.Level1, "A"), state, 0, 0, 0).Capacity);
        Close.To(45 / 0.6, Assessment.Of(coverage.Counting(HqlaLevel.Level1, "B").Counting(HqlaLevel.Level2A, "A"), state, 0, 0, 0).Capacity);
        Close.To(45 / 0.85, Assessment.Of(coverage.Counting(HqlaLevel.Level1, "B").Counting(HqlaLevel.Level2BMortgages, "A"), state, 0, 0, 0).Capacity);
    }

    [Fact]
    public void A_constraint_from_outside_that_is_a_weighted_sum_has_no_limit_and_repays_until_it_says_otherwise()
    {
        var state = System().Start();
        var m = new Measurement(state);
        m.FillLinear(state, state.Value(), new LinearWeights(0.5, null) { Cash = 1, Other = 0.5, Claims = 1, OffBalanceSheet = 0.25 });

        // .5·(10 + .5·20 + .25·8 + 50 + 30), of which .5·80 can be sold.
        Close.To(51, m.Usage(0, 0));
        Close.To(40, m.Sellable(0, 0));
        Assert.Equal((double.PositiveInfinity, 1, 1, 0), (m.Capacity[0, 0], m.Tightening[0, 0], m.Repays[0, 0], m.Part[0, 0]));
        Close.To(0.5, m.PerCash[0, 0]);
    }

    [Fact]
    public void The_sale_of_each_institution_is_of_its_own_positions()
    {
        // E: 100 of B on 4 of equity. At 5 % 80 are allowed.
        var a = Assessment.Of(LeverageRatio.FromMinimum(0.05), System().Start(), institution: 1, scenario: 0, loss: 0);
        Close.To(20, a.RequiredSale);

        // Amounts below one unit of currency count as any: .05·10 = .5 against .4.
        Close.To(2, LeverageRatio.FromMinimum(0.05).Assess(new BalanceSheet("Small", 0.4) { { "Bonds", 10 } }).RequiredSale);

        // Where nothing is held a breach has no sale that would end it, and that is no 0·∞.
        var loans = new BalanceSheet("F", 1) { { "Loans", 90, AssetKind.Other } };
        Assert.Equal(double.PositiveInfinity, LeverageRatio.FromMinimum(0.05).Assess(loans).RequiredSale);
    }

    [Fact]
    public void An_estimator_that_knows_more_assets_than_the_system_measures_those_there_are()
    {
        var returns = new double[,] { { 0.1, -0.02, -0.01 }, { 0.2, 0.01, -0.03 } };
        var limit = ValueAtRisk.Limit(1, new HistoricalSimulation(ReturnHistory.Of(["Gold", "A", "B"], returns), RiskMeasure.ValueAtRisk, 0.9));

        // Worst day: 50·.02 + 30·.01 = 1.3 against −50·.01 + 30·.03 = .4.
        Close.To(1.3, Assessment.Of(limit, System().Start(), 0, 0, 0).Usage);
        Assert.Equal("Value-at-Risk", Assert.Single(limit.Parts));
        Assert.Equal("Value-at-Risk", Assert.Single(ValueAtRisk.Limit(1).Parts));
        Assert.Equal("Expected shortfall", Assert.Single(ExpectedShortfall.Limit(1).Parts));
    }

    [Fact]
    public void Only_what_is_no_sum_over_positions_or_has_several_parts_makes_a_sale_look_again()
    {
        var state = System().Start();
        Assert.Equal(
            ["liquidity coverage", "risks correlated"],
            Limits.Where(x => !Measured(x.Value.Limit, state).IsAdditive).Select(x => x.Key).Order(StringComparer.Ordinal));
        Assert.False(Measured(new Haircuts().And(ValueAtRisk.Limit(1)), state).IsAdditive);
        Assert.Equal(AssetColumns.Haircut | AssetColumns.Volatility, new Haircuts().And(ValueAtRisk.Limit(1)).Reads);
    }

    [Fact]
    public void Marks_that_are_no_numbers_are_no_usage_of_liquidity_either()
    {
        var state = System().Start();
        state.Price.Row(0)[0] = double.NaN;
        var m = Measured(LiquidityCoverage.FromRunOff(1, 0), state);
        Assert.True(double.IsNaN(m.Fixed[0, 0]) && double.IsNaN(m.Sellable(0, 0)));
    }

    [Fact]
    public void Headroom_is_the_exposure_that_could_be_added()
    {
        // 25 of capital carry 500 at 5 %; after 6 of losses 19 carry 380 of the 494 there are.
        Close.To(0, DealerPrime.Slr.Assess(DealerPrime.Sheet).Headroom, 1e-10);
        Close.To(380 - 494, DealerPrime.Slr.Assess(DealerPrime.Shocked).Headroom);
        Close.To((25 / 0.04) - 500, LeverageRatio.FromMinimum(0.04).Assess(DealerPrime.Sheet).Headroom);

        // Whoever uses nothing of no capacity is at no limit.
        Assert.Equal(0, new LimitUse("F", "leverage", Usage: 0, Capacity: 0, RequiredShare: 0).Use);
        Assert.Equal(double.PositiveInfinity, new LimitUse("F", "leverage", Usage: 1, Capacity: 0, RequiredShare: 0).Use);
    }

    [Fact]
    public void At_the_limit_nothing_is_required_though_there_is_a_target_inside_it()
    {
        var use = Assert.Single(DealerPrime.Slr.WithTarget(0.06).Use(FinancialSystem.Of(DealerPrime.Sheet)).Uses);
        Assert.Equal((1, 0), (use.Use, use.RequiredShare));
        Assert.Equal(0, DealerPrime.Slr.WithTarget(0.06).Assess(DealerPrime.Sheet).RequiredSale);
        Assert.Equal("Leverage ratio (1), Leverage ratio (2)", string.Join(", ", DealerPrime.Slr.And(DealerPrime.Slr).Use(FinancialSystem.Of(DealerPrime.Sheet)).Limits));
    }

    [Fact]
    public void What_cannot_be_sold_is_no_part_of_the_desk()
    {
        var system = new FinancialSystem(
            [new("D") { Debt = 50 }], [new("A") { Volatility = 0.02 }, new("Old") { Volatility = 0.5, Sellable = false }], [new("D", "A", 100), new("D", "Old", 40)]);
        foreach (var correlation in new[] { 1, 0.5 })
        {
            Close.To(2 * 2.3263478740408408, Assessment.Of(ValueAtRisk.Limit(1, correlation: correlation), system.Start(), 0, 0, 0).Usage, 1e-12);
        }
    }

    [Fact]
    public void Of_three_limits_the_tightest_speaks_in_each_scenario_whatever_it_is_in_the_next()
    {
        // Requirements of 3, 2 and 2.5 % in the first scenario, of 3, 4 and 2.5 % in the second.
        var limits = LeverageRatio.FromMinimum(0.03).And(LeverageRatio.FromMinimum(0.02).Varying("second")).And(LeverageRatio.FromMinimum(0.025));
        var state = System().Shock([new Shock(), new Shock()]);
        new double[] { 1, 2 }.CopyTo(Multiples.Of(state, Multiples.Requirement("second"), rows: 1).Values);
        var m = Measured(limits, state);
        Assert.Equal([0, 1], [m.Part[0, 0], m.Part[0, 1]]);
        Close.To(0.03 * 118, m.Usage(0, 0));
        Close.To(0.04 * 118, m.Usage(0, 1));
    }

    [Fact]
    public void A_measurement_that_is_emptied_is_as_a_new_one()
    {
        var state = System().Start();
        var m = Measured(LiquidityCoverage.FromRunOff(1, 0).WithTarget(1.1).And(Concentration.OfEquity(1e-3, "B").WithTarget(1e-4)), state);
        Assert.NotEqual(0, m.Usage(0, 0));
        m.PerCash.Row(0)[0] = 1;
        m.Fixed.Row(0)[0] = 1;
        m.Clear();
        var fresh = new Measurement(state);
        Assert.Equal(fresh.IsAdditive, m.IsAdditive);
        Assert.All(
            new[] { (fresh.Fixed, m.Fixed), (fresh.ByTier, m.ByTier), (fresh.Capacity, m.Capacity), (fresh.Tightening, m.Tightening), (fresh.PerCash, m.PerCash), (fresh.Repays, m.Repays), (fresh.Part, m.Part) },
            pair => Assert.Equal(pair.Item1.Scenario(0), pair.Item2.Scenario(0)));
        Assert.Equal((0, double.PositiveInfinity, 1, 1), (fresh.Usage(0, 0), fresh.Capacity[0, 0], fresh.Tightening[0, 0], fresh.Repays[0, 0]));
    }

    [Fact]
    public void Refusals_name_the_argument()
    {
        BalanceSheetTests.Refused("scenario", "3", "from 0 to 0", () => LeverageRatio.FromMinimum(0.05).Use(System().Start(), scenario: 3));
        BalanceSheetTests.Refused("share", "-0.5", "fraction", () => LiquidityCoverage.FromRunOff(1, 0).SecuredBy(HqlaLevel.Level1, -0.5));
        BalanceSheetTests.Refused("target", "0", "exposure per unit of equity", () => Concentration.OfEquity(0.25, "B").WithTarget(0));
    }

    /// <summary>D: 10 of cash, 20 of other assets, 50 of A and 30 of B on 30 of equity. E: 100 of B on 4.</summary>
    private static FinancialSystem System() => new(
        [
            new("D") { Cash = 10, OtherAssets = 20, OffBalanceSheetExposure = 8, Debt = 80, ShortTermDebt = 40, RiskAversion = 1 },
            new("E") { Debt = 96, ShortTermDebt = 96, RiskAversion = 1 },
        ],
        [new("A") { Volatility = 0.02, Haircut = 0.1 }, new("B") { Volatility = 0.01, Haircut = 0.2 }],
        [new("D", "A", 50), new("D", "B", 30), new("E", "B", 100)]);

    private static Measurement Measured(IConstraint limit, State state)
    {
        var m = new Measurement(state);
        limit.Measure(state, state.Value(), m);
        return m;
    }
}
