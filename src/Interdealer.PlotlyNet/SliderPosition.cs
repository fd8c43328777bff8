using System.Text.Json.Nodes;

namespace Interdealer.PlotlyNet;

/// <summary>What plotly.js shows at one position of a slider: the figure with the members of a frame put over its own.</summary>
internal static class SliderPosition
{
    public static (JsonArray Data, JsonObject Layout) Apply(JsonArray data, JsonObject layout, JsonObject frame)
    {
        layout.Remove("sliders");
        layout.Remove("updatemenus");
        if (frame["layout"] is JsonObject changed)
        {
            PutOver(layout, changed);
        }

        var targets = frame["traces"] as JsonArray;
        foreach (var (change, i) in (frame["data"] as JsonArray ?? []).Select((change, i) => (change, i)))
        {
            var target = targets is null ? i : targets[i]!.GetValue<int>();
            if (change is JsonObject members && target < data.Count)
            {
                PutOver(data[target]!.AsObject(), members);
            }
        }

        return (data, layout);
    }

    private static void PutOver(JsonObject whole, JsonObject members)
    {
        foreach (var (name, value) in members)
        {
            if (value is JsonObject inner && whole[name] is JsonObject outer)
            {
                PutOver(outer, inner);
            }
            else
            {
                whole[name] = value?.DeepClone();
            }
        }
    }
}
