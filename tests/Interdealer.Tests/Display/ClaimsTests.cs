using Interdealer.Display;

namespace Interdealer.Tests.Display;

public class ClaimsTests
{
    [Theory]
    [InlineData("3.85 %", 0.0384615, true)]     // 3.84615 rounds to 3.85
    [InlineData("3.84 %", 0.0384615, false)]
    [InlineData("3.86 %", 0.0384615, false)]
    [InlineData("3.85 %", 3.84615, false)]      // a percentage is computed as a fraction
    [InlineData("$114bn", 113.6, true)]
    [InlineData("$114bn", 113.4, false)]
    [InlineData("$1,140bn", 1140.2, true)]
    [InlineData("19×", 19.04, true)]
    [InlineData("19.0×", 19.04, true)]
    [InlineData("19.1×", 19.04, false)]
    [InlineData("about 60 %", 0.6, true)]
    [InlineData("-0.5", -0.5, true)]
    [InlineData("−0.5", -0.5, true)]
    [InlineData("−0.5", 0.5, false)]
    [InlineData("0.5", -0.5, false)]
    [InlineData("0.0", -0.01, true)]            // rounds to nothing, which has no sign
    [InlineData(".5", 0.5, true)]
    [InlineData("1,234.5", 1234.52, true)]
    [InlineData("0", double.NaN, false)]
    [InlineData("60 %", double.NaN, false)]
    [InlineData("60 %", double.PositiveInfinity, false)]
    public void A_number_is_the_same_when_it_rounds_to_the_digits_of_the_claim(string claimed, double computed, bool same)
        => Assert.Equal(same, new Claims().Add("x", claimed, computed).AllSame);

    [Fact]
    public void The_computed_value_is_written_the_way_of_the_claim_unless_a_format_is_given()
    {
        Assert.Equal("3.85 %", new Claims().Add("x", "3.85 %", 0.0384615).Items[0].Computed);
        Assert.Equal("$114bn", new Claims().Add("x", "$114bn", 113.9999).Items[0].Computed);
        Assert.Equal("3.8462 %", new Claims().Add("x", "3.85 %", 0.0384615, Format.Percent(4)).Items[0].Computed);
        Assert.Equal("–", new Claims().Add("x", "3.85 %", double.NaN).Items[0].Computed);
    }

    [Fact]
    public void One_difference_is_enough_not_to_be_all_the_same_and_nothing_claimed_is_not_either()
    {
        var claims = new Claims().Add("a", "1", 1).Add("b", "not funded", "Not funded ").Add("c", "breached", holds: true);
        Assert.True(claims.AllSame);
        Assert.False(claims.Add("d", "2", 3).AllSame);
        Assert.False(new Claims().AllSame);
    }

    [Fact]
    public void Claims_without_a_number_or_with_several_are_refused()
    {
        Assert.Contains("exactly one number", Assert.Throws<ArgumentException>(() => new Claims().Add("x", "none", 1.0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Claims().Add("x", "10 to 20", 15));
        Assert.Throws<ArgumentException>(() => new Claims().Add(" ", "1", 1));
    }

    [Fact]
    public void The_claims_as_text_are_exactly_this()
        => Assert.Equal(
            """
            Claimed and computed
            Quantity  Claimed  Computed  Same?
            ────────  ───────  ────────  ─────
            SLR       3.85 %   3.85 %    ✓
            Sale      $115bn   $114bn    ✗
            """,
            new Claims().Add("SLR", "3.85 %", 0.0384615).Add("Sale", "$115bn", 114).ToString());
}
