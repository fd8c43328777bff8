using Interdealer.Markets;

namespace Interdealer.Tests.Markets;

public sealed class BreakEvenSpreadTests
{
    [Fact]
    public void An_informed_trader_gains_what_the_normal_tail_leaves()
    {
        // x = 0: 2φ(0) = √(2/π). x = 1: 2(.24197072451914337 − .15865525393145707).
        Close.To(Math.Sqrt(2 / Math.PI), BreakEvenSpread.ExpectedLoss(0), 1e-15);
        Close.To(0.1666309411753726, BreakEvenSpread.ExpectedLoss(1), 1e-13);
    }

    [Fact]
    public void Profit_is_zero_at_the_quote_and_negative_before_it()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var (p, m) = Random(seed);
            var quote = BreakEvenSpread.Quote(p, m);
            if (quote.Withdrawn)
            {
                continue;
            }

            var x = quote.HalfSpread;
            Close.To(1 - (x / m), quote.Participation, 1e-12);
            Close.To(p * BreakEvenSpread.ExpectedLoss(x), (1 - p) * x * (1 - (x / m)), 1e-12);
            for (var step = 1; step < 10; step++)
            {
                var y = x * step / 10;
                Assert.True((1 - p) * y * (1 - (y / m)) < p * BreakEvenSpread.ExpectedLoss(y), $"seed {seed}: a smaller root than {x:R} near {y:R}");
            }
        }
    }

    [Fact]
    public void There_is_a_quote_below_the_threshold_and_none_above()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var m = Random(seed).Tolerance;
            var threshold = BreakEvenSpread.WithdrawalThreshold(m);
            Assert.False(BreakEvenSpread.Quote(threshold * (1 - 1e-12), m).Withdrawn, $"seed {seed}: no quote just below {threshold:R}");
            if (threshold < 1 - 1e-11)
            {
                Assert.True(BreakEvenSpread.Quote(threshold + ((1 - threshold) * 1e-12) + (threshold * 1e-12), m).Withdrawn, $"seed {seed}: a quote just above {threshold:R}");
            }
        }
    }

    [Fact]
    public void More_informed_trading_widens_the_spread_and_more_tolerance_narrows_it_and_raises_the_threshold()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var (p, m) = Random(seed);
            Assert.True(BreakEvenSpread.Quote(p, m).HalfSpread <= BreakEvenSpread.Quote(p * 1.0001, m).HalfSpread, $"seed {seed}: falls in p");
            Assert.True(BreakEvenSpread.Quote(p, m).HalfSpread >= BreakEvenSpread.Quote(p, m * 1.001).HalfSpread * (1 - 1e-12), $"seed {seed}: rises in m");
            var (lower, higher) = (BreakEvenSpread.WithdrawalThreshold(m), BreakEvenSpread.WithdrawalThreshold(m * 1.001));
            Assert.True(lower < higher || lower > 1 - 1e-12, $"seed {seed}: p* {lower:R} at m, {higher:R} above it");
        }
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, double.PositiveInfinity, 0)]
    [InlineData(1e-300, 1, 7.978845608028654e-301)]
    [InlineData(1e-12, double.PositiveInfinity, 7.978845608022288e-13)]
    [InlineData(1, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(1, 1, double.PositiveInfinity)]
    [InlineData(1e-9, 1e-12, double.PositiveInfinity)]
    public void The_ends_of_the_range_are_answered(double p, double m, double spread) => Close.To(spread, BreakEvenSpread.Quote(p, m).HalfSpread, 1e-12);

    [Fact]
    public void A_share_next_to_one_and_tolerances_beyond_measure_are_answered()
    {
        // At odds of 9e15 the spread is where 2[φ − x(1 − Φ)]/x is 1.1e-16, near 8 σ.
        Assert.InRange(BreakEvenSpread.Quote(Math.BitDecrement(1.0)).HalfSpread, 7, 9);
        Assert.Equal(1, BreakEvenSpread.WithdrawalThreshold(double.PositiveInfinity));
        Assert.Equal(1, BreakEvenSpread.WithdrawalThreshold(1e300));

        // Tiny m: r ≈ x(1 − x/m)/√(2/π) peaks at m/2, so p* ≈ m/4·√(π/2).
        Close.To(0.25e-200 * Math.Sqrt(Math.PI / 2), BreakEvenSpread.WithdrawalThreshold(1e-200), 1e-12);
    }

    [Fact]
    public void The_spiral_of_customers_who_leave_ends_at_the_quote_or_in_withdrawal()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (p, m) = Random(seed);
            var threshold = BreakEvenSpread.WithdrawalThreshold(m);
            if (Math.Abs(p - threshold) < 0.01 * threshold)
            {
                continue; // next to the tangency the spiral is slower than any test should wait
            }

            var (x, participation) = (0.0, 1.0);
            for (var t = 0; t < 20_000 && !double.IsInfinity(x); t++)
            {
                var next = BreakEvenSpread.Quote(BreakEvenSpread.AmongTraders(p, participation)).HalfSpread;
                Assert.True(next >= x * (1 - 1e-12), $"seed {seed}: the spiral turned at {x:R}");
                (x, participation) = (next, Math.Max(0, 1 - (next / m)));
            }

            Close.To(BreakEvenSpread.Quote(p, m).HalfSpread, x);
        }
    }

    [Theory]
    [InlineData(-0.1, 1, "informedShare must be a fraction from 0 to 1")]
    [InlineData(20, 1, "informedShare must be a fraction from 0 to 1")]
    [InlineData(double.NaN, 1, "informedShare must be a fraction from 0 to 1")]
    [InlineData(0.2, 0, "tolerance must be a number above 0")]
    public void Wrong_inputs_are_named(double p, double m, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => BreakEvenSpread.Quote(p, m)).Message, StringComparison.Ordinal);

    private static (double Informed, double Tolerance) Random(int seed)
    {
        var random = new Random(seed);
        return (Math.Pow(10, -6 * random.NextDouble() * random.NextDouble()) * 0.999, Math.Pow(10, (4 * random.NextDouble()) - 2));
    }
}
