using System.Text.Json.Nodes;
using System.Threading.Channels;
using Interdealer.Jupyter.Requests;
using Interdealer.Jupyter.Wire;
using Interdealer.Notebooks.Kernels;

namespace Interdealer.Jupyter;

/// <summary>
/// Takes requests from the sockets and answers them: those of the shell one after another, those of control at once. Around each, all clients are told
/// that the kernel is busy and idle again.
/// </summary>
internal sealed class KernelServer : IAsyncDisposable
{
    private static readonly TimeSpan QuestionLimit = TimeSpan.FromSeconds(10);

    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly Channel<JupyterMessage> _shell = Channel.CreateUnbounded<JupyterMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<JupyterMessage> _control = Channel.CreateUnbounded<JupyterMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CellHistory _history = new();
    private readonly LiveNotebook _notebook;
    private readonly LanguageInfo _language;
    private readonly MessageCodec _codec;
    private readonly KernelSockets _sockets;
    private readonly ExecuteRequests _execute;
    private readonly CodeRequests _code;

    public KernelServer(ConnectionFile connection, MessageCodec codec, LiveNotebook notebook, LanguageInfo language)
    {
        (_notebook, _language, _codec) = (notebook, language, codec);
        _execute = new ExecuteRequests(notebook, _history, Publish, AskClient);
        _code = new CodeRequests(notebook, QuestionLimit);
        _sockets = new KernelSockets(connection, codec, Take);
        Tell("status", null, new JsonObject { ["execution_state"] = "starting" });
        _ = ServeAsync(_shell.Reader, Socket.Shell);
        _ = ServeAsync(_control.Reader, Socket.Control);
    }

    /// <summary>Completes when a client has shut the kernel down.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How much was received that is no message of this connection.</summary>
    public long Refused => _codec.Refused;

    public ValueTask DisposeAsync()
    {
        _shell.Writer.TryComplete();
        _control.Writer.TryComplete();
        _sockets.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Take(Socket socket, JupyterMessage message)
    {
        switch (socket)
        {
            case Socket.Stdin:
                _execute.Answer(message);
                break;
            case Socket.Control:
                _control.Writer.TryWrite(message);
                break;
            default:
                if (message.Type == "execute_request")
                {
                    _execute.Arrived(message);
                }

                _shell.Writer.TryWrite(message);
                break;
        }
    }

    private async Task ServeAsync(ChannelReader<JupyterMessage> requests, Socket socket)
    {
        await foreach (JupyterMessage request in requests.ReadAllAsync().ConfigureAwait(false))
        {
            Tell("status", request, new JsonObject { ["execution_state"] = "busy" });
            bool last = false;
            try
            {
                (string Type, JsonObject Content)? reply = await AnswerAsync(request).ConfigureAwait(false);
                last = request.Type == "shutdown_request";
                if (reply is { } answer)
                {
                    _sockets.Send(socket, JupyterMessage.Create(answer.Type, _session, request, answer.Content, request.Identities));
                }
            }
            catch (Exception e)
            {
                // A fault of this program: the client is told, and the next request is served.
                _sockets.Send(socket, JupyterMessage.Create(request.Type.Replace("_request", "_reply", StringComparison.Ordinal), _session, request, Replies.Error(e.GetType().Name, e.Message), request.Identities));
            }

            Tell("status", request, new JsonObject { ["execution_state"] = "idle" });
            if (last)
            {
                _ended.TrySetResult();
            }
        }
    }

    private async Task<(string, JsonObject)?> AnswerAsync(JupyterMessage request)
    {
        JsonObject content = request.Content;
        switch (request.Type)
        {
            case "kernel_info_request": return ("kernel_info_reply", Replies.KernelInfo(_language));
            case "execute_request": return ("execute_reply", await _execute.RunAsync(request).ConfigureAwait(false));
            case "complete_request": return ("complete_reply", await _code.CompleteAsync(content).ConfigureAwait(false));
            case "inspect_request": return ("inspect_reply", await _code.InspectAsync(content).ConfigureAwait(false));
            case "is_complete_request": return ("is_complete_reply", await _code.IsCompleteAsync(content).ConfigureAwait(false));
            case "history_request": return ("history_reply", _history.Answer(content));
            case "comm_info_request": return ("comm_info_reply", new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() });
            case "interrupt_request":
                await _notebook.InterruptAsync().ConfigureAwait(false);
                return ("interrupt_reply", new JsonObject { ["status"] = "ok" });
            case "shutdown_request":
                return ("shutdown_reply", new JsonObject { ["status"] = "ok", ["restart"] = content.Truth("restart") ?? false });
            case "debug_request": return ("debug_reply", Replies.NoDebugger(content));
            case "comm_open":
                // No target of this name is here, and none is of any other: the protocol says to close it.
                Tell("comm_close", request, new JsonObject { ["comm_id"] = content.Text("comm_id") ?? "", ["data"] = new JsonObject() });
                return null;
            default:
                return null;
        }
    }

    private void Publish(string type, JupyterMessage parent, JsonObject content) => Tell(type, parent, content);

    private void Tell(string type, JupyterMessage? parent, JsonObject content) =>
        _sockets.Send(Socket.IoPub, JupyterMessage.Create(type, _session, parent, content, [System.Text.Encoding.UTF8.GetBytes($"kernel.{_session}.{type}")]));

    private void AskClient(JupyterMessage parent, InputQuestion question) => _sockets.Send(Socket.Stdin, JupyterMessage.Create(
        "input_request", _session, parent, new JsonObject { ["prompt"] = question.Prompt, ["password"] = question.IsSecret }, parent.Identities));
}
