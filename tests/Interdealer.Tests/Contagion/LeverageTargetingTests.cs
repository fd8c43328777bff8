using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public sealed class LeverageTargetingTests
{
    private static FinancialSystem System(double depth = double.PositiveInfinity) => new(
        [new Institution("dealer") { Debt = 90 }], [new Asset("bond") { Depth = depth }], [new Holding("dealer", "bond", 100)]);

    private static IOperator Round(double leverage = 10) => new LeverageTargeting(leverage).Then(new PriceImpact.Linear(SellerShare.OldPrice));

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void Leverage_at_the_start_is_kept_however_small_the_amounts(double unit)
    {
        // .5 of equity on 10: a fall of 1 % leaves .4, which carry 8 of 9.9.
        var system = new FinancialSystem([new Institution("A") { Debt = 9.5 * unit }], [new Asset("bond")], [new Holding("A", "bond", 10 * unit)]);
        var (start, fallen) = (system.Start(), system.Shock("bond", 0.01));
        LeverageTargeting.AtStart().Apply(start);
        LeverageTargeting.AtStart().Apply(fallen);
        Assert.Equal(0, start.OrderedOf("A"));
        Assert.Equal(1.9 * unit, fallen.OrderedOf("A"), 1e-12 * unit);
    }

    [Fact]
    public void A_gain_of_one_percent_buys_nine_and_the_loss_of_it_sells_nine()
    {
        var state = System().Start();
        state.Price[0, 0] = 1.01;
        Round().Apply(state);

        // 101 on 11 of equity: 10·11 − 101 = 9 bought with 9 of new debt, 110/11/99.
        Close.To(110, state.Value().Assets[0, 0]);
        Close.To(99, state.Debt[0, 0]);
        Close.To(9, state.ShortTermDebt[0, 0]);
        Close.To(0, state.Cash[0, 0]);
        Close.To(-9, state.Sold[0, 0]);
        Close.To(1 + (9 / 101.0), state.Retained[0, 0]);
        Close.To(-9, state.Flows[0, 0]);
        Close.To(-9, state.Flows[1, 0]);

        // 1 of value lost: 109 on 10, 109 − 100 = 9 sold, 100/10/90.
        state.Price[0, 0] *= 109 / 110.0;
        Round().Apply(state);
        Close.To(100, state.Value().Assets[0, 0]);
        Close.To(90, state.Debt[0, 0]);
        Close.To(9, state.Sold[0, 0]);
    }

    [Fact]
    public void A_doubled_unit_of_risk_halves_the_balance_sheet()
    {
        // Leverage 1/(unit VaR): 5 % → 20, 10 % → 10; equity 10 carries 200, then 100.
        var system = new FinancialSystem([new Institution("dealer") { Debt = 190 }], [new Asset("bond")], [new Holding("dealer", "bond", 200)]);
        var state = system.Start();
        Round(1 / 0.05).Apply(state);
        Close.To(200, state.Value().Assets[0, 0]);
        Round(1 / 0.10).Apply(state);
        Close.To(100, state.Value().Assets[0, 0]);
        Close.To(90, state.Debt[0, 0]);
    }

    [Fact]
    public void Buying_lifts_the_price_by_as_much_as_selling_would_lower_it()
    {
        var state = System(depth: 900).Start();
        (state.Price[0, 0], state.StartOfRoundPrice[0, 0]) = (1.01, 1.01);
        new LeverageTargeting(10).Then(new PriceImpact.Linear(SellerShare.NewPrice)).Apply(state);

        // 9 bought of a depth of 900: 1 % up. Bought at the new price it costs 9.09.
        Close.To(1.01 * 1.01, state.Price[0, 0]);
        Close.To(90 + 9.09, state.Debt[0, 0]);
    }

    [Fact]
    public void Sales_and_purchases_meet_before_they_move_the_price()
    {
        var system = new FinancialSystem(
            [new Institution("buyer") { Debt = 90 }, new Institution("seller") { Debt = 90 }],
            [new Asset("bond") { Depth = 1000 }, new Asset("bill")],
            [new Holding("buyer", "bond", 100), new Holding("seller", "bond", 100)]);
        var state = system.Start();
        (state.Order[0, 0], state.Order[1, 0]) = (-0.2, 0.3);
        new PriceImpact.Linear(SellerShare.OldPrice).Apply(state);
        Close.To(10, state.Sold[0, 0]);
        Close.To(0.99, state.Price[0, 0]);
        Close.To(1.2, state.Retained[0, 0]);
        Close.To(0.7, state.Retained[1, 0]);
        Close.To(110, state.Debt[0, 0]);
    }

    [Fact]
    public void Passive_on_the_way_up_it_sells_all_the_same_on_the_way_down()
    {
        var state = System().Start();
        state.Price[0, 0] = 1.01;
        var round = new LeverageTargeting(10) { Buys = false }.Then(new PriceImpact.Linear(SellerShare.OldPrice));
        round.Apply(state);
        Close.To(1, state.Retained[0, 0]);
        state.Price[0, 0] = 0.99;
        round.Apply(state);
        Close.To(90, state.Value().Assets[0, 0]); // 99 on 9
    }

    [Fact]
    public void Only_those_who_have_the_target_act_and_who_must_pay_does_not_buy()
    {
        var state = System().Start();
        state.Price[0, 0] = 1.01;
        new LeverageTargeting(10) { AppliesTo = i => i.Kind == InstitutionKind.Fund }.Apply(state);
        Assert.Equal(0, state.Order[0, 0]);
        state.DebtDue[0, 0] = state.ShortTermDebt[0, 0] = 1;
        new LeverageTargeting(10).Apply(state);
        Assert.Equal(0, state.Order[0, 0]);
    }

    [Fact]
    public void A_ratio_in_place_of_a_multiple_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new LeverageTargeting(0.05));
        Assert.Contains("write 20, not 0.05", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everyone_who_can_reaches_the_target_and_new_debt_pays_for_every_purchase()
    {
        var bought = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var leverage = 3 + (10 * random.NextDouble());
            var state = RandomSystems.Shocked(RandomSystems.Create(seed), seed);
            var (before, equity) = (state.Copy(), state.Value().Equity.Scenario(0));
            new LeverageTargeting(leverage).Apply(state);
            new LeverageTargeting(leverage).Apply(state); // what is ordered counts as done
            Settlement.ExecuteAtMarks(state);
            var value = state.Value();
            for (var i = 0; i < equity.Length; i++)
            {
                var rows = Enumerable.Range(i * state.System.Tiers, state.System.SellableTiers).ToList();
                var held = rows.Sum(x => value.Tiers[x, 0]);
                Assert.True(Math.Abs(value.Equity[i, 0] - equity[i]) <= 1e-10, $"seed {seed}: equity {equity[i]:R} became {value.Equity[i, 0]:R}");
                if (equity[i] > 0 && held > 0 && state.Debt[i, 0] > 0 && before.DebtDue[i, 0] + before.RedemptionDue[i, 0] == 0)
                {
                    Assert.True(
                        Math.Abs(value.Assets[i, 0] - (leverage * equity[i])) <= 1e-10 * (1 + value.Assets[i, 0]),
                        $"seed {seed}: {value.Assets[i, 0]:R} of assets on {equity[i]:R} at a target of {leverage:R}");
                }

                if (rows.Exists(x => state.Retained[x, 0] > before.Retained[x, 0]))
                {
                    bought++;
                    var cost = held - before.Value().Tiers.Scenario(0).Where((_, x) => rows.Contains(x)).Sum();
                    Assert.True(Math.Abs(state.Debt[i, 0] - before.Debt[i, 0] - cost) <= 1e-10 * (1 + cost), $"seed {seed}: {cost:R} bought");
                }
            }
        }

        Assert.True(bought > 50, $"only {bought} purchases: the law was hardly tried");
    }

    [Fact]
    public void Everyone_keeps_the_leverage_it_started_with_up_to_the_cap()
    {
        // A: 100 on equity 10, leverage 10; a fall of 1 % leaves 99 on 9, target 90, so 9 are sold, 1/11 of what is held.
        // B: 100 on equity 2, leverage 50, capped at 31; a fall of 1 % leaves 99 on 1, target 31, so 68 are sold, 68/99.
        var system = new FinancialSystem(
            [new Institution("A") { Debt = 90 }, new Institution("B") { Debt = 98 }],
            [new Asset("bonds")],
            [new Holding("A", "bonds", 100), new Holding("B", "bonds", 100)]);
        var state = system.Shock("bonds", 0.01);

        LeverageTargeting.AtStart(atMost: 31).Apply(state);

        Assert.Equal(1.0 / 11, state.Order[0, 0], 1e-12);
        Assert.Equal(68.0 / 99, state.Order[1, 0], 1e-12);
    }

    [Fact]
    public void A_target_that_is_a_ratio_of_equity_to_assets_is_refused_with_the_name_of_the_institution()
    {
        var state = new FinancialSystem([new Institution("A") { Debt = 90 }], [new Asset("bonds")], [new Holding("A", "bonds", 100)]).Start();

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => LeverageTargeting.OfEach(_ => 0.05).Apply(state));

        Assert.Contains("leverage of \"A\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("write 20, not 0.05", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => LeverageTargeting.AtStart(atMost: 0.5));
    }

    [Fact]
    public void Who_starts_without_equity_has_the_largest_target_once_there_is_some()
    {
        // 100 on 110 of debt, −10 of equity; bonds at 1.25 leave 15, which carry 5 · 15 = 75: 50 of 125 are sold.
        var system = new FinancialSystem([new Institution("A") { Debt = 110 }], [new Asset("bonds")], [new Holding("A", "bonds", 100)]);
        var state = system.Start();
        state.Price[0, 0] = 1.25;
        LeverageTargeting.AtStart(atMost: 5).Apply(state);
        Close.To(50.0 / 125, state.Order[0, 0]);
    }

    [Fact]
    public void A_target_forces_nobody_who_is_in_default_or_within_it_in_another_scenario()
    {
        // 99 on 9 at a target of 10: 9 are sold, but not by the estate in every other scenario.
        var state = System().Shock(Enumerable.Range(0, 8).Select(s => s == 5 ? new Shock() : new Shock().Falling("bond", 0.01)).ToList());
        for (var s = 0; s < 8; s += 2)
        {
            state.Standing[0, s] = (double)Standing.Insolvent;
        }

        new LeverageTargeting(10).Then(new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Assert.Equal([-1, 0, -1, 0, -1, -1, -1, 0], state.Bound.Row(0).ToArray());
        Assert.Equal([0, 9, 0, 9, 0, 0, 0, 9], state.Sold.Row(0).ToArray().Select(x => Math.Round(x, 12)));
    }
}
