using System.Collections.Immutable;

namespace Interdealer.Data;

/// <summary>A financial system from tables of the user's own: institutions, assets, holdings and, where there are some, claims.</summary>
/// <remarks>
/// Columns, in any order; those in brackets may be left out or blank and have the defaults of <see cref="Institution"/> and <see cref="Asset"/>.
/// Institutions: institution, [kind: dealer, bank, fund or lender], [cash], [other_assets], [debt], [short_term_debt],
/// [off_balance_sheet_exposure], [risk_aversion]. Assets: asset, [liquidity_rank], [sellable: true or false], [depth], [volatility], [haircut],
/// [price_floor], [half_spread], [daily_volume]. Holdings: institution, asset, amount. Claims: debtor, creditor, amount. Amounts are in one
/// currency unit throughout.
/// </remarks>
public static class SystemTables
{
    private const string Currency = "currency";

    /// <summary>Reads the tables.</summary>
    /// <param name="institutions">The institutions.</param>
    /// <param name="assets">The assets.</param>
    /// <param name="holdings">Who holds what.</param>
    /// <param name="claims">Who owes whom inside the system; none when left out.</param>
    /// <exception cref="DataException">A file is not such a table; the message names file, line, column, value and what was expected.</exception>
    /// <exception cref="ArgumentException">The tables do not belong together: a label that is in no other, or an amount that cannot be.</exception>
    public static FinancialSystem Read(DataSource institutions, DataSource assets, DataSource holdings, DataSource? claims = null)
    {
        ArgumentNullException.ThrowIfNull(institutions);
        ArgumentNullException.ThrowIfNull(assets);
        ArgumentNullException.ThrowIfNull(holdings);
        return new FinancialSystem(
            Rows(institutions, ["institution"], ["kind", "cash", "other_assets", "debt", "short_term_debt", "off_balance_sheet_exposure", "risk_aversion"], ["institution"], ToInstitution),
            ReadAssets(assets),
            Rows(holdings, ["institution", "asset", "amount"], [], ["institution", "asset"], row => new Holding(row.Text("institution"), row.Text("asset"), row.Amount("amount"))),
            claims is null ? null : ClaimsTable.Read(claims).Claims);
    }

    /// <summary>Reads the table of assets alone, such as market figures beside a <see cref="HoldingsTable"/>: <c>holdings.ToSystem(SystemTables.ReadAssets("markets.csv"))</c>.</summary>
    /// <param name="assets">The assets: asset, [liquidity_rank], [sellable], [depth], [volatility], [haircut], [price_floor], [half_spread], [daily_volume].</param>
    /// <exception cref="DataException">The file is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static ImmutableArray<Asset> ReadAssets(DataSource assets)
    {
        ArgumentNullException.ThrowIfNull(assets);
        return [.. Rows(assets, ["asset"], ["liquidity_rank", "sellable", "depth", "volatility", "haircut", "price_floor", "half_spread", "daily_volume"], ["asset"], ToAsset)];
    }

    private static Institution ToInstitution(OptionalCells row) => new(row.Text("institution"))
    {
        Kind = row.Has("kind") ? row.Row.Kind("kind") : default,
        Cash = row.Amount("cash"),
        OtherAssets = row.Amount("other_assets"),
        Debt = row.Amount("debt"),
        ShortTermDebt = row.Amount("short_term_debt"),
        OffBalanceSheetExposure = row.Amount("off_balance_sheet_exposure"),
        RiskAversion = row.Positive("risk_aversion", "1/currency"),
    };

    private static Asset ToAsset(OptionalCells row) => new(row.Text("asset"))
    {
        LiquidityRank = row.Has("liquidity_rank") ? Rank(row) : 0,
        Sellable = !row.Has("sellable") || row.Row.Flag("sellable"),
        Depth = row.Positive("depth", Currency),
        Volatility = row.Amount("volatility", "fraction a day"),
        Haircut = row.Fraction("haircut", mayBeOne: true),
        PriceFloor = row.Fraction("price_floor", mayBeOne: false),
        HalfSpread = row.Fraction("half_spread", mayBeOne: false),
        DailyVolume = row.Positive("daily_volume", "currency a day"),
    };

    private static int Rank(OptionalCells row) => row.Amount("liquidity_rank", "(a rank)") is var rank && rank <= 1000 && rank == Math.Truncate(rank)
        ? (int)rank
        : throw row.Row.Wrong("liquidity_rank", "must be a whole number from 0 to 1000");

    private static List<T> Rows<T>(DataSource source, string[] required, string[] optional, string[] key, Func<OptionalCells, T> read)
    {
        string[] columns = [.. required, .. optional];
        using var rows = TableRows.Open(source);
        var header = TableHeader.Any(rows, $"the columns {string.Join(", ", columns)}").Needing(rows, required).Within(rows, columns);
        var (records, keys) = (new List<T>(), new UniqueKeys(source.Name, key));
        while (rows.Read())
        {
            var row = header.Row(rows, records.Count, source.Limits);
            records.Add(read(new OptionalCells(header, row)));
            keys.Add(row);
        }

        return records;
    }

    /// <summary>A row some of whose columns may not be there.</summary>
    private readonly record struct OptionalCells(TableHeader Header, TableRow Row)
    {
        public bool Has(string column) => Header.Has(column) && !Row.IsBlank(column);

        public string Text(string column) => Row.Text(column);

        public double Amount(string column, string unit = Currency) => !Has(column) && column != "amount" ? 0
            : Row.Double(column, unit) is var value && value >= 0 ? value
            : throw Row.Wrong(column, $"must be at least 0, in {unit}");

        public double Positive(string column, string unit) => !Has(column) ? double.PositiveInfinity
            : Row.Double(column, unit) is var value && value > 0 ? value
            : throw Row.Wrong(column, $"must be above 0, in {unit}");

        public double Fraction(string column, bool mayBeOne) => !Has(column) ? 0
            : Row.Double(column, "fraction") is var value && value >= 0 && (value < 1 || (mayBeOne && value == 1)) ? value
            : throw Row.Wrong(column, mayBeOne ? "must be a fraction from 0 to 1" : "must be a fraction, at least 0 and below 1");
    }
}
