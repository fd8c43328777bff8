using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Interdealer.Display;

/// <summary>An immutable chart: a Plotly figure as JSON, the format that plotly.js, JupyterLab, VS Code and Plotly.NET share.</summary>
/// <remarks>
/// Factories give a chart with a title and axis titles; <c>With…</c> gives another figure with something added. Colours of text are left to the
/// page, backgrounds are transparent, and series colours read on light and dark. Every text given is shown as it is: Plotly's own mark-up in it
/// has no effect. The same figure gives the same bytes.
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = [MimeType, "text/html", "text/plain"])]
public sealed partial class Figure : IRenderable
{
    /// <summary>The MIME type of <see cref="ToJson"/>.</summary>
    public const string MimeType = "application/vnd.plotly.v1+json";

    private static readonly JsonSerializerOptions Writing = new()
    {
        // Keeps letters of every script readable, and still escapes what could end a script element: <, >, & and quotes.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    // Never changed once it is here: combinators change a copy.
    private readonly JsonObject root;

    private Figure(string kind, JsonObject root)
    {
        Kind = kind;
        this.root = root;
    }

    /// <summary>What kind of chart it is, in words, such as “Line chart”.</summary>
    public string Kind { get; }

    /// <summary>The title as it was given.</summary>
    public string Title => PlotlyText.Decode(FigureLayout.TitleOf(root["layout"]));

    /// <summary>A copy of the traces.</summary>
    public JsonArray Data => (JsonArray)root["data"]!.DeepClone();

    /// <summary>A copy of the layout.</summary>
    public JsonObject Layout => (JsonObject)root["layout"]!.DeepClone();

    /// <summary>A copy of the configuration.</summary>
    public JsonObject Config => (JsonObject)root["config"]!.DeepClone();

    /// <summary>A copy of the frames, one for each position of a slider; empty for a figure without one.</summary>
    public JsonArray Frames => root["frames"] is JsonArray frames ? (JsonArray)frames.DeepClone() : [];

    /// <summary>Reads a figure from Plotly's JSON, such as another library wrote.</summary>
    /// <param name="json">An object with <c>data</c> and, where there are some, <c>layout</c>, <c>config</c> and <c>frames</c>.</param>
    /// <exception cref="ArgumentException">The text is not JSON, or has no array <c>data</c>.</exception>
    public static Figure FromJson(string json)
    {
        Require.NotBlank(json, nameof(json), "a Plotly figure as JSON");
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json);
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"json is not JSON: {error.Message}", nameof(json), error);
        }
        if (node is not JsonObject figure || figure["data"] is not JsonArray data)
        {
            throw new ArgumentException("json must be an object with an array 'data', as Plotly writes figures.", nameof(json));
        }
        var root = new JsonObject
        {
            ["data"] = data.DeepClone(),
            ["layout"] = figure["layout"]?.DeepClone() ?? new JsonObject(),
            ["config"] = figure["config"]?.DeepClone() ?? FigureLayout.Config(),
        };
        if (figure["frames"] is JsonArray frames)
        {
            root["frames"] = frames.DeepClone();
        }
        return new("Chart", root);
    }

    /// <summary>The figure as Plotly's JSON: data, layout, config and, with a slider, frames.</summary>
    /// <remarks>Numbers are in their shortest form that reads back the same; NaN and infinities are null. Safe inside a script element.</remarks>
    public string ToJson() => root.ToJsonString(Writing);

    /// <summary>The figure as HTML that draws itself where plotly.js is loaded, and otherwise shows its numbers as a table.</summary>
    public string ToHtml() => FigureHtml.Of(this);

    /// <summary>The figure in one line: kind, title and number of traces.</summary>
    public override string ToString()
    {
        var traces = root["data"]!.AsArray().Count;
        var frames = root["frames"] is JsonArray { Count: > 0 } positions ? FormattableString.Invariant($", {positions.Count} positions") : "";
        return FormattableString.Invariant($"{Kind}: {Title} ({traces} trace{(traces == 1 ? "" : "s")}{frames})");
    }

    private Figure Edited(Action<JsonObject> edit)
    {
        var copy = (JsonObject)root.DeepClone();
        edit(copy);
        return new(Kind, copy);
    }
}
