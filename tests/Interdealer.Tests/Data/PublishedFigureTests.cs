using Interdealer.Data;

namespace Interdealer.Tests.Data;

/// <summary>Figures that the publishers are known for, found in the tables again.</summary>
public sealed class PublishedFigureTests
{
    [Fact]
    public void The_ten_year_yield_closed_at_54_basis_points_on_9_March_2020() =>
        Assert.Equal(0.0054, Datasets.TreasuryYields().Maturity(10)[new(2020, 3, 9)], 15);

    [Theory]
    [InlineData("2019-09-16", 2.43)]
    [InlineData("2019-09-17", 5.25)]
    [InlineData("2019-09-18", 2.55)]
    [InlineData("2019-09-19", 1.95)]
    [InlineData("2019-09-20", 1.86)]
    public void SOFR_in_the_week_of_the_spike(string day, double percent) =>
        Assert.Equal(percent / 100, Datasets.MoneyMarketRates().Series("SOFR")[DateOnly.Parse(day)], 15);

    [Fact]
    public void On_17_September_2019_one_per_cent_of_volume_paid_9_per_cent_or_more_and_fed_funds_2_30()
    {
        var rates = Datasets.MoneyMarketRates();

        Assert.Equal(0.09, rates.Series("SOFR 99th percentile")[new(2019, 9, 17)], 15);
        Assert.Equal(0.023, rates.Series("EFFR")[new(2019, 9, 17)], 15);
    }

    [Fact]
    public void The_percentiles_of_SOFR_are_in_order_on_every_day()
    {
        var days = Datasets.MoneyMarketRates().GroupBy(r => r.Date).Select(g => g.ToDictionary(r => r.Series, r => r.Value))
            .Where(day => day.ContainsKey("SOFR") && day.ContainsKey("SOFR 99th percentile")).ToList();

        Assert.True(days.Count > 900);
        Assert.All(days, day =>
        {
            double[] order = [day["SOFR 1st percentile"], day["SOFR 25th percentile"], day["SOFR"], day["SOFR 75th percentile"], day["SOFR 99th percentile"]];
            Assert.Equal(order.Order(), order);
        });
    }

    [Fact]
    public void The_Federal_Reserve_lent_53_15_billion_on_17_September_2019() =>
        Assert.Equal(53.15, Datasets.FedRepoOperations().Where(o => o.Date == new DateOnly(2019, 9, 17) && o.Series.StartsWith("Repo", StringComparison.Ordinal)).Sum(o => o.Value), 10);

    [Fact]
    public void Primary_credit_of_March_2023_and_assets_of_March_2020()
    {
        var figures = Datasets.FederalReserve();

        Assert.Equal(152.853, figures.Series("Primary credit")[new(2023, 3, 15)]);
        Assert.Equal(5254.278, figures.Series("Total assets")[new(2020, 3, 25)]);
    }

    [Fact]
    public void Dealers_long_bonds_went_from_29_to_62_billion_and_their_repo_from_1_70_to_2_07_trillion()
    {
        var dealers = Datasets.PrimaryDealers();
        DateOnly before = new(2020, 2, 5), after = new(2020, 3, 18);

        Assert.Equal((29.0, 62.0), (Math.Round(dealers.Series("Coupons over 11 years")[before]), Math.Round(dealers.Series("Coupons over 11 years")[after])));
        Assert.Equal((1.70, 2.07), (Math.Round(dealers.Series("Treasury repo")[before] / 1000, 2), Math.Round(dealers.Series("Treasury repo")[after] / 1000, 2)));
    }

    [Fact]
    public void Dealers_positions_by_maturity_add_up_to_all_Treasuries()
    {
        var weeks = Datasets.PrimaryDealers().GroupBy(d => d.Date).ToList();

        Assert.Equal(561, weeks.Count);
        Assert.All(weeks, week =>
        {
            var total = week.Single(d => d.Series == "All Treasuries").Value;
            Assert.InRange(week.Where(d => d.Series is not ("All Treasuries" or "Treasury repo")).Sum(d => d.Value) - total, -1e-9, 1e-9);
        });
    }

    [Fact]
    public void Financial_stress_peaked_at_29_3_on_10_October_2008()
    {
        var stress = Datasets.FinancialStress().Series("Total");
        var (day, peak) = stress.Points.MaxBy(point => point.Value);

        Assert.Equal((new DateOnly(2008, 10, 10), 29.3), (day, Math.Round(peak, 1)));
    }

    [Fact]
    public void The_categories_of_financial_stress_add_up_to_the_total()
    {
        var days = Datasets.FinancialStress().Where(s => s.Date.Year is 2019 or 2020).GroupBy(s => s.Date).ToList();

        // Six figures rounded to a thousandth each.
        Assert.True(days.Count > 500);
        Assert.All(days, day => Assert.InRange(day.Where(s => s.Series != "Total").Sum(s => s.Value) - day.Single(s => s.Series == "Total").Value, -0.003, 0.003));
    }

    [Fact]
    public void Repo_of_brokers_and_dealers_is_there_for_every_quarter()
    {
        var liabilities = Datasets.BrokerDealerRepo().Series("Liabilities");

        Assert.Equal((new DateOnly(2000, 3, 31), new DateOnly(2025, 6, 30), 102), (liabilities.Dates[0], liabilities.Dates[^1], liabilities.Count));
        Assert.Empty(liabilities.Gaps(92));
    }

    [Fact]
    public void No_series_by_day_has_a_gap_longer_than_a_weekend_between_two_holidays_and_none_by_week_a_missing_week()
    {
        Assert.All(new[] { 0.25, 1, 2, 3, 5, 7, 10, 30 }, years => Assert.Empty(Datasets.TreasuryYields().Maturity(years).Gaps(5)));
        Assert.All(new[] { "SOFR", "EFFR", "SOFR 99th percentile" }, name => Assert.Empty(Datasets.MoneyMarketRates().Series(name).Gaps(5)));
        Assert.Empty(Datasets.FinancialStress().Series("Total").Gaps(5));
        Assert.Empty(Datasets.FederalReserve().Series("Reserve balances").Gaps(7));
        Assert.Empty(Datasets.PrimaryDealers().Series("All Treasuries").Gaps(7));
        Assert.Empty(Datasets.PrimaryDealers().Series("Treasury repo").Between(new(2013, 4, 3), new(2021, 12, 29)).Gaps(7));
    }

    [Fact]
    public void A_series_or_maturity_that_is_not_there_is_answered_with_those_that_are()
    {
        Assert.Contains("there is no \"SOFFR\"; expected one of SOFR,", Assert.Throws<ArgumentException>(() => Datasets.MoneyMarketRates().Series("SOFFR")).Message, StringComparison.Ordinal);
        Assert.Contains("there is no \"20 years\"; expected one of 0.25 years, 1 year, 2 years", Assert.Throws<ArgumentException>(() => Datasets.TreasuryYields().Maturity(20)).Message, StringComparison.Ordinal);
    }
}
