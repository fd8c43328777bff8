using System.Numerics;

namespace Interdealer.Ensembles.Summaries;

/// <summary>
/// Count, mean, variance, skewness and kurtosis of an output. The sums of powers are exact, so each figure is rounded once and has the same bits
/// in whatever order and grouping scenarios came.
/// </summary>
/// <remarks>Scenarios without a value (NaN) are counted apart. An infinite value makes every figure but the counts not a number.</remarks>
public sealed class Moments : ISummary, IFigures
{
    private readonly ExactSum[] _sums = [new(1), new(2), new(3), new(4)];

    /// <summary>Scenarios with a value.</summary>
    public long Count { get; private set; }

    /// <summary>Scenarios without one (NaN).</summary>
    public long Missing { get; private set; }

    /// <summary>Scenarios with an infinite value.</summary>
    public long Infinite { get; private set; }

    /// <summary>Arithmetic mean.</summary>
    public double Mean => Finite(1) ? ExactRatio.ToDouble(S(1), Count, _sums[0].Exponent) : double.NaN;

    /// <summary>Unbiased variance, from 2 values.</summary>
    public double Variance => Finite(2) ? ExactRatio.ToDouble(Central2, (BigInteger)Count * (Count - 1), _sums[1].Exponent) : double.NaN;

    /// <summary>Square root of <see cref="Variance"/>.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Standard error of the mean of independent scenarios.</summary>
    public double StandardError => Math.Sqrt(Variance / Count);

    /// <summary>Skewness g₁ = m₃/m₂^1.5 of the central moments; not a number where all values are the same.</summary>
    public double Skewness
    {
        get
        {
            if (!Finite(2) || Central2.IsZero)
            {
                return double.NaN;
            }

            // m₂ = A/n², m₃ = B/n³: B²/A³ is the square of the ratio, without powers of n.
            var third = Central3;
            return third.Sign * Math.Sqrt(ExactRatio.ToDouble(third * third, BigInteger.Pow(Central2, 3)));
        }
    }

    /// <summary>Excess kurtosis g₂ = m₄/m₂² − 3, 0 for a normal; not a number where all values are the same.</summary>
    public double ExcessKurtosis => Finite(2) && !Central2.IsZero
        ? ExactRatio.ToDouble(Central4 - (3 * BigInteger.Pow(Central2, 2)), BigInteger.Pow(Central2, 2))
        : double.NaN;

    /// <inheritdoc />
    public IEnumerable<(string Name, double Value)> Figures =>
    [
        ("count", Count), ("missing", Missing), ("mean", Mean), ("standard error of the mean", StandardError), ("standard deviation", StandardDeviation),
        ("skewness", Skewness), ("excess kurtosis", ExcessKurtosis),
    ];

    /// <summary>The mean with its interval of confidence for independent scenarios (normal approximation).</summary>
    /// <param name="level">Level of confidence, a fraction.</param>
    public Interval MeanInterval(double level = Confidence.Usual) => Confidence.Around(Mean, StandardError, level);

    /// <inheritdoc />
    public void Add(ScenarioValues values)
    {
        foreach (var value in values.Of(0))
        {
            if (double.IsFinite(value))
            {
                Add(value);
            }
            else if (double.IsNaN(value))
            {
                Missing++;
            }
            else
            {
                Count++;
                Infinite++;
            }
        }
    }

    /// <inheritdoc />
    public void Add(ISummary other)
    {
        var more = Kinds.Same<Moments>(other);
        (Count, Missing, Infinite) = (Count + more.Count, Missing + more.Missing, Infinite + more.Infinite);
        for (var k = 0; k < _sums.Length; k++)
        {
            _sums[k].Add(more._sums[k]);
        }
    }

    /// <inheritdoc />
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Count);
        writer.Write(Missing);
        writer.Write(Infinite);
        Array.ForEach(_sums, sum => sum.Save(writer));
    }

    /// <inheritdoc />
    public void Load(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        (Count, Missing, Infinite) = (Kinds.Count(reader), Kinds.Count(reader), Kinds.Count(reader));
        Array.ForEach(_sums, sum => sum.Load(reader));
        if (Infinite > Count || (Count - Infinite) * S(2) < BigInteger.Pow(S(1), 2))
        {
            throw new InvalidDataException("sums of powers that no values have");
        }
    }

    // n²·m₂, n³·m₃ and n⁴·m₄, whole numbers in the scale of 2, 3 and 4 factors.
    private BigInteger Central2 => (Count * S(2)) - BigInteger.Pow(S(1), 2);

    private BigInteger Central3 => ((BigInteger)Count * Count * S(3)) - (3 * Count * S(1) * S(2)) + (2 * BigInteger.Pow(S(1), 3));

    private BigInteger Central4 => (BigInteger.Pow(Count, 3) * S(4)) - (4 * BigInteger.Pow(Count, 2) * S(1) * S(3))
        + (6 * Count * BigInteger.Pow(S(1), 2) * S(2)) - (3 * BigInteger.Pow(S(1), 4));

    private BigInteger S(int power) => _sums[power - 1].ToInteger();

    private bool Finite(int least) => Count >= least && Infinite == 0;

    private void Add(double value)
    {
        Count++;
        var (negative, m, exponent) = ExactSum.Split(value);
        if (m == 0)
        {
            return;
        }

        var m2 = (UInt128)m * m;
        var (a, b) = ((ulong)m2, (ulong)(m2 >> 64));
        _sums[0].Add(negative, [m], exponent);
        _sums[1].Add(false, [a, b], 2 * exponent);

        // m³ = (a + 2⁶⁴b)·m, m⁴ = (a + 2⁶⁴b)²; b has at most 42 bits.
        var (am, bm) = ((UInt128)a * m, (UInt128)b * m);
        var middle = (am >> 64) + (ulong)bm;
        _sums[2].Add(negative, [(ulong)am, (ulong)middle, (ulong)(bm >> 64) + (ulong)(middle >> 64)], 3 * exponent);
        var (aa, ab, bb) = ((UInt128)a * a, (UInt128)a * b, (UInt128)b * b);
        var second = (aa >> 64) + (((UInt128)(ulong)ab) << 1);
        var third = (second >> 64) + (ulong)bb + ((ab >> 64) << 1);
        _sums[3].Add(false, [(ulong)aa, (ulong)second, (ulong)third, (ulong)(bb >> 64) + (ulong)(third >> 64)], 4 * exponent);
    }
}
