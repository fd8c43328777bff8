using System.Runtime.InteropServices;

namespace Interdealer.Ensembles.Running;

/// <summary>Consecutive scenarios that have ended, with the outputs that are kept in full.</summary>
internal sealed class FinishedPortion
{
    private readonly List<double>[] _values;

    public FinishedPortion(long first, int kept)
    {
        Range = new ScenarioRange(first, 0);
        _values = new List<double>[kept];
        for (var k = 0; k < kept; k++)
        {
            _values[k] = [];
        }
    }

    /// <summary>Which scenarios.</summary>
    public ScenarioRange Range { get; private set; }

    /// <summary>A kept output, a value a scenario.</summary>
    public ReadOnlySpan<double> Values(int kept) => CollectionsMarshal.AsSpan(_values[kept]);

    /// <summary>Adds the block that a worker ran last, which must follow on these scenarios.</summary>
    public void Add(EnsemblePlan plan, ScenarioRange block, BlockWorker worker)
    {
        for (var k = 0; k < _values.Length; k++)
        {
            _values[k].AddRange(worker.Values(plan.Kept[k]));
        }

        Range = Range with { Count = Range.Count + block.Count };
    }
}
