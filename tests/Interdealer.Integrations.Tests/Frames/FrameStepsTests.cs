using Deedle;
using Interdealer.Frames;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class FrameStepsTests
{
    private static readonly Frame<string, string> Sample = Of(
        ["a", "b", "c", "d"], ("Loss", new[] { 3, double.NaN, 7, 3 }), ("Sold", new[] { 1, double.NaN, 2, 0.5 }), ("Name", new[] { "x", "y", "z", "w" }));

    [Fact]
    public void A_period_keeps_its_ends_its_types_and_its_gaps()
    {
        var days = Enumerable.Range(0, 5).Select(t => new DateOnly(2020, 3, 16).AddDays(t)).ToArray();
        var frame = Of(days, ("SOFR", new[] { 1, double.NaN, 3, 4, 5 }), ("Count", new[] { 1, 2, 3, 4, 5 }), ("Note", new[] { "p", "q", "r", "s", "t" }));
        var period = frame.Between(days[1], days[3]);
        Assert.Equal(days[1..4], period.RowKeys);
        Assert.Equal(frame.ColumnTypes, period.ColumnTypes);
        Assert.Equal(new double[,] { { double.NaN, 2 }, { 3, 3 }, { 4, 4 } }, period.Only("SOFR", "Count").ToMatrix());
        Assert.Equal(["q", "r", "s"], period.GetColumn<string>("Note").Values);
        Assert.Contains(
            "no row from 2021-01-01 to 2021-12-31; its rows are from 2020-03-16 to 2020-03-20", Refused(() => frame.Between(new(2021, 1, 1), new(2021, 12, 31))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_come_first_ties_in_their_order_and_gaps_not_at_all()
    {
        Assert.Equal(["c", "a", "d"], Sample.Largest("Loss", 4).RowKeys);
        Assert.Equal(["z", "x"], Sample.Largest("Loss", 2).GetColumn<string>("Name").Values);
        Assert.Equal(["c", "a", "d"], Sample["Loss"].Largest(9).Keys);
        Assert.Equal([7.0, 3], Sample["Loss"].Largest(2).Values);
        Assert.Equal([4.0, 1, -9], new Series<int, double>([1, 2, 3], [1, -9, 4]).Largest(3).Values);
        Assert.Contains("row \"a\", column \"Name\" holds the text \"x\"", Refused(() => Sample.Largest("Name", 1)), StringComparison.Ordinal);
        Assert.Contains("\"Gain\" is not a column of", Refused(() => Sample.Largest("Gain", 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_count_no_gap_and_name_what_is_no_number()
    {
        var numbers = Sample.Only("Loss", "Sold");
        Assert.Equal([4, 9, 3.5], numbers.RowSums().Values);
        Assert.False(numbers.RowSums().TryGet("b").HasValue);
        Assert.Equal(["a", "b", "c", "d"], numbers.RowSums().Keys);
        Assert.Equal([13, 3.5], numbers.ColumnSums().Values);
        Assert.Contains("row \"a\", column \"Name\" holds the text \"x\"", Refused(() => Sample.RowSums()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_more_leaves_the_frame_as_it_was_and_a_stray_key_is_named()
    {
        var more = Sample.With("Twice", Sample["Loss"] * 2.0);
        Assert.Equal(["Loss", "Sold", "Name", "Twice"], more.ColumnKeys);
        Assert.Equal(["Loss", "Sold", "Name"], Sample.ColumnKeys);
        Assert.Equal(14, more["Twice"]["c"]);
        Assert.False(more["Twice"].TryGet("b").HasValue);
        Assert.Equal(["Loss", "Sold", "Name"], Sample.With("Loss", Sample["Sold"]).ColumnKeys);
        Assert.Equal(3, Sample["Loss"]["a"]);
        Assert.Contains("the key \"e\" is no row of the frame", Refused(() => Sample.With("New", new Series<string, double>(["a", "e"], [1, 2]))), StringComparison.Ordinal);
        Assert.Contains("\"Gain\" is not a column of the frame", Refused(() => Sample.Only("Loss", "Gain")), StringComparison.Ordinal);
    }

    [Fact]
    public void Series_are_joined_by_key_and_a_sweep_is_a_frame()
    {
        var joined = Columns.Of(("Held", new Series<string, double>(["a", "b"], [1, 2])), ("Depth", new Series<string, double>(["b", "c"], [20, 30])));
        Assert.Equal(["a", "b", "c"], joined.RowKeys);
        Assert.Equal([2.0, 20], joined.Rows["b"].Values.Cast<double>());
        Assert.False(joined["Depth"].TryGet("a").HasValue);
        Assert.Contains("\"Held\" is there twice", Refused(() => Columns.Of(("Held", joined["Held"]), ("Held", joined["Depth"]))), StringComparison.Ordinal);
        var sweep = new[] { 20.0, 33 }.Tabulate(cap => new { Cap = cap, TotalLoss_bn = 2 * cap });
        Assert.Equal(["Cap", "Total loss, bn"], sweep.ColumnKeys);
        Assert.Equal(66, sweep["Total loss, bn"][33]);
        Assert.Contains("20 is there twice", Refused(() => new[] { 20, 20 }.Tabulate(cap => new { Cap = cap })), StringComparison.Ordinal);
        Assert.Equal(4, new[] { 3.0, 4 }.By(["x", "y"])["y"]);
        Assert.Equal("yy", new[] { "x", "yy" }.By(text => text.Length)[2]);
        Assert.Contains("2 is there twice", Refused(() => new[] { "xx", "yy" }.By(text => text.Length)), StringComparison.Ordinal);
        Assert.Contains("keys has 1 keys; expected 2", Refused(() => new[] { 3.0, 4 }.By(["x"])), StringComparison.Ordinal);
    }
}
