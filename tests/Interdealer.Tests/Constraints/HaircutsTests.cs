using Interdealer.Constraints;
using Interdealer.Markets;

namespace Interdealer.Tests.Constraints;

public sealed class HaircutsTests
{
    [Fact]
    public void A_haircut_from_2_to_5_percent_takes_60_percent_of_capacity()
    {
        var (calm, stress) = (RepoFinancing.AtHaircut(0.02), RepoFinancing.AtHaircut(0.05));

        Close.To(-0.60, calm.CapacityChangeTo(stress));
        Close.To(50, calm.MaximumLeverage);
        Close.To(20, stress.MaximumLeverage);
        Close.To(3, stress.OwnFundsFor(100) - calm.OwnFundsFor(100));
        Close.To(60, stress.ForcedSale(position: 100, ownFunds: 2));
        Close.To(1, RepoFinancing.None.MaximumLeverage);
    }

    [Fact]
    public void The_constraint_forces_what_the_arithmetic_says()
    {
        // 100 financed with 2 of own funds: at 5 % own funds carry 2/.05 = 40, so 60 go.
        var sheet = new BalanceSheet("D", 2) { { "Treasuries", 100 } };
        var a = new Haircuts().Assess(sheet, new Asset("Treasuries") { Haircut = 0.05 });

        Close.To(5, a.Usage);
        Close.To(2, a.Capacity);
        Close.To(60, a.RequiredSale);
        Assert.False(new Haircuts().Assess(sheet, new Asset("Treasuries") { Haircut = 0.02 }).IsBreached);
    }

    [Fact]
    public void What_nobody_lends_against_needs_own_funds_in_full()
    {
        var sheet = new BalanceSheet("D", 30) { { "Loans", 20, AssetKind.Other }, { "Bonds", 100 } };
        var a = new Haircuts().Assess(sheet, new Asset("Bonds") { Haircut = 0.2 }, new Asset("Loans") { Haircut = 1 });

        // 20 + .2·100 = 40 against 30: half the bonds' 20 must go.
        Close.To(40, a.Usage);
        Close.To(50, a.RequiredSale);
    }

    [Fact]
    public void What_is_owed_inside_the_system_finances_as_unsecured_debt_does()
    {
        // D: 10 + 100 of bonds against 60 of debt, 45 of it secured, and 20 owed to E: e = 30, W = 30 + (60 − 45) + 20 = 65. κ = .7·100.
        var system = new FinancialSystem(
            [new("D") { Cash = 10, Debt = 60, ShortTermDebt = 45 }, new("E")], [new("B") { Haircut = 0.7 }], [new("D", "B", 100)], [new("D", "E", 20)]);
        var a = Assessment.Of(new Haircuts(), system.Start(), 0, 0, 0);
        Close.To(70, a.Usage);
        Close.To(65, a.Capacity);
        Close.To(5 / 0.7, a.RequiredSale);

        // E has equity of 20, its claim, which nobody lends against.
        var creditor = Assessment.Of(new Haircuts(), system.Start(), 1, 0, 0);
        Close.To(20, creditor.Usage);
        Close.To(20, creditor.Capacity);
    }

    [Fact]
    public void The_constraint_is_the_lenders_coverage_of_secured_debt()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            double cash = 10 * random.NextDouble(), bonds = 100 * random.NextDouble(), other = 20 * random.NextDouble();
            double debt = (cash + bonds + other) * random.NextDouble(), secured = debt * random.NextDouble(), h = random.NextDouble();
            var system = new FinancialSystem(
                [new("D") { Cash = cash, OtherAssets = other, Debt = debt, ShortTermDebt = secured }], [new("B") { Haircut = h }], [new("D", "B", bonds)]);
            var a = Assessment.Of(new Haircuts(), system.Start(), 0, 0, 0);
            Close.To(cash + ((1 - h) * bonds) - secured, a.Slack, 1e-9);
        }
    }
}
