using Interdealer.Calibration;
using Interdealer.Data;

namespace Interdealer.Tests.Data;

public sealed class BusinessCalendarTests
{
    // The schedule that the Federal Reserve published for 2022 and 2023: New Year of 2022 fell on a Saturday and Christmas of 2022 on a Sunday.
    [Theory]
    [InlineData(2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26")]
    [InlineData(2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-23 12-25")]
    public void The_holidays_of_the_Federal_Reserve_are_those_it_published(int year, string published) => Assert.Equal(
        published.Split(' '), Holidays(BusinessCalendar.FederalReserve, year));

    // Easter Sundays: 12 April 2020, 4 April 2021, 17 April 2022, 9 April 2023, 31 March 2024, 20 April 2025.
    [Theory]
    [InlineData(2020, "04-10 07-03", "01-01 04-10 04-13 05-01 12-25")]
    [InlineData(2021, "04-02 12-24", "01-01 04-02 04-05")]
    [InlineData(2022, "04-15", "04-15 04-18 12-26")]
    [InlineData(2023, "04-07", "04-07 04-10 05-01 12-25 12-26")]
    [InlineData(2024, "03-29", "01-01 03-29 04-01 05-01 12-25 12-26")]
    [InlineData(2025, "04-18", "01-01 04-18 04-21 05-01 12-25 12-26")]
    public void Good_Friday_and_Easter_Monday_follow_Easter(int year, string goodFriday, string target)
    {
        Assert.Equal(goodFriday.Split(' '), Holidays(BusinessCalendar.TreasuryMarket, year).Except(Holidays(BusinessCalendar.FederalReserve, year)));
        Assert.Equal(target.Split(' '), Holidays(BusinessCalendar.Target, year));
    }

    [Fact]
    public void A_period_that_ends_before_it_begins_is_refused() => Assert.Throws<ArgumentException>(
        () => BusinessCalendar.Weekdays.BusinessDays(new(2020, 1, 2), new(2020, 1, 1)));

    [Fact]
    public void A_gap_report_lists_each_missing_business_day_of_each_series()
    {
        // Thursday 8 to Wednesday 14 April 2020 with Good Friday on the 10th.
        Observation[] observations =
        [
            new(new(2020, 4, 14), "b", 1), new(new(2020, 4, 9), "b", 1), new(new(2020, 4, 8), "a", 1), new(new(2020, 4, 13), "a", 1),
        ];

        Assert.Equal([new("a", new(2020, 4, 9)), new("b", new(2020, 4, 13))], observations.MissingDays(BusinessCalendar.TreasuryMarket));
        Assert.Equal(
            [new("a", new(2020, 4, 9)), new("a", new(2020, 4, 10)), new("b", new(2020, 4, 10)), new("b", new(2020, 4, 13))],
            observations.MissingDays(BusinessCalendar.Weekdays));
    }

    [Fact]
    public void Yields_and_SOFR_lack_no_day_of_their_calendar_but_the_day_of_mourning_of_2018_and_EFFR_none()
    {
        DateOnly[] mourning = [new(2018, 12, 5)];

        Assert.Equal(mourning, Datasets.TreasuryYields().Maturity(10).MissingDays(BusinessCalendar.TreasuryMarket).Select(m => m.Date));
        Assert.Equal(mourning, Datasets.MoneyMarketRates().Series("SOFR").MissingDays(BusinessCalendar.TreasuryMarket).Select(m => m.Date));
        Assert.Empty(Datasets.MoneyMarketRates().Series("EFFR").MissingDays(BusinessCalendar.FederalReserve));
    }

    private static IEnumerable<string> Holidays(BusinessCalendar calendar, int year) => BusinessCalendar.Weekdays
        .BusinessDays(new(year, 1, 1), new(year, 12, 31)).Where(day => !calendar.IsBusinessDay(day)).Select(day => day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
