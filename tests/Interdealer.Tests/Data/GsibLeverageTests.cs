using System.Text;
using Interdealer.Data;

namespace Interdealer.Tests.Data;

public class GsibLeverageTests
{
    private const string Header =
        "bank,date,tier1_capital_usd_bn,total_leverage_exposure_usd_bn,reported_ratio_pct,treasuries_and_reserves_excluded,source";

    // 3 % of 1000 is 30.
    private const string Row = "ABC,2020-03-31,30.00,1000.0,3.00,false,a filing";

    [Fact]
    public void Every_reported_ratio_is_tier_1_over_exposure_to_the_digits_printed()
    {
        var rows = Datasets.GsibLeverage();

        Assert.Equal(27, rows.Count);
        Assert.All(rows, row =>
        {
            // The filings print one or two decimals of a per cent; one decimal is right to 0.05 %.
            Assert.InRange(Math.Abs(row.Ratio - row.ReportedRatio), 0, 0.0005);
        });
    }

    [Fact]
    public void A_row_carries_the_filing_s_figures_with_ratios_as_fractions()
    {
        var row = Datasets.GsibLeverage().Single(r => r.Bank == "JPM" && r.Date == new DateOnly(2020, 12, 31));

        Assert.Equal(234.844, row.Tier1Capital);
        Assert.Equal(3401.542, row.LeverageExposure);
        Assert.Equal(0.069, row.ReportedRatio);
        Assert.Equal(234.844 / 3401.542, row.Ratio);
        Assert.True(row.ReliefInForce);
        Assert.Equal("SEC EDGAR 0000019617-21-000236 R186", row.Source);
    }

    [Fact]
    public void Relief_is_in_force_exactly_from_April_2020_to_March_2021() =>
        Assert.All(Datasets.GsibLeverage(), row => Assert.Equal(
            row.Date >= new DateOnly(2020, 4, 1) && row.Date <= new DateOnly(2021, 3, 31), row.ReliefInForce));

    [Fact]
    public void A_file_of_the_user_s_own_is_read_with_or_without_a_byte_order_mark_and_with_columns_in_any_order()
    {
        var expected = new GsibLeverage("ABC", new DateOnly(2020, 3, 31), 30, 1000, 0.03, false, "a filing");
        var turned = "source,bank,date,tier1_capital_usd_bn,total_leverage_exposure_usd_bn,reported_ratio_pct,treasuries_and_reserves_excluded\r\n"
            + "\"a \"\"filing\"\", with a comma\",ABC,2020-03-31,30.00,1000.0,3.00,false\r\n";

        Assert.Equal([expected], ReadUserFile(new UTF8Encoding(false).GetBytes($"{Header}\n{Row}\n")));
        Assert.Equal([expected], ReadUserFile([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"{Header}\n{Row}")]));
        Assert.Equal([expected with { Source = "a \"filing\", with a comma" }], ReadUserFile(Encoding.UTF8.GetBytes(turned)));
    }

    [Theory]
    [InlineData("bank", "", "a blank must be text, without blanks around it")]
    [InlineData("bank", " ABC", "\" ABC\" must be text, without blanks around it")]
    [InlineData("bank", "=A1", "\"=A1\" must not be a formula: save the spreadsheet's values")]
    [InlineData("date", "", "a blank must be a date written year-month-day (2020-03-31)")]
    [InlineData("date", "31/03/2020", "\"31/03/2020\" must be a date written year-month-day (2020-03-31)")]
    [InlineData("date", "2020-02-30", "\"2020-02-30\" must be a date written year-month-day (2020-03-31)")]
    [InlineData("tier1_capital_usd_bn", "", "a blank must be a number in USD bn")]
    [InlineData("tier1_capital_usd_bn", "\"30,00\"", "\"30,00\" must be a number in USD bn")]
    [InlineData("tier1_capital_usd_bn", " 30", "\" 30\" must be a number in USD bn")]
    [InlineData("tier1_capital_usd_bn", "NaN", "\"NaN\" must be a number in USD bn")]
    [InlineData("tier1_capital_usd_bn", "1e300", "\"1e300\" must be a number in USD bn")]
    [InlineData("tier1_capital_usd_bn", "79228162514264337593543950335", "\"79228162514264337593543950335\" must be between -1e18 and 1e18, in USD bn")]
    [InlineData("tier1_capital_usd_bn", "-30", "\"-30\" must be above 0, in USD bn")]
    [InlineData("tier1_capital_usd_bn", "=B2*2", "\"=B2*2\" must not be a formula")]
    [InlineData("total_leverage_exposure_usd_bn", "\"1,000.0\"", "\"1,000.0\" must be a number in USD bn")]
    [InlineData("total_leverage_exposure_usd_bn", "0", "\"0\" must be above 0, in USD bn")]
    [InlineData("total_leverage_exposure_usd_bn", "30", "\"30\" must be above Tier 1 capital (30.00), in USD bn")]
    [InlineData("reported_ratio_pct", "0.03", "\"0.03\" must be Tier 1 capital / total leverage exposure in %, as rounded: 30.00 / 1000.0 is 3.000 %")]
    [InlineData("reported_ratio_pct", "0.0000000000000000000000000001", "\"0.0000000000000000000000000001\" must be Tier 1 capital / total")]
    [InlineData("reported_ratio_pct", "3.02", "\"3.02\" must be Tier 1 capital / total leverage exposure in %")]
    [InlineData("reported_ratio_pct", "3.00 %", "\"3.00 %\" must be a number in %")]
    [InlineData("treasuries_and_reserves_excluded", "0", "\"0\" must be true or false")]
    [InlineData("source", "", "a blank must be text")]
    public void A_damaged_cell_is_answered_with_file_line_column_value_and_what_was_expected(string column, string value, string problem)
    {
        var cells = Row.Split(',');
        cells[Array.IndexOf(Header.Split(','), column)] = value;

        var error = Refused($"{Header}\nXYZ,2020-03-31,50,1000,5,true,another filing\n{string.Join(',', cells)}\n");

        Assert.StartsWith($"bad.csv, line 3, column {column}: {problem}", error.Message, StringComparison.Ordinal);
        Assert.Equal(("bad.csv", (int?)3, column), (error.File, error.Line, error.Column));
        Assert.Equal(value.Trim('"'), error.Value);
    }

    [Fact]
    public void A_ratio_within_the_rounding_of_its_own_digits_is_accepted()
    {
        // 30.04 / 1000 is 3.004 %, printed 3.00; 3.006 % would have been printed 3.01. The printed parts are themselves rounded: ±0.005 in 30.04
        // moves the ratio by ±0.0005, ±0.05 in 1000.0 by ±0.00015, so what is accepted ends at 0.00565 from the quotient.
        Assert.Single(ReadUserFile(Encoding.UTF8.GetBytes($"{Header}\n{Row.Replace("30.00", "30.04", StringComparison.Ordinal)}\n")));
        Assert.Single(ReadUserFile(Encoding.UTF8.GetBytes($"{Header}\n{Row.Replace("30.00", "30.05", StringComparison.Ordinal)}\n")));
        Refused($"{Header}\n{Row.Replace("30.00", "30.06", StringComparison.Ordinal)}\n");
    }

    [Fact]
    public void A_missing_file_and_a_blank_path_are_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Datasets.GsibLeverage("nowhere.csv"));

        Assert.Contains("nowhere.csv", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Datasets.GsibLeverage(" "));
    }

    private static DataException Refused(string content) =>
        Assert.Throws<DataException>(() => ReadUserFile(Encoding.UTF8.GetBytes(content)));

    private static IReadOnlyList<GsibLeverage> ReadUserFile(byte[] content)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "bad.csv");
            File.WriteAllBytes(path, content);
            return Datasets.GsibLeverage(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
