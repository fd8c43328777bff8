using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

/// <summary>Laws that every operator and every composition of operators keeps, over random systems and random shocks.</summary>
public sealed class OperatorLaws
{
    private const int Systems = 60;

    public static TheoryData<string> Operators => OperatorTable.Names;

    [Theory]
    [MemberData(nameof(Operators))]
    public void Cash_crosses_the_border_only_through_the_flows(string name) => Each(name, (state, apply, seed) =>
    {
        var (cash, other, flows) = (state.Cash.Scenario(0).Sum(), state.OtherAssets.Scenario(0).Sum(), state.Flows.Scenario(0));
        apply.Apply(state);
        var moved = state.Flows.Scenario(0).Zip(flows, (after, before) => after - before).ToArray();

        // Cash that became another asset of the same balance sheet, such as margin, has not left the system. A shock destroys other assets.
        var posted = name == "shock" ? 0 : state.OtherAssets.Scenario(0).Sum() - other;
        Near(cash + moved[0] - moved[1] - moved[2] - posted, state.Cash.Scenario(0).Sum(), Size(state), seed);
    });

    [Theory]
    [MemberData(nameof(Operators))]
    public void Assets_equal_debt_plus_equity_rebuilt_through_the_public_door(string name) => Each(name, (state, apply, seed) =>
    {
        apply.Apply(state);
        var value = state.Value();
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            var x = state.System.Institutions[i];
            var positions = state.System.Amounts.Where(h => h.Institution == x.Name).Sum(h =>
            {
                var k = state.System.AssetIndex(h.Asset);
                var row = (i * state.System.Tiers) + state.System.TierOf[k];
                return h.Amount * state.Retained[row, 0] * state.Price[k, 0] * (1 - state.Discount[k, 0]);
            });
            var pool = state.System.Assets.Select((_, k) => state.Inventory[k, 0] * state.Price[k, 0] * (1 - state.Discount[k, 0])).Sum();
            var claims = state.System.Debts.Where(c => c.Creditor == x.Name).Sum(c => c.Amount * state.Recovery[state.System.InstitutionIndex(c.Debtor), 0]);
            var owed = state.System.Debts.Where(c => c.Debtor == x.Name).Sum(c => c.Amount) * state.Recovery[i, 0];
            var assets = state.Cash[i, 0] + state.OtherAssets[i, 0] + positions + (state.PoolShare[i, 0] * pool) + claims;
            Near(assets, value.Assets[i, 0], Size(state), seed);
            Near(assets - state.Debt[i, 0] - owed - state.RedemptionDue[i, 0], value.Equity[i, 0], Size(state), seed);
        }
    });

    [Theory]
    [MemberData(nameof(Operators))]
    public void Nobody_sells_what_he_does_not_hold_and_no_price_falls_below_its_floor(string name) => Each(name, (state, apply, seed) =>
    {
        var before = state.Copy();
        apply.Apply(state);
        for (var x = 0; x < state.Retained.Rows; x++)
        {
            // Only those who buy after gains may end with more than they had; that new debt pays for it is a law of that operator.
            Assert.True(state.Retained[x, 0] >= 0, $"seed {seed}: kept {state.Retained[x, 0]:R}");
            Assert.True(state.Retained[x, 0] <= before.Retained[x, 0] || OperatorTable.Buys(name), $"seed {seed}: kept {state.Retained[x, 0]:R} of {before.Retained[x, 0]:R}");
            Assert.True(state.Order[x, 0] >= 0 && state.Order[x, 0] <= state.Retained[x, 0], $"seed {seed}: ordered {state.Order[x, 0]:R} of {state.Retained[x, 0]:R}");
        }

        for (var i = 0; i < state.Cash.Rows; i++)
        {
            Assert.True(state.Cash[i, 0] >= -1e-12 * Size(state), $"seed {seed}: cash {state.Cash[i, 0]:R}");
            Assert.True(state.Debt[i, 0] >= -1e-12 * Size(state), $"seed {seed}: debt {state.Debt[i, 0]:R}");
            Assert.True(state.DebtDue[i, 0] >= 0 && state.DebtDue[i, 0] <= state.ShortTermDebt[i, 0], $"seed {seed}: due {state.DebtDue[i, 0]:R} of {state.ShortTermDebt[i, 0]:R}");
            Assert.True(state.ShortTermDebt[i, 0] <= state.Debt[i, 0] + (1e-12 * Size(state)), $"seed {seed}: short-term {state.ShortTermDebt[i, 0]:R} of {state.Debt[i, 0]:R}");
        }

        for (var k = 0; k < state.Price.Rows; k++)
        {
            Assert.True(state.Price[k, 0] >= Math.Min(before.Price[k, 0], state.System.Assets[k].PriceFloor), $"seed {seed}: price {state.Price[k, 0]:R}");
        }
    });

    [Theory]
    [MemberData(nameof(Operators))]
    public void A_scenario_computed_alone_equals_the_scenario_in_a_batch_bit_for_bit(string name) => AloneAndInABatch(name, RandomSystems.Shocked);

    /// <summary>What is done in one scenario because somebody in another is in default, has no cash or has lost everything must leave no trace in it.</summary>
    [Theory]
    [MemberData(nameof(Operators))]
    public void A_scenario_computed_alone_equals_the_scenario_beside_others_that_have_gone_further(string name) =>
        AloneAndInABatch(name, (system, seeds) => RandomSystems.Worn(system, 1, seeds));

    [Theory]
    [MemberData(nameof(Operators))]
    public void The_order_of_institutions_and_assets_does_not_matter(string name) => Each(name, (state, apply, seed) =>
    {
        var system = state.System;
        var mirrored = new FinancialSystem(system.Institutions.Reverse(), system.Assets.Reverse(), system.Amounts.Reverse(), system.Debts.Reverse());
        var other = Ordered(state, mirrored);
        apply.Apply(state);
        apply.Apply(other);
        for (var k = 0; k < system.Assets.Length; k++)
        {
            Near(state.Price[k, 0], other.Price[system.Assets.Length - 1 - k, 0], 1, seed);
        }

        var (equity, otherEquity) = (state.Value().Equity, other.Value().Equity);
        for (var i = 0; i < system.Institutions.Length; i++)
        {
            Near(equity[i, 0], otherEquity[system.Institutions.Length - 1 - i, 0], Size(state), seed);
        }
    });

    [Theory]
    [MemberData(nameof(Operators))]
    public void Another_unit_of_currency_changes_no_price(string name) => EachIn(name, (states, apply, seed) =>
    {
        if (OperatorTable.StatesAmounts(name))
        {
            return;
        }

        var (state, thousand) = (states(1), states(1000));
        apply.Apply(state);
        apply.Apply(thousand);
        for (var k = 0; k < state.Price.Rows; k++)
        {
            Near(state.Price[k, 0], thousand.Price[k, 0], 1, seed);
        }

        for (var x = 0; x < state.Retained.Rows; x++)
        {
            Near(state.Retained[x, 0], thousand.Retained[x, 0], 1, seed);
        }
    });

    [Theory]
    [MemberData(nameof(Operators))]
    public void Who_is_in_default_neither_acts_nor_is_acted_upon(string name)
    {
        if (OperatorTable.ReachesEstates(name))
        {
            return;
        }

        for (var seed = 0; seed < Systems; seed++)
        {
            // Beside scenarios in which the same institutions are in business.
            var state = RandomSystems.Worn(RandomSystems.Create(seed), 1, [.. Enumerable.Range(50 * seed, 11)]);
            var before = state.Copy();
            OperatorTable.All[name](new Random(seed)).Apply(state);
            for (var i = 0; i < state.Standing.Rows; i++)
            {
                for (var s = 0; s < state.ScenarioCount; s++)
                {
                    if (before.StandingOf(i, s) != Standing.Active)
                    {
                        Assert.Equal(Figures(before, i, s), Figures(state, i, s));
                    }
                }
            }
        }

        static double[] Figures(State state, int i, int s) =>
        [
            state.Standing[i, s], state.Cash[i, s], state.OtherAssets[i, s], state.Debt[i, s], state.ShortTermDebt[i, s], state.DebtDue[i, s], state.RedemptionDue[i, s], state.PaidOut[i, s],
            state.Bound[i, s], state.RepayShare[i, s], .. Enumerable.Range(i * state.System.Tiers, state.System.Tiers).SelectMany(x => new[] { state.Retained[x, s], state.Order[x, s] }),
        ];
    }

    /// <summary>The operator between a random sale and, for operators that only place orders, a market: so that each has something to do.</summary>
    private static IOperator Round(string name, int seed)
    {
        var random = new Random(seed);
        var sale = OperatorTable.All["deleverage under a leverage ratio"](random);
        var market = OperatorTable.All["exponential impact"](random);
        return sale.Then(OperatorTable.All[name](random)).Then(market);
    }

    private static void AloneAndInABatch(string name, Func<FinancialSystem, int[], State> states)
    {
        for (var seed = 0; seed < Systems; seed++)
        {
            var system = RandomSystems.Create(seed);
            var seeds = Enumerable.Range(1000 * seed, 19).ToArray();
            var (batch, apply) = (states(system, seeds), Round(name, seed));
            apply.Apply(batch);
            apply.Apply(batch);
            foreach (var scenario in new[] { 0, 7, 15, 18 })
            {
                var alone = states(system, [seeds[scenario]]);
                apply.Apply(alone);
                apply.Apply(alone);
                foreach (var ((column, one), (_, many)) in alone.Columns.Zip(batch.Columns))
                {
                    for (var row = 0; row < one.Rows; row++)
                    {
                        Assert.True(
                            BitConverter.DoubleToInt64Bits(one[row, 0]) == BitConverter.DoubleToInt64Bits(many[row, scenario]),
                            $"seed {seed}, scenario {scenario}, {column}[{row}]: {one[row, 0]:R} alone, {many[row, scenario]:R} in the batch");
                    }
                }
            }
        }
    }

    private static void Each(string name, Action<State, IOperator, int> law) => EachIn(name, (states, apply, seed) => law(states(1), apply, seed));

    /// <summary>Random systems after a shock, and as rounds leave them, in any unit of currency.</summary>
    private static void EachIn(string name, Action<Func<double, State>, IOperator, int> law)
    {
        for (var seed = 0; seed < Systems; seed++)
        {
            var each = seed;
            law(currency => RandomSystems.Shocked(RandomSystems.Create(each, currency), each), Round(name, seed), seed);
            law(currency => RandomSystems.Worn(RandomSystems.Create(each, currency), currency, each), Round(name, seed), seed);
        }
    }

    /// <summary>The same state on a system with rows in the opposite order.</summary>
    private static State Ordered(State state, FinancialSystem mirrored)
    {
        var other = mirrored.Start();
        var (n, m) = (mirrored.Institutions.Length, mirrored.Assets.Length);
        foreach (var ((name, from), (_, to)) in state.Columns.Zip(other.Columns))
        {
            for (var row = 0; row < from.Rows; row++)
            {
                var tiers = mirrored.Tiers;
                var target = name is nameof(State.Retained) or nameof(State.Order) ? ((n - 1 - (row / tiers)) * tiers) + (row % tiers)
                    : name == nameof(State.Flows) ? row
                    : from.Rows == m && IsPerAsset(name) ? m - 1 - row : n - 1 - row;
                to[target, 0] = from[row, 0];
            }
        }

        return other;
    }

    private static bool IsPerAsset(string column) => column is nameof(State.Price) or nameof(State.Fundamental) or nameof(State.Discount)
        or nameof(State.Volatility) or nameof(State.Depth) or nameof(State.Haircut) or nameof(State.HalfSpread) or nameof(State.Quoting)
        or nameof(State.Inventory) or nameof(State.CustomerSales) or nameof(State.StartOfRoundPrice) or nameof(State.Sold);

    private static double Size(State state) => state.System.Amounts.Sum(h => h.Amount) + state.System.Institutions.Sum(i => i.Cash + i.OtherAssets) + 1;

    private static void Near(double expected, double actual, double scale, int seed) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-11 * scale, $"seed {seed}: expected {expected:R}, was {actual:R}");
}
