using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Risk;

namespace Interdealer.Tests.Constraints;

public sealed class RiskLimitTests
{
    private static readonly BalanceSheet Desk = new("Desk", 100) { { "Corporate bonds", 1000 } };

    [Fact]
    public void Doubled_volatility_puts_the_desk_5_over_its_limit_of_15_and_cuts_a_quarter()
    {
        // VaR 10 on 1000 of bonds: σ = 10/(1000·z). Doubled, VaR is 20 against 15; 1 − 15/20 = 25 %.
        var sigma = 10 / (1000 * RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99).Value);
        var limit = ValueAtRisk.Limit(15);
        var calm = limit.Assess(Desk, new Asset("Corporate bonds") { Volatility = sigma });
        var stress = limit.Assess(Desk, new Asset("Corporate bonds") { Volatility = 2 * sigma });

        Close.To(10, calm.Usage);
        Assert.False(calm.IsBreached);
        Close.To(20, stress.Usage);
        Close.To(-5, stress.Slack);
        Close.To(0.25, stress.RequiredShare);
        Close.To(250, stress.RequiredSale);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Usage_splits_into_what_each_tier_adds_and_selling_restores_the_limit(string name)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var system = RandomSystems.Create(seed);
            var state = RandomSystems.Shocked(system, seed);
            foreach (var how in new[] { Liquidation.ProRata, Liquidation.MostLiquidFirst, Liquidation.LeastImpact })
            {
                var run = state.Copy();
                run.DebtDue.Values.Clear();
                run.RedemptionDue.Values.Clear();
                var probe = Make(name, system, random.Next(), 1);
                var m = Measured(probe, run);
                var most = Enumerable.Range(0, system.Institutions.Length).Max(i => m.Usage(i, 0));
                if (most <= 0)
                {
                    continue;
                }

                var limit = Make(name, system, seed, most * (0.1 + (0.8 * random.NextDouble())));
                new Deleverage(limit, how).Apply(run);
                var unmet = run.Unmet.Scenario(0);
                Settlement.ExecuteAtMarks(run);
                m = Measured(limit, run);
                for (var i = 0; i < unmet.Length; i++)
                {
                    Assert.True(unmet[i] > 0 || m.Slack(i, 0) >= -1e-10 * m.Capacity[i, 0], $"seed {seed} {how}: slack {m.Slack(i, 0):R} of {m.Capacity[i, 0]:R}");
                }
            }
        }
    }

    public static TheoryData<string> Estimators => ["summed", "uniform", "matrix", "historical", "shortfall"];

    [Fact]
    public void Any_limit_can_have_a_target_inside_it()
    {
        // VaR 20 against 15, back to 80 % of the limit: 12 of 20 stay, 40 % goes. Without a breach the target asks nothing.
        var sigma = 10 / (1000 * RiskMultiplier.Normal(RiskMeasure.ValueAtRisk, 0.99).Value);
        var limit = ValueAtRisk.Limit(15).DownTo(0.8);
        Close.To(0.4, limit.Assess(Desk, new Asset("Corporate bonds") { Volatility = 2 * sigma }).RequiredShare);
        Assert.False(limit.Assess(Desk, new Asset("Corporate bonds") { Volatility = 1.4 * sigma }).IsBreached);

        var state = FinancialSystem.Of([Desk], new Asset("Corporate bonds") { Volatility = 2 * sigma }).Start();
        new Deleverage(limit.And(new Haircuts())).Apply(state);
        Close.To(0.4, state.Order[0, 0]);
        BalanceSheetTests.Refused("share", "1.2", "fraction", () => ValueAtRisk.Limit(15).DownTo(1.2));
    }

    [Fact]
    public void Perfect_correlation_is_the_limit_of_the_general_formula()
    {
        var state = RandomSystems.Shocked(RandomSystems.Create(3), 3);
        var (summed, nearly) = (Measured(ValueAtRisk.Limit(1), state), Measured(ValueAtRisk.Limit(1, correlation: 1 - 1e-12), state));
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            Close.To(summed.Usage(i, 0), nearly.Usage(i, 0), 1e-10);
        }
    }

    [Fact]
    public void History_joins_by_label_not_by_position()
    {
        var returns = new double[,] { { -0.01, 0.02 }, { 0.01, -0.05 }, { 0.0, 0.01 } };
        var history = ReturnHistory.Of(["B", "A"], returns);
        var limit = ValueAtRisk.Limit(1, new HistoricalSimulation(history, RiskMeasure.ValueAtRisk, 0.9));
        var system = new FinancialSystem([new("D") { Debt = 50 }], [new("A"), new("B")], [new("D", "A", 100), new("D", "B", 10)]);

        // Worst day of 100 A and 10 B: the second, −5 % of A and +1 % of B: 5 − .1 = 4.9.
        Close.To(4.9, Measured(limit, system.Start()).Usage(0, 0));
        var other = new FinancialSystem([new("D")], [new("C")], [new("D", "C", 1)]);
        BalanceSheetTests.Refused("\"C\"", "risk estimator", "\"A\"", () => Measured(limit, other.Start()));
    }

    [Fact]
    public void A_limit_as_a_share_of_equity_tightens_with_losses()
    {
        var limit = ValueAtRisk.ShareOfEquity(0.2);
        var market = new Asset("Corporate bonds") { Volatility = 0.005 };
        Close.To(20, limit.Assess(Desk, market).Capacity);
        Close.To(0.2 * 90, limit.Assess(Desk.MarkDown("Corporate bonds", 0.01), market).Capacity);
    }

    [Fact]
    public void The_banking_book_is_no_part_of_the_desk()
    {
        var sheet = new BalanceSheet("D", 10) { { "Loans", 90, AssetKind.Other }, { "Bonds", 10 } };
        foreach (var correlation in new[] { 1, 0.5 })
        {
            var a = ValueAtRisk.Limit(1, correlation: correlation).Assess(sheet, new Asset("Loans") { Volatility = 0.1 }, new Asset("Bonds") { Volatility = 0.01 });
            Close.To(0.1 * 2.3263478740408408, a.Usage, 1e-12);
        }
    }

    [Fact]
    public void A_measure_under_the_wrong_name_is_refused()
    {
        var es = new HistoricalSimulation(ReturnHistory.Of("A", [0.01, -0.02]), RiskMeasure.ExpectedShortfall, 0.9);
        BalanceSheetTests.Refused("estimator", "Expected shortfall", "Value-at-Risk", () => ValueAtRisk.Limit(1, es));
        BalanceSheetTests.Refused("limit", "0", "currency", () => ValueAtRisk.Limit(0));
        BalanceSheetTests.Refused("correlation", "2", "fraction", () => ValueAtRisk.Limit(1, correlation: 2));
    }

    private static IConstraint Make(string name, FinancialSystem system, int seed, double limit)
    {
        var (labels, m) = (system.Assets.Select(a => a.Name).ToList(), system.Assets.Length);
        var random = new Random(seed);
        var returns = new double[250, m];
        for (var t = 0; t < 250; t++)
        {
            var common = random.NextDouble() - 0.5;
            for (var k = 0; k < m; k++)
            {
                returns[t, k] = 0.02 * (common + random.NextDouble() - 0.5);
            }
        }

        return name switch
        {
            "summed" => ValueAtRisk.Limit(limit),
            "uniform" => ValueAtRisk.Limit(limit, correlation: 0.3),
            "matrix" => ValueAtRisk.Limit(limit, new EllipticalRisk(RiskMultiplier.StudentT(RiskMeasure.ValueAtRisk, 0.99, 4), Correlation.Uniform(m, 0.5))),
            "historical" => ValueAtRisk.Limit(limit, new HistoricalSimulation(ReturnHistory.Of(labels, returns), RiskMeasure.ValueAtRisk, 0.99)),
            _ => ExpectedShortfall.Limit(limit, new HistoricalSimulation(ReturnHistory.Of(labels, returns), RiskMeasure.ExpectedShortfall, 0.975)),
        };
    }

    private static Measurement Measured(IConstraint limit, State state)
    {
        var m = new Measurement(state);
        limit.Measure(state, state.Value(), m);
        return m;
    }
}
