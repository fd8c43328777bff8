using System.Globalization;
using Interdealer.Calibration;

namespace Interdealer.Data;

/// <summary>From rows of a table to one series in the order of its dates.</summary>
public static class ObservationSeries
{
    /// <summary>The figures of one series.</summary>
    /// <param name="observations">Rows of a table, such as <see cref="Datasets.MoneyMarketRates"/>.</param>
    /// <param name="series">Name of the series.</param>
    /// <exception cref="ArgumentException">There is no such series; the message names those there are.</exception>
    public static DatedSeries Series(this IEnumerable<Observation> observations, string series)
    {
        ArgumentNullException.ThrowIfNull(observations);
        var rows = observations as IReadOnlyCollection<Observation> ?? [.. observations];
        var found = rows.Where(row => row.Series == series).Select(row => (row.Date, row.Value)).ToList();
        return found.Count > 0
            ? DatedSeries.Of(series, found)
            : throw Unknown(series, nameof(series), rows.Select(row => row.Series));
    }

    /// <summary>The yields of one maturity, fractions.</summary>
    /// <param name="yields">Rows of a table, such as <see cref="Datasets.TreasuryYields"/>.</param>
    /// <param name="years">The maturity in years; it has to be one that the table holds, nothing is interpolated.</param>
    /// <exception cref="ArgumentException">There is no such maturity; the message names those there are.</exception>
    public static DatedSeries Maturity(this IEnumerable<TreasuryYield> yields, double years)
    {
        ArgumentNullException.ThrowIfNull(yields);
        var rows = yields as IReadOnlyCollection<TreasuryYield> ?? [.. yields];
        var found = rows.Where(row => row.MaturityYears == years).Select(row => (row.Date, row.ParYield)).ToList();
        return found.Count > 0
            ? DatedSeries.Of(Text(years), found)
            : throw Unknown(Text(years), nameof(years), rows.Select(row => row.MaturityYears).Distinct().Order().Select(Text));
    }

    private static string Text(double years) => string.Create(CultureInfo.InvariantCulture, $"{years:R} {(years == 1 ? "year" : "years")}");

    private static ArgumentException Unknown(string name, string argument, IEnumerable<string> known) =>
        new($"{argument}: there is no \"{name}\"; expected one of {string.Join(", ", known.Distinct().Take(20))}.", argument);
}
