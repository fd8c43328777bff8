namespace Interdealer.Data.Reading;

/// <summary>Gathers the figures of a table with a row a day and a column a series.</summary>
/// <param name="rows">Where the table is read from, at its header.</param>
/// <param name="header">The header.</param>
/// <param name="limits">Its limits.</param>
/// <param name="dateColumn">The column of the days; every other one is a series.</param>
internal sealed class SeriesRows(CsvRows rows, TableHeader header, ReadLimits limits, string dateColumn)
{
    /// <summary>The series, in the order of the columns.</summary>
    public IReadOnlyList<string> Names { get; } = [.. header.Names.Where(name => !string.Equals(name, dateColumn, StringComparison.Ordinal))];

    /// <summary>Reads to the end.</summary>
    /// <param name="descriptions">What the publisher says of each series, in their order.</param>
    /// <param name="day">Reads the day of a row.</param>
    /// <param name="unit">Unit of a series, for messages.</param>
    /// <param name="scale">What a figure of a series is multiplied by.</param>
    /// <param name="missing">Marks that stand for no figure.</param>
    public PublishedSeries Read(
        IReadOnlyList<SeriesDescription> descriptions, Func<TableRow, DateOnly> day, Func<int, string> unit, Func<int, double> scale, IReadOnlyList<string> missing)
    {
        var figures = Names.Select(_ => new List<Observation>()).ToList();
        var without = Names.Select(_ => new List<MissingObservation>()).ToList();
        var keys = new UniqueKeys(rows.File, [dateColumn]);
        var count = 0;
        while (rows.Read())
        {
            var row = header.Row(rows, count, limits);
            count += Names.Count;
            var date = day(row);
            keys.Add(row);
            for (var k = 0; k < Names.Count; k++)
            {
                if (row.Mark(Names[k], missing) is { } mark)
                {
                    without[k].Add(new(date, Names[k], mark));
                }
                else
                {
                    figures[k].Add(new(date, Names[k], scale(k) * row.Double(Names[k], unit(k))));
                }
            }
        }

        if (count == 0)
        {
            throw new DataException(rows.File, null, "has a header and no rows below it; expected a row for each day");
        }

        return new(
            descriptions,
            [.. figures.SelectMany(series => series.OrderBy(o => o.Date))],
            [.. without.SelectMany(series => series.OrderBy(o => o.Date))]);
    }
}
