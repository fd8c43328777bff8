using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Figure = Interdealer.Display.Figure;

namespace Interdealer.Integrations.Tests.PlotlyNet;

/// <summary>Figures with random members: known and unknown names, nested objects where a library has types, nulls, extreme numbers, odd text.</summary>
static class RandomFigures
{
    static readonly string[] Names =
    [
        "x", "y", "z", "name", "mode", "marker", "line", "error_x", "error_y", "colorbar", "hovertext", "xaxis", "xaxis2", "yaxis", "legend", "title", "font", "margin",
        "coloraxis", "tickfont", "text", "size", "color", "visible", "annotations", "shapes", "template", "scene", "unknown_member", "größe", "type",
    ];

    static readonly string[] Texts = ["", "NaN", "2020-03-16", "2020-03-16T10:00:00Z", "2020-03-16T10:00:00.50+01:00", "<b>", "\"", "$x^2$", "é", "12", "true"];
    static readonly double[] Numbers = [0, -0.0, 1, 0.1, 1.0 / 3, 1e300, 5e-324, -1e-9, 12345678901234567, 4503599627370497.5];

    internal static Figure Draw(int seed)
    {
        var random = new Random(seed);
        var root = new JsonObject
        {
            ["data"] = new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => (JsonNode?)Trace(random))]),
            ["layout"] = Members(random, 4),
            ["config"] = Members(random, 2),
        };
        return Figure.FromJson(root.ToJsonString());
    }

    /// <summary>Members in the order of their names, numbers as their shortest text.</summary>
    internal static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Canonical(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Canonical)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };

    static JsonObject Trace(Random random)
    {
        var trace = Members(random, 3);
        trace["type"] = new[] { "scatter", "bar", "heatmap", "sankey", "a-new-type" }[random.Next(5)];
        return trace;
    }

    static JsonObject Members(Random random, int depth) => new(
        Enumerable.Range(0, random.Next(7)).Select(_ => Names[random.Next(Names.Length)]).Distinct().Select(name => KeyValuePair.Create(name, Value(random, depth - 1))));

    static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => JsonValue.Create(Texts[random.Next(Texts.Length)]),
        1 => JsonValue.Create(Numbers[random.Next(Numbers.Length)]),
        2 => JsonValue.Create(random.Next(2) == 0),
        3 => null,
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
        _ => Members(random, depth),
    };
}
