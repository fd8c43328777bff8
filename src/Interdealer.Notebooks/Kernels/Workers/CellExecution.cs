using System.Diagnostics.CodeAnalysis;

namespace Interdealer.Notebooks.Kernels.Workers;

/// <summary>
/// One cell while it runs, and the way to end it and keep what it left in variables. The cell's own code asks at each loop and call whether it is
/// interrupted (<see cref="CellCode"/>); a thread that waits is woken; what follows an <c>await</c> is dropped. A thread that none of this reaches,
/// because it is in native code or in a library's own loop, is given up: the notebook goes on without it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source has no timer and no wait handle; what runs for an interrupted cell may ask it at any time.")]
internal sealed class CellExecution
{
    // Between two attempts to wake a thread, in milliseconds.
    private const int Pace = 10;

    private const int Running = 0;
    private const int Ended = 1;
    private const int Abandoned = 2;

    private static readonly AsyncLocal<CellExecution?> Flow = new();
    private static volatile int s_interrupted;

    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Thread? _userThread;
    private volatile bool _isInterrupted;
    private int _state;

    /// <summary>Counts down once nothing can run any more that belongs to an interrupted cell.</summary>
    ~CellExecution()
    {
        if (_isInterrupted)
        {
            Interlocked.Decrement(ref s_interrupted);
        }
    }

    /// <summary>The cell in whose flow of execution the caller runs, also on threads and tasks it started.</summary>
    public static CellExecution? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    /// <summary>True while code of an interrupted cell may still run somewhere: only then is it worth asking whose code runs.</summary>
    public static bool AnyInterrupted => s_interrupted != 0;

    public bool IsInterrupted => _isInterrupted;

    /// <summary>True on the thread that runs the cell's own code.</summary>
    public bool IsOnThisThread => _userThread == Thread.CurrentThread;

    /// <summary>True once the notebook went on without this cell's thread: what it still says is for nobody.</summary>
    public bool IsAbandoned => Volatile.Read(ref _state) == Abandoned;

    /// <summary>Cancelled by an interrupt: for work of this program's own, such as a restore.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Runs what a cell's author wrote, on this thread, where an interrupt may reach it.</summary>
    /// <exception cref="CellInterruptedException">The cell was interrupted, whatever came out of its code then.</exception>
    public static T RunUserCode<T>(Func<Task<T>> code) => Current is { } cell ? cell.Run(code) : code().GetAwaiter().GetResult();

    /// <summary>Ends the cell, or gives it up; nothing where it is over.</summary>
    /// <param name="patience">How long the cell may take to end by itself.</param>
    /// <param name="onAbandoned">Called when it did not.</param>
    public void Interrupt(TimeSpan patience, Action onAbandoned)
    {
        lock (_gate)
        {
            if (_isInterrupted || _state != Running)
            {
                return;
            }

            _isInterrupted = true;
            Interlocked.Increment(ref s_interrupted);
        }

        _stop.Cancel();
        long end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            lock (_gate)
            {
                // Woken again and again: code may catch the first exception and wait once more.
                _userThread?.Interrupt();
            }

            Thread.Sleep(Pace);
            if (Volatile.Read(ref _state) == Ended)
            {
                return;
            }
        }

        if (Interlocked.CompareExchange(ref _state, Abandoned, Running) == Running)
        {
            onAbandoned();
        }
    }

    /// <summary>Says that the cell is over; false where it was given up before.</summary>
    public bool TryEnd()
    {
        return Interlocked.CompareExchange(ref _state, Ended, Running) == Running;
    }

    private T Run<T>(Func<Task<T>> code)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Continuations(this));
        lock (_gate)
        {
            _userThread = Thread.CurrentThread;
        }

        try
        {
            return code().GetAwaiter().GetResult();
        }
        catch (Exception e) when (_isInterrupted)
        {
            throw new CellInterruptedException(e);
        }
        finally
        {
            Leave();
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>From here on nothing wakes this thread; an interrupt that came between is used up.</summary>
    private void Leave()
    {
        while (true)
        {
            try
            {
                lock (_gate)
                {
                    _userThread = null;
                }

                if (_isInterrupted)
                {
                    Thread.Sleep(1);
                }

                return;
            }
            catch (ThreadInterruptedException)
            {
                // The one meant for the cell's code.
            }
        }
    }

    /// <summary>Where code of a cell goes on after an <c>await</c>: on any thread of the pool, unless the cell was interrupted meanwhile.</summary>
    private sealed class Continuations(CellExecution cell) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => ThreadPool.UnsafeQueueUserWorkItem(
            static work =>
            {
                if (work.Cell._isInterrupted)
                {
                    return;
                }

                SetSynchronizationContext(work.Context);
                try
                {
                    work.Callback(work.State);
                }
                finally
                {
                    SetSynchronizationContext(null);
                }
            },
            (Cell: cell, Context: this, Callback: d, State: state),
            preferLocal: false);

        public override SynchronizationContext CreateCopy() => this;
    }
}

/// <summary>Ends the code of a cell that was interrupted.</summary>
/// <param name="at">What came out of the code then; its stack says where it was.</param>
internal sealed class CellInterruptedException(Exception? at = null) : OperationCanceledException("The cell was interrupted.", at);
