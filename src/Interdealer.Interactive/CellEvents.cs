using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Interdealer.Notebooks.Kernels.Workers;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;

namespace Interdealer.Interactive;

/// <summary>
/// The events of one cell as outputs, in their order. From the first displayed value on they are kept until the cell ends, because a displayed
/// value may still be updated and is stored as it was last.
/// </summary>
/// <param name="output">Where outputs go.</param>
/// <param name="executionCount">The cell's place in the order of execution.</param>
internal sealed class CellEvents(NotebookOutput output, int executionCount)
{
    private readonly object _gate = new();
    private readonly List<(string? Id, WorkerMessage Message)> _kept = [];
    private bool _closed;

    /// <summary>What was thrown while a value was shown; null when nothing was.</summary>
    public Exception? Unshowable { get; private set; }

    public void Take(KernelEvent produced)
    {
        switch (produced)
        {
            case StandardOutputValueProduced text:
                Write("stdout", text);
                break;
            case StandardErrorValueProduced text:
                Write("stderr", text);
                break;
            case ErrorProduced or DisplayEvent { Value: InstallPackagesMessage }:
                // The error ends the cell and is said there; restoring is not the cell's own output.
                break;
            case DisplayedValueUpdated update:
                Update(update);
                break;
            case DisplayedValueProduced shown when Represented(shown) is { } data:
                Keep(shown.ValueId, new WorkerMessage(MessageKinds.Display) { Data = data }, always: true);
                break;
            case ReturnValueProduced { Value: not null } result when Represented(result) is { } data:
                Keep(null, new WorkerMessage(MessageKinds.Result) { Count = executionCount, Data = data });
                break;
        }
    }

    /// <summary>Shows a text of a language that does not run.</summary>
    public void Show(string mimeType, string text) =>
        Keep(null, new WorkerMessage(MessageKinds.Display) { Data = new(StringComparer.Ordinal) { [mimeType] = JsonValue.Create(text) } });

    /// <summary>Passes on what is kept; what comes later is nobody's.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var (_, message) in _closed ? [] : _kept)
            {
                Send(message);
            }

            _closed = true;
        }
    }

    private void Write(string name, DisplayEvent text)
    {
        string written = text.FormattedValues.FirstOrDefault()?.Value ?? "";
        lock (_gate)
        {
            if (_kept.Count == 0)
            {
                output.Write(name, written);
            }
            else
            {
                _kept.Add((null, new WorkerMessage(MessageKinds.Stream) { Name = name, Text = written }));
            }
        }
    }

    private void Keep(string? id, WorkerMessage message, bool always = false)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (always || _kept.Count > 0)
            {
                _kept.Add((id, message));
            }
            else
            {
                Send(message);
            }
        }
    }

    private void Update(DisplayedValueUpdated update)
    {
        lock (_gate)
        {
            if (_closed || Represented(update) is not { } data)
            {
                return;
            }

            // The engine's own display helper announces a value under another name than its updates: the first of them is then a display of its own.
            int at = _kept.FindIndex(kept => kept.Id is not null && kept.Id == update.ValueId);
            (string?, WorkerMessage) shown = (update.ValueId, new WorkerMessage(MessageKinds.Display) { Data = data });
            if (at >= 0)
            {
                _kept[at] = shown;
            }
            else
            {
                _kept.Add(shown);
            }
        }
    }

    private void Send(WorkerMessage message)
    {
        if (message.Kind == MessageKinds.Stream)
        {
            output.Write(message.Name!, message.Text);
        }
        else
        {
            output.Send(message);
        }
    }

    private SortedDictionary<string, JsonNode>? Represented(DisplayEvent shown)
    {
        try
        {
            return Representation.Of(shown);
        }
        catch (Exception e)
        {
            // A value that throws while it is shown fails its cell, not this program.
            Unshowable ??= e;
            return null;
        }
    }
}
