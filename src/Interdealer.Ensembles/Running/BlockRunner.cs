using System.Diagnostics;

namespace Interdealer.Ensembles.Running;

/// <summary>Spreads blocks over threads and hands what is finished to a ledger.</summary>
internal sealed class BlockRunner
{
    // Enough portions that threads end at about the same time, few enough that ledgers stay short.
    private const long PortionsPerThread = 16;
    private const int BlocksPerPortion = 64;
    private readonly EnsemblePlan _plan;
    private readonly ILedger _ledger;
    private readonly EnsembleOptions _options;
    private readonly ScenarioRange _all;
    private readonly ProgressMeter _meter;
    private readonly Lock _lock = new();
    private volatile ScenarioException? _failure;
    private volatile Exception? _fault;

    /// <summary>A runner.</summary>
    /// <param name="plan">What is run.</param>
    /// <param name="ledger">Where finished work goes.</param>
    /// <param name="options">Threads, size of blocks, progress.</param>
    /// <param name="all">The scenarios that are to be in the ledger in the end.</param>
    public BlockRunner(EnsemblePlan plan, ILedger ledger, EnsembleOptions options, ScenarioRange all)
    {
        (_plan, _ledger, _options, _all) = (plan, ledger, options, all);
        _meter = new ProgressMeter(options.Progress, all.Count, ledger.Done.Sum(r => r.Count));
    }

    /// <summary>Runs what the ledger lacks; after a cancellation or a failure everything that was finished is in the ledger.</summary>
    /// <exception cref="ScenarioException">A scenario failed: of several the one with the lowest number.</exception>
    public void Run(CancellationToken cancellation)
    {
        var left = _all.Without(_ledger.Done);
        var size = _options.BlockSize ?? _plan.BlockSize(left.Sum(r => r.Count), _options.Threads);
        var blocks = left.Sum(r => (r.Count + size - 1) / size);
        var threads = (int)Math.Clamp(blocks, 1, _options.Threads);
        var portion = size * Math.Clamp(blocks / (threads * PortionsPerThread), 1, BlocksPerPortion);
        var queue = new WorkQueue(left, portion);
        _meter.Start();
        if (threads == 1)
        {
            Work(queue, size, cancellation);
        }
        else
        {
            var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() => Work(queue, size, cancellation)) { IsBackground = true }).ToList();
            workers.ForEach(w => w.Start());
            workers.ForEach(w => w.Join());
        }

        _meter.Stop();
        if (_fault is { } fault)
        {
            // A file that cannot be written says so itself.
            throw fault is IOException ? fault : new InvalidOperationException($"The run ended early: {fault.Message}", fault);
        }

        if (_failure is { } failure)
        {
            throw failure;
        }
    }

    private void Work(WorkQueue queue, int size, CancellationToken cancellation)
    {
        var work = new FinishedWork(_plan);
        Guarded(() => RunBlocks(work, queue, size, cancellation));
        Guarded(() => HandOver(work));
    }

    private void RunBlocks(FinishedWork work, WorkQueue queue, int size, CancellationToken cancellation)
    {
        var worker = new BlockWorker(_plan, size);
        var handedOver = Stopwatch.GetTimestamp();
        while (!cancellation.IsCancellationRequested && queue.Take() is { } portion)
        {
            for (var first = portion.First; first < portion.End && GoesOn(first, cancellation); first += size)
            {
                var block = new ScenarioRange(first, Math.Min(size, portion.End - first));
                worker.Run(block);
                work.Add(block, worker);
                _meter.Add(block.Count);
                if (work.IsFull(_ledger.Patience.Values) || Stopwatch.GetElapsedTime(handedOver) >= _ledger.Patience.Time)
                {
                    HandOver(work);
                    handedOver = Stopwatch.GetTimestamp();
                }
            }
        }
    }

    /// <summary>After a failure only what comes before it is still run, so that the failure reported does not depend on who was faster.</summary>
    private bool GoesOn(long first, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && _fault is null && !(_failure is { } failure && first > failure.Scenario);

    private void HandOver(FinishedWork work)
    {
        lock (_lock)
        {
            if (work.Portions.Count > 0)
            {
                _ledger.Enter(work);
                work.Clear();
            }
        }
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (ScenarioException failure)
        {
            lock (_lock)
            {
                _failure = _failure is { } earlier && earlier.Scenario <= failure.Scenario ? earlier : failure;
            }
        }
        catch (Exception fault)
        {
            Interlocked.CompareExchange(ref _fault, fault, null);
        }
    }
}
