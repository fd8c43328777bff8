using Interdealer.Data;
using Interdealer.Data.Reading;

namespace Interdealer.Tests.Data;

/// <summary>Numbers of tables whose figures are read as decimals.</summary>
public sealed class NumberCellTests
{
    [Theory]
    [InlineData("1234.5", 1234.5)]
    [InlineData("1.2345e3", 1234.5)]
    [InlineData("-5E-3", -0.005)]
    [InlineData("2e+6", 2e6)]
    [InlineData("0e9", 0)]
    [InlineData("0.000e-400", 0)]
    public void A_number_may_have_an_exponent(string cell, double value) => Assert.Equal((decimal)value, Row(cell).Number("x", "EUR"));

    [Theory]
    [InlineData("1e19", "must be between -1e18 and 1e18")]
    [InlineData("1e300", "must be a number in EUR")]
    [InlineData("1e-40", "must be 0 or at least 1e-28 in size, in EUR")]
    [InlineData("1e", "must be a number in EUR")]
    [InlineData("e5", "must be a number in EUR")]
    [InlineData("1,000e3", "must be a number in EUR")]
    [InlineData("NaN", "must be a number in EUR")]
    public void What_is_no_figure_is_refused(string cell, string says) =>
        Assert.Contains(says, Assert.Throws<DataException>(() => Row(cell).Number("x", "EUR")).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_spellings_of_a_number_are_one_key()
    {
        var (plain, exponent) = (Row("1500"), Row("1.50e3"));
        plain.Number("x", "EUR");
        exponent.Number("x", "EUR");
        Assert.Equal(plain.KeyCell("x"), exponent.KeyCell("x"));
    }

    private static TableRow Row(string cell) => new("t.csv", 2, new Dictionary<string, int> { ["x"] = 0 }, [cell]);
}
