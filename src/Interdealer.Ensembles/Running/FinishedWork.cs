using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Running;

/// <summary>What a worker has finished since it last handed over: which scenarios, their summaries, and the values that are kept in full.</summary>
internal sealed class FinishedWork
{
    private const int MostPortions = 1024;
    private readonly EnsemblePlan _plan;
    private readonly List<FinishedPortion> _portions = [];
    private long _held;

    public FinishedWork(EnsemblePlan plan)
    {
        _plan = plan;
        Summaries = plan.NewSummaries();
    }

    /// <summary>Summaries of these scenarios alone, by output.</summary>
    public ISummary[][] Summaries { get; private set; }

    /// <summary>The scenarios, in the order in which they were run.</summary>
    public IReadOnlyList<FinishedPortion> Portions => _portions;

    /// <summary>Whether more would take more memory than a ledger wants held back.</summary>
    public bool IsFull(long values) => _held >= values || _portions.Count >= MostPortions;

    /// <summary>Takes over the block that a worker ran last.</summary>
    public void Add(ScenarioRange block, BlockWorker worker)
    {
        if (_portions.Count == 0 || _portions[^1].Range.End != block.First)
        {
            _portions.Add(new FinishedPortion(block.First, _plan.Kept.Length));
        }

        _portions[^1].Add(_plan, block, worker);
        _held += _plan.Kept.Length * block.Count;
        for (var o = 0; o < Summaries.Length; o++)
        {
            foreach (var summary in Summaries[o])
            {
                summary.Add(worker.Values(_plan.Summarised[o].Outputs.AsSpan()));
            }
        }
    }

    /// <summary>Begins anew after having been handed over.</summary>
    public void Clear()
    {
        _portions.Clear();
        _held = 0;
        Summaries = _plan.NewSummaries();
    }
}
