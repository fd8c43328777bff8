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
}
