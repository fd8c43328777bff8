namespace Interdealer.Data;

/// <summary>One figure of the primary dealer statistics.</summary>
/// <param name="Date">The Wednesday that the dealers report.</param>
/// <param name="Series">The publisher's code, such as PDPOSGSC-G7L11.</param>
/// <param name="Value">USD mn, negative for a net short position; null where the publisher suppresses it (an asterisk) so that no single dealer shows.</param>
/// <param name="SeriesBreak">The publisher's name of the form in force, such as SBN2024; empty where the file does not say.</param>
public sealed record PrimaryDealerFigure(DateOnly Date, string Series, double? Value, string SeriesBreak = "");

/// <summary>Files of the primary dealer statistics (FR 2004) of the Federal Reserve Bank of New York in CSV.</summary>
/// <remarks>
/// The layout: <c>As Of Date</c> (year-month-day), <c>Time Series</c>, <c>Value (millions)</c> and, in some downloads, <c>Series Break</c>; an asterisk is a
/// figure that is suppressed.
/// </remarks>
public static class PrimaryDealerStatistics
{
    private const string DateColumn = "As Of Date", SeriesColumn = "Time Series", ValueColumn = "Value (millions)", BreakColumn = "Series Break";

    // The series of Datasets.PrimaryDealers as sums of the publisher's; since 2022 the longest coupons come in two.
    private static readonly (string Name, string[][] Sums)[] Derived =
    [
        ("All Treasuries", [["PDPOSGST-TOT", "PDPOSTIPS-L2", "PDPOSTIPS-G2", "PDPOSTIPS-G6L11", "PDPOSTIPS-G11"]]),
        ("Bills", [["PDPOSGS-B"]]),
        ("Floating rate notes", [["PDPOSGS-BFRN"]]),
        ("TIPS", [["PDPOSTIPS-L2", "PDPOSTIPS-G2", "PDPOSTIPS-G6L11", "PDPOSTIPS-G11"]]),
        ("Coupons up to 2 years", [["PDPOSGSC-L2"]]),
        ("Coupons 2 to 3 years", [["PDPOSGSC-G2L3"]]),
        ("Coupons 3 to 6 years", [["PDPOSGSC-G3L6"]]),
        ("Coupons 6 to 7 years", [["PDPOSGSC-G6L7"]]),
        ("Coupons 7 to 11 years", [["PDPOSGSC-G7L11"]]),
        ("Coupons over 11 years", [["PDPOSGSC-G11"], ["PDPOSGSC-G11L21", "PDPOSGSC-G21"]]),
        ("Treasury repo", [["PDSORA-UTSETTOT"]]),
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <returns>A record for each row, in the order of the file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a file; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<PrimaryDealerFigure> Read(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string[] needed = [DateColumn, SeriesColumn, ValueColumn];
        using var rows = new CsvRows(source);
        var header = TableHeader.Any(rows, $"the columns {string.Join(", ", needed)}").Needing(rows, needed).Within(rows, [.. needed, BreakColumn]);
        var keys = new UniqueKeys(source.Name, [DateColumn, SeriesColumn]);
        var figures = new List<PrimaryDealerFigure>();
        while (rows.Read())
        {
            var row = header.Row(rows, figures.Count, source.Limits);
            figures.Add(new(
                row.Date(DateColumn),
                row.Text(SeriesColumn),
                row.Mark(ValueColumn, ["*"]) is "*" ? null : row.Number(ValueColumn, "USD mn (or * where it is suppressed)").Nearest(),
                header.Has(BreakColumn) && !row.IsBlank(BreakColumn) ? row.Text(BreakColumn) : ""));
            keys.Add(row);
        }

        return figures.Count > 0 ? figures : throw new DataException(source.Name, null, "has a header and no rows below it; expected a row for each day and series");
    }

    /// <summary>The figures in USD bn under the names of <see cref="Datasets.PrimaryDealers"/>, for every day and name whose parts are all there.</summary>
    /// <param name="figures">Records that <see cref="Read"/> gave.</param>
    public static IReadOnlyList<Observation> ToObservations(this IEnumerable<PrimaryDealerFigure> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        const double million = 1000;
        var result = new List<Observation>();
        foreach (var day in figures.Where(f => f.Value is not null).GroupBy(f => f.Date).OrderBy(g => g.Key))
        {
            var values = day.ToDictionary(f => f.Series, f => f.Value!.Value, StringComparer.Ordinal);
            foreach (var (name, sums) in Derived)
            {
                if (sums.FirstOrDefault(parts => parts.All(values.ContainsKey)) is { } parts)
                {
                    result.Add(new(day.Key, name, parts.Sum(part => values[part]) / million));
                }
            }
        }

        return result;
    }
}
