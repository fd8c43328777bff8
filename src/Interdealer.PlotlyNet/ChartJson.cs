using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Plotly.NET;

namespace Interdealer.Charts;

/// <summary>A chart as Plotly's JSON, the format that plotly.js, JupyterLab and VS Code share.</summary>
internal static class ChartJson
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        // Keeps letters of every script readable, and still escapes what could end a script element: <, >, & and quotes.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static JsonObject Of(GenericChart chart)
    {
        var serializer = Newtonsoft.Json.JsonSerializer.Create(Globals.JSON_CONFIG);
        JsonNode? Written(object part) => Node(JToken.FromObject(part, serializer));
        return new()
        {
            ["data"] = new JsonArray([.. GenericChart.getTraces(chart).Select(Written)]),
            ["layout"] = Written(GenericChart.getLayout(chart)),
            ["config"] = Written(GenericChart.getConfig(chart)),
        };
    }

    public static string Text(JsonObject chart) => chart.ToJsonString(Writing);

    /// <summary>The title of a layout or an axis, which may be a text or an object with one; empty for none.</summary>
    public static string TitleOf(JsonNode? owner) => (owner as JsonObject)?["title"] switch
    {
        JsonObject title => title["text"]?.ToString() ?? "",
        JsonValue title => title.ToString(),
        _ => "",
    };

    // Numbers in the shortest form that reads back the same; one that is none, for which JSON has no number, is null, Plotly's missing value.
    private static JsonNode? Node(JToken token) => token switch
    {
        JObject members => new JsonObject(members.Properties().Select(member => KeyValuePair.Create(member.Name, Node(member.Value)))),
        JArray items => new JsonArray([.. items.Select(Node)]),
        JValue { Value: double number } => double.IsFinite(number) ? JsonValue.Create(number) : null,
        JValue { Value: float number } => float.IsFinite(number) ? JsonValue.Create(number) : null,
        JValue { Value: string text } => JsonValue.Create(text),
        JValue { Value: null } => null,
        _ => JsonNode.Parse(token.ToString(Formatting.None)),
    };
}
