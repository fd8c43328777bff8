using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interdealer.Display;

/// <summary>The numbers of a figure as a table, for readers and pages without a drawing.</summary>
internal static class FigureNumbers
{
    private const int RowLimit = 60;

    public static Table Of(Figure figure)
    {
        var rows = figure.Data.SelectMany((trace, i) => Rows(trace!.AsObject(), i)).ToArray();
        var layout = figure.Layout;
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

    private static string Heading(JsonObject layout, string axis, string name)
        => FigureLayout.TitleOf(layout[axis]) is { Length: > 0 } title ? PlotlyText.Decode(title) + " (" + name + ")" : name;

    private static IEnumerable<(string Series, string X, string Y, string Value)> Rows(JsonObject trace, int index)
    {
        var type = trace["type"]?.ToString() ?? "scatter";
        var name = PlotlyText.Decode(trace["name"]?.ToString() ?? FormattableString.Invariant($"{type} {index + 1}"));
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
        return Enumerable.Range(0, Math.Max(x.Length, y.Length)).Select(i => (name, i < x.Length ? x[i] : "", i < y.Length ? y[i] : "", ""));
    }

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
