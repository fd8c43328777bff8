using Interdealer.Numerics;
using Interdealer.Engine;

namespace Interdealer.Tests.Engine;

/// <summary>1 − e^(−x), which exponential impact is made of: as accurate as stated, and the same bits in one scenario and in several.</summary>
public class DecayTests
{
    [Fact]
    public void The_share_gone_is_within_two_units_in_the_last_place_of_the_series_in_decimals()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 20_000; trial++)
        {
            // Fifteen digits, which decimals keep; the half unit by which the double is off makes the bound two and a half.
            var x = (decimal)Math.Pow(10, (9 * random.NextDouble()) - 7.4);
            var expected = (double)Exact(x);
            Assert.True(Math.Abs(Gone((double)x) - expected) <= 2.5 * (Math.BitIncrement(expected) - expected), $"x = {x}: {Gone((double)x):R}, expected {expected:R}");
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(40, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void At_the_ends_it_is_exact(double x, double expected) => Assert.Equal(expected, Gone(x));

    [Fact]
    public void Several_scenarios_have_the_bits_of_one()
    {
        var random = new Random(4);
        Span<double> from = stackalloc double[EightLanes.Count];
        Span<double> four = stackalloc double[EightLanes.Count];
        Span<double> eight = stackalloc double[EightLanes.Count];
        for (var trial = 0; trial < 5000; trial++)
        {
            foreach (ref var x in from)
            {
                x = Math.Pow(10, (20 * random.NextDouble()) - 16);
            }

            FourLanes.Store(Accurate.Decay(FourLanes.Load(in from[0], 0)), ref four[0], 0);
            FourLanes.Store(Accurate.Decay(FourLanes.Load(in from[0], FourLanes.Count)), ref four[0], FourLanes.Count);
            EightLanes.Store(Accurate.Decay(EightLanes.Load(in from[0], 0)), ref eight[0], 0);
            for (var s = 0; s < from.Length; s++)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(Gone(from[s])), BitConverter.DoubleToInt64Bits(four[s]));
                Assert.Equal(BitConverter.DoubleToInt64Bits(Gone(from[s])), BitConverter.DoubleToInt64Bits(eight[s]));
            }
        }
    }

    private static double Gone(double x)
    {
        var result = 0.0;
        OneLane.Store(Accurate.Decay((OneLane)x), ref result, 0);
        return result;
    }

    /// <summary>1 − e^(−x): e^(−x/2^k) by its series, squared k times, so that nothing cancels: g ← g(2 − g).</summary>
    private static decimal Exact(decimal x)
    {
        var halvings = 0;
        while (x > 0.125m)
        {
            (x, halvings) = (x / 2, halvings + 1);
        }

        var (term, gone) = (x, x);
        for (var n = 2; n < 24; n++)
        {
            term *= -x / n;
            gone += term;
        }

        for (; halvings > 0; halvings--)
        {
            gone *= 2 - gone;
        }

        return gone;
    }
}
