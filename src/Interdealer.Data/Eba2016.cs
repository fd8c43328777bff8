namespace Interdealer.Data;

/// <summary>The banks of the EU-wide stress test of 2016 as a system.</summary>
public static class Eba2016
{
    /// <summary>
    /// Joins banks, bonds and markets by label, whatever the order of their rows. Debt makes up what assets exceed equity by, so a bank starts with its equity
    /// after the loan losses of the first adverse year. Amounts are in EUR mn.
    /// </summary>
    /// <param name="banks">The banks.</param>
    /// <param name="bonds">What they hold; a bank or market that is in no other table is refused.</param>
    /// <param name="markets">Volume and volatility of each market.</param>
    /// <exception cref="ArgumentException">A holding names a bank or a market that is not there, or a bank's equity exceeds its assets.</exception>
    public static FinancialSystem ToSystem(
        IEnumerable<Eba2016Bank> banks, IEnumerable<Eba2016SovereignBond> bonds, IEnumerable<SovereignBondMarket> markets)
    {
        ArgumentNullException.ThrowIfNull(banks);
        ArgumentNullException.ThrowIfNull(bonds);
        ArgumentNullException.ThrowIfNull(markets);
        var held = bonds.ToList();
        var securities = held.ToLookup(b => b.Bank, b => b.Amount, StringComparer.Ordinal);
        return new FinancialSystem(
            banks.Select(b => new Institution(b.Bank)
            {
                Kind = InstitutionKind.Bank,
                OtherAssets = b.OtherAssets,
                Debt = b.OtherAssets + securities[b.Bank].Sum() - b.AdverseEquity,
            }),
            markets.Select(m => new Asset(m.Market) { DailyVolume = m.DailyVolume, Volatility = m.Volatility }),
            held.Select(b => new Holding(b.Bank, b.Market, b.Amount)));
    }

    /// <summary>The system of the committed tables: 51 banks, eight bond markets.</summary>
    public static FinancialSystem ToSystem() =>
        ToSystem(Datasets.Eba2016Banks(), Datasets.Eba2016SovereignBonds(), Datasets.SovereignBondMarkets());

    /// <summary>The bonds of the data folder, whose banks and markets are those of the folder's other tables: a label damaged in any of them is named where it stands.</summary>
    /// <param name="source">Where a table of the folder is read from; the folder itself when left out.</param>
    internal static IReadOnlyList<Eba2016SovereignBond> CommittedBonds(Func<string, DataSource>? source = null)
    {
        source ??= Datasets.Committed;
        const string bonds = "eba2016_sovereign_bonds.csv";
        var held = Eba2016SovereignBond.Table.ReadLines(source(bonds));
        Join("eba2016_banks.csv", "bank", Eba2016Bank.Table, bank => bank.Bank, bond => bond.Bank);
        Join("sovereign_bond_markets.csv", "market", SovereignBondMarket.Table, market => market.Market, bond => bond.Market);
        return [.. held.Select(found => found.Record)];

        // Every label of the other table has rows here, so one that has none is the damaged one; else it is the row here that has no match there.
        void Join<T>(string file, string column, CsvTable<T> table, Func<T, string> label, Func<Eba2016SovereignBond, string> reference)
        {
            var others = table.ReadLines(source(file));
            var referred = held.Select(found => reference(found.Record)).ToHashSet(StringComparer.Ordinal);
            foreach (var (record, line) in others.Where(other => !referred.Contains(label(other.Record))))
            {
                throw new DataException(file, line, column, label(record), $"must be a {column} of {bonds}");
            }

            var known = others.Select(other => label(other.Record)).ToHashSet(StringComparer.Ordinal);
            foreach (var (record, line) in held.Where(found => !known.Contains(reference(found.Record))))
            {
                throw new DataException(bonds, line, column, reference(record), $"must be a {column} of {file}");
            }
        }
    }
}
