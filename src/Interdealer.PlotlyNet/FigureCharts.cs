using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.FSharp.Collections;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Plotly.NET;
using Figure = Interdealer.Display.Figure;

namespace Interdealer.PlotlyNet;

/// <summary>Figures as Plotly.NET charts and back, with every trace, layout and configuration member.</summary>
/// <remarks>
/// Both sides are Plotly's JSON, so nothing is translated: a member unknown to either library is carried over as it is. What Plotly.NET's
/// styling functions look for by type (axes, legends, markers, lines, error bars, colour bars) is given that type, so that
/// <c>Chart.withXAxisStyle</c> and the like add to a figure's styling instead of replacing it.
/// </remarks>
public static class FigureCharts
{
    /// <summary>The figure as a chart of Plotly.NET.</summary>
    /// <param name="figure">A figure without a slider; of one with a slider name the position.</param>
    /// <exception cref="ArgumentException">The figure has a slider: a chart of Plotly.NET is one picture.</exception>
    public static GenericChart ToChart(this Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var positions = figure.Frames.Count;
        return positions == 0
            ? ChartOf(figure.Data, figure.Layout, figure.Config)
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"figure has a slider of {positions} positions, and a Plotly.NET chart is one picture; name the position, from 0 to {positions - 1}."),
                nameof(figure));
    }

    /// <summary>One position of a figure's slider as a chart of Plotly.NET, without the slider.</summary>
    /// <param name="figure">A figure with a slider.</param>
    /// <param name="position">Which position, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The figure has no such position.</exception>
    public static GenericChart ToChart(this Figure figure, int position)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var frames = figure.Frames;
        if (position < 0 || position >= frames.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(position),
                position,
                string.Create(CultureInfo.InvariantCulture, $"position must be one of the figure's {frames.Count} slider positions, counted from 0; it was {position}."));
        }

        var (data, layout) = SliderPosition.Apply(figure.Data, figure.Layout, frames[position]!.AsObject());
        return ChartOf(data, layout, figure.Config);
    }

    /// <summary>The chart as a figure, to be shown in any notebook engine and report. NaN and infinities are null, Plotly's missing value, as in every figure.</summary>
    /// <param name="chart">A chart of Plotly.NET, however it was made.</param>
    /// <exception cref="ArgumentException">The chart cannot be written as JSON.</exception>
    public static Figure ToFigure(this GenericChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var figure = new JsonObject
        {
            ["data"] = new JsonArray([.. GenericChart.getTraces(chart).Select(Written)]),
            ["layout"] = Written(GenericChart.getLayout(chart)),
            ["config"] = Written(GenericChart.getConfig(chart)),
        };
        return Figure.FromJson(figure.ToJsonString());
    }

    private static GenericChart ChartOf(JsonArray data, JsonObject layout, JsonObject config)
    {
        var traces = data.Select(trace => TypedMembers.NewTrace(Newtonsoft(trace!)));
        var chart = GenericChart.ofTraceObjects(false, ListModule.OfSeq(traces));
        chart = GenericChart.setLayout(TypedMembers.Fill(new Layout(), Newtonsoft(layout)), chart);
        return GenericChart.setConfig(TypedMembers.Fill(new Config(), Newtonsoft(config)), chart);
    }

    // As tokens first: they tell a number that is none, for which JSON has no number and Plotly null, from the text "NaN".
    private static JsonNode? Written(object part)
    {
        var token = JToken.FromObject(part, JsonSerializer.Create(Globals.JSON_CONFIG));
        foreach (var number in ((JContainer)token).DescendantsAndSelf().OfType<JValue>().Where(IsNoNumber).ToArray())
        {
            number.Replace(JValue.CreateNull());
        }

        return JsonNode.Parse(token.ToString(Formatting.None));
    }

    private static bool IsNoNumber(JValue value) => value.Value switch
    {
        double number => !double.IsFinite(number),
        float number => !float.IsFinite(number),
        _ => false,
    };

    // Dates stay text: Newtonsoft would rewrite what looks like one.
    private static JObject Newtonsoft(JsonNode node)
    {
        using var reader = new JsonTextReader(new StringReader(node.ToJsonString())) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
