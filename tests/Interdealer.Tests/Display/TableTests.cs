using Interdealer.Display;

namespace Interdealer.Tests.Display;

public class TableTests
{
    private sealed record Row(string Name, double LossRatio, [property: Label("Loss, $bn", "0.0")] double? Loss, bool IsBreached, DateOnly Day);

    private static readonly Row[] Rows =
    [
        new("Prime", 0.0384615, 10, true, new(2020, 3, 16)),
        new("<b>Other</b>", double.NaN, null, false, new(2020, 3, 17)),
    ];

    [Fact]
    public void Columns_are_the_properties_in_the_order_of_declaration()
        => Assert.Equal(["Name", "Loss ratio", "Loss, $bn", "Is breached", "Day"], Table.Of(Rows).Columns.Select(column => column.Label));

    [Theory]
    [InlineData("LossRatio", "Loss ratio")]
    [InlineData("SLRAfterShock", "SLR after shock")]
    [InlineData("TierOneSLR", "Tier one SLR")]
    [InlineData("Var95", "Var 95")]
    [InlineData("Loss_bn", "Loss, bn")]
    [InlineData("loss", "Loss")]
    [InlineData("X", "X")]
    public void A_name_becomes_words_and_keeps_its_unit(string name, string expected)
        => Assert.Equal(expected, Heading.Of(name));

    [Fact]
    public void A_small_table_as_text_is_exactly_this()
        => Assert.Equal(
            """
            Dealers
            Name          Loss ratio  Loss, $bn  Is breached  Day
            ────────────  ──────────  ─────────  ───────────  ──────────
            Prime            0.03846       10.0  ✓            2020-03-16
            <b>Other</b>           –          –  ✗            2020-03-17
            Source: test
            """,
            Table.Of(Rows, "Dealers").WithSource("test").ToString());

    [Fact]
    public void A_small_table_as_html_is_exactly_this()
    {
        var html = Table.Create("A & B").With("Name", ["<i>"]).With("Loss, $bn", [1.5], "0.00").WithFootnote("\"so\"").ToHtml();
        Assert.Equal(
            """
            <table class="id-table">
            <caption><span class="id-still">A &amp; B</span></caption>
            <thead><tr><th scope="col">Name</th><th scope="col" class="id-number">Loss, $bn</th></tr></thead>
            <tbody>
            <tr><th scope="row">&lt;i&gt;</th><td class="id-number">1.50</td></tr>
            </tbody>
            <tfoot>
            <tr><td colspan="2"><span class="id-still">&quot;so&quot;</span></td></tr>
            </tfoot>
            </table></div>
            """,
            html[html.IndexOf("<table", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Anonymous_types_and_sequences_of_object_have_columns_too()
    {
        var records = new[] { new { Dealer = "A", Loss_bn = 1 } };
        Assert.Equal(["Dealer", "Loss, bn"], Table.Of(records).Columns.Select(column => column.Label));
        Assert.Equal(["Dealer", "Loss, bn"], Table.Of<object>(records).Columns.Select(column => column.Label));
    }

    [Fact]
    public void Rows_beyond_the_limit_are_counted_in_a_note_in_html_and_text()
    {
        var table = Table.Create().With("n", Enumerable.Range(1, 1234));
        Assert.Equal(200, Count(table.ToHtml(), "<tr><td class=\"id-number\">"));
        Assert.Contains("The first 200 of 1,234 rows are shown.", table.ToHtml(), StringComparison.Ordinal);
        Assert.EndsWith("The first 200 of 1,234 rows are shown.", table.ToString(), StringComparison.Ordinal);
        Assert.Equal(1234, table.Rows.Count);
        Assert.DoesNotContain("rows are shown", table.WithRowLimit(1234).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_never_wider_than_120_and_loses_no_column()
    {
        var table = Enumerable.Range(1, 12).Aggregate(Table.Create("wide"), (t, i) => t.With($"A heading of column {i}", [new string('x', 60), "y"]));
        var text = table.ToString();
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 120, line));
        Assert.All(Enumerable.Range(1, 12), i => Assert.Contains($"A heading of column {i}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_of_other_lengths_and_labels_used_twice_are_refused_by_name()
    {
        var table = Table.Create().With("a", [1, 2]);
        Assert.Contains("values has 3 values; it must have 2", Assert.Throws<ArgumentException>(() => table.With("b", [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => table.With("a", [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("it has 'a'", Assert.Throws<ArgumentException>(() => table.Column("c")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => table.With(" ", [1, 2]));
    }

    [Fact]
    public void No_nasty_text_reaches_the_html_of_a_table_as_mark_up()
    {
        var plain = Tags(Table.Create("c").With("h", ["v"]).WithFootnote("f").ToHtml());
        foreach (var (seed, text) in NastyText.Many(500).Where(item => !string.IsNullOrWhiteSpace(item.Text)))
        {
            var table = Table.Create(text).With(text, [text]).WithFootnote(text);
            Assert.True(Tags(table.ToHtml()) == plain, NastyText.Says(seed));
            Assert.True(table.ToHtml() == table.ToHtml(), NastyText.Says(seed));
        }
    }

    [Fact]
    public void A_column_of_numbers_without_a_format_has_as_many_digits_as_it_needs()
    {
        Assert.Equal(["500.0", "1,234.5", "−20.3"], Shown([500, 1234.5, -20.25]));
        Assert.Equal(["380", "114"], Shown([380, 114]));
        Assert.Equal(["0.0385", "0.0500"], Shown([0.0385, 0.05]));
        Assert.Equal(["0"], Shown([0]));
    }

    private static IEnumerable<string> Shown(double[] values)
    {
        var column = Table.Create().With("x", values).Columns[0];
        return values.Select((_, row) => column.Shown(row));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static (int, int) Tags(string html) => (html.Count(c => c == '<'), html.Count(c => c == '>'));
}
