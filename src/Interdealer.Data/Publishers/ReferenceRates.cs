namespace Interdealer.Data;

/// <summary>Files of reference rates of the Federal Reserve Bank of New York in CSV, as its rates page and Markets API give them.</summary>
/// <remarks>
/// The layout: <c>Effective Date</c> (month/day/year), <c>Rate Type</c>, <c>Rate (%)</c>, and up to sixteen further columns from <c>1st Percentile (%)</c> to
/// <c>Footnote ID</c>; latest day first; a blank is no figure.
/// </remarks>
public static class ReferenceRates
{
    private const string DateColumn = "Effective Date", TypeColumn = "Rate Type", RateColumn = "Rate (%)", RevisedColumn = "Revision Indicator (Y/N)", FootnoteColumn = "Footnote ID";
    private const decimal HighestRatePercent = 100;

    private static readonly string[] Known =
    [
        DateColumn, TypeColumn, RateColumn, "1st Percentile (%)", "25th Percentile (%)", "75th Percentile (%)", "99th Percentile (%)", "Volume ($Billions)",
        "Target Rate From (%)", "Target Rate To (%)", "Intra Day - Low (%)", "Intra Day - High (%)", "Standard Deviation (%)", "30-Day Average SOFR",
        "90-Day Average SOFR", "180-Day Average SOFR", "SOFR Index", RevisedColumn, FootnoteColumn,
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <returns>A record for each row, by date and type.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a file; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<ReferenceRate> Read(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var rows = new CsvRows(source);
        var header = TableHeader.Any(rows, $"the columns {string.Join(", ", Known)}").Needing(rows, DateColumn, TypeColumn, RateColumn).Within(rows, Known);
        var keys = new UniqueKeys(source.Name, [DateColumn, TypeColumn]);
        var rates = new List<ReferenceRate>();
        while (rows.Read())
        {
            var row = header.Row(rows, rates.Count, source.Limits);
            rates.Add(FromRow(row, header));
            keys.Add(row);
        }

        if (rates.Count == 0)
        {
            throw new DataException(source.Name, null, "has a header and no rows below it; expected a row for each day and rate");
        }

        return [.. rates.OrderBy(rate => rate.Date).ThenBy(rate => rate.Type, StringComparer.Ordinal)];
    }

    /// <summary>The median rates and percentiles under the names of <see cref="Datasets.MoneyMarketRates"/>: “SOFR”, “SOFR 99th percentile”, “EFFR”, …</summary>
    /// <param name="rates">Records that <see cref="Read"/> gave.</param>
    public static IReadOnlyList<Observation> ToObservations(this IEnumerable<ReferenceRate> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return [.. rates.SelectMany(rate => new (string Name, double? Value)[]
        {
            (rate.Type, rate.Rate),
            ($"{rate.Type} 1st percentile", rate.Percentile1),
            ($"{rate.Type} 25th percentile", rate.Percentile25),
            ($"{rate.Type} 75th percentile", rate.Percentile75),
            ($"{rate.Type} 99th percentile", rate.Percentile99),
        }.Where(x => x.Value is not null).Select(x => new Observation(rate.Date, x.Name, x.Value!.Value)))];
    }

    private static ReferenceRate FromRow(TableRow row, TableHeader header)
    {
        bool Has(string column) => header.Has(column) && !row.IsBlank(column);
        double? Percent(string column) => !Has(column) ? null : row.Number(column, "% a year") is var percent && Math.Abs(percent) <= HighestRatePercent
            ? (percent / 100).Nearest()
            : throw row.Wrong(column, "must be between -100 and 100, in % a year (write 5.25 for 5.25 %)");

        var rate = new ReferenceRate(row.Date(DateColumn, "MM/dd/yyyy", "month/day/year (09/17/2019)"), row.Text(TypeColumn))
        {
            Rate = Percent(RateColumn),
            Percentile1 = Percent(Known[3]),
            Percentile25 = Percent(Known[4]),
            Percentile75 = Percent(Known[5]),
            Percentile99 = Percent(Known[6]),
            Volume = Has(Known[7]) ? row.NonNegative(Known[7], "USD bn").Nearest() : null,
            TargetFrom = Percent(Known[8]),
            TargetTo = Percent(Known[9]),
            IntradayLow = Percent(Known[10]),
            IntradayHigh = Percent(Known[11]),
            StandardDeviation = Percent(Known[12]),
            Average30Days = Percent(Known[13]),
            Average90Days = Percent(Known[14]),
            Average180Days = Percent(Known[15]),
            Index = Has(Known[16]) ? row.Positive(Known[16], "an index that was 1 on 2 April 2018").Nearest() : null,
            Revised = Has(RevisedColumn) && row.OneOf(RevisedColumn, "Y", "N") == "Y",
            Footnote = Has(FootnoteColumn) ? row.Text(FootnoteColumn) : "",
        };
        return InOrder(row, rate);
    }

    private static ReferenceRate InOrder(TableRow row, ReferenceRate rate)
    {
        var percentiles = new[] { (Known[3], rate.Percentile1), (Known[4], rate.Percentile25), (RateColumn, rate.Rate), (Known[5], rate.Percentile75), (Known[6], rate.Percentile99) };
        var given = percentiles.Where(p => p.Item2 is not null).ToList();
        for (var i = 1; i < given.Count; i++)
        {
            if (given[i].Item2 < given[i - 1].Item2)
            {
                throw row.Wrong(given[i].Item1, $"must be at least the {given[i - 1].Item1}, the lower percentile");
            }
        }

        return rate;
    }
}
