using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Storage;

/// <summary>Shards of one run as if one process had written them.</summary>
internal sealed class MergedLedger : IKeptValues, IDisposable
{
    private readonly List<JournalLedger> _shards = [];

    /// <summary>Opens shards and checks that every scenario is there once.</summary>
    /// <exception cref="CheckpointException">A shard is damaged or another run's; or scenarios are missing or there twice.</exception>
    public MergedLedger(EnsemblePlan plan, RunIdentity run, IReadOnlyList<string> paths)
    {
        Summaries = plan.NewSummaries();
        try
        {
            foreach (var path in paths)
            {
                var shard = new JournalLedger(plan, run, path, every: null);
                _shards.Add(shard);
                EnsemblePlan.Merge(Summaries, shard.Summaries);
            }

            EnsureWhole(plan.Source.Count, string.Join(", ", paths));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Summaries of all shards together, by output.</summary>
    public ISummary[][] Summaries { get; }

    /// <inheritdoc />
    public IEnumerable<(ScenarioRange Range, double[][] Values)> InOrder() => JournalLedger.InOrder(_shards);

    /// <inheritdoc />
    public void Dispose() => _shards.ForEach(s => s.Dispose());

    private void EnsureWhole(long scenarios, string paths)
    {
        try
        {
            var missing = new ScenarioRange(0, scenarios).Without(ScenarioRange.Join(_shards.SelectMany(s => s.Done)));
            if (missing.Count > 0)
            {
                throw new CheckpointException(paths, FormattableString.Invariant(
                    $"lack {missing.Sum(m => m.Count)} of {scenarios} scenarios, the first of them {missing[0].First}; run their shards to the end"));
            }
        }
        catch (InvalidDataException cause)
        {
            throw new CheckpointException(paths, cause.Message, cause);
        }
    }
}
