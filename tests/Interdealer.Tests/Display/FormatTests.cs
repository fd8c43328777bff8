using Interdealer.Display;

namespace Interdealer.Tests.Display;

public class FormatTests
{
    [Theory]
    [InlineData(0.0384615, "3.85 %")]
    [InlineData(-0.5, "−50.00 %")]
    [InlineData(-0.000001, "0.00 %")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    [InlineData(12.345, "1,234.50 %")]
    public void A_fraction_is_written_as_a_percentage(double value, string expected)
        => Assert.Equal(expected, Format.Percent(2).Apply(value));

    [Fact]
    public void The_sign_stands_before_the_currency()
    {
        Assert.Equal("$114bn", Format.Currency("$", "bn").Apply(114.0));
        Assert.Equal("−$1,114.5bn", Format.Currency("$", "bn", 1).Apply(-1114.5));
        Assert.Equal("19×", Format.Multiple(0).Apply(19.04));
    }

    [Fact]
    public void A_pattern_with_a_per_cent_sign_multiplies_by_a_hundred()
    {
        Assert.Equal("3.85 %", Format.Number("0.00 %").Apply(0.0384615));
        Assert.Equal(100, Format.Number("0.00 %").Scale);
    }

    [Fact]
    public void Bools_dates_and_missing_values_have_their_own_signs()
    {
        Assert.Equal("✓", Format.YesNo.Apply(true));
        Assert.Equal("✗", Format.YesNo.Apply(false));
        Assert.Equal("2020-03-16", Format.Date.Apply(new DateOnly(2020, 3, 16)));
        Assert.Equal("–", Format.Text.Apply(null));
    }

    [Fact]
    public void A_number_of_decimals_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Format.Percent(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Format.Currency("$", "", 16));
    }
}
