using System.Collections.Immutable;
using System.Numerics;
using Interdealer.Ensembles.Sampling;
using Interdealer.Risk;

namespace Interdealer.Ensembles.Summaries;
using Interdealer.Numerics;

/// <summary>First- and total-order Sobol indices of an output, from scenarios of a <see cref="SaltelliPoints"/> design.</summary>
/// <remarks>
/// With f_A, f_B and f_i the outputs at A, B and A with coordinate i of B, and V the variance over A and B: first order
/// Σ (f_B − f̄)(f_i − f_A)/(N·V) (Saltelli and others, Computer Physics Communications 181 (2010), table 2, with the mean taken out), total order
/// Σ (f_A − f_i)²/(2N·V) (Jansen, Computer Physics Communications 117 (1999)). Intervals are from a jackknife over 32 consecutive parts of the
/// base points and Student's t; for evenly spread points they are wider than they need be. Sums of products are exact: the bits do not depend
/// on order and grouping. A base point with an output that is not finite is left out whole.
/// </remarks>
public sealed class SobolIndices : ISummary, IFigures
{
    private const int Parts = 32;
    private const double Level = 0.95;
    private readonly SobolSums[] _parts;
    private readonly SortedDictionary<long, double?[]> _begun = [];
    private readonly long _basePoints;
    private readonly int _width;

    /// <summary>No scenarios yet.</summary>
    /// <param name="design">The design that the scenarios are drawn from.</param>
    /// <param name="inputs">Names of the inputs, in the order of the coordinates.</param>
    /// <exception cref="ArgumentException">The design has another number of inputs, or fewer than 64 base points.</exception>
    public SobolIndices(SaltelliPoints design, IEnumerable<string> inputs)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(inputs);
        Inputs = [.. inputs];
        (_basePoints, _width) = (design.BasePoints, design.Inputs + 2);
        if (Inputs.Length != design.Inputs || _basePoints < 2 * Parts)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"design has {design.Inputs} inputs and {_basePoints} base points; {Inputs.Length} inputs are named, and at least {2 * Parts} base points are needed."), nameof(design));
        }

        _parts = [.. Enumerable.Range(0, Parts).Select(_ => new SobolSums(design.Inputs))];
    }

    /// <summary>Names of the inputs.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>Base points of which all scenarios have come.</summary>
    public long Count => _parts.Sum(p => p.Count);

    /// <summary>Base points that were left out for an output that is not finite.</summary>
    public long Missing { get; private set; }

    /// <summary>The indices with intervals of confidence of 95 %; not numbers where the output is always the same.</summary>
    public ImmutableArray<SobolIndex> Indices
    {
        get
        {
            var all = SobolSums.Together(_parts);
            var left = _parts.Where(p => p.Count > 0).Select(part => SobolSums.Together(_parts.Where(p => p != part))).ToList();
            return [.. Inputs.Select((name, i) => new SobolIndex(name, Jackknife(all, left, s => s.First(i)), Jackknife(all, left, s => s.Total(i))))];
        }
    }

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures => Indices.SelectMany(index => new[]
    {
        ($"{index.Input}: first order", index.First.Value), ($"{index.Input}: first order, 95 % from", index.First.Least), ($"{index.Input}: first order, 95 % to", index.First.Most),
        ($"{index.Input}: total order", index.Total.Value), ($"{index.Input}: total order, 95 % from", index.Total.Least), ($"{index.Input}: total order, 95 % to", index.Total.Most),
    });

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        var of = values.Of(0);
        for (var s = 0; s < of.Length;)
        {
            var (row, place) = Math.DivRem(values.First + s, _width);
            if (place == 0 && s + _width <= of.Length)
            {
                Enter(row, of.Slice(s, _width));
                s += _width;
            }
            else
            {
                Begin(row, (int)place, of[s]);
                s++;
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<SobolIndices>(other);
        if (more._width != _width || more._basePoints != _basePoints || !more.Inputs.SequenceEqual(Inputs))
        {
            throw Kinds.OtherSettings("designs");
        }

        Missing += more.Missing;
        for (var p = 0; p < _parts.Length; p++)
        {
            _parts[p].Add(more._parts[p]);
        }

        foreach (var (row, begun) in more._begun)
        {
            for (var place = 0; place < _width; place++)
            {
                if (begun[place] is { } value)
                {
                    Begin(row, place, value);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Join('\n', Inputs));
        writer.Write(_basePoints);
        writer.Write(Missing);
        Array.ForEach(_parts, part => part.Save(writer));
        writer.Write(_begun.Count);
        foreach (var (row, begun) in _begun)
        {
            writer.Write(row);
            foreach (var value in begun)
            {
                writer.Write(value.HasValue);
                writer.Write(value.GetValueOrDefault());
            }
        }
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Kinds.EnsureSame(reader.ReadString(), string.Join('\n', Inputs), "inputs");
        Kinds.EnsureSame(reader.ReadInt64(), _basePoints, "base points:");
        Missing = Kinds.Count(reader);
        Array.ForEach(_parts, part => part.Load(reader));
        _begun.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var row = reader.ReadInt64();
            var begun = Enumerable.Range(0, _width).Select(_ => (Has: reader.ReadBoolean(), Value: reader.ReadDouble())).Select(x => x.Has ? x.Value : (double?)null).ToArray();
            if (row < 0 || row >= _basePoints || !_begun.TryAdd(row, begun))
            {
                throw new InvalidDataException("base points that the design has not, or twice");
            }
        }
    }

    /// <summary>Delete-a-group jackknife: the variance of the estimates without one part each, times (G − 1)²/G.</summary>
    private static Interval Jackknife(SobolSums all, List<SobolSums> left, Func<SobolSums, double> index)
    {
        var (value, parts) = (all.Count > 1 ? index(all) : double.NaN, left.Count);
        if (parts < 2 || double.IsNaN(value))
        {
            return new Interval(value, double.NaN, double.NaN);
        }

        var without = left.Select(index).ToArray();
        var mean = without.Average();
        var error = Math.Sqrt((parts - 1.0) / parts * without.Sum(w => (w - mean) * (w - mean)));
        var reach = new StudentTail(parts - 1).UpperQuantile(0.5 * (1 - Level)) * error;
        return new Interval(value, value - reach, value + reach);
    }

    /// <summary>A scenario of a base point of which others are still to come, in another block.</summary>
    private void Begin(long row, int place, double value)
    {
        if (!_begun.TryGetValue(row, out var begun))
        {
            _begun.Add(row, begun = new double?[_width]);
        }

        begun[place] = value;
        if (Array.TrueForAll(begun, v => v.HasValue))
        {
            _begun.Remove(row);
            Enter(row, Array.ConvertAll(begun, v => v!.Value));
        }
    }

    private void Enter(long row, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                Missing++;
                return;
            }
        }

        _parts[(int)((BigInteger)row * Parts / _basePoints)].Add(values);
    }
}
