namespace Interdealer.Data;

/// <summary>Files of the FR Y-9C, consolidated financial statements of US bank holding companies, as the National Information Center gives them by quarter.</summary>
/// <remarks>
/// The layout (BHCFyyyymmdd.txt): cells separated by carets and never quoted; a header of MDRM codes; a row for each company with its number (RSSD9001), the
/// date year-month-day without separators (RSSD9999), its legal name (RSSD9017) and some thousands of items, blank where not filed. Only the items asked for are
/// decoded and kept.
/// </remarks>
public static class FrY9C
{
    private const string IdColumn = "RSSD9001", DateColumn = "RSSD9999", NameColumn = "RSSD9017";
    private const string Tier1Item = "BHCA8274", ExposureItem = "BHCALE88", RatioItem = "BHCAH036";

    /// <summary>Reads items of every company in a file.</summary>
    /// <param name="source">The file, taken out of its archive.</param>
    /// <param name="items">At least one MDRM code, such as BHCK2170 (total assets); each must be a column of the file.</param>
    /// <returns>A record for each row, in the order of the file; two rows of one company and date are refused.</returns>
    /// <exception cref="ArgumentException">No item is asked for.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a file; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<BankHoldingCompany> Read(DataSource source, params IEnumerable<string> items) =>
        [.. ReadRows(source, [.. items]).Select(found => found.Company)];

    /// <summary>Leverage ratios from Tier 1 capital (BHCA8274), total leverage exposure (BHCALE88) and the supplementary leverage ratio (BHCAH036).</summary>
    /// <param name="source">The file.</param>
    /// <returns>
    /// A record for each company that files all three, as <see cref="Datasets.GsibLeverage"/> gives them, in USD bn; the bank is named by its legal name. A
    /// ratio that is not that of the two amounts is refused.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a file, a ratio does not fit its parts, or no company files all three.</exception>
    public static IReadOnlyList<GsibLeverage> ReadLeverage(DataSource source)
    {
        var leverage = new List<GsibLeverage>();
        foreach (var (company, line) in ReadRows(source, [Tier1Item, ExposureItem, RatioItem]))
        {
            if (company.Items.Count == 3)
            {
                leverage.Add(Leverage(source.Name, company, line));
            }
        }

        return leverage.Count > 0
            ? leverage
            : throw new DataException(source.Name, null, $"has no company that files {Tier1Item}, {ExposureItem} and {RatioItem}; those subject to the supplementary leverage ratio do");
    }

    private static List<(BankHoldingCompany Company, int Line)> ReadRows(DataSource source, string[] items)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (items.Length == 0)
        {
            throw new ArgumentException("items must be at least one MDRM code, such as BHCK2170; there was none.", nameof(items));
        }

        using var rows = new CsvRows(source, separator: '^', quotes: false);
        var header = TableHeader.Any(rows, $"a header of MDRM codes separated by carets, {IdColumn} and {DateColumn} among them", StringComparer.OrdinalIgnoreCase)
            .Needing(rows, [IdColumn, DateColumn, .. items]);
        string[] decoded = [IdColumn, DateColumn, .. header.Has(NameColumn) ? [NameColumn] : Array.Empty<string>(), .. items];
        var keys = new UniqueKeys(source.Name, [IdColumn, DateColumn]);
        var companies = new List<(BankHoldingCompany, int)>();
        while (rows.Read())
        {
            var row = header.Row(rows, companies.Count, source.Limits, decoded);
            companies.Add((new(
                row.Text(IdColumn),
                row.Date(DateColumn, "yyyyMMdd", "year-month-day without separators (20200331)"),
                header.Has(NameColumn) && !row.IsBlank(NameColumn) ? row.Text(NameColumn) : "",
                items.Distinct(StringComparer.Ordinal).Where(item => !row.IsBlank(item)).ToDictionary(item => item, item => row.Double(item, "the unit of the form"), StringComparer.OrdinalIgnoreCase)), row.Line));
            keys.Add(row);
        }

        return companies;
    }

    private static GsibLeverage Leverage(string file, BankHoldingCompany company, int line)
    {
        const double thousandsOfBillion = 1e6, percent = 100, rounding = 1e-4;
        var (tier1, exposure, filed) = (company[Tier1Item], company[ExposureItem], company[RatioItem]);
        if (tier1 <= 0 || exposure <= tier1)
        {
            throw new DataException(file, line, ExposureItem, DataException.Number(exposure), $"must be above Tier 1 capital, and that above 0 ({Tier1Item} is {DataException.Number(tier1)}), in USD thousand");
        }

        // The form has had the ratio in per cent and as a fraction: the two amounts tell which, and a hundredfold difference cannot be rounding.
        var ratio = tier1 / exposure;
        var reported = Math.Abs(filed - ratio) <= rounding ? filed : filed / percent;
        return Math.Abs(reported - ratio) <= rounding
            ? new GsibLeverage(
                company.Name.Length > 0 ? company.Name : company.RssdId, company.ReportDate, tier1 / thousandsOfBillion, exposure / thousandsOfBillion, reported,
                ReliefInForce: company.ReportDate >= new DateOnly(2020, 4, 1) && company.ReportDate <= new DateOnly(2021, 3, 31), $"FR Y-9C of RSSD {company.RssdId}")
            : throw new DataException(file, line, RatioItem, DataException.Number(filed), $"must be Tier 1 capital / total leverage exposure: {DataException.Number(tier1)} / {DataException.Number(exposure)} is {DataException.Number(percent * ratio)} %");
    }
}
