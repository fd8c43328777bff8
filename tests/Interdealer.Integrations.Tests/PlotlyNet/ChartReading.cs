using System.Text.Json.Nodes;
using Interdealer.Charts;
using Plotly.NET;

namespace Interdealer.Integrations.Tests.PlotlyNet;

/// <summary>A chart as what plotly.js is given of it.</summary>
internal static class ChartReading
{
    public static JsonArray Data(this GenericChart chart) => Json(chart)["data"]!.AsArray();

    public static JsonObject Layout(this GenericChart chart) => Json(chart)["layout"]!.AsObject();

    private static JsonObject Json(GenericChart chart) => JsonNode.Parse(chart.ToPlotlyJson())!.AsObject();
}
