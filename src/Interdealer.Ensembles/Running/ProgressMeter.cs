using System.Diagnostics;

namespace Interdealer.Ensembles.Running;

/// <summary>Counts finished scenarios and reports about ten times a second.</summary>
internal sealed class ProgressMeter
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = new();
    private readonly IProgress<EnsembleProgress>? _progress;
    private readonly long _total;
    private readonly long _resumed;
    private TimeSpan _reported;
    private long _done;

    public ProgressMeter(IProgress<EnsembleProgress>? progress, long total, long resumed) =>
        (_progress, _total, _resumed, _done) = (progress, total, resumed, resumed);

    /// <summary>Begins; the first report says what earlier runs had done.</summary>
    public void Start()
    {
        _watch.Restart();
        Report();
    }

    /// <summary>Counts scenarios that have just ended; any thread may.</summary>
    public void Add(long scenarios)
    {
        Interlocked.Add(ref _done, scenarios);
        if (_progress is not null && _watch.Elapsed - _reported >= Interval && _lock.TryEnter())
        {
            try
            {
                Report();
            }
            finally
            {
                _lock.Exit();
            }
        }
    }

    /// <summary>The last report.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            Report();
        }
    }

    private void Report()
    {
        _reported = _watch.Elapsed;
        _progress?.Report(new EnsembleProgress(Interlocked.Read(ref _done), _total, _resumed, _reported));
    }
}
