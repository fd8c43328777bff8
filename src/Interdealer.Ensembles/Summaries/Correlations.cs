using System.Numerics;

namespace Interdealer.Ensembles.Summaries;

/// <summary>Means, covariances and correlations of several outputs together; the sums of products are exact, so each figure is rounded once.</summary>
/// <remarks>Scenarios in which an output has no finite value are left out of all and counted apart. Takes about 1 KB a pair, and time in proportion to the number of pairs.</remarks>
public sealed class Correlations : ISummary, IFigures
{
    private readonly ExactSum[] _sums;
    private readonly ExactSum[] _products;
    private readonly (bool Negative, ulong Whole, int Exponent)[] _parts;

    /// <summary>No scenarios yet.</summary>
    /// <param name="outputs">Number of outputs, at least 2.</param>
    public Correlations(int outputs)
    {
        Outputs = Require.AtLeast(2, outputs, "outputs");
        _sums = [.. Enumerable.Range(0, outputs).Select(_ => new ExactSum(1))];
        _products = [.. Enumerable.Range(0, outputs * (outputs + 1) / 2).Select(_ => new ExactSum(2))];
        _parts = new (bool, ulong, int)[outputs];
    }

    /// <inheritdoc />
    public int Outputs { get; }

    /// <summary>Scenarios in which every output has a finite value.</summary>
    public long Count { get; private set; }

    /// <summary>Scenarios in which one has none.</summary>
    public long Missing { get; private set; }

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures
    {
        get
        {
            yield return ("count", Count);
            yield return ("missing", Missing);
            for (var a = 0; a < Outputs; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    yield return (FormattableString.Invariant($"correlation of outputs {b} and {a}"), Count > 1 ? Correlation(a, b) : double.NaN);
                }
            }
        }
    }

    /// <summary>Mean of an output.</summary>
    /// <param name="output">Which, from 0.</param>
    public double Mean(int output) => Count > 0 ? ExactRatio.ToDouble(_sums[output].ToInteger(), Count, _sums[output].Exponent) : double.NaN;

    /// <summary>Unbiased covariance of two outputs, or the variance of one, from 2 scenarios.</summary>
    /// <param name="first">Which, from 0.</param>
    /// <param name="second">Which, from 0.</param>
    public double Covariance(int first, int second) => Count > 1
        ? ExactRatio.ToDouble(Central(first, second), (BigInteger)Count * (Count - 1), _products[0].Exponent)
        : double.NaN;

    /// <summary>Pearson's correlation of two outputs; not a number where one is always the same.</summary>
    /// <param name="first">Which, from 0.</param>
    /// <param name="second">Which, from 0.</param>
    public double Correlation(int first, int second)
    {
        var (covariance, variances) = (Central(first, second), Central(first, first) * Central(second, second));

        // The square of the ratio is rounded once, and its root once more.
        return variances.IsZero ? double.NaN : covariance.Sign * Math.Sqrt(ExactRatio.ToDouble(covariance * covariance, variances));
    }

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        Span<ulong> words = stackalloc ulong[2];
        for (var s = 0; s < values.Count; s++)
        {
            var finite = true;
            for (var o = 0; o < Outputs && finite; o++)
            {
                var value = values.Of(o)[s];
                finite = double.IsFinite(value);
                _parts[o] = ExactSum.Split(value);
            }

            (Count, Missing) = finite ? (Count + 1, Missing) : (Count, Missing + 1);
            for (int a = 0, pair = 0; a < Outputs && finite; a++)
            {
                var x = _parts[a];
                _sums[a].Add(x.Negative, [x.Whole], x.Exponent);
                for (var b = 0; b <= a; b++, pair++)
                {
                    var y = _parts[b];
                    words[1] = Math.BigMul(x.Whole, y.Whole, out words[0]);
                    _products[pair].Add(x.Negative != y.Negative, words, x.Exponent + y.Exponent);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<Correlations>(other);
        if (more.Outputs != Outputs)
        {
            throw Kinds.OtherSettings("numbers of outputs");
        }

        (Count, Missing) = (Count + more.Count, Missing + more.Missing);
        for (var k = 0; k < _sums.Length; k++)
        {
            _sums[k].Add(more._sums[k]);
        }

        for (var k = 0; k < _products.Length; k++)
        {
            _products[k].Add(more._products[k]);
        }
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Outputs);
        writer.Write(Count);
        writer.Write(Missing);
        Array.ForEach(_sums, sum => sum.Save(writer));
        Array.ForEach(_products, sum => sum.Save(writer));
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Kinds.EnsureSame(reader.ReadInt32(), Outputs, "outputs:");
        (Count, Missing) = (Kinds.Count(reader), Kinds.Count(reader));
        Array.ForEach(_sums, sum => sum.Load(reader));
        Array.ForEach(_products, sum => sum.Load(reader));
        if (Enumerable.Range(0, Outputs).Any(o => Central(o, o).Sign < 0))
        {
            throw new InvalidDataException("sums of products that no values have");
        }
    }

    // n²·covariance, a whole number.
    private BigInteger Central(int a, int b)
    {
        if ((uint)a >= (uint)Outputs || (uint)b >= (uint)Outputs)
        {
            throw new ArgumentOutOfRangeException(nameof(a), FormattableString.Invariant($"outputs are numbered from 0 to {Outputs - 1}; {a} and {b} were asked for."));
        }

        var pair = (Math.Max(a, b) * (Math.Max(a, b) + 1) / 2) + Math.Min(a, b);
        return (Count * _products[pair].ToInteger()) - (_sums[a].ToInteger() * _sums[b].ToInteger());
    }
}
