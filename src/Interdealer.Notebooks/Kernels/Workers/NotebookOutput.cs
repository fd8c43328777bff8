using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>What one notebook prints: both streams in the order written, joined into few messages, bounded per cell.</summary>
internal sealed class NotebookOutput(Action<WorkerMessage> send) : IDisposable
{
    private const int ChunkCharacters = 64 * 1024;

    // Values of one cell together: as much as one of them may have, and as a run of the notebook keeps.
    private const long ShownCharacters = OutputLimits.ValueCharacters;
    private const int ShownValues = 100_000;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly StringBuilder _pending = new();
    private readonly OutputLimits _limits = new();
    private string _name = "stdout";
    private Thread? _pacer;
    private bool _closed;
    private long _shownCharacters;
    private int _shownValues;
    private (string Id, TaskCompletionSource<string?> Reply)? _asked;
    private int _questions;

    /// <summary>True once the running cell printed too much.</summary>
    public bool Exceeded { get; private set; }

    /// <summary>Starts counting for a new cell.</summary>
    public void BeginCell()
    {
        lock (_gate)
        {
            _limits.Reset();
            Exceeded = false;
            _shownCharacters = _shownValues = 0;
        }
    }

    public void Write(string name, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        CellExecution? cell = CellExecution.Current;
        lock (_gate)
        {
            if (_closed || cell is { IsAbandoned: true })
            {
                return;
            }

            if (Exceeded || !_limits.Admit(text))
            {
                Exceeded = true;
                throw new OutputLimitException();
            }

            if (name != _name)
            {
                FlushLocked();
                _name = name;
            }

            _pending.Append(text);
            if (_pending.Length >= ChunkCharacters)
            {
                FlushLocked();
            }
            else
            {
                // A cell that prints rarely is still seen while it runs.
                if (_pacer is null)
                {
                    _pacer = new Thread(FlushAtPace) { IsBackground = true, Name = "output" };

                    // Not in the flow of the cell that printed first, which is to be forgotten when it is over.
                    _pacer.UnsafeStart();
                }

                Monitor.Pulse(_gate);
            }
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            FlushLocked();
        }
    }

    /// <summary>Sends something other than text, behind all text written before it.</summary>
    public void Send(WorkerMessage message)
    {
        CellExecution? cell = CellExecution.Current;
        lock (_gate)
        {
            FlushLocked();
            if (!_closed && cell is not { IsAbandoned: true })
            {
                send(message);
            }
        }
    }

    /// <summary>Sends a value a cell shows while it runs; how much it may show is bounded.</summary>
    /// <exception cref="OutputLimitException">The cell showed too much.</exception>
    public void Show(WorkerMessage message)
    {
        long size = message.Data!.Values.Sum(value => (long)(value is JsonValue text && text.TryGetValue(out string? written) ? written.Length : value.ToJsonString().Length));
        lock (_gate)
        {
            _shownCharacters += size;
            if (Exceeded || _shownCharacters > ShownCharacters || ++_shownValues > ShownValues)
            {
                Exceeded = true;
                throw new OutputLimitException();
            }
        }

        Send(message);
    }

    /// <summary>Asks whoever reads the notebook for a line and waits for it.</summary>
    /// <exception cref="InvalidOperationException">Nobody is there.</exception>
    public string Ask(string prompt, bool secret)
    {
        var reply = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        string id;
        lock (_gate)
        {
            // Who asked before and was not answered is not waiting any more, or asked at the same time and gives way.
            _asked?.Reply.TrySetResult(null);
            id = (++_questions).ToString(CultureInfo.InvariantCulture);
            _asked = (id, reply);
        }

        Send(new WorkerMessage(MessageKinds.Input) { Id = id, Text = prompt, Flag = secret });
        return reply.Task.GetAwaiter().GetResult()
            ?? throw new InvalidOperationException("A notebook run without a person has no console input: put the value in a variable instead of reading it.");
    }

    /// <summary>Answers the question of that name, if it still waits; null says that nobody is there.</summary>
    public void Reply(string id, string? text)
    {
        lock (_gate)
        {
            if (_asked is { } asked && asked.Id == id)
            {
                asked.Reply.TrySetResult(text);
                _asked = null;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            FlushLocked();
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Sends what was written a moment ago. No timer does it: a cell may keep every thread of the pool busy, on which a timer calls.</summary>
    private void FlushAtPace()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_pending.Length == 0 && !_closed)
                {
                    Monitor.Wait(_gate);
                }

                if (_closed)
                {
                    return;
                }
            }

            Thread.Sleep(Pace);
            Flush();
        }
    }

    private void FlushLocked()
    {
        if (_pending.Length > 0 && !_closed)
        {
            send(new WorkerMessage(MessageKinds.Stream) { Name = _name, Text = _pending.ToString() });
        }

        _pending.Clear();
    }
}
