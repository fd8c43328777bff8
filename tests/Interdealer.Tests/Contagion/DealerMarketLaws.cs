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
            var (system, limit, random) = Create(seed);
            var state = system.Start();
            for (var round = 0; round < 5; round++)
            {
                Disturb(state, random);
                var before = Slacks(limit, state);
                var inventory = state.Inventory.Lane(0).Sum();
                new DealerMarket(limit, new PriceImpact.Linear()).Apply(state);
                taken += state.Inventory.Lane(0).Sum() > inventory ? 1 : 0;
                var after = Slacks(limit, state);
                for (var x = 0; x < before.Length; x++)
                {
                    Assert.True(after[x] >= Math.Min(0, before[x]) - 1e-9, $"seed {seed}, round {round}, dealer {x}: slack {before[x]:R} became {after[x]:R}");
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
            var (system, limit, random) = Create(seed);
            var state = system.Start();
            for (var round = 0; round < 5; round++)
            {
                Disturb(state, random);
                if (random.NextDouble() < 0.2)
                {
                    state.Standing[random.Next(state.Standing.Rows), 0] = (double)Standing.Insolvent;
                }

                var (equity, cash, flows) = (state.Value().Equity.Lane(0), state.Cash.Lane(0).Sum(), state.Flows.Lane(0));
                new DealerMarket(limit, new PriceImpact.Linear()).Apply(state);
                Close.To(1, state.PoolShare.Lane(0).Sum(), 1e-12);
                var moved = state.Flows.Lane(0).Zip(flows, (a, b) => a - b).ToArray();
                Near(cash + moved[0] - moved[1] - moved[2], state.Cash.Lane(0).Sum(), seed);
                var after = state.Value().Equity.Lane(0);
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
            new DealerMarket(limit, new PriceImpact.Linear()).Apply(state);
            if (state.Inventory.Lane(0).Sum() == 0)
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
                new DealerMarket(limit, new PriceImpact.Linear()).Apply(state);
                Near(Math.Min(omega, state.Sold.Lane(0).Sum()), Held(state) - held, seed);
                Near(omega - (Held(state) - held), capacity.Of(state)[0, 0], seed);
            }
        }
    }

    private static double Held(State state) => state.Inventory.Lane(0).Zip(state.Price.Lane(0), (x, p) => x * p).Sum();

    private static (FinancialSystem System, IConstraint Limit, Random Random) Create(int seed)
    {
        var random = new Random(seed);
        var (n, m) = (random.Next(1, 6), random.Next(1, 5));
        var dealers = Enumerable.Range(0, n).Select(i =>
        {
            double cash = 50 * random.NextDouble(), other = 200 * random.NextDouble();
            var debt = (cash + other) * (0.8 + (0.18 * random.NextDouble()));
            return new Institution($"dealer {i}") { Cash = cash, OtherAssets = other, Debt = debt, ShortTermDebt = debt / 2, RiskAversion = 0.01 + random.NextDouble() };
        }).ToList();

        // Impact is too small to matter, volatility 0: what is left is who takes what.
        var assets = Enumerable.Range(0, m).Select(k => new Asset($"asset {k}") { Depth = 1e20, Haircut = 0.5 * random.NextDouble() }).ToList();
        IConstraint leverage = LeverageRatio.FromMinimum(0.03 + (0.04 * random.NextDouble())).Weighing("asset 0", 2 * random.NextDouble());
        IConstraint limit = random.Next(4) switch
        {
            0 => leverage,
            1 => new Haircuts(),
            2 => leverage.And(new Haircuts()),
            _ => leverage.For(i => i.Name != "dealer 0").And(new Haircuts().For(i => i.Name != "dealer 1")),
        };
        return (new FinancialSystem(dealers, assets, []), limit, random);
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

    private static double[] Slacks(IConstraint limit, State state)
    {
        var m = new Measurement(state);
        limit.Measure(state, state.Value(), m);
        return [.. Enumerable.Range(0, state.System.Institutions.Length).Select(i => m.Slack(i, 0))];
    }

    private static void Near(double expected, double actual, int seed) =>
        Assert.True(expected == actual || Math.Abs(expected - actual) <= 1e-9 * (1 + Math.Abs(expected)), $"seed {seed}: expected {expected:R}, was {actual:R}");
}
