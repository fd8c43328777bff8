using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Interdealer.Ensembles.Outputs;

namespace Interdealer.Ensembles.Summaries;

/// <summary>When a limit counts as having bound.</summary>
public enum Binding
{
    /// <summary>When it forced the institution in any round; several limits can have.</summary>
    AnyRound,

    /// <summary>When it was the last to force the institution; one limit at most.</summary>
    Last,
}

/// <summary>Which constraint bound where: for every institution, in how many scenarios each limit forced it to act.</summary>
/// <remarks>
/// In any round: <c>ensemble.Together("limits", Output.EverBounds(system), () =&gt; new BindingCounts(institutions, ensemble.Limits, Binding.AnyRound))</c>;
/// as the last one: <c>ensemble.Together("limits", Output.Bounds(system), () =&gt; new BindingCounts(institutions, sale.Limits, Binding.Last))</c>.
/// </remarks>
public sealed class BindingCounts : ISummary, IFigures
{
    private readonly long[] _counts;

    /// <summary>No scenarios yet.</summary>
    /// <param name="institutions">Labels, in the order of the outputs, at least one.</param>
    /// <param name="limits">Names of the limits, from 1 to 52, in the order in which they are numbered: <c>Ensemble.Limits</c>, or for the last one <c>Deleverage.Limits</c>.</param>
    /// <param name="when">When a limit counts, and so which outputs are taken in: <c>Output.EverBounds(system)</c> or <c>Output.Bounds(system)</c>.</param>
    public BindingCounts(IEnumerable<string> institutions, IEnumerable<string> limits, Binding when)
    {
        ArgumentNullException.ThrowIfNull(institutions);
        ArgumentNullException.ThrowIfNull(limits);
        (Institutions, Limits, When) = ([.. institutions], [.. limits], when);
        if (Institutions.IsEmpty || Limits.Length is 0 or > LimitWatch.MostLimits || !Enum.IsDefined(when))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"institutions must be at least one, limits from 1 to {LimitWatch.MostLimits}, when AnyRound or Last; they were {Institutions.Length}, {Limits.Length} and {when}."));
        }

        _counts = new long[Institutions.Length * Places];
    }

    /// <inheritdoc />
    public int Outputs => Institutions.Length;

    /// <summary>Labels of the institutions.</summary>
    public ImmutableArray<string> Institutions { get; }

    /// <summary>Names of the limits.</summary>
    public ImmutableArray<string> Limits { get; }

    /// <summary>When a limit counts.</summary>
    public Binding When { get; }

    /// <summary>Number of scenarios.</summary>
    public long Scenarios { get; private set; }

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures => Institutions.SelectMany((institution, i) =>
        Limits.Select((limit, l) => ($"{institution}: {limit}", (double)this[i, l])).Append(($"{institution}: none", (double)this[i, -1])));

    private int Places => Limits.Length + 1;

    /// <summary>Scenarios in which a limit forced an institution to act, in any round or as the last one.</summary>
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
            foreach (var value in values.Of(i))
            {
                if (When == Binding.Last)
                {
                    EnsureIn(value, -1, Limits.Length - 1, i);
                    _counts[(i * Places) + (int)value + 1]++;
                }
                else
                {
                    EnsureIn(value, 0, (1UL << Limits.Length) - 1, i);
                    Count(i, (ulong)value);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<BindingCounts>(other);
        if (!more.Institutions.SequenceEqual(Institutions) || !more.Limits.SequenceEqual(Limits) || more.When != When)
        {
            throw Kinds.OtherSettings("institutions or limits, or counts them at other times");
        }

        Scenarios += more.Scenarios;
        Kinds.Add(_counts, more._counts);
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write((byte)When);
        writer.Write(string.Join('\n', Institutions));
        writer.Write(string.Join('\n', Limits));
        writer.Write(Scenarios);
        Array.ForEach(_counts, writer.Write7BitEncodedInt64);
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Kinds.EnsureSame((Binding)reader.ReadByte(), When, "limits counted");
        Kinds.EnsureSame(reader.ReadString(), string.Join('\n', Institutions), "institutions");
        Kinds.EnsureSame(reader.ReadString(), string.Join('\n', Limits), "limits");
        Scenarios = Kinds.Count(reader);
        Kinds.Load(reader, _counts);

        for (var i = 0; i < Institutions.Length; i++)
        {
            var row = _counts.AsSpan(i * Places, Places).ToArray();
            var (none, forced) = ((UInt128)(ulong)row[0], row.Skip(1).Aggregate(UInt128.Zero, (sum, c) => sum + (UInt128)(ulong)c));
            var all = (UInt128)(ulong)Scenarios;

            // Of several limits each may have forced in a scenario, and at least one where any did.
            var adds = When == Binding.Last ? none + forced == all : none + forced >= all && row.Skip(1).All(c => none + (UInt128)(ulong)c <= all) && none <= all;
            if (!adds)
            {
                throw new InvalidDataException("counts of limits that do not add up to the number of scenarios");
            }
        }
    }

    private void Count(int institution, ulong set)
    {
        var row = _counts.AsSpan(institution * Places, Places);
        row[0] += set == 0 ? 1 : 0;
        for (; set != 0; set &= set - 1)
        {
            row[BitOperations.TrailingZeroCount(set) + 1]++;
        }
    }

    private void EnsureIn(double value, double least, double most, int institution)
    {
        if (!(value >= least && value <= most && double.IsInteger(value)))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture,
                $"values: \"{Institutions[institution]}\" was bound by {value:R}; expected {(When == Binding.Last ? $"an index from 0 to {most:R}, -1 for none" : $"a sum of 2^index from 0 to {most:R}")}."));
        }
    }
}
