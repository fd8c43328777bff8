using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Tests.Contagion;

/// <summary>Those who help, and funds that need it, by hand.</summary>
public class LastResortTests
{
    [Fact]
    public void A_lender_of_last_resort_lends_what_is_missing_up_to_the_collateral()
    {
        // Owes 60 of 80 at once, has 10: 50 missing. Bonds of 100 at a haircut of 20 % back 80.
        var state = Run(haircut: 0.2, budget: double.PositiveInfinity, out var sold);
        Assert.Equal(50, LenderOfLastResort.Lent(state, "bank"), 1e-12);
        Assert.Equal(0, sold, 1e-12);
        Assert.Equal(0, state.DebtDue[0, 0], 1e-12);
        Assert.Equal(70, state.Debt[0, 0], 1e-12);

        // At 70 % they back 30, and 20 are sold; with a budget of 5, 45.
        state = Run(haircut: 0.7, budget: double.PositiveInfinity, out sold);
        Assert.Equal(30, LenderOfLastResort.Lent(state, "bank"), 1e-12);
        Assert.Equal(20, sold, 1e-12);
        state = Run(haircut: 0.7, budget: 5, out sold);
        Assert.Equal(5, LenderOfLastResort.Lent(state, "bank"), 1e-12);
        Assert.Equal(45, sold, 1e-12);
    }

    [Fact]
    public void A_lender_of_last_resort_leaves_the_insolvent_alone_unless_told_otherwise()
    {
        var system = new FinancialSystem(
            [new Institution("bank") { Debt = 130, ShortTermDebt = 80, Cash = 10 }], [new Asset("bond")], [new Holding("bank", "bond", 100)]);
        double Lent(LenderOfLastResort lender)
        {
            var state = system.Shock(new Shock().Withdrawing("bank", 0.75));
            lender.Apply(state);
            return LenderOfLastResort.Lent(state, "bank");
        }

        Assert.Equal(0, Lent(new LenderOfLastResort(1000)));
        Assert.Equal(50, Lent(new LenderOfLastResort(1000) { LendsToInsolvent = true }), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void A_lender_of_last_resort_lends_to_whoever_has_any_equity(double unit)
    {
        // .5 of equity; 60 are owed at once, 10 are there.
        var system = new FinancialSystem(
            [new Institution("bank") { Debt = 109.5 * unit, ShortTermDebt = 80 * unit, Cash = 10 * unit }], [new Asset("bond")], [new Holding("bank", "bond", 100 * unit)]);
        var state = system.Shock(new Shock().Withdrawing("bank", 0.75));
        new LenderOfLastResort(1000 * unit).Apply(state);
        Close.To(50 * unit, LenderOfLastResort.Lent(state, "bank"), 1e-12);
    }

    [Fact]
    public void A_lender_of_last_resort_takes_the_markets_haircut_where_it_has_none_of_its_own_and_lends_nothing_on_no_equity()
    {
        FinancialSystem Bank(double debt) => new(
            [new Institution("bank") { Debt = debt, ShortTermDebt = 80, Cash = 10 }], [new Asset("bond") { Haircut = 0.6 }, new Asset("note")], [new Holding("bank", "bond", 100)]);
        double Lent(double debt)
        {
            var state = Bank(debt).Shock(new Shock().Withdrawing("bank", 0.75));
            new LenderOfLastResort(1000, ("note", 0.1)).Apply(state);
            return LenderOfLastResort.Lent(state, "bank");
        }

        // 50 are missing, and bonds of 100 back 40.
        Close.To(40, Lent(100), 1e-12);
        Assert.Equal(0, Lent(110));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void What_a_buyer_has_bought_is_listed_however_little(double unit)
    {
        var system = new FinancialSystem(
            [new Institution("bank") { Cash = unit }], [new Asset("bond") { Depth = 100 * unit }, new Asset("note") { Depth = 100 * unit }], [new Holding("bank", "bond", unit)]);
        var state = system.Start();
        state.OrderSale("bank", 0.5 * unit, SaleTerms.Repaying(0));
        new BuyerOfLastResort(("bond", 10 * unit), ("note", 10 * unit)).Apply(state);
        var purchase = Assert.Single(BuyerOfLastResort.Purchases(state));
        Assert.Equal("bond", purchase.Asset);
        Close.To(0.5 * unit, purchase.Paid, 1e-12);
        Close.To(0.5 * unit, purchase.Units, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void A_sponsor_supports_a_fund_that_had_equity_however_small(double unit)
    {
        // .5 of equity on 10 of assets, which at a leverage of 4 would be 2.5: half of the missing 2 is paid in. The other fund had none.
        var system = new FinancialSystem(
            [new Institution("fund") { Kind = InstitutionKind.Fund, Debt = 9.5 * unit }, new Institution("shell") { Kind = InstitutionKind.Fund, Debt = 10 * unit },
                new Institution("bank") { Kind = InstitutionKind.Bank, Debt = 9 * unit }],
            [new Asset("bond")],
            [new Holding("fund", "bond", 10 * unit), new Holding("shell", "bond", 10 * unit), new Holding("bank", "bond", 10 * unit)]);
        var state = system.Start();
        new SponsorSupport(4, 0.5).Apply(state);
        Close.To(1.5 * unit, state.EquityOf("fund"), 1e-12);
        Assert.Equal(1 * unit, state.EquityOf("bank"), 1e-12 * unit);
        Assert.Equal((0, 10 * unit), (state.EquityOf("shell"), state.Debt[1, 0]));
    }

    [Fact]
    public void A_repo_facility_caps_haircuts_and_a_floor_holds_them_up()
    {
        var system = new FinancialSystem([new Institution("dealer")], [new Asset("a") { Haircut = 0.05 }, new Asset("b") { Haircut = 0.3 }, new Asset("c") { Haircut = 0.01 }], []);
        var state = system.Start();
        new RepoFacility(("a", 0.1), ("b", 0.1)).Apply(state);
        new MarginFloor(("c", 0.02)).Apply(state);
        Assert.Equal([0.05, 0.1, 0.02], state.Haircut.Scenario(0).Select(h => Math.Round(h, 12)));
    }

    [Fact]
    public void Collateral_calls_follow_the_price_down_and_up()
    {
        // 200 of notional: a fall of 10 % calls 20, paid from cash of 15 and 5 of sales; back at 95 %, 10 come in.
        var system = new FinancialSystem(
            [new Institution("fund") { Kind = InstitutionKind.Fund, Cash = 15, Debt = 50 }], [new Asset("gilt")], [new Holding("fund", "gilt", 100)]);
        var state = system.Shock("gilt", 0.1);
        var calls = new CollateralCalls(new SyntheticExposure("fund", "gilt", 200));
        calls.Apply(state);
        Assert.Equal((20.0, 20.0, 70.0), (Math.Round(state.DebtDue[0, 0], 12), Math.Round(state.ShortTermDebt[0, 0], 12), Math.Round(state.Debt[0, 0], 12)));
        Assert.Equal(115 - 50 - 10 - 20, state.Value().Equity[0, 0], 1e-12);
        calls.Apply(state);
        Assert.Equal(20, state.DebtDue[0, 0], 1e-12);
        new RaiseCash().Then(new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Assert.Equal(0, state.DebtDue[0, 0], 1e-12);
        Assert.Equal(5, state.Sold[0, 0], 1e-12);
        state.Price[0, 0] = 0.95;
        var before = state.Flows[0, 0];
        calls.Apply(state);
        Assert.Equal(10, state.Cash[0, 0], 1e-12);
        // It comes from outside.
        Assert.Equal(10, state.Flows[0, 0] - before, 1e-12);
    }

    [Fact]
    public void Sponsors_pay_in_a_share_of_what_restores_the_leverage_and_gain_nothing_by_it()
    {
        // Assets 300, equity 60, leverage 5; for 4 it takes 75, 15 more. Half a round: 7.5, which repays debt.
        var system = new FinancialSystem([new Institution("fund") { Kind = InstitutionKind.Fund, Debt = 240 }], [new Asset("gilt")], [new Holding("fund", "gilt", 300)]);
        var state = system.Start();
        var support = new SponsorSupport(4, 0.5);
        support.Apply(state);
        Assert.Equal(232.5, state.Debt[0, 0], 1e-12);
        Assert.Equal(67.5, state.Value().Equity[0, 0], 1e-12);
        Assert.Equal(-7.5, state.PaidOut[0, 0], 1e-12);
        Assert.Equal(-7.5, state.Flows[2, 0], 1e-12);
        var end = Cascade.Run(system.Start(), support);
        Assert.Equal(75, end.End.Value().Equity[0, 0], 1e-6);
        Assert.Equal(0, end.Losses()[0].Total, 1e-9);
        Assert.Equal(66, Cascade.Run(system.Start(), new SponsorSupport(4, 0.5, budget: 0.1)).End.Value().Equity[0, 0], 1e-9);
    }

    [Fact]
    public void Sponsors_pay_nothing_into_a_fund_within_its_leverage_or_in_default()
    {
        // 300 on 60 is leverage of 5, 180 on 60 of 3; for 4 the first lacks 15 and the second nothing.
        var system = new FinancialSystem([new Institution("fund") { Kind = InstitutionKind.Fund, Debt = 240 }], [new Asset("gilt")], [new Holding("fund", "gilt", 300)]);
        var state = system.Start(4);
        (state.Debt.Row(0)[1], state.Retained.Row(0)[1]) = (120, 0.6);
        state.Standing.Row(0)[2] = (double)Standing.Insolvent;
        new SponsorSupport(4, 1).Apply(state);
        Assert.Equal([225, 120, 240, 225], state.Debt.Row(0).ToArray().Select(x => Math.Round(x, 12)));
        Assert.Equal([-15, 0, 0, -15], state.PaidOut.Row(0).ToArray().Select(x => Math.Round(x, 12)));
    }

    [Fact]
    public void A_buyer_spends_its_budget_over_all_rounds_and_no_more_than_its_most_in_one()
    {
        // 30 are sold each round in a market of depth 1,000. With 20 in all and 12 a round it takes 12, then the 8 that are left, then nothing.
        var system = new FinancialSystem([new Institution("bank") { Debt = 50 }], [new Asset("bond") { Depth = 1000 }], [new Holding("bank", "bond", 100)]);
        var state = system.Start();
        var round = new BuyerOfLastResort(("bond", 20)) { PerRound = 12 }.Then(new PriceImpact.Linear(SellerShare.OldPrice));
        double[] falls = [18 / 1000.0, 22 / 1000.0, 30 / 1000.0];
        var price = 1.0;
        foreach (var fall in falls)
        {
            state.OrderSale("bank", 30, SaleTerms.Repaying(0));
            round.Apply(state);
            price *= 1 - fall;
            Assert.Equal(price, state.Price[0, 0], 1e-12);
        }

        // The seller is paid for all of it, whoever bought; units are those of the start.
        Assert.Equal(90, state.Cash[0, 0], 1e-12);
        var bought = Assert.Single(BuyerOfLastResort.Purchases(state));
        Assert.Equal((20, 12 + (8 / 0.982)), (Math.Round(bought.Paid, 12), bought.Units));
        Assert.Equal((12 + (8 / 0.982)) * price, bought.Worth, 1e-12);
    }

    [Fact]
    public void A_scenario_adds_to_the_budgets_of_buyer_and_lender()
    {
        var system = new FinancialSystem([new Institution("bank") { Debt = 80, ShortTermDebt = 80, Cash = 10 }], [new Asset("bond") { Haircut = 0.2 }], [new Holding("bank", "bond", 100)]);
        var state = system.Shock(new Shock().Withdrawing("bank", 0.75).Selling("bond", 30));
        Act(Effect.Purchases("bond"), state, 7);
        Act(Effect.Lending("bank"), state, 5);
        new LenderOfLastResort(1).Apply(state);
        new BuyerOfLastResort(("bond", 2)).Apply(state);
        Assert.Equal(6, LenderOfLastResort.Lent(state, "bank"), 1e-12);
        Assert.Equal(9, Assert.Single(BuyerOfLastResort.Purchases(state)).Paid, 1e-12);
        Assert.Equal(21, state.CustomerSales[0, 0], 1e-12);
    }

    [Fact]
    public void What_backs_a_loan_backs_no_other()
    {
        // Bonds of 100 at a haircut of 70 % back 30, once.
        var system = new FinancialSystem([new Institution("bank") { Debt = 80, ShortTermDebt = 80, Cash = 10 }], [new Asset("bond")], [new Holding("bank", "bond", 100)]);
        var state = system.Shock(new Shock().Withdrawing("bank", 0.75));
        var lender = new LenderOfLastResort(double.PositiveInfinity, ("bond", 0.7));
        lender.Apply(state);
        lender.Apply(state);
        Assert.Equal(30, LenderOfLastResort.Lent(state, "bank"), 1e-12);

        // A budget is one for all rounds.
        state = system.Shock(new Shock().Withdrawing("bank", 0.75));
        var little = new LenderOfLastResort(5, ("bond", 0.2));
        little.Apply(state);
        little.Apply(state);
        Assert.Equal(5, LenderOfLastResort.Lent(state, "bank"), 1e-12);

        // What is ordered to be sold backs nothing, and its proceeds are not missing.
        state = system.Shock(new Shock().Withdrawing("bank", 0.75));
        state.OrderSale("bank", 40, SaleTerms.ForWhatIsDue);
        lender.Apply(state);
        Assert.Equal(60 - 10 - 40, LenderOfLastResort.Lent(state, "bank"), 1e-12);
        state = system.Shock(new Shock().Withdrawing("bank", 0.75));
        state.OrderSale("bank", 25, SaleTerms.ForWhatIsDue);
        lender.Apply(state);
        Assert.Equal(0.3 * 75, LenderOfLastResort.Lent(state, "bank"), 1e-12);
    }

    [Fact]
    public void The_bonds_of_one_bank_back_no_loan_to_another()
    {
        // Each misses 50; 20 of bonds at a haircut of half back 10, 60 back 30, whoever is asked first.
        Institution Bank(string name) => new(name) { Debt = 80, ShortTermDebt = 80, Cash = 10, OtherAssets = 100 };
        var system = new FinancialSystem(
            [Bank("A"), Bank("B")], [new Asset("bond"), new Asset("note") { LiquidityRank = 1 }, new Asset("loan") { Sellable = false }],
            [new Holding("A", "bond", 20), new Holding("B", "bond", 20), new Holding("B", "note", 30), new Holding("B", "loan", 10)]);
        var state = system.Shock(new Shock().Withdrawing("A", 0.75).Withdrawing("B", 0.75));
        new LenderOfLastResort(double.PositiveInfinity, ("bond", 0.5), ("note", 0.5), ("loan", 0.5)).Apply(state);
        Assert.Equal(10, LenderOfLastResort.Lent(state, "A"), 1e-12);
        Assert.Equal(30, LenderOfLastResort.Lent(state, "B"), 1e-12);
    }

    [Fact]
    public void Amounts_are_at_least_0_and_may_be_without_limit()
    {
        Assert.Equal(double.PositiveInfinity, new BuyerOfLastResort(("bond", double.PositiveInfinity)).Budgets["bond"]);
        Assert.Equal(0, new BuyerOfLastResort(("bond", 0)).Budgets["bond"]);
        Assert.Equal((0.0, 0.0, 0.0), (new LenderOfLastResort(0).Budget, new SponsorSupport(2, 1, 0).Budget, new MarginFloor(("bond", 0)).Floors["bond"]));
        Assert.Equal(double.PositiveInfinity, new SponsorSupport(2, 1).Budget);
        foreach (var wrong in new[] { -1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new BuyerOfLastResort(("bond", wrong)));
            Assert.Throws<ArgumentOutOfRangeException>(() => new BuyerOfLastResort(("bond", 1)) { PerRound = wrong });
            Assert.Contains("budget must be a number of at least 0 (or +∞ for no limit), in currency; it was ", Assert.Throws<ArgumentOutOfRangeException>(() => new LenderOfLastResort(wrong)).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => new LenderOfLastResort(1, ("bond", wrong)));
            Assert.Contains("in fractions of equity; it was ", Assert.Throws<ArgumentOutOfRangeException>(() => new SponsorSupport(2, 1, wrong)).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => new SponsorSupport(2, wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new SponsorSupport(wrong, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RepoFacility(("bond", wrong)));
            Assert.Throws<ArgumentOutOfRangeException>(() => new MarginFloor(("bond", wrong)));
            Assert.Throws<ArgumentOutOfRangeException>(() => new CollateralCalls(new SyntheticExposure("fund", "bond", wrong)));
        }

        var twice = new SyntheticExposure("fund", "bond", 1);
        Assert.Contains("\"bond\" of \"fund\" is listed twice", Assert.Throws<ArgumentException>(() => new CollateralCalls(twice, twice)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BuyerOfLastResort(("bond", 1)) { PerRound = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SponsorSupport(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarginFloor(("bond", 1.1)));
        Assert.Contains("listed twice", Assert.Throws<ArgumentException>(() => new RepoFacility(("bond", 0.1), ("bond", 0.2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_has_caps_floors_and_swing_prices_of_its_own_where_they_bind()
    {
        var system = new FinancialSystem(
            [new Institution("fund") { Kind = InstitutionKind.Fund }], [new Asset("a") { Haircut = 0.3 }, new Asset("b") { Haircut = 0.01 }], [new Holding("fund", "a", 100)]);
        var state = system.Start(3);
        Act(Effect.HaircutCap("a"), state, 0.2, 0.05, 1);
        Act(Effect.HaircutFloor("b"), state, 0, 0.02, 0.1);
        new RepoFacility(("a", 0.1)).Apply(state);
        new MarginFloor(("b", 0.05)).Apply(state);
        Assert.Equal([0.1, 0.05, 0.1], Enumerable.Range(0, 3).Select(s => Math.Round(state.Haircut[0, s], 12)));
        Assert.Equal([0.05, 0.05, 0.1], Enumerable.Range(0, 3).Select(s => Math.Round(state.Haircut[1, s], 12)));

        // A loss of 10 % has 3 · 10 % of the 90 left redeemed, less the swing price: 27 at 0, 24.3 at 10 %.
        state = system.Shock(new Shock().Falling("a", 0.1), new Shock().Falling("a", 0.1));
        Act(Effect.SwingPrice("fund"), state, 0, 0.1);
        new Redemptions(3, 0).Apply(state);
        Assert.Equal([27.0, 24.3], Enumerable.Range(0, 2).Select(s => Math.Round(state.RedemptionDue[0, s], 12)));

        // Of the operator's 5 % and the scenario's own the larger counts: 25.65 at 2 %, 24.3 at 10 %.
        state = system.Shock(new Shock().Falling("a", 0.1), new Shock().Falling("a", 0.1));
        Act(Effect.SwingPrice("fund"), state, 0.02, 0.1);
        new Redemptions(3, 0.05).Apply(state);
        Assert.Equal([25.65, 24.3], Enumerable.Range(0, 2).Select(s => Math.Round(state.RedemptionDue[0, s], 12)));
    }

    [Fact]
    public void Capital_that_is_paid_in_is_cash_and_no_gain()
    {
        var system = new FinancialSystem([new Institution("bank") { Debt = 90 }], [new Asset("bond")], [new Holding("bank", "bond", 100)]);
        var state = system.Start();
        Act(Effect.CapitalPaidIn("bank"), state, 6);
        Assert.Equal((6.0, 16.0, -6.0, -6.0), (state.Cash[0, 0], state.EquityOf("bank"), state.PaidOut[0, 0], state.Flows[2, 0]));
        Assert.Equal(0, Cascade.Run(state, new Default()).Losses()[0].Total, 1e-12);
    }

    [Fact]
    public void Who_is_in_default_is_called_no_more()
    {
        var system = new FinancialSystem([new Institution("fund") { Kind = InstitutionKind.Fund, Cash = 15 }], [new Asset("gilt")], [new Holding("fund", "gilt", 100)]);
        var state = system.Shock("gilt", 0.1);
        state.Standing[0, 0] = (double)Standing.Illiquid;
        new CollateralCalls(new SyntheticExposure("fund", "gilt", 200)).Apply(state);
        Assert.Equal((0.0, 0.0), (state.DebtDue[0, 0], state.Debt[0, 0]));
    }

    private static void Act(Effect effect, State state, params double[] values) => effect.Bind(state.System, "x").Apply(state, values);

    private static State Run(double haircut, double budget, out double sold)
    {
        var system = new FinancialSystem(
            [new Institution("bank") { Debt = 80, ShortTermDebt = 80, Cash = 10 }], [new Asset("bond")], [new Holding("bank", "bond", 100)]);
        var state = system.Shock(new Shock().Withdrawing("bank", 0.75));
        new LenderOfLastResort(budget, ("bond", haircut)).Then(new RaiseCash()).Then(new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        sold = state.Sold[0, 0];
        return state;
    }
}
