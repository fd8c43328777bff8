using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class CopelandGalaiTests
{
    [Fact]
    public void The_spiral_climbs_to_the_quote_or_to_withdrawal()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var r = new Random(seed);
            var market = new CopelandGalai { InformedShare = 0.6 * r.NextDouble(), Tolerance = 0.3 + (3 * r.NextDouble()) };
            if (Math.Abs(market.InformedShare - market.WithdrawalThreshold) < 0.01)
            {
                continue; // next to the tangency the spiral is slower than any test should wait
            }

            var spiral = market.Spiral().Take(5000).ToList();
            Assert.True(spiral.Zip(spiral.Skip(1)).All(x => x.Second >= x.First * (1 - 1e-12)), $"seed {seed}: the spiral turned");
            Assert.Equal(market.InformedShare > market.WithdrawalThreshold, market.Quote.Withdrawn);
            Close.To(market.Quote.HalfSpread, spiral[^1]);
        }
    }

    [Fact]
    public void Nobody_informed_quotes_nothing_and_only_the_informed_close_the_market()
    {
        Assert.Equal(0, new CopelandGalai { InformedShare = 0, Tolerance = 0.5 }.Spiral().ElementAt(3));
        Assert.True(new CopelandGalai { InformedShare = 1 }.Quote.Withdrawn);
        Assert.Equal(double.PositiveInfinity, new CopelandGalai { InformedShare = 1, Tolerance = 1 }.Spiral().First());
        Assert.Contains("InformedShare must be a fraction from 0 to 1", Assert.ThrowsAny<ArgumentException>(() => new CopelandGalai { InformedShare = 20 }).Message, StringComparison.Ordinal);
        Assert.Contains("Tolerance must be a number above 0", Assert.ThrowsAny<ArgumentException>(() => new CopelandGalai { InformedShare = 0.2, Tolerance = 0 }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_s_operator_quotes_the_same_spread_and_withdraws_at_the_same_share()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var r = new Random(seed);
            var (sigma, market) = (0.001 + (0.02 * r.NextDouble()), new CopelandGalai { InformedShare = 0.8 * r.NextDouble(), Tolerance = 0.3 + (3 * r.NextDouble()) });
            var state = new FinancialSystem([new Institution("dealer")], [new Asset("bond") { Volatility = sigma }], []).Start();
            market.Round.Apply(state);
            Assert.Equal(market.Quote.Withdrawn ? 0 : 1, state.Quoting[0, 0]);
            Close.To(sigma * (market.Quote.Withdrawn ? market.Tolerance : market.Quote.HalfSpread), state.HalfSpread[0, 0], 1e-12);
        }
    }
}
