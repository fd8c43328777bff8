namespace Interdealer.Data;

// The figures by day: one table, one reader of the data folder and one of a file of the user's own.
public static partial class Datasets
{
    /// <summary>Par yields of US Treasuries at eight constant maturities from January 2014 to June 2021, by day and maturity; fractions.</summary>
    /// <remarks>Source: Board of Governors of the Federal Reserve System, H.15.</remarks>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<TreasuryYield> TreasuryYields() => ReadTable(TreasuryYield.Table, "treasury_yields.csv");

    /// <summary>The same from a file of the user's own, in the columns of <c>data/treasury_yields.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<TreasuryYield> TreasuryYields(string path) => ReadFile(TreasuryYield.Table, path);

    /// <summary>Overnight rates from April 2018 to December 2021: SOFR and its percentiles, EFFR, tri-party repo; fractions a year.</summary>
    /// <remarks>Source: Federal Reserve Bank of New York; Office of Financial Research.</remarks>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Observation> MoneyMarketRates() => ReadTable(SeriesTable.MoneyMarketRates.Table, SeriesTable.MoneyMarketRates.File);

    /// <summary>The same from a file of the user's own, in the columns of <c>data/money_market_rates.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> MoneyMarketRates(string path) => ReadFile(SeriesTable.MoneyMarketRates.Table, path);

    /// <summary>Repo volume by segment from May 2018 to December 2021, USD bn a day.</summary>
    /// <remarks>Source: Office of Financial Research, US Repo Markets Data Release.</remarks>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Observation> RepoVolumes() => ReadTable(SeriesTable.RepoVolumes.Table, SeriesTable.RepoVolumes.File);

    /// <summary>The same from a file of the user's own, in the columns of <c>data/repo_volumes.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> RepoVolumes(string path) => ReadFile(SeriesTable.RepoVolumes.Table, path);

    /// <summary>Assets and liabilities of the Federal Reserve on Wednesdays from April 2013 to December 2023, USD bn.</summary>
    /// <remarks>Source: Board of Governors of the Federal Reserve System, H.4.1.</remarks>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Observation> FederalReserve() => ReadTable(SeriesTable.FederalReserve.Table, SeriesTable.FederalReserve.File);

    /// <summary>The same from a file of the user's own, in the columns of <c>data/federal_reserve.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> FederalReserve(string path) => ReadFile(SeriesTable.FederalReserve.Table, path);

    /// <summary>Net Treasury positions of the primary dealers by maturity, and their Treasury repo, on Wednesdays from April 2013 to December 2023, USD bn.</summary>
    /// <remarks>Source: Federal Reserve Bank of New York, Primary Dealer Statistics (FR 2004).</remarks>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Observation> PrimaryDealers() => ReadTable(SeriesTable.PrimaryDealers.Table, SeriesTable.PrimaryDealers.File);

    /// <summary>The same from a file of the user's own, in the columns of <c>data/primary_dealers.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> PrimaryDealers(string path) => ReadFile(SeriesTable.PrimaryDealers.Table, path);

    /// <summary>Amounts accepted in repo and reverse repo operations of the Federal Reserve from August 2019 to May 2021, USD bn; no row where there was no operation.</summary>
    /// <remarks>Source: Federal Reserve Bank of New York.</remarks>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Observation> FedRepoOperations() => ReadTable(SeriesTable.FedRepoOperations.Table, SeriesTable.FedRepoOperations.File);

    /// <summary>The same from a file of the user's own, in the columns of <c>data/fed_repo_operations.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> FedRepoOperations(string path) => ReadFile(SeriesTable.FedRepoOperations.Table, path);

    /// <summary>The OFR Financial Stress Index from 2006 to July 2025, and its five categories in 2019 and 2020; index points, 0 is average.</summary>
    /// <remarks>Source: Office of Financial Research.</remarks>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Observation> FinancialStress() => ReadTable(SeriesTable.FinancialStress.Table, SeriesTable.FinancialStress.File);

    /// <summary>The same from a file of the user's own, in the columns of <c>data/financial_stress.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> FinancialStress(string path) => ReadFile(SeriesTable.FinancialStress.Table, path);

    /// <summary>Repo liabilities and assets of security brokers and dealers at quarter ends from 2000 to June 2025, USD bn.</summary>
    /// <remarks>Source: Board of Governors of the Federal Reserve System, Z.1.</remarks>
    /// <exception cref="DataException">The file of the checkout was edited into something that is not such a table.</exception>
    public static IReadOnlyList<Observation> BrokerDealerRepo() => ReadTable(SeriesTable.BrokerDealerRepo.Table, SeriesTable.BrokerDealerRepo.File);

    /// <summary>The same from a file of the user's own, in the columns of <c>data/broker_dealer_repo.csv</c>.</summary>
    /// <param name="path">Path of a CSV file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">The file is not such a table; the message names line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> BrokerDealerRepo(string path) => ReadFile(SeriesTable.BrokerDealerRepo.Table, path);

    private static IReadOnlyList<T> ReadTable<T>(CsvTable<T> table, string file)
    {
        using var stream = Open(file);
        return table.Read(stream, file);
    }
}
