using Interdealer.Constraints;
using Interdealer.Engine;
using Interdealer.Risk;

namespace Interdealer.Tests.Constraints;

/// <summary>What is said of one institution under one limit, and what a measurement is before anything is measured.</summary>
public class AssessmentTests
{
    [Fact]
    public void Selling_everything_is_still_enough_and_more_is_not()
    {
        Assert.True(new Assessment("a", "l", 2, 1, 1, 10, 0).CanComply);
        Assert.False(new Assessment("a", "l", 2, 1, Math.BitIncrement(1.0), 10, 0).CanComply);
    }

    [Fact]
    public void Amplification_needs_a_loss_however_small()
    {
        Assert.Equal(20, new Assessment("a", "l", 2, 1, 0.5, 10, 0.5).Amplification);
        Assert.Equal(double.NaN, new Assessment("a", "l", 2, 1, 0.5, 10, 0).Amplification);
    }

    [Fact]
    public void A_loss_below_0_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Assessment.Of(DealerPrime.Slr, FinancialSystem.Of(DealerPrime.Sheet).Start(), 0, 0, -1));
        Assert.Equal("loss", error.ParamName);
    }

    [Fact]
    public void The_second_of_two_institutions_is_assessed_on_its_own_positions()
    {
        // 5 % of 100 is 5, of which 2 is there: down to 40, so 60 of the 90 for sale, whatever the other holds.
        var state = new FinancialSystem(
            [new Institution("Large") { Debt = 2500 }, new Institution("Small") { Cash = 10, Debt = 98 }],
            [new Asset("Bonds"), new Asset("Loans") { LiquidityRank = 1 }],
            [new("Large", "Bonds", 1000), new("Large", "Loans", 2000), new("Small", "Bonds", 60), new("Small", "Loans", 30)]).Start();
        Assert.True(state.System.Tiers > 1);
        var small = Assessment.Of(DealerPrime.Slr, state, 1, 0, 0);
        Assert.Equal(60.0 / 90, small.RequiredShare, 12);
        Assert.Equal(60, small.RequiredSale, 10);
    }

    [Fact]
    public void Of_three_joined_limits_the_tightest_speaks_in_each_scenario_of_a_vector()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var system = RandomSystems.Create(seed);
            var state = system.Shock(Enumerable.Range(0, 8).Select(_ => system.Assets.Aggregate(new Shock(), (shock, a) => shock.Falling(a.Name, 0.3 * random.NextDouble()))));
            IConstraint[] limits = [LeverageRatio.FromMinimum(0.05), ValueAtRisk.ShareOfEquity(0.3 * random.NextDouble()), RandomLimits.All["risk-weighted capital"](random, system, 1)];
            var joined = Measured(limits[0].And(limits[1]).And(limits[2]), state);
            var alone = limits.Select(limit => Measured(limit, state)).ToArray();
            // However they are joined, what a sale frees is that of the limit that speaks.
            var otherwise = Measured(limits[0].And(limits[1].And(limits[2])), state);
            Assert.All(Enumerable.Range(0, state.ScenarioCount), s => Assert.Equal(joined.ByTier.Scenario(s), otherwise.ByTier.Scenario(s)));
            for (var i = 0; i < system.Institutions.Length; i++)
            {
                for (var s = 0; s < state.ScenarioCount; s++)
                {
                    var first = Enumerable.Range(0, 3).MaxBy(l => Tightness(alone[l], i, s));
                    Assert.Equal((first, alone[first].Capacity[i, s], alone[first].Usage(i, s)), ((int)joined.Part[i, s], joined.Capacity[i, s], joined.Usage(i, s)));
                }
            }
        }
    }

    [Fact]
    public void A_limit_that_speaks_in_one_scenario_leaves_the_others_of_its_vector_as_they_were()
    {
        // Of 100 each, X, Y and Z are left with 50, 100, 60 in the first scenario and with 100, 50, 75 in the second: Y is tightest in the one, X in the other.
        var system = new FinancialSystem(
            [new Institution("a") { Debt = 10 }], [new Asset("X"), new Asset("Y"), new Asset("Z")], [new("a", "X", 100), new("a", "Y", 100), new("a", "Z", 100)]);
        var state = system.Shock([new Shock().Falling("X", 0.5).Falling("Z", 0.4), new Shock().Falling("Y", 0.5).Falling("Z", 0.25)]);
        var limit = Concentration.OfEquity(0.1, "X").And(Concentration.OfEquity(0.1, "Y")).And(Concentration.OfEquity(0.1, "Z"));
        var m = Measured(limit, state);
        Assert.Equal([1.0, 0.0], new[] { m.Part[0, 0], m.Part[0, 1] });
        Assert.Equal([100, 100], new[] { m.Usage(0, 0), m.Usage(0, 1) });
    }

    [Fact]
    public void Secured_shares_may_make_exactly_all_and_no_more()
    {
        var all = LiquidityCoverage.FromRunOff(0.2, 0.1).SecuredBy(HqlaLevel.Level1, 0.75).SecuredBy(HqlaLevel.Level2A, 0.25);
        Assert.Equal(1, all.Secured.Values.Sum());
        Assert.Throws<ArgumentOutOfRangeException>(() => all.SecuredBy(HqlaLevel.Level2A, 0.2501));
    }

    [Fact]
    public void A_limit_of_an_estimator_is_an_amount_and_no_share_of_equity()
    {
        var system = new FinancialSystem([new Institution("a") { Debt = 90 }], [new Asset("Bonds") { Volatility = 0.01 }], [new("a", "Bonds", 100)]);
        var history = ReturnHistory.Of("Bonds", [-0.01, 0.02, 0.01, -0.03]);
        var limit = ValueAtRisk.Limit(3, new HistoricalSimulation(history, RiskMeasure.ValueAtRisk, 0.75));
        Assert.Equal(3, Measured(limit, system.Start()).Capacity[0, 0]);
    }

    [Fact]
    public void A_measurement_begins_and_is_emptied_without_usage_and_limit()
    {
        var state = FinancialSystem.Of(DealerPrime.Sheet).Start();
        var m = Measured(ValueAtRisk.Limit(3, correlation: 0.5), state);
        Assert.False(m.IsAdditive);
        m.Clear();
        Assert.Equal((true, 0.0, double.PositiveInfinity, 1.0, 0.0, 1.0, 0.0), (m.IsAdditive, m.Usage(0, 0), m.Capacity[0, 0], m.Tightening[0, 0], m.PerCash[0, 0], m.Repays[0, 0], m.Part[0, 0]));
    }

    [Fact]
    public void A_weighted_sum_of_a_sheet_without_equity_has_no_limit()
    {
        var state = FinancialSystem.Of(new BalanceSheet("Gone", 0) { { "Bonds", 10 } }).Start();
        var m = new Measurement(state);
        m.FillLinear(state, state.Value(), new LinearWeights(1, null));
        Assert.Equal((10, double.PositiveInfinity), (m.Usage(0, 0), m.Capacity[0, 0]));
    }

    [Fact]
    public void Limits_of_one_name_are_numbered_from_1()
    {
        var use = DealerPrime.Slr.And(LeverageRatio.FromMinimum(0.06)).Use(FinancialSystem.Of(DealerPrime.Sheet));
        Assert.Equal([$"{DealerPrime.Slr.Parts[0]} (1)", $"{DealerPrime.Slr.Parts[0]} (2)"], use.Limits.ToArray());
        Assert.Equal([DealerPrime.Slr.Parts[0]], DealerPrime.Slr.Use(FinancialSystem.Of(DealerPrime.Sheet)).Limits.ToArray());
    }

    [Fact]
    public void A_buffer_keeps_requirement_and_fractions_in_their_ranges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskWeightedCapital.FromMinimum(0.08).WithBuffer(-0.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => RiskWeightedCapital.FromMinimum(0.08).WithBuffer(0.92));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeverageRatio.FromMinimum(0.05).WithBuffer(double.NaN));
    }

    private static Measurement Measured(IConstraint limit, State state)
    {
        var m = new Measurement(state);
        limit.Measure(state, state.Value(), m);
        return m;
    }

    private static double Tightness(Measurement m, int i, int s)
    {
        var (usage, capacity) = (m.Usage(i, s), m.Capacity[i, s]);
        return capacity > 0 ? usage / capacity : usage > capacity ? double.PositiveInfinity : double.NegativeInfinity;
    }
}
