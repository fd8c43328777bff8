using System.Collections.Immutable;

namespace Interdealer.Models.Published;

/// <summary>The models of quotes, information and inference.</summary>
internal static class InformationModels
{
    public static ImmutableArray<PublishedModel> All { get; } =
    [
        BreakEvenQuotes(), Auction(), Withdrawal(), Inventory(), MarketMaking(), Inference(), Rebalancing(),
    ];

    private static PublishedModel BreakEvenQuotes()
    {
        GlostenMilgrom Market(double informed, UninformedDemand demand = UninformedDemand.Inelastic, double prior = 0.5) =>
            new() { LowValue = 1, HighValue = 11, InformedShare = informed, Demand = demand, Prior = prior };
        // Inelastic, α = .1: P(H | buy) = .55, 1 + 10·.55 = 6.5.
        IEnumerable<double> Quotes(double informed)
        {
            var quotes = Market(informed).Quotes();
            return [quotes.Ask ?? double.NaN, quotes.Bid ?? double.NaN];
        }

        BidAsk Elastic(double informed) => Market(informed, UninformedDemand.Uniform).Quotes();
        return new PublishedModel(
            typeof(GlostenMilgrom), "Glosten–Milgrom", "Glosten and Milgrom (1985), Bid, ask and transaction prices, Journal of Financial Economics 14",
            "no ask, or no bid, breaks even while anybody but the informed trades: the quote is null")
            .Given("V ∈ {1, 11}, π = .5, inelastic, α = .1", CaseOrigin.Derived).Gives("Ask, bid", [6.5, 5.5], () => Quotes(0.1))
            .Given("α = .2", CaseOrigin.Derived).Gives("Ask, bid", [7, 5], () => Quotes(0.2))
            .Given("α = .3", CaseOrigin.Derived).Gives("Ask, bid", [7.5, 4.5], () => Quotes(0.3))
            .Given("uniform ρ, α = .1", CaseOrigin.Derived)
            .Prints("Ask", "6.544466578", () => Elastic(0.1).Ask ?? double.NaN).Prints("Bid", "5.455533422", () => Elastic(0.1).Bid ?? double.NaN)
            .Given("uniform ρ, α = .3", CaseOrigin.Derived)
            .Prints("Ask", "7.938331896", () => Elastic(0.3).Ask ?? double.NaN).Prints("Bid", "4.061668104", () => Elastic(0.3).Bid ?? double.NaN)
            .Given("uniform ρ, π = .1", CaseOrigin.Derived)
            .Prints("Critical α", "0.2388087767", () => Market(0, UninformedDemand.Uniform, 0.1).CriticalInformedShare() ?? double.NaN)
            .Says("Above it no ask exists", () => Market(0.2388088, UninformedDemand.Uniform, 0.1).Quotes().Ask is null)
            .Given("uniform ρ, π = .45", CaseOrigin.Derived)
            .Says("An ask exists at every α", () => Market(0.99, UninformedDemand.Uniform, 0.45).CriticalInformedShare() is null && Market(0.99, UninformedDemand.Uniform, 0.45).Quotes().Ask is not null);
    }

    private static PublishedModel Auction()
    {
        Kyle Market() => new() { PriorMean = 50, ValueVariance = 30, NoiseVariance = 5000 };
        return new PublishedModel(
            typeof(Kyle), "Kyle", "Kyle (1985), Continuous auctions and insider trading, Econometrica 53", "no noise trading or no information: no linear equilibrium, refused")
            .Given("p₀ = 50, v = 45, Σ₀ = 30, σ_u² = 5,000", CaseOrigin.Paper)
            .Prints("λ", "0.03873", () => Market().Lambda)
            .Prints("Informed order x", "−64.5497", () => Market().InformedOrder(45))
            .Prints("Price at u = 0", "47.50", () => Market().Price(Market().InformedOrder(45)))
            .Prints("Price at u = 40", "49.049", () => Market().Price(Market().InformedOrder(45) + 40));
    }

    private static PublishedModel Withdrawal()
    {
        CopelandGalai Dealer(double informed, double tolerance = double.PositiveInfinity) => new() { InformedShare = informed, Tolerance = tolerance };
        return new PublishedModel(
            typeof(CopelandGalai), "Copeland–Galai", "Copeland and Galai (1983), Information effects on the bid–ask spread, Journal of Finance 38",
            "past p*(m) no spread breaks even: the dealer withdraws, half-spread +∞")
            .As("Adverse selection")
            .Given("inelastic, p = .1", CaseOrigin.Derived).Prints("Half-spread over σ", "0.0800439", () => Dealer(0.1).Quote.HalfSpread)
            .Given("p = .2", CaseOrigin.Derived).Prints("Half-spread over σ", "0.1616575", () => Dealer(0.2).Quote.HalfSpread)
            .Given("p = .5", CaseOrigin.Derived).Prints("Half-spread over σ", "0.4363266", () => Dealer(0.5).Quote.HalfSpread)
            .Given("elastic, m = 1", CaseOrigin.Derived)
            .Prints("p*", "0.4240440", () => Dealer(0, 1).WithdrawalThreshold)
            .Prints("Half-spread over σ just below p*", "0.6822", () => Dealer(Dealer(0, 1).WithdrawalThreshold * (1 - 1e-12), 1).Quote.HalfSpread)
            .Says("Just above p* the dealer withdraws", () => Dealer(0.4240441, 1).Quote.Withdrawn);
    }

    private static PublishedModel Inventory()
    {
        InventoryQuote Quote(double covariance) => Stoll.FromWealth(20_000, 1e4).Quote(covariance);
        return new PublishedModel(
            typeof(Stoll), "Stoll and Ho–Stoll", "Stoll (1978), The supply of dealer services, Journal of Finance 33; Ho and Stoll (1981), Optimal dealer pricing, Journal of Financial Economics 9",
            "second-order expansion: trades must be small beside wealth; far from zero inventory a discount turns negative")
            .Given("W = 20,000, log utility, σ² = 1e4", CaseOrigin.Derived).Gives("Bid discount, spread", [0.25, 0.5], () => [Quote(0).BidDiscount, Quote(0).Spread])
            .Given("covariance 1,000", CaseOrigin.Derived).Gives("Bid discount, spread", [0.3, 0.5], () => [Quote(1000).BidDiscount, Quote(1000).Spread]);
    }

    private static PublishedModel MarketMaking()
    {
        AvellanedaStoikov Maker() => new() { RiskAversion = 0.1, Volatility = 2, ArrivalDecay = 1.5 };
        return new PublishedModel(
            typeof(AvellanedaStoikov), "Avellaneda–Stoikov", "Avellaneda and Stoikov (2008), High-frequency trading in a limit order book, Quantitative Finance 8",
            "an expansion in inventory: nothing bounds the reservation price, far from zero a quote crosses the mid")
            .Given("γ = .1, σ = 2, k = 1.5, T = 1", CaseOrigin.Paper)
            .Prints("Spread at t = 0", "1.6907704", () => Maker().Spread(0)).Prints("Spread at T", "1.2907704", () => Maker().Spread(1))
            .Gives("r at s = 100, q = 5, t = 0", 98, () => Maker().ReservationPrice(100, 5, 0));
    }

    private static PublishedModel Inference()
    {
        KingWadhwani Markets(double common = 1) => new(new MarketNews(1, 1, 0.5), new MarketNews(common, 1, 0.4));
        return new PublishedModel(
            typeof(KingWadhwani), "King–Wadhwani", "King and Wadhwani (1990), Transmission of volatility between stock markets, Review of Financial Studies 3",
            "β₁₂β₂₁ = 1: prices do not tell the two markets' news apart, said by CanBeInverted")
            .Given("α = (.5, .4), unit variances", CaseOrigin.Derived)
            .Gives("β₁₂, β₂₁", [0.25, 0.2], () => [Markets().Beta12, Markets().Beta21])
            .Prints("Correlation of the price changes", "0.4280863447", () => Markets().Correlation)
            .Given("σ_u² = 4 in the second market", CaseOrigin.Derived)
            .Gives("β₁₂", 0.4, () => Markets(4).Beta12);
    }

    private static PublishedModel Rebalancing()
    {
        // A = 2, K = 1/(1 + 4) = .2, Σ_{v|w} = 1.8, Q = .5 + .5/1.8 = 7/9: M₁ = (5/9)/(7/9), M₂ = 2M₁.
        double[,] one = { { 1 } };
        KodresPritsker Market(double informed) => new(one, one, one, informed);
        return new PublishedModel(
            typeof(KodresPritsker), "Kodres–Pritsker", "Kodres and Pritsker (2002), A rational expectations model of financial contagion, Journal of Finance 57",
            "no informed traders, or no residual risk, or neither news nor noise in some direction: refused")
            .Given("one asset, all variances 1, τ = 1, μ = ½ and ½", CaseOrigin.Derived)
            .Prints("M₁", "0.7142857", () => Market(0.5).ResponseToNews()[0, 0])
            .Prints("M₂", "1.4285714", () => Market(0.5).ResponseToNoise()[0, 0])
            .Given("the same, all informed", CaseOrigin.Derived)
            .Gives("M₁, M₂", [1, 1], () => [Market(1).ResponseToNews()[0, 0], Market(1).ResponseToNoise()[0, 0]]);
    }
}
