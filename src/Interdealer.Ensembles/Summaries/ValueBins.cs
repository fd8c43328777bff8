using System.Runtime.InteropServices;

namespace Interdealer.Ensembles.Summaries;

/// <summary>
/// Counts of doubles by the leading bits of their ordered representation: as many bits as let all values fit into a number of bins.
/// </summary>
/// <remarks>
/// Law: the number of dropped bits is the least with which the values fit, so everything here is a function of the multiset of values. In a bin
/// values have one sign and exponent, so the sum of what was dropped, a whole number, gives the sum of the values exactly.
/// </remarks>
internal sealed class ValueBins
{
    // With all of the fraction dropped there are fewer bins than the least number asked for: it always fits.
    private const int MostDropped = 52;

    // 1 − 0.99 is not exactly 0.01: a p·n this near to a whole number is that number.
    private const double Snap = 1e-9;
    private readonly int _most;
    private readonly Dictionary<long, Bin> _bins = [];
    private (long Key, Bin Bin)[]? _sorted;
    private long _least = long.MaxValue;
    private long _greatest = long.MinValue;
    private int _dropped;

    public ValueBins(int most) => _most = most;

    public long Count { get; private set; }

    public double Least => ToDouble(_least);

    public double Greatest => ToDouble(_greatest);

    public double RelativeWidth => _dropped == 0 ? 0 : Math.ScaleB(1, _dropped - MostDropped);

    public static double SnapToWhole(double x) => Math.Abs(x - Math.Round(x)) <= Snap * Math.Max(1, Math.Abs(x)) ? Math.Round(x) : x;

    public void Add(double value)
    {
        var key = ToKey(value);
        _sorted = null;
        Count++;
        _least = Math.Min(_least, key);
        _greatest = Math.Max(_greatest, key);
        Enter(key >> _dropped, new Bin(1, (ulong)(key & ((1L << _dropped) - 1))));
    }

    public void Add(ValueBins other)
    {
        if (other._most != _most)
        {
            throw Kinds.OtherSettings("numbers of bins");
        }

        _sorted = null;
        Count += other.Count;
        (_least, _greatest) = (Math.Min(_least, other._least), Math.Max(_greatest, other._greatest));
        Drop(Math.Max(_dropped, other._dropped));
        foreach (var (key, bin) in other._bins)
        {
            // Adding may make bins wider, so how wide they are is looked at each time.
            var wider = bin.Wider(key, _dropped - other._dropped, other._dropped);
            Enter(key >> (_dropped - other._dropped), wider);
        }
    }

    /// <summary>The order statistic of a rank from 1, between the ends of its bin.</summary>
    public Interval OfRank(long rank)
    {
        var before = 0L;
        foreach (var (key, bin) in Sorted())
        {
            if (rank <= before + bin.Count)
            {
                var (low, high) = Ends(key);
                return new Interval(Inside(low, high, (rank - before - 0.5) / bin.Count), low, high);
            }

            before += bin.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(rank));
    }

    /// <summary>Number of values above a threshold, and what it is at least and at most.</summary>
    public (double Value, double Least, double Most) Above(double threshold)
    {
        var (certain, possible, share) = (0L, 0L, 0.0);
        foreach (var (key, bin) in Sorted())
        {
            var (low, high) = Ends(key);
            if (low > threshold)
            {
                certain += bin.Count;
            }
            else if (high > threshold)
            {
                possible += bin.Count;
                share += bin.Count * Math.Clamp((high - threshold) / (high - low), 0, 1);
            }
        }

        return (certain + share, certain, certain + possible);
    }

    /// <summary>The mean of so many of the greatest values, of the last one a fraction.</summary>
    public Interval MeanOfGreatest(double number)
    {
        var (value, least, most) = (0.0, 0.0, 0.0);
        Descend(number, (low, high, bin, mean, taken) =>
        {
            // The greatest of a bin lie between its mean and its upper end; spread evenly they lie half-way there.
            var whole = taken >= bin.Count;
            value += taken * (whole ? mean : Math.Min(high, mean + (0.5 * (1 - (taken / bin.Count)) * (high - low))));
            least += taken * mean;
            most += taken * (whole ? mean : high);
        });
        return new Interval(value / number, least / number, most / number);
    }

    /// <summary>The variance of so many of the greatest values around their mean, every value taken for the mean of its bin.</summary>
    public double VarianceOfGreatest(double number, double around)
    {
        var sum = 0.0;
        Descend(number, (low, high, bin, mean, taken) => sum += taken * (mean - around) * (mean - around));
        return sum / number;
    }

    public IReadOnlyList<(double Value, double Probability)> Curve()
    {
        var (curve, left) = (new List<(double, double)>(), Count);
        foreach (var (key, bin) in Sorted())
        {
            left -= bin.Count;
            curve.Add((Ends(key).High, (double)left / Count));
        }

        return curve;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_most);
        writer.Write(Count);
        writer.Write(_least);
        writer.Write(_greatest);
        writer.Write((byte)_dropped);
        writer.Write(_bins.Count);
        var before = 0L;
        foreach (var (key, bin) in Sorted())
        {
            writer.Write7BitEncodedInt64(unchecked(key - before));
            writer.Write7BitEncodedInt64(bin.Count);
            writer.Write7BitEncodedInt64((long)(ulong)bin.Dropped);
            writer.Write7BitEncodedInt64((long)(ulong)(bin.Dropped >> 64));
            before = key;
        }
    }

    public void Load(BinaryReader reader)
    {
        Kinds.EnsureSame(reader.ReadInt32(), _most, "bins:");
        (Count, _least, _greatest, _dropped) = (Kinds.Count(reader), reader.ReadInt64(), reader.ReadInt64(), reader.ReadByte());
        var (bins, sum, before) = (reader.ReadInt32(), 0L, 0L);
        _bins.Clear();
        _sorted = null;
        for (var b = 0; b < bins; b++)
        {
            var key = unchecked(before + reader.Read7BitEncodedInt64());
            var bin = new Bin(reader.Read7BitEncodedInt64(), (ulong)reader.Read7BitEncodedInt64() | ((UInt128)(ulong)reader.Read7BitEncodedInt64() << 64));
            if (bin.Count < 1 || (b > 0 && key <= before) || !_bins.TryAdd(key, bin))
            {
                throw new InvalidDataException("bins that are empty or not in ascending order");
            }

            (before, sum) = (key, checked(sum + bin.Count));
        }

        if (_dropped > MostDropped || bins < 0 || bins > _most || sum != Count || (Count > 0 && (_least > _greatest || !_bins.ContainsKey(_least >> _dropped) || !_bins.ContainsKey(_greatest >> _dropped))))
        {
            throw new InvalidDataException("bins that do not hold as many values as they say");
        }
    }

    /// <summary>Doubles as whole numbers in the same order; both zeros are one.</summary>
    private static long ToKey(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return bits ^ ((bits >> 63) & long.MaxValue);
    }

    private static double ToDouble(long key) => BitConverter.Int64BitsToDouble(key ^ ((key >> 63) & long.MaxValue));

    private static double Inside(double low, double high, double share) => double.IsInfinity(low) || double.IsInfinity(high) ? high : Math.Clamp(low + (share * (high - low)), low, high);

    private void Enter(long key, Bin bin)
    {
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(_bins, key, out var there);
        at = new Bin(at.Count + bin.Count, at.Dropped + bin.Dropped);
        if (!there && _bins.Count > _most)
        {
            Drop(FewestThatFit());
        }
    }

    /// <summary>Two neighbours fall into one bin once the bits in which they differ are dropped.</summary>
    private int FewestThatFit()
    {
        var keys = _bins.Keys.ToArray();
        Array.Sort(keys);
        Span<int> joined = stackalloc int[65];
        for (var k = 1; k < keys.Length; k++)
        {
            joined[64 - (int)ulong.LeadingZeroCount((ulong)(keys[k] ^ keys[k - 1]))]++;
        }

        var (bins, more) = (keys.Length, 0);
        while (bins > _most)
        {
            bins -= joined[++more];
        }

        return _dropped + more;
    }

    private void Drop(int bits)
    {
        var more = bits - _dropped;
        if (more == 0)
        {
            return;
        }

        var old = _bins.ToArray();
        _bins.Clear();
        foreach (var (key, bin) in old)
        {
            ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(_bins, key >> more, out _);
            var wider = bin.Wider(key, more, _dropped);
            at = new Bin(at.Count + wider.Count, at.Dropped + wider.Dropped);
        }

        _dropped = bits;
    }

    private (long Key, Bin Bin)[] Sorted()
    {
        if (_sorted is null)
        {
            _sorted = [.. _bins.Select(b => (b.Key, b.Value))];
            Array.Sort(_sorted, (a, b) => a.Key.CompareTo(b.Key));
        }

        return _sorted;
    }

    /// <summary>The least and the greatest value that a bin can hold, given the least and the greatest of all.</summary>
    private (double Low, double High) Ends(long key)
    {
        var low = key << _dropped;
        return (ToDouble(Math.Max(low, _least)), ToDouble(Math.Min(low + ((1L << _dropped) - 1), _greatest)));
    }

    private double Mean(long key, Bin bin)
    {
        var low = ToDouble(key << _dropped);
        var next = ToDouble((key << _dropped) + 1);
        return bin.Dropped == UInt128.Zero || !double.IsFinite(low) ? low : low + ((double)bin.Dropped / bin.Count * (next - low));
    }

    /// <summary>Goes through bins from the greatest until so many values were taken.</summary>
    private void Descend(double number, Action<double, double, Bin, double, double> take)
    {
        var bins = Sorted();
        for (var b = bins.Length - 1; b >= 0 && number > 0; b--)
        {
            var (low, high) = Ends(bins[b].Key);
            var taken = Math.Min(number, bins[b].Bin.Count);
            take(low, high, bins[b].Bin, Math.Clamp(Mean(bins[b].Key, bins[b].Bin), low, high), taken);
            number -= taken;
        }
    }

    /// <summary>A bin: how many values, and the sum of the bits that were dropped of them.</summary>
    private readonly record struct Bin(long Count, UInt128 Dropped)
    {
        /// <summary>The same in a bin 2^more times as wide.</summary>
        public Bin Wider(long key, int more, int dropped) => this with { Dropped = Dropped + ((UInt128)(ulong)(key & ((1L << more) - 1)) << dropped) * (UInt128)(ulong)Count };
    }
}
