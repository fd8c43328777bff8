using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public sealed class DefaultTests
{
    /// <summary>Debtor: 10 + 90 on 60 owed outside, 30 owed to the creditor, 10 of equity. Creditor: 5 + 30 on 20 of debt, 15 of equity.</summary>
    private static FinancialSystem Pair => new(
        [new Institution("debtor") { Cash = 10, Debt = 60 }, new Institution("creditor") { Cash = 5, Debt = 20 }],
        [new Asset("bond")],
        [new Holding("debtor", "bond", 90)],
        [new InterbankClaim("debtor", "creditor", 30)]);

    /// <summary>5 of cash and 100 of loans that nobody buys, on 80 of debt of which 50 is short-term: 25 of equity.</summary>
    private static FinancialSystem Loans => new(
        [new Institution("bank") { Cash = 5, Debt = 80, ShortTermDebt = 50 }],
        [new Asset("loan") { Sellable = false }, new Asset("bond")],
        [new Holding("bank", "loan", 100)]);

    [Fact]
    public void The_insolvent_leave_and_their_creditors_share_what_is_left()
    {
        var state = Pair.Shock("bond", 0.2);
        new Default().Apply(state);

        // 18 lost on 10: 82 of assets for 90 of debts.
        Assert.Equal(Standing.Insolvent, state.StandingOf(0, 0));
        Assert.Equal(Standing.Active, state.StandingOf(1, 0));
        Close.To(82.0 / 90, state.Recovery[0, 0]);

        // The creditor loses 30·8/90, lenders outside 60·8/90: with the debtor's own 10 the whole 18, once.
        var equity = state.Value().Equity;
        Close.To(15 - (30 * 8.0 / 90), equity[1, 0]);
        Close.To(-60 * 8.0 / 90, equity[0, 0]);
        Close.To(25 - 18, equity.Scenario(0).Sum());
    }

    [Fact]
    public void Losses_pass_on_to_a_creditor_who_then_defaults_himself()
    {
        var state = Pair.Shock(new Shock().Falling("bond", 0.2).Losing("creditor", 13));
        var leave = new Default();
        leave.Apply(state);
        Assert.Equal(Standing.Active, state.StandingOf(1, 0)); // 2 of equity left when all decide on the same marks
        leave.Apply(state);
        Assert.Equal(Standing.Insolvent, state.StandingOf(1, 0)); // 2 − 2.667

        // 5 of cash are gone, 8 more are owed: 27.333 of claims for 28 of debt.
        Close.To(27.0 + (1 / 3.0), state.Value().Assets[1, 0]);
        Close.To((27 + (1 / 3.0)) / 28, state.Recovery[1, 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void Who_cannot_pay_and_has_nothing_to_sell_is_illiquid_whatever_the_unit(double unit)
    {
        // 5 of cash and loans that nobody buys: of 10 that are due 5 are missing. With 1 of bonds to sell there is still something to be done.
        foreach (var (bonds, standing) in new[] { (0, Standing.Illiquid), (1, Standing.Active) })
        {
            var system = new FinancialSystem(
                [new Institution("bank") { Cash = 5 * unit, Debt = 80 * unit, ShortTermDebt = 50 * unit }],
                [new Asset("loan") { Sellable = false }, new Asset("bond")],
                [new Holding("bank", "loan", 100 * unit), new Holding("bank", "bond", bonds * unit)]);
            var state = system.Shock(new Shock().Withdrawing("bank", 0.2));
            new Default().Apply(state);
            Assert.Equal(standing, state.StandingOf(0, 0));
        }
    }

    [Fact]
    public void Of_what_an_estate_had_ordered_nothing_repays_debt_and_others_keep_their_share()
    {
        var state = Pair.Shock(new Shock().Falling("bond", 0.2), new Shock().Falling("bond", 0.01));
        for (var s = 0; s < 2; s++)
        {
            (state.Order[0, s], state.RepayShare[0, s]) = (0.1, 0.5);
        }

        new Default(liquidationRounds: 2).Apply(state);
        Assert.Equal([Standing.Insolvent, Standing.Active], [state.StandingOf(0, 0), state.StandingOf(0, 1)]);
        Assert.Equal([0.0, 0.5], state.RepayShare.Row(0).ToArray());
        Assert.Equal([0.5, 0.1], state.Order.Row(0).ToArray());
    }

    [Fact]
    public void Equity_of_nothing_is_insolvent_and_a_little_is_not()
    {
        var (gone, left) = (Pair.Shock("bond", 1), Pair.Shock(new Shock().Losing("debtor", 9.999)));
        var none = Pair.Shock(new Shock().Losing("debtor", 10));
        new Default().Apply(gone);
        new Default().Apply(left);
        new Default().Apply(none);
        Assert.Equal(Standing.Insolvent, gone.StandingOf(0, 0));
        Assert.Equal(Standing.Insolvent, none.StandingOf(0, 0));
        Assert.Equal(Standing.Active, left.StandingOf(0, 0));
    }

    [Fact]
    public void Who_cannot_pay_and_has_nothing_to_sell_is_illiquid_not_insolvent()
    {
        var state = Loans.Shock(new Shock().Withdrawing("bank", 0.5));
        new Default().Apply(state);

        // 25 due, 5 of cash, and 25 of equity in loans: creditors lose nothing.
        Assert.Equal(Standing.Illiquid, state.StandingOf(0, 0));
        Close.To(1, state.Recovery[0, 0]);
        Close.To(25, state.Value().Equity[0, 0]);
    }

    [Fact]
    public void Who_can_pay_or_has_something_to_sell_stays_in_business()
    {
        var pays = Loans.Shock(new Shock().Withdrawing("bank", 0.1));
        new Default().Apply(pays);
        Assert.Equal(Standing.Active, pays.StandingOf(0, 0)); // 5 due, 5 of cash

        var sells = new FinancialSystem(
            [new Institution("bank") { Debt = 80, ShortTermDebt = 50 }], [new Asset("bond")], [new Holding("bank", "bond", 100)])
            .Shock(new Shock().Withdrawing("bank", 0.5));
        new Default().Apply(sells);
        Assert.Equal(Standing.Active, sells.StandingOf(0, 0));
    }

    [Fact]
    public void A_run_that_sales_cannot_meet_ends_in_illiquidity_with_equity_left()
    {
        // 30 of bonds, 70 of loans, 80 of debt, all called: bonds are sold first, 50 are still missing.
        var system = new FinancialSystem(
            [new Institution("bank") { Debt = 80, ShortTermDebt = 80 }],
            [new Asset("bond"), new Asset("loan") { Sellable = false }],
            [new Holding("bank", "bond", 30), new Holding("bank", "loan", 70)]);
        var round = new RaiseCash().Then(new PriceImpact.Linear(SellerShare.OldPrice)).Then(new Default());
        var result = Cascade.Run(system.Shock(new Shock().Withdrawing("bank", 1)), round);
        Assert.Equal(Outcome.WipedOut, result.Outcome);
        Assert.Equal(Standing.Illiquid, result.End.StandingOf(0, 0));
        Close.To(50, result.End.DebtDue[0, 0]);
        Close.To(20, result.Losses()[0].Equity);
    }

    [Fact]
    public void Holdings_are_sold_over_the_rounds_given_in_equal_parts_and_the_estate_pays_nobody()
    {
        var state = Pair.Shock(new Shock().Falling("bond", 0.2));
        state.ShortTermDebt[0, 0] = state.DebtDue[0, 0] = 20;
        var round = new Default(liquidationRounds: 3).Then(new PriceImpact.Linear(SellerShare.OldPrice));
        foreach (var kept in new[] { 2 / 3.0, 1 / 3.0, 0 })
        {
            round.Apply(state);
            Assert.Equal(kept, state.Retained[0, 0], 14);
        }

        Close.To(82, state.Cash[0, 0]);
        Close.To(60, state.Debt[0, 0]);
    }

    [Fact]
    public void Selling_off_at_falling_prices_lowers_what_creditors_get()
    {
        var system = new FinancialSystem(Pair.Institutions, [new Asset("bond") { Depth = 720 }], Pair.Amounts, Pair.Debts);
        var state = system.Shock("bond", 0.2);
        var round = new Default().Then(new PriceImpact.Linear(SellerShare.NewPrice));
        round.Apply(state);
        Close.To(82.0 / 90, state.Recovery[0, 0]);
        round.Apply(state);

        // 72 sold into a depth of 720: a tenth off, 64.8 + 10 = 74.8.
        Close.To(74.8 / 90, state.Recovery[0, 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Nothing_is_written_where_everyone_stays_in_business(int scenarioCount)
    {
        var system = new FinancialSystem([new Institution("A") { Cash = 1, Debt = 50 }], [new Asset("x")], [new Holding("A", "x", 100)]);
        var state = system.Shock(Enumerable.Range(0, scenarioCount).Select(s => new Shock().Falling("x", s == scenarioCount - 1 ? 0.4 : 0)).ToList());

        new Default().Apply(state);
        Assert.True(state.Standing.IsZero && state.Order.IsZero);

        // The last scenario alone goes under.
        state.Price[0, scenarioCount - 1] = 0.4;
        new Default().Apply(state);
        Assert.Equal([.. Enumerable.Repeat(0.0, scenarioCount - 1), (double)Standing.Insolvent], state.Standing.Row(0).ToArray());
        Assert.Equal([.. Enumerable.Repeat(0.0, scenarioCount - 1), 1], state.Order.Row(0).ToArray());
    }

    [Fact]
    public void In_default_it_stays_so_though_prices_recover()
    {
        var state = Pair.Shock("bond", 0.2);
        new Default().Apply(state);
        state.Price[0, 0] = 1.5;
        new Default().Apply(state);
        Assert.Equal(Standing.Insolvent, state.StandingOf(0, 0));
        Close.To(82.0 / 90, state.Recovery[0, 0]);
    }

    [Fact]
    public void Redemptions_that_are_due_share_what_is_left_with_all_other_creditors()
    {
        // 82 of assets for 60 of debt, 30 owed to the creditor and 10 owed to investors who have left.
        var state = Pair.Shock("bond", 0.2);
        state.RedemptionDue[0, 0] = 10;
        new Default().Apply(state);
        Assert.Equal(Standing.Insolvent, state.StandingOf(0, 0));
        Close.To(82.0 / 100, state.Recovery[0, 0]);
    }

    [Fact]
    public void Whom_another_operator_puts_in_default_is_sold_off_over_the_rounds_too()
    {
        // Solvent, and closed by order: half of what it holds goes in each of two rounds.
        var state = Pair.Start();
        var round = new Default(liquidationRounds: 2).Then(new PriceImpact.Linear(SellerShare.OldPrice));
        state.Standing[0, 0] = (double)Standing.Illiquid;
        round.Apply(state);
        Close.To(0.5, state.Retained[0, 0]);
        round.Apply(state);
        Assert.Equal(0, state.Retained[0, 0]);
        Close.To(100, state.Cash[0, 0]);
    }

    [Fact]
    public void Nothing_is_ordered_where_whoever_cannot_pay_has_something_to_sell()
    {
        // 25 due and no cash, but 100 of bonds: that is for those to raise who pay, and no column of orders need be looked through.
        var system = new FinancialSystem([new Institution("bank") { Debt = 80, ShortTermDebt = 50 }], [new Asset("bond")], [new Holding("bank", "bond", 100)]);
        var state = system.Shock(new Shock().Withdrawing("bank", 0.5));
        new Default().Apply(state);
        Assert.True(state.Standing.IsZero && state.Order.IsZero);
    }

    [Fact]
    public void Rounds_are_at_least_one() =>
        Assert.Contains("at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Default(0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Who_has_nothing_and_owes_nothing_leaves_creditors_unharmed()
    {
        // No equity, so it goes; but nothing is owed of which anybody could lose a part.
        var state = new FinancialSystem([new Institution("shell"), new Institution("bank") { Cash = 1 }], [new Asset("bond")], []).Start();
        new Default().Apply(state);
        Assert.Equal((Standing.Insolvent, Standing.Active), (state.StandingOf(0, 0), state.StandingOf(1, 0)));
        Assert.Equal([1, 1], state.Recovery.Scenario(0));
    }
}
