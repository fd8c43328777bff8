using System.Collections.Immutable;
using System.Globalization;

namespace Interdealer.Ensembles.Summaries;

/// <summary>Which constraint bound where: for every institution, in how many scenarios each limit was the last to force it to act.</summary>
/// <remarks>Written <c>ensemble.Together("limits", Output.Bounds(system), () =&gt; new BindingCounts(institutions, limits))</c>.</remarks>
public sealed class BindingCounts : ISummary, IFigures
{
    private readonly long[] _counts;

    /// <summary>No scenarios yet.</summary>
    /// <param name="institutions">Labels, in the order of the outputs <c>Output.Bounds(system)</c>.</param>
    /// <param name="limits">Names of the limits, in the order in which the round counts them, such as <c>Deleverage.Limits</c>.</param>
    public BindingCounts(IEnumerable<string> institutions, IEnumerable<string> limits)
    {
        ArgumentNullException.ThrowIfNull(institutions);
        ArgumentNullException.ThrowIfNull(limits);
        (Institutions, Limits) = ([.. institutions], [.. limits]);
        if (Institutions.IsEmpty || Limits.IsEmpty)
        {
            throw new ArgumentException("institutions and limits must be at least one each.");
        }

        _counts = new long[Institutions.Length * Places];
    }

    /// <inheritdoc />
    public int Outputs => Institutions.Length;

    /// <summary>Labels of the institutions.</summary>
    public ImmutableArray<string> Institutions { get; }

    /// <summary>Names of the limits.</summary>
    public ImmutableArray<string> Limits { get; }

    /// <summary>Number of scenarios.</summary>
    public long Scenarios { get; private set; }

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures => Institutions.SelectMany((institution, i) =>
        Limits.Select((limit, l) => ($"{institution}: {limit}", (double)this[i, l])).Append(($"{institution}: none", (double)this[i, -1])));

    private int Places => Limits.Length + 1;

    /// <summary>Scenarios in which a limit was the last to force an institution to act.</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="limit">Index of the limit, from 0; −1 for those in which none did.</param>
    public long this[int institution, int limit]
    {
        get
        {
            if ((uint)institution >= (uint)Institutions.Length || limit < -1 || limit >= Limits.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(institution), string.Create(CultureInfo.InvariantCulture,
                    $"institution must be from 0 to {Institutions.Length - 1} and limit from -1 to {Limits.Length - 1}; they were {institution} and {limit}."));
            }

            return _counts[(institution * Places) + limit + 1];
        }
    }

    /// <summary>Scenarios in which some limit forced an institution to act, as a probability with its interval of confidence (Clopper and Pearson).</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="level">Level of confidence, a fraction.</param>
    public Interval Forced(int institution, double level = Confidence.Usual) => Confidence.Probability(Scenarios - this[institution, -1], Scenarios, level);

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        Scenarios += values.Count;
        for (var i = 0; i < Institutions.Length; i++)
        {
            foreach (var limit in values.Of(i))
            {
                if (!(limit >= -1 && limit < Limits.Length))
                {
                    throw new ArgumentOutOfRangeException(nameof(values), limit, string.Create(CultureInfo.InvariantCulture,
                        $"values: \"{Institutions[i]}\" was bound by limit {limit:R}; the limits named are 0 to {Limits.Length - 1}, −1 for none."));
                }

                _counts[(i * Places) + (int)limit + 1]++;
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<BindingCounts>(other);
        if (!more.Institutions.SequenceEqual(Institutions) || !more.Limits.SequenceEqual(Limits))
        {
            throw Kinds.OtherSettings("institutions or limits");
        }

        Scenarios += more.Scenarios;
        Kinds.Add(_counts, more._counts);
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Join('\n', Institutions));
        writer.Write(string.Join('\n', Limits));
        writer.Write(Scenarios);
        Array.ForEach(_counts, writer.Write7BitEncodedInt64);
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Kinds.EnsureSame(reader.ReadString(), string.Join('\n', Institutions), "institutions");
        Kinds.EnsureSame(reader.ReadString(), string.Join('\n', Limits), "limits");
        Scenarios = Kinds.Count(reader);
        Kinds.Load(reader, _counts);

        for (var i = 0; i < Institutions.Length; i++)
        {
            var row = _counts.AsSpan(i * Places, Places).ToArray();
            if (row.Aggregate(UInt128.Zero, (sum, c) => sum + (UInt128)(ulong)c) != (UInt128)(ulong)Scenarios)
            {
                throw new InvalidDataException("counts of limits that do not add up to the number of scenarios");
            }
        }
    }
}
