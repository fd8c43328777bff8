using Interdealer.Engine;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Tests.Constraints;

namespace Interdealer.Tests.Contagion;

public sealed class DeleverageTests
{
    [Fact]
    public void What_an_institution_sells_does_not_hang_on_who_stands_before_it()
    {
        // The first holds little of the second asset and much of the first, the other way round for the second; a third has nothing.
        Institution[] all = [new("A") { Debt = 95 }, new("B") { Debt = 96 }, new("C")];
        Holding[] holdings = [new("A", "bill", 90), new("A", "bond", 10), new("B", "bill", 20), new("B", "bond", 80)];
        Asset[] assets = [new("bill") { Depth = 500 }, new("bond") { LiquidityRank = 1, Depth = 2000 }];
        foreach (var seller in new IOperator[] { new Deleverage(LeverageRatio.FromMinimum(0.1), Liquidation.LeastImpact), new LeverageTargeting(8, Liquidation.LeastImpact) })
        {
            var together = new FinancialSystem(all, assets, holdings).Start();
            seller.Apply(together);
            foreach (var name in new[] { "A", "B" })
            {
                var alone = new FinancialSystem([.. all.Where(i => i.Name == name)], assets, [.. holdings.Where(h => h.Institution == name)]).Start();
                seller.Apply(alone);
                Assert.True(alone.OrderedOf(name) > 1);
                foreach (var asset in assets)
                {
                    Assert.Equal(alone.OrderedOf(name, asset.Name), together.OrderedOf(name, asset.Name), 12);
                }
            }
        }
    }

    [Theory]
    [InlineData("leverage ratio")]
    [InlineData("haircuts")]
    [InlineData("both")]
    [MemberData(nameof(RandomLimits.Names), MemberType = typeof(RandomLimits))]
    public void The_orders_restore_every_limit_that_selling_can_restore(string which)
    {
        var restored = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            IConstraint limit = which switch
            {
                "leverage ratio" => LeverageRatio.FromMinimum(0.06).WithTarget(0.07),
                "haircuts" => new Haircuts(),
                "both" => LeverageRatio.FromMinimum(0.06).And(new Haircuts()),
                _ => RandomLimits.All[which](new Random(seed), RandomSystems.Create(seed), 1),
            };
            var how = random.Next(3) switch { 0 => Liquidation.ProRata, 1 => Liquidation.MostLiquidFirst, _ => Liquidation.LeastImpact };
            var state = RandomSystems.Shocked(RandomSystems.Create(seed), seed);
            var before = Measured(limit, state);
            new Deleverage(limit, how).Apply(state);
            var unmet = state.Unmet.Scenario(0);
            var due = state.DebtDue.Scenario(0).Zip(state.RedemptionDue.Scenario(0), (a, b) => a + b).ToArray();
            Settlement.ExecuteAtMarks(state);
            var after = Measured(limit, state);
            for (var i = 0; i < unmet.Length; i++)
            {
                var scale = 1e-11 * (1 + Math.Abs(after.Usage(i, 0)));
                if (unmet[i] == 0 && due[i] == 0 && state.Debt[i, 0] > 0)
                {
                    var gap = (after.Tightening[i, 0] * after.Usage(i, 0)) - after.Capacity[i, 0];
                    if (before.Slack(i, 0) < 0 && which != "both")
                    {
                        restored++;
                        Assert.True(Math.Abs(gap) <= scale, $"seed {seed}, institution {i}: missed the target by {gap:R}");
                    }

                    Assert.True(after.Slack(i, 0) >= -scale, $"seed {seed}, institution {i}: slack {after.Slack(i, 0):R}");
                }
            }
        }

        Assert.True(restored > 20 || which == "both", $"only {restored} sales: too few to mean anything");
    }

    [Fact]
    public void Cash_first_repays_debt_before_anything_is_sold()
    {
        var state = FinancialSystem.Of(DealerPrime.Sheet).Shock("Corporate bonds", 0.04);
        new Deleverage(DealerPrime.Slr, Liquidation.MostLiquidFirst, CashUse.First).Apply(state);

        // 50 of cash shrink the balance sheet by 50; the other 64 of the 114 come from 200 of Treasuries.
        Close.To(0, state.Cash[0, 0]);
        Close.To(425, state.Debt[0, 0]);
        Close.To(0.32, state.Order[0, 0]);
    }

    [Fact]
    public void Two_limits_never_sell_the_same_bond_twice()
    {
        var once = FinancialSystem.Of(DealerPrime.Sheet).Shock("Corporate bonds", 0.04);
        var twice = once.Copy();
        var sale = new Deleverage(DealerPrime.Slr, Liquidation.MostLiquidFirst);
        sale.Apply(once);
        sale.Then(new Deleverage(LeverageRatio.FromMinimum(0.045), Liquidation.MostLiquidFirst)).Apply(twice);
        Assert.Equal(once.Order.Scenario(0), twice.Order.Scenario(0));
    }

    [Fact]
    public void Everything_goes_where_everything_is_not_enough_and_the_rest_is_reported()
    {
        var state = FinancialSystem.Of(DealerPrime.Sheet.MarkDown("U.S. Treasuries", 0.1)).Start();
        new Deleverage(DealerPrime.Slr, Liquidation.MostLiquidFirst).Apply(state);

        // Capital 5 allows 100 of exposure; 480 less the 330 that can be sold leave 150: 50 too many, 2.5 of usage.
        Assert.Equal([1, 1, 0], state.Order.Scenario(0));
        Close.To(2.5, state.Unmet[0, 0]);
    }

    [Fact]
    public void A_tighter_limit_never_sells_less_in_one_application()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var how = random.Next(3) switch { 0 => Liquidation.ProRata, 1 => Liquidation.MostLiquidFirst, _ => Liquidation.LeastImpact };
            var loose = 0.03 + (0.1 * random.NextDouble());
            var state = RandomSystems.Shocked(RandomSystems.Create(seed), seed);
            var tight = state.Copy();
            new Deleverage(LeverageRatio.FromMinimum(loose), how).Apply(state);
            new Deleverage(LeverageRatio.FromMinimum(loose * (1 + random.NextDouble())), how).Apply(tight);
            for (var x = 0; x < state.Order.Rows; x++)
            {
                Assert.True(tight.Order[x, 0] >= state.Order[x, 0] - 1e-14, $"seed {seed}: {tight.Order[x, 0]:R} < {state.Order[x, 0]:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(RandomLimits.Names), MemberType = typeof(RandomLimits))]
    public void A_tighter_limit_of_any_kind_never_sells_less_in_one_application(string which)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (random, system) = (new Random(seed), RandomSystems.Create(seed));

            // Where a cap on liquid assets binds, another gap has another cheapest mix, so there the law is one of fixed sequences.
            var how = random.Next(which == "liquidity coverage" ? 2 : 3) switch { 0 => Liquidation.ProRata, 1 => Liquidation.MostLiquidFirst, _ => Liquidation.LeastImpact };
            var tighter = 1 + random.NextDouble();
            var loose = RandomSystems.Shocked(system, seed);
            var tight = loose.Copy();
            new Deleverage(RandomLimits.All[which](new Random(seed), system, 1), how).Apply(loose);
            new Deleverage(RandomLimits.All[which](new Random(seed), system, tighter), how).Apply(tight);
            for (var x = 0; x < loose.Order.Rows; x++)
            {
                Assert.True(tight.Order[x, 0] >= loose.Order[x, 0] - 1e-11, $"seed {seed}: {tight.Order[x, 0]:R} < {loose.Order[x, 0]:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(RandomLimits.Names), MemberType = typeof(RandomLimits))]
    public void What_selling_frees_is_homogeneous_of_degree_one(string which)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var system = RandomSystems.Create(seed);
            var limit = RandomLimits.All[which](new Random(seed), system, 1);
            var state = RandomSystems.Shocked(system, seed);
            var (whole, times) = (Measured(limit, state), 0.1 + (0.9 * new Random(seed).NextDouble()));
            foreach (var column in new[] { state.Retained }.Concat(which == "liquidity coverage" ? Everything(state) : []))
            {
                for (var x = 0; x < column.Rows; x++)
                {
                    column[x, 0] *= times;
                }
            }

            var part = Measured(limit, state);
            for (var i = 0; i < system.Institutions.Length; i++)
            {
                if (which == "liquidity coverage" && (!system.Debts.IsEmpty || system.Institutions[i].OffBalanceSheetExposure > 0))
                {
                    continue; // amounts that no state holds, so that nothing scales them
                }

                Assert.True(Math.Abs(part.Sellable(i, 0) - (times * whole.Sellable(i, 0))) <= 1e-10, $"seed {seed}: {part.Sellable(i, 0):R}, {times * whole.Sellable(i, 0):R}");
            }
        }

        // A capped stock is homogeneous in all amounts together.
        static Column[] Everything(State state) => [state.Cash, state.OtherAssets, state.Debt, state.ShortTermDebt, state.Inventory];
    }

    [Fact]
    public void Least_impact_costs_no_more_than_any_other_mix()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var n = random.Next(1, 7);
            var usage = Enumerable.Range(0, n).Select(_ => random.NextDouble()).ToArray();
            var cost = Enumerable.Range(0, n).Select(_ => random.NextDouble()).ToArray();
            var gap = usage.Sum() * random.NextDouble();
            double[] best = new double[n], other = new double[n];
            Fractions(Liquidation.LeastImpact, best);
            Close.To(gap, usage.Zip(best, (u, f) => u * f).Sum(), 1e-12);
            foreach (var how in new[] { Liquidation.ProRata, Liquidation.MostLiquidFirst })
            {
                Fractions(how, other);
                Assert.True(Cost(best) <= Cost(other) + 1e-12, $"seed {seed}: {Cost(best):R} > {Cost(other):R}");
            }

            void Fractions(Liquidation how, double[] sell)
            {
                OneLane[] u = [.. usage.Select(x => (OneLane)x)], c = [.. cost.Select(x => (OneLane)x)], f = new OneLane[n];
                how.Fractions<OneLane>(u, c, gap, f);
                f.Select(OneLane.First).ToArray().CopyTo(sell, 0);
            }

            double Cost(double[] f) => f.Zip(cost, (x, c) => c * x * x).Sum();
        }
    }

    private static Measurement Measured(IConstraint limit, State state)
    {
        var m = new Measurement(state);
        limit.Measure(state, state.Value(), m);
        return m;
    }

    [Fact]
    public void What_selling_everything_cannot_restore_is_said_in_every_scenario()
    {
        // Exposure 200 at a ratio of 20 % uses 40 of a capital of 10; selling all bonds frees 20 of the 30 that are missing.
        var system = new FinancialSystem(
            [new Institution("A") { OtherAssets = 100, Debt = 190 }], [new Asset("bonds")], [new Holding("A", "bonds", 100)]);
        var state = system.Start(scenarioCount: 9);

        new Deleverage(LeverageRatio.FromMinimum(0.2)).Apply(state);

        Assert.All(Enumerable.Range(0, 9), s => Assert.Equal((1.0, 10.0), (state.Order[0, s], Math.Round(state.Unmet[0, s], 12))));
    }

    [Fact]
    public void What_does_not_count_is_kept_when_everything_else_is_sold_pro_rata()
    {
        // Bills do not count: 100 of bonds and 100 of loans are exposure 200 on equity of 9; 90 are allowed at 10 %, so 110 are too many and all 100 bonds go.
        var system = new FinancialSystem(
            [new Institution("A") { OtherAssets = 100, Debt = 241 }], [new Asset("bills"), new Asset("bonds") { LiquidityRank = 1 }],
            [new Holding("A", "bills", 50), new Holding("A", "bonds", 100)]);
        var limit = LeverageRatio.FromMinimum(0.1).Excluding("bills");
        var (ordered, settled) = (system.Start(), system.Start());
        new Deleverage(limit).Apply(ordered);
        Assert.Equal([0, 1], ordered.Order.Scenario(0));
        new Deleverage(limit).Then(new PriceImpact.Linear(SellerShare.OldPrice)).Apply(settled);
        Assert.Equal([1, 0], settled.Retained.Scenario(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    public void Cash_that_meets_one_limit_does_not_end_the_answer_to_another(double unit)
    {
        // Exposure 5.75 on equity of 5.25/16 at 1/16: .5 of the .75 of cash repay what is too much. Then a haircut of 10 % on 5 of bonds uses .5 of own funds, equity and
        // long-term debt, of .5/1.05: 1 − 1/1.05 of the bonds go, in any unit of currency.
        const double equity = 5.25 / 16;
        const double longTerm = (0.5 / 1.05) - equity;
        var system = new FinancialSystem(
            [new Institution("A") { Cash = 0.75 * unit, Debt = (5.75 - equity) * unit, ShortTermDebt = (5.75 - equity - longTerm) * unit }],
            [new Asset("bonds") { Haircut = 0.1 }],
            [new Holding("A", "bonds", 5 * unit)]);
        var state = system.Start();
        new Deleverage(LeverageRatio.FromMinimum(0.0625).And(new Haircuts()), cash: CashUse.First).Apply(state);
        Close.To(0.25 * unit, state.Cash[0, 0], 1e-12);
        Close.To(1 - (1 / 1.05), state.Order[0, 0]);
    }

    [Fact]
    public void Least_impact_weighs_what_is_still_held_at_the_present_marks_by_depth()
    {
        // Half of 100 at 1 in a depth of 100: 50, c = 50²/100 = 25. All of 100 at .8 in a depth of 400: 80, c = 80²/400 = 16. f = μ·a/c is 2μ and 5μ, and of 130 on 8 of
        // equity 50 must go at 10 %: 2μ·50 + 5μ·80 = 50, μ = .1. So 10 of the one and 40 of the other.
        var system = new FinancialSystem(
            [new Institution("A") { Debt = 122 }], [new Asset("x") { Depth = 100 }, new Asset("y") { Depth = 400, LiquidityRank = 1 }], [new Holding("A", "x", 100), new Holding("A", "y", 100)]);
        foreach (var order in new Action<State>[]
        {
            new Deleverage(LeverageRatio.FromMinimum(0.1), Liquidation.LeastImpact).Apply,
            new LeverageTargeting(10, Liquidation.LeastImpact).Apply,
            state => state.OrderSale("A", 50, SaleTerms.Repaying(1) with { Liquidation = Liquidation.LeastImpact }),
        })
        {
            var state = system.Start();
            (state.Retained[0, 0], state.Price[1, 0]) = (0.5, 0.8);
            order(state);
            Close.To(10, state.OrderedOf("A", "x"));
            Close.To(40, state.OrderedOf("A", "y"));
        }
    }

    [Theory]
    [InlineData("leverage ratio")]
    [InlineData("both")]
    [MemberData(nameof(RandomLimits.Names), MemberType = typeof(RandomLimits))]
    public void A_limit_measured_on_the_state_as_a_whole_sells_what_it_sells_institution_by_institution(string which)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var (random, system) = (new Random(seed), RandomSystems.Create(seed));
            IConstraint limit = which switch
            {
                "leverage ratio" => LeverageRatio.FromMinimum(0.06).WithTarget(0.07),
                "both" => LeverageRatio.FromMinimum(0.06).WithTarget(0.07).And(new Haircuts()),
                _ => RandomLimits.All[which](new Random(seed), system, 1),
            };
            var how = random.Next(3) switch { 0 => Liquidation.ProRata, 1 => Liquidation.MostLiquidFirst, _ => Liquidation.LeastImpact };
            var cash = random.Next(2) == 0 ? CashUse.First : CashUse.Kept;
            var whole = RandomSystems.Shocked(system, [.. Enumerable.Range(20 * seed, 5)]);
            var each = whole.Copy();
            new Deleverage(new AsAWhole(limit), how, cash).Apply(whole);
            new Deleverage(limit, how, cash).Apply(each);
            foreach (var (one, other) in new[] { (whole.Order, each.Order), (whole.Cash, each.Cash), (whole.Debt, each.Debt), (whole.Bound, each.Bound), (whole.RepayShare, each.RepayShare), (whole.Unmet, each.Unmet) })
            {
                Assert.All(one.Read.ToArray().Zip(other.Read.ToArray()), x => Assert.True(Math.Abs(x.First - x.Second) <= 1e-9, $"seed {seed}: {x.First:R} as a whole, {x.Second:R} one by one"));
            }
        }
    }

    /// <summary>A limit as if it came from outside of the library, known by what it measures alone.</summary>
    private sealed class AsAWhole(IConstraint limit) : IConstraint
    {
        public IReadOnlyList<string> Parts => limit.Parts;

        public void Measure(State state, Valuation value, Measurement measurement) => limit.Measure(state, value, measurement);
    }
}
