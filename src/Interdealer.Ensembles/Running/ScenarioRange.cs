namespace Interdealer.Ensembles.Running;

/// <summary>Consecutive scenarios.</summary>
/// <param name="First">Number of the first.</param>
/// <param name="Count">How many.</param>
internal readonly record struct ScenarioRange(long First, long Count)
{
    /// <summary>Number after the last.</summary>
    public long End => First + Count;

    /// <summary>In ascending order, adjoining ones joined.</summary>
    /// <exception cref="InvalidDataException">Two have a scenario in common.</exception>
    public static List<ScenarioRange> Join(IEnumerable<ScenarioRange> ranges)
    {
        var joined = new List<ScenarioRange>();
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (joined.Count > 0 && range.First < joined[^1].End)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"the scenarios {range.First} to {Math.Min(range.End, joined[^1].End) - 1} are there twice; each must be there once"));
            }

            if (joined.Count > 0 && range.First == joined[^1].End)
            {
                joined[^1] = joined[^1] with { Count = range.End - joined[^1].First };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    /// <summary>What of this range is in none of those.</summary>
    /// <param name="done">Ascending, without common scenarios, all inside this range.</param>
    public List<ScenarioRange> Without(IEnumerable<ScenarioRange> done)
    {
        var (left, next) = (new List<ScenarioRange>(), First);
        foreach (var range in done)
        {
            if (range.First > next)
            {
                left.Add(new ScenarioRange(next, range.First - next));
            }

            next = range.End;
        }

        if (next < End)
        {
            left.Add(new ScenarioRange(next, End - next));
        }

        return left;
    }
}
