using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Notebooks.Kernels.Rendering;

/// <summary>
/// A chart of Plotly.NET, known by the name of its type. What it names by convention is a page with a new identity each time and a script from
/// elsewhere; the JSON its own functions write is the same each time, and is what every renderer of figures takes.
/// </summary>
internal static class PlotlyNetChart
{
    /// <summary>Whether values of a type are charts.</summary>
    public static bool IsOne(Type type) => Base(type) is not null;

    /// <summary>The chart's JSON and a line of text; null for what is no chart.</summary>
    public static ImmutableSortedDictionary<string, JsonNode>? Render(object value)
    {
        // toJson has the configuration too, but not every version has toJson.
        Type? type = Base(value.GetType());
        MethodInfo? write = type?.GetMethod("toJson", [type]) ?? type?.GetMethod("toFigureJson", [type]);
        if (write?.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], CultureInfo.InvariantCulture) is not string json)
        {
            return null;
        }

        JsonNode figure = ValueRenderer.Node(MimeTypes.Plotly, json);
        return ImmutableSortedDictionary<string, JsonNode>.Empty.WithComparers(StringComparer.Ordinal)
            .Add(MimeTypes.Plotly, figure)
            .Add(MimeTypes.PlainText, JsonValue.Create(Line(figure)));
    }

    private static Type? Base(Type? type)
    {
        while (type is not null && type.FullName != "Plotly.NET.GenericChart")
        {
            type = type.BaseType;
        }

        return type;
    }

    private static string Line(JsonNode figure)
    {
        int traces = (figure["data"] as JsonArray)?.Count ?? 0;
        JsonNode? title = figure["layout"]?["title"];
        string text = (title is JsonObject ? title["text"] : title)?.ToString() is { Length: > 0 } given ? $": {given}" : "";
        return FormattableString.Invariant($"Plotly.NET chart{text} ({traces} trace{(traces == 1 ? "" : "s")})");
    }
}
