using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interdealer.Files;

namespace Interdealer.Ensembles.Storage;

/// <summary>Specification, figures and summaries as JSON; what was kept in full is not in it.</summary>
internal static class JsonResults
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(FinishedRun run, string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new Utf8JsonWriter(stream, Options);
        var document = new JsonObject
        {
            ["run"] = JsonNode.Parse(run.Identity.Specification),
            ["runHash"] = run.Identity.Hash,
            ["figures"] = new JsonArray([.. run.Figures.Select(f => (JsonNode)new JsonObject
            {
                ["output"] = f.Output,
                ["summary"] = f.Kind,
                ["place"] = f.Place,
                ["figure"] = f.Figure,
                // JSON has no word for NaN and infinities.
                ["value"] = double.IsFinite(f.Value) ? f.Value : double.IsNaN(f.Value) ? null : Require.Text(f.Value),
            })]),
            ["summaries"] = new JsonArray([.. run.States.Select(s => (JsonNode)new JsonObject
            {
                ["output"] = s.Output,
                ["summary"] = s.Kind,
                ["place"] = s.Place,
                ["state"] = Convert.ToBase64String(s.Bytes),
            })]),
        };
        document.WriteTo(writer);
    });
}
