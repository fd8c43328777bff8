namespace Interdealer.Data;

/// <summary>Files of FRED, the economic database of the Federal Reserve Bank of St. Louis, as its graphs and data lists are downloaded in CSV.</summary>
/// <remarks>
/// The layout: a column of dates named <c>observation_date</c>, or <c>DATE</c> in files before 2024, and a column for each series under its code; dates are
/// year-month-day; a blank or a full stop is a day without a figure.
/// </remarks>
public static class Fred
{
    private static readonly string[] DateColumns = ["observation_date", "DATE", "date"];

    /// <summary>Reads a file with one series or several.</summary>
    /// <param name="source">The file.</param>
    /// <returns>The figures in the unit that FRED states on the page of the series; rates are in per cent, as published.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a file; the message names file, line, column, value and what was expected.</exception>
    public static PublishedSeries Read(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var rows = new CsvRows(source);
        var header = TableHeader.Any(rows, "a column observation_date and one for each series");
        var dates = DateColumns.FirstOrDefault(header.Has)
            ?? throw new DataException(source.Name, rows.Line, $"lacks the column observation_date (or DATE); its columns are {DataException.Shown(string.Join(", ", header.Names))}");
        var series = new SeriesRows(rows, header, source.Limits, dates);
        if (series.Names.Count == 0)
        {
            throw new DataException(source.Name, rows.Line, $"has no series; expected a column for each beside {dates}");
        }

        return series.Read(
            [.. series.Names.Select(name => new SeriesDescription(name))], row => row.Date(dates), _ => "the unit of the series", _ => 1, ["."]);
    }
}
