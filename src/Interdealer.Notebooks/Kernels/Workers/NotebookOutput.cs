using System.Text;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>What one notebook prints: both streams in the order written, joined into few messages, bounded per cell.</summary>
internal sealed class NotebookOutput(Action<WorkerMessage> send) : IDisposable
{
    private const int ChunkCharacters = 64 * 1024;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly StringBuilder _pending = new();
    private readonly OutputLimits _limits = new();
    private string _name = "stdout";
    private Timer? _timer;
    private bool _closed;

    /// <summary>True once the running cell printed too much.</summary>
    public bool Exceeded { get; private set; }

    /// <summary>Starts counting for a new cell.</summary>
    public void BeginCell()
    {
        lock (_gate)
        {
            _limits.Reset();
            Exceeded = false;
        }
    }

    public void Write(string name, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            if (_closed)
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
                _timer ??= new Timer(static state => ((NotebookOutput)state!).Flush(), this, Pace, Pace);
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
        lock (_gate)
        {
            FlushLocked();
            if (!_closed)
            {
                send(message);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            FlushLocked();
            _closed = true;
            _timer?.Dispose();
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
