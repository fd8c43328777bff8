using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Markets;

namespace Interdealer.Tests.Contagion;

public sealed class DealerMarketTests
{
    private static readonly LeverageRatio Limit = LeverageRatio.FromMinimum(0.05);

    // A: 100 of assets on 6 of equity, slack 6 − .05·100 = 1, room 20. B: 200 on 20, slack 10, room 200. Both bear 1/γ = 10.
    private static FinancialSystem TwoDealers(double volatility = 0.02, double debtOfB = 180, double unit = 1) => new(
        [
            new Institution("A") { Cash = 10 * unit, Debt = 94 * unit, ShortTermDebt = 94 * unit, RiskAversion = 0.1 / unit },
            new Institution("B") { Cash = 10 * unit, Debt = debtOfB * unit, ShortTermDebt = debtOfB * unit, RiskAversion = 0.1 / unit },
        ],
        [new Asset("bonds") { Depth = 1000 * unit, Volatility = volatility }],
        [new Holding("A", "bonds", 90 * unit), new Holding("B", "bonds", 190 * unit)]);

    private static State Sold(FinancialSystem system, double amount, double sellerShare = 0)
    {
        var state = system.Shock(new Shock().Selling("bonds", amount));
        new DealerMarket(Limit, new PriceImpact.Linear(SellerShare.Of(sellerShare))).Apply(state);
        return state;
    }

    [Fact]
    public void Capacity_is_slack_over_the_usage_of_one_more_unit() =>
        Close.To(220, new DealerCapacity(Limit).Of(TwoDealers().Start())[0, 0], 1e-12);

    [Fact]
    public void With_slack_a_sale_moves_the_price_by_the_concession_only()
    {
        var state = Sold(TwoDealers(), 50);

        // 50·.02²/(10 + 10) = .001. Half of 50 is more than A's 20: A bears 20, B 30, each with as much new debt.
        Close.To(0.999, state.Price[0, 0], 1e-14);
        Close.To(50, state.Inventory[0, 0], 1e-14);
        Close.To(0.4, state.PoolShare[0, 0], 1e-12);
        Close.To(0.6, state.PoolShare[1, 0], 1e-12);
        Close.To(114, state.Debt[0, 0], 1e-12);
        Close.To(210, state.ShortTermDebt[1, 0], 1e-12);
        Close.To(10, state.Cash[0, 0], 1e-12);
        Assert.Equal(0, state.CustomerSales[0, 0]);

        // A's other 90 and its 20 of inventory have lost .1 %: 6 − .11.
        Close.To(5.89, state.Value().Equity[0, 0], 1e-12);
    }

    [Fact]
    public void With_slack_gone_the_same_sale_meets_outside_investors_and_moves_the_price_fifty_times_as_much()
    {
        // Equity of B at 10 = .05·200, of A at 6: only A's 20 are left. With A at its limit too, nothing: 50/1000 = 5 %.
        var thin = Sold(TwoDealers(debtOfB: 190), 50);
        Close.To(20, thin.Inventory[0, 0], 1e-12);
        Close.To((1 - (20 * 0.0004 / 10)) * (1 - 0.03), thin.Price[0, 0], 1e-13);

        var state = TwoDealers(debtOfB: 190).Shock(new Shock().Losing("A", 2).Selling("bonds", 50));
        Assert.Equal(0, new DealerCapacity(Limit).Of(state)[0, 0]);
        new DealerMarket(Limit, new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Close.To(0.95, state.Price[0, 0], 1e-14);
        Assert.Equal(0, state.Inventory[0, 0]);
    }

    [Fact]
    public void What_exceeds_capacity_meets_outside_investors_and_sellers_bear_their_share_of_the_whole_fall()
    {
        var state = Sold(TwoDealers(), 300, sellerShare: 0.5);

        // 220 inside: 220·.0004/20 = .0044; 80 outside: .08. Price .9956·.92 = .915952; sellers get (1 + .915952)/2 = .957976.
        Close.To(0.915952, state.Price[0, 0], 1e-12);
        Close.To(220, state.Inventory[0, 0], 1e-12);
        Close.To(94 + (20 * 0.957976), state.Debt[0, 0], 1e-12);
        Close.To(180 + (200 * 0.957976), state.Debt[1, 0], 1e-12);
        Close.To(-220 * 0.957976, state.Flows[0, 0], 1e-12);
        Close.To(-220 * 0.957976, state.Flows[1, 0], 1e-12);
    }

    [Fact]
    public void Recovery_works_inventory_off_and_brings_the_price_back()
    {
        var state = Sold(TwoDealers(), 50);
        new Recovery(0.25).Apply(state);

        // A quarter of 50 goes at .999: 12.4875 of debt repaid, A's .4 of it. Then .999 + .25·.001.
        Close.To(37.5, state.Inventory[0, 0], 1e-12);
        Close.To(0.99925, state.Price[0, 0], 1e-14);
        Close.To(114 - 4.995, state.Debt[0, 0], 1e-12);
        for (var round = 0; round < 100; round++)
        {
            new Recovery(0.25).Apply(state);
        }

        Close.To(1, state.Price[0, 0], 1e-12);
        Assert.InRange(state.Inventory[0, 0], 0, 1e-10);
        Close.To(10, state.Cash[0, 0], 1e-12);
    }

    [Fact]
    public void Recovery_lifts_no_price_above_its_value()
    {
        var state = TwoDealers().Shock("bonds", 0.1);
        state.Price[0, 0] = 0.95;
        new Recovery(1).Apply(state);
        Assert.Equal(0.95, state.Price[0, 0]);
        state.Price[0, 0] = 0.8;
        new Recovery(1).Apply(state);
        Close.To(0.9, state.Price[0, 0], 1e-14);
    }

    [Fact]
    public void Dealers_take_nothing_in_what_they_have_stopped_quoting()
    {
        var state = TwoDealers().Shock(new Shock().Selling("bonds", 50));
        state.Quoting[0, 0] = 0;
        Assert.Equal(0, new DealerCapacity(Limit).Of(state)[0, 0]);
        new DealerMarket(Limit, new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Close.To(0.95, state.Price[0, 0], 1e-14);
    }

    [Fact]
    public void A_dealer_in_default_hands_its_inventory_to_the_others_at_the_mark()
    {
        var state = Sold(TwoDealers(), 50);
        state.Standing[0, 0] = (double)Standing.Insolvent;
        new DealerMarket(Limit, new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);

        // A's 20 units at .999 against cash that B borrows; nothing is sold outside.
        Close.To(0.999, state.Price[0, 0], 1e-14);
        Close.To(10 + 19.98, state.Cash[0, 0], 1e-12);
        Close.To(114, state.Debt[0, 0], 1e-12);
        Close.To(210 + 19.98, state.Debt[1, 0], 1e-12);
        Assert.Equal([0, 1], state.PoolShare.Scenario(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-3)]
    public void Inventory_that_no_dealer_has_room_for_is_sold_outside_at_the_cost_of_the_estate(double unit)
    {
        // The same in another unit of currency, in which the inventory is worth less than 1.
        var state = TwoDealers(unit: unit).Shock(new Shock().Selling("bonds", 50 * unit));
        var market = new DealerMarket(Limit, new PriceImpact.Linear(SellerShare.NewPrice));
        market.Apply(state);
        state.Standing[0, 0] = (double)Standing.Insolvent;
        state.OtherAssets[1, 0] = 0;
        state.Debt[1, 0] += 15 * unit; // B is over its limit: no room, but it keeps what it has
        var debt = state.Debt[1, 0];
        market.Apply(state);

        // 20 units at .999 are 19.98, which lower the price by 1.998 %; the estate gets the new price for them.
        var price = 0.999 * (1 - 0.01998);
        Close.To(price, state.Price[0, 0], 1e-13);
        Close.To(unit * (10 + (20 * price)), state.Cash[0, 0], 1e-12);
        Close.To(unit * 30, state.Inventory[0, 0], 1e-12);
        Close.To(debt, state.Debt[1, 0], 1e-12);
        Close.To(1, state.PoolShare[1, 0], 1e-12);
    }

    [Fact]
    public void Who_sells_to_dealers_is_paid_the_price_after_the_concession()
    {
        // A fund sells 50 of its 100: 50·.02²/(10 + 10) = .1 % less, and it bears all of that.
        var dealers = TwoDealers();
        var system = new FinancialSystem(
            [.. dealers.Institutions, new Institution("fund") { Debt = 60, Kind = InstitutionKind.Fund }], dealers.Assets, [.. dealers.Amounts, new Holding("fund", "bonds", 100)]);
        var state = system.Start();
        state.OrderSale("fund", 50, SaleTerms.Repaying(1));
        new DealerMarket(Limit, new PriceImpact.Linear(SellerShare.NewPrice)).Apply(state);
        Close.To(0.999, state.Price[0, 0], 1e-14);
        Close.To(50, state.HoldingOf("fund", "bonds") / 0.999, 1e-12);
        Close.To(60 - 49.95, state.Debt[2, 0], 1e-12);
        Assert.Equal(0, state.OrderedOf("fund"));
        Close.To(114 - 0.02, state.Debt[0, 0], 1e-12);
    }

    [Fact]
    public void Dealers_hold_the_units_that_were_sold_at_whatever_mark()
    {
        // 40 at a price of .8 are 50 units, all of which a dealer with room takes.
        var system = new FinancialSystem(
            [new("dealer") { Kind = InstitutionKind.Dealer, Cash = 1000, RiskAversion = 1e-9 }, new("bank") { Debt = 10 }], [new("bonds") { Depth = 1e9, Volatility = 0.01 }], [new("bank", "bonds", 100)]);
        var state = system.Shock("bonds", 0.2);
        state.OrderSale("bank", 40, SaleTerms.Repaying(0));
        new DealerMarket(LeverageRatio.FromMinimum(0.05), new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Close.To(50, state.Inventory[0, 0], 1e-12);
        Close.To(40, state.Cash[1, 0], 1e-6);

        // A payment of exactly one is made too.
        var one = new FinancialSystem(
            [new("dealer") { Kind = InstitutionKind.Dealer, Cash = 1000, RiskAversion = 1 }, new("bank") { Debt = 10 }], [new("bonds") { Depth = 1e9 }], [new("bank", "bonds", 100)]).Start();
        one.OrderSale("bank", 1, SaleTerms.Repaying(0));
        new DealerMarket(LeverageRatio.FromMinimum(0.05), new PriceImpact.Linear(SellerShare.OldPrice)).Apply(one);
        Assert.Equal((1, 1000, 1), (one.Inventory[0, 0], one.EquityOf("dealer"), one.Debt[0, 0]));
    }

    [Fact]
    public void Dealers_take_nothing_of_what_outside_investors_take_without_a_fall()
    {
        var state = new FinancialSystem(
            [new("dealer") { Kind = InstitutionKind.Dealer, Cash = 1000, RiskAversion = 1 }, new("bank") { Debt = 10 }],
            [new("bonds") { Depth = double.PositiveInfinity, Volatility = 0.01 }], [new("bank", "bonds", 100)]).Start();
        state.OrderSale("bank", 40, SaleTerms.Repaying(0));
        new DealerMarket(LeverageRatio.FromMinimum(0.05), new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Assert.Equal((0, 1), (state.Inventory[0, 0], state.Price[0, 0]));
        Assert.Equal(40, state.Cash[1, 0], 12);
    }

    [Fact]
    public void Estates_that_sell_outside_one_after_the_other_each_lose_what_their_own_inventory_costs()
    {
        // Two dealers bear 10 of bonds, 5 each, on 5 of debt; neither has room for more. No price moves, so nobody loses anything when one leaves, then the other.
        var system = new FinancialSystem(
            [.. new[] { "A", "B" }.Select(name => new Institution(name) { Kind = InstitutionKind.Dealer, RiskAversion = 1, OtherAssets = 95, Debt = 95 })], [new("bonds") { Depth = double.PositiveInfinity }], []);
        var (state, market) = (system.Start(), new DealerMarket(LeverageRatio.FromMinimum(0.05), new PriceImpact.Linear(SellerShare.OldPrice)));
        state.Inventory[0, 0] = 10;
        for (var i = 0; i < 2; i++)
        {
            (state.PoolShare[i, 0], state.Debt[i, 0], state.ShortTermDebt[i, 0]) = (0.5, 100, 5);
        }

        for (var i = 0; i < 2; i++)
        {
            var before = state.Inventory[0, 0];
            state.Standing[i, 0] = (double)Standing.Insolvent;
            market.Apply(state);
            Assert.True(state.Inventory[0, 0] < before);
            Assert.All(state.Value().Equity.Scenario(0), equity => Assert.Equal(0, equity, 1e-12));
        }

        Assert.Equal(0, state.Inventory[0, 0], 1e-12);
    }

    [Fact]
    public void Dealers_take_nothing_of_what_is_worth_nothing()
    {
        var state = TwoDealers().Shock(new Shock().Falling("bonds", 1).Selling("bonds", 50));
        new DealerMarket(Limit, new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Assert.Equal((0.0, 0.0), (state.Price[0, 0], state.Inventory[0, 0]));
        Assert.Equal(94, state.Debt[0, 0]);
    }

    [Fact]
    public void The_limit_with_the_least_room_counts_not_the_one_that_binds_first()
    {
        // Leverage binds (5 of 6 used) and no haircut is used yet, but 1 more unit takes .05 of the one and .9 of the other.
        var system = new FinancialSystem(
            [new Institution("A") { Cash = 100, Debt = 94, ShortTermDebt = 94, RiskAversion = 0.1 }],
            [new Asset("bonds") { Depth = 1000, Haircut = 0.9 }],
            []);
        var state = system.Start();

        // Equity 6 on 100: leverage leaves (6 − 5)/.05 = 20; haircuts leave 6/.9 = 6.67.
        Close.To(20, new DealerCapacity(Limit).Of(state)[0, 0], 1e-12);
        Close.To(6 / 0.9, new DealerCapacity(Limit.And(new Haircuts())).Of(state)[0, 0], 1e-12);
        Assert.Equal(double.PositiveInfinity, new DealerCapacity(Limit.For(InstitutionKind.Fund)).Of(state)[0, 0]);
        Assert.Equal(double.PositiveInfinity, new DealerCapacity(Limit.Excluding("bonds")).Of(state)[0, 0]);
    }
}
