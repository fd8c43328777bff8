using Interdealer.Data;

namespace Interdealer.Tests.Data.Publishers;

/// <summary>FR Y-9C and the transparency exercise of the EBA, in small files of their layout.</summary>
public sealed class FilingsTests
{
    // 30 over 1000 is 3 %.
    private const string Y9C = "RSSD9001^RSSD9999^BHCK2170^BHCA8274^BHCALE88^BHCAH036^RSSD9017^TEXTC703\r\n"
        + "1000001^20191231^900000000^30000000^1000000000^3.0000^FIRST, \"OLD\" BANK^An auditor, LLP\r\n"
        + "1000002^20200630^500^40^^^SECOND BANK^\r\n"
        + "1000003^20200630^^30000000^1000000000^0.03^^\r\n";

    private const string Sovereign = "LEI_Code,NSA,Period,Item,Country,Maturity,Accounting_portfolio,Amount,Footnote\n"
        + "AAAA00BANKONE0000001,DE,202306,2520811,276,8,0,1234.5,\nAAAA00BANKONE0000001,DE,202306,2520811,380,8,0,,\n"
        + "AAAA00BANKONE0000001,DE,202212,2520811,276,8,0,1.2E-2,\nBBBB00BANKTWO0000002,FR,202306,2520810,250,8,0,-3,\"a, note\"\n";

    [Fact]
    public void Items_of_companies_are_read_from_carets_with_what_was_not_filed_left_out()
    {
        var companies = FrY9C.Read(DataSource.Text(Y9C, "BHCF20191231.txt"), "BHCK2170", "BHCA8274");

        Assert.Equal(["1000001 2019-12-31 FIRST, \"OLD\" BANK", "1000002 2020-06-30 SECOND BANK", "1000003 2020-06-30 "], companies.Select(c => $"{c.RssdId} {c.ReportDate:yyyy-MM-dd} {c.Name}"));
        Assert.Equal((900000000.0, 30000000.0), (companies[0]["BHCK2170"], companies[0]["BHCA8274"]));
        Assert.False(companies[2].Items.ContainsKey("BHCK2170"));
        Assert.Contains("has no BHCK2170; it has BHCA8274", Assert.Throws<ArgumentException>(() => companies[2]["BHCK2170"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leverage_is_that_of_the_table_of_banks_whether_the_ratio_is_filed_in_per_cent_or_as_a_fraction()
    {
        Assert.Equal(
            [
                new("FIRST, \"OLD\" BANK", new(2019, 12, 31), 30, 1000, 0.03, false, "FR Y-9C of RSSD 1000001"),
                new("1000003", new(2020, 6, 30), 30, 1000, 0.03, true, "FR Y-9C of RSSD 1000003"),
            ],
            FrY9C.ReadLeverage(DataSource.Text(Y9C)));
    }

    [Theory]
    [InlineData("3.0000", "4.0000", "line 2, column BHCAH036: \"4\" must be Tier 1 capital / total leverage exposure: 30000000 / 1000000000 is 3 %")]
    [InlineData("^1000000000^3.0000", "^10^3.0000", "line 2, column BHCALE88: \"10\" must be above Tier 1 capital")]
    [InlineData("^20191231^", "^2019-12-31^", "line 2, column RSSD9999: \"2019-12-31\" must be a date written year-month-day without separators")]
    [InlineData("1000001^", "^", "line 2, column RSSD9001: a blank must be text")]
    [InlineData("1000003^20200630", "1000002^20200630", "line 4: repeats the RSSD9001, RSSD9999 of line 3: 1000002, 20200630")]
    [InlineData("^30000000^1000000000^3.0000", "^thirty^1000000000^3.0000", "line 2, column BHCA8274: \"thirty\" must be a number in the unit of the form")]
    [InlineData("^BHCALE88^", "^BHCALE99^", "line 1: lacks the column BHCALE88")]
    [InlineData("SECOND BANK^", "SECOND BANK^^", "line 3: has 9 cells; expected 8, as in the header")]
    public void A_damaged_filing_is_named(string part, string damaged, string problem) => Assert.StartsWith(
        "y9c.txt, " + problem,
        Assert.Throws<DataException>(() => FrY9C.ReadLeverage(DataSource.Text(Y9C.Replace(part, damaged, StringComparison.Ordinal), "y9c.txt"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Asking_for_no_item_and_a_file_without_leverage_are_answered()
    {
        Assert.Throws<ArgumentException>(() => FrY9C.Read(DataSource.Text(Y9C)));
        Assert.Contains(
            "has no company that files BHCA8274, BHCALE88 and BHCAH036",
            Assert.Throws<DataException>(() => FrY9C.ReadLeverage(DataSource.Text("RSSD9001^RSSD9999^BHCA8274^BHCALE88^BHCAH036\n1^20200331^5^^\n"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_the_transparency_exercise_keep_their_codes()
    {
        var figures = EbaTransparency.Read(DataSource.Text(Sovereign, "tr_sov.csv"));

        Assert.Equal([1234.5, null, 0.012, -3], figures.Select(f => f.Amount));
        Assert.Equal(("AAAA00BANKONE0000001", new DateOnly(2023, 6, 30), "2520811"), (figures[0].Lei, figures[0].Period, figures[0].Item));
        Assert.Equal(("276", "8", "DE", "a, note"), (figures[0].Dimension("country"), figures[0].Dimension("Maturity"), figures[0].Dimension("NSA"), figures[3].Dimension("Footnote")));
        Assert.Equal(["NSA", "Country", "Maturity", "Accounting_portfolio", "Footnote"], figures[0].Dimensions.Keys);
        Assert.Contains("there is no column \"Exposure\"; expected one of NSA, Country,", Assert.Throws<ArgumentException>(() => figures[0].Dimension("Exposure")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_items_and_the_period_chosen_are_kept()
    {
        Assert.Equal(
            [1234.5, null],
            EbaTransparency.Read(DataSource.Text(Sovereign.Replace("LEI_Code", "LEI_code", StringComparison.Ordinal)), ["2520811"], new DateOnly(2023, 6, 1)).Select(f => f.Amount));
        Assert.Equal(
            "tr_sov.csv: has no figure of the items and the period chosen among its 4 rows",
            Assert.Throws<DataException>(() => EbaTransparency.Read(DataSource.Text(Sovereign, "tr_sov.csv"), ["1"])).Message);
    }

    [Theory]
    [InlineData("202306,2520810", "2306,2520810", "line 5, column Period: \"2306\" must be a date written year and month (202306)")]
    [InlineData("1234.5", "1.234,5", "line 2: has 10 cells; expected 9")]
    [InlineData("1234.5", "\"1.234,5\"", "line 2, column Amount: \"1.234,5\" must be a number in EUR mn")]
    [InlineData("BBBB00BANKTWO0000002", "", "line 5, column LEI_Code: a blank must be text")]
    [InlineData(",380,", ",276,", "line 3: repeats the LEI_Code, Period, Item, NSA, Country, Maturity, Accounting_portfolio, Footnote of line 2")]
    public void A_damaged_figure_of_the_transparency_exercise_is_named(string part, string damaged, string problem) => Assert.StartsWith(
        "tr_sov.csv, " + problem,
        Assert.Throws<DataException>(() => EbaTransparency.Read(DataSource.Text(Sovereign.Replace(part, damaged, StringComparison.Ordinal), "tr_sov.csv"))).Message,
        StringComparison.Ordinal);
}
