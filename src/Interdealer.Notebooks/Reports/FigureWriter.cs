using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Reports;

/// <summary>Plotly figures as HTML: a place the page's script draws into, with the figure's data as tables below it.</summary>
/// <param name="charts">Whether the page has plotly.js; without it the tables stand open, in the chart's place.</param>
internal sealed class FigureWriter(bool charts)
{
    const int MostRows = 200;

    /// <summary>How many figures were written.</summary>
    internal int Count { get; private set; }

    /// <summary>The HTML of one figure.</summary>
    internal string Html(JsonObject figure)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"figure-{++Count}");
        var title = Title(figure) ?? string.Create(CultureInfo.InvariantCulture, $"Chart {Count}");
        var label = HtmlText.Encode(title);
        var tables = Tables(figure);
        return charts
            ? $"<div class=\"output\"><figure><div class=\"chart\" role=\"group\" aria-label=\"{label}\" data-figure=\"{id}\"{Height(figure)}></div>"
                + $"<script type=\"application/json\" id=\"{id}\">{HtmlText.Json(figure.ToJsonString())}</script>"
                + $"<details class=\"data\"><summary>Data of “{label}”</summary>{tables}</details></figure></div>\n"
            : $"<div class=\"output\"><figure><figcaption>{label}</figcaption><details class=\"data\" open><summary>Data</summary>{tables}</details></figure></div>\n";
    }

    static string Height(JsonObject figure) =>
        (figure["layout"] as JsonObject)?["height"] is JsonValue value && value.TryGetValue<double>(out var height) && height is > 0 and < 5000
            ? string.Create(CultureInfo.InvariantCulture, $" style=\"height:{height:0}px\"")
            : "";

    static string? Title(JsonObject figure) => TitleOf(figure["layout"]);

    // The title of a layout or of an axis, with or without an object around it.
    static string? TitleOf(JsonNode? titled)
    {
        var title = (titled as JsonObject)?["title"];
        var text = PolyglotMetadata.Text(title, "text") ?? PolyglotMetadata.Text(title);
        return string.IsNullOrWhiteSpace(text) ? null : text.Replace("<br>", " ", StringComparison.OrdinalIgnoreCase);
    }

    static string Tables(JsonObject figure)
    {
        var html = new StringBuilder();
        foreach (var (trace, i) in (figure["data"] as JsonArray ?? []).OfType<JsonObject>().Select((trace, i) => (trace, i)))
        {
            var name = PolyglotMetadata.Text(trace, "name") ?? string.Create(CultureInfo.InvariantCulture, $"series {i + 1}");
            html.Append(Table(name, [.. Columns(trace, "").Select(column => (Heading(column.Name, trace, figure), column.Values))]));
        }

        return html.ToString();
    }

    // Positions are headed by the title of their axis.
    static string Heading(string column, JsonObject trace, JsonObject figure)
    {
        if (column is not ("x" or "y"))
        {
            return column;
        }

        // A trace names its axis x2, the layout xaxis2; whatever else it is named has no title.
        var named = PolyglotMetadata.Text(trace, column + "axis") is { Length: > 0 } axis ? axis : column;
        return TitleOf((figure["layout"] as JsonObject)?[column + "axis" + named[1..]]) ?? column;
    }

    // Every list in a trace is a column, those one level down too (a Sankey diagram keeps its links there); a matrix is one column a row of it.
    static IEnumerable<(string Name, JsonArray Values)> Columns(JsonObject trace, string prefix)
    {
        foreach (var (name, value) in trace.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            switch (value)
            {
                case JsonArray { Count: > 0 } matrix when matrix.All(row => row is JsonArray):
                    for (var i = 0; i < Math.Min(matrix.Count, 50); i++)
                    {
                        yield return (string.Create(CultureInfo.InvariantCulture, $"{prefix}{name} {i + 1}"), matrix[i]!.AsArray());
                    }

                    break;
                case JsonArray { Count: > 0 } values when values.All(item => item is null or JsonValue):
                    yield return (prefix + name, values);
                    break;
                case JsonObject inner when prefix.Length == 0 && name is "link" or "node":
                    foreach (var column in Columns(inner.AsObject(), name + " "))
                    {
                        yield return column;
                    }

                    break;
            }
        }
    }

    static string Table(string name, (string Name, JsonArray Values)[] columns)
    {
        var rows = columns.Length == 0 ? 0 : columns.Max(column => column.Values.Count);
        if (rows == 0)
        {
            return "";
        }

        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table><caption>").Append(HtmlText.Encode(name)).Append("</caption><thead><tr>");
        foreach (var column in columns)
        {
            html.Append("<th scope=\"col\">").Append(HtmlText.Encode(column.Name)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        for (var row = 0; row < Math.Min(rows, MostRows); row++)
        {
            html.Append("<tr>");
            foreach (var (_, values) in columns)
            {
                var value = row < values.Count ? values[row] : null;
                var isNumber = value is not null && value.GetValueKind() == System.Text.Json.JsonValueKind.Number;
                html.Append(isNumber ? "<td class=\"number\">" : "<td>").Append(HtmlText.Encode(value?.ToString())).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");
        return rows <= MostRows
            ? html.ToString()
            : html.Append(CultureInfo.InvariantCulture, $"<p>The first {MostRows} of {rows} rows.</p>").ToString();
    }
}
