using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

/// <summary>Adds to a chart, whether it was drawn here or by Plotly.NET. Each function gives a new chart and leaves the one it is given as it was.</summary>
public static partial class ChartChanges
{
    /// <summary>The chart with more lines.</summary>
    /// <param name="chart">With axes.</param>
    /// <param name="series">Over the same kind of positions as the chart's.</param>
    /// <exception cref="ArgumentException">There is no series, or its positions are of another kind than the axis.</exception>
    public static GenericChart WithLine(this GenericChart chart, params ChartSeries[] series) => chart.With(series, Traces.Line);

    /// <summary>The chart with more points.</summary>
    /// <param name="chart">With axes.</param>
    /// <param name="series">Over the same kind of positions as the chart's.</param>
    /// <exception cref="ArgumentException">There is no series, or its positions are of another kind than the axis.</exception>
    public static GenericChart WithScatter(this GenericChart chart, params ChartSeries[] series) => chart.With(series, Traces.Points);

    /// <summary>The chart with more bars.</summary>
    /// <param name="chart">With axes.</param>
    /// <param name="series">Over the same kind of positions as the chart's.</param>
    /// <exception cref="ArgumentException">There is no series, or its positions are of another kind than the axis.</exception>
    public static GenericChart WithBars(this GenericChart chart, params ChartSeries[] series) => chart.With(series, Traces.Bars);

    /// <summary>A chart that shares nothing with the given one but its data: Plotly.NET's functions change the chart they are given.</summary>
    /// <param name="chart">Any chart.</param>
    public static GenericChart Copy(this GenericChart chart) => chart.Changed(_ => { });

    /// <summary>The chart under another title, with room for it and for the legend.</summary>
    /// <param name="chart">Any chart.</param>
    /// <param name="title">What the chart shows.</param>
    /// <exception cref="ArgumentException">The title is blank.</exception>
    public static GenericChart WithTitle(this GenericChart chart, string title)
    {
        Require.NotBlank(title, nameof(title), "what the chart shows");
        return chart.Changed(parts => TitleSpace.SetTitle(parts, title));
    }

    /// <summary>The chart in the style of this library, which reads on light and dark pages, instead of Plotly.NET's own.</summary>
    /// <param name="chart">Any chart, such as one that Plotly.NET drew.</param>
    public static GenericChart WithHouseStyle(this GenericChart chart) => chart.Changed(parts =>
    {
        parts.Layout.SetProperty("template", HouseStyle.Template());
        parts.Layout.RemoveProperty("width");
        parts.Layout.Set(("height", HouseStyle.Height), ("autosize", true));
        parts.Config.Set(("displaylogo", false), ("responsive", true));
        TitleSpace.SetMargin(parts);
    });

    /// <summary>The chart in another height.</summary>
    /// <param name="chart">Any chart.</param>
    /// <param name="pixels">100 to 4000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The height is outside its range.</exception>
    public static GenericChart WithHeight(this GenericChart chart, int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, 4000);
        return chart.Changed(parts => parts.Layout.SetProperty("height", pixels));
    }

    /// <summary>The chart with a line below it that says where its numbers are from.</summary>
    /// <param name="chart">Any chart.</param>
    /// <param name="source">Publisher, series and date; “Source: ” is put before it unless it starts so.</param>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    public static GenericChart WithSource(this GenericChart chart, string source)
    {
        var line = Display.SourceLine.Of(source);
        return chart.Changed(parts => SourceSpace.Set(parts, line));
    }

    private static GenericChart Changed(this GenericChart chart, Action<ChartParts> change)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var parts = ChartParts.CopyOf(chart);
        change(parts);
        return parts.ToChart();
    }

    private static GenericChart With(this GenericChart chart, ChartSeries[] series, Func<ChartSeries, int, Trace> trace)
    {
        var items = Require.NotEmpty(series, nameof(series));
        var kind = Draw.CommonAxisType(items);
        return chart.Changed(parts =>
        {
            var axis = parts.Axis('x').Text("type");
            if (axis is not null && kind != (axis == "log" ? "linear" : axis))
            {
                throw new ArgumentException($"series is over {kind} positions, but the axis of the chart is {axis}.", nameof(series));
            }
            foreach (var item in items)
            {
                parts.Traces.Add(trace(item, parts.Traces.Count));
            }
            TitleSpace.SetMargin(parts);
        });
    }
}
