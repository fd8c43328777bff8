namespace Interdealer.Data;

/// <summary>A file of the form date, series, value: which series it holds, for which days, and in which unit.</summary>
internal sealed record SeriesTable
{
    private const decimal HighestRatePercent = 100;

    private SeriesTable(string file, string column, DayRule days, string[] series, Func<TableRow, decimal> value)
    {
        File = file;
        Series = series;
        Table = new(["date", "series", column], ["date", "series"], row => new Observation(Day(row, days), Name(row), value(row).Nearest()));
    }

    /// <summary>Name of the file in the data folder.</summary>
    public string File { get; }

    /// <summary>Names of the series.</summary>
    public IReadOnlyList<string> Series { get; }

    /// <summary>The format.</summary>
    public CsvTable<Observation> Table { get; }

    public static SeriesTable MoneyMarketRates { get; } = Rates(
        "money_market_rates.csv", "SOFR", "SOFR 1st percentile", "SOFR 25th percentile", "SOFR 75th percentile", "SOFR 99th percentile", "EFFR", "Tri-party repo");

    public static SeriesTable RepoVolumes { get; } = Amounts("repo_volumes.csv", "volume_usd_bn", DayRule.Weekday, "Tri-party", "GCF", "DVP");

    public static SeriesTable FederalReserve { get; } = Amounts(
        "federal_reserve.csv", "amount_usd_bn", DayRule.Wednesday, "Total assets", "Treasuries held", "MBS held", "Repurchase agreements", "Primary credit",
        "Central bank liquidity swaps", "Reserve balances", "Treasury General Account", "Currency in circulation");

    // Positions are net, so they may be short.
    public static SeriesTable PrimaryDealers { get; } = new(
        "primary_dealers.csv", "amount_usd_bn", DayRule.Wednesday,
        [
            "All Treasuries", "Bills", "Floating rate notes", "TIPS", "Coupons up to 2 years", "Coupons 2 to 3 years", "Coupons 3 to 6 years",
            "Coupons 6 to 7 years", "Coupons 7 to 11 years", "Coupons over 11 years", "Treasury repo",
        ],
        row => row.Number("amount_usd_bn", "USD bn"));

    public static SeriesTable FedRepoOperations { get; } = Amounts(
        "fed_repo_operations.csv", "amount_usd_bn", DayRule.Weekday, "Repo against Treasuries", "Repo against agency debt", "Repo against MBS",
        "Reverse repo against Treasuries");

    public static SeriesTable FinancialStress { get; } = new(
        "financial_stress.csv", "stress_index", DayRule.Weekday, ["Total", "Credit", "Equity valuation", "Safe assets", "Funding", "Volatility"],
        row => row.Number("stress_index", "index points"));

    public static SeriesTable GiltYields { get; } = Rates("gilt_yields.csv", "5 years", "10 years");

    public static SeriesTable BrokerDealerRepo { get; } = Amounts("broker_dealer_repo.csv", "amount_usd_bn", DayRule.QuarterEnd, "Liabilities", "Assets");

    /// <summary>A day that the publisher has figures for.</summary>
    public static DateOnly Day(TableRow row, DayRule rule)
    {
        var day = row.Date("date");
        var (fits, expected) = rule switch
        {
            DayRule.Wednesday => (day.DayOfWeek == DayOfWeek.Wednesday, "must be a Wednesday"),
            DayRule.QuarterEnd => (day.Month % 3 == 0 && day.AddDays(1).Day == 1, "must be the last day of a quarter"),
            _ => (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), "must be a day from Monday to Friday"),
        };
        return fits ? day : throw row.Wrong("date", $"{expected}; it is a {day.DayOfWeek}");
    }

    /// <summary>A rate written in per cent, as a fraction.</summary>
    public static decimal Percent(TableRow row, string column)
    {
        var percent = row.Number(column, "%");
        return Math.Abs(percent) <= HighestRatePercent
            ? percent / 100
            : throw row.Wrong(column, "must be between -100 and 100, in % a year (write 0.54 for 0.54 %)");
    }

    private static SeriesTable Amounts(string file, string column, DayRule days, params string[] series) =>
        new(file, column, days, series, row => row.NonNegative(column, "USD bn"));

    private static SeriesTable Rates(string file, params string[] series) =>
        new(file, "rate_pct", DayRule.Weekday, series, row => Percent(row, "rate_pct"));

    private string Name(TableRow row)
    {
        var name = row.Text("series");
        return Series.Contains(name) ? name : throw row.Wrong("series", $"must be one of {string.Join(", ", Series)}");
    }
}
