using Deedle;
using Interdealer.Data;
using Interdealer.Frames;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class DatasetFramesTests
{
    [Fact]
    public void Series_stand_by_day_in_their_order_with_a_gap_where_the_publisher_has_none()
    {
        Observation[] rows = [new(new(2019, 9, 17), "SOFR", 0.0525), new(new(2019, 9, 16), "SOFR", 0.0243), new(new(2019, 9, 17), "EFFR", 0.023)];
        var frame = rows.ToFrame();
        Assert.Equal([new DateOnly(2019, 9, 16), new(2019, 9, 17)], frame.RowKeys);
        Assert.Equal(["SOFR", "EFFR"], frame.ColumnKeys);
        Assert.Equal(0.0243, frame["SOFR"][new DateOnly(2019, 9, 16)]);
        Assert.False(frame["EFFR"].TryGet(new(2019, 9, 16)).HasValue);
        Assert.Contains(
            "observations: row 2019-09-17, column \"SOFR\" is there twice", Refused(() => rows.Append(new(new(2019, 9, 17), "SOFR", 0.05)).ToFrame()), StringComparison.Ordinal);
    }

    [Fact]
    public void Yields_stand_by_day_and_maturity_in_words()
    {
        var frame = new TreasuryYield[] { new(new(2020, 3, 9), 10, 0.0054), new(new(2020, 3, 9), 0.25, 0.0033), new(new(2020, 3, 9), 1, 0.0031), new(new(2020, 3, 9), 0.3, 0.1) }.ToFrame();
        Assert.Equal(["3 months", "0.3 years", "1 year", "10 years"], frame.ColumnKeys);
        Assert.Equal(0.0054, frame["10 years"][new DateOnly(2020, 3, 9)]);
    }

    [Fact]
    public void Every_committed_figure_is_in_its_frame_under_its_keys()
    {
        foreach (var rows in new[] { Datasets.MoneyMarketRates(), Datasets.PrimaryDealers(), Datasets.FederalReserve(), Datasets.FinancialStress(), Datasets.BrokerDealerRepo() })
        {
            var frame = rows.ToFrame();
            Assert.Equal(rows.Count, frame.ColumnKeys.Sum(series => frame[series].ValueCount));
            Assert.All(rows.Where((_, r) => r % 97 == 0), row => Assert.Equal(row.Value, frame[row.Series][row.Date]));
            Assert.Equal(frame.RowKeys.Order(), frame.RowKeys);
        }

        var yields = Datasets.TreasuryYields();
        Assert.Equal(yields.Count, yields.ToFrame().ColumnKeys.Sum(maturity => yields.ToFrame()[maturity].ValueCount));
        var bonds = Datasets.Eba2016SovereignBonds();
        Assert.All(bonds, bond => Assert.Equal(bond.Amount, bonds.ToFrame()[bond.Market][bond.Bank]));
        Assert.All(Datasets.SovereignBondMarkets(), market => Assert.Equal(market.DailyVolume, Datasets.SovereignBondMarkets().ToFrame()["Daily volume"][market.Market]));
        var banks = Datasets.Eba2016Banks().ToFrame();
        Assert.All(Datasets.Eba2016Banks(), bank => Assert.Equal(bank.AdverseEquity, banks["Adverse equity"][bank.Bank]));
    }

    [Fact]
    public void Filings_stand_by_bank_and_date()
    {
        var filings = Datasets.GsibLeverage();
        var frame = filings.ToFrame();
        Assert.Equal(["Tier 1 capital", "Leverage exposure", "Reported ratio", "Relief in force", "Source", "Ratio"], frame.ColumnKeys);
        Assert.All(filings, f => Assert.Equal(f.Ratio, frame["Ratio"][Tuple.Create(f.Bank, f.Date)]));
        Assert.Equal(filings.Count(f => f.ReliefInForce), frame.GetColumn<bool>("Relief in force").Values.Count(x => x));
        Assert.Contains("both have the key", Refused(() => filings.Append(filings[0]).ToFrame()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_system_of_the_frames_is_that_of_the_records_to_the_last_bit()
    {
        var (banks, bonds, markets) = (Datasets.Eba2016Banks().ToFrame(), Datasets.Eba2016SovereignBonds().ToFrame(), Datasets.SovereignBondMarkets().ToFrame());
        var debt = banks["Other assets"] + bonds.RowSums() - banks["Adverse equity"];
        var system = new SystemFrames(banks.Only("Other assets").With("Debt", debt), markets, bonds).ToSystem();
        var records = Eba2016.ToSystem();
        Assert.Equal(records.Institutions.Select(i => (i.Name, i.OtherAssets, i.Debt)), system.Institutions.Select(i => (i.Name, i.OtherAssets, i.Debt)));
        Assert.Equal(records.Assets.AsEnumerable(), system.Assets);
        Assert.Equal(records.Amounts.ToHashSet(), system.Amounts.ToHashSet());
    }

    [Fact]
    public void A_table_of_the_users_own_keeps_its_gaps_and_its_order()
    {
        var frame = HoldingsTable.Read(DataSource.Text("institution,equity,Bunds,Gilts\nBeta,4,,66\nAlpha,5,60,20\n")).ToFrame();
        Assert.Equal(["Beta", "Alpha"], frame.RowKeys);
        Assert.Equal(["Bunds", "Gilts"], frame.ColumnKeys);
        Assert.False(frame["Bunds"].TryGet("Beta").HasValue);
        Assert.Equal(66, frame["Gilts"]["Beta"]);
    }
}
