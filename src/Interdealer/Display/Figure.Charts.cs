using System.Text.Json.Nodes;

namespace Interdealer.Display;

public sealed partial class Figure
{
    /// <summary>Lines over numbers, dates or names.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What runs across, with its unit, such as “Fall in price, %”.</param>
    /// <param name="yTitle">What runs upwards, with its unit.</param>
    /// <param name="series">At least one; all over the same kind of positions.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or their positions are of different kinds.</exception>
    public static Figure Line(string title, string xTitle, string yTitle, params Series[] series)
        => Cartesian("Line chart", title, xTitle, yTitle, series, FigureTraces.Line);

    /// <summary>Points over numbers, dates or names.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What runs across, with its unit.</param>
    /// <param name="yTitle">What runs upwards, with its unit.</param>
    /// <param name="series">At least one; all over the same kind of positions.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or their positions are of different kinds.</exception>
    public static Figure Scatter(string title, string xTitle, string yTitle, params Series[] series)
        => Cartesian("Scatter chart", title, xTitle, yTitle, series, FigureTraces.Points);

    /// <summary>Bars side by side.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What the bars stand for.</param>
    /// <param name="yTitle">What their height is, with its unit.</param>
    /// <param name="series">At least one; all over the same kind of positions.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or their positions are of different kinds.</exception>
    public static Figure Bar(string title, string xTitle, string yTitle, params Series[] series)
        => Cartesian("Bar chart", title, xTitle, yTitle, series, FigureTraces.Bars).Edited(figure => figure["layout"]!["barmode"] = "group");

    /// <summary>Bars on top of each other; negative values stand below the line.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What the bars stand for.</param>
    /// <param name="yTitle">What their height is, with its unit.</param>
    /// <param name="series">At least one; all over the same kind of positions.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or their positions are of different kinds.</exception>
    public static Figure StackedBar(string title, string xTitle, string yTitle, params Series[] series)
        => Cartesian("Stacked bar chart", title, xTitle, yTitle, series, FigureTraces.Bars)
            .Edited(figure => figure["layout"]!["barmode"] = "relative");

    /// <summary>Bars that lie, with their names at the left and the first at the top: a ranking.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="valueTitle">What the length of the bars is, with its unit.</param>
    /// <param name="series">Names and values, in the order to be shown.</param>
    /// <exception cref="ArgumentException">A title is blank, there is no series, or its positions are not names.</exception>
    public static Figure Ranking(string title, string valueTitle, params Series[] series)
    {
        var rows = Require.NotEmpty(series, nameof(series));
        var axisType = CommonAxisType(rows);
        if (axisType != "category")
        {
            throw new ArgumentException("series must have names as positions; a ranking has a name for each bar.", nameof(series));
        }
        var names = rows.SelectMany(row => row.X).Distinct().Count();
        var figure = New("Ranking", title, FigureLayout.Axis(AxisTitle(valueTitle, nameof(valueTitle)), "linear"), FigureLayout.Axis(null, axisType));
        return figure.Edited(root =>
        {
            foreach (var (row, i) in rows.Select((row, i) => (row, i)))
            {
                root["data"]!.AsArray().Add(FigureTraces.LyingBars(row, i));
            }
            var layout = root["layout"]!;
            layout["barmode"] = "group";
            layout["hovermode"] = "closest";
            layout["height"] = Math.Max(FigureLayout.Height, 140 + 22 * names * rows.Length);
            layout["yaxis"]!["autorange"] = "reversed";
            FigureLayout.ShowLegend(root);
            FigureLayout.StartAtLeftEdge(root);
        });
    }

    /// <summary>A heat map of values over two axes.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What runs across, with its unit.</param>
    /// <param name="yTitle">What runs upwards, with its unit.</param>
    /// <param name="grid">The values.</param>
    /// <exception cref="ArgumentException">A title is blank.</exception>
    public static Figure HeatMap(string title, string xTitle, string yTitle, HeatGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var x = FigureLayout.Axis(AxisTitle(xTitle, nameof(xTitle)), grid.XType);
        var y = FigureLayout.Axis(AxisTitle(yTitle, nameof(yTitle)), grid.YType);
        x["showgrid"] = false;
        y["showgrid"] = false;
        return New("Heat map", title, x, y).Edited(root =>
        {
            root["data"]!.AsArray().Add(FigureTraces.HeatMap(grid));
            root["layout"]!["hovermode"] = "closest";
        });
    }

    /// <summary>How often values fall into bins of equal width.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xTitle">What the values are, with their unit.</param>
    /// <param name="values">Finite values, at least one; they are counted here, so the figure stays small however many there are.</param>
    /// <param name="bins">Number of bins, 1 to 500; null chooses it by the rule of Freedman and Diaconis, between 5 and 60.</param>
    /// <exception cref="ArgumentException">A title is blank, or there is no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, or the number of bins is outside its range.</exception>
    public static Figure Histogram(string title, string xTitle, IEnumerable<double> values, int? bins = null)
    {
        var counted = HistogramBins.Of(values, bins);
        var y = FigureLayout.Axis(FormattableString.Invariant($"Number of values, of {counted.Total:#,0}"), "linear");
        return New("Histogram", title, FigureLayout.Axis(AxisTitle(xTitle, nameof(xTitle)), "linear"), y).Edited(root =>
        {
            root["data"]!.AsArray().Add(FigureTraces.Histogram(counted));
            root["layout"]!["bargap"] = 0.04;
            root["layout"]!["hovermode"] = "closest";
        });
    }

    /// <summary>Boxes from quartile to quartile with the median, whiskers and points beyond them, one for each group.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="yTitle">What the values are, with their unit.</param>
    /// <param name="groups">Name and finite values of each group; every value is in the figure.</param>
    /// <exception cref="ArgumentException">A title or name is blank, or there is no group or no value in one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static Figure Box(string title, string yTitle, params (string Name, IEnumerable<double> Values)[] groups)
    {
        var named = Require.NotEmpty(groups, nameof(groups));
        return New("Box plot", title, FigureLayout.Axis(null, "category"), FigureLayout.Axis(AxisTitle(yTitle, nameof(yTitle)), "linear")).Edited(root =>
        {
            foreach (var ((name, values), i) in named.Select((group, i) => (group, i)))
            {
                Require.NotBlank(name, nameof(groups), "the name of the group");
                var items = Require.NotEmpty(values, nameof(groups));
                Array.ForEach(items, value => Require.FiniteNumber(value, nameof(groups)));
                root["data"]!.AsArray().Add(FigureTraces.Box(name, items, i));
            }
            root["layout"]!["hovermode"] = "closest";
            root["layout"]!["showlegend"] = false;
        });
    }

    /// <summary>A waterfall: changes one after the other, and totals.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="yTitle">What is added up, with its unit.</param>
    /// <param name="steps">In order; a total is the sum of the changes before it.</param>
    /// <exception cref="ArgumentException">A title is blank, or there is no step.</exception>
    public static Figure Waterfall(string title, string yTitle, params WaterfallStep[] steps)
    {
        var items = Require.NotEmpty(steps, nameof(steps));
        return New("Waterfall chart", title, FigureLayout.Axis(null, "category"), FigureLayout.Axis(AxisTitle(yTitle, nameof(yTitle)), "linear")).Edited(root =>
        {
            root["data"]!.AsArray().Add(FigureTraces.Waterfall(items));
            root["layout"]!["hovermode"] = "closest";
            root["layout"]!["showlegend"] = false;
        });
    }

    /// <summary>Flows between named places, as wide as they are large.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="unit">The unit of the flows, such as “$bn”.</param>
    /// <param name="flows">At least one; places are named in the order in which they appear.</param>
    /// <exception cref="ArgumentException">A text is blank, or there is no flow.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A flow is negative or not finite.</exception>
    public static Figure Sankey(string title, string unit, IEnumerable<SankeyFlow> flows)
    {
        Require.NotBlank(unit, nameof(unit), "the unit of the flows, such as $bn");
        var items = Require.NotEmpty(flows, nameof(flows));
        foreach (var flow in items)
        {
            Require.NotBlank(flow.From, nameof(flows), "where a flow starts");
            Require.NotBlank(flow.To, nameof(flows), "where a flow ends");
            Require.FiniteSize(flow.Value, nameof(flows));
        }
        return New("Sankey diagram", title, null, null).Edited(root =>
        {
            root["data"]!.AsArray().Add(FigureTraces.Sankey(items, unit));
            root["layout"]!["hovermode"] = "closest";
        });
    }

    /// <summary>A network of nodes and the edges between them, on a circle unless nodes say where they stand.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="nodes">At least one; names are used once.</param>
    /// <param name="edges">Between names of nodes; may be empty.</param>
    /// <param name="directed">Whether a mark on each edge shows its direction.</param>
    /// <exception cref="ArgumentException">The title or a name is blank, a name is used twice, or an edge names no node.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, weight or position is negative where it must not be, or not finite.</exception>
    public static Figure Network(string title, IEnumerable<NetworkNode> nodes, IEnumerable<NetworkEdge> edges, bool directed = false)
    {
        var drawing = NetworkDrawing.Of(nodes, edges);
        return New("Network", title, FigureLayout.HiddenAxis(null), FigureLayout.HiddenAxis("x")).Edited(root =>
        {
            foreach (var trace in drawing.Traces(directed))
            {
                root["data"]!.AsArray().Add(trace);
            }
            var layout = root["layout"]!;
            layout["hovermode"] = "closest";
            layout["height"] = 540;
            layout["margin"] = new JsonObject { ["l"] = 40, ["r"] = 40, ["b"] = 44 };
            layout["showlegend"] = drawing.HasGroups;
            FigureLayout.SetTop(root);
        });
    }

    private static Figure Cartesian(
        string kind, string title, string xTitle, string yTitle, Series[] series, Func<Series, int, JsonObject> trace)
    {
        var items = Require.NotEmpty(series, nameof(series));
        var x = FigureLayout.Axis(AxisTitle(xTitle, nameof(xTitle)), CommonAxisType(items));
        return New(kind, title, x, FigureLayout.Axis(AxisTitle(yTitle, nameof(yTitle)), "linear")).With(items, trace);
    }

    private static Figure New(string kind, string title, JsonObject? x, JsonObject? y)
        => new(kind, FigureLayout.Root(Require.NotBlank(title, nameof(title), "what the chart shows"), x, y));

    private Figure With(IEnumerable<Series> series, Func<Series, int, JsonObject> trace) => Edited(root =>
    {
        var data = root["data"]!.AsArray();
        foreach (var item in series)
        {
            data.Add(trace(item, data.Count));
        }
        FigureLayout.ShowLegend(root);
    });

    private static string AxisTitle(string title, string argument)
        => Require.NotBlank(title, argument, "what the axis shows, with its unit, such as 'Loss, $bn'");

    private static string CommonAxisType(IEnumerable<Series> series)
    {
        var types = series.Select(item => item.AxisType).Distinct().ToArray();
        return types.Length == 1
            ? types[0]
            : throw new ArgumentException($"series are over {string.Join(" and ", types)} positions; all must be over numbers, or dates, or names.", nameof(series));
    }
}
