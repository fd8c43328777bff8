namespace Interdealer.Ensembles.Summaries;

/// <summary>The least and the greatest values of an output, with the numbers of their scenarios.</summary>
/// <remarks>Of equal values the lower scenario number comes first, so the list does not depend on the order in which scenarios came.</remarks>
public sealed class Extremes : ISummary, IFigures
{
    private readonly int _kept;
    private readonly SortedSet<(double Value, long Scenario)> _least;
    private readonly SortedSet<(double Value, long Scenario)> _greatest;

    /// <summary>No values yet.</summary>
    /// <param name="kept">How many at each end, at least 1.</param>
    public Extremes(int kept = 1)
    {
        _kept = Require.AtLeast(1, kept, "values");
        _least = new(Comparer<(double Value, long Scenario)>.Create((a, b) => a.Value != b.Value ? a.Value.CompareTo(b.Value) : a.Scenario.CompareTo(b.Scenario)));
        _greatest = new(Comparer<(double Value, long Scenario)>.Create((a, b) => a.Value != b.Value ? b.Value.CompareTo(a.Value) : a.Scenario.CompareTo(b.Scenario)));
    }

    /// <summary>The least values, from the least.</summary>
    public IReadOnlyList<(double Value, long Scenario)> Least => [.. _least];

    /// <summary>The greatest values, from the greatest.</summary>
    public IReadOnlyList<(double Value, long Scenario)> Greatest => [.. _greatest];

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures => Named("least", _least).Concat(Named("greatest", _greatest));

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        var of = values.Of(0);
        for (var s = 0; s < of.Length; s++)
        {
            if (!double.IsNaN(of[s]))
            {
                Enter(of[s], values.First + s);
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<Extremes>(other);
        if (more._kept != _kept)
        {
            throw Kinds.OtherSettings("numbers of values that are kept");
        }

        foreach (var (value, scenario) in more._least.Concat(more._greatest))
        {
            Enter(value, scenario);
        }
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_kept);
        foreach (var set in new[] { _least, _greatest })
        {
            writer.Write(set.Count);
            foreach (var (value, scenario) in set)
            {
                writer.Write(value);
                writer.Write(scenario);
            }
        }
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Kinds.EnsureSame(reader.ReadInt32(), _kept, "extremes kept:");
        foreach (var set in new[] { _least, _greatest })
        {
            set.Clear();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var (value, scenario) = (reader.ReadDouble(), Kinds.Count(reader));
                if (double.IsNaN(value) || set.Count == _kept || !set.Add((value, scenario)))
                {
                    throw new InvalidDataException("extremes that are not numbers, too many, or there twice");
                }
            }
        }
    }

    private static IEnumerable<(string Name, double Value)> Named(string end, SortedSet<(double Value, long Scenario)> set) => set.SelectMany((x, k) =>
    {
        var name = k == 0 ? end : FormattableString.Invariant($"{end}, place {k + 1}");
        return new[] { (name, x.Value), ($"scenario of the {name}", x.Scenario) };
    });

    private void Enter(double value, long scenario)
    {
        value += 0.0;
        Enter(_least, (value, scenario));
        Enter(_greatest, (value, scenario));
    }

    private void Enter(SortedSet<(double Value, long Scenario)> set, (double Value, long Scenario) entry)
    {
        if (set.Count == _kept && set.Comparer.Compare(entry, set.Max) >= 0)
        {
            return;
        }

        if (set.Add(entry) && set.Count > _kept)
        {
            set.Remove(set.Max);
        }
    }
}
