using System.Text.Json.Nodes;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Documents;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter.Requests;

/// <summary>Runs cells.</summary>
/// <param name="notebook">The notebook they belong to.</param>
/// <param name="history">Takes what is run.</param>
/// <param name="publish">Tells all clients.</param>
/// <param name="ask">Asks the client whose cell runs.</param>
internal sealed class ExecuteRequests(
    LiveNotebook notebook, CellHistory history, Action<string, JupyterMessage, JsonObject> publish, Action<JupyterMessage, InputQuestion> ask)
{
    private const string StateIsGone = "The process that ran this notebook has ended, and its variables with it; the next cell starts in a new one.\n";

    private readonly HashSet<string> _places = new(StringComparer.Ordinal);
    private TaskCompletionSource<string?>? _question;
    private long _arrived;
    private long _begun;
    private long _abortThrough;
    private int _count;

    /// <summary>Counts a request as it comes in, before its turn: an error ends those that came before it was seen.</summary>
    public void Arrived(JupyterMessage request) => Interlocked.Increment(ref _arrived);

    /// <summary>Takes a client's answer to a question of the running cell.</summary>
    public void Answer(JupyterMessage reply)
    {
        if (reply.Type == "input_reply" && reply.Content.Text("value") is { } line)
        {
            Interlocked.Exchange(ref _question, null)?.TrySetResult(line);
        }
    }

    /// <summary>Runs the cell of a request and gives the reply.</summary>
    public async Task<JsonObject> RunAsync(JupyterMessage request)
    {
        JsonObject content = request.Content;
        string code = content.Text("code") ?? "";
        bool silent = content.Truth("silent") ?? false;
        bool store = !silent && (content.Truth("store_history") ?? true);
        if (++_begun <= _abortThrough)
        {
            return new JsonObject { ["status"] = "aborted", ["execution_count"] = _count, ["payload"] = new JsonArray(), ["user_expressions"] = new JsonObject() };
        }

        if (store)
        {
            history.Begin(++_count, code);
        }

        if (!silent)
        {
            publish("execute_input", request, new JsonObject { ["code"] = code, ["execution_count"] = _count });
        }

        var outputs = new CellPublisher(request, silent, _places, publish);
        await RunCodeAsync(request, code, outputs).ConfigureAwait(false);
        JsonObject reply = outputs.Error is { } error ? Failed(error, content) : await SucceededAsync(content).ConfigureAwait(false);
        if (store && outputs.ResultText is { } result)
        {
            history.End(_count, result);
        }

        reply["execution_count"] = _count;
        reply["payload"] = outputs.Pages;
        return reply;
    }

    private async Task RunCodeAsync(JupyterMessage request, string code, CellPublisher outputs)
    {
        bool mayAsk = request.Content.Truth("allow_stdin") ?? true;
        notebook.Input = mayAsk ? (question, over) => AskAsync(request, question, over) : null;
        var (_, stateIsGone) = await notebook.RunAsync(code, Math.Max(1, _count), outputs.Take).ConfigureAwait(false);
        if (stateIsGone)
        {
            // Beside the cell's own error, for whoever reads the notebook later.
            outputs.Take(new CellOutput.Stream("stderr", StateIsGone));
        }
    }

    private JsonObject Failed(CellOutput.Error error, JsonObject content)
    {
        if (content.Truth("stop_on_error") ?? true)
        {
            _abortThrough = Interlocked.Read(ref _arrived);
        }

        return new JsonObject
        {
            ["status"] = "error",
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["traceback"] = CellPublisher.Traceback(error),
            ["user_expressions"] = new JsonObject(),
        };
    }

    private async Task<JsonObject> SucceededAsync(JsonObject content)
    {
        var values = new JsonObject();
        foreach (var (name, expression) in content["user_expressions"] as JsonObject ?? [])
        {
            if (expression is JsonValue value && value.TryGetValue(out string? code))
            {
                values[name] = await ValueAsync(code).ConfigureAwait(false);
            }
        }

        return new JsonObject { ["status"] = "ok", ["user_expressions"] = values };
    }

    /// <summary>An expression evaluated beside the cell, of which clients are told nothing but in the reply.</summary>
    private async Task<JsonObject> ValueAsync(string code)
    {
        var outputs = new CellPublisher(JupyterMessage.Create("", "", null, [], []), silent: true, _places, publish);
        await notebook.RunAsync(code, Math.Max(1, _count), outputs.Take).ConfigureAwait(false);
        return outputs.Error is { } error
            ? new JsonObject { ["status"] = "error", ["ename"] = error.Name, ["evalue"] = error.Message, ["traceback"] = CellPublisher.Traceback(error) }
            : new JsonObject { ["status"] = "ok", ["data"] = outputs.ResultData ?? [], ["metadata"] = new JsonObject() };
    }

    private async Task<string?> AskAsync(JupyterMessage request, InputQuestion question, CancellationToken over)
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _question, answer)?.TrySetResult(null);
        ask(request, question);
        return await answer.Task.WaitAsync(over).ConfigureAwait(false);
    }
}
