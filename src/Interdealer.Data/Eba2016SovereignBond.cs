namespace Interdealer.Data;

/// <summary>What one bank of the EU-wide stress test of 2016 holds of one sovereign bond market. Source: European Banking Authority.</summary>
/// <param name="Bank">Name of the bank.</param>
/// <param name="Market">Issuing country, two letters, or “Rest of the world”.</param>
/// <param name="Amount">Debt securities, EUR mn, at least 0.</param>
public sealed record Eba2016SovereignBond(string Bank, string Market, double Amount)
{
    internal static CsvTable<Eba2016SovereignBond> Table { get; } = new(
        columns: ["bank", "market", "bonds_eur_mn"],
        key: ["bank", "market"],
        read: row => new Eba2016SovereignBond(row.Text("bank"), Country(row), row.NonNegative("bonds_eur_mn", "EUR mn").Nearest()));

    /// <summary>The publisher's tables carry a row “Total” that is not the sum of the countries: taken for a country it would count twice.</summary>
    private static string Country(TableRow row) => row.Text("market") is var market && market != "Total"
        ? market
        : throw row.Wrong("market", "must be a country, not a total");
}
