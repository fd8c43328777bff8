using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Markets;

namespace Interdealer.Tests.Contagion;

/// <summary>Laws of dealer capacity over random dealers, limits, flows and defaults.</summary>
public sealed class DealerMarketLaws
{
    [Fact]
    public void Taking_a_sale_never_breaks_a_limit_nor_deepens_a_breach()
    {
        var taken = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var (system, limits, random) = Create(seed);
            var state = system.Start();
            for (var round = 0; round < 5; round++)
            {
                Disturb(state, random);
                var before = limits.Select(l => Slacks(l, state)).ToArray();
                var inventory = state.Inventory.Scenario(0).Sum();
                new DealerMarket(limits.Aggregate((x, y) => x.And(y)), new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
                taken += state.Inventory.Scenario(0).Sum() > inventory ? 1 : 0;
                for (var l = 0; l < limits.Length; l++)
                {
                    // Each limit by itself: the one that binds may be another afterwards.
                    var after = Slacks(limits[l], state);
                    for (var x = 0; x < after.Length; x++)
                    {
                        var rounding = 1e-9 * Math.Min(1, Scale(limits[l], state, x));
                        Assert.True(after[x] >= Math.Min(0, before[l][x]) - rounding, $"seed {seed}, round {round}, dealer {x}: slack of {limits[l].Parts[0]} {before[l][x]:R} became {after[x]:R}");
                    }
                }
            }
        }

        Assert.True(taken > 500, $"only {taken} sales were taken: the law was hardly tested");
    }

    [Fact]
    public void Inventory_has_bearers_cash_is_conserved_and_equity_moves_only_with_prices()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var (system, limits, random) = Create(seed);
            var limit = limits.Aggregate((x, y) => x.And(y));
            var state = system.Start();
            for (var round = 0; round < 5; round++)
            {
                Disturb(state, random);
                if (random.NextDouble() < 0.2)
                {
                    state.Standing[random.Next(state.Standing.Rows), 0] = (double)Standing.Insolvent;
                }

                var (equity, cash, flows) = (state.Value().Equity.Scenario(0), state.Cash.Scenario(0).Sum(), state.Flows.Scenario(0));
                new DealerMarket(limit, new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
                Close.To(1, state.PoolShare.Scenario(0).Sum(), 1e-12);
                var moved = state.Flows.Scenario(0).Zip(flows, (a, b) => a - b).ToArray();
                Near(cash + moved[0] - moved[1] - moved[2], state.Cash.Scenario(0).Sum(), seed);
                var after = state.Value().Equity.Scenario(0);
                for (var i = 0; i < equity.Length; i++)
                {
                    // Depth is all but infinite and volatility 0: no price moves, so a trade at the mark makes nobody richer.
                    Near(equity[i], after[i], seed);
                }
            }
        }
    }

    [Fact]
    public void Whoever_has_slack_left_bears_risk_in_proportion_to_his_risk_tolerance_and_whoever_has_none_bears_less()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var (system, _, random) = Create(seed);
            var limit = LeverageRatio.FromMinimum(0.04);
            var state = system.Start();
            Disturb(state, random);
            new DealerMarket(limit, new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
            if (state.Inventory.Scenario(0).Sum() == 0)
            {
                continue;
            }

            var slack = Slacks(limit, state);
            var risk = system.Institutions.Select((d, i) => state.PoolShare[i, 0] * d.RiskAversion).ToArray();
            var free = risk.Where((_, i) => slack[i] > 1e-9).ToArray();
            for (var i = 0; i < risk.Length && free.Length > 0; i++)
            {
                Assert.True(slack[i] > 1e-9 ? Math.Abs(risk[i] - free[0]) < 1e-12 : risk[i] <= free[0] + 1e-12, $"seed {seed}, dealer {i}: {risk[i]:R} of {free[0]:R}");
            }
        }
    }

    [Fact]
    public void All_capacity_is_used_before_anything_goes_outside()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var (system, _, random) = Create(seed);
            var limit = LeverageRatio.FromMinimum(0.04);
            var (state, capacity) = (system.Start(), new DealerCapacity(limit));
            for (var round = 0; round < 3; round++)
            {
                Disturb(state, random);
                var (omega, held) = (capacity.Of(state)[0, 0], Held(state));
                new DealerMarket(limit, new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
                Near(Math.Min(omega, state.Sold.Scenario(0).Sum()), Held(state) - held, seed);
                Near(omega - (Held(state) - held), capacity.Of(state)[0, 0], seed);
            }
        }
    }

    private static double Held(State state) => state.Inventory.Scenario(0).Zip(state.Price.Scenario(0), (x, p) => x * p).Sum();

    private static (FinancialSystem System, IConstraint[] Limits, Random Random) Create(int seed)
    {
        var random = new Random(seed);
        var (n, m) = (random.Next(1, 6), random.Next(1, 5));
        var dealers = Enumerable.Range(0, n).Select(i =>
        {
            double cash = 50 * random.NextDouble(), other = 200 * random.NextDouble();
            var debt = (cash + other) * (0.8 + (0.18 * random.NextDouble()));
            return new Institution($"dealer {i}") { Cash = cash, OtherAssets = other, Debt = debt, ShortTermDebt = debt / 2, RiskAversion = 0.01 + random.NextDouble() };
        }).ToList();

        // Impact and volatility are too small to move a price: what is left is who takes what.
        var assets = Enumerable.Range(0, m).Select(k => new Asset($"asset {k}") { Depth = 1e20, Haircut = 0.5 * random.NextDouble(), Volatility = 1e-9 * (0.5 + random.NextDouble()) }).ToList();
        IConstraint leverage = LeverageRatio.FromMinimum(0.03 + (0.04 * random.NextDouble())).Weighing("asset 0", 2 * random.NextDouble());
        IConstraint[] limits = random.Next(7) switch
        {
            0 => [leverage],
            1 => [new Haircuts()],
            2 => [leverage, new Haircuts()],
            3 => [ValueAtRisk.Limit(1e-7 * random.NextDouble(), correlation: random.NextDouble()), leverage],
            4 => [RiskWeightedCapital.FromMinimum(0.08).WeighingTheRest(0.5), ExpectedShortfall.ShareOfEquity(1e-9 * random.NextDouble(), correlation: random.NextDouble())],
            5 => [Concentration.OfEquity(2 * random.NextDouble(), "asset 0"), leverage],
            _ => [leverage.For(i => i.Name != "dealer 0"), new Haircuts().For(i => i.Name != "dealer 1")],
        };
        return (new FinancialSystem(dealers, assets, []), limits, random);
    }

    /// <summary>Customers sell some of everything, and one dealer loses or gains a little.</summary>
    private static void Disturb(State state, Random random)
    {
        for (var k = 0; k < state.CustomerSales.Rows; k++)
        {
            state.CustomerSales[k, 0] = random.Next(3) == 0 ? 0 : Math.Pow(10, 4 * random.NextDouble()) / 10;
        }

        state.OtherAssets[random.Next(state.OtherAssets.Rows), 0] *= 0.95 + (0.1 * random.NextDouble());
    }

    private static double Scale(IConstraint limit, State state, int institution)
    {
        var m = new Measurement(state);
        limit.Measure(state, state.Value(), m);
        return Math.Abs(m.Capacity[institution, 0]) + Math.Abs(m.Usage(institution, 0));
    }

    private static double[] Slacks(IConstraint limit, State state)
    {
        var m = new Measurement(state);
        limit.Measure(state, state.Value(), m);
        return [.. Enumerable.Range(0, state.System.Institutions.Length).Select(i => m.Slack(i, 0))];
    }

    private static void Near(double expected, double actual, int seed) =>
        Assert.True(expected == actual || Math.Abs(expected - actual) <= 1e-9 * (1 + Math.Abs(expected)), $"seed {seed}: expected {expected:R}, was {actual:R}");
}
