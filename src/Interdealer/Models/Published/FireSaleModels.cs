using System.Collections.Immutable;

namespace Interdealer.Models.Published;

/// <summary>The models of deleveraging and fire sales.</summary>
internal static class FireSaleModels
{
    public static ImmutableArray<PublishedModel> All { get; } =
    [
        Vulnerable(), Factors(), Thresholds(), Overlaps(), Targeting(), Spirals(), SystemicLosses(), Redemptions(), Stress2018(), Cycle(),
    ];

    private static GreenwoodLandierThesmar Banks(double first = 10, double second = 20, double deeper = 1) =>
        new([100, 200], [first, second], new[,] { { 0.5, 0.5 }, { 0.2, 0.8 } }, [0.001 / deeper, 0.0005 / deeper]);

    private static PublishedModel Cycle()
    {
        // The fixed point: n = λĒw_B/μ = 5·2.27·.3/25, L = (λ − 1)Ē; a step from it leads to it.
        static BaselLeverageCycle At(double leverage, double b = -0.5) => new(leverage) { Cyclicality = b };
        static double Critical(double b) => At(5, b).CriticalLeverage(2, 35).Value ?? double.NaN;
        return new PublishedModel(
            typeof(BaselLeverageCycle), "Basel leverage cycle", "Aymanns, Caccioli, Farmer and Tan (2016), Taming the Basel leverage cycle, Journal of Financial Stability 27",
            "above a leverage the bank would own more than all: refused; prices that are no longer above 0: the path ends there")
            .Given("leverage 5, the paper's parameters", CaseOrigin.Derived)
            .Gives("Share and debt of the bank at the fixed point", [5 * 2.27 * 0.3 / 25, 4 * 2.27], () => [At(5).FixedPoint.BankShare, At(5).FixedPoint.BankDebt])
            .Gives("Price one step after it", 25, () => At(5).Next(At(5).FixedPoint).Price)
            .Given("the paper's parameters", CaseOrigin.Paper)
            .Says("The critical leverage does not depend on cyclicality", () => Math.Abs((Critical(-0.5) / Critical(0.5)) - 1) < 1e-5 && Math.Abs((Critical(0) / Critical(0.5)) - 1) < 1e-5)
            .Says("Slower adjustment raises it", () => new BaselLeverageCycle(5) { AdjustmentSpeed = 1 }.CriticalLeverage(2, 35) is { RadiusAtLow: < 1 } slower && (slower.Value ?? 35) > Critical(0));
    }

    private static PublishedModel Vulnerable()
    {
        // R₁ = (.5·−.1, .2·−.1); sold 100·9·.05 = 45 and 200·9·.02 = 36; φ = (.5·45 + .2·36, .5·45 + .8·36); F₂ = −(.001·29.7, .0005·51.3).
        // The paper has returns, below 0 for losses, and its signs are kept here; the library's falls and losses are positive.
        FireSaleRound Round() => Banks().Round([0.1, 0]);
        static ImmutableArray<double> Return(ImmutableArray<double> losses) => [.. losses.Select(loss => -loss)];
        return new PublishedModel(
            typeof(GreenwoodLandierThesmar), "Greenwood–Landier–Thesmar", "Greenwood, Landier and Thesmar (2015), Vulnerable banks, Journal of Financial Economics 115",
            "ρ(T) ≥ 1: no limit, empty losses; a shock that takes all equity: the linear sale exceeds what is there, unless limited to what is left")
            .As("Decision, linear impact")
            .Given("a = (100, 200), e = (10, 20), M = ((.5, .5), (.2, .8)), ℓ = (.001, .0005), F = (−.1, 0)", CaseOrigin.Derived)
            .Gives("R₁", [-0.05, -0.02], () => Return(Round().DirectLosses))
            .Gives("Sales φ", [29.7, 51.3], () => Round().Sales)
            .Gives("F₂", [-0.0297, -0.02565], () => Return(Round().AssetFalls))
            .Gives("R₂", [-0.027675, -0.02646], () => Return(Round().IndirectLosses))
            .Gives("AV", -0.26865, () => -Round().AggregateVulnerability)
            .Gives("γ", [0.0975, 0.102], () => Round().Connectedness)
            .Gives("S", [-0.14625, -0.1224], () => Return(Round().Systemicness))
            .Gives("IV", [-0.27675, -0.2646], () => Return(Round().IndirectVulnerability))
            .Gives("DV", [-0.5, -0.2], () => Return(Round().DirectVulnerability))
            .Prints("ρ(T)", "0.9049423853", () => Banks().AllRounds(0.1, 0).SpectralRadius)
            .Given("the same with ℓ/4", CaseOrigin.Derived)
            .Prints("ρ(T)", "0.2262355963", () => Banks(deeper: 4).AllRounds(0.1, 0).SpectralRadius)
            .Prints("(I − T)⁻¹R₁, bank 1", "−0.0588249841", () => -Banks(deeper: 4).AllRounds(0.1, 0).Losses[0])
            .Prints("(I − T)⁻¹R₁, bank 2", "−0.0286046377", () => -Banks(deeper: 4).AllRounds(0.1, 0).Losses[1])
            .Given("ℓ = 1e−13 a unit of currency, sales of 10 bn", CaseOrigin.Paper)
            .Gives("Fall of the price", 0.001, () => new GreenwoodLandierThesmar([20e9], [10e9], new double[,] { { 1 } }, [1e-13]).Round([0.5]).AssetFalls[0]);
    }

    private static PublishedModel Factors() => new PublishedModel(
            typeof(DuarteEisenbach), "Duarte–Eisenbach", "Duarte and Eisenbach (2021), Fire-sale spillovers and systemic risk, Journal of Finance 76",
            "sales limited to what is left do not factor: refused; a system without debt: AV 0")
            .Given("a = (100, 200), e = (10, 20), all assets fall by 1 %", CaseOrigin.Derived)
            .Gives("Size · leverage", [300, 90], () => [DuarteEisenbach.Factor(Banks(), 0.01).Size, DuarteEisenbach.Factor(Banks(), 0.01).Leverage])
            .Gives("Illiquidity concentration", 3.35e-4, () => DuarteEisenbach.Factor(Banks(), 0.01).IlliquidityConcentration)
            .Gives("AV", 0.09045, () => DuarteEisenbach.Factor(Banks(), 0.01).AggregateVulnerability)
            .Given("the same with e = (5, 25)", CaseOrigin.Derived)
            .Gives("Illiquidity concentration", 4.05e-4, () => DuarteEisenbach.Factor(Banks(5, 25), 0.01).IlliquidityConcentration)
            .Gives("AV", 0.10935, () => DuarteEisenbach.Factor(Banks(5, 25), 0.01).AggregateVulnerability);

    private static PublishedModel Thresholds()
    {
        // ℓ = 299/9 = 33.2; Γ = (299 − 31.35·9)/200; Ψ = .5(1 − e^(−16.85/500)); loss = (1 − .5Γ)·200·Ψ.
        ContSchaanningRun Run(double depth) => new ContSchaanning(new double[,] { { 200 } }, [99], [9], [depth]) { MaximumLeverage = 33, TargetLeverage = 31.35 }.Run();
        return new PublishedModel(
            typeof(ContSchaanning), "Cont–Schaanning", "Cont and Schaanning (2017), Fire sales, indirect contagion and systemic stress testing",
            "no capital left: insolvent, sells everything; nothing left to sell above the limit: illiquid; rounds over first: not at rest, said so")
            .As("Deleverage under a leverage limit with target, floored impact")
            .Given("C = 9, Π = 200, I = 99, ℓ_max = 33, ℓ_b = 31.35, B = .5, α = .5, D = 1,000", CaseOrigin.Derived)
            .Gives("Γ, q of round 1", [0.08425, 16.85], () => [Run(1000).Rounds[0].SoldShares[0], Run(1000).Rounds[0].Volumes[0]])
            .Prints("Ψ of round 1", "0.01656924021", () => Run(1000).Rounds[0].Impacts[0])
            .Prints("Loss of round 1", "3.17425219", () => Run(1000).Rounds[0].Losses[0])
            .Prints("C after round 1", "5.82574781", () => Run(1000).Rounds[0].Capital[0])
            .Prints("Π after round 1", "180.11534366", () => Run(1000).Rounds[0].Marketable[0])
            .Prints("S after round 1", "0.98343076", () => Run(1000).Rounds[0].Prices[0])
            .Prints("ℓ of round 2", "47.910646", () => Run(1000).Rounds[1].Leverage[0])
            .Prints("Γ of round 2", "0.53564648", () => Run(1000).Rounds[1].SoldShares[0])
            .Prints("q of round 2", "96.47814989", () => Run(1000).Rounds[1].Volumes[0])
            .Prints("Ψ of round 2", "0.08626270", () => Run(1000).Rounds[1].Impacts[0])
            .Says("The bank ends insolvent", () => Run(1000).Ends[0] == FireSaleEnd.Insolvent)
            .Given("the same with D = 20,000", CaseOrigin.Derived)
            .Prints("Ψ", "0.0008417905923", () => Run(20_000).Rounds[0].Impacts[0])
            .Prints("Loss", "0.1612660327", () => Run(20_000).Rounds[0].Losses[0])
            .Prints("C", "8.8387339673", () => Run(20_000).Rounds[0].Capital[0])
            .Prints("ℓ", "31.9045", () => (Run(20_000).Rounds[0].Marketable[0] + 99) / Run(20_000).Rounds[0].Capital[0])
            .Says("It stops after one round, in business", () => Run(20_000).Rounds.Length == 1 && Run(20_000).Ends[0] == FireSaleEnd.InBusiness);
    }

    private static PublishedModel Overlaps()
    {
        // Ω₁₁ = 50²/1000 + 50²/2000, Ω₁₂ = 50·40/1000 + 50·160/2000, Ω₂₂ = 40²/1000 + 160²/2000.
        LiquidityWeightedOverlap Two() => new(new double[,] { { 50, 50 }, { 40, 160 } }, [1000, 2000]);
        return new PublishedModel(
            typeof(LiquidityWeightedOverlap), "Cont–Schaanning overlaps", "Cont and Schaanning (2019), Monitoring indirect contagion, Journal of Banking and Finance 104",
            "largest eigenvalue not simple, or nobody holds anything: no one Perron vector, the index is empty")
            .Given("Π = ((50, 50), (40, 160)), D = (1,000, 2,000)", CaseOrigin.Derived)
            .Gives("Ω by rows", [3.75, 6, 6, 14.4], () => Two().Overlap().Cast<double>())
            .Prints("First eigenvalue", "17.09719577", () => Two().Eigenvalues[0])
            .Prints("Second eigenvalue", "1.05280423", () => Two().Eigenvalues[1])
            .Prints("Endogenous risk index of bank 1", "0.3101224627", () => Two().EndogenousRiskIndex[0])
            .Prints("Endogenous risk index of bank 2", "0.6898775373", () => Two().EndogenousRiskIndex[1])
            .Gives("Indirect contagion index", [6, 6], () => Two().IndirectContagionIndex);
    }

    private static PublishedModel Targeting()
    {
        // 100 on 10: +1 % makes 101 on 11, which carries 110. Then −1 makes 109 on 10, which carries 100.
        AdrianShin Dealer(double risk) => new() { UnitValueAtRisk = risk };
        return new PublishedModel(
            typeof(AdrianShin), "Adrian–Shin", "Adrian and Shin (2010), Liquidity and leverage, Journal of Financial Intermediation 19; (2014), Review of Financial Studies 27",
            "no equity left: everything is sold and debt remains; κ·v above 1: refused")
            .As("Leverage targeting, any market")
            .Given("assets 100 on equity 10, v = .1, assets gain 1 %, then lose 1", CaseOrigin.Derived)
            .Gives("Bought after the gain", 9, () => Dealer(0.1).After(100, 90, 1).Bought)
            .Gives("Assets, equity", [110, 11], () => [Dealer(0.1).After(100, 90, 1).AssetsAfter, Dealer(0.1).After(100, 90, 1).Equity])
            .Gives("Bought after the loss", -9, () => Dealer(0.1).After(110, 99, -1).Bought)
            .Given("e = 10, v = .05, then .1", CaseOrigin.Derived)
            .Gives("Balance sheet", [200, 100], () => [Dealer(0.05).BalanceSheet(10), Dealer(0.1).BalanceSheet(10)]);
    }

    private static PublishedModel Spirals()
    {
        // θ̄ = 0, x₀ = 0: 4·x = 20, x = 5 = 10 − (100 − p), p = 95, dp/dη = 1/4.
        BrunnermeierPedersen Market(double theta, double held = 0, double wealth = 20) =>
            new() { CustomerSupply = 10, SupplySlope = 1, BaseMargin = 4, Wealth = wealth, MarginSensitivity = theta, InitialPosition = held };
        return new PublishedModel(
            typeof(BrunnermeierPedersen), "Brunnermeier–Pedersen", "Brunnermeier and Pedersen (2009), Market liquidity and funding liquidity, Review of Financial Studies 22",
            "several equilibria: all are returned, best and worst stable ones named, the branch with dp/dη < 0 marked unstable")
            .Given("v = p₀ = 100, Z = 10, c = 1, σ̄ = 4, W = 20; θ̄ = 0, x₀ = 0", CaseOrigin.Derived)
            .Gives("p, dp/dη", [95, 0.25], () => [Market(0).Best.Price, Market(0).Best.PricePerFunding])
            .Given("θ̄ = 0, x₀ = 1", CaseOrigin.Derived)
            .Gives("p, dp/dη", [280.0 / 3, 1.0 / 3], () => [Market(0, 1).Best.Price, Market(0, 1).Best.PricePerFunding])
            .Given("θ̄ = .2, x₀ = 0", CaseOrigin.Derived)
            .Prints("p", "93.8196601125", () => Market(0.2).Best.Price)
            .Gives("dp/dη", 1 / Math.Sqrt(20), () => Market(0.2).Best.PricePerFunding)
            .Prints("dp/dη over that at the margin frozen", "1.170820", () => Market(0.2).Best.PricePerFunding / (Market(0) with { BaseMargin = Market(0.2).Best.Margin }).Best.PricePerFunding)
            .Given("θ̄ = .2, x₀ = 1", CaseOrigin.Derived)
            .Prints("p", "92.192235936", () => Market(0.2, 1).Best.Price)
            .Gives("dp/dη", 1 / Math.Sqrt(17), () => Market(0.2, 1).Best.PricePerFunding)
            .Given("W = 40", CaseOrigin.Derived)
            .Gives("p, dp/dη", [100, 0], () => [Market(0, wealth: 40).Best.Price, Market(0, wealth: 40).Best.PricePerFunding])
            .Given("θ̄ = .8", CaseOrigin.Derived)
            .Gives("p just below W = 40 and at it", [95, 100], () => [Market(0.8, wealth: 40 - 1e-10).Best.Price, Market(0.8, wealth: 40).Best.Price])
            .Gives("Several equilibria from W and below W", [40, 45], () => [Market(0.8).WealthForFullLiquidity, Market(0.8).WealthWithoutIlliquidity])
            .Says("Three equilibria at W = 42, one at 45.01, one stable at 39", () => Market(0.8, wealth: 42).Equilibria().Count == 3
                && Market(0.8, wealth: 45.01).Equilibria().Count == 1 && Market(0.8, wealth: 39).Equilibria().Count(e => e.IsStable) == 1);
    }

    private static PublishedModel SystemicLosses()
    {
        // Assets S, loans L, equity e: debt is S + L − e. One market with κσ/√ADV = √2.2e-5.
        SystemicLossBounds Bounds(double leverage) => new BreuerSummerUrosevic(
            new FinancialSystem(
                [new("1") { OtherAssets = 1170, Debt = 145 + 1170 - 28 }, new("2") { OtherAssets = 1245, Debt = 435 + 1245 - 80 }, new("3") { OtherAssets = 1190, Debt = 300 + 1190 - 65 }],
                [new Asset("bonds") { Volatility = Math.Sqrt(2.2e-5), DailyVolume = 1 }],
                [new("1", "bonds", 145), new("2", "bonds", 435), new("3", "bonds", 300)]),
            leverage).Solve();
        return new PublishedModel(
            typeof(BreuerSummerUrosevic), "Breuer–Summer–Urošević", "the model of Breuer, Summer and Urošević of systemic loss under a cap on leverage",
            "two fixed points: both are returned, the model does not say which happens; iterations over first: not arrived, said so")
            .As("Extreme equilibria of deleveraging and square-root impact")
            .Given("e = (28, 80, 65), S = (145, 435, 300), L = (1,170, 1,245, 1,190), δ = √(2.2e−5·q), λ̄ = 33", CaseOrigin.Paper)
            .Gives("δ, least", 0.05648008498577175, () => Bounds(33).Least.Falls[0])
            .Gives("θ, least", [1, 0, 0], () => Bounds(33).Least.SoldShares)
            .Gives("δ, greatest", 0.1391402170474087, () => Bounds(33).Greatest.Falls[0])
            .Gives("θ, greatest", [1, 1, 1], () => Bounds(33).Greatest.SoldShares)
            .Given("λ̄ = 44", CaseOrigin.Paper)
            .Gives("δ, least and greatest", [0.05648008498577175, 0.1391402170474087], () => [Bounds(44).Least.Falls[0], Bounds(44).Greatest.Falls[0]]);
    }

    private static PublishedModel Redemptions()
    {
        // The program's five stocks cost 100 each; funds hold 3.18 of the fourth, 2.006 · (1, 0, 3, 1, 0) and 3.46 · (1, 0, 0, 1, 0). Its test names two investors who leave (thresholds above the gains make
        // these two do so) and compares to eight digits.
        double[] impact = [0.00008, 0.00004, 0.00007, 0.00001, 0.00004];
        double[] returns = [0.1054316357113026, -0.1418236139577392, 0.236135620896176, 0.1040592725161265, 0.1156926365234682];
        FundRedemptions Funds() => new(
            new FinancialSystem(
                Enumerable.Range(1, 3).Select(f => new Institution($"{f}") { Kind = InstitutionKind.Fund }),
                impact.Select((l, k) => new Asset($"{k + 1}") { Depth = 1 / l }),
                [new("1", "4", 318), new("2", "1", 200.6), new("2", "3", 601.8), new("2", "4", 200.6), new("3", "1", 346), new("3", "4", 346)]),
            [new("1", "1", 318, -1), new("2", "2", 111, -1), new("3", "3", 692, 0.5), new("4", "2", 892, 0.5)]);
        RedemptionRun Run() => Funds().Run(returns);
        RedemptionRun One(double price, double impact, double sale) => new FundRedemptions(
            new FinancialSystem([new("F") { Kind = InstitutionKind.Fund }], [new Asset("stock") { Depth = 1 / impact }], [new("F", "stock", 100)]),
            [new("in", "F", 100 - (100 * sale / price), -1), new("out", "F", 100 * sale / price, 1)]).Run([(price / 100) - 1]);
        return new PublishedModel(
            typeof(FundRedemptions), "Fund redemptions", "Ohlenburg, Fricke and Caccioli, FundStabABM program, after Fricke and Fricke (2017), Vulnerable asset management? The case of mutual funds, Bundesbank Discussion Paper 32/2017",
            "a price cannot fall below its floor, 0 unless given; with n investors it is at rest after n rounds")
            .As("Leave, linear impact borne by sellers, pay out what was fetched")
            .Given("investor 3 leaves fund 3, investor 4 leaves fund 2; impact (8, 4, 7, 1, 4)e−5", CaseOrigin.Program)
            .Prints("Sold of stock 1", "579.6883", () => Run().Rounds[0].Volumes[0])
            .Prints("Sold of stock 3", "661.5798", () => Run().Rounds[0].Volumes[2])
            .Prints("Price of stock 1", "105.416717", () => 100 * Run().Prices[0])
            .Prints("Price of stock 3", "117.888946", () => 100 * Run().Prices[2])
            .Prints("Price of stock 4", "109.766712", () => 100 * Run().Prices[3])
            .Prints("Paid to investor 3", "744.534662", () => Run().Redemptions[0].Cash)
            .Prints("Paid to investor 4", "1014.82887", () => Run().Redemptions[1].Cash)
            .Given("sale of 5 at a price of 102 and of 98, impact .01 and .05", CaseOrigin.Program)
            .Gives("Price", [96.9, 73.5], () => [100 * One(102, 0.01, 5).Prices[0], 100 * One(98, 0.05, 5).Prices[0]]);
    }

    private static PublishedModel Stress2018()
    {
        ThresholdBank Bank() => new("bank", 4.5, 0.045, 50, 50);
        ThresholdRun Mild() => new ThresholdFireSale { Impact = 0.0026 }.Run([Bank()], 0.02);
        var beta = -Math.Log(0.95) / 0.05;
        return new PublishedModel(
            typeof(ThresholdFireSale), "Threshold fire sale", "the firesale_stresstest program (2018), Institute for New Economic Thinking, Oxford",
            "below the first threshold a bank defaults and sells everything; a bank without bonds can only default")
            .As("Exponential impact with depth in units, default below a threshold, deleverage to a target with cash first")
            .Given("assets 100, capital 4.5, cash 5, government bonds 50 that fall by 1 %", CaseOrigin.Derived)
            .Gives("Share sold: 4/99.5 is above 4 %", 0, () => new ThresholdFireSale().Run([Bank()], 0.01).End.ShareSold)
            .Given("the same, falling by 2 %: 99 on 3.5 must shed 29, 5 from cash", CaseOrigin.Derived)
            .Gives("Price after the first sale, .98·e^(−β·24/49)", 0.98 * Math.Exp(-beta * 24 / 49), () => new ThresholdFireSale().Run([Bank()], 0.02).Steps[2].GovernmentPrice)
            .Given("the same, impact .26 %: what the sale fetches is cash, so 2.568 on 93.07 is below 3 %", CaseOrigin.Derived)
            .Gives("Defaults, share sold", [1, 1], () => [Mild().Steps.Sum(s => s.Defaults.Length), Mild().End.ShareSold]);
    }
}
