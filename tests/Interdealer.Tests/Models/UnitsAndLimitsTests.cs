using Interdealer.Models;

namespace Interdealer.Tests.Models;

/// <summary>Laws that no reference case tells: the unit of currency decides nothing, and answers move the right way with each parameter, on random markets.</summary>
public sealed class UnitsAndLimitsTests
{
    private const double Cents = 100;

    [Fact]
    public void Vulnerabilities_overlaps_and_factors_do_not_depend_on_the_unit_and_are_linear_in_shock_and_impact()
    {
        foreach (var seed in Enumerable.Range(0, 60))
        {
            var banks = RandomBanks.Vulnerable(seed);
            var weights = GreenwoodLandierThesmarTests.Weights(banks);
            GreenwoodLandierThesmar With(double unit, double impact) => new(banks.Assets.Select(a => unit * a), banks.Equity.Select(e => unit * e), weights, banks.Impact.Select(l => impact * l / unit));
            var falls = RandomBanks.Falls(banks, seed, 0.02);
            var (one, cents) = (banks.Round(falls), With(Cents, 1).Round(falls));
            Same([one.AggregateVulnerability, .. one.Systemicness, .. one.IndirectVulnerability], [cents.AggregateVulnerability, .. cents.Systemicness, .. cents.IndirectVulnerability], seed);
            Same([3 * one.AggregateVulnerability], [With(1, 3).Round(falls).AggregateVulnerability], seed);
            Same([0.5 * one.AggregateVulnerability], [banks.Round(falls.Select(f => f / 2)).AggregateVulnerability], seed);
            Same([DuarteEisenbach.Factor(banks, 0.01).AggregateVulnerability], [DuarteEisenbach.Factor(With(Cents, 1), 0.01).AggregateVulnerability], seed);
            Assert.Equal(0, With(1, 0).Round(falls).AggregateVulnerability);

            var r = new Random(seed);
            double[,] pi = { { r.NextDouble(), r.NextDouble() }, { r.NextDouble(), r.NextDouble() } }, large = { { Cents * pi[0, 0], Cents * pi[0, 1] }, { Cents * pi[1, 0], Cents * pi[1, 1] } };
            double[] depth = [1 + r.NextDouble(), 1 + r.NextDouble()];
            var (small, scaled) = (new LiquidityWeightedOverlap(pi, depth), new LiquidityWeightedOverlap(large, depth.Select(d => Cents * d)));
            Same([.. small.Eigenvalues.Select(x => Cents * x), .. small.EndogenousRiskIndex], [.. scaled.Eigenvalues, .. scaled.EndogenousRiskIndex], seed);
        }
    }

    [Fact]
    public void Fire_sales_under_a_limit_do_not_depend_on_the_unit_and_deeper_markets_fall_less()
    {
        foreach (var seed in Enumerable.Range(0, 60))
        {
            var r = new Random(seed);
            var (held, loans, share, depth) = (50 + (100 * r.NextDouble()), 50 * r.NextDouble(), 0.02 + (0.03 * r.NextDouble()), 500 + (5000 * r.NextDouble()));
            ContSchaanning Bank(double unit, double deeper = 1) =>
                new(new[,] { { unit * held } }, [unit * loans], [unit * share * (held + loans)], [unit * deeper * depth]) { MaximumLeverage = 25, TargetLeverage = 22 };
            double End(ContSchaanning bank) => bank.Run([0.01]).Rounds is { Length: > 0 } rounds ? rounds[^1].Prices[0] : 1;
            Same([End(Bank(1))], [End(Bank(Cents))], seed);
            Assert.True(End(Bank(1, 2)) >= End(Bank(1)) - 1e-12, $"seed {seed}: a deeper market falls further");

            BreuerSummerUrosevic Sovereigns(double unit, double cap) => new(
                new FinancialSystem(
                    [new("A") { OtherAssets = unit * loans, Debt = unit * (1 - share) * (held + loans) }, new("B") { OtherAssets = unit * held, Debt = unit * 0.97 * (2 * held) }],
                    [new Asset("bonds") { Volatility = 0.01, DailyVolume = unit * depth }], [new("A", "bonds", unit * held), new("B", "bonds", unit * held)]), cap);
            var (least, loose) = (Sovereigns(1, 30).Solve(), Sovereigns(1, 40).Solve());
            Same([least.Least.Falls[0], least.Greatest.Falls[0]], [Sovereigns(Cents, 30).Solve().Least.Falls[0], Sovereigns(Cents, 30).Solve().Greatest.Falls[0]], seed);
            Assert.True(least.Least.Falls[0] <= least.Greatest.Falls[0] + 1e-12 && loose.Least.Falls[0] <= least.Least.Falls[0] + 1e-12, $"seed {seed}");

            ThresholdBank Bank2018(double unit) => new("bank", unit * 4.5, 0.045, unit * (30 + (20 * share)), unit * 25);
            IEnumerable<double> Prices(double unit) => new ThresholdFireSale().Run([Bank2018(unit)], 4 * share).Steps.Select(s => s.GovernmentPrice);
            Same(Prices(1), Prices(Cents), seed);
        }
    }

    [Fact]
    public void Clearing_is_homogeneous_and_rises_with_assets_and_recoveries()
    {
        foreach (var seed in Enumerable.Range(0, 100))
        {
            var r = new Random(seed);
            var network = RandomNetworks.Make(seed, 2 + (seed % 9));
            var (alpha, beta) = (r.NextDouble(), r.NextDouble());
            var richer = network.WithExternalAssets([.. network.Institutions.Select(x => x.ExternalAssets + (2 * r.NextDouble()))]);
            foreach (var clear in new Func<DebtNetwork, ClearingResult>[]
            {
                EisenbergNoe.FictitiousDefault, n => EisenbergNoe.Picard(n), EisenbergNoe.Least, new RogersVeraart(alpha, beta).Greatest, new RogersVeraart(alpha, beta).Least,
            })
            {
                Same(clear(network).Payments.Select(p => Cents * p), clear(In(Cents, network)).Payments, seed, 1e-8);
                NotBelow(clear(network).Payments, clear(richer).Payments, seed);
            }

            NotBelow(new RogersVeraart(alpha * 0.9, beta).Greatest(network).Payments, new RogersVeraart(alpha, beta).Greatest(network).Payments, seed);
            NotBelow(new RogersVeraart(alpha, beta * 0.9).Greatest(network).Payments, new RogersVeraart(alpha, beta).Greatest(network).Payments, seed);
            Same(FullPayment.Run(network).Select(x => Cents * x.Cash), FullPayment.Run(In(Cents, network)).Select(x => x.Cash), seed);
        }
    }

    [Fact]
    public void Distress_failures_and_values_do_not_depend_on_the_unit_and_rise_with_the_shock()
    {
        foreach (var seed in Enumerable.Range(0, 100))
        {
            var r = new Random(seed);
            var network = RandomNetworks.Solvent(seed, 2 + (seed % 9));
            var (large, shock) = (In(Cents, network), 0.5 * r.NextDouble());
            double[] H(DebtNetwork n, double size) => [.. new DebtRank(n).Recursive(("1", size)).Institutions.Select(x => x.Final)];
            Same(H(network, shock), H(large, shock), seed);
            NotBelow(H(network, shock), H(network, 1.5 * shock), seed);
            Assert.Equal(new Furfine(0.3).Run(network, ["1"]).Select(x => x.FailedInRound), new Furfine(0.3).Run(large, ["1"]).Select(x => x.FailedInRound));
            foreach (var valuation in new IClaimValuation[] { new LimitedLiability(), new CostlyDefault(0.4, 0.8), new DefaultAtMaturity(0.2, 1, 0.7), new DefaultAtFirstPassage(0.2, 1, 0.4) })
            {
                var (hit, harder) = (new Neva(valuation).Greatest(network.Shocked(0.2 * shock)), new Neva(valuation).Greatest(network.Shocked(0.3 * shock)));
                Same(hit.Equity.Select(e => Cents * e), new Neva(valuation).Greatest(large.Shocked(0.2 * shock)).Equity, seed, 1e-7);
                NotBelow(harder.Equity, hit.Equity, seed);
            }
        }
    }

    [Fact]
    public void Clearing_with_a_fire_sale_does_not_depend_on_the_unit_and_a_thinner_market_never_ends_higher()
    {
        foreach (var seed in Enumerable.Range(0, 60))
        {
            var r = new Random(seed);
            var network = RandomNetworks.Solvent(seed, 2 + (seed % 6));
            double[] units = [.. Enumerable.Range(0, network.Count).Select(_ => 10 * r.NextDouble())];
            var model = new CifuentesFerrucciShin { PriceSensitivity = 0.05 * r.NextDouble(), MinimumRatio = 0.02 + (0.1 * r.NextDouble()) };
            var cents = model with { PriceSensitivity = model.PriceSensitivity / Cents };
            Same([model.Highest(network, units).Price, model.Lowest(network, units).Price],
                [cents.Highest(In(Cents, network), [.. units.Select(u => Cents * u)]).Price, cents.Lowest(In(Cents, network), [.. units.Select(u => Cents * u)]).Price], seed, 1e-8);
            NotBelow([(model with { PriceSensitivity = 1.5 * model.PriceSensitivity }).Highest(network, units).Price], [model.Highest(network, units).Price], seed);
        }
    }

    [Fact]
    public void Reconstructed_networks_scale_with_their_totals()
    {
        InterbankTotals[] totals = [new("a", 7, 4), new("b", 5, 5), new("c", 3, 5), new("d", 1, 0), new("e", 3, 0), new("f", 0, 2), new("g", 1, 4)];
        var large = totals.Select(x => x with { Assets = Cents * x.Assets, Liabilities = Cents * x.Liabilities }).ToArray();
        Same(MaximumEntropy.Fit(totals).Claims.Select(c => Cents * c.Amount), MaximumEntropy.Fit(large).Claims.Select(c => c.Amount), 0);
        Same(MinimumDensity.Build(totals).Claims.Select(c => Cents * c.Amount), MinimumDensity.Build(large).Claims.Select(c => c.Amount), 0);
    }

    [Fact]
    public void Quotes_scale_with_values_and_widen_with_what_they_fear()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var r = new Random(seed);
            var market = new GlostenMilgrom { LowValue = r.NextDouble(), HighValue = 2 + (9 * r.NextDouble()), Prior = 0.05 + (0.9 * r.NextDouble()), InformedShare = 0.4 * r.NextDouble(), Demand = (UninformedDemand)r.Next(2) };
            var (quotes, cents) = (market.Quotes(), (market with { LowValue = Cents * market.LowValue, HighValue = Cents * market.HighValue }).Quotes());
            Same([Cents * (quotes.Ask ?? -1), Cents * (quotes.Bid ?? -1)], [cents.Ask ?? -Cents, cents.Bid ?? -Cents], seed);
            Assert.True((market with { InformedShare = market.InformedShare / 2 }).Quotes() is var calm && (quotes.Spread is null || calm.Spread <= quotes.Spread + 1e-12), $"seed {seed}");
            Same([market.Mean, market.Mean], [(market with { InformedShare = 0 }).Quotes().Ask ?? -1, (market with { InformedShare = 0 }).Quotes().Bid ?? -1], seed);

            var auction = new Kyle { PriorMean = 10, ValueVariance = 1 + r.NextDouble(), NoiseVariance = 1 + r.NextDouble() };
            var loud = auction with { PriorMean = Cents * 10, ValueVariance = Cents * Cents * auction.ValueVariance };
            Same([Cents * auction.Lambda, auction.InformedOrder(11), Cents * auction.Price(3)], [loud.Lambda, loud.InformedOrder(Cents * 11), loud.Price(3)], seed);

            var maker = new AvellanedaStoikov { RiskAversion = 0.01 + r.NextDouble(), Volatility = 3 * r.NextDouble(), ArrivalDecay = 0.2 + (3 * r.NextDouble()) };
            var finer = new AvellanedaStoikov { RiskAversion = maker.RiskAversion / Cents, Volatility = Cents * maker.Volatility, ArrivalDecay = maker.ArrivalDecay / Cents };
            Same([Cents * maker.Spread(0.3), Cents * maker.ReservationPrice(5, 2, 0.3)], [finer.Spread(0.3), finer.ReservationPrice(Cents * 5, 2, 0.3)], seed);
            Assert.True(maker.Spread(0.2) >= maker.Spread(0.7));

            var dealer = new Stoll { RiskAversion = r.NextDouble(), Variance = r.NextDouble() };
            var other = new Stoll { RiskAversion = dealer.RiskAversion / Cents, Variance = Cents * Cents * dealer.Variance };
            Same([Cents * dealer.QuoteAt(2).BidDiscount, Cents * dealer.QuoteAt(2).AskPremium], [other.QuoteAt(2).BidDiscount, other.QuoteAt(2).AskPremium], seed);
        }
    }

    [Fact]
    public void Inference_and_funding_do_not_depend_on_the_unit()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var r = new Random(seed);
            var (first, second) = (new MarketNews(r.NextDouble(), 0.1 + r.NextDouble(), r.NextDouble()), new MarketNews(r.NextDouble(), 0.1 + r.NextDouble(), r.NextDouble()));
            MarketNews Loud(MarketNews news) => news with { CommonVariance = Cents * Cents * news.CommonVariance, LocalVariance = Cents * Cents * news.LocalVariance };
            Same([new KingWadhwani(first, second).Correlation], [new KingWadhwani(Loud(first), Loud(second)).Correlation], seed);

            // Values in cents: covariances by 100², noise demand by 100⁻², so that both move prices by 100 times as much.
            double[,] Times(double factor, double[,] x) => new[,] { { factor * x[0, 0], factor * x[0, 1] }, { factor * x[1, 0], factor * x[1, 1] } };
            double[,] theta = { { 1, 0.3 }, { 0.3, 1 + r.NextDouble() } }, residual = { { 1, -0.2 }, { -0.2, 1 + r.NextDouble() } }, noise = { { 1, 0.1 }, { 0.1, 0.5 + r.NextDouble() } };
            var informed = 0.1 + (0.8 * r.NextDouble());
            var (market, cents) = (new KodresPritsker(theta, residual, noise, informed), new KodresPritsker(Times(Cents * Cents, theta), Times(Cents * Cents, residual), Times(1 / (Cents * Cents), noise), informed));
            Same(market.ResponseToNews().Cast<double>(), cents.ResponseToNews().Cast<double>(), seed, 1e-8);
            Same(market.ResponseToNoise().Cast<double>().Select(x => Cents * Cents * x), cents.ResponseToNoise().Cast<double>(), seed, 1e-8);

            var funding = new BrunnermeierPedersen { CustomerSupply = 10, SupplySlope = 1, BaseMargin = 1 + (4 * r.NextDouble()), MarginSensitivity = r.NextDouble(), Wealth = 40 * r.NextDouble(), InitialPosition = r.NextDouble() };
            var finer = funding with { Fundamental = Cents * 100, PreviousPrice = Cents * 100, SupplySlope = 1 / Cents, BaseMargin = Cents * funding.BaseMargin, Wealth = Cents * funding.Wealth };
            Same(funding.Equilibria().Select(e => Cents * e.Price), finer.Equilibria().Select(e => e.Price), seed, 1e-8);
            NotBelow([funding.Worst.Price], [(funding with { Wealth = funding.Wealth + 1 }).Worst.Price], seed);

            var target = new AdrianShin { UnitValueAtRisk = 0.02 + (0.2 * r.NextDouble()) };
            var gain = 3 * r.NextDouble();
            Same([Cents * target.After(100, 90, gain).Bought], [target.After(Cents * 100, Cents * 90, Cents * gain).Bought], seed);
        }
    }

    private static DebtNetwork In(double unit, DebtNetwork network) => new(
        network.Institutions.Select(x => x with { ExternalAssets = unit * x.ExternalAssets, ExternalLiabilities = unit * x.ExternalLiabilities }),
        network.Claims.Select(c => c with { Amount = unit * c.Amount }));

    private static void Same(IEnumerable<double> expected, IEnumerable<double> actual, int seed, double accuracy = 1e-9)
    {
        double[] one = [.. expected], two = [.. actual];
        Assert.Equal(one.Length, two.Length);
        Assert.All(one.Zip(two), x => Assert.True(Math.Abs(x.First - x.Second) <= accuracy * Math.Max(1, Math.Abs(x.First)), $"seed {seed}: {x.First:R} against {x.Second:R}"));
    }

    private static void NotBelow(IEnumerable<double> lower, IEnumerable<double> higher, int seed) =>
        Assert.All(lower.Zip(higher), x => Assert.True(x.First <= x.Second + (1e-9 * Math.Max(1, Math.Abs(x.First))), $"seed {seed}: {x.First:R} above {x.Second:R}"));
}
