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
        => Assert.Equal(same, Claims.OfNotebook().Add("x", claimed, computed).AllHold);

    [Fact]
    public void The_computed_value_is_written_the_way_of_the_claim_unless_a_format_is_given()
    {
        Assert.Equal("3.85 %", Claims.OfNotebook().Add("x", "3.85 %", 0.0384615).Items[0].Computed);
        Assert.Equal("$114bn", Claims.OfNotebook().Add("x", "$114bn", 113.9999).Items[0].Computed);
        Assert.Equal("3.8462 %", Claims.OfNotebook().Add("x", "3.85 %", 0.0384615, Format.Percent(4)).Items[0].Computed);
        Assert.Equal("–", Claims.OfNotebook().Add("x", "3.85 %", double.NaN).Items[0].Computed);
    }

    [Fact]
    public void One_difference_is_enough_not_to_be_all_the_same_and_nothing_claimed_is_not_either()
    {
        var claims = Claims.OfNotebook().Add("a", "1", 1).Add("b", "not funded", "Not funded ").Add("c", "breached", holds: true);
        Assert.True(claims.AllHold);
        Assert.False(claims.Add("d", "2", 3).AllHold);
        Assert.False(Claims.OfNotebook().AllHold);
    }

    [Fact]
    public void Claims_without_a_number_or_with_several_are_refused()
    {
        Assert.Contains("exactly one number", Assert.Throws<ArgumentException>(() => Claims.OfNotebook().Add("x", "none", 1.0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Claims.OfNotebook().Add("x", "10 to 20", 15));
        Assert.Throws<ArgumentException>(() => Claims.OfNotebook().Add(" ", "1", 1));
    }

    [Fact]
    public void Claims_of_a_document_have_a_place_and_a_verdict()
        => Assert.Equal(
            """
            What the document says
            Claim    The document says         Place        Computed  Verdict
            ───────  ────────────────────────  ───────────  ────────  ───────
            Ratio    3.85 %                    Paragraph 2  3.85 %    holds
            Dealers  may pull quotes entirely  Paragraph 9  0 of 8    fails
            """,
            Claims.OfDocument().At("Paragraph 2").Add("Ratio", "3.85 %", 0.0384615)
                .At("Paragraph 9").Add("Dealers", "may pull quotes entirely", holds: false, computed: "0 of 8").ToString());

    [Fact]
    public void What_a_notebook_found_stands_without_a_place()
    {
        var found = Claims.OfNotebook()
            .Add("Amplification is above 2", 2.5, a => a > 2, "0.0").Add("No quotes are left", holds: true, computed: "0 of 8");
        Assert.True(found.AllHold);
        Assert.Equal(["Finding", "Computed", "Verdict"], found.ToTable().Columns.Select(c => c.Label));
        Assert.False(found.Add("x", double.NaN, _ => true).AllHold);
        Assert.False(found.Add("x", double.PositiveInfinity, _ => true).AllHold);
    }

    [Fact]
    public void What_holds_only_somewhere_is_not_ticked()
    {
        var robust = Interdealer.Sensitivity.Robustness.Of(Interdealer.Sensitivity.Grid.Of(Interdealer.Sensitivity.Axis.Of("Depth", [1, 2])), d => d)
            .Conclude("Thin markets amplify", d => d < 2).Conclude("Depth is positive", d => d > 0);
        var claims = Claims.OfPapers().At("Author (2020), p. 3", "https://example.org/a?b=1&c=2").Add(robust["Thin markets amplify"], "thin markets amplify shocks");
        Assert.Equal("holds where Depth 1", claims.Items[0].Verdict.Text);
        Assert.False(claims.AllHold);
        Assert.Contains("<a href=\"https://example.org/a?b=1&amp;c=2\">Author (2020), p. 3</a>", claims.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(2, Claims.OfNotebook().AddRange(robust.Findings).Items.Length);
    }

    [Fact]
    public void What_was_put_in_is_said_to_be_assumed_and_never_ticked()
    {
        var claims = Claims.OfDocument().At("Paragraph 4").AddAssumed("Prices come back", "prices revert", "Recovery(0.1) is given");
        Assert.Equal((VerdictKind.Assumed, "assumed", "prices revert", "Recovery(0.1) is given"), (claims.Items[0].Verdict.Kind, claims.Items[0].Verdict.Text, claims.Items[0].Claimed, claims.Items[0].Computed));
        Assert.False(claims.AllHold);
        Assert.False(Claims.OfNotebook().Add("Two are two", "2", 2).AddAssumed("No bonds in common", "by construction").AllHold);
        Assert.Throws<InvalidOperationException>(() => Claims.OfPapers().AddAssumed("x", "y", "z"));
        Assert.Equal("because", Assert.Throws<ArgumentException>(() => Claims.OfNotebook().AddAssumed("x", " ")).ParamName);
    }

    [Fact]
    public void The_text_and_the_address_of_a_link_are_encoded()
    {
        var html = Claims.OfPapers().At("<b>A & B</b>", "https://example.org/?q=\"><script>").Add("x", "1", 1).ToHtml();
        Assert.Contains(">&lt;b&gt;A &amp; B&lt;/b&gt;</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quotation_without_a_place_is_refused()
    {
        Assert.Contains("has no place", Assert.Throws<InvalidOperationException>(() => Claims.OfDocument().Add("x", "1", 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Claims.OfPapers().Add("x", "said so", holds: true));
        foreach (var address in new[] { "javascript:alert(1)", "data:text/html,x", "notes.html", "file:///etc/passwd", "" })
        {
            Assert.Contains("address must be an absolute address", Assert.Throws<ArgumentException>(() => Claims.OfPapers().At("p", address)).Message, StringComparison.Ordinal);
        }
    }
}
