using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Ensembles.Running;

/// <summary>Keeps results in memory: the summaries, and the outputs that are wanted in full.</summary>
internal sealed class MemoryLedger : ILedger
{
    private List<ScenarioRange> _done = [];

    public MemoryLedger(EnsemblePlan plan)
    {
        if (plan.Kept.Length > 0 && plan.Source.Count > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The source has {plan.Source.Count} scenarios; in memory outputs can be kept in full of at most {Array.MaxLength}. Write them to a file with RunTo."));
        }

        Summaries = plan.NewSummaries();
        Values = [.. plan.Kept.Select(_ => new double[plan.Source.Count])];
        Array.ForEach(Values, of => Array.Fill(of, double.NaN));
    }

    /// <summary>Summaries of everything entered, by output.</summary>
    public ISummary[][] Summaries { get; }

    /// <summary>Kept outputs, by scenario; NaN where not entered.</summary>
    public double[][] Values { get; }

    /// <inheritdoc />
    public IReadOnlyList<ScenarioRange> Done => _done;

    /// <inheritdoc />
    public (TimeSpan Time, long Values) Patience => (TimeSpan.MaxValue, 1 << 17);

    /// <inheritdoc />
    public void Enter(FinishedWork work)
    {
        EnsemblePlan.Merge(Summaries, work.Summaries);
        foreach (var portion in work.Portions)
        {
            for (var k = 0; k < Values.Length; k++)
            {
                portion.Values(k).CopyTo(Values[k].AsSpan((int)portion.Range.First));
            }
        }

        _done = ScenarioRange.Join([.. _done, .. work.Portions.Select(p => p.Range)]);
    }

    /// <summary>Takes over outputs that were kept elsewhere.</summary>
    public void CopyFrom(IKeptValues kept)
    {
        foreach (var (range, values) in Values.Length > 0 ? kept.InOrder() : [])
        {
            for (var k = 0; k < Values.Length; k++)
            {
                values[k].CopyTo(Values[k].AsSpan((int)range.First));
            }
        }
    }
}
