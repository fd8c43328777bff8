using System.Text.Json.Nodes;

namespace Interdealer.Charts;

/// <summary>A chart in one line: what is drawn, the title, and how many traces there are.</summary>
internal static class ChartText
{
    public static string Of(JsonObject chart)
    {
        var traces = chart["data"]!.AsArray();
        var positions = chart["layout"]?["sliders"]?[0]?["steps"] is JsonArray steps ? steps.Count : 1;
        var perPosition = traces.Count / positions;
        var kinds = string.Join(" and ", traces.Select(Kind).Distinct());
        var kind = kinds.Length == 0 ? "Empty" : char.ToUpperInvariant(kinds[0]) + kinds[1..];
        var slider = positions > 1 ? FormattableString.Invariant($", {positions} positions") : "";
        return FormattableString.Invariant($"{kind} chart: {Title(chart)} ({perPosition} trace{(perPosition == 1 ? "" : "s")}{slider})");
    }

    public static string Title(JsonObject chart) => PlotlyText.Decode(ChartJson.TitleOf(chart["layout"]));

    private static string Kind(JsonNode? trace) => trace?["type"]?.ToString() switch
    {
        "scatter" or null => trace?["mode"]?.ToString().Contains("lines", StringComparison.Ordinal) == true ? "line" : "scatter",
        "heatmap" => "heat map",
        var type => type,
    };
}
