using System.Text.Json.Nodes;

namespace Interdealer.Display;

/// <summary>Turns one figure for each position into one figure with a slider.</summary>
internal static class SliderFrames
{
    private const int SliderHeight = 104;
    private const double Padding = 0.05;
    private static readonly string[] Letters = ["x", "y"];

    public static JsonObject Combine(string label, IReadOnlyList<(string Position, JsonObject Root)> figures)
    {
        var positions = WithCommonColours(figures);
        var whole = (JsonObject)positions[0].Root.DeepClone();
        var layout = whole["layout"]!.AsObject();
        var ranges = Letters.Select(letter => (Axis: letter + "axis", Range: CommonRange(letter, positions))).Where(item => item.Range is not null).ToArray();
        foreach (var (axis, range) in ranges)
        {
            layout[axis]!["range"] = range!.DeepClone();
        }
        whole["frames"] = new JsonArray([.. positions.Select(position => (JsonNode?)Frame(position.Position, position.Root))]);
        var below = (layout["margin"]!["b"]?.GetValue<int>() ?? 0) + 6;
        layout["sliders"] = new JsonArray(Slider(label, positions.Select(position => position.Position), below));
        layout["updatemenus"] = new JsonArray(Buttons(below));
        layout["height"] = (layout["height"]?.GetValue<int>() ?? FigureLayout.Height) + SliderHeight;
        layout["margin"]!["b"] = (layout["margin"]!["b"]?.GetValue<int>() ?? 0) + SliderHeight;
        return whole;
    }

    private static JsonObject Frame(string name, JsonObject root)
    {
        var layout = new JsonObject { ["title"] = root["layout"]!["title"]?.DeepClone() };
        foreach (var key in new[] { "annotations", "shapes" })
        {
            if (root["layout"]![key] is { } items)
            {
                layout[key] = items.DeepClone();
            }
        }
        return new() { ["name"] = PlotlyText.Encode(name), ["data"] = root["data"]!.DeepClone(), ["layout"] = layout };
    }

    // One scale of colours over all positions, where the figure has not fixed its own: what moves is the data, not the meaning of a colour.
    private static List<(string Position, JsonObject Root)> WithCommonColours(IReadOnlyList<(string Position, JsonObject Root)> figures)
    {
        var positions = figures.Select(figure => (figure.Position, Root: (JsonObject)figure.Root.DeepClone())).ToList();
        for (var i = 0; i < positions[0].Root["data"]!.AsArray().Count; i++)
        {
            var traces = positions.Select(position => position.Root["data"]![i]!).ToArray();
            if (traces.Any(trace => trace["type"]?.ToString() != "heatmap" || trace["zmin"] is not null))
            {
                continue;
            }
            var values = traces.SelectMany(trace => trace["z"]!.AsArray()).SelectMany(row => row!.AsArray()).OfType<JsonValue>().Select(value => value.GetValue<double>()).ToArray();
            foreach (var trace in traces.Where(_ => values.Length > 0))
            {
                trace["zmin"] = values.Min();
                trace["zmax"] = values.Max();
            }
        }
        return positions;
    }

    // One range over all positions, where the axis is one of plain numbers and nobody chose a range.
    private static JsonArray? CommonRange(string letter, List<(string Position, JsonObject Root)> positions)
    {
        var first = positions[0].Root["layout"]![letter + "axis"];
        if (first?["type"]?.ToString() != "linear" || first["range"] is not null || first["visible"]?.GetValue<bool>() == false || first["autorange"] is not null)
        {
            return null;
        }
        var traces = positions.SelectMany(position => position.Root["data"]!.AsArray()).ToArray();
        var bars = traces.Any(trace => trace!["type"]?.ToString() == "bar");
        // Where bars stand on each other, or a trace is counted or summed by Plotly, its numbers are not where it ends.
        if (traces.Any(trace => trace!["type"]?.ToString() is not ("scatter" or "bar")) || positions[0].Root["layout"]!["barmode"]?.ToString() == "relative")
        {
            return null;
        }
        var values = traces.SelectMany(trace => trace![letter]!.AsArray()).OfType<JsonValue>().Select(value => value.GetValue<double>()).ToList();
        if (bars)
        {
            values.Add(0);
        }
        if (values.Count == 0)
        {
            return null;
        }
        var (least, greatest) = (values.Min(), values.Max());
        var room = least == greatest ? 1 : Padding * (greatest - least);
        return new(bars && least == 0 ? 0 : least - room, bars && greatest == 0 ? 0 : greatest + room);
    }

    private static JsonObject Slider(string label, IEnumerable<string> positions, int below) => new()
    {
        ["active"] = 0,
        ["x"] = 0.12,
        ["len"] = 0.88,
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = below, ["b"] = 0 },
        ["bgcolor"] = Palette.Veil,
        ["bordercolor"] = Palette.Axis,
        ["tickcolor"] = Palette.Axis,
        ["currentvalue"] = new JsonObject { ["prefix"] = PlotlyText.Encode(label) + ": ", ["xanchor"] = "left", ["font"] = new JsonObject { ["size"] = 13 } },
        ["steps"] = new JsonArray([.. positions.Select(position => (JsonNode?)new JsonObject
        {
            ["label"] = PlotlyText.Encode(position),
            ["method"] = "animate",
            ["args"] = new JsonArray(new JsonArray(PlotlyText.Encode(position)), Motion(0, "immediate")),
        })]),
    };

    private static JsonObject Buttons(int below) => new()
    {
        ["type"] = "buttons",
        ["direction"] = "left",
        ["showactive"] = false,
        ["x"] = 0,
        ["xanchor"] = "left",
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = below + 18, ["r"] = 8 },
        ["bgcolor"] = Palette.None,
        ["bordercolor"] = Palette.Axis,
        ["buttons"] = new JsonArray(
            new JsonObject { ["label"] = "▶", ["method"] = "animate", ["args"] = new JsonArray(null, Motion(600, "immediate", fromCurrent: true)) },
            new JsonObject { ["label"] = "❚❚", ["method"] = "animate", ["args"] = new JsonArray(new JsonArray((JsonNode?)null), Motion(0, "immediate")) }),
    };

    private static JsonObject Motion(int milliseconds, string mode, bool fromCurrent = false) => new()
    {
        ["mode"] = mode,
        ["fromcurrent"] = fromCurrent,
        ["frame"] = new JsonObject { ["duration"] = milliseconds, ["redraw"] = true },
        ["transition"] = new JsonObject { ["duration"] = 0 },
    };
}
