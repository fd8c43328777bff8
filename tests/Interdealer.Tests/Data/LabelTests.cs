using Interdealer.Data;

namespace Interdealer.Tests.Data;

/// <summary>Labels that look the same are the same, and none is a formula to a spreadsheet.</summary>
public class LabelTests
{
    // Société with the accent as a character of its own (NFD), and in one with its letter (NFC).
    private const string Decomposed = "Socie\u0301te\u0301";
    private const string Composed = "Soci\u00e9t\u00e9";

    [Theory]
    [InlineData(Decomposed, "Unicode NFC")]
    [InlineData("=1+1", "formula")]
    [InlineData("+1", "formula")]
    [InlineData("-1", "formula")]
    [InlineData("@SUM(A1)", "formula")]
    [InlineData("zero\u200bwidth", "invisible")]
    public void A_label_in_a_row_or_a_header_that_is_no_label_is_refused_with_its_place(string label, string says)
    {
        var row = Assert.Throws<DataException>(() => HoldingsTable.Read(DataSource.Text($"institution,equity,Bunds\nAlpha,5,60\n{label},5,60\n")));
        Assert.Contains("line 3", row.Message, StringComparison.Ordinal);
        Assert.Contains(says, row.Message, StringComparison.Ordinal);
        var header = Assert.Throws<DataException>(() => HoldingsTable.Read(DataSource.Text($"institution,equity,{label}\nAlpha,5,60\n")));
        Assert.Contains("column number 3", header.Message, StringComparison.Ordinal);
        Assert.Contains(says, header.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_composed_label_is_read_as_it_is() =>
        Assert.Equal(Composed, HoldingsTable.Read(DataSource.Text($"institution,equity,Bunds\n{Composed},5,60\n")).ToSystem().Institutions[0].Name);

    [Fact]
    public void A_name_in_loose_accents_is_no_institutions_so_that_two_spellings_are_not_two()
    {
        var error = Assert.Throws<ArgumentException>(() => new FinancialSystem(
            [new Institution(Composed) { Cash = 5, Debt = 1 }, new Institution(Decomposed) { Cash = 5, Debt = 1 }], [], []));
        Assert.Contains("Unicode NFD", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("observation_date,DGS10\n")]
    public void A_file_of_series_with_a_header_alone_is_refused(string text)
    {
        var error = Assert.Throws<DataException>(() => Fred.Read(DataSource.Text(text)));
        Assert.Contains("has a header and no rows below it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_any_other_table()
    {
        Assert.Contains("no rows below it", Assert.Throws<DataException>(() => ReferenceRates.Read(DataSource.Text("Effective Date,Rate Type,Rate (%)\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("no rows below it", Assert.Throws<DataException>(() => PrimaryDealerStatistics.Read(DataSource.Text("As Of Date,Time Series,Value (millions)\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("no rows below it", Assert.Throws<DataException>(() => Datasets.MoneyMarketRates(DataSource.Text("date,series,rate_pct\n"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_beyond_the_limit_of_rows_is_refused_and_the_limit_is_named()
    {
        var source = DataSource.Text("date,series,rate_pct\n2020-01-02,SOFR,1.5\n2020-01-03,SOFR,1.5\n").Within(ReadLimits.Default with { Rows = 1 });
        Assert.Contains("ReadLimits.Rows", Assert.Throws<DataException>(() => Datasets.MoneyMarketRates(source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_are_shown_as_code_points() =>
        Assert.Contains("<U+001B>", new DataException("file", 1, "column", "a\u001b[31m", "must be text").Message, StringComparison.Ordinal);
}
