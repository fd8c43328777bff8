using Deedle;
using Interdealer.Display;
using Interdealer.Frames;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class TableFramesTests
{
    private static readonly Frame<string, string> Markets = Of(
        ["DE", "ES"], ("Daily volume", new[] { 18710.31746, 10351.437 }), ("Volatility", new[] { 0.00289429, double.NaN }), ("Region", new[] { "core", "south" }), ("Banks", new[] { 40, 41 }));

    [Fact]
    public void Numbers_are_rounded_at_the_right_with_their_units_and_the_rest_at_the_left()
    {
        var table = Markets.ToTable("Markets", units: [("Daily volume", "EUR mn"), ("Volatility", "0.000 %")], source: "debt offices", key: "Market");
        Assert.Equal(["Market", "Daily volume, EUR mn", "Volatility", "Region", "Banks"], table.Columns.Select(c => c.Label));
        Assert.Equal(["DE", "18,710", "0.289 %", "core", "40"], table.Columns.Select(c => c.Shown(0)));
        Assert.Equal(["ES", "10,351", "–", "south", "41"], table.Columns.Select(c => c.Shown(1)));
        Assert.Equal([false, true, true, false, true], table.Columns.Select(c => c.Format.AlignRight));
        Assert.Equal("Markets", table.Caption);
        Assert.Equal(["Source: debt offices"], table.Footnotes.AsEnumerable());
    }

    [Fact]
    public void One_unit_for_all_stands_in_the_caption_or_where_there_is_none_in_every_heading()
    {
        var losses = Of(["A", "B"], ("Direct", new[] { 1200.5, 3 }), ("Indirect", new[] { 7.25, 4 }));
        Assert.Equal("Losses, EUR mn", losses.ToTable("Losses", "#,0.0 EUR mn").Caption);
        Assert.Equal(["Key", "Direct", "Indirect"], losses.ToTable("Losses", "#,0.0 EUR mn").Columns.Select(c => c.Label));
        Assert.Equal(["A", "1,200.5", "7.3"], losses.ToTable("Losses", "#,0.0 EUR mn").Columns.Select(c => c.Shown(0)));
        Assert.Equal(["Key", "Direct, EUR mn", "Indirect, EUR mn"], losses.ToTable(units: "EUR mn").Columns.Select(c => c.Label));
        Assert.Equal(["A", "120050.00 %", "725.00 %"], losses.ToTable("Losses", "%").Columns.Select(c => c.Shown(0)));
        Assert.Equal("Losses", losses.ToTable("Losses", "%").Caption);
    }

    [Theory]
    [InlineData("EUR mn", ", EUR mn", "1,234.56789", null)]
    [InlineData("0.0 EUR mn", ", EUR mn", "1234.6", "0.0")]
    [InlineData("#,0.00", "", "1,234.57", "#,0.00")]
    [InlineData("+0.0;−0.0", "", "+1234.6", "+0.0;−0.0")]
    [InlineData("0 %", "", "123457 %", "0 %")]
    [InlineData("+0 %;−0 %", "", "+123457 %", "+0 %;−0 %")]
    [InlineData("%", "", "123456.79 %", "0.00 %")]
    [InlineData("#,0.0 % of equity", ", % of equity", "1,234.6", "#,0.0")]
    [InlineData("$bn", ", $bn", null, null)]
    [InlineData("% of equity", ", % of equity", null, null)]
    public void A_unit_may_begin_with_a_pattern(string unit, string heading, string? shown, string? pattern)
    {
        var column = Of(["x"], ("Value", new[] { 1234.56789 })).ToTable(units: [("Value", unit)]).Columns[1];
        Assert.Equal("Value" + heading, column.Label);
        if (pattern is not null)
        {
            Assert.Equal(shown, column.Shown(0));
        }
    }

    [Fact]
    public void Keys_of_several_levels_are_columns_and_wrong_names_are_refused()
    {
        var panel = Of([Tuple.Create("BAC", new DateOnly(2020, 12, 31))], ("Ratio", new[] { 0.0718 }));
        var table = panel.ToTable("Ratios", units: "0.00 %", key: "Bank, Date");
        Assert.Equal(["Bank", "Date", "Ratio"], table.Columns.Select(c => c.Label));
        Assert.Equal(["BAC", "2020-12-31", "7.18 %"], table.Columns.Select(c => c.Shown(0)));
        Assert.Equal(["Key 1", "Key 2", "Ratio"], panel.ToTable("Ratios").Columns.Select(c => c.Label));
        Assert.Contains("a heading for each of the 2 levels", Refused(() => panel.ToTable("Ratios", key: "Bank")), StringComparison.Ordinal);
        Assert.Contains("\"Volume\" is not a column of the frame", Refused(() => Markets.ToTable(units: [("Volume", "EUR mn")])), StringComparison.Ordinal);
        Assert.Contains("\"a\" is there twice", Refused(() => Units.Of([("a", "b"), ("a", "c")])), StringComparison.Ordinal);
        Assert.Equal("2019", Of([2019], ("Loss", new[] { 1.0 })).ToTable("By year", key: "Year").Columns[0].Shown(0));
        Assert.Equal("3.85 %", new Series<string, double>(["x"], [0.0385]).ToTable("Ratio", unit: "0.00 %").Columns[1].Shown(0));
    }
}
