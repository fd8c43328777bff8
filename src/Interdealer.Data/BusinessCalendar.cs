using System.Globalization;

namespace Interdealer.Data;

/// <summary>Which days a publisher is expected to have figures for: Monday to Friday less holidays that follow from rules.</summary>
/// <remarks>Closures that follow from no rule (days of mourning, storms) are expected days here; a gap report lists them, and a person judges.</remarks>
public sealed class BusinessCalendar
{
    private readonly Func<DateOnly, bool> _isHoliday;

    private BusinessCalendar(string name, Func<DateOnly, bool> isHoliday) => (Name, _isHoliday) = (name, isHoliday);

    /// <summary>Monday to Friday.</summary>
    public static BusinessCalendar Weekdays { get; } = new("Monday to Friday", _ => false);

    /// <summary>
    /// Less the holidays of the Federal Reserve: New Year, Martin Luther King, Washington, Memorial Day, Juneteenth (from 2022), Independence, Labor Day, Columbus,
    /// Veterans, Thanksgiving, Christmas. One on a Sunday is kept on Monday; one on a Saturday is not kept on Friday.
    /// </summary>
    /// <remarks>Source: Federal Reserve Banks, holiday schedules.</remarks>
    public static BusinessCalendar FederalReserve { get; } = new("Federal Reserve", IsFederalReserveHoliday);

    /// <summary>
    /// Days without trading of Treasuries, for yields and rates of repo: the holidays of the Federal Reserve, Good Friday, and the Friday before an Independence
    /// Day or a Christmas on a Saturday.
    /// </summary>
    /// <remarks>
    /// Source: recommendations of the Securities Industry and Financial Markets Association, as they show in the days without SOFR. Good Friday is at times an
    /// early close for yields (2 April 2021).
    /// </remarks>
    public static BusinessCalendar TreasuryMarket { get; } = new("Treasury market", day =>
        IsFederalReserveHoliday(day) || day == Easter(day.Year).AddDays(-2) || (day.DayOfWeek == DayOfWeek.Friday && ((day.Month, day.Day) is (7, 3) or (12, 24))));

    /// <summary>Less the closing days of the euro payment system T2 (TARGET): New Year, Good Friday, Easter Monday, 1 May, 25 and 26 December.</summary>
    /// <remarks>Source: European Central Bank, long-term calendar since 2002.</remarks>
    public static BusinessCalendar Target { get; } = new("T2", day =>
        (day.Month, day.Day) is (1, 1) or (5, 1) or (12, 25) or (12, 26) || day.DayNumber - Easter(day.Year).DayNumber is -2 or 1);

    /// <summary>What it is the calendar of.</summary>
    public string Name { get; }

    /// <summary>Whether a day is a business day.</summary>
    /// <param name="day">Any day.</param>
    public bool IsBusinessDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_isHoliday(day);

    /// <summary>The business days of a period.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, itself included.</param>
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    public IEnumerable<DateOnly> BusinessDays(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"to must not be before from, {from:yyyy-MM-dd}; it was {to:yyyy-MM-dd}."), nameof(to));
        }

        return Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber).Where(IsBusinessDay);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static bool IsFederalReserveHoliday(DateOnly day)
    {
        const int juneteenthSince = 2022;
        bool Kept(int month, int date) => day == MondayAfterSunday(new(day.Year, month, date));
        bool Nth(int month, DayOfWeek weekday, int n) => day.Month == month && day.DayOfWeek == weekday && (day.Day + 6) / 7 == n;
        return Kept(1, 1) || Nth(1, DayOfWeek.Monday, 3) || Nth(2, DayOfWeek.Monday, 3)
            || (day.Month == 5 && day.DayOfWeek == DayOfWeek.Monday && day.Day > 24)
            || (day.Year >= juneteenthSince && Kept(6, 19))
            || Kept(7, 4) || Nth(9, DayOfWeek.Monday, 1) || Nth(10, DayOfWeek.Monday, 2) || Kept(11, 11) || Nth(11, DayOfWeek.Thursday, 4) || Kept(12, 25);
    }

    private static DateOnly MondayAfterSunday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(1) : day;

    // The Gregorian computus in the anonymous form: golden number, century corrections, epact, then the Sunday after.
    private static DateOnly Easter(int year)
    {
        var (golden, century, inCentury) = (year % 19, year / 100, year % 100);
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (inCentury / 4)) - epact - (inCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var sum = epact + toSunday - (7 * late) + 114;
        return new(year, sum / 31, (sum % 31) + 1);
    }
}
