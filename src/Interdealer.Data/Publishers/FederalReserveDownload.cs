using System.Globalization;

namespace Interdealer.Data;

/// <summary>
/// Files of the Federal Reserve Board's Data Download Program in CSV, series in columns: H.15 (interest rates), H.4.1 (balance sheet), Z.1 and others.
/// </summary>
/// <remarks>
/// The layout: rows <c>Series Description</c>, <c>Unit:</c>, <c>Multiplier:</c>, <c>Currency:</c>, <c>Unique Identifier:</c> and <c>Time Period</c>, the last
/// with the code of each series; then a row for each period: a day (2020-03-09), a month (2020-03) or a year. A blank or ND is a period without a figure.
/// </remarks>
public static class FederalReserveDownload
{
    private const string Codes = "Time Period";
    private static readonly string[] Labels = ["Series Description", "Unit", "Multiplier", "Currency", "Unique Identifier"];

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <returns>
    /// The figures times the multiplier that the file states, so in the unit it states; rates are in per cent, as published. A month or year has the date of its last day.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a file; the message names file, line, column, value and what was expected.</exception>
    public static PublishedSeries Read(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var rows = new CsvRows(source);
        var head = ReadHead(rows);
        var header = TableHeader.Present(rows);
        var series = new SeriesRows(rows, header, source.Limits, header.Names[0]);
        string Said(string label, int k) => head.TryGetValue(label, out var cells) && cells.Length > k + 1 ? cells[k + 1] : "";
        var multipliers = series.Names.Select((name, k) => Multiplier(rows, name, Said("Multiplier", k))).ToList();
        for (var k = 0; k < series.Names.Count; k++)
        {
            // An identifier that ends in another code would mean figures under the wrong name.
            var identifier = Said("Unique Identifier", k);
            if (identifier.Length > 0 && identifier.Split('/')[^1] != series.Names[k])
            {
                throw new DataException(source.Name, rows.Line, series.Names[k], identifier, $"must end in the code of its column, {series.Names[k]}");
            }
        }

        return series.Read(
            [.. series.Names.Select((name, k) => new SeriesDescription(name, Said("Series Description", k), Said("Unit", k)))],
            row => Period(row, header.Names[0]),
            k => Said("Unit", k) is { Length: > 0 } unit ? unit : "the unit of the series",
            k => multipliers[k],
            ["ND", "NA", "NC"]);
    }

    /// <summary>The yields of Treasuries at constant maturity in a file of H.15; its other series are passed over.</summary>
    /// <param name="source">The file, daily.</param>
    /// <returns>The records that <see cref="Datasets.TreasuryYields"/> gives; yields are fractions.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a file, or has no such series.</exception>
    public static IReadOnlyList<TreasuryYield> TreasuryYields(DataSource source)
    {
        const double percent = 100;
        var yields = (from figure in Read(source)
                      let years = Years(figure.Series)
                      where years is not null
                      orderby figure.Date, years
                      select new TreasuryYield(figure.Date, years.Value, figure.Value / percent)).ToList();
        return yields.Count > 0
            ? yields
            : throw new DataException(source.Name, null, "has no figures of nominal Treasury yields by day; expected series such as RIFLGFCY10_N.B (10 years) or RIFLGFCM03_N.B (3 months)");
    }

    private static Dictionary<string, string[]> ReadHead(CsvRows rows)
    {
        var head = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (rows.Read())
        {
            var cells = rows.Cells();
            var label = cells[0].Trim().TrimEnd(':');
            if (label == Codes)
            {
                return cells.Length > 1 ? head : throw new DataException(rows.File, rows.Line, $"has no series; expected the code of each after {Codes}");
            }

            if (!Labels.Contains(label) || !head.TryAdd(label, cells))
            {
                throw new DataException(rows.File, rows.Line, "number 1", cells[0], $"must be one of {string.Join(", ", Labels)}, each once, and then {Codes}");
            }
        }

        throw new DataException(rows.File, null, $"lacks the row {Codes}; expected the rows {string.Join(", ", Labels)}, {Codes} and then the figures");
    }

    private static double Multiplier(CsvRows rows, string series, string text) => text.Length == 0
        ? 1
        : double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value
            : throw new DataException(rows.File, rows.Line, series, text, "must be a multiplier above 0, such as 1000000");

    private static DateOnly Period(TableRow row, string column)
    {
        const int year = 4, month = 7;
        return row.Length(column) switch
        {
            year => new(row.Date(column, "yyyy", "as a year (2020)").Year, 12, 31),
            month => row.Date(column, "yyyy-MM", "year-month (2020-03)").AddMonths(1).AddDays(-1),
            _ => row.Date(column),
        };
    }

    // RIFLGFCY10_N.B: constant maturity of 10 years, nominal, business days; M for months.
    private static double? Years(string code)
    {
        const int monthsOfYear = 12;
        if (code.Length != "RIFLGFCY10_N.B".Length || !code.StartsWith("RIFLGFC", StringComparison.Ordinal) || !code.EndsWith("_N.B", StringComparison.Ordinal)
            || !int.TryParse(code.AsSpan(8, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return null;
        }

        return code[7] switch
        {
            'Y' => number,
            'M' => (double)number / monthsOfYear,
            _ => null,
        };
    }
}
