using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

/// <summary>What an operator of one's own can have institutions do, worked by hand.</summary>
public class StateActionsTests
{
    private static readonly SaleTerms Hold = SaleTerms.Repaying(0);

    /// <summary>A bank with cash 10, other assets 5, 60 of bonds and 40 of bills (sold first), debt 90 of which 50 short-term: equity 25. A fund with 20 of bonds and cash 4.</summary>
    private static FinancialSystem System(double bankCash = 10) => new(
        [new("Bank") { Cash = bankCash, OtherAssets = 5, Debt = 90, ShortTermDebt = 50, Kind = InstitutionKind.Bank }, new("Fund") { Cash = 4, Kind = InstitutionKind.Fund }],
        [new("Bills") { LiquidityRank = 0, Depth = 1000 }, new("Bonds") { LiquidityRank = 1, Depth = 500 }],
        [new("Bank", "Bills", 40), new("Bank", "Bonds", 60), new("Fund", "Bonds", 20)]);

    [Fact]
    public void Figures_are_read_by_name()
    {
        // Bonds fall by 10 %: the bank has 10 + 5 + 40 + 54 = 109 and owes 90.
        var state = System().Shock("Bonds", 0.1);
        Assert.Equal(54, state.HoldingOf("Bank", "Bonds"), 12);
        Assert.Equal(18, state.HoldingOf("Fund", "Bonds"), 12);
        Assert.Equal(0, state.HoldingOf("Fund", "Bills"));
        Assert.Equal(0.9, state.MarkOf("Bonds"), 12);
        Assert.Equal(109, state.AssetsOf("Bank"), 12);
        Assert.Equal(19, state.EquityOf("Bank"), 12);
        Assert.Equal(1, state.RetainedOf("Bank", "Bonds"));
        state.OrderSale("Bank", 27, Hold);

        // Pro rata 27 of 94: 27/94 of 40 and of 54.
        Assert.Equal(27, state.OrderedOf("Bank"), 12);
        Assert.Equal(27 * 54.0 / 94, state.OrderedOf("Bank", "Bonds"), 12);
        Assert.Equal(0, state.OrderedOf("Fund"));
    }

    [Fact]
    public void Figures_by_name_are_those_of_the_scenario()
    {
        var state = System().Shock(new Shock(), new Shock().Falling("Bonds", 0.1), new Shock().Falling("Bills", 0.5));
        Assert.Equal([115.0, 109, 95], Enumerable.Range(0, 3).Select(s => state.AssetsOf("Bank", s)));
        Assert.Equal([40.0, 40, 20], Enumerable.Range(0, 3).Select(s => state.HoldingOf("Bank", "Bills", s)));
        state.OrderSale("Bank", 7, Hold, scenario: 1);
        Assert.Equal([0.0, 7, 0], Enumerable.Range(0, 3).Select(s => Math.Round(state.OrderedOf("Bank", s), 12)));
    }

    [Fact]
    public void A_sale_takes_the_order_it_was_given_and_what_is_left()
    {
        var state = System().Start();
        var terms = Hold with { Liquidation = Liquidation.MostLiquidFirst, Limit = 3 };
        Assert.Equal(50, state.OrderSale("Bank", 50, terms), 12);
        Assert.Equal((40.0, 10.0), (state.OrderedOf("Bank", "Bills"), Math.Round(state.OrderedOf("Bank", "Bonds"), 12)));
        Assert.Equal(3, state.Bound[0, 0]);

        // 50 are left to be ordered.
        Assert.Equal(50, state.OrderSale("Bank", 80, terms), 12);
        Assert.Equal(100, state.OrderedOf("Bank"), 12);
        Assert.Equal(0, state.OrderSale("Bank", 1, terms), 12);
        Assert.Equal(-1, state.Bound[1, 0]);
    }

    [Fact]
    public void Who_sells_nothing_keeps_share_and_limit_to_the_last_bit_beside_others_who_sell()
    {
        var random = new Random(5);
        for (var k = 0; k < 100; k++)
        {
            var state = System().Start(2);
            state.OrderSale("Bank", 1 + (40 * random.NextDouble()), SaleTerms.Repaying(random.NextDouble()));
            var before = state.Copy();
            var amounts = new Column(2, 2);
            amounts[0, 1] = 10;
            state.OrderSale(amounts, SaleTerms.Repaying(random.NextDouble()) with { Limit = 2 });
            foreach (var (name, column) in state.Columns)
            {
                Assert.Equal(before.Columns.First(c => c.Name == name).Column.Scenario(0), column.Scenario(0));
            }

            Assert.Equal((0, 2), (state.Bound[0, 0], state.Bound[0, 1]));
            Assert.Equal(10, state.OrderedOf("Bank", 1), 12);
        }
    }

    [Fact]
    public void What_is_not_a_number_is_no_amount_and_shows_in_cash_alone()
    {
        Func<State, Column, Column>[] together =
        [
            (s, a) => s.OrderSale(a, SaleTerms.Repaying(0.5)), (s, a) => s.OrderPurchase(a), (s, a) => s.CancelPurchases(a), (s, a) => s.PayLenders(a),
            (s, a) => s.PayInvestors(a), (s, a) => s.PostMargin(a), (s, a) => s.ReturnMargin(a),
        ];
        foreach (var act in together)
        {
            var state = System().Start(3);
            for (var s = 0; s < 3; s++)
            {
                (state.Order[0, s], state.RepayShare[0, s], state.DebtDue[0, s], state.RedemptionDue[0, s]) = (-0.1, 0.5, 3, 2);
            }

            state.Standing[0, 2] = (double)Standing.Illiquid;
            var (before, amounts) = (state.Copy(), new Column(2, 3));
            (amounts[0, 0], amounts[0, 2]) = (double.NaN, double.NaN);
            var done = act(state, amounts);
            Assert.Equal([double.NaN, 0, 0], Enumerable.Range(0, 3).Select(s => done[0, s]));
            Assert.Equal([double.NaN, 10, 10], state.Cash.Row(0).ToArray());
            state.Cash[0, 0] = 10;
            foreach (var (name, column) in state.Columns)
            {
                Assert.Equal(before.Columns.First(c => c.Name == name).Column.Read, column.Read);
            }
        }
    }

    [Fact]
    public void A_purchase_is_of_what_is_worth_as_much_however_much_was_sold_before_and_what_was_not_ordered_is_not_cancelled()
    {
        var state = System().Start();
        (state.Retained[0, 0], state.Retained[1, 0]) = (0.5, 0.25);
        Assert.Equal(0, state.CancelPurchases(state.Cash)[0, 0]);
        Assert.Equal(7, state.OrderPurchase("Bank", 7), 12);
        Assert.Equal(-7, state.OrderedOf("Bank"), 12);

        // In proportion to 20 of bills and 15 of bonds.
        Assert.Equal(-4, state.OrderedOf("Bank", "Bills"), 12);
    }

    [Fact]
    public void All_that_is_held_is_ordered_to_the_last_bit_and_what_is_due_to_investors_is_paid_before_debt()
    {
        var random = new Random(11);
        for (var k = 0; k < 200; k++)
        {
            var state = System().Start();
            (state.Retained[0, 0], state.Retained[1, 0]) = (random.NextDouble(), random.NextDouble());
            (state.Order[0, 0], state.Order[1, 0]) = (state.Retained[0, 0] * random.NextDouble(), state.Retained[1, 0] * random.NextDouble());
            state.OrderSale("Bank", 1000, Hold);
            Assert.Equal([state.Retained[0, 0], state.Retained[1, 0]], [state.Order[0, 0], state.Order[1, 0]]);
        }

        // 20 come in, 5 go to investors, and half of the other 15 to lenders.
        var fund = new FinancialSystem([new("Fund") { Kind = InstitutionKind.Fund, Debt = 50 }], [new("Bonds") { Depth = double.PositiveInfinity }], [new("Fund", "Bonds", 100)]).Start();
        fund.RedemptionDue[0, 0] = 5;
        fund.OrderSale("Fund", 20, SaleTerms.Repaying(0.5));
        (fund.Order[0, 0], fund.RepayShare[0, 0]) = (0.2, 0.5);
        new PriceImpact.Linear(SellerShare.OldPrice).Apply(fund);
        Assert.Equal((42.5, 5.0, 7.5, 0.0), (fund.Debt[0, 0], fund.PaidOut[0, 0], fund.Cash[0, 0], fund.RedemptionDue[0, 0]));
    }

    [Fact]
    public void The_cheapest_mix_of_what_is_left_is_that_of_who_holds_no_more()
    {
        // Half of the bills have been ordered to be sold, or are gone.
        var (ordered, gone) = (System().Start(), System().Start());
        (ordered.Order[0, 0], gone.Retained[0, 0]) = (0.5, 0.5);
        var terms = Hold with { Liquidation = Liquidation.LeastImpact };
        Assert.Equal(15, ordered.OrderSale("Bank", 15, terms), 12);
        Assert.Equal(15, gone.OrderSale("Bank", 15, terms), 12);
        Assert.Equal(gone.Order[0, 0] + 0.5, ordered.Order[0, 0], 12);
        Assert.Equal(gone.Order[1, 0], ordered.Order[1, 0], 12);
        Assert.True(gone.Order[0, 0] is > 0 and < 0.5 && gone.Order[1, 0] > 0, "both are sold in part");
    }

    [Fact]
    public void Orders_with_different_shares_repay_in_proportion_to_their_proceeds()
    {
        // 30 that repay all and 10 that repay nothing: three quarters of 40 repay debt.
        var state = System().Start();
        state.OrderSale("Bank", 30, SaleTerms.Repaying(1));
        state.OrderSale("Bank", 10, Hold);
        Assert.Equal(0.75, state.RepayShare[0, 0], 12);
        state.OrderSale("Bank", 10, SaleTerms.ForWhatIsDue);
        Assert.Equal(0.75, state.RepayShare[0, 0], 12);
        new PriceImpact.Linear(SellerShare.OldPrice).Apply(state);
        Assert.Equal((90 - 37.5, 10 + 12.5), (Math.Round(state.Debt[0, 0], 12), Math.Round(state.Cash[0, 0], 12)));
    }

    [Fact]
    public void A_share_has_the_same_bits_alone_and_beside_a_scenario_with_an_earlier_order()
    {
        // 0.3·x/x need not be 0.3: a scenario without an earlier order must not be computed as if it had one of 0.
        for (var k = 1; k < 200; k++)
        {
            var (batch, amount) = (System().Start(2), 0.37 * k % 90);
            batch.OrderSale("Bank", 5, SaleTerms.Repaying(1), scenario: 1);
            var amounts = new Column(2, 2);
            (amounts[0, 0], amounts[0, 1]) = (amount, 4);
            batch.OrderSale(amounts, SaleTerms.Repaying(0.3));
            Assert.Equal(0.3, batch.RepayShare[0, 0]);
        }
    }

    [Fact]
    public void Lenders_are_paid_from_cash_what_is_due_first()
    {
        var state = System().Shock(new Shock().Withdrawing("Bank", 0.1));
        Assert.Equal(5, state.DebtDue[0, 0], 12);
        Assert.Equal(8, state.PayLenders("Bank", 8));
        Assert.Equal((2.0, 82.0, 42.0, 0.0), (state.Cash[0, 0], state.Debt[0, 0], state.ShortTermDebt[0, 0], state.DebtDue[0, 0]));
        Assert.Equal(8, state.Flows[1, 0]);
        Assert.Equal(2, state.PayLenders("Bank", double.PositiveInfinity));
        Assert.Equal(0, state.PayLenders("Bank", -1));
        Assert.Equal(25, state.EquityOf("Bank"), 12);

        // The fund has no debt to repay.
        Assert.Equal(0, state.PayLenders("Fund", 3));
    }

    [Fact]
    public void Proceeds_pay_what_is_due_before_their_share_repays_other_debt()
    {
        // 20 of 50 are wanted back. Of 30 that a sale fetches 20 pay that, and of the other 10 half repays debt.
        var state = System().Shock(new Shock().Withdrawing("Bank", 0.4));
        state.OrderSale("Bank", 30, SaleTerms.Repaying(0.5));
        new PriceImpact.Linear(SellerShare.OldPrice).Apply(state);
        Assert.Equal((65.0, 25.0, 0.0, 15.0), (state.Debt[0, 0], state.ShortTermDebt[0, 0], state.DebtDue[0, 0], state.Cash[0, 0]));
    }

    [Fact]
    public void Investors_are_paid_what_they_are_owed_and_no_more()
    {
        // A quarter of a net asset value of 24: 6, of which 4 are there.
        var state = System().Shock(new Shock().Redeeming("Fund", 0.25));
        Assert.Equal(6, state.RedemptionDue[1, 0], 12);
        Assert.Equal(3, state.PayInvestors("Fund", 3));
        Assert.Equal(1, state.PayInvestors("Fund", 100));
        Assert.Equal((0.0, 2.0, 4.0, 4.0), (state.Cash[1, 0], state.RedemptionDue[1, 0], state.PaidOut[1, 0], state.Flows[2, 0]));
        Assert.Equal(0, state.PayInvestors("Bank", 1));
        Assert.Equal(18, state.EquityOf("Fund"), 12);
    }

    [Fact]
    public void Margin_stays_on_the_balance_sheet_and_comes_back()
    {
        var state = System().Start();
        Assert.Equal(7, state.PostMargin("Bank", 7));
        Assert.Equal(3, state.PostMargin("Bank", 7));
        Assert.Equal((0.0, 15.0, 25.0), (state.Cash[0, 0], state.OtherAssets[0, 0], state.EquityOf("Bank")));
        Assert.Equal(0, state.Flows.Scenario(0).Sum());
        Assert.Equal(9, state.ReturnMargin("Bank", 9));
        Assert.Equal(6, state.ReturnMargin("Bank", 9));
        Assert.Equal((15.0, 0.0, 25.0), (state.Cash[0, 0], state.OtherAssets[0, 0], state.EquityOf("Bank")));
    }

    [Fact]
    public void A_purchase_enlarges_every_position_alike_and_can_be_taken_back()
    {
        var state = System().Start();
        Assert.Equal(10, state.OrderPurchase("Bank", 10));
        Assert.Equal((-4.0, -6.0), (Math.Round(state.OrderedOf("Bank", "Bills"), 12), Math.Round(state.OrderedOf("Bank", "Bonds"), 12)));
        var after = state.AfterOrders();
        Assert.Equal((125.0, 25.0, 100.0, 10.0, -10.0), (Math.Round(after.Assets[0, 0], 12), Math.Round(after.Equity[0, 0], 12), after.Debt[0, 0], after.Cash[0, 0], Math.Round(after.Ordered[0, 0], 12)));
        var all = new Column(2, 1);
        (all[0, 0], all[1, 0]) = (1, 1);
        Assert.Equal(10, state.CancelPurchases(all)[0, 0], 12);
        Assert.Equal(0, state.OrderedOf("Bank"));
        state.OrderSale("Bank", 1, Hold);
        Assert.Equal(0, state.OrderPurchase("Bank", 10));

        // The fund holds no bills and buys none: −5/20 of its bonds.
        Assert.Equal(5, state.OrderPurchase("Fund", 5));
        var row = state.System.InstitutionIndex("Fund") * state.System.Tiers;
        Assert.Equal([0.0, -0.25], Enumerable.Range(row, 2).Select(tier => state.Order[tier, 0]));
    }

    [Fact]
    public void After_its_orders_a_balance_sheet_is_what_execution_at_the_marks_makes_of_it()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var state = RandomSystems.Shocked(RandomSystems.Create(seed), [.. Enumerable.Range(10 * seed, 5)]);
            new Deleverage(Interdealer.Constraints.LeverageRatio.FromMinimum(0.1)).Then(new RaiseCash()).Apply(state);
            var after = state.AfterOrders();
            var executed = state.Copy();
            Settlement.ExecuteAtMarks(executed);
            var value = executed.Value();
            Assert.Equal(value.Assets.Scenario(3), after.Assets.Scenario(3));
            Assert.Equal(value.Equity.Scenario(3), after.Equity.Scenario(3));
            Assert.Equal(executed.Cash.Scenario(3), after.Cash.Scenario(3));
            Assert.Equal(executed.Debt.Scenario(3), after.Debt.Scenario(3));
        }
    }

    [Fact]
    public void Amounts_may_be_a_column_of_another_state_or_of_its_memory()
    {
        // Where nothing has happened yet a state keeps one number for all scenarios: the bank is asked for 5 in each, the fund, without other assets, for none.
        var state = System().Start(5);
        var ordered = state.OrderSale(System().Start(5).OtherAssets, Hold);
        Assert.All(Enumerable.Range(0, 5), s => Assert.Equal((5.0, 0.0), (Math.Round(ordered[0, s], 12), ordered[1, s])));
        Assert.Equal(new double[2], state.PayLenders(state.Memory("nothing yet", 2)).Scenario(4));
    }

    [Fact]
    public void Who_is_in_default_does_nothing()
    {
        var state = System().Start();
        state.Standing[0, 0] = (double)Standing.Insolvent;
        var before = state.Copy();
        Assert.Equal(0, state.OrderSale("Bank", 5, Hold) + state.OrderPurchase("Bank", 5) + state.PayLenders("Bank", 5) + state.PostMargin("Bank", 5) + state.ReturnMargin("Bank", 5) + state.PayInvestors("Bank", 5));
        Assert.All(state.Columns.Zip(before.Columns), c => Assert.Equal(c.Second.Column.Scenario(0), c.First.Column.Scenario(0)));
    }

    public static TheoryData<string> Actions => [.. Acts.Keys];

    /// <summary>What an institution in business that is asked for an amount does: the action, and how much of the amount it can be done for.</summary>
    private static IReadOnlyDictionary<string, (Func<State, Column, Column> Act, Func<State, int, int, double, double> Done)> Acts { get; } =
        new SortedDictionary<string, (Func<State, Column, Column>, Func<State, int, int, double, double>)>(StringComparer.Ordinal)
        {
            ["pay lenders"] = ((state, amounts) => state.PayLenders(amounts), (state, i, s, amount) => Math.Min(amount, Math.Min(state.Cash[i, s], state.Debt[i, s]))),
            ["pay investors"] = ((state, amounts) => state.PayInvestors(amounts), (state, i, s, amount) => Math.Min(amount, Math.Min(state.Cash[i, s], state.RedemptionDue[i, s]))),
            ["post margin"] = ((state, amounts) => state.PostMargin(amounts), (state, i, s, amount) => Math.Min(amount, state.Cash[i, s])),
            ["return margin"] = ((state, amounts) => state.ReturnMargin(amounts), (state, i, s, amount) => Math.Min(amount, state.OtherAssets[i, s])),
            ["order a sale"] = ((state, amounts) => state.OrderSale(amounts, Hold), (state, i, s, amount) => Math.Min(amount, ForSale(state, i, s).Sum(t => t.Value * (1 - t.Ordered)))),
            ["order a purchase"] = ((state, amounts) => state.OrderPurchase(amounts), (state, i, s, amount) => Buys(state, i, s) ? amount : 0),
        };

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_done_for_the_amount_or_for_all_there_is_whatever_is_done_in_other_scenarios(string name)
    {
        var (act, done) = Acts[name];
        var partly = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var state = RandomSystems.Worn(RandomSystems.Create(seed), 1, [.. Enumerable.Range(70 * seed, 11)]);
            var (before, amounts) = (state.Copy(), new Column(state.Cash.Rows, state.ScenarioCount));
            for (var i = 0; i < amounts.Rows; i++)
            {
                for (var s = 0; s < amounts.ScenarioCount; s++)
                {
                    amounts[i, s] = random.Next(4) switch { 0 => 0, 1 => -3, _ => 30 * random.NextDouble() };
                }
            }

            var result = act(state, amounts);
            for (var i = 0; i < amounts.Rows; i++)
            {
                for (var s = 0; s < amounts.ScenarioCount; s++)
                {
                    var expected = before.StandingOf(i, s) == Standing.Active ? done(before, i, s, Math.Max(0, amounts[i, s])) : 0;
                    Assert.True(Math.Abs(expected - result[i, s]) <= 1e-11, $"seed {seed}: for {amounts[i, s]:R} done {result[i, s]:R} of {expected:R}");
                    partly += expected > 0 && expected < amounts[i, s] ? 1 : 0;
                }
            }
        }

        Assert.True(partly > 20 || name == "order a purchase", $"only {partly} times was there less than was asked for");
    }

    private static List<(double Value, double Ordered)> ForSale(State state, int i, int s)
    {
        var value = state.Value();
        return [.. Enumerable.Range(i * state.System.Tiers, state.System.SellableTiers).Where(x => state.Retained[x, s] > 0).Select(x => (value.Tiers[x, s], state.Order[x, s] / state.Retained[x, s]))];
    }

    private static bool Buys(State state, int i, int s) =>
        state.DebtDue[i, s] + state.RedemptionDue[i, s] == 0 && ForSale(state, i, s) is var tiers && tiers.Sum(t => t.Value) > 0 && tiers.TrueForAll(t => t.Ordered == 0);

    [Fact]
    public void An_amount_that_is_not_a_number_ends_the_scenario_as_diverged_and_leaves_the_others_alone()
    {
        foreach (var act in new Action<State, Column>[] { (s, a) => s.OrderSale(a, Hold), (s, a) => s.OrderPurchase(a), (s, a) => s.PayLenders(a), (s, a) => s.PayInvestors(a), (s, a) => s.PostMargin(a), (s, a) => s.ReturnMargin(a) })
        {
            var wrong = Operator.From(state =>
            {
                var amounts = new Column(2, state.ScenarioCount);
                for (var s = 0; s < state.ScenarioCount; s++)
                {
                    amounts[0, s] = state.Price[1, s] < 0.95 ? double.NaN : 0;
                }

                act(state, amounts);
            });
            var result = Cascade.Run(System().Shock(new Shock(), new Shock().Falling("Bonds", 0.1)), wrong);
            Assert.Equal((Outcome.Settled, Outcome.Diverged), (result.Outcomes[0], result.Outcomes[1]));
            Assert.Equal(("Cash", "Bank", 1), (result.Divergence(1)!.Quantity, result.Divergence(1)!.Owner, result.Divergence(1)!.Round));
            Assert.Equal(25, result.End.EquityOf("Bank"), 12);
        }
    }

    [Fact]
    public void Errors_name_the_argument_and_what_was_expected()
    {
        var state = System().Start(2);
        Assert.Contains("\"Banc\" is not an institution of this system; expected one of \"Bank\", \"Fund\"", Assert.Throws<ArgumentException>(() => state.OrderSale("Banc", 1, Hold)).Message, StringComparison.Ordinal);
        Assert.Contains("\"Gold\" is not an asset", Assert.Throws<ArgumentException>(() => state.HoldingOf("Bank", "Gold")).Message, StringComparison.Ordinal);
        Assert.Contains("scenario must be from 0 to 1; it was 2", Assert.Throws<ArgumentOutOfRangeException>(() => state.PayLenders("Bank", 1, scenario: 2)).Message, StringComparison.Ordinal);
        Assert.Contains("scenario must be from 0 to 1; it was -1", Assert.Throws<ArgumentOutOfRangeException>(() => state.EquityOf("Bank", -1)).Message, StringComparison.Ordinal);
        Assert.Contains("scenario must be from 0 to 1; it was 7", Assert.Throws<ArgumentOutOfRangeException>(() => state.HoldingOf("Fund", "Bonds", 7)).Message, StringComparison.Ordinal);
        Assert.Contains("amounts has 3 rows × 2 scenarios; it needs 2 × 2", Assert.Throws<ArgumentException>(() => state.PostMargin(new Column(3, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("it needs 2 × 2", Assert.Throws<ArgumentException>(() => state.OrderSale(new Column(2, 1), Hold)).Message, StringComparison.Ordinal);
        Assert.Contains("fraction from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => SaleTerms.Repaying(1.5)).Message, StringComparison.Ordinal);
        Assert.Contains("Limit must be at least -1", Assert.Throws<ArgumentOutOfRangeException>(() => Hold with { Limit = -2 }).Message, StringComparison.Ordinal);
        Assert.Equal("terms", Assert.Throws<ArgumentNullException>(() => state.OrderSale("Bank", 1, null!)).ParamName);
        Assert.Equal("amounts", Assert.Throws<ArgumentNullException>(() => state.PayLenders(null!)).ParamName);
        Assert.Equal("Liquidation", Assert.Throws<ArgumentNullException>(() => Hold with { Liquidation = null! }).ParamName);
        Assert.Contains("a Column as its buffers in this state; a Valuation was asked for", Assert.Throws<ArgumentException>(() =>
        {
            state.Scratch(Hold, s => new Column(1, 1));
            state.Scratch(Hold, s => s.Value());
        }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_a_column_does_not_have_is_an_error_that_names_what_there_is()
    {
        var price = System().Start(2).Price;
        Assert.Contains("row must be from 0 to 1; it was 2", Assert.Throws<ArgumentOutOfRangeException>(() => price[2, 0]).Message, StringComparison.Ordinal);
        Assert.Contains("scenario must be from 0 to 1; it was 2", Assert.Throws<ArgumentOutOfRangeException>(() => price[0, 2]).Message, StringComparison.Ordinal);
        Assert.Contains("scenario must be from 0 to 1; it was -1", Assert.Throws<ArgumentOutOfRangeException>(() => price[0, -1] = 1).Message, StringComparison.Ordinal);
    }
}
