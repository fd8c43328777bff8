namespace Interdealer.Ensembles.Running;

/// <summary>Hands out the scenarios that are to be run, in ascending order, a few blocks at a time.</summary>
/// <param name="ranges">What is to be run, ascending.</param>
/// <param name="portion">Scenarios handed out at a time, at least 1.</param>
internal sealed class WorkQueue(IReadOnlyList<ScenarioRange> ranges, long portion)
{
    private readonly Lock _lock = new();
    private int _range;
    private long _taken;

    /// <summary>The next scenarios; null when there are no more.</summary>
    public ScenarioRange? Take()
    {
        lock (_lock)
        {
            if (_range == ranges.Count)
            {
                return null;
            }

            var from = ranges[_range];
            var part = new ScenarioRange(from.First + _taken, Math.Min(portion, from.Count - _taken));
            _taken += part.Count;
            if (_taken == from.Count)
            {
                (_range, _taken) = (_range + 1, 0);
            }

            return part;
        }
    }
}
