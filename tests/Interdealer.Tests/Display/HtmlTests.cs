using System.Net;
using Interdealer.Display;

namespace Interdealer.Tests.Display;

public class HtmlTests
{
    [Fact]
    public void What_has_a_meaning_in_html_is_written_as_an_entity()
        => Assert.Equal("&lt;a href=&quot;x&quot;&gt; &amp; &#39;&#96; 3 &lt; 4", Html.Encode("<a href=\"x\"> & '` 3 < 4"));

    [Fact]
    public void Control_characters_and_half_surrogates_are_replaced_and_whole_ones_kept()
        => Assert.Equal("\uFFFDa\uFFFD😀\uFFFD\n", Html.Encode("\0a\uD83D😀\uDE00\n"));

    [Fact]
    public void No_nasty_text_is_left_with_mark_up_and_every_one_reads_back()
    {
        foreach (var (seed, text) in NastyText.Many(2000))
        {
            var encoded = Html.Encode(text);
            Assert.False(encoded.AsSpan().ContainsAny("<>\"'`"), NastyText.Says(seed));
            Assert.True(WebUtility.HtmlDecode(encoded).Replace('\uFFFD', '?') == Replaced(text), NastyText.Says(seed));
        }
    }

    [Fact]
    public void An_element_encodes_its_attributes_and_leaves_out_those_without_a_value()
        => Assert.Equal("<td class=\"&quot;&gt;\">x</td>", Html.Element("td", "x", ("class", "\">"), ("title", null)));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("script><b")]
    public void A_name_that_is_not_a_name_is_refused(string name)
        => Assert.Throws<ArgumentException>(() => Html.Element(name, ""));

    // What the encoder may change: characters HTML cannot hold.
    private static string Replaced(string text)
        => string.Concat(text.EnumerateRunes().Select(rune =>
            rune.Value == 0xFFFD || rune.Value == 0xFFFF || (rune.Value < 32 && rune.Value is not (9 or 10 or 13)) ? "?" : rune.ToString()));
}
