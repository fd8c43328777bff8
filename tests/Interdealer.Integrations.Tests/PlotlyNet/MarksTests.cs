using Interdealer.Charts;
using Plotly.NET;

namespace Interdealer.Integrations.Tests.PlotlyNet;

public sealed class MarksTests
{
    private static readonly DateOnly First = new(2020, 3, 1);
    private static readonly DateOnly Last = new(2020, 3, 31);
    private static readonly GenericChart Yields = Draw.Line("t", "Day", "%", ChartSeries.Of("10 years", [First, Last], [1.1, 0.7]));

    [Fact]
    public void A_period_is_shaded_from_bottom_to_top_below_the_lines_with_its_label_where_it_begins()
    {
        var layout = Yields.WithPeriod(new DateOnly(2020, 3, 9), new DateOnly(2020, 3, 18), "dash for cash").Layout();
        var (shape, label) = (layout["shapes"]![0]!, layout["annotations"]![0]!);

        Assert.Equal(("rect", "below", "2020-03-09", "2020-03-18"), (shape["type"]!.ToString(), shape["layer"]!.ToString(), shape["x0"]!.ToString(), shape["x1"]!.ToString()));
        Assert.Equal(("y domain", "0", "1"), (shape["yref"]!.ToString(), shape["y0"]!.ToString(), shape["y1"]!.ToString()));
        Assert.Equal(("dash for cash", "2020-03-09"), (label["text"]!.ToString(), label["x"]!.ToString()));
        Assert.Null(label["yshift"]);
    }

    [Fact]
    public void Labels_stand_on_the_line_they_are_given()
    {
        var figure = Yields.WithVerticalLine(First, "a").WithVerticalLine(Last, "b", line: 2).WithPeriod(First, Last, "c", line: 3);

        Assert.Equal([null, "-32", "-48"], figure.Layout()["annotations"]!.AsArray().Select(text => text!["yshift"]?.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Yields.WithVerticalLine(First, "a", line: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Yields.WithPeriod(First, Last, null, line: 21));
    }

    [Fact]
    public void An_axis_of_days_runs_from_one_to_another() =>
        Assert.Equal("""["2020-03-09","2020-03-18"]""", Yields.WithXRange(new DateOnly(2020, 3, 9), new DateOnly(2020, 3, 18)).Layout()["xaxis"]!["range"]!.ToJsonString());

    [Fact]
    public void What_is_turned_round_or_not_on_the_axis_is_refused()
    {
        Assert.Contains("to must be after from, 2020-03-31; it was 2020-03-01", Assert.Throws<ArgumentException>(() => Yields.WithPeriod(Last, First)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Yields.WithXRange(First, First));
        Assert.Throws<ArgumentException>(() => Yields.WithXRange(1, 2));
        Assert.Throws<ArgumentException>(() => Yields.WithPeriod(1.0, double.NaN));
    }

    [Fact]
    public void Periods_and_labels_go_with_their_panel()
    {
        var layout = Draw.Panels("both", 1, Yields, Yields.WithPeriod(First, Last, "there")).Layout();

        Assert.Equal(("x2", "y2 domain"), (layout["shapes"]![0]!["xref"]!.ToString(), layout["shapes"]![0]!["yref"]!.ToString()));
        Assert.Contains(layout["annotations"]!.AsArray(), text => text!["text"]!.ToString() == "there" && text["xref"]!.ToString() == "x2");
    }
}
