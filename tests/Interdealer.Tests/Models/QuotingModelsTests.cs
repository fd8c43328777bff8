using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class QuotingModelsTests
{
    private static readonly Kyle Auction = new() { PriorMean = 50, ValueVariance = 30, NoiseVariance = 5000 };

    [Fact]
    public void Kyle_s_market_maker_breaks_even_and_the_informed_trader_cannot_do_better()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var r = new Random(seed);
            var market = new Kyle { ValueVariance = 0.1 + (50 * r.NextDouble()), NoiseVariance = 0.1 + (5000 * r.NextDouble()) };
            var (lambda, beta, value, noise) = (market.Lambda, market.Beta, market.ValueVariance, market.NoiseVariance);
            Close.To(0.5, lambda * beta);

            // Break even: λ is the regression of v on y = β(v − p₀) + u. Best reply: (v − p₀ − λx)x is largest at x = (v − p₀)/2λ.
            Close.To(beta * value / ((beta * beta * value) + noise), lambda);
            Close.To(1 / (2 * lambda), beta);
            Close.To(value - (lambda * beta * value), market.PosteriorVariance);
            Close.To(((1 - (lambda * beta)) * beta * value), market.ExpectedProfit);
            Close.To(lambda * noise, market.ExpectedProfit);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Auction with { NoiseVariance = 0 });
    }

    [Fact]
    public void Stoll_s_dealer_asks_for_the_risk_and_shifts_quotes_with_what_he_holds()
    {
        // γ = 1/20 000; ½·5e−5·1e4 = .25; a covariance of 1000 adds 5e−5·1000 = .05 to the bid and takes it from the ask.
        var dealer = Stoll.FromWealth(20_000, 1e4);
        Close.To(0.25, dealer.Quote().BidDiscount);
        Close.To(0.5, dealer.Quote().Spread);
        Close.To(0.30, dealer.Quote(1000).BidDiscount);
        Close.To(0.20, dealer.Quote(1000).AskPremium);
        Close.To(0.5, dealer.Quote(1000).Spread);
        Close.To(-0.05, dealer.Quote(1000).Shift);
        Close.To(1.5, dealer.Quote(tradeSize: 3).Spread);
    }

    [Fact]
    public void Ho_and_Stoll_s_spread_does_not_depend_on_inventory()
    {
        // One unit held: bid discount ½·.5·(1 + 2), ask premium ½·.5·(1 − 2), γσ² = .5.
        var dealer = Stoll.FromWealth(20_000, 1e4);
        Close.To(0.75, dealer.QuoteAt(1).BidDiscount);
        Close.To(-0.25, dealer.QuoteAt(1).AskPremium);
        for (var held = -5; held <= 5; held++)
        {
            Close.To(0.5, dealer.QuoteAt(held).Spread);
            Close.To(-0.5 * held, dealer.QuoteAt(held).Shift);
        }
    }

    [Fact]
    public void Avellaneda_and_Stoikov_s_quotes_have_the_figures_of_the_formula()
    {
        var maker = new AvellanedaStoikov { RiskAversion = 0.1, Volatility = 2, ArrivalDecay = 1.5 };
        Close.ToDigits(1.6907704, maker.Spread(0), 7);
        Close.ToDigits(1.2907704, maker.Spread(1), 7);
        Close.To(98, maker.ReservationPrice(100, 5, 0));
        Close.To(100, maker.ReservationPrice(100, 5, 1));
        var (bid, ask) = maker.Quotes(100, 5, 0);
        Close.To(98, (bid + ask) / 2);
        Close.To(maker.Spread(0), ask - bid);

        // Towards no risk aversion the spread is 2/k, to full accuracy.
        Close.To(2 / 1.5, (maker with { RiskAversion = 1e-12 }).Spread(1), 1e-11);
        Assert.Contains("horizon", Assert.Throws<ArgumentOutOfRangeException>(() => maker.Spread(1.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kyle_s_informed_trader_expects_half_the_mispricing_on_what_it_orders()
    {
        // v = 45: λ = .5√(30/5000) = .0387298; 25/(4·.0387298) = 161.374. It orders −64.5497 and expects a price of 47.5: −64.5497·(45 − 47.5).
        Close.To(64.549722436790 * 2.5, Auction.ExpectedProfitGiven(45), 1e-9);
        Assert.Equal(0, Auction.ExpectedProfitGiven(50));
        // Noise of 40 lifts the price to 49.049: −64.5497·(45 − 49.0492).
        Close.To(Auction.InformedOrder(45) * (45 - Auction.Price(Auction.InformedOrder(45) + 40)), Auction.Profit(45, 40));
        Assert.Equal(64.549722436790 * (49.0492 - 45), Auction.Profit(45, 40), 2);
        for (var seed = 0; seed < 100; seed++)
        {
            var r = new Random(seed);
            var market = new Kyle { PriorMean = 10 * r.NextDouble(), ValueVariance = 0.1 + (50 * r.NextDouble()), NoiseVariance = 0.1 + (5000 * r.NextDouble()) };
            var value = 20 * (r.NextDouble() - 0.5);
            var noise = 100 * r.NextDouble();
            // Noise as likely up as down: the mean of the two is what is expected, given v. Over v = p₀ ± √Σ₀ it is what is expected before.
            Close.To(market.ExpectedProfitGiven(value), (market.Profit(value, noise) + market.Profit(value, -noise)) / 2, 1e-9);
            Close.To(market.ExpectedProfit, market.ExpectedProfitGiven(market.PriorMean + Math.Sqrt(market.ValueVariance)), 1e-9);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Auction.Profit(45, double.NaN));
    }
}
