using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public sealed class FundingTests
{
    /// <summary>Assets 20 + 30 + 40 + 110 = 200 on 10 of equity; 100 of the debt of 190 is short-term.</summary>
    private static FinancialSystem System => new(
        [new Institution("dealer") { Cash = 20, OtherAssets = 30, Debt = 190, ShortTermDebt = 100 }],
        [new Asset("bill"), new Asset("bond") { LiquidityRank = 1 }],
        [new Holding("dealer", "bill", 40), new Holding("dealer", "bond", 110)]);

    private static FundingRun Run(double maximum = 1, double leverageWeight = 0.8, double fallWeight = 5) => new(new()
    {
        ComfortLeverage = 16,
        LeverageWeight = leverageWeight,
        FallWeight = fallWeight,
        MaximumShare = maximum,
    });

    [Fact]
    public void Leverage_above_comfort_calls_a_share_of_what_is_not_due_yet()
    {
        var calm = System.Start();
        Run().Apply(calm);

        // b = 200/10 = 20, a quarter above 16: .8·.25 = .2 of 100.
        Close.To(20, calm.DebtDue[0, 0]);

        // With 40 called by the shock, .2 of the other 60.
        var called = System.Shock(new Shock().Withdrawing("dealer", 0.4));
        Run().Apply(called);
        Close.To(52, called.DebtDue[0, 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void Lenders_fear_leverage_and_not_a_small_amount(double unit)
    {
        // .5 of equity on 10 of assets: b = 20, a quarter above 16, and .8·.25 of 8 runs.
        var state = new FinancialSystem(
            [new Institution("dealer") { Debt = 9.5 * unit, ShortTermDebt = 8 * unit }], [new Asset("bond")], [new Holding("dealer", "bond", 10 * unit)]).Start();
        Run().Apply(state);
        Close.To(1.6 * unit, state.DebtDue[0, 0], 1e-12);
    }

    [Fact]
    public void All_of_it_runs_from_who_is_insolvent_to_the_last_bit()
    {
        var random = new Random(3);
        for (var seed = 0; seed < 200; seed++)
        {
            var state = System.Shock("bond", 0.5);
            (state.ShortTermDebt[0, 0], state.DebtDue[0, 0]) = (100 * random.NextDouble(), 0);
            state.DebtDue[0, 0] = state.ShortTermDebt[0, 0] * random.NextDouble();
            Run().Apply(state);
            Assert.Equal(state.ShortTermDebt[0, 0], state.DebtDue[0, 0]);
        }
    }

    [Fact]
    public void What_makes_lenders_run_is_in_range()
    {
        Assert.Equal(new FundingRunOptions { ComfortLeverage = 20, LeverageWeight = 0.5, FallWeight = 1, MaximumShare = 1 }, new FundingRunOptions());
        Assert.Equal(1, new FundingRunOptions { ComfortLeverage = 1 }.ComfortLeverage);
        foreach (var wrong in new Func<FundingRunOptions>[]
        {
            () => new() { ComfortLeverage = 0.99 }, () => new() { ComfortLeverage = double.PositiveInfinity }, () => new() { LeverageWeight = -1 },
            () => new() { FallWeight = double.NaN }, () => new() { MaximumShare = 1.01 }, () => new() { MaximumShare = -0.01 },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => wrong());
        }
    }

    [Fact]
    public void Who_can_pay_what_is_due_keeps_what_it_has_ordered_to_buy()
    {
        // 20 of cash for 4 that are due; for 30 it must do without.
        foreach (var (due, ordered) in new[] { (4.0, -5.0), (30.0, 0.0) })
        {
            var state = System.Start();
            state.OrderPurchase("dealer", 5);
            state.DebtDue[0, 0] = due;
            new RaiseCash().Apply(state);
            Assert.Equal(Math.Min(20, due), 190 - state.Debt[0, 0], 12);
            Assert.Equal(ordered < 0 ? ordered : 10, state.OrderedOf("dealer"), 12);
            Assert.Equal(-1, state.Bound[0, 0]);
        }
    }

    [Fact]
    public void A_sale_for_what_is_due_is_no_limits_however_small()
    {
        // .1 of a short-term debt of 100 is due and nothing is there to pay it.
        var state = System.Shock(new Shock().Withdrawing("dealer", 0.001));
        (state.Cash[0, 0], state.Bound[0, 0]) = (0, 2);
        new RaiseCash().Apply(state);
        Assert.Equal(0.1, state.OrderedOf("dealer"), 12);
        Assert.Equal(-1, state.Bound[0, 0]);
    }

    [Fact]
    public void Leverage_within_comfort_and_a_rising_price_call_nothing()
    {
        var state = System.Start();
        (state.Price[0, 0], state.Price[1, 0]) = (1.1, 1.1);
        Run().Apply(state);
        Assert.Equal(0, state.DebtDue[0, 0]); // b = 215/25 = 8.6
    }

    [Fact]
    public void A_fall_in_the_round_adds_to_the_fear_and_a_maximum_bounds_it()
    {
        // Bonds −3/110: positions fall by 3/150 = 2 %, b = 197/7 = 28.142857, 75.892857 % above 16.
        // share = .1·.75892857 + 5·.02 = .175892857; with weight .8, .707142857, cut to .5.
        Assert.Equal(17.5892857, Due(Run(leverageWeight: 0.1)), 7);
        Close.To(50, Due(Run(maximum: 0.5)));
        Assert.Equal(70.7142857, Due(Run()), 7);

        static double Due(FundingRun run)
        {
            var state = System.Shock("bond", 3.0 / 110);
            run.Apply(state);
            return state.DebtDue[0, 0];
        }
    }

    [Fact]
    public void Lenders_look_at_the_round_and_not_at_the_whole_fall()
    {
        var state = System.Shock("bond", 3.0 / 110);
        state.StartOfRoundPrice.Row(1)[0] = state.Price[1, 0];
        Run(leverageWeight: 0).Apply(state);
        Assert.Equal(0, state.DebtDue[0, 0]);
    }

    [Theory]
    [InlineData(19, 0)]
    [InlineData(20, 0)]
    [InlineData(20.000001, 2.5e-6)] // ½·10⁻⁶/20 of 100
    [InlineData(21, 2.5)]
    [InlineData(30, 25)]
    public void Debt_falls_due_from_the_leverage_on_at_which_lenders_are_no_longer_at_ease(double leverage, double due)
    {
        // Debt of 100 on equity of 100/(b − 1).
        var state = new FinancialSystem([new("D") { Debt = 100, ShortTermDebt = 100 }], [new("bonds")], [new("D", "bonds", 100 + (100 / (leverage - 1)))]).Start();
        new FundingRun(new FundingRunOptions { ComfortLeverage = 20, LeverageWeight = 0.5 }).Apply(state);
        Assert.Equal(due, state.DebtDue[0, 0], 1e-10);
    }

    [Fact]
    public void The_fall_is_relative_to_what_positions_were_worth_when_the_round_began()
    {
        // Bonds from .8 to .76 of 110, of which half is still held, bills at .9 as before: 55·.04 = 2.2 lost of 55·.8 + 40·.9 = 80. 5·2.2/80 = .1375 of 100.
        // In the second scenario no price moves, in the third bonds rise by as much as bills fall in value: 55·.04 = 40·.055.
        var state = System.Shock([new Shock(), new Shock(), new Shock()]);
        for (var s = 0; s < 3; s++)
        {
            (state.StartOfRoundPrice.Row(0)[s], state.StartOfRoundPrice.Row(1)[s], state.Retained.Row(1)[s]) = (0.9, 0.8, 0.5);
            (state.Price.Row(0)[s], state.Price.Row(1)[s]) = (0.9, 0.8);
            state.Cash.Row(0)[s] = 120;
        }

        state.Price.Row(1)[0] = 0.76;
        (state.Price.Row(0)[2], state.Price.Row(1)[2]) = (0.845, 0.84);
        Run(leverageWeight: 0).Apply(state);
        Close.To(13.75, state.DebtDue[0, 0]);
        Assert.Equal(0, state.DebtDue[0, 1]);
        Close.To(0, state.DebtDue[0, 2], 1e-10);
    }

    [Fact]
    public void Without_equity_everything_short_term_falls_due()
    {
        var state = System.Shock("bond", 0.1);
        Run(maximum: 0.1).Apply(state);
        Assert.Equal(100, state.DebtDue[0, 0]); // 11 lost on 10
    }

    [Fact]
    public void Cash_pays_at_once_and_the_most_liquid_tier_is_sold_for_the_rest()
    {
        var state = System.Shock(new Shock().Withdrawing("dealer", 0.5));
        new RaiseCash().Apply(state);

        // 50 due: 20 from cash, 30 out of 40 of bills.
        Close.To(0, state.Cash[0, 0]);
        Close.To(170, state.Debt[0, 0]);
        Close.To(30, state.DebtDue[0, 0]);
        Close.To(0.75, state.Order[0, 0]);
        Assert.Equal(0, state.Order[1, 0]);

        new RaiseCash().Then(new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Close.To(0, state.DebtDue[0, 0]);
        Close.To(140, state.Debt[0, 0]);
        Close.To(50, state.ShortTermDebt[0, 0]);
        Close.To(0, state.Cash[0, 0]);
    }

    [Fact]
    public void What_is_ordered_already_is_not_ordered_again()
    {
        var state = System.Shock(new Shock().Withdrawing("dealer", 0.5));
        state.Order[0, 0] = 0.25;
        new RaiseCash().Apply(state);

        // 50 − 20 − 10 ordered = 20 more out of the 30 of bills left: .25 + .5.
        Close.To(0.75, state.Order[0, 0]);
        Assert.Equal(0, state.Order[1, 0]);
    }

    [Fact]
    public void Pro_rata_raises_the_same_money_from_every_tier()
    {
        var state = System.Shock(new Shock().Withdrawing("dealer", 0.5));
        new RaiseCash(Liquidation.ProRata).Apply(state);
        Close.To(0.2, state.Order[0, 0]);
        Close.To(0.2, state.Order[1, 0]);
    }

    [Fact]
    public void Where_everything_is_not_enough_everything_is_ordered()
    {
        var state = System.Shock(new Shock().Falling("bond", 0.8).Withdrawing("dealer", 1));
        new RaiseCash().Apply(state);
        Assert.Equal([1, 1], state.Order.Scenario(0)); // 100 due, 20 + 40 + 22 to be had
        Close.To(80, state.DebtDue[0, 0]);
    }

    [Fact]
    public void A_purchase_is_called_off_when_money_is_due()
    {
        var state = System.Shock(new Shock().Withdrawing("dealer", 0.3));
        state.Order[1, 0] = -0.5;
        new RaiseCash().Apply(state);
        Close.To(0.25, state.Order[0, 0]);
        Assert.Equal(0, state.Order[1, 0]);
    }

    [Fact]
    public void A_sale_that_covers_a_payment_still_repays_debt_with_all_the_rest()
    {
        // e = 10 allows 10/.1 = 100 of assets, 200 − 100 = 100 must go, of which 30 is due after cash has paid 20.
        var state = System.Shock(new Shock().Withdrawing("dealer", 0.5));
        var slr = Interdealer.Constraints.LeverageRatio.FromMinimum(0.1);
        new RaiseCash().Then(new Deleverage(slr, Liquidation.MostLiquidFirst)).Then(new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Close.To(100, state.Value().Assets[0, 0]);
        Close.To(90, state.Debt[0, 0]);
        Close.To(0, state.Cash[0, 0]);
    }

    [Fact]
    public void A_squeeze_is_its_steps()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (one, steps) = (RandomSystems.Shocked(RandomSystems.Create(seed), seed), RandomSystems.Shocked(RandomSystems.Create(seed), seed));
            var (haircuts, run) = (new HaircutUpdate(2.33, 10, 0.5), new FundingRun());
            new FundingSqueeze(haircuts, run, Liquidation.ProRata).Apply(one);
            haircuts.Apply(steps);
            new Deleverage(new Interdealer.Constraints.Haircuts(), Liquidation.ProRata).Apply(steps);
            run.Apply(steps);
            new RaiseCash(Liquidation.ProRata).Apply(steps);
            Assert.All(one.Columns.Zip(steps.Columns), pair => Assert.Equal(pair.Second.Column.Scenario(0), pair.First.Column.Scenario(0)));
        }
    }

    [Fact]
    public void Higher_haircuts_make_a_dealer_sell_the_positions_he_cannot_margin()
    {
        // Own funds 3 carry 3/.02 = 150 of bonds; at a haircut of 5 % only 60: 60 % of the positions go.
        var state = new FinancialSystem(
            [new Institution("dealer") { Debt = 147, ShortTermDebt = 147 }],
            [new Asset("bond") { Haircut = 0.02, Volatility = 0.01 }],
            [new Holding("dealer", "bond", 150)]).Shock(new Shock().Volatility("bond", 2.5));
        new FundingSqueeze(new HaircutUpdate(z: 1, horizonDays: 4)).Apply(state); // .02 + 1·.015·2 = .05
        Close.To(0.6, state.Order[0, 0]);
    }

    [Fact]
    public void Paying_what_is_due_costs_no_equity_and_everything_due_is_covered_by_orders_or_nothing_is_left()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var state = RandomSystems.Shocked(RandomSystems.Create(seed), seed);
            var equity = state.Value().Equity.Scenario(0);
            OperatorTable.All["funding run met by sales"](random).Apply(state);
            var value = state.Value();
            for (var i = 0; i < equity.Length; i++)
            {
                var due = state.DebtDue[i, 0] + state.RedemptionDue[i, 0];
                var rows = Enumerable.Range(i * state.System.Tiers, state.System.SellableTiers).ToList();
                var ordered = rows.Sum(x => state.Retained[x, 0] > 0 ? value.Tiers[x, 0] / state.Retained[x, 0] * state.Order[x, 0] : 0);
                var all = rows.Sum(x => value.Tiers[x, 0]);
                Assert.True(Math.Abs(value.Equity[i, 0] - equity[i]) <= 1e-10, $"seed {seed}: equity {equity[i]:R} became {value.Equity[i, 0]:R}");
                Assert.True(due == 0 || state.Cash[i, 0] == 0, $"seed {seed}: {due:R} due with {state.Cash[i, 0]:R} of cash");
                Assert.True(Math.Abs(ordered - Math.Min(due, all)) <= 1e-10, $"seed {seed}: {due:R} due, {all:R} for sale, {ordered:R} ordered");
            }
        }
    }

    [Fact]
    public void Equity_of_exactly_nothing_is_no_equity_and_everything_short_term_falls_due()
    {
        // 200 of assets on 190 of debt and a loss of 10: the maximum of a tenth is for those who have equity.
        var state = System.Shock(new Shock().Losing("dealer", 10));
        Assert.Equal(0, state.EquityOf("dealer"));
        Run(maximum: 0.1).Apply(state);
        Assert.Equal(100, state.DebtDue[0, 0]);
    }

    [Fact]
    public void Nobody_runs_on_an_estate()
    {
        var state = System.Shock(new Shock().Falling("bond", 0.1).Withdrawing("dealer", 0.2));
        state.Standing[0, 0] = (double)Standing.Insolvent;
        Run().Apply(state);
        Assert.Equal(20, state.DebtDue[0, 0]);
    }
}
