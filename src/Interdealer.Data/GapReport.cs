using Interdealer.Calibration;

namespace Interdealer.Data;

/// <summary>A business day for which a series has no figure.</summary>
/// <param name="Series">Name of the series.</param>
/// <param name="Date">The day.</param>
public sealed record MissingDay(string Series, DateOnly Date);

/// <summary>Which days series lack. Nothing is filled in.</summary>
public static class GapReport
{
    /// <summary>The business days between a series' first and last day that it lacks.</summary>
    /// <param name="series">A series by day.</param>
    /// <param name="calendar">Which days are business days.</param>
    public static IReadOnlyList<MissingDay> MissingDays(this DatedSeries series, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(calendar);
        var there = series.Dates.ToHashSet();
        return [.. calendar.BusinessDays(series.Dates[0], series.Dates[^1]).Where(day => !there.Contains(day)).Select(day => new MissingDay(series.Name, day))];
    }

    /// <summary>The business days that each series lacks between its own first and last day, by series and day.</summary>
    /// <param name="observations">Rows of a table, such as <see cref="Datasets.MoneyMarketRates"/> or what a publisher's file holds.</param>
    /// <param name="calendar">Which days are business days.</param>
    public static IReadOnlyList<MissingDay> MissingDays(this IEnumerable<Observation> observations, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(observations);
        return [.. observations.GroupBy(o => o.Series).OrderBy(series => series.Key, StringComparer.Ordinal)
            .SelectMany(series => DatedSeries.Of(series.Key, series.Select(o => (o.Date, o.Value))).MissingDays(calendar))];
    }
}
