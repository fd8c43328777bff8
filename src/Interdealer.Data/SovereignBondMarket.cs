namespace Interdealer.Data;

/// <summary>How deep one sovereign bond market is. Source: debt offices and trade bodies, as compiled by Breuer, Summer and Urošević.</summary>
/// <param name="Market">Issuing country, two letters, or “Rest of the world”.</param>
/// <param name="DailyVolume">Average daily trading volume, EUR mn, above 0.</param>
/// <param name="Volatility">Standard deviation of daily returns, a fraction above 0 and below 1.</param>
public sealed record SovereignBondMarket(string Market, double DailyVolume, double Volatility)
{
    private const string VolatilityColumn = "daily_volatility_fraction";

    internal static CsvTable<SovereignBondMarket> Table { get; } = new(
        columns: ["market", "average_daily_volume_eur_mn", VolatilityColumn],
        key: ["market"],
        read: row => new SovereignBondMarket(
            row.Text("market"), row.Positive("average_daily_volume_eur_mn", "EUR mn a day").Nearest(), Fraction(row)));

    private static double Fraction(TableRow row) => row.Positive(VolatilityColumn, "fraction a day") is var value && value < 1
        ? value.Nearest()
        : throw row.Wrong(VolatilityColumn, "must be a fraction a day below 1 (write 0.003, not 0.3, for 0.3 %)");
}
