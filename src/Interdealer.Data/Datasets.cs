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
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<GsibLeverage> GsibLeverage()
    {
        const string file = "gsib_leverage.csv";
        using var stream = Open(file);
        return Data.GsibLeverage.Table.Read(stream, file);
    }

    /// <summary>Leverage ratios from a file of the user's own, in the columns of <c>data/gsib_leverage.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<GsibLeverage> GsibLeverage(string path) => ReadFile(Data.GsibLeverage.Table, path);

    /// <summary>Banks of the EU-wide stress test of 2016, first year of the adverse scenario.</summary>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Eba2016Bank> Eba2016Banks()
    {
        const string file = "eba2016_banks.csv";
        using var stream = Open(file);
        return Eba2016Bank.Table.Read(stream, file);
    }

    /// <summary>The same from a file of the user's own, in the columns of <c>data/eba2016_banks.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Eba2016Bank> Eba2016Banks(string path) => ReadFile(Eba2016Bank.Table, path);

    /// <summary>Sovereign bonds of those banks, by bank and market.</summary>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Eba2016SovereignBond> Eba2016SovereignBonds()
    {
        const string file = "eba2016_sovereign_bonds.csv";
        using var stream = Open(file);
        return Eba2016SovereignBond.Table.Read(stream, file);
    }

    /// <summary>The same from a file of the user's own, in the columns of <c>data/eba2016_sovereign_bonds.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Eba2016SovereignBond> Eba2016SovereignBonds(string path) => ReadFile(Eba2016SovereignBond.Table, path);

    /// <summary>Volume and volatility of sovereign bond markets.</summary>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<SovereignBondMarket> SovereignBondMarkets()
    {
        const string file = "sovereign_bond_markets.csv";
        using var stream = Open(file);
        return SovereignBondMarket.Table.Read(stream, file);
    }

    /// <summary>The same from a file of the user's own, in the columns of <c>data/sovereign_bond_markets.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<SovereignBondMarket> SovereignBondMarkets(string path) => ReadFile(SovereignBondMarket.Table, path);

    private static IReadOnlyList<T> ReadFile<T>(CsvTable<T> table, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.", path);
        }

        using var stream = File.OpenRead(path);
        return table.Read(stream, Path.GetFileName(path));
    }

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
