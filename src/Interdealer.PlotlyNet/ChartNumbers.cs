using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Display;

namespace Interdealer.Charts;

/// <summary>The numbers of a chart as a table, for readers and pages without a drawing.</summary>
internal static class ChartNumbers
{
    private const int RowLimit = 60;
    private const int MostColumns = 8;

    /// <summary>The table of a chart in Plotly's JSON; with a slider, of its first position.</summary>
    public static Table Of(JsonObject chart)
    {
        var layout = chart["layout"]!.AsObject();
        var traces = chart["data"]!.AsArray().Select(trace => trace!.AsObject())
            .Where(trace => trace["hoverinfo"]?.ToString() != "skip" && !(trace["visible"] is JsonValue visible && visible.GetValueKind() == JsonValueKind.False)).ToArray();
        var table = SideBySide(traces, layout) ?? OneByOne(traces, layout);
        return layout["sliders"]?[0] is JsonObject slider
            ? table.WithFootnote(PlotlyText.Decode($"{slider["currentvalue"]?["prefix"]}{slider["steps"]?[0]?["label"]}"))
            : table;
    }

    // Series over the same positions stand beside each other, a row for each position.
    private static Table? SideBySide(JsonObject[] traces, JsonObject layout)
    {
        var series = traces.Select((trace, i) => (Name: Named(trace, i), X: Items(trace["x"]), Y: Items(trace["y"]))).ToArray();
        var fits = series.Length is > 0 and <= MostColumns && !HasPanels(layout)
            && traces.All(trace => trace["type"]?.ToString() is "scatter" or "bar" && trace["orientation"] is null && trace["hovertext"] is null)
            && series.All(item => item.X.Length == item.Y.Length && item.X.Distinct().Count() == item.X.Length)
            && series.Select(item => item.Name).Distinct().Count() == series.Length;
        if (!fits)
        {
            return null;
        }
        var x = series.SelectMany(item => item.X).Distinct().ToArray();
        var first = Heading(layout, "xaxis", "x");
        if (series.Any(item => item.Name == first))
        {
            return null;
        }
        var table = Table.Create().With(first, x).WithRowLimit(RowLimit);
        foreach (var (name, at, values) in series)
        {
            var value = at.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            table = table.With(name, x.Select(position => value.GetValueOrDefault(position)));
        }
        return layout["yaxis"] is { } y && ChartJson.TitleOf(y) is { Length: > 0 } title ? table.WithFootnote("Values: " + PlotlyText.Decode(title)) : table;
    }

    private static Table OneByOne(JsonObject[] traces, JsonObject layout)
    {
        var rows = traces.SelectMany(Rows).ToArray();
        var table = Table.Create().With("Series", rows.Select(row => row.Series)).WithRowLimit(RowLimit);
        var columns = new (string Label, IEnumerable<string> Values)[]
        {
            (Heading(layout, "xaxis", "x"), rows.Select(row => row.X)),
            (Heading(layout, "yaxis", "y"), rows.Select(row => row.Y)),
            ("Value", rows.Select(row => row.Value)),
        };
        return columns.Where(column => column.Values.Any(value => value.Length > 0))
            .Aggregate(table, (built, column) => built.With(column.Label, column.Values));
    }

    // The axes of one panel are not those of another.
    private static bool HasPanels(JsonObject layout) => layout.ContainsKey("xaxis2");

    private static string Heading(JsonObject layout, string axis, string name)
        => !HasPanels(layout) && ChartJson.TitleOf(layout[axis]) is { Length: > 0 } title ? PlotlyText.Decode(title) + " (" + name + ")" : name;

    private static IEnumerable<(string Series, string X, string Y, string Value)> Rows(JsonObject trace, int index)
    {
        var type = trace["type"]?.ToString() ?? "scatter";
        var name = Named(trace, index);
        if (type == "sankey")
        {
            var labels = Items(trace["node"]?["label"]);
            var (sources, targets, values) = (Items(trace["link"]?["source"]), Items(trace["link"]?["target"]), Items(trace["link"]?["value"]));
            return sources.Select((source, i) => (name, Label(labels, source), Label(labels, targets[i]), values[i]));
        }
        var x = Items(trace["x"]);
        var y = Items(trace["y"]);
        if (trace["z"] is JsonArray z)
        {
            return z.SelectMany((row, r) => Items(row).Select((value, c) => (name, x.ElementAtOrDefault(c) ?? "", y.ElementAtOrDefault(r) ?? "", value)));
        }
        var texts = Items(trace["hovertext"]);
        return Enumerable.Range(0, Math.Max(x.Length, y.Length))
            .Select(i => (name, x.ElementAtOrDefault(i) ?? "", y.ElementAtOrDefault(i) ?? "", texts.ElementAtOrDefault(i) ?? ""));
    }

    private static string Named(JsonObject trace, int index)
        => trace["name"]?.ToString() is { } name && !string.IsNullOrWhiteSpace(name)
            ? PlotlyText.Decode(name)
            : FormattableString.Invariant($"{trace["type"]?.ToString() ?? "trace"} {index + 1}");

    private static string Label(string[] labels, string index) => labels[int.Parse(index, CultureInfo.InvariantCulture)];

    private static string[] Items(JsonNode? node) => node is JsonArray array ? [.. array.Select(Text)] : [];

    private static string Text(JsonNode? node) => node switch
    {
        null => Format.Missing,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => PlotlyText.Decode(value.GetValue<string>()),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number
            => Format.Number("0.######").Apply(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        _ => node.ToJsonString(),
    };
}
