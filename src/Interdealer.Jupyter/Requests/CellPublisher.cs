using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Documents;

namespace Interdealer.Jupyter.Requests;

/// <summary>Turns the outputs of one running cell into what clients are told.</summary>
/// <param name="request">The request that runs it.</param>
/// <param name="silent">Whether nothing is to be told.</param>
/// <param name="places">Names of displayed values that clients know already; shared by the cells of a notebook.</param>
/// <param name="publish">Tells clients.</param>
internal sealed class CellPublisher(JupyterMessage request, bool silent, HashSet<string> places, Action<string, JupyterMessage, JsonObject> publish)
{
    /// <summary>The error the cell ended with; null while there is none.</summary>
    public CellOutput.Error? Error { get; private set; }

    /// <summary>The result as text, for the history.</summary>
    public string? ResultText { get; private set; }

    /// <summary>The result by MIME type.</summary>
    public JsonObject? ResultData { get; private set; }

    /// <summary>Pages of help, which travel in the reply.</summary>
    public JsonArray Pages { get; } = [];

    /// <summary>What a front end prints of an error: name and message, then cells and lines.</summary>
    public static JsonArray Traceback(CellOutput.Error error) => [$"{error.Name}: {error.Message}", .. error.Traceback.Select(line => (JsonNode)line)];

    public void Take(CellOutput output)
    {
        switch (output)
        {
            case CellOutput.Stream stream:
                Tell("stream", new JsonObject { ["name"] = stream.Name, ["text"] = stream.Text });
                break;
            case CellOutput.Display { IsPage: true } page:
                Pages.Add(new JsonObject { ["source"] = "page", ["data"] = Data(page.Data), ["start"] = 0 });
                break;
            case CellOutput.Display display:
                bool isKnown = display.Id is { } id && !places.Add(id);
                Tell(isKnown ? "update_display_data" : "display_data", new JsonObject
                {
                    ["data"] = Data(display.Data),
                    ["metadata"] = new JsonObject(),
                    ["transient"] = display.Id is { } place ? new JsonObject { ["display_id"] = place } : [],
                });
                break;
            case CellOutput.Clear clear:
                Tell("clear_output", new JsonObject { ["wait"] = clear.Wait });
                break;
            case CellOutput.Result result:
                ResultText = (result.Data.GetValueOrDefault("text/plain") as JsonValue)?.ToString();
                ResultData = Data(result.Data);
                Tell("execute_result", new JsonObject { ["execution_count"] = result.ExecutionCount ?? 0, ["data"] = ResultData.DeepClone(), ["metadata"] = new JsonObject() });
                break;
            case CellOutput.Error error:
                Error = error;
                Tell("error", new JsonObject { ["ename"] = error.Name, ["evalue"] = error.Message, ["traceback"] = Traceback(error) });
                break;
        }
    }

    private void Tell(string type, JsonObject content)
    {
        if (!silent)
        {
            publish(type, request, content);
        }
    }

    private static JsonObject Data(IEnumerable<KeyValuePair<string, JsonNode>> data)
    {
        var copy = new JsonObject();
        foreach (var (mime, value) in data)
        {
            copy[mime] = value.DeepClone();
        }

        return copy;
    }
}
