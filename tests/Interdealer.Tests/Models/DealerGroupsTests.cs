using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Models;

namespace Interdealer.Tests.Models;

public class DealerGroupsTests
{
    private static double Held(FinancialSystem system, string dealer, string asset) =>
        system.Amounts.Single(h => h.Institution == dealer && h.Asset == asset).Amount;

    [Fact]
    public void There_are_twenty_dealers_in_four_groups_and_eight_classes()
    {
        var system = new DealerGroups().System();
        Assert.Equal(20, system.Institutions.Length);
        Assert.Equal(8, system.Assets.Length);
        Assert.Equal(4, system.Institutions.Select(i => DealerGroups.GroupOf(i.Name)).Distinct().Count());
        Assert.Equal(DealerGroups.AssetClasses, system.Assets.Select(a => a.Name));
        Assert.Equal(4, system.Tiers);
        Assert.Empty(system.Debts);
    }

    [Fact]
    public void The_first_credit_dealer_is_as_worked_by_hand()
    {
        // A1: 200 of assets, 8 % cash, 184 securities. Overlap ½: pairs 1, ½, ¼, ⅛ of 1.875; half of a pair in each class.
        // Own pair 184/1.875 = 98.1333…, corporate bonds half of it, on-the-run Treasuries half of 184·0.125/1.875 = 12.2666….
        // Slack 10 % of 200/20 = 10: equity 11, debt 189, 60 % of it short-term; risk aversion 50/11.
        var system = new DealerGroups { Overlap = 0.5, Slack = 0.1 }.System();
        var a1 = system.Institutions[0];
        Close.To(16, a1.Cash);
        Close.To(189, a1.Debt);
        Close.To(113.4, a1.ShortTermDebt);
        Close.To(50.0 / 11, a1.RiskAversion);
        Close.To(184 / 1.875 / 2, Held(system, "A1", "Corporate bonds"));
        Close.To(184 * 0.125 / 1.875 / 2, Held(system, "A1", "On-the-run Treasuries"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.06)]
    public void Equity_is_the_requirement_with_slack_that_averages_to_the_parameter_whatever_the_claims(double claims)
    {
        var groups = new DealerGroups { Slack = 0.2, ClaimShare = claims };
        var value = groups.System().Start().Value();
        var slack = Enumerable.Range(0, 20).Select(i => (value.Equity[i, 0] / (groups.Requirement * value.Assets[i, 0])) - 1).ToList();
        Close.To(0.2, slack.Average());
        Close.To(0.1, slack.Min());
        Close.To(0.3, slack.Max());
    }

    [Fact]
    public void Claims_take_the_place_of_cash_and_of_debt_outside()
    {
        // B2 has 160: 4 % of it, 6.4, lent in thirds to A2, C2, D2 and owed to the same; cash 8 % − 4 %.
        var system = new DealerGroups { ClaimShare = 0.04 }.System();
        var b2 = system.Institutions[system.InstitutionIndex("B2")];
        Close.To(6.4, b2.Cash);
        Close.To(160 - 8 - 6.4, b2.Debt);
        Assert.Equal(["A2", "C2", "D2"], system.Debts.Where(d => d.Debtor == "B2").Select(d => d.Creditor));
        Assert.Equal(["A2", "C2", "D2"], system.Debts.Where(d => d.Creditor == "B2").Select(d => d.Debtor));
        Assert.All(system.Debts.Where(d => d.Debtor == "B2"), d => Close.To(6.4 / 3, d.Amount));
    }

    [Fact]
    public void Without_overlap_a_group_holds_its_own_classes_alone_and_with_all_of_it_everyone_holds_the_same()
    {
        var apart = new DealerGroups { Overlap = 0 }.System();
        Assert.All(apart.Amounts.Where(h => h.Amount > 0), h => Assert.Contains(h.Asset, DealerGroups.HomeClasses(DealerGroups.GroupOf(h.Institution))));
        var same = new DealerGroups { Overlap = 1 }.System();
        Assert.All(DealerGroups.AssetClasses, k => Close.To(Held(same, "A3", k), Held(same, "D3", k)));
    }

    [Fact]
    public void At_a_depth_multiple_of_one_a_sale_costs_about_the_loss_that_forced_it()
    {
        // One class at mean liquidity alone falls by δ: everyone sells 19 times the loss, so prices fall by 19·Q·δ/(19·Q) = δ. Over eight classes
        // of mean liquidity near 1 the response is near 1 at a multiple of 1 and half of that at 2.
        double Radius(double multiple)
        {
            var groups = new DealerGroups { DepthMultiple = multiple };
            return Stability.At(groups.System().Start(), new Deleverage(LeverageRatio.FromMinimum(groups.Requirement)).Then(new PriceImpact.Linear(SellerShare.OldPrice))).Radius;
        }

        Assert.InRange(Radius(1), 0.7, 1.3);
        Assert.InRange(Radius(2), 0.49 * Radius(1), 0.51 * Radius(1));
    }

    [Fact]
    public void Figures_that_make_no_sense_are_refused_by_name()
    {
        Assert.Contains("write 20, not 0.05", Assert.Throws<ArgumentOutOfRangeException>(() => new DealerGroups { Leverage = 0.05 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DealerGroups { Overlap = 1.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DealerGroups { DepthMultiple = 0 });
        Assert.Contains("ClaimShare", Assert.Throws<InvalidOperationException>(() => new DealerGroups { ClaimShare = 0.2 }.System()).Message, StringComparison.Ordinal);
        Assert.Contains("A1", Assert.Throws<InvalidOperationException>(() => new DealerGroups { Slack = 25 }.System()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DealerGroups.GroupOf("E1"));
        Assert.Throws<ArgumentException>(() => DealerGroups.HomeClasses("E"));
    }
}
