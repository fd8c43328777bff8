using Interdealer.Data;

namespace Interdealer.Tests.Data.Publishers;

/// <summary>Reference rates and primary dealer statistics of the Federal Reserve Bank of New York, in small files of their layout.</summary>
public sealed class NewYorkFedTests
{
    private const string Head =
        "Effective Date,Rate Type,Rate (%),1st Percentile (%),25th Percentile (%),75th Percentile (%),99th Percentile (%),Volume ($Billions),Target Rate From (%),"
        + "Target Rate To (%),Intra Day - Low (%),Intra Day - High (%),Standard Deviation (%),30-Day Average SOFR,90-Day Average SOFR,180-Day Average SOFR,SOFR Index,"
        + "Revision Indicator (Y/N),Footnote ID\n";

    private const string Spike = "09/17/2019,SOFR,5.25,2.25,5.00,5.85,9.00,1177,,,,,,,,,,,\n";

    [Fact]
    public void Rates_are_fractions_by_date_and_type_and_a_blank_is_none()
    {
        var rates = ReferenceRates.Read(DataSource.Text(
            Head + Spike + "09/17/2019,EFFR,2.30,1.85,2.20,2.38,2.80,78,2.00,2.25,,,,,,,,Y,3\n03/02/2020,SOFRAI,,,,,,,,,,,,1.58711,1.61304,1.84112,1.03798542,,\n09/16/2019,SOFR,2.43,,,,,,,,,,,,,,,N,\n",
            "rates.csv"));

        Assert.Equal(["2019-09-16 SOFR", "2019-09-17 EFFR", "2019-09-17 SOFR", "2020-03-02 SOFRAI"], rates.Select(r => $"{r.Date:yyyy-MM-dd} {r.Type}"));
        var (calm, funds, spike, index) = (rates[0], rates[1], rates[2], rates[3]);
        Assert.Equal((0.0243, null, null, false, ""), (calm.Rate, calm.Percentile99, calm.Volume, calm.Revised, calm.Footnote));
        Assert.Equal((0.0525, 0.0225, 0.05, 0.0585, 0.09, 1177.0), (spike.Rate, spike.Percentile1, spike.Percentile25, spike.Percentile75, spike.Percentile99, spike.Volume));
        Assert.Equal((0.02, 0.0225, true, "3"), (funds.TargetFrom, funds.TargetTo, funds.Revised, funds.Footnote));
        Assert.Equal((null, 0.0158711, 0.0161304, 0.0184112, 1.03798542), (index.Rate, index.Average30Days, index.Average90Days, index.Average180Days, index.Index));
    }

    [Fact]
    public void Observations_have_the_names_of_the_committed_table()
    {
        var observations = ReferenceRates.Read(DataSource.Text(Head + Spike)).ToObservations();

        Assert.Equal(0.09, observations.Series("SOFR 99th percentile")[new(2019, 9, 17)]);
        Assert.All(observations, o => Assert.Contains(o.Series, SeriesTable.MoneyMarketRates.Series));
        // Figures that the committed table has from the publisher too.
        Assert.All(observations, o => Assert.Contains(o, Datasets.MoneyMarketRates()));
    }

    [Theory]
    [InlineData("09/17/2019", "2019-09-17", "line 2, column Effective Date: \"2019-09-17\" must be a date written month/day/year (09/17/2019)")]
    [InlineData("09/17/2019", "17/09/2019", "line 2, column Effective Date: \"17/09/2019\" must be a date")]
    [InlineData("SOFR", "", "line 2, column Rate Type: a blank must be text")]
    [InlineData("5.25", "525", "line 2, column Rate (%): \"525\" must be between -100 and 100, in % a year")]
    [InlineData("5.25", "5.2.5", "line 2, column Rate (%): \"5.2.5\" must be a number in % a year")]
    [InlineData("9.00", "0.90", "line 2, column 99th Percentile (%): \"0.90\" must be at least the 75th Percentile (%), the lower percentile")]
    [InlineData("5.25", "1.25", "line 2, column Rate (%): \"1.25\" must be at least the 25th Percentile (%)")]
    [InlineData("1177", "-1", "line 2, column Volume ($Billions): \"-1\" must be at least 0, in USD bn")]
    public void A_damaged_rate_is_named(string part, string damaged, string problem) => Assert.StartsWith(
        "rates.csv, " + problem, Refused(Head + Spike.Replace(part, damaged, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_damaged_file_of_rates_is_refused()
    {
        Assert.Contains("line 3: repeats the Effective Date, Rate Type of line 2: 09/17/2019, SOFR", Refused(Head + Spike + Spike), StringComparison.Ordinal);
        Assert.Contains("line 1: lacks the column Rate (%)", Refused("Effective Date,Rate Type\n"), StringComparison.Ordinal);
        Assert.Contains("line 1: has the column \"Rate\"", Refused("Effective Date,Rate Type,Rate (%),Rate\n"), StringComparison.Ordinal);
        Assert.Contains("column Revision Indicator (Y/N): \"maybe\" must be one of Y, N", Refused(Head + Spike.Replace(",,,\n", ",,maybe,\n", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_suppressed_figure_of_the_dealers_is_none_and_a_negative_one_a_short_position()
    {
        var figures = PrimaryDealerStatistics.Read(DataSource.Text(
            "As Of Date,Time Series,Value (millions),Series Break\n2020-03-18,PDPOSGSC-G7L11,-1250,SBN2015\n2020-03-18,PDPOSGS-BFRN,*,SBN2015\n", "pd.csv"));

        Assert.Equal([new(new(2020, 3, 18), "PDPOSGSC-G7L11", -1250, "SBN2015"), new(new(2020, 3, 18), "PDPOSGS-BFRN", null, "SBN2015")], figures);
    }

    [Fact]
    public void Dealers_positions_in_billions_have_the_names_of_the_committed_table_where_all_their_parts_are_there()
    {
        // Coupons over 11 years: 20 + 30 since 2022, one series before; TIPS lack a bucket on the second day.
        var observations = PrimaryDealerStatistics.Read(DataSource.Text("""
            As Of Date,Time Series,Value (millions)
            2022-01-05,PDPOSGSC-G11L21,20000
            2022-01-05,PDPOSGSC-G21,30000
            2022-01-05,PDPOSTIPS-L2,1000
            2022-01-05,PDPOSTIPS-G2,2000
            2022-01-05,PDPOSTIPS-G6L11,3000
            2022-01-05,PDPOSTIPS-G11,4000
            2022-01-05,PDPOSGST-TOT,90000
            2021-12-29,PDPOSGSC-G11,45000
            2021-12-29,PDPOSTIPS-L2,1000
            2021-12-29,PDPOSTIPS-G2,*
            2021-12-29,PDSORA-UTSETTOT,1800000
            """)).ToObservations();

        Assert.Equal(
            [
                new(new(2021, 12, 29), "Coupons over 11 years", 45), new(new(2021, 12, 29), "Treasury repo", 1800), new(new(2022, 1, 5), "All Treasuries", 100),
                new(new(2022, 1, 5), "TIPS", 10), new(new(2022, 1, 5), "Coupons over 11 years", 50),
            ],
            observations);
        Assert.All(observations, o => Assert.Contains(o.Series, SeriesTable.PrimaryDealers.Series));
    }

    [Theory]
    [InlineData("2020-03-18,A,**\n", "line 2, column Value (millions): \"**\" must be a number in USD mn (or * where it is suppressed)")]
    [InlineData("2020-03-18,A,\n", "line 2, column Value (millions): a blank must be a number")]
    [InlineData("18/03/2020,A,1\n", "line 2, column As Of Date: \"18/03/2020\" must be a date written year-month-day")]
    [InlineData("2020-03-18,A,1\n2020-03-18,A,2\n", "line 3: repeats the As Of Date, Time Series of line 2: 2020-03-18, A")]
    public void A_damaged_figure_of_the_dealers_is_named(string rows, string problem) => Assert.StartsWith(
        "pd.csv, " + problem,
        Assert.Throws<DataException>(() => PrimaryDealerStatistics.Read(DataSource.Text("As Of Date,Time Series,Value (millions)\n" + rows, "pd.csv"))).Message,
        StringComparison.Ordinal);

    private static string Refused(string text) => Assert.Throws<DataException>(() => ReferenceRates.Read(DataSource.Text(text, "rates.csv"))).Message;
}
