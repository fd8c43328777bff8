using Interdealer.Markets;

namespace Interdealer.Tests.Markets;

public sealed class CopelandGalaiTests
{
    [Theory]
    [InlineData(0.1, 0.0800439)]
    [InlineData(0.2, 0.1616575)]
    [InlineData(0.5, 0.4363266)]
    public void Customers_who_never_leave_pay_the_published_spreads(double informed, double spread)
    {
        var quote = CopelandGalai.Quote(informed);
        Close.ToDigits(spread, quote.HalfSpread, 7);
        Assert.Equal(1, quote.Participation);
    }

    [Fact]
    public void With_a_tolerance_of_one_sigma_dealers_withdraw_at_the_published_share()
    {
        Close.ToDigits(0.4240440, CopelandGalai.WithdrawalThreshold(1), 7);

        // The two roots meet there, so the spread is steep in p: good to the root of what p misses p* by.
        Close.ToDigits(0.6822, CopelandGalai.Quote(CopelandGalai.WithdrawalThreshold(1) * (1 - 1e-12), 1).HalfSpread, 4);
        Assert.True(CopelandGalai.Quote(0.4240441, 1).Withdrawn);
    }

    [Fact]
    public void An_informed_trader_gains_what_the_normal_tail_leaves()
    {
        // x = 0: 2φ(0) = √(2/π). x = 1: 2(.24197072451914337 − .15865525393145707).
        Close.To(Math.Sqrt(2 / Math.PI), CopelandGalai.ExpectedLoss(0), 1e-15);
        Close.To(0.1666309411753726, CopelandGalai.ExpectedLoss(1), 1e-13);
    }

    [Fact]
    public void Profit_is_zero_at_the_quote_and_negative_before_it()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var (p, m) = Random(seed);
            var quote = CopelandGalai.Quote(p, m);
            if (quote.Withdrawn)
            {
                continue;
            }

            var x = quote.HalfSpread;
            Close.To(1 - (x / m), quote.Participation, 1e-12);
            Close.To(p * CopelandGalai.ExpectedLoss(x), (1 - p) * x * (1 - (x / m)), 1e-12);
            for (var step = 1; step < 10; step++)
            {
                var y = x * step / 10;
                Assert.True((1 - p) * y * (1 - (y / m)) < p * CopelandGalai.ExpectedLoss(y), $"seed {seed}: a smaller root than {x:R} near {y:R}");
            }
        }
    }

    [Fact]
    public void There_is_a_quote_below_the_threshold_and_none_above()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var m = Random(seed).Tolerance;
            var threshold = CopelandGalai.WithdrawalThreshold(m);
            Assert.False(CopelandGalai.Quote(threshold * (1 - 1e-12), m).Withdrawn, $"seed {seed}: no quote just below {threshold:R}");
            if (threshold < 1 - 1e-11)
            {
                Assert.True(CopelandGalai.Quote(threshold + ((1 - threshold) * 1e-12) + (threshold * 1e-12), m).Withdrawn, $"seed {seed}: a quote just above {threshold:R}");
            }
        }
    }

    [Fact]
    public void More_informed_trading_widens_the_spread_and_more_tolerance_narrows_it_and_raises_the_threshold()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var (p, m) = Random(seed);
            Assert.True(CopelandGalai.Quote(p, m).HalfSpread <= CopelandGalai.Quote(p * 1.0001, m).HalfSpread, $"seed {seed}: falls in p");
            Assert.True(CopelandGalai.Quote(p, m).HalfSpread >= CopelandGalai.Quote(p, m * 1.001).HalfSpread * (1 - 1e-12), $"seed {seed}: rises in m");
            var (lower, higher) = (CopelandGalai.WithdrawalThreshold(m), CopelandGalai.WithdrawalThreshold(m * 1.001));
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
    public void The_ends_of_the_range_are_answered(double p, double m, double spread) => Close.To(spread, CopelandGalai.Quote(p, m).HalfSpread, 1e-12);

    [Fact]
    public void A_share_next_to_one_and_tolerances_beyond_measure_are_answered()
    {
        // At odds of 9e15 the spread is where 2[φ − x(1 − Φ)]/x is 1.1e-16, near 8 σ.
        Assert.InRange(CopelandGalai.Quote(Math.BitDecrement(1.0)).HalfSpread, 7, 9);
        Assert.Equal(1, CopelandGalai.WithdrawalThreshold(double.PositiveInfinity));
        Assert.Equal(1, CopelandGalai.WithdrawalThreshold(1e300));

        // Tiny m: r ≈ x(1 − x/m)/√(2/π) peaks at m/2, so p* ≈ m/4·√(π/2).
        Close.To(0.25e-200 * Math.Sqrt(Math.PI / 2), CopelandGalai.WithdrawalThreshold(1e-200), 1e-12);
    }

    [Fact]
    public void The_spiral_of_customers_who_leave_ends_at_the_quote_or_in_withdrawal()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (p, m) = Random(seed);
            var threshold = CopelandGalai.WithdrawalThreshold(m);
            if (Math.Abs(p - threshold) < 0.01 * threshold)
            {
                continue; // next to the tangency the spiral is slower than any test should wait
            }

            var (x, participation) = (0.0, 1.0);
            for (var t = 0; t < 20_000 && !double.IsInfinity(x); t++)
            {
                var next = CopelandGalai.Quote(CopelandGalai.AmongTraders(p, participation)).HalfSpread;
                Assert.True(next >= x * (1 - 1e-12), $"seed {seed}: the spiral turned at {x:R}");
                (x, participation) = (next, Math.Max(0, 1 - (next / m)));
            }

            Close.To(CopelandGalai.Quote(p, m).HalfSpread, x);
        }
    }

    [Theory]
    [InlineData(-0.1, 1, "informedShare must be a fraction from 0 to 1")]
    [InlineData(20, 1, "informedShare must be a fraction from 0 to 1")]
    [InlineData(double.NaN, 1, "informedShare must be a fraction from 0 to 1")]
    [InlineData(0.2, 0, "tolerance must be a number above 0")]
    public void Wrong_inputs_are_named(double p, double m, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => CopelandGalai.Quote(p, m)).Message, StringComparison.Ordinal);

    private static (double Informed, double Tolerance) Random(int seed)
    {
        var random = new Random(seed);
        return (Math.Pow(10, -6 * random.NextDouble() * random.NextDouble()) * 0.999, Math.Pow(10, (4 * random.NextDouble()) - 2));
    }
}
