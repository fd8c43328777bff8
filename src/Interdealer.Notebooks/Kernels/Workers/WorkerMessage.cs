using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>One line of the conversation between the tool and a worker process; which members are set depends on <see cref="Kind"/>.</summary>
/// <param name="Kind">One of <see cref="MessageKinds"/>.</param>
internal sealed record WorkerMessage(string Kind)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string? Folder { get; init; }

    public string? RepositoryRoot { get; init; }

    public string? Language { get; init; }

    public string? Source { get; init; }

    public int? Count { get; init; }

    public string? Name { get; init; }

    public string? Text { get; init; }

    public SortedDictionary<string, JsonNode>? Data { get; init; }

    public ImmutableArray<string>? Traceback { get; init; }

    public CellStatus? Status { get; init; }

    /// <summary>Of a displayed value, its place; of a question, what its answer repeats.</summary>
    public string? Id { get; init; }

    /// <summary>Of input, whether it is secret; of a clearing, whether it waits for the next output; of a value, whether it is a page of help.</summary>
    public bool? Flag { get; init; }

    /// <summary>Of a question about code, the place in it, in UTF-16 units.</summary>
    public int? Position { get; init; }

    /// <summary>The answer to a question.</summary>
    public JsonNode? Answer { get; init; }

    public string ToLine() => JsonSerializer.Serialize(this, Json);

    public static WorkerMessage FromLine(string line) =>
        JsonSerializer.Deserialize<WorkerMessage>(line, Json) ?? throw new InvalidDataException("A worker sent an empty message.");
}

/// <summary>The kinds of <see cref="WorkerMessage"/>.</summary>
internal static class MessageKinds
{
    // Tool to worker.
    public const string Open = "open";
    public const string Run = "run";
    public const string Cancel = "cancel";
    public const string Close = "close";
    public const string Interrupt = "interrupt";
    public const string Reply = "reply";
    public const string Ask = "ask";

    // Worker to tool.
    public const string Stream = "stream";
    public const string Busy = "busy";
    public const string Display = "display";
    public const string Result = "result";
    public const string Error = "error";
    public const string Done = "done";
    public const string Opened = "opened";
    public const string Closed = "closed";
    public const string Clear = "clear";
    public const string Input = "input";
    public const string Answer = "answer";

    // Never sent: the tool's own notes between the streams it listens to.
    public const string Mark = "mark";
    public const string Ended = "ended";
}
