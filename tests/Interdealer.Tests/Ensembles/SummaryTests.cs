using System.Numerics;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Tests.Ensembles;

/// <summary>Every summary against the plain formula on all values at once, and the law that order and grouping do not change a bit.</summary>
public class SummaryTests
{
    private static readonly string[] Limits = ["leverage", "VaR"];

    public static TheoryData<string> Kinds => ["moments", "distribution", "wide distribution", "extremes", "exceedances", "correlations", "limits", "limits in any round", "defaults"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Order_and_grouping_do_not_change_a_bit(string kind)
    {
        var random = new Random(11);
        for (var trial = 0; trial < 6; trial++)
        {
            var values = Values(kind, random, kind is "limits" or "defaults" or "correlations" ? 3000 : 12_000, trial);
            var whole = Make(kind);
            whole.Add(new ScenarioValues(0, Take(values, 0, values[0].Length)));
            var parts = new List<ISummary>();
            var cuts = Enumerable.Range(0, 40).Select(_ => random.Next(values[0].Length)).Append(0).Append(values[0].Length).Distinct().Order().ToArray();
            foreach (var (from, to) in cuts.Zip(cuts.Skip(1)).OrderBy(_ => random.Next()))
            {
                if (parts.Count == 0 || random.Next(3) > 0)
                {
                    parts.Add(Make(kind));
                }

                parts[random.Next(parts.Count)].Add(new ScenarioValues(from, Take(values, from, to)));
            }

            while (parts.Count > 1)
            {
                var at = random.Next(parts.Count - 1);
                var copy = Make(kind);
                Load(copy, SummaryCodec.Bytes(parts[at + 1]));
                parts[at].Add(copy);
                parts.RemoveAt(at + 1);
            }

            Assert.Equal(SummaryCodec.Bytes(whole), SummaryCodec.Bytes(parts[0]));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bytes_that_no_summary_wrote_are_refused_or_read_as_a_summary(string kind)
    {
        var random = new Random(5);
        var summary = Make(kind);
        summary.Add(new ScenarioValues(0, Values(kind, random, 500, 0)));
        var bytes = SummaryCodec.Bytes(summary);
        for (var trial = 0; trial < 400; trial++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            damaged = trial % 4 == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
            var read = Make(kind);
            try
            {
                Load(read, damaged);
            }
            catch (Exception refused) when (refused is InvalidDataException or EndOfStreamException or FormatException or OverflowException or ArgumentException)
            {
                continue;
            }

            _ = ((IFigures)read).Figures.Count();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Moments_are_those_of_two_passes(int kind)
    {
        var values = Values(new Random(3 + kind), 5000, kind)[0].Where(v => !double.IsNaN(v)).ToArray();
        var moments = new Moments();
        moments.Add(new ScenarioValues(0, values));
        // Differences from one of the values are exact where all are near each other.
        var (pivot, n) = (values[0], values.Length);
        var offset = values.Select(v => v - pivot).Sum() / n;
        var mean = pivot + offset;
        var centred = values.Select(v => v - pivot - offset).ToArray();
        var (m2, m3, m4) = (centred.Sum(d => d * d) / n, centred.Sum(d => d * d * d) / n, centred.Sum(d => d * d * d * d) / n);
        Assert.Equal(mean, moments.Mean, 1e-13 * (Math.Abs(mean) + (10 * Math.Sqrt(m2))));
        Close.To(m2 * n / (n - 1), moments.Variance, 1e-11);
        Assert.Equal(m3 / Math.Pow(m2, 1.5), moments.Skewness, 1e-10);
        Assert.Equal((m4 / (m2 * m2)) - 3, moments.ExcessKurtosis, 1e-9);
        Assert.Equal(moments.StandardDeviation / Math.Sqrt(n), moments.StandardError, 1e-15 * Math.Abs(moments.StandardDeviation));
    }

    [Fact]
    public void Moments_lose_nothing_to_cancellation()
    {
        // 10¹⁵ + {1, 2, 3, 4}: mean 10¹⁵ + 2.5, variance 5/3, no skewness, m₂ = 5/4, m₄ = (1.5⁴·2 + 0.5⁴·2)/4 = 2.5625, 2.5625/1.5625 − 3 = −1.36.
        var moments = new Moments();
        moments.Add(new ScenarioValues(0, [1e15 + 4, 1e15 + 1, 1e15 + 3, 1e15 + 2]));
        Assert.Equal((1e15 + 2.5, 5.0 / 3, 0.0, -1.36), (moments.Mean, moments.Variance, moments.Skewness, Math.Round(moments.ExcessKurtosis, 14)));
    }

    [Fact]
    public void Sums_are_exact_over_the_whole_range_of_doubles()
    {
        var random = new Random(8);
        for (var factors = 1; factors <= 4; factors++)
        {
            var (sum, expected) = (new ExactSum(factors), BigInteger.Zero);
            for (var trial = 0; trial < 200; trial++)
            {
                var value = trial switch { 0 => double.MaxValue, 1 => -double.MaxValue, 2 => double.Epsilon, 3 => -double.Epsilon, _ => BitConverter.Int64BitsToDouble(random.NextInt64()) };
                if (!double.IsFinite(value))
                {
                    continue;
                }

                var (negative, whole, exponent) = ExactSum.Split(value);
                var power = BigInteger.Pow(whole, factors);
                var words = Enumerable.Range(0, factors).Select(w => (ulong)((power >> (64 * w)) & ulong.MaxValue)).ToArray();
                sum.Add(negative, words, factors * exponent);
                expected += (negative ? -power : power) << ((factors * exponent) - sum.Exponent);
            }

            Assert.Equal(expected, sum.ToInteger());
        }
    }

    [Fact]
    public void A_ratio_of_whole_numbers_is_rounded_to_the_nearest_double()
    {
        var random = new Random(9);
        for (var trial = 0; trial < 2000; trial++)
        {
            // A double over a power of two, times a number that cancels: exactly the double again.
            var value = BitConverter.Int64BitsToDouble(random.NextInt64());
            var (negative, whole, exponent) = ExactSum.Split(value);
            if (double.IsFinite(value))
            {
                var by = new BigInteger(random.NextInt64(1, long.MaxValue));
                Assert.Equal(value, ExactRatio.ToDouble((negative ? -by : by) * whole, by, exponent));
            }
        }

        Assert.Equal(1.0 / 3, ExactRatio.ToDouble(1, 3));
        Assert.Equal(-2.0 / 3, ExactRatio.ToDouble(-2, 3));

        // Ties go to even: 2⁵³ + 1 lies between 2⁵³ and 2⁵³ + 2; a little more does not.
        Assert.Equal(9007199254740992.0, ExactRatio.ToDouble((BigInteger.One << 53) + 1, 1));
        Assert.Equal(9007199254740994.0, ExactRatio.ToDouble(((BigInteger.One << 153) + (BigInteger.One << 100)) + 1, BigInteger.One << 100));
    }

    [Fact]
    public void Quantiles_and_tails_are_exact_while_every_value_has_its_bin()
    {
        var values = Enumerable.Range(1, 1000).Select(k => (double)(k * 7919 % 1009)).ToArray();
        var sorted = values.Order().ToArray();
        var distribution = new Distribution();
        distribution.Add(new ScenarioValues(0, values));
        Assert.Equal(0, distribution.RelativeWidth);
        foreach (var p in new[] { 0.001, 0.25, 0.5, 0.9, 0.99, 0.999 })
        {
            var expected = sorted[(int)Math.Ceiling(Math.Round(p * 1000, 6)) - 1];
            Assert.Equal(new Interval(expected, expected, expected), distribution.Quantile(p));
        }

        // The worst 10; the worst 1.5: the worst, and half of the next.
        Assert.Equal(sorted[^10..].Average(), distribution.TailExpectation(0.99).Value, 1e-12);
        Assert.Equal((sorted[^1] + (0.5 * sorted[^2])) / 1.5, distribution.TailExpectation(0.9985).Value, 1e-12);
        Assert.Equal(values.Count(v => v > 500) / 1000.0, distribution.Exceedance(500).Value);
        Assert.Equal(values.Count(v => v > 500.5) / 1000.0, distribution.Exceedance(500.5).Value);
        Assert.Equal(0, distribution.ExceedanceCurve()[^1].Probability);
        Assert.Equal(1000, distribution.Histogram(7).Sum(c => c.Scenarios));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bounds_of_quantiles_tails_and_exceedances_hold(int kind)
    {
        var values = Values(new Random(20 + kind), 60_000, kind)[0].Where(v => !double.IsNaN(v)).ToArray();
        var sorted = values.Order().ToArray();
        var distribution = new Distribution();
        distribution.Add(new ScenarioValues(0, values));
        Assert.InRange(distribution.RelativeWidth, 1e-12, kind == 0 ? 0.005 : 0.1);
        foreach (var p in new[] { 0.0005, 0.01, 0.3, 0.5, 0.9, 0.99, 0.9995 })
        {
            var (exact, quantile) = (sorted[(int)Math.Ceiling(Math.Round(p * values.Length, 6)) - 1], distribution.Quantile(p));
            Assert.InRange(exact, quantile.Least, quantile.Most);
            Assert.True(quantile.Most - quantile.Least <= distribution.RelativeWidth * Math.Max(Math.Abs(quantile.Least), Math.Abs(quantile.Most)));
            var (number, tail) = ((1 - p) * values.Length, distribution.TailExpectation(p));
            var whole = (int)Math.Floor(Math.Round(number, 6));
            var expected = (sorted[^whole..].Sum() + ((number - whole) * sorted[^(whole + 1)])) / number;
            var rounding = 1e-12 * Math.Max(Math.Abs(expected), Math.Abs(sorted[0]));
            Assert.InRange(expected, tail.Least - rounding, tail.Most + rounding);
            Assert.InRange(tail.Value, tail.Least, tail.Most);
            var threshold = 0.5 * (exact + sorted[^1]);
            var above = distribution.Exceedance(threshold);
            Assert.InRange((double)values.Count(v => v > threshold) / values.Length, above.Least, above.Most);
        }
    }

    [Fact]
    public void Intervals_of_confidence_hold_as_often_as_they_say()
    {
        // 400 samples of 500 exponentials: of 95 % intervals about 380 hold; 5 deviations of √(400·0.95·0.05) = 4.4 are 22. Quantiles hold a little more often.
        var random = new Random(1);
        var (mean, quantile, tail, probability) = (0, 0, 0, 0);
        for (var sample = 0; sample < 400; sample++)
        {
            var values = Enumerable.Range(0, 500).Select(_ => -Math.Log(1 - random.NextDouble())).ToArray();
            var (moments, distribution) = (new Moments(), new Distribution());
            moments.Add(new ScenarioValues(0, values));
            distribution.Add(new ScenarioValues(0, values));
            mean += Holds(moments.MeanInterval(), 1);
            quantile += Holds(distribution.QuantileInterval(0.9), Math.Log(10));
            tail += Holds(distribution.TailExpectationInterval(0.9), Math.Log(10) + 1);
            probability += Holds(Confidence.Probability(values.Count(v => v > 2), 500, 0.95), Math.Exp(-2));
        }

        Assert.InRange(mean, 355, 400);
        Assert.InRange(quantile, 358, 400);
        Assert.InRange(tail, 345, 400);
        Assert.InRange(probability, 358, 400);

        static int Holds(Interval interval, double truth) => truth >= interval.Least && truth <= interval.Most ? 1 : 0;
    }

    [Fact]
    public void Extremes_name_their_scenarios_and_of_equals_the_first()
    {
        var extremes = new Extremes(2);
        extremes.Add(new ScenarioValues(10, [3.0, 7, double.NaN, 7, 1]));
        extremes.Add(new ScenarioValues(0, [7.0, 1, 2]));
        Assert.Equal([(7.0, 0L), (7.0, 11L)], extremes.Greatest);
        Assert.Equal([(1.0, 1L), (1.0, 14L)], extremes.Least);
    }

    [Fact]
    public void Counts_of_limits_are_those_of_the_values()
    {
        var counts = new BindingCounts(["A", "B", "C"], Limits, Binding.Last);
        counts.Add(new ScenarioValues(0, [0.0, 0, -1, 1], [-1.0, -1, -1, -1], [1.0, 1, 1, 0]));
        Assert.Equal((2, 1, 1), (counts[0, 0], counts[0, 1], counts[0, -1]));
        Assert.Equal((1, 3, 0), (counts[2, 0], counts[2, 1], counts[2, -1]));
        Assert.Equal((0.0, 0.75), (counts.Forced(1).Value, counts.Forced(0).Value));
        Assert.Contains("bound by 2; expected an index from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => counts.Add(new ScenarioValues(0, [2.0], [0], [0]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_of_limits_count_each_of_their_limits_and_none_once()
    {
        // A: limit 0; both; none; limit 1. B: never. C: always both.
        var counts = new BindingCounts(["A", "B", "C"], Limits, Binding.AnyRound);
        counts.Add(new ScenarioValues(0, [1.0, 3, 0, 2], [0.0, 0, 0, 0], [3.0, 3, 3, 3]));
        Assert.Equal((2, 2, 1), (counts[0, 0], counts[0, 1], counts[0, -1]));
        Assert.Equal((0, 0, 4), (counts[1, 0], counts[1, 1], counts[1, -1]));
        Assert.Equal((4, 4, 0), (counts[2, 0], counts[2, 1], counts[2, -1]));
        Assert.Equal((0.75, 0.0, 1.0), (counts.Forced(0).Value, counts.Forced(1).Value, counts.Forced(2).Value));
        foreach (var wrong in new[] { -1, 4, 0.5, double.NaN })
        {
            Assert.Contains("a sum of 2^index from 0 to 3", Assert.Throws<ArgumentOutOfRangeException>(() => counts.Add(new ScenarioValues(0, [wrong], [0], [0]))).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => counts.Add(new BindingCounts(["A", "B", "C"], Limits, Binding.Last)));
        Assert.Contains("limits from 1 to 52", Assert.Throws<ArgumentException>(() => new BindingCounts(["A"], Enumerable.Repeat("x", 53), Binding.AnyRound)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_counted_alone_together_and_by_number()
    {
        // Scenarios: A; A and C; none; A, B and C.
        var defaults = new JointDefaults(["A", "B", "C"]);
        defaults.Add(new ScenarioValues(0, [1.0, 1, 0, 1], [0.0, 0, 0, 1], [0.0, 1, 0, 1]));
        Assert.Equal([1L, 1, 1, 1], defaults.ByNumber);
        Assert.Equal((3, 1, 2, 1, 2, 1), (defaults[0, 0], defaults[1, 1], defaults[2, 2], defaults[0, 1], defaults[2, 0], defaults[1, 2]));
        Assert.Equal((0.75, 0.5), (defaults.Probability(0).Value, defaults.AtLeast(2).Value));

        // E[AC] − E[A]E[C] = 1/2 − 3/8, over √(3/16 · 1/4).
        Assert.Equal(0.125 / Math.Sqrt(3.0 / 64), defaults.Correlation(0, 2), 1e-15);
    }

    [Fact]
    public void Correlations_are_those_of_the_plain_formula_and_lose_nothing_to_cancellation()
    {
        var random = new Random(2);
        var (x, e) = (Enumerable.Range(0, 2000).Select(_ => Normal(random)).ToArray(), Enumerable.Range(0, 2000).Select(_ => Normal(random)).ToArray());
        var y = x.Zip(e, (a, b) => a - (2 * b)).ToArray();
        var (mx, my) = (x.Average(), y.Average());
        var covariance = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / 1999;
        var correlation = covariance / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) / 1999 * (y.Sum(b => (b - my) * (b - my)) / 1999));
        var correlations = new Correlations(2);
        correlations.Add(new ScenarioValues(0, x, y));
        Close.To(covariance, correlations.Covariance(0, 1), 1e-12);
        Close.To(correlation, correlations.Correlation(1, 0), 1e-12);
        Assert.Equal(1, correlations.Correlation(1, 1));

        // Far from 0 the differences are still 1, 2, 3 and 2, 4, 6: correlation 1. A scenario without a value is left out.
        var far = new Correlations(2);
        far.Add(new ScenarioValues(0, [1e15 + 1, 1e15 + 2, 1e15 + 3, double.NaN], [1e15 + 2, 1e15 + 4, 1e15 + 6, 1]));
        Assert.Equal((1.0, 2.0, 3, 1), (far.Correlation(0, 1), far.Covariance(0, 1), far.Count, far.Missing));
    }

    [Fact]
    public void Exceedances_are_exact_and_thresholds_do_not_exceed_themselves()
    {
        var exceedances = new Exceedances(1, 2, 3);
        exceedances.Add(new ScenarioValues(0, [0.5, 1, 1.5, 2, 2.5, 3, 3.5, double.NaN]));
        Assert.Equal([2L, 2, 2, 1], exceedances.Between);
        Assert.Equal((5.0 / 7, 1.0 / 7, 1), (exceedances.Probability(0).Value, exceedances.Probability(2).Value, exceedances.Missing));

        // Clopper and Pearson for none of 7: 0 to 1 − 0.025^(1/7).
        var never = new Exceedances(9);
        never.Add(new ScenarioValues(0, new double[7]));
        Close.To(1 - Math.Pow(0.025, 1.0 / 7), never.Probability(0).Most, 1e-12);
        Assert.Contains("ascending", Assert.Throws<ArgumentException>(() => new Exceedances(2, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Summaries_of_other_kinds_and_settings_are_not_added()
    {
        Assert.Contains("must be a Moments", Assert.Throws<ArgumentException>(() => new Moments().Add(new Distribution())).Message, StringComparison.Ordinal);
        Assert.Contains("other numbers of bins", Assert.Throws<ArgumentException>(() => new Distribution().Add(new Distribution(8192))).Message, StringComparison.Ordinal);
        Assert.Contains("numbers of values", Assert.Throws<ArgumentException>(() => new Extremes(1).Add(new Extremes(2))).Message, StringComparison.Ordinal);
        Assert.Contains("institutions or limits", Assert.Throws<ArgumentException>(() => new BindingCounts(["A"], Limits, Binding.Last).Add(new BindingCounts(["B"], Limits, Binding.Last))).Message, StringComparison.Ordinal);
        Assert.Contains("no figures", Assert.Throws<InvalidOperationException>(() => new Distribution().Quantile(0.5)).Message, StringComparison.Ordinal);
    }

    private static ISummary Make(string kind) => kind switch
    {
        "moments" => new Moments(),
        "distribution" => new Distribution(),
        "wide distribution" => new Distribution(10_000),
        "extremes" => new Extremes(5),
        "exceedances" => new Exceedances(-1, 0, 2, 1e9),
        "correlations" => new Correlations(3),
        "defaults" => new JointDefaults(["A", "B", "C"]),
        "limits in any round" => new BindingCounts(["A", "B", "C"], Limits, Binding.AnyRound),
        _ => new BindingCounts(["A", "B", "C"], Limits, Binding.Last),
    };

    /// <summary>Kind 0: lognormal; 1: of both signs and any size; 2: near 10⁹; 3: few different values and NaN; others mixed with infinities.</summary>
    private static double[][] Values(Random random, int count, int kind) =>
    [
        [.. Enumerable.Range(0, count).Select(k => kind switch
        {
            0 => Math.Exp(Normal(random)),
            1 => Normal(random) * Math.Pow(10, random.Next(-9, 9)),
            2 => 1e9 + Normal(random),
            3 => random.Next(10) == 0 ? double.NaN : Math.Round(100 * Normal(random)) + (random.Next(2) * 1e-3 * random.NextDouble()),
            _ => random.Next(50) == 0 ? double.PositiveInfinity : random.Next(50) == 0 ? double.NegativeInfinity : random.Next(9) == 0 ? -0.0 : Normal(random),
        })],
    ];

    private static double[][] Values(string kind, Random random, int count, int trial) => kind switch
    {
        "limits" => Bounds(random, count),
        "limits in any round" => [.. Bounds(random, count).Select(row => row.Select(v => v + 1 + random.Next(2)).ToArray())],
        "defaults" => [.. Bounds(random, count).Select(row => row.Select(v => Math.Max(0, v)).ToArray())],
        "correlations" => [Values(random, count, trial)[0], Values(random, count, 0)[0], Values(random, count, 1)[0]],
        _ => Values(random, count, trial),
    };

    private static double[][] Bounds(Random random, int count) =>
        [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, count).Select(_ => (double)random.Next(-1, 2)).ToArray())];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[][] Take(double[][] values, int from, int to) => [.. values.Select(row => row[from..to])];

    private static void Load(ISummary summary, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        summary.Load(reader);
    }
}
