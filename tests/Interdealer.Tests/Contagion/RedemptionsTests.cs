using Interdealer.Cascades;
using Interdealer.Contagion;

namespace Interdealer.Tests.Contagion;

public sealed class RedemptionsTests
{
    private static FinancialSystem System => new(
        [new Institution("fund") { Kind = InstitutionKind.Fund }, new Institution("bank") { Kind = InstitutionKind.Bank }],
        [new Asset("bond")],
        [new Holding("fund", "bond", 100), new Holding("bank", "bond", 100)]);

    private static IOperator Round(double beta, double swing) =>
        new Redemptions(beta, swing).Then(new RaiseCash()).Then(new PriceImpact.Linear(SellerShare.OldPrice));

    [Fact]
    public void A_loss_of_ten_percent_loses_beta_times_that_in_investors_at_the_swing_price()
    {
        var state = System.Shock("bond", 0.1);
        var redemptions = new Redemptions(beta: 2, swing: 0.05);
        redemptions.Apply(state);

        // r = −10 %, 20 % of 90 leave and are owed 18·.95 = 17.1; 72.9 belong to those who stay. A bank has no such investors.
        Close.To(17.1, state.RedemptionDue[0, 0]);
        Close.To(72.9, state.Value().Equity[0, 0]);
        Assert.Equal(0, state.RedemptionDue[1, 0]);

        // No further return, no further redemptions, paid or not.
        redemptions.Apply(state);
        Close.To(17.1, state.RedemptionDue[0, 0]);
        new RaiseCash().Then(new PriceImpact.Linear(SellerShare.OldPrice)).Then(redemptions).Apply(state);
        Close.To(0, state.RedemptionDue[0, 0]);
        Close.To(17.1, state.PaidOut[0, 0]);
        Close.To(72.9, state.Value().Equity[0, 0]);

        // Another 10 % on 72.9: 65.61 left, .2·65.61·.95 owed.
        state.Price[0, 0] *= 0.9;
        redemptions.Apply(state);
        Close.To(12.4659, state.RedemptionDue[0, 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void Investors_leave_a_fund_that_had_equity_however_small(double unit)
    {
        // The fund has .5 of equity on 1 of bonds: a fall of 10 % leaves .4, a loss of a fifth, and twice that share of .4 is owed. The other never had any.
        var system = new FinancialSystem(
            [new Institution("fund") { Kind = InstitutionKind.Fund, Debt = 0.5 * unit }, new Institution("shell") { Kind = InstitutionKind.Fund, Debt = unit }],
            [new Asset("bond")],
            [new Holding("fund", "bond", unit), new Holding("shell", "bond", unit)]);
        var state = system.Shock("bond", 0.1);
        new Redemptions(beta: 2).Apply(state);
        Close.To(0.4 * 0.4 * unit, state.RedemptionDue[0, 0], 1e-12);

        // It has some for a while: there was nothing to lose a share of.
        state.Price[0, 0] = 1.2;
        new Redemptions(beta: 2).Apply(state);
        state.Price[0, 0] = 1.1;
        new Redemptions(beta: 2).Apply(state);
        Assert.Equal(0, state.RedemptionDue[1, 0]);
        Assert.All(state.Columns, c => Assert.All(c.Column.Scenario(0), x => Assert.True(double.IsFinite(x) || c.Name == nameof(State.Depth), c.Name)));
    }

    [Fact]
    public void Who_left_nothing_behind_leaves_no_more()
    {
        // All were paid out; then somebody paid in, and prices fall: no share of nothing was lost.
        var state = System.Shock("bond", 0.1);
        state.Memory("Redemptions: net asset value", 2)[0, 0] = -1;
        new Redemptions(2).Apply(state);
        Assert.Equal(0, state.RedemptionDue[0, 0]);
    }

    [Fact]
    public void A_gain_and_a_withdrawal_by_itself_redeem_nothing()
    {
        var gain = System.Start();
        gain.Price[0, 0] = 1.1;
        new Redemptions(2).Apply(gain);
        Assert.Equal(0, gain.RedemptionDue[0, 0]);

        var withdrawn = System.Shock(new Shock().Redeeming("fund", 0.3));
        new Redemptions(2).Apply(withdrawn);
        Close.To(30, withdrawn.RedemptionDue[0, 0]);
        Close.To(70, withdrawn.Value().Equity[0, 0]);
    }

    [Fact]
    public void No_more_than_everything_is_redeemed()
    {
        var state = System.Shock("bond", 0.4);
        new Redemptions(5).Apply(state);
        Close.To(60, state.RedemptionDue[0, 0]);
        Assert.True(Math.Abs(state.Value().Equity[0, 0]) < 1e-12);
    }

    [Fact]
    public void Paying_investors_is_no_loss()
    {
        var result = Cascade.Run(System.Shock("bond", 0.1), Round(beta: 2, swing: 0.05));

        // The fund loses 10 to the shock and nothing to the 17.1 it pays out; without impact there is no other loss.
        Assert.Equal(Outcome.Settled, result.Outcome);
        Close.To(10, result.Losses()[0].Direct);
        Assert.True(Math.Abs(result.Losses()[0].Indirect) < 1e-12);
        Close.To(72.9, result.Losses()[0].Equity);
        Close.To(20, result.Rounds()[^1].Loss);

        // Nor is what is owed but not yet paid, at the start or later.
        var owed = Cascade.Run(System.Shock(new Shock().Redeeming("fund", 0.3)), new Redemptions(2));
        Assert.Equal(0, owed.Losses()[0].Total);
        Assert.Equal(0, owed.Rounds()[^1].Loss);
        Assert.Equal(0, EquityLoss.Total(owed.End)[0]);
        Assert.Equal(0, EquityLoss.Total(owed.Start)[0]);
    }

    [Fact]
    public void Every_unit_of_swing_stays_with_those_who_stay()
    {
        var (plain, swung) = (System.Shock("bond", 0.1), System.Shock("bond", 0.1));
        new Redemptions(2).Apply(plain);
        new Redemptions(2, 0.05).Apply(swung);
        Close.To(0.05 * plain.RedemptionDue[0, 0], swung.Value().Equity[0, 0] - plain.Value().Equity[0, 0]);
    }

    [Fact]
    public void A_cascade_waits_for_sales_that_are_only_ordered()
    {
        // In the first round nothing happens but that an order is placed: the market has been before.
        var start = System.Shock(new Shock().Redeeming("fund", 0.3));
        var result = Cascade.Run(start, new PriceImpact.Linear(SellerShare.OldPrice).Then(new RaiseCash()));
        Close.To(30, result.End.PaidOut[0, 0]);
        Close.To(0.7, result.End.Retained[0, 0]);
    }
}
