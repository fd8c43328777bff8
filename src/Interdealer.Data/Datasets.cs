using System.Text.Json;

namespace Interdealer.Data;

/// <summary>
/// The public figures of the data folder, as typed records. They are read from the checkout around the current directory, so that an edited
/// file is used at once; elsewhere from the copy inside this assembly.
/// </summary>
public static partial class Datasets
{
    private const string IndexFile = "datasets.json";

    /// <summary>What the data folder holds: publisher, series, licence and columns of every file.</summary>
    /// <exception cref="DataException">The index of the checkout is not valid.</exception>
    public static IReadOnlyList<Dataset> Index()
    {
        using var stream = Open(IndexFile);
        try
        {
            return (JsonSerializer.Deserialize<IndexDocument>(stream, JsonOptions) ?? throw new JsonException("it is null")).Datasets;
        }
        catch (JsonException cause)
        {
            throw new DataException(IndexFile, null, $"must be the list of the data files: {cause.Message}", cause);
        }
    }

    /// <summary>Leverage ratios of US global systemically important banks from their filings, by bank and date.</summary>
    /// <param name="source">A file of the user's own in the columns of <c>data/gsib_leverage.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<GsibLeverage> GsibLeverage(DataSource? source = null) => Data.GsibLeverage.Table.Read(source ?? Committed("gsib_leverage.csv"));

    /// <summary>Banks of the EU-wide stress test of 2016, first year of the adverse scenario.</summary>
    /// <param name="source">A file of the user's own in the columns of <c>data/eba2016_banks.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Eba2016Bank> Eba2016Banks(DataSource? source = null) => Eba2016Bank.Table.Read(source ?? Committed("eba2016_banks.csv"));

    /// <summary>Sovereign bonds of those banks, by bank and market.</summary>
    /// <remarks>Read without a source, every bank and market must also be in the two other tables of the folder, and every one of theirs here.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/eba2016_sovereign_bonds.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Eba2016SovereignBond> Eba2016SovereignBonds(DataSource? source = null) =>
        source is null ? Eba2016.CommittedBonds() : Eba2016SovereignBond.Table.Read(source);

    /// <summary>Volume and volatility of sovereign bond markets.</summary>
    /// <param name="source">A file of the user's own in the columns of <c>data/sovereign_bond_markets.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<SovereignBondMarket> SovereignBondMarkets(DataSource? source = null) => SovereignBondMarket.Table.Read(source ?? Committed("sovereign_bond_markets.csv"));

    /// <summary>A table of the data folder.</summary>
    internal static DataSource Committed(string file) => DataSource.Opening(file, () => Open(file));

    /// <summary>Opens a data file of the checkout around a folder, or the copy inside this assembly where there is no checkout.</summary>
    internal static Stream Open(string file, string? from = null)
    {
        for (var folder = new DirectoryInfo(from ?? Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            // Both files, so that some other project's data folder is not taken for this one's.
            var data = Path.Combine(folder.FullName, "data");
            if (File.Exists(Path.Combine(data, IndexFile)) && File.Exists(Path.Combine(data, file)))
            {
                return File.OpenRead(Path.Combine(data, file));
            }
        }

        return typeof(Datasets).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"There is no data file {file}, neither in a data folder above nor in the library.", file);
    }

    private static JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record IndexDocument(IReadOnlyList<Dataset> Datasets);
}
