using System.Collections.Immutable;
using Interdealer.Data.Columnar;

namespace Interdealer.Data;

/// <summary>
/// Who holds what, from a table of the user's own: wide (a row an institution, a column an asset) or long (a row a holding). The header tells which it is.
/// </summary>
/// <remarks>
/// <para>Wide: <c>institution,equity,cash,Bunds,Gilts</c>. Long: <c>institution,asset,amount</c>. The names <c>cash</c>, <c>other_assets</c>, <c>debt</c>,
/// <c>equity</c>, <c>short_term_debt</c> and <c>off_balance_sheet_exposure</c>, as columns or as assets, are the institution's own figures; every other
/// name is an asset that several can hold. <c>kind</c> is what part the institution plays: dealer, bank, fund or lender; a bank where it is blank or left out. Other names of columns, separators and decimal commas: <see cref="TableFormat"/>.</para>
/// <para>Everything joins by label, letter by letter, never by position. A blank cell of a wide table and a pair without a row in a long one are not held,
/// and are listed by <see cref="Missing"/>.</para>
/// <para>A source whose name ends in <c>.parquet</c> or <c>.arrow</c> is a Parquet or Arrow file of the same columns, a null being a blank cell; messages count its rows from line 2.</para>
/// </remarks>
public sealed class HoldingsTable
{
    private readonly string _source;
    private readonly OrderedDictionary<string, int> _institutionLines;
    private readonly OrderedDictionary<string, int> _assetLines;

    internal HoldingsTable(string source, HoldingsBuilder built)
    {
        _source = source;
        Holdings = [.. built.Holdings];
        Own = [.. built.Own.Values];
        Institutions = [.. built.InstitutionLines.Keys];
        Assets = [.. built.AssetLines.Keys];
        _institutionLines = built.InstitutionLines;
        _assetLines = built.AssetLines;
    }

    /// <summary>The holdings, in the order of the table.</summary>
    public ImmutableArray<Holding> Holdings { get; }

    /// <summary>Labels of the institutions, in the order in which they come.</summary>
    public ImmutableArray<string> Institutions { get; }

    /// <summary>Labels of the assets, in the order in which they come.</summary>
    public ImmutableArray<string> Assets { get; }

    /// <summary>The institutions' own figures as far as the table has them.</summary>
    public ImmutableArray<OwnFigures> Own { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="source">The file.</param>
    /// <param name="format">How it is written; <see cref="TableFormat.Default"/> when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static HoldingsTable Read(DataSource source, TableFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        format ??= TableFormat.Default;
        using var rows = TableRows.Open(source, format.Separator);
        // Numbers of a Parquet or Arrow file are numbers, whatever mark a spreadsheet would write.
        format = rows is ColumnarRows ? format with { DecimalComma = false } : format;
        var header = TableHeader.Any(rows, $"the columns {format.Institution}, {format.Asset} and {format.Amount}, or {format.Institution} and one for each asset")
            .Needing(rows, " (a column of another name is named by TableFormat.Institution)", [format.Institution]);
        var built = new HoldingsBuilder(rows, header, source.Limits, format);
        if (header.Has(format.Asset) && header.Has(format.Amount))
        {
            header.Within(rows, [format.Institution, format.Asset, format.Amount]);
            built.ReadLong();
        }
        else
        {
            built.ReadWide();
        }

        return built.InstitutionLines.Count > 0
            ? new(source.Name, built)
            : throw new DataException(source.Name, null, "has no rows below its header; expected at least one institution");
    }

    /// <summary>
    /// Writes the table as a Parquet file: a row an institution, its own figures, and a column for each asset, null where it has no amount. <see cref="Read"/>
    /// reads it back, and so do DuckDB, pandas and Spark.
    /// </summary>
    /// <param name="path">Ends in .parquet.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">It cannot be written, or is there and may not be replaced.</exception>
    public void WriteParquet(string path, bool overwrite = false) => ColumnarFormat.Parquet.Write(path, Columns(), overwrite);

    /// <summary>Writes the table as an Arrow file of the same columns as <see cref="WriteParquet"/>, which <see cref="Read"/> reads back, and so do pandas, Polars and R.</summary>
    /// <param name="path">Ends in .arrow.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">It cannot be written, or is there and may not be replaced.</exception>
    public void WriteArrow(string path, bool overwrite = false) => ColumnarFormat.Arrow.Write(path, Columns(), overwrite);

    /// <summary>Pairs of an institution and an asset of the table for which it has no amount, by institution and asset.</summary>
    public IEnumerable<MissingHolding> Missing()
    {
        var held = Holdings.Select(h => (h.Institution, h.Asset)).ToHashSet();
        return from institution in Institutions
               from asset in Assets
               where !held.Contains((institution, asset))
               select new MissingHolding(institution, asset);
    }

    /// <summary>The system of a table that has debt or equity of every institution.</summary>
    /// <exception cref="DataException">An institution has neither, or both and they do not agree, or more equity than assets; the message names it and its line.</exception>
    public FinancialSystem ToSystem() => ToSystem(Assets.Select(name => new Asset(name)));

    /// <summary>The system of a table that has debt or equity of every institution, with market figures of its assets from elsewhere (<see cref="SystemTables.ReadAssets"/>).</summary>
    /// <param name="assets">At least every asset of the table.</param>
    /// <exception cref="DataException">An asset of the table is not in the list, or the institutions' figures do not belong together; the message names it and its line.</exception>
    public FinancialSystem ToSystem(IEnumerable<Asset> assets) => ToSystem(Own, assets);

    /// <summary>The system with the institutions' own figures and the assets' market figures from elsewhere.</summary>
    /// <param name="own">Figures of at least every institution of the table; they take the place of those in the table.</param>
    /// <param name="assets">At least every asset of the table.</param>
    /// <param name="claims">Who owes whom among the institutions; none when left out.</param>
    /// <exception cref="ArgumentException">An institution is there twice.</exception>
    /// <exception cref="DataException">A label of the table is in neither list; the message names every such label and its line.</exception>
    public FinancialSystem ToSystem(IEnumerable<OwnFigures> own, IEnumerable<Asset> assets, IEnumerable<InterbankClaim>? claims = null)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(assets);
        ImmutableArray<OwnFigures> figures = [.. own];
        ImmutableArray<Asset> markets = [.. assets];
        ImmutableArray<InterbankClaim> owed = [.. claims ?? []];
        Labels.Match(_source, "institution", _institutionLines, figures.Select(f => f.Institution));
        Labels.Match(_source, "asset", _assetLines, markets.Select(a => a.Name));
        var held = Holdings.ToLookup(h => h.Institution, h => h.Amount, StringComparer.Ordinal);
        return new FinancialSystem(
            figures.Select(f => ToInstitution(
                f,
                held[f.Institution].Sum() + owed.Where(c => c.Creditor == f.Institution).Sum(c => c.Amount),
                owed.Where(c => c.Debtor == f.Institution).Sum(c => c.Amount))),
            markets,
            Holdings,
            owed);
    }

    // Debt here is that outside the system: what is owed inside it is in the claims.
    private Institution ToInstitution(OwnFigures figures, double held, double owed)
    {
        const double rounding = 1e-6;
        var assets = held + figures.Cash + figures.OtherAssets;
        var fromEquity = assets - owed - figures.Equity;
        if (figures.Debt is null && fromEquity is null)
        {
            throw Fault(figures, "has neither debt nor equity; add a column debt (0 for one without debt) or equity, or give the figures to ToSystem");
        }

        if (figures.Debt is { } debt && fromEquity is { } implied && Math.Abs(debt - implied) > rounding * Math.Max(Math.Abs(assets), 1))
        {
            throw Fault(figures, $"has debt of {DataException.Number(debt)}, but assets less equity make {DataException.Number(implied)}; give one of them or make them agree");
        }

        if ((figures.Debt ?? fromEquity!.Value) is var outside && outside < -rounding * Math.Max(assets, 1))
        {
            throw Fault(figures, $"has equity of {DataException.Number(figures.Equity!.Value)}, more than its assets less what it owes inside the system, {DataException.Number(assets - owed)}");
        }

        var own = Math.Max(0, figures.Debt ?? fromEquity!.Value);
        if (figures.ShortTermDebt > own * (1 + rounding))
        {
            throw Fault(figures, $"has short_term_debt of {DataException.Number(figures.ShortTermDebt)}, more than its whole debt of {DataException.Number(own)}{(figures.Debt is null ? " (assets less equity; is the amount of an asset missing?)" : "")}");
        }

        return new Institution(figures.Institution)
        {
            Kind = figures.Kind,
            Cash = figures.Cash,
            OtherAssets = figures.OtherAssets,
            Debt = own,
            ShortTermDebt = Math.Min(figures.ShortTermDebt, own),
            OffBalanceSheetExposure = figures.OffBalanceSheetExposure,
        };
    }

    private DataException Fault(OwnFigures figures, string problem) =>
        new(_source, _institutionLines.TryGetValue(figures.Institution, out var line) ? line : null, $"{DataException.Show(figures.Institution)} {problem}");

    private TableColumn[] Columns()
    {
        var held = Holdings.ToDictionary(h => (h.Institution, h.Asset), h => h.Amount);
        double[] Each(Func<OwnFigures, double> figure) => [.. Own.Select(figure)];
        TableColumn[] figures =
        [
            new("cash", Each(f => f.Cash)), new("other_assets", Each(f => f.OtherAssets)),
            new("debt", Each(f => f.Debt ?? double.NaN)), new("equity", Each(f => f.Equity ?? double.NaN)),
            new("short_term_debt", Each(f => f.ShortTermDebt)), new("off_balance_sheet_exposure", Each(f => f.OffBalanceSheetExposure)),
        ];
        return
        [
            new(TableFormat.Default.Institution, Institutions.ToArray()),
            .. Own.Any(f => f.Kind != InstitutionKind.Bank) ? new[] { new TableColumn(OwnFigures.KindName, Own.Select(f => f.Kind.ToString().ToLowerInvariant()).ToArray()) } : [],
            .. figures.Where(figure => ((double[])figure.Values).Any(x => x != 0 && !double.IsNaN(x))),
            .. Assets.Select(asset => new TableColumn(asset, Institutions.Select(i => held.GetValueOrDefault((i, asset), double.NaN)).ToArray())),
        ];
    }
}

/// <summary>An institution and an asset of a holdings table for which it has no amount.</summary>
/// <param name="Institution">Label of the institution.</param>
/// <param name="Asset">Label of the asset.</param>
public sealed record MissingHolding(string Institution, string Asset);
