using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

/// <summary>Charts as Plotly.NET's own <see cref="GenericChart"/>, in the style of this library.</summary>
/// <remarks>
/// Each has a title and axis titles. <see cref="ChartChanges"/> adds to a chart, and Plotly.NET's own functions restyle and combine it. Colours of text are left
/// to the page, backgrounds are transparent, and colours of series read on light and dark. Every text given is shown as it is: Plotly's own mark-up in it has
/// no effect. The same chart gives the same bytes.
/// </remarks>
public static partial class Draw
{
    /// <summary>Lines over numbers, dates or names.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What runs across, with its unit, such as “Fall in price, %”.</param>
    /// <param name="yTitle">What runs upwards, with its unit.</param>
    /// <param name="series">At least one; all over the same kind of positions.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or their positions are of different kinds.</exception>
    public static GenericChart Line(string title, string xTitle, string yTitle, params ChartSeries[] series)
        => Cartesian(title, xTitle, yTitle, series, Traces.Line).ToChart();

    /// <summary>Points over numbers, dates or names.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What runs across, with its unit.</param>
    /// <param name="yTitle">What runs upwards, with its unit.</param>
    /// <param name="series">At least one; all over the same kind of positions.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or their positions are of different kinds.</exception>
    public static GenericChart Scatter(string title, string xTitle, string yTitle, params ChartSeries[] series)
        => Cartesian(title, xTitle, yTitle, series, Traces.Points).ToChart();

    /// <summary>Bars side by side.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What the bars stand for.</param>
    /// <param name="yTitle">What their height is, with its unit.</param>
    /// <param name="series">At least one; all over the same kind of positions.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or their positions are of different kinds.</exception>
    public static GenericChart Bar(string title, string xTitle, string yTitle, params ChartSeries[] series)
        => Cartesian(title, xTitle, yTitle, series, Traces.Bars).ToChart();

    /// <summary>Bars on top of each other; negative values stand below the line.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What the bars stand for.</param>
    /// <param name="yTitle">What their height is, with its unit.</param>
    /// <param name="series">At least one; all over the same kind of positions.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or their positions are of different kinds.</exception>
    public static GenericChart StackedBar(string title, string xTitle, string yTitle, params ChartSeries[] series)
    {
        var parts = Cartesian(title, xTitle, yTitle, series, Traces.Bars);
        parts.Layout.Set(("barmode", "relative"));
        return parts.ToChart();
    }

    /// <summary>Bars that lie, with their names at the left and the first at the top: a ranking.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="valueTitle">What the length of the bars is, with its unit.</param>
    /// <param name="series">Names and values, in the order to be shown.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or its positions are not names.</exception>
    public static GenericChart Ranking(string title, string valueTitle, params ChartSeries[] series)
    {
        var rows = Require.NotEmpty(series, nameof(series));
        var axisType = CommonAxisType(rows);
        if (axisType != "category")
        {
            throw new ArgumentException("series must have names as positions; a ranking has a name for each bar.", nameof(series));
        }
        var names = rows.SelectMany(row => row.X).Distinct().Count();
        var x = HouseStyle.Axis(AxisTitle(valueTitle, nameof(valueTitle)), "linear");
        var parts = New(title, x, HouseStyle.Axis(null, axisType).Set(("autorange", "reversed")));
        parts.Traces.AddRange(rows.Select(Traces.LyingBars));
        parts.Layout.Set(("height", Math.Max(HouseStyle.Height, 140 + (22 * names * rows.Length))));
        TitleSpace.StartAtLeftEdge(parts);
        return parts.ToChart();
    }

    /// <summary>A heat map of values over two axes.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What runs across, with its unit.</param>
    /// <param name="yTitle">What runs upwards, with its unit.</param>
    /// <param name="grid">The values.</param>
    /// <exception cref="ArgumentException">A title is blank.</exception>
    public static GenericChart HeatMap(string title, string xTitle, string yTitle, HeatGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var x = HouseStyle.Axis(AxisTitle(xTitle, nameof(xTitle)), grid.XType).Set(("showgrid", false));
        var y = HouseStyle.Axis(AxisTitle(yTitle, nameof(yTitle)), grid.YType).Set(("showgrid", false));
        return New(title, x, y, Traces.HeatMap(grid)).ToChart();
    }

    /// <summary>How often values fall into bins of equal width.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What the values are, with their unit.</param>
    /// <param name="values">Finite values, at least one; they are counted here, so the chart stays small however many there are.</param>
    /// <param name="bins">Number of bins, 1 to 500; null chooses it by the rule of Freedman and Diaconis, between 5 and 60.</param>
    /// <exception cref="ArgumentException">A title is blank, or there is no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, or the number of bins is outside its range.</exception>
    public static GenericChart Histogram(string title, string xTitle, IEnumerable<double> values, int? bins = null)
    {
        var counted = HistogramBins.Of(values, bins);
        var x = HouseStyle.Axis(AxisTitle(xTitle, nameof(xTitle)), "linear");
        var y = HouseStyle.Axis(FormattableString.Invariant($"Number of values, of {counted.Total:#,0}"), "linear");
        var parts = New(title, x, y, Traces.Histogram(counted));
        parts.Layout.Set(("bargap", 0.04));
        return parts.ToChart();
    }

    /// <summary>Boxes from quartile to quartile with the median, whiskers and points beyond them, one for each group.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="yTitle">What the values are, with their unit.</param>
    /// <param name="groups">Name and finite values of each group; every value is in the chart.</param>
    /// <exception cref="ArgumentException">A title or name is blank, or there is no group or no value in one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static GenericChart Box(string title, string yTitle, params (string Name, IEnumerable<double> Values)[] groups)
    {
        var named = Require.NotEmpty(groups, nameof(groups));
        var boxes = named.Select(group =>
        {
            Require.NotBlank(group.Name, nameof(groups), "the name of the group");
            var values = Require.NotEmpty(group.Values, nameof(groups));
            Array.ForEach(values, value => Require.FiniteNumber(value, nameof(groups)));
            return Traces.Box(group.Name, values);
        });
        var parts = New(title, HouseStyle.Axis(null, "category"), HouseStyle.Axis(AxisTitle(yTitle, nameof(yTitle)), "linear"), [.. boxes]);
        // Each box has its name below it.
        parts.Layout.Set(("showlegend", false));
        TitleSpace.SetMargin(parts);
        return parts.ToChart();
    }

    /// <summary>A waterfall: changes one after the other, and totals.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="yTitle">What is added up, with its unit.</param>
    /// <param name="steps">In order; a total is the sum of the changes before it.</param>
    /// <exception cref="ArgumentException">A title is blank, or there is no step.</exception>
    public static GenericChart Waterfall(string title, string yTitle, params WaterfallStep[] steps)
    {
        var items = Require.NotEmpty(steps, nameof(steps));
        return New(title, HouseStyle.Axis(null, "category"), HouseStyle.Axis(AxisTitle(yTitle, nameof(yTitle)), "linear"), Traces.Waterfall(items)).ToChart();
    }

    /// <summary>Flows between named places, as wide as they are large.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="unit">The unit of the flows, such as “$bn”.</param>
    /// <param name="flows">At least one; places are named in the order in which they appear.</param>
    /// <exception cref="ArgumentException">A text is blank, or there is no flow.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A flow is negative or not finite.</exception>
    public static GenericChart Sankey(string title, string unit, IEnumerable<SankeyFlow> flows)
    {
        Require.NotBlank(unit, nameof(unit), "the unit of the flows, such as $bn");
        var items = Require.NotEmpty(flows, nameof(flows));
        foreach (var flow in items)
        {
            Require.NotBlank(flow.From, nameof(flows), "where a flow starts");
            Require.NotBlank(flow.To, nameof(flows), "where a flow ends");
            Require.FiniteSize(flow.Value, nameof(flows));
        }
        return New(title, null, null, Traces.Sankey(items, unit)).ToChart();
    }

    /// <summary>A network of nodes and the edges between them, on a circle unless nodes say where they stand.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="nodes">At least one; names are used once.</param>
    /// <param name="edges">Between names of nodes; may be empty.</param>
    /// <param name="directed">Whether a mark on each edge shows its direction.</param>
    /// <exception cref="ArgumentException">The title or a name is blank, a name is used twice, or an edge names no node.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, weight or position is negative where it must not be, or not finite.</exception>
    public static GenericChart Network(string title, IEnumerable<NetworkNode> nodes, IEnumerable<NetworkEdge> edges, bool directed = false)
    {
        var drawing = NetworkDrawing.Of(nodes, edges);
        var parts = New(title, HouseStyle.HiddenAxis(null), HouseStyle.HiddenAxis("x"), [.. drawing.Traces(directed)]);
        parts.Layout.Set(("height", 540), ("margin", new Margin().Set(("l", 40), ("r", 40), ("b", 44))), ("showlegend", drawing.HasGroups));
        TitleSpace.SetMargin(parts);
        return parts.ToChart();
    }

    /// <summary>Plotly's kind of axis that all of these series need.</summary>
    internal static string CommonAxisType(IEnumerable<ChartSeries> series)
    {
        var types = series.Select(item => item.AxisType).Distinct().ToArray();
        return types.Length == 1
            ? types[0]
            : throw new ArgumentException($"series are over {string.Join(" and ", types)} positions; all must be over numbers, or dates, or names.", nameof(series));
    }

    internal static string AxisTitle(string title, string argument)
        => Require.NotBlank(title, argument, "what the axis shows, with its unit, such as 'Loss, $bn'");

    private static ChartParts Cartesian(string title, string xTitle, string yTitle, ChartSeries[] series, Func<ChartSeries, int, Trace> trace)
    {
        var items = Require.NotEmpty(series, nameof(series));
        var x = HouseStyle.Axis(AxisTitle(xTitle, nameof(xTitle)), CommonAxisType(items));
        var parts = New(title, x, HouseStyle.Axis(AxisTitle(yTitle, nameof(yTitle)), "linear"), [.. items.Select(trace)]);
        parts.Layout.Set(("hovermode", "x unified"));
        return parts;
    }

    private static ChartParts New(string title, LinearAxis? x, LinearAxis? y, params Trace[] traces)
    {
        var parts = HouseStyle.NewChart(Require.NotBlank(title, nameof(title), "what the chart shows"), x, y);
        parts.Traces.AddRange(traces);
        TitleSpace.SetMargin(parts);
        return parts;
    }
}
