namespace Interdealer.Data;

// The figures by day: one table, one reader.
public static partial class Datasets
{
    /// <summary>Par yields of US Treasuries at eight constant maturities from January 2014 to June 2021, by day and maturity; fractions.</summary>
    /// <remarks>Source: Board of Governors of the Federal Reserve System, H.15.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/treasury_yields.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<TreasuryYield> TreasuryYields(DataSource? source = null) => TreasuryYield.Table.Read(source ?? Committed("treasury_yields.csv"));

    /// <summary>Overnight rates from April 2018 to December 2021: SOFR and its percentiles, EFFR, tri-party repo; fractions a year.</summary>
    /// <remarks>Source: Federal Reserve Bank of New York; Office of Financial Research.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/money_market_rates.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> MoneyMarketRates(DataSource? source = null) => SeriesTable.MoneyMarketRates.Table.Read(source ?? Committed(SeriesTable.MoneyMarketRates.File));

    /// <summary>Repo volume by segment from May 2018 to December 2021, USD bn a day.</summary>
    /// <remarks>Source: Office of Financial Research, US Repo Markets Data Release.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/repo_volumes.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> RepoVolumes(DataSource? source = null) => SeriesTable.RepoVolumes.Table.Read(source ?? Committed(SeriesTable.RepoVolumes.File));

    /// <summary>Assets and liabilities of the Federal Reserve on Wednesdays from April 2013 to December 2023, USD bn.</summary>
    /// <remarks>Source: Board of Governors of the Federal Reserve System, H.4.1.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/federal_reserve.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> FederalReserve(DataSource? source = null) => SeriesTable.FederalReserve.Table.Read(source ?? Committed(SeriesTable.FederalReserve.File));

    /// <summary>Net Treasury positions of the primary dealers by maturity, and their Treasury repo, on Wednesdays from April 2013 to December 2023, USD bn.</summary>
    /// <remarks>Source: Federal Reserve Bank of New York, Primary Dealer Statistics (FR 2004).</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/primary_dealers.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> PrimaryDealers(DataSource? source = null) => SeriesTable.PrimaryDealers.Table.Read(source ?? Committed(SeriesTable.PrimaryDealers.File));

    /// <summary>Amounts accepted in repo and reverse repo operations of the Federal Reserve from August 2019 to May 2021, USD bn; no row where there was no operation.</summary>
    /// <remarks>Source: Federal Reserve Bank of New York.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/fed_repo_operations.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> FedRepoOperations(DataSource? source = null) => SeriesTable.FedRepoOperations.Table.Read(source ?? Committed(SeriesTable.FedRepoOperations.File));

    /// <summary>The OFR Financial Stress Index from 2006 to July 2025, and its five categories in 2019 and 2020; index points, 0 is average.</summary>
    /// <remarks>Source: Office of Financial Research.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/financial_stress.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> FinancialStress(DataSource? source = null) => SeriesTable.FinancialStress.Table.Read(source ?? Committed(SeriesTable.FinancialStress.File));

    /// <summary>Nominal par yields of UK gilts of 5 and 10 years from July to December 2022; fractions a year, semi-annual compounding.</summary>
    /// <remarks>Source: Bank of England. Longer gilts are not in it; 8 September repeats 7 September.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/gilt_yields.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> GiltYields(DataSource? source = null) => SeriesTable.GiltYields.Table.Read(source ?? Committed(SeriesTable.GiltYields.File));

    /// <summary>Repo liabilities and assets of security brokers and dealers at quarter ends from 2000 to June 2025, USD bn.</summary>
    /// <remarks>Source: Board of Governors of the Federal Reserve System, Z.1.</remarks>
    /// <param name="source">A file of the user's own in the columns of <c>data/broker_dealer_repo.csv</c>; the table of the checkout or the library when left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataException">It is not such a table; the message names file, line, column, value and what was expected.</exception>
    public static IReadOnlyList<Observation> BrokerDealerRepo(DataSource? source = null) => SeriesTable.BrokerDealerRepo.Table.Read(source ?? Committed(SeriesTable.BrokerDealerRepo.File));
}
