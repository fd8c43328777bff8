using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Nodes;
using Interdealer.Cascades;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;

namespace Interdealer.Ensembles.Stress;

/// <summary>Cascades of shocks given as values of coordinates, batch after batch in the same memory, on several threads.</summary>
internal sealed class CascadeBatch
{
    // A block that is mostly empty would run its empty places too; of large ones only a few sizes are kept in memory.
    private const int Few = 8;
    private const int Many = 64;
    private readonly EnsemblePlan _plan;
    private readonly PointTable _points;
    private readonly int _threads;
    private readonly Dictionary<int, BlockWorker>[] _workers;

    /// <summary>Memory for batches.</summary>
    /// <param name="system">The system.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="cascade">Limits of each cascade; its threads and cancellation are those of the batches.</param>
    /// <param name="coordinates">Names and effects, in the order of the rows of batches.</param>
    /// <param name="outputs">What is measured.</param>
    public CascadeBatch(
        FinancialSystem system, IOperator round, CascadeOptions cascade, IReadOnlyList<(string Name, Effect Effect)> coordinates, ImmutableArray<Output> outputs)
    {
        _points = new PointTable([.. coordinates.Select(c => c.Name)]);
        _plan = new EnsemblePlan(system, _points, round, cascade)
        {
            Effects = [.. coordinates.Select(c => c.Effect.Bind(system, c.Name))],
            Outputs = outputs,
            Asked = outputs.Length,
            Summarised = [.. outputs.Select((output, o) => new SummarisedOutputs(output.Name, [o], []))],
            Kept = [],
        };
        _threads = cascade.Threads;
        _workers = [.. Enumerable.Range(0, _threads).Select(_ => new Dictionary<int, BlockWorker>())];
    }

    /// <summary>What the batches are of: system, effects, outputs, and the outputs of a few shocks, which tell rounds from each other.</summary>
    /// <param name="shocks">A row for each coordinate, a scenario for each shock.</param>
    /// <param name="declaration">What the search was read from, if it was.</param>
    public RunIdentity Identity(Column shocks, JsonObject? declaration)
    {
        _points.Values = shocks;
        return RunIdentity.Of(_plan with { Declaration = declaration });
    }

    /// <summary>Where batches are remembered, and what is there is read instead of run; null for nowhere.</summary>
    public BatchJournal? Journal { get; set; }

    /// <summary>Runs a batch, or reads it from the journal.</summary>
    /// <param name="values">A row for each coordinate, a scenario for each shock.</param>
    /// <param name="results">Receives a row for each output.</param>
    /// <exception cref="ScenarioException">A shock could not be run; the number is its place in the batch.</exception>
    public void Run(Column values, Column results)
    {
        if (Journal is null)
        {
            RunAll(values, results);
        }
        else
        {
            Journal.Run(RunAll, values, results);
        }
    }

    private void RunAll(Column values, Column results)
    {
        _points.Values = values;
        var (count, size) = (values.ScenarioCount, SizeFor(values.ScenarioCount));
        var blocks = (count + size - 1) / size;
        var next = -1;
        var failures = new ScenarioException?[blocks];
        Engine.Threads.Run(Math.Min(_threads, blocks), thread =>
        {
            var worker = Worker(thread, size);
            for (var block = Interlocked.Increment(ref next); block < blocks; block = Interlocked.Increment(ref next))
            {
                _plan.Cascade.Cancellation.ThrowIfCancellationRequested();
                try
                {
                    RunBlock(worker, new ScenarioRange((long)block * size, Math.Min(size, count - (block * size))), results);
                }
                catch (ScenarioException failure)
                {
                    failures[block] = failure;
                }
            }
        });

        // Of several failures always the same one is told.
        if (Array.Find(failures, f => f is not null) is { } first)
        {
            throw first;
        }
    }

    private static void RunBlock(BlockWorker worker, ScenarioRange block, Column results)
    {
        worker.Run(block);
        for (var o = 0; o < results.Rows; o++)
        {
            // Threads write to parts of a row of their own; the column was touched before they began.
            worker.Values(o).CopyTo(results.Row(o)[(int)block.First..]);
        }
    }

    private int SizeFor(int count)
    {
        var share = (count + _threads - 1) / _threads;
        if (share <= Many)
        {
            return (share + Few - 1) / Few * Few;
        }

        var most = Math.Max(Many, _plan.BlockSize(count, _threads));
        return 1 << BitOperations.Log2((uint)most);
    }

    private BlockWorker Worker(int thread, int size)
    {
        var mine = _workers[thread];
        if (!mine.TryGetValue(size, out var worker))
        {
            mine.Add(size, worker = new BlockWorker(_plan, size));
        }

        return worker;
    }

    /// <summary>The shocks of the batch that is run.</summary>
    private sealed class PointTable(ImmutableArray<string> names) : IScenarioSource
    {
        public Column Values { get; set; } = new(names.Length, 1);

        public IReadOnlyList<string> Coordinates => names;

        public long Count => Values.ScenarioCount;

        public void Draw(long first, Column draws)
        {
            for (var row = 0; row < draws.Rows; row++)
            {
                Values.In(row).Slice((int)first, draws.ScenarioCount).CopyTo(draws.Row(row));
            }
        }
    }
}
