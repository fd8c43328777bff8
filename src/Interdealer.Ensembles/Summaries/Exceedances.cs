using System.Collections.Immutable;

namespace Interdealer.Ensembles.Summaries;

/// <summary>How often an output exceeds each of some thresholds: exact counts, and so an exceedance curve or a histogram with edges of one's own.</summary>
public sealed class Exceedances : ISummary, IFigures
{
    private readonly long[] _between;

    /// <summary>No scenarios yet.</summary>
    /// <param name="thresholds">At least one number, ascending, none twice.</param>
    public Exceedances(params IEnumerable<double> thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        Thresholds = [.. thresholds];
        if (Thresholds.IsEmpty || Thresholds.Any(double.IsNaN) || Thresholds.Zip(Thresholds.Skip(1)).Any(pair => !(pair.First < pair.Second)))
        {
            throw new ArgumentException("thresholds must be at least one number, ascending, none twice.", nameof(thresholds));
        }

        _between = new long[Thresholds.Length + 1];
    }

    /// <summary>The thresholds.</summary>
    public ImmutableArray<double> Thresholds { get; }

    /// <summary>Scenarios with a value.</summary>
    public long Count => _between.Sum();

    /// <summary>Scenarios without one (NaN).</summary>
    public long Missing { get; private set; }

    /// <summary>Scenarios up to the first threshold, between each two (the upper one included), and above the last.</summary>
    public IReadOnlyList<long> Between => _between;

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures => Thresholds.SelectMany((threshold, k) =>
    {
        var (name, probability) = ($"probability of more than {Require.Text(threshold)}", Probability(k));
        return new[] { (name, probability.Value), ($"{name}, 95 % from", probability.Least), ($"{name}, 95 % to", probability.Most) };
    });

    /// <summary>Probability of more than a threshold, with its interval of confidence (Clopper and Pearson).</summary>
    /// <param name="threshold">Which, from 0.</param>
    /// <param name="level">Level of confidence, a fraction.</param>
    public Interval Probability(int threshold, double level = Confidence.Usual) => Confidence.Probability(_between.Skip(threshold + 1).Sum(), Count, level);

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        foreach (var value in values.Of(0))
        {
            if (double.IsNaN(value))
            {
                Missing++;
                continue;
            }

            var at = Thresholds.BinarySearch(value);
            _between[at >= 0 ? at : ~at]++;
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<Exceedances>(other);
        if (!more.Thresholds.SequenceEqual(Thresholds))
        {
            throw Kinds.OtherSettings("thresholds");
        }

        Missing += more.Missing;
        Kinds.Add(_between, more._between);
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Thresholds.Length);
        foreach (var threshold in Thresholds)
        {
            writer.Write(threshold);
        }

        writer.Write(Missing);
        Array.ForEach(_between, writer.Write7BitEncodedInt64);
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Kinds.EnsureSame(reader.ReadInt32(), Thresholds.Length, "thresholds:");
        foreach (var threshold in Thresholds)
        {
            Kinds.EnsureSame(reader.ReadDouble(), threshold, "threshold");
        }

        Missing = Kinds.Count(reader);
        Kinds.Load(reader, _between);
    }
}
