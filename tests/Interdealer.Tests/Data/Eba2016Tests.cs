using Interdealer.Data;
using Interdealer.Models;

namespace Interdealer.Tests.Data;

public sealed class Eba2016Tests
{
    private const string BanksHeader = "bank,home_country,cet1_actual_eur_mn,cet1_adverse_eur_mn,other_assets_adverse_eur_mn";

    [Fact]
    public void Fifty_one_banks_hold_eight_markets_each()
    {
        var (banks, bonds, markets) = (Datasets.Eba2016Banks(), Datasets.Eba2016SovereignBonds(), Datasets.SovereignBondMarkets());

        Assert.Equal((51, 408, 8), (banks.Count, bonds.Count, markets.Count));
        Assert.Equal(banks.Select(b => b.Bank).Order(StringComparer.Ordinal), bonds.Select(b => b.Bank).Distinct().Order(StringComparer.Ordinal));
        Assert.All(banks, b => Assert.Equal(
            markets.Select(m => m.Market).Order(StringComparer.Ordinal),
            bonds.Where(x => x.Bank == b.Bank).Select(x => x.Market).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_bank_starts_with_its_equity_after_loan_losses()
    {
        var system = Eba2016.ToSystem();
        var equity = system.Start().Value().Equity;

        Assert.All(Datasets.Eba2016Banks(), b => Assert.InRange(
            equity[system.InstitutionIndex(b.Bank), 0], b.AdverseEquity - 1e-6, b.AdverseEquity + 1e-6));
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var turned = Eba2016.ToSystem(
            Datasets.Eba2016Banks().Reverse(), Datasets.Eba2016SovereignBonds().Reverse(), Datasets.SovereignBondMarkets().Reverse());

        Close.To(11373.0059242, Loss(Eba2016.ToSystem()));
        Close.To(11373.0059242, Loss(turned));

        static double Loss(FinancialSystem system) => new BreuerSummerUrosevic(system, 33) { Coefficient = 1.5 }.Solve().Least.Loss;
    }

    [Fact]
    public void A_holding_of_an_unknown_market_is_refused() =>
        Assert.Contains("XX", Assert.ThrowsAny<ArgumentException>(() => Eba2016.ToSystem(
            [new Eba2016Bank("A", "DE", 10, 9, 100)], [new Eba2016SovereignBond("A", "XX", 5)], Datasets.SovereignBondMarkets())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("A,DE,10,11,100", "cet1_adverse_eur_mn: \"11\" must be at most the actual equity (10), in EUR mn")]
    [InlineData("A,DE,0,-1,100", "cet1_actual_eur_mn: \"0\" must be above 0, in EUR mn")]
    [InlineData("A,DE,10,9,-1", "other_assets_adverse_eur_mn: \"-1\" must be at least 0, in EUR mn")]
    [InlineData("A,,10,9,100", "home_country: a blank must be text")]
    public void A_damaged_bank_is_named(string row, string problem) =>
        Refused(BanksHeader, row, problem, path => Datasets.Eba2016Banks(path));

    [Theory]
    [InlineData("A,Total,5", "market: \"Total\" must be a country, not a total")]
    [InlineData("A,DE,-5", "bonds_eur_mn: \"-5\" must be at least 0, in EUR mn")]
    public void A_damaged_holding_is_named(string row, string problem) =>
        Refused("bank,market,bonds_eur_mn", row, problem, path => Datasets.Eba2016SovereignBonds(path));

    [Theory]
    [InlineData("DE,0,0.003", "average_daily_volume_eur_mn: \"0\" must be above 0, in EUR mn a day")]
    [InlineData("DE,100,3", "daily_volatility_fraction: \"3\" must be a fraction a day below 1")]
    public void A_damaged_market_is_named(string row, string problem) =>
        Refused("market,average_daily_volume_eur_mn,daily_volatility_fraction", row, problem, path => Datasets.SovereignBondMarkets(path));

    private static void Refused<T>(string header, string row, string problem, Func<string, IReadOnlyList<T>> read)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "bad.csv");
            File.WriteAllText(path, $"{header}\n{row}\n");
            Assert.StartsWith($"bad.csv, line 2, column {problem}", Assert.Throws<DataException>(() => read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
