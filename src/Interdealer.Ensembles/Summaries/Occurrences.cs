namespace Interdealer.Ensembles.Summaries;

/// <summary>In how many scenarios something happened, and which was the first of them.</summary>
internal sealed class Occurrences : ISummary, IFigures
{
    private const long None = -1;

    /// <summary>Scenarios in which it did.</summary>
    public long Count { get; private set; }

    /// <summary>Number of the first of them; null where there is none.</summary>
    public long? First => _first == None ? null : _first;

    private long _first = None;

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures => [("scenarios", Count), ("first scenario", First ?? double.NaN)];

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        var happened = values.Of(0);
        for (var s = 0; s < happened.Length; s++)
        {
            if (happened[s] != 0)
            {
                Add(1, values.First + s);
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<Occurrences>(other);
        Add(more.Count, more._first);
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Count);
        writer.Write(_first);
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Count = Kinds.Count(reader);
        _first = reader.ReadInt64();
        if (_first < None || Count == 0 != (_first == None))
        {
            throw new InvalidDataException(FormattableString.Invariant($"{Count} scenarios, the first of them {_first}"));
        }
    }

    private void Add(long count, long first)
    {
        Count += count;
        _first = first != None && (_first == None || first < _first) ? first : _first;
    }
}
