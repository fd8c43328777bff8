using Interdealer.Constraints;

namespace Interdealer.Tests.Constraints;

public class LimitUseTests
{
    [Fact]
    public void Dealer_Prime_s_use_of_two_limits_by_hand()
    {
        // Before: 5 % of 500 is 25, all of its capital. After: 5 % of 494 is 24.7 against 19: 130 %, and 114 of 344 that can be sold must go.
        var limits = DealerPrime.Slr.And(LeverageRatio.FromMinimum(0.03).For(i => i.Name != "Dealer Prime"));
        var system = FinancialSystem.Of(DealerPrime.Sheet);
        var before = limits.Use(system);
        Assert.Equal(1, Assert.Single(before.Uses).Use, 12);
        Assert.False(before.Uses[0].IsBreached);
        Assert.Equal(0, before.Uses[0].RequiredShare);
        var after = limits.Use(system.Shock("Corporate bonds", 0.04)).Uses[0];
        Assert.Equal(24.7 / 19, after.Use, 12);
        Assert.Equal(-5.7, after.Slack, 12);
        Assert.Equal(114.0 / 344, after.RequiredShare, 12);
        Assert.True(after.IsBreached);
    }

    [Fact]
    public void The_table_has_a_column_for_each_limit_and_names_the_closest()
    {
        var small = new BalanceSheet("Small", 3) { { "Cash", 7, AssetKind.Cash }, { "Corporate bonds", 10 } };
        var system = FinancialSystem.Of(DealerPrime.Sheet, small);
        var use = DealerPrime.Slr.And(LeverageRatio.FromMinimum(0.10)).And(DealerPrime.Slr.For(i => i.Name == "Small")).Use(system);
        Assert.Equal(5, use.Uses.Length);
        Assert.Equal(use.Limits.Distinct().Count(), use.Limits.Length);
        Assert.Equal(2, use.ToTable().RowCount);
        Assert.Equal(use.Limits[1], use.ToTable().Column("Closest limit").Values[0]);
        Assert.Null(use.Of("Dealer Prime", use.Limits[2]));
        Assert.Equal(0.05 * 17 / 3, use.Of("Small", use.Limits[2])!.Use, 12);
        Assert.Equal(5, use.ToLongTable().RowCount);
        Assert.Contains("Dealer Prime", use.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_use_is_what_the_limit_by_itself_measures_on_random_systems()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var state = RandomSystems.Create(seed).Start();
            IConstraint[] limits = [LeverageRatio.FromMinimum(0.05), ValueAtRisk.Limit(3), LeverageRatio.FromMinimum(0.2).For(i => i.Name.EndsWith('1'))];
            var use = limits[0].And(limits[1]).And(limits[2]).Use(state);
            foreach (var u in use.Uses)
            {
                var limit = limits[use.Limits.IndexOf(u.Limit)];
                var assessed = Assessment.Of(limit, state, state.System.InstitutionIndex(u.Institution), 0, 0);
                Assert.Equal((assessed.Usage, assessed.Capacity, assessed.RequiredShare, assessed.IsBreached), (u.Usage, u.Capacity, u.RequiredShare, u.IsBreached));
                Assert.Equal(u.IsBreached, u.Use > 1);
            }
        }
    }

    [Fact]
    public void An_institution_without_capital_uses_its_limit_without_end()
    {
        var gone = new BalanceSheet("Gone", 0) { { "Bonds", 10 } };
        Assert.Equal(double.PositiveInfinity, Assert.Single(DealerPrime.Slr.Use(FinancialSystem.Of(gone)).Uses).Use);
        Assert.Throws<ArgumentOutOfRangeException>(() => DealerPrime.Slr.Use(FinancialSystem.Of(gone).Start(), scenario: 1));
    }
}
