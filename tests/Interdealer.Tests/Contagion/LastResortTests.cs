using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

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
        Assert.Equal(20, state.DebtDue[0, 0], 1e-12);
        Assert.Equal(115 - 50 - 10 - 20, state.Value().Equity[0, 0], 1e-12);
        calls.Apply(state);
        Assert.Equal(20, state.DebtDue[0, 0], 1e-12);
        new RaiseCash().Then(new PriceImpact.Linear(SellerShare.OldPrice)).Apply(state);
        Assert.Equal(0, state.DebtDue[0, 0], 1e-12);
        Assert.Equal(5, state.Sold[0, 0], 1e-12);
        state.Price[0, 0] = 0.95;
        calls.Apply(state);
        Assert.Equal(10, state.Cash[0, 0], 1e-12);
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
        var end = Cascade.Run(system.Start(), support);
        Assert.Equal(75, end.End.Value().Equity[0, 0], 1e-6);
        Assert.Equal(0, end.Losses()[0].Total, 1e-9);
        Assert.Equal(66, Cascade.Run(system.Start(), new SponsorSupport(4, 0.5, budget: 0.1)).End.Value().Equity[0, 0], 1e-9);
    }

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
