using Interdealer.Calibration;

namespace Interdealer.Tests.Calibration;

public sealed class DatedSeriesTests
{
    private static DateOnly Day(int day) => new(2020, 3, day);

    private static DatedSeries Series(string name, params (int Day, double Value)[] points) => DatedSeries.Of(name, points.Select(p => (Day(p.Day), p.Value)));

    [Fact]
    public void Days_are_put_in_order_and_found_again()
    {
        var series = Series("a", (4, 40), (2, 20), (3, 30));

        Assert.Equal([Day(2), Day(3), Day(4)], series.Dates.AsEnumerable());
        Assert.Equal(30, series[Day(3)]);
        Assert.Equal("a: 3 days, 2020-03-02 to 2020-03-04", series.ToString());
    }

    [Fact]
    public void A_day_without_a_figure_is_refused_with_the_days_around_it()
    {
        var series = Series("10 years", (2, 1), (5, 2));

        Assert.Contains("10 years has no figure for 2020-03-03; its nearest are 2020-03-02 and 2020-03-05", Message(() => series[Day(3)]), StringComparison.Ordinal);
        Assert.Contains("it begins on 2020-03-02", Message(() => series[Day(1)]), StringComparison.Ordinal);
        Assert.Contains("it ends on 2020-03-05", Message(() => series[Day(6)]), StringComparison.Ordinal);
        Assert.Contains("it runs from 2020-03-02 to 2020-03-05", Message(() => series.Between(Day(10), Day(12))), StringComparison.Ordinal);

        static string Message(Func<object> code) => Assert.Throws<ArgumentException>(code).Message;
    }

    [Fact]
    public void A_day_given_twice_and_a_figure_that_is_not_finite_are_refused()
    {
        Assert.Contains("a has 2020-03-02 twice", Assert.Throws<ArgumentException>(() => Series("a", (2, 1), (2, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("a was NaN on 2020-03-02", Assert.Throws<ArgumentException>(() => Series("a", (2, double.NaN))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Series("a"));
        Assert.Throws<ArgumentException>(() => Series(" ", (2, 1)));
    }

    [Fact]
    public void Changes_carry_the_later_day_and_add_up_to_the_whole_change()
    {
        var changes = Series("a", (2, 10), (3, 13), (6, 12)).Changes();

        Assert.Equal([(Day(3), 3.0), (Day(6), -1.0)], changes.Points);
        Assert.Throws<InvalidOperationException>(() => Series("a", (2, 1)).Changes());
    }

    [Fact]
    public void Gaps_are_counted_in_calendar_days()
    {
        var series = Series("a", (2, 1), (3, 1), (6, 1), (10, 1));

        Assert.Equal([(Day(6), Day(10))], series.Gaps(3));
        Assert.Equal([(Day(3), Day(6)), (Day(6), Day(10))], series.Gaps(2));
        Assert.Empty(series.Gaps(4));
    }

    [Fact]
    public void The_standard_deviation_divides_by_one_less_than_the_days()
    {
        // 2, 4, 9: mean 5, squares 9 + 1 + 16 = 26, over 2 is 13.
        Assert.Equal(Math.Sqrt(13), Series("a", (2, 2), (3, 4), (4, 9)).StandardDeviation(), 14);
    }

    [Fact]
    public void Between_takes_both_ends() =>
        Assert.Equal([Day(3), Day(4)], Series("a", (2, 1), (3, 1), (4, 1), (5, 1)).Between(Day(3), Day(4)).Dates.AsEnumerable());

    [Fact]
    public void Alignment_keeps_the_days_that_all_have_and_reports_the_others()
    {
        var aligned = AlignedSeries.Of(Series("a", (2, 1), (3, 2), (4, 3), (5, 4)), Series("b", (3, 20), (5, 40), (9, 90)), Series("c", (1, 0), (3, 7), (5, 8), (9, 9)));

        Assert.Equal([Day(3), Day(5)], aligned.Dates.AsEnumerable());
        Assert.Equal([2.0, 4.0], aligned["a"].Values.AsEnumerable());
        Assert.Equal([20.0, 40.0], aligned["b"].Values.AsEnumerable());
        Assert.Equal([7.0, 8.0], aligned["c"].Values.AsEnumerable());
        // The 4th lies between the first and the last common day; the 2nd and the 9th lie outside.
        Assert.Equal([Day(4)], aligned.LeftOut.Single(x => x.Name == "a").Days.AsEnumerable());
        Assert.Empty(aligned.LeftOut.Single(x => x.Name == "b").Days);
        Assert.Equal([7.0, 20.0], [aligned.ToReturnHistory()[0, 2], aligned.ToReturnHistory()[0, 1]]);
    }

    [Fact]
    public void The_order_in_which_series_are_given_does_not_change_what_they_hold()
    {
        DatedSeries a = Series("a", (2, 1), (3, 2), (4, 3)), b = Series("b", (2, 5), (4, 6));

        Assert.Equal(AlignedSeries.Of(a, b)["a"].Points, AlignedSeries.Of(b, a)["a"].Points);
        Assert.Equal(AlignedSeries.Of(a, b)["b"].Points, AlignedSeries.Of(b, a)["b"].Points);
    }

    [Fact]
    public void Series_without_a_common_day_or_with_one_name_are_refused()
    {
        Assert.Contains(
            "a: 1 days, 2020-03-02 to 2020-03-02; b: 1 days, 2020-03-03 to 2020-03-03",
            Assert.Throws<ArgumentException>(() => AlignedSeries.Of(Series("a", (2, 1)), Series("b", (3, 1)))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AlignedSeries.Of(Series("a", (2, 1)), Series("a", (2, 1))));
        Assert.Throws<ArgumentException>(() => AlignedSeries.Of());
        Assert.Contains("\"a\"", Assert.Throws<ArgumentException>(() => AlignedSeries.Of(Series("a", (2, 1)))["x"]).Message, StringComparison.Ordinal);
    }
}
