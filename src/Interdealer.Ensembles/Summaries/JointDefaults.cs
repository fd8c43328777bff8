using System.Collections.Immutable;
using System.Globalization;

namespace Interdealer.Ensembles.Summaries;

/// <summary>Who defaults, how many together, and which two together.</summary>
/// <remarks>Written <c>ensemble.Together("defaults", Output.DefaultsOf(system), () =&gt; new JointDefaults(institutions))</c>; outputs above 0 count as defaults.</remarks>
public sealed class JointDefaults : ISummary, IFigures
{
    private const int MostInstitutions = 10_000;
    private readonly long[] _numbers;
    private readonly long[] _pairs;
    private readonly int[] _defaulted;

    /// <summary>No scenarios yet.</summary>
    /// <param name="institutions">Labels, in the order of the outputs: from 1 to 10,000, whose pairs take 400 MB.</param>
    public JointDefaults(IEnumerable<string> institutions)
    {
        ArgumentNullException.ThrowIfNull(institutions);
        Institutions = [.. institutions];
        if (Institutions.Length is 0 or > MostInstitutions)
        {
            throw new ArgumentException(FormattableString.Invariant($"institutions must be from 1 to {MostInstitutions}; they were {Institutions.Length}."), nameof(institutions));
        }

        var n = Institutions.Length;
        (_numbers, _pairs, _defaulted) = (new long[n + 1], new long[n * (n + 1) / 2], new int[n]);
    }

    /// <inheritdoc />
    public int Outputs => Institutions.Length;

    /// <summary>Labels of the institutions.</summary>
    public ImmutableArray<string> Institutions { get; }

    /// <summary>Number of scenarios.</summary>
    public long Scenarios { get; private set; }

    /// <summary>Scenarios by number of defaults, from 0 to all.</summary>
    public IReadOnlyList<long> ByNumber => _numbers;

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures =>
        Institutions.Select((name, i) => ($"default probability of {name}", Probability(i).Value))
            .Concat(_numbers.Select((count, k) => (string.Create(CultureInfo.InvariantCulture, $"scenarios with {k} defaults"), (double)count)));

    /// <summary>Scenarios in which two institutions default, or one where both are the same.</summary>
    /// <param name="first">Row, from 0.</param>
    /// <param name="second">Row, from 0.</param>
    public long this[int first, int second] => _pairs[Pair(Checked(first), Checked(second))];

    /// <summary>Probability that an institution defaults, with its interval of confidence (Clopper and Pearson).</summary>
    /// <param name="institution">Row, from 0.</param>
    /// <param name="level">Level of confidence, a fraction.</param>
    public Interval Probability(int institution, double level = Confidence.Usual) => Confidence.Probability(this[institution, institution], Scenarios, level);

    /// <summary>Probability of at least so many defaults, with its interval of confidence (Clopper and Pearson).</summary>
    /// <param name="number">From 0 to the number of institutions.</param>
    /// <param name="level">Level of confidence, a fraction.</param>
    public Interval AtLeast(int number, double level = Confidence.Usual) =>
        Confidence.Probability(_numbers.Skip(Require.AtLeast(0, number, "defaults")).Sum(), Scenarios, level);

    /// <summary>Correlation of the defaults of two institutions; not a number where one always or never defaults.</summary>
    /// <param name="first">Row, from 0.</param>
    /// <param name="second">Row, from 0.</param>
    public double Correlation(int first, int second)
    {
        var (n, a, b, both) = ((double)Scenarios, this[first, first] / (double)Scenarios, this[second, second] / (double)Scenarios, this[first, second]);
        return ((both / n) - (a * b)) / Math.Sqrt(a * (1 - a) * b * (1 - b));
    }

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        Scenarios += values.Count;
        for (var s = 0; s < values.Count; s++)
        {
            var number = 0;
            for (var i = 0; i < Institutions.Length; i++)
            {
                if (values.Of(i)[s] > 0)
                {
                    _defaulted[number++] = i;
                }
            }

            _numbers[number]++;
            for (var a = 0; a < number; a++)
            {
                for (var b = 0; b <= a; b++)
                {
                    _pairs[Pair(_defaulted[a], _defaulted[b])]++;
                }
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<JointDefaults>(other);
        if (!more.Institutions.SequenceEqual(Institutions))
        {
            throw Kinds.OtherSettings("institutions");
        }

        Scenarios += more.Scenarios;
        Kinds.Add(_numbers, more._numbers);
        Kinds.Add(_pairs, more._pairs);
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Join('\n', Institutions));
        writer.Write(Scenarios);
        Array.ForEach(_numbers, writer.Write7BitEncodedInt64);
        Array.ForEach(_pairs, writer.Write7BitEncodedInt64);
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Kinds.EnsureSame(reader.ReadString(), string.Join('\n', Institutions), "institutions");
        Scenarios = Kinds.Count(reader);
        Kinds.Load(reader, _numbers);
        Kinds.Load(reader, _pairs);
        var (cases, singles) = (UInt128.Zero, UInt128.Zero);
        for (var k = 0; k < _numbers.Length; k++)
        {
            cases += (UInt128)(ulong)_numbers[k] * (UInt128)(ulong)k;
            singles += k < Institutions.Length ? (UInt128)(ulong)_pairs[Pair(k, k)] : 0;
        }

        if (cases != singles || _numbers.Aggregate(UInt128.Zero, (sum, c) => sum + (UInt128)(ulong)c) != (UInt128)(ulong)Scenarios)
        {
            throw new InvalidDataException("counts of defaults that do not add up");
        }
    }

    private static int Pair(int a, int b) => (Math.Max(a, b) * (Math.Max(a, b) + 1) / 2) + Math.Min(a, b);

    private int Checked(int institution) => (uint)institution < (uint)Institutions.Length
        ? institution
        : throw new ArgumentOutOfRangeException(nameof(institution), institution, string.Create(CultureInfo.InvariantCulture,
            $"institution must be from 0 to {Institutions.Length - 1}; it was {institution}."));
}
