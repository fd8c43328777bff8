using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class DealersFundsLendersTests
{
    [Fact]
    public void Dealers_keep_their_assets_and_equity_when_money_funds_hold_their_paper()
    {
        var model = new DealersFundsLenders();
        var (alone, together) = (model.Dealers.System(), model.System());
        var (before, after) = (alone.Start().Value(), together.Start().Value());
        Assert.Equal(30, together.Institutions.Length);
        for (var i = 0; i < alone.Institutions.Length; i++)
        {
            Close.To(before.Assets[i, 0], after.Assets[i, 0]);
            Close.To(before.Equity[i, 0], after.Equity[i, 0]);
        }
    }

    [Fact]
    public void Everyone_else_has_the_size_it_was_given_and_no_debt()
    {
        var model = new DealersFundsLenders { FundSize = 300, FundCash = 0.1, PensionFundSize = 500, MoneyFundSize = 250 };
        var system = model.System();
        var value = system.Start().Value();
        var sizes = system.Institutions.Select((x, i) => (Kind: DealersFundsLenders.KindOf(x), Size: value.Equity[i, 0], x.Cash)).ToLookup(x => x.Kind);
        Assert.Equal(["Dealers", "Open-ended funds", "Money funds", "Pension funds"], sizes.Select(x => x.Key));
        Assert.All(sizes["Open-ended funds"], x => Close.To(300, x.Size));
        Assert.All(sizes["Open-ended funds"], x => Close.To(30, x.Cash));
        Assert.All(sizes["Money funds"], x => Close.To(250, x.Size));
        Assert.All(sizes["Pension funds"], x => Close.To(500, x.Size));
    }

    [Fact]
    public void A_money_fund_holds_a_fiftieth_of_its_dealers_assets_as_paper()
    {
        // Dealers of a group: 200 + 160 + 120 + 80 + 40 = 600; 2 % of it is 12.
        var system = new DealersFundsLenders().System();
        Close.To(12, system.Debts.Where(d => d.Creditor == "Credit money fund").Sum(d => d.Amount));
        Assert.All(system.Debts, d => Assert.StartsWith(DealerGroups.GroupOf(d.Debtor) is "A" ? "Credit" : "", d.Creditor, StringComparison.Ordinal));
    }

    [Fact]
    public void A_money_fund_too_small_for_its_paper_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new DealersFundsLenders { MoneyFundSize = 10 }.System());
        Assert.Contains("paper of 12", error.Message, StringComparison.Ordinal);
    }
}
