using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class GlostenMilgromTests
{
    private static readonly GlostenMilgrom Market = new() { LowValue = 1, HighValue = 11, InformedShare = 0.1 };

    [Fact]
    public void Above_the_critical_share_no_ask_exists()
    {
        var market = Market with { Prior = 0.1, Demand = UninformedDemand.Uniform };
        Close.To(0.2388087767, market.CriticalInformedShare()!.Value, 1e-9);
        Assert.NotNull((market with { InformedShare = 0.2388087 }).Quotes().Ask);
        var closed = (market with { InformedShare = 0.2388088 }).Quotes();
        Assert.Null(closed.Ask);
        Assert.Null(closed.Spread);
        Assert.NotNull(closed.Bid);
    }

    [Theory]
    [InlineData(0.45)]
    [InlineData(0.7)]
    public void With_a_prior_of_45_per_cent_or_more_an_ask_always_exists(double prior)
    {
        var market = Market with { Prior = prior, Demand = UninformedDemand.Uniform };
        Assert.Null(market.CriticalInformedShare());
        Assert.NotNull((market with { InformedShare = 0.99 }).Quotes().Ask);
    }

    [Fact]
    public void The_critical_share_divides_markets_with_an_ask_from_those_without()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var r = new Random(seed);
            var market = new GlostenMilgrom
            {
                LowValue = r.NextDouble(), HighValue = 2 + (20 * r.NextDouble()), Prior = 0.01 + (0.4 * r.NextDouble()), InformedShare = 0, Demand = UninformedDemand.Uniform,
            };
            if (market.CriticalInformedShare() is { } critical)
            {
                Assert.True((market with { InformedShare = critical - 1e-6 }).Quotes().Ask is not null, $"seed {seed}: no ask below {critical:R}");
                Assert.True((market with { InformedShare = critical + 1e-6 }).Quotes().Ask is null, $"seed {seed}: an ask above {critical:R}");
            }
        }
    }

    [Fact]
    public void Every_uniform_quote_is_the_value_expected_given_the_trade()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var r = new Random(seed);
            var market = new GlostenMilgrom
            {
                LowValue = 5 * r.NextDouble(), HighValue = 6 + (10 * r.NextDouble()), Prior = 0.1 + (0.8 * r.NextDouble()), InformedShare = 0.9 * r.NextDouble(), Demand = UninformedDemand.Uniform,
            };
            var (quotes, mean, u) = (market.Quotes(), market.Mean, 1 - market.InformedShare);
            if (quotes.Ask is { } ask)
            {
                var uninformed = u * (1 - (ask / (2 * mean)));
                Assert.True(Math.Abs(ask - Expected(market, market.InformedShare + uninformed, uninformed)) <= 1e-9 * ask && ask >= mean - 1e-12, $"seed {seed}: ask {ask:R}");
            }

            if (quotes.Bid is { } bid)
            {
                var uninformed = u * bid / (2 * mean);
                Assert.True(Math.Abs(bid - Expected(market, uninformed, market.InformedShare + uninformed)) <= 1e-9 * bid && bid <= mean + 1e-12, $"seed {seed}: bid {bid:R}");
            }
        }
    }

    [Fact]
    public void Each_net_buy_multiplies_the_odds_by_the_same_factor_and_quotes_are_expectations()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var r = new Random(seed);
            var market = Market with { Prior = 0.05 + (0.9 * r.NextDouble()), InformedShare = 0.9 * r.NextDouble() };
            double Odds(int n) => market.Posterior(n) / (1 - market.Posterior(n));
            var factor = (1 + market.InformedShare) / (1 - market.InformedShare);
            Close.To(market.Prior, market.Posterior(0), 1e-12);
            Close.To(factor, Odds(1) / Odds(0));
            Close.To(factor * factor, Odds(1) / Odds(-1));

            // The market opened at the posterior after a buy asks what one buy more would teach.
            var next = market with { Prior = market.Posterior(1) };
            Close.To(1 + (10 * market.Posterior(2)), next.Quotes().Ask!.Value);
            Close.To(market.Mean, next.Quotes().Bid!.Value);
        }
    }

    [Fact]
    public void Values_in_the_wrong_order_are_refused() =>
        Assert.Contains("HighValue", Assert.Throws<InvalidOperationException>(() => (Market with { HighValue = 0.5 }).Quotes()).Message, StringComparison.Ordinal);

    private static double Expected(GlostenMilgrom m, double ifHigh, double ifLow) =>
        ((m.Prior * ifHigh * m.HighValue) + ((1 - m.Prior) * ifLow * m.LowValue)) / ((m.Prior * ifHigh) + ((1 - m.Prior) * ifLow));

    [Fact]
    public void Between_two_priors_no_ask_exists_at_a_given_share()
    {
        // At α = .2388087767 the market with π = .1 is on the edge.
        var market = Market with { InformedShare = 0.2388087767, Demand = UninformedDemand.Uniform };
        var (from, to) = market.PriorsWithoutAsk()!.Value;
        Assert.True(Math.Abs(from - 0.1) < 1e-7 || Math.Abs(to - 0.1) < 1e-7, $"{from} to {to}");
        Assert.Null((Market with { InformedShare = 0.01, Demand = UninformedDemand.Uniform }).PriorsWithoutAsk());
        Assert.Null((Market with { InformedShare = 0, Demand = UninformedDemand.Uniform }).PriorsWithoutAsk());
        Assert.Null((Market with { InformedShare = 0.5 }).PriorsWithoutAsk());
        Assert.Null((Market with { LowValue = 6, InformedShare = 0.9, Demand = UninformedDemand.Uniform }).PriorsWithoutAsk());
    }

    [Fact]
    public void An_ask_is_missing_at_exactly_the_priors_of_the_interval()
    {
        var missing = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var r = new Random(seed);
            var market = new GlostenMilgrom
            {
                LowValue = seed % 7 == 0 ? 0 : r.NextDouble(), HighValue = 1.5 + (20 * r.NextDouble()), InformedShare = r.NextDouble(), Demand = UninformedDemand.Uniform,
            };
            var interval = market.PriorsWithoutAsk();
            for (var trial = 0; trial < 60; trial++)
            {
                var prior = 0.0005 + (0.999 * r.NextDouble());
                if (interval is { } i && Math.Min(Math.Abs(prior - i.From), Math.Abs(prior - i.To)) < 1e-6)
                {
                    continue;
                }

                var inside = interval is { } ends && prior > ends.From && prior < ends.To;
                missing += inside ? 1 : 0;
                Assert.True((market with { Prior = prior }).Quotes().Ask is null == inside, $"seed {seed}, prior {prior}, interval {interval}");
            }
        }

        Assert.True(missing > 1000, $"{missing} asks were missing: the law is hardly tried");
    }
}
