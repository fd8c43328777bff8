using System.Numerics;

namespace Interdealer.Ensembles.Summaries;

/// <summary>The exact sums that Sobol indices are made of, over some base points.</summary>
internal sealed class SobolSums
{
    private readonly int _inputs;

    // f_A, f_B, then f_i; products f_A², f_B², f_A·f_B, then of each input f_i², f_A·f_i, f_B·f_i.
    private readonly ExactSum[] _sums;
    private readonly ExactSum[] _products;

    public SobolSums(int inputs)
    {
        _inputs = inputs;
        _sums = [.. Enumerable.Range(0, inputs + 2).Select(_ => new ExactSum(1))];
        _products = [.. Enumerable.Range(0, 3 * (inputs + 1)).Select(_ => new ExactSum(2))];
    }

    /// <summary>Number of base points.</summary>
    public long Count { get; private set; }

    public static SobolSums Together(IEnumerable<SobolSums> parts)
    {
        SobolSums? all = null;
        foreach (var part in parts)
        {
            all ??= new SobolSums(part._inputs);
            all.Add(part);
        }

        return all!;
    }

    /// <summary>First-order index of an input.</summary>
    public double First(int input)
    {
        // Σ (f_B − f̄)(f_i − f_A)/N over V, with f̄ = (ΣA + ΣB)/2N: numerator and denominator times 4N².
        var mean = S(0) + S(1);
        var numerator = (4 * (BigInteger)Count * (P(3 + (3 * input) + 2) - P(2))) - (2 * mean * (S(2 + input) - S(0)));
        return Ratio(numerator);
    }

    /// <summary>Total-order index of an input.</summary>
    public double Total(int input) => Ratio(2 * (BigInteger)Count * (P(0) - (2 * P(3 + (3 * input) + 1)) + P(3 + (3 * input))));

    public void Add(ReadOnlySpan<double> values)
    {
        Count++;
        for (var k = 0; k < values.Length; k++)
        {
            var (negative, whole, exponent) = ExactSum.Split(values[k]);
            _sums[k].Add(negative, [whole], exponent);
        }

        Add(0, values[0], values[0]);
        Add(1, values[1], values[1]);
        Add(2, values[0], values[1]);
        for (var i = 0; i < _inputs; i++)
        {
            var at = 3 + (3 * i);
            Add(at, values[2 + i], values[2 + i]);
            Add(at + 1, values[0], values[2 + i]);
            Add(at + 2, values[1], values[2 + i]);
        }
    }

    public void Add(SobolSums other)
    {
        Count += other.Count;
        for (var k = 0; k < _sums.Length; k++)
        {
            _sums[k].Add(other._sums[k]);
        }

        for (var k = 0; k < _products.Length; k++)
        {
            _products[k].Add(other._products[k]);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        Array.ForEach(_sums, sum => sum.Save(writer));
        Array.ForEach(_products, sum => sum.Save(writer));
    }

    public void Load(BinaryReader reader)
    {
        Count = Kinds.Count(reader);
        Array.ForEach(_sums, sum => sum.Load(reader));
        Array.ForEach(_products, sum => sum.Load(reader));
        if (Variance.Sign < 0)
        {
            throw new InvalidDataException("sums of products that no values have");
        }
    }

    // 4N²·V of the outputs at A and B together.
    private BigInteger Variance => (2 * (BigInteger)Count * (P(0) + P(1))) - BigInteger.Pow(S(0) + S(1), 2);

    private double Ratio(BigInteger numerator) => Variance.Sign > 0 ? ExactRatio.ToDouble(numerator, Variance) : double.NaN;

    private BigInteger S(int k) => _sums[k].ToInteger();

    private BigInteger P(int k) => _products[k].ToInteger();

    private void Add(int product, double x, double y)
    {
        var (a, b) = (ExactSum.Split(x), ExactSum.Split(y));
        var high = Math.BigMul(a.Whole, b.Whole, out var low);
        _products[product].Add(a.Negative != b.Negative, [low, high], a.Exponent + b.Exponent);
    }
}
