using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter.Requests;

/// <summary>What editors ask about code. Clients count Unicode characters, the compiler UTF-16 units.</summary>
/// <param name="notebook">Answers.</param>
/// <param name="limit">How long an answer is waited for.</param>
internal sealed class CodeRequests(LiveNotebook notebook, TimeSpan limit)
{
    public async Task<JsonObject> CompleteAsync(JsonObject request)
    {
        string code = request.Text("code") ?? "";
        int position = Utf16Position(code, request.Number("cursor_pos") ?? int.MaxValue);
        var answer = await notebook.AskAsync(CodeQuestion.Complete, code, position, limit).ConfigureAwait(false) as JsonObject;
        int start = Math.Clamp(answer?.Number("start") ?? position, 0, code.Length);
        int end = Math.Clamp(answer?.Number("end") ?? position, start, code.Length);
        var matches = new JsonArray();
        var types = new JsonArray();
        foreach (JsonObject item in (answer?["items"] as JsonArray ?? []).OfType<JsonObject>())
        {
            string text = item.Text("text") ?? "";
            matches.Add(text);
            types.Add(new JsonObject
            {
                ["text"] = text,
                ["type"] = item.Text("kind") ?? "",
                ["signature"] = item.Text("signature") ?? "",
                ["start"] = CharacterPosition(code, start),
                ["end"] = CharacterPosition(code, end),
            });
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = matches,
            ["cursor_start"] = CharacterPosition(code, start),
            ["cursor_end"] = CharacterPosition(code, end),
            ["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = types },
        };
    }

    public async Task<JsonObject> InspectAsync(JsonObject request)
    {
        string code = request.Text("code") ?? "";
        int position = Utf16Position(code, request.Number("cursor_pos") ?? int.MaxValue);
        var answer = await notebook.AskAsync(CodeQuestion.Inspect, code, position, limit).ConfigureAwait(false) as JsonObject;
        var data = new JsonObject();
        if (answer?.Text("plain") is { } plain)
        {
            data["text/plain"] = plain;
            data["text/markdown"] = answer.Text("markdown") ?? plain;
        }

        return new JsonObject { ["status"] = "ok", ["found"] = data.Count > 0, ["data"] = data, ["metadata"] = new JsonObject() };
    }

    public async Task<JsonObject> IsCompleteAsync(JsonObject request)
    {
        string code = request.Text("code") ?? "";
        var answer = await notebook.AskAsync(CodeQuestion.IsComplete, code, code.Length, limit).ConfigureAwait(false) as JsonObject;
        string status = answer?.Text("status") ?? "unknown";
        var reply = new JsonObject { ["status"] = status };
        if (status == "incomplete")
        {
            reply["indent"] = answer?.Text("indent") ?? "";
        }

        return reply;
    }

    /// <summary>The UTF-16 place of a count of Unicode characters; the end of the text where it has fewer.</summary>
    internal static int Utf16Position(string text, int characters)
    {
        int at = 0;
        for (int i = 0; i < characters && at < text.Length; i++)
        {
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        }

        return at;
    }

    /// <summary>How many Unicode characters stand before a UTF-16 place.</summary>
    internal static int CharacterPosition(string text, int position)
    {
        int characters = 0;
        for (int at = 0; at < position; characters++)
        {
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        }

        return characters;
    }
}
