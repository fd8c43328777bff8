using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Interdealer.Charts;

/// <summary>The parts of a chart while it is built or changed. What is put together from them shares nothing with the chart they were copied from.</summary>
internal sealed class ChartParts
{
    private readonly DisplayOptions options;

    private ChartParts(List<Trace> traces, Layout layout, Config config, DisplayOptions options)
        => (Traces, Layout, Config, this.options) = (traces, layout, config, options);

    public List<Trace> Traces { get; }

    public Layout Layout { get; }

    public Config Config { get; }

    public static ChartParts New(Layout layout)
        => new([], layout, new Config().Set(("displaylogo", false), ("responsive", true)), new DisplayOptions());

    public static ChartParts CopyOf(GenericChart chart) => new(
        [.. GenericChart.getTraces(chart).Select(Members.Copy)],
        Members.Copy(GenericChart.getLayout(chart)),
        Members.Copy(GenericChart.getConfig(chart)),
        GenericChart.getDisplayOptions(chart));

    public GenericChart ToChart()
    {
        var chart = GenericChart.ofTraceObjects(false, ListModule.OfSeq(Traces));
        return GenericChart.setDisplayOptions(options, GenericChart.setConfig(Config, GenericChart.setLayout(Layout, chart)));
    }

    /// <summary>The axis of a chart that has axes, made where nothing was said of it.</summary>
    /// <param name="letter">x or y.</param>
    public LinearAxis Axis(char letter) => Traces.Count > 0 && Traces.TrueForAll(trace => trace is Trace2D)
        ? Layout.Part<LinearAxis>(letter + "axis")
        : throw new InvalidOperationException("This kind of chart has no axes.");

    /// <summary>Adds a shape or a text, at every position of a slider.</summary>
    public void Add<T>(string list, T item)
        where T : PlotlyObject
    {
        foreach (var layout in SliderSteps.Layouts(Layout).Prepend(Layout))
        {
            layout.SetProperty(list, layout.Items(list).OfType<T>().Append(Members.Copy(item)).ToArray());
        }
    }
}
