using Interdealer.Data;

namespace Interdealer.Tests.Data.Publishers;

/// <summary>Series of FRED and of the Federal Reserve's Data Download Program, in small files of their layout.</summary>
public sealed class SeriesFilesTests
{
    // The ten-year yield of 9 March 2020 was .54; a holiday is blank or a full stop.
    private const string H15 = """
        "Series Description","Market yield on U.S. Treasury securities at 3-month   constant maturity","Market yield on U.S. Treasury securities at 10-year   constant maturity","Federal funds effective rate"
        "Unit:","Percent:_Per_Year","Percent:_Per_Year","Percent:_Per_Year"
        "Multiplier:","1","1","1"
        "Currency:","NA","NA","NA"
        "Unique Identifier: ","H15/H15/RIFLGFCM03_N.B","H15/H15/RIFLGFCY10_N.B","H15/H15/RIFSPFF_N.B"
        "Time Period","RIFLGFCM03_N.B","RIFLGFCY10_N.B","RIFSPFF_N.B"
        2020-03-09,0.33,0.54,1.09
        2020-03-10,ND,0.76,
        """;

    [Fact]
    public void One_series_of_FRED_is_read_with_its_days_without_a_figure()
    {
        var series = Fred.Read(DataSource.Text("observation_date,SOFR\n2019-09-17,5.25\n2019-09-16,2.43\n2019-09-02,\n2019-07-04,.\n", "SOFR.csv"));

        Assert.Equal([new(new(2019, 9, 16), "SOFR", 2.43), new(new(2019, 9, 17), "SOFR", 5.25)], series);
        Assert.Equal([new(new(2019, 7, 4), "SOFR", "."), new(new(2019, 9, 2), "SOFR", "")], series.Missing);
        Assert.Equal([new SeriesDescription("SOFR")], series.Descriptions);
    }

    [Fact]
    public void Several_series_of_FRED_are_read_from_a_file_of_either_header()
    {
        var series = Fred.Read(DataSource.Text("DATE,DGS10,DGS2\r\n2020-03-09,0.54,0.38\r\n2020-03-10,.,0.50\r\n"));

        Assert.Equal([new(new(2020, 3, 9), "DGS10", 0.54), new(new(2020, 3, 9), "DGS2", 0.38), new(new(2020, 3, 10), "DGS2", 0.5)], series);
        Assert.Equal(0.38, series.Series("DGS2")[new(2020, 3, 9)]);
    }

    [Theory]
    [InlineData("", "f.csv: is empty; expected a column observation_date and one for each series")]
    [InlineData("day,SOFR\n", "f.csv, line 1: lacks the column observation_date (or DATE); its columns are day, SOFR")]
    [InlineData("DATE\n2020-01-01\n", "f.csv, line 1: has no series; expected a column for each beside DATE")]
    [InlineData("DATE,SOFR\n2020-1-2,5\n", "f.csv, line 2, column DATE: \"2020-1-2\" must be a date written year-month-day")]
    [InlineData("DATE,SOFR\n2020-01-02,n/a\n", "f.csv, line 2, column SOFR: \"n/a\" must be a number in the unit of the series")]
    [InlineData("DATE,SOFR\n2020-01-02,NaN\n", "f.csv, line 2, column SOFR: \"NaN\" must be a number")]
    [InlineData("DATE,SOFR\n2020-01-02,Infinity\n", "f.csv, line 2, column SOFR: \"Infinity\" must be a number")]
    [InlineData("DATE,SOFR\n2020-01-02,1e400\n", "f.csv, line 2, column SOFR: \"1e400\" must be between -1e18 and 1e18")]
    [InlineData("DATE,SOFR\n2020-01-02,\"1,5\"\n", "f.csv, line 2, column SOFR: \"1,5\" must be a number")]
    [InlineData("DATE,SOFR\n2020-01-02,=A1\n", "f.csv, line 2, column SOFR: \"=A1\" must not be a formula")]
    [InlineData("DATE,SOFR\n2020-01-02,1\n2020-01-02,2\n", "f.csv, line 3: repeats the DATE of line 2: 2020-01-02")]
    [InlineData("DATE,SOFR,SOFR\n", "f.csv, line 1: has the column SOFR twice, as number 2 and number 3")]
    public void What_is_not_a_file_of_FRED_is_refused(string text, string problem) => Assert.StartsWith(
        problem, Assert.Throws<DataException>(() => Fred.Read(DataSource.Text(text, "f.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_download_of_H_15_gives_its_series_with_what_the_publisher_says_of_them()
    {
        var series = FederalReserveDownload.Read(DataSource.Text(H15, "FRB_H15.csv"));

        Assert.Equal(4, series.Count);
        Assert.Equal(0.54, series.Series("RIFLGFCY10_N.B")[new(2020, 3, 9)]);
        Assert.Equal([new(new(2020, 3, 10), "RIFLGFCM03_N.B", "ND"), new(new(2020, 3, 10), "RIFSPFF_N.B", "")], series.Missing);
        Assert.Equal(new("RIFSPFF_N.B", "Federal funds effective rate", "Percent:_Per_Year"), series.Descriptions[2]);
    }

    [Fact]
    public void The_yields_of_H_15_are_the_records_of_the_committed_table()
    {
        var yields = FederalReserveDownload.TreasuryYields(DataSource.Text(H15));

        Assert.Equal([new(new(2020, 3, 9), 0.25, 0.0033), new(new(2020, 3, 9), 10, 0.0054), new(new(2020, 3, 10), 10, 0.0076)], yields);
        Assert.Contains(yields[1], Datasets.TreasuryYields());
    }

    [Fact]
    public void A_multiplier_is_applied_and_months_and_years_have_the_date_of_their_last_day()
    {
        var series = FederalReserveDownload.Read(DataSource.Text("""
            "Series Description","Total assets","A rate"
            "Unit:","Currency","Percent:_Per_Year"
            "Multiplier:","1000000","1"
            "Currency:","USD","NA"
            "Unique Identifier: ","H41/H41/RESPPMA_N.M","H15/H15/R.M"
            "Time Period","RESPPMA_N.M","R.M"
            2020-02,4158637,1.5
            2019,4165591,2.5
            """));

        Assert.Equal(
            [new(new(2019, 12, 31), "RESPPMA_N.M", 4165591e6), new(new(2020, 2, 29), "RESPPMA_N.M", 4158637e6), new(new(2019, 12, 31), "R.M", 2.5), new(new(2020, 2, 29), "R.M", 1.5)],
            series);
    }

    [Theory]
    [InlineData("\"Multiplier:\",\"1\",\"1\",\"1\"", "\"Multiplier:\",\"1\",\"x\",\"1\"", "line 6, column RIFLGFCY10_N.B: \"x\" must be a multiplier above 0")]
    [InlineData("\"Multiplier:\"", "\"Multiple:\"", "line 3, column number 1: \"Multiple:\" must be one of Series Description, Unit, Multiplier,")]
    [InlineData("\"Currency:\"", "\"Unit:\"", "line 4, column number 1: \"Unit:\" must be one of Series Description, Unit, Multiplier, Currency, Unique Identifier, each once")]
    [InlineData("\"Time Period\"", "\"Time\"", "line 6, column number 1: \"Time\" must be one of")]
    [InlineData("H15/H15/RIFLGFCY10_N.B", "H15/H15/RIFLGFCY02_N.B", "line 6, column RIFLGFCY10_N.B: \"H15/H15/RIFLGFCY02_N.B\" must end in the code of its column")]
    [InlineData("2020-03-10,ND,", "2020-03-10,NOTHING,", "line 8, column RIFLGFCM03_N.B: \"NOTHING\" must be a number in Percent:_Per_Year")]
    [InlineData("2020-03-10,", "2020-03-09,", "line 8: repeats the Time Period of line 7: 2020-03-09")]
    [InlineData("2020-03-10,", "03/10/2020,", "line 8, column Time Period: \"03/10/2020\" must be a date written year-month-day")]
    [InlineData("2020-03-10,ND,0.76,", "2020-03-10,ND,0.76", "line 8: has 3 cells; expected 4")]
    public void A_damaged_download_is_refused_where_it_is_damaged(string part, string damaged, string problem) => Assert.StartsWith(
        "FRB_H15.csv, " + problem,
        Assert.Throws<DataException>(() => FederalReserveDownload.Read(DataSource.Text(H15.Replace(part, damaged, StringComparison.Ordinal), "FRB_H15.csv"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_download_without_yields_or_without_its_head_is_refused()
    {
        Assert.Contains("has no figures of nominal Treasury yields by day", Refused("\"Time Period\",\"RIFSPFF_N.B\"\n2020-03-09,1.09\n"), StringComparison.Ordinal);
        Assert.Contains("lacks the row Time Period", Refused("\"Unit:\",\"1\"\n"), StringComparison.Ordinal);
        Assert.Contains("has no series; expected the code of each after Time Period", Refused("Time Period\n"), StringComparison.Ordinal);

        static string Refused(string text) => Assert.Throws<DataException>(() => FederalReserveDownload.TreasuryYields(DataSource.Text(text))).Message;
    }
}
