using System.Globalization;
using Plotly.NET;

namespace Interdealer.Charts;

public static partial class Draw
{
    /// <summary>Charts side by side in one, each under its own title.</summary>
    /// <param name="title">What the charts show together.</param>
    /// <param name="columns">How many stand beside each other, 1 to 4.</param>
    /// <param name="charts">At least one, with axes, without sliders; series of the same name have the same colour in all of them.</param>
    /// <exception cref="ArgumentException">The title is blank, there is no chart, or one has no axes or has a slider.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of columns is outside its range.</exception>
    public static GenericChart Panels(string title, int columns, params GenericChart[] charts)
    {
        Require.NotBlank(title, nameof(title), "what the charts show together");
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 4);
        var panels = Require.NotEmpty(charts, nameof(charts)).Select(ChartParts.CopyOf).ToArray();
        foreach (var panel in panels)
        {
            var hasAxes = panel.Traces.TrueForAll(trace => trace is Trace2D) && panel.Layout.Get("xaxis2") is null;
            if (!hasAxes || panel.Layout.Get("sliders") is not null)
            {
                throw new ArgumentException(
                    $"'{PlotlyText.Decode(TitleSpace.TextOf(panel.Layout))}' cannot be a panel; panels must have one pair of axes and no slider.", nameof(charts));
            }
        }
        return new PanelGrid(columns, panels).Combine(title);
    }

    /// <summary>Charts side by side in one, as many beside each other as they are, up to three.</summary>
    /// <param name="title">What the charts show together.</param>
    /// <param name="charts">At least one, with axes, without sliders.</param>
    /// <exception cref="ArgumentException">The title is blank, there is no chart, or one has no axes or has a slider.</exception>
    public static GenericChart Panels(string title, params GenericChart[] charts)
        => Panels(title, Math.Clamp(charts?.Length == 4 ? 2 : charts?.Length ?? 1, 1, 3), charts!);

    /// <summary>One chart for each position of a slider, drawn with the slider below it.</summary>
    /// <typeparam name="T">The kind of position.</typeparam>
    /// <param name="label">What the slider changes, such as “Minimum, %”.</param>
    /// <param name="positions">In order, at least one.</param>
    /// <param name="at">The chart at a position; the same traces at every one, without a slider of its own.</param>
    /// <remarks>The axes keep one range over all positions, so that what moves is the data.</remarks>
    /// <exception cref="ArgumentException">The label is blank, there is no position, or the charts do not have the same traces.</exception>
    public static GenericChart WithSlider<T>(string label, IEnumerable<T> positions, Func<T, GenericChart> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return WithSlider(label, Require.NotEmpty(positions, nameof(positions))
            .Select(position => (Convert.ToString(position, CultureInfo.InvariantCulture) ?? "", at(position))));
    }

    /// <summary>One chart for each named position of a slider, drawn with the slider below it.</summary>
    /// <param name="label">What the slider changes, such as “Minimum, %”.</param>
    /// <param name="positions">Name and chart of each position, in order; the same traces in every one, without a slider of its own.</param>
    /// <exception cref="ArgumentException">A text is blank or used twice, there is no position, or the charts do not have the same traces.</exception>
    public static GenericChart WithSlider(string label, IEnumerable<(string Position, GenericChart Chart)> positions)
    {
        Require.NotBlank(label, nameof(label), "what the slider changes, with its unit");
        var items = Require.NotEmpty(positions, nameof(positions));
        var expected = Contents(items[0].Chart);
        foreach (var (position, chart) in items)
        {
            Require.NotBlank(position, nameof(positions), "the name of the position");
            if (GenericChart.getLayout(chart).Get("sliders") is not null || Contents(chart) != expected)
            {
                throw new ArgumentException(
                    $"The chart at '{position}' has traces {Contents(chart)}; it must have those of the first, {expected}, and no slider of its own.", nameof(positions));
            }
        }
        if (items.Select(item => item.Position).Distinct(StringComparer.Ordinal).Count() != items.Length)
        {
            throw new ArgumentException("Two positions of the slider have the same name; every name must be used once.", nameof(positions));
        }
        return SliderSteps.Combine(label, items);
    }

    private static string Contents(GenericChart chart)
        => string.Join(", ", GenericChart.getTraces(chart).Select(trace => $"{trace.type} '{PlotlyText.Decode(trace.Text("name") ?? "")}'"));
}
