using System.Collections.Immutable;

namespace Interdealer.Models.Published;

/// <summary>The models of clearing, defaults and networks.</summary>
internal static class NetworkModels
{
    public static ImmutableArray<PublishedModel> All { get; } =
    [
        LimitedLiabilities(), CostsOfDefault(), FireSalesAndClearing(), Distress(), Failures(), Valuation(), Maturity(), FirstPassage(), MarginCalls(), Entropy(), Density(), Seniority(),
    ];

    private static PublishedModel Seniority()
    {
        // A owes 3 to C first, then 4 to B; B owes 5 to C; B owns half of A and A a fifth of B. With 10 and 2: V_A = 3 + .2V_B, V_B = 1 + .5V_A.
        static SeniorClearing Clear(double first) => new Elsinger(
            [first, 2, 0],
            [new double[,] { { 0, 0, 3 }, { 0, 0, 5 }, { 0, 0, 0 } }, new double[,] { { 0, 4, 0 }, { 0, 0, 0 }, { 0, 0, 0 } }],
            new double[,] { { 0, 0.5, 0 }, { 0.2, 0, 0 }, { 0, 0, 0 } }).Greatest();
        return new PublishedModel(
            typeof(Elsinger), "Elsinger", "Elsinger (2009), Financial networks, cross holdings, and limited liability, OeNB Working Paper 156",
            "equity that is owned inside wholly: refused; several clearing vectors: the least and the greatest are told apart")
            .Given("e = (4, 2, 0); A owes C 3, then B 4; B owes C 5; B owns ½ of A, A .2 of B", CaseOrigin.Derived)
            .Gives("Senior payments", [3, 3, 0], () => Clear(4).Payments[0])
            .Gives("Junior payments", [1, 0, 0], () => Clear(4).Payments[1])
            .Gives("Equity", [0, 0, 6], () => Clear(4).Equity)
            .Given("the same with e = (10, 2, 0)", CaseOrigin.Derived)
            .Gives("Equity", [3.2 / 0.9, 1 + (1.6 / 0.9), 8], () => Clear(10).Equity);
    }

    private static DebtNetwork Margins(double third) => new([new("A", 12), new("B", 4), new("C", 3)], [new("A", "B", 10), new("B", "C", 7), new("C", "A", third)]);

    private static DebtNetwork Exercise() => DebtNetwork.Of(new double[,] { { 0, 4, 0 }, { 0, 0, 3 }, { 2, 0, 0 } }, [20, 20, 10], [17, 18, 8]);

    private static PublishedModel LimitedLiabilities()
    {
        double[,] three = { { 0, 0.1, 0.7 }, { 2, 0, 10.5 }, { 0, 8.4, 0 } }, readme = { { 0, 20, 10 }, { 5, 0, 24 }, { 10, 0, 0 } };
        // The second: 3 pays in full; p₁ = 10 + 5/29·p₂ + 10, p₂ = 10 + 2/3·p₁, so p₁·(1 − 10/87) = 20 + 50/29.
        double[,] mutual = { { 0, 1 }, { 1, 0 } }, chain = { { 0, 10, 0, 0 }, { 0, 0, 10, 0 }, { 0, 0, 0, 10 }, { 0, 0, 0, 0 } };
        IReadOnlyList<double> Pays(double[,] claims, params double[] external) => EisenbergNoe.FictitiousDefault(DebtNetwork.Of(claims, external)).Payments;
        return new PublishedModel(
            typeof(EisenbergNoe), "Eisenberg–Noe", "Eisenberg and Noe (2001), Systemic risk in financial systems, Management Science 47",
            "several clearing vectors where a closed circle of debts holds nothing: least and greatest are returned")
            .As("Clearing at the marks; Default applied to rest")
            .Given("mutual debts of 1, e = (0, 0)", CaseOrigin.Derived)
            .Gives("Payments, greatest", [1, 1], () => Pays(mutual, 0, 0))
            .Gives("Payments, least", [0, 0], () => EisenbergNoe.Least(DebtNetwork.Of(mutual, [0, 0])).Payments)
            .Given("mutual debts of 1, e = (.01, 0)", CaseOrigin.Derived)
            .Says("One clearing vector", () => EisenbergNoe.Clear(DebtNetwork.Of(mutual, [0.01, 0])).IsUnique)
            .Given("L = ((0, .1, .7), (2, 0, 10.5), (0, 8.4, 0)), e = (1, 1, 1)", CaseOrigin.Paper)
            .Gives("Payments", [0.8, 9.5, 8.4], () => Pays(three, 1, 1, 1))
            .Given("the same, e = (0, 0, .1)", CaseOrigin.Paper)
            .Gives("Payments", [0.8, 5.625, 5.525], () => Pays(three, 0, 0, 0.1))
            .Given("L = ((0, 20, 10), (5, 0, 24), (10, 0, 0)), e = (10, 10, 10)", CaseOrigin.Derived)
            .Gives("Payments 270/11, 290/11, 10", [270.0 / 11, 290.0 / 11, 10], () => Pays(readme, 10, 10, 10))
            .Given("chain of debts of 10, e₁ from 5 to 6", CaseOrigin.Derived)
            .Gives("Payments move in all by", 3, () => Pays(chain, 6, 0, 0, 0).Sum() - Pays(chain, 5, 0, 0, 0).Sum());
    }

    private static PublishedModel CostsOfDefault()
    {
        ClearingVectors Two() => new RogersVeraart(0.5, 0.5).Clear(DebtNetwork.Of(new[,] { { 0, 2.2 }, { 2.2, 0 } }, [1, 1]));
        DebtNetwork Three() => DebtNetwork.Of(new double[,] { { 0, 30, 0 }, { 5, 0, 20 }, { 10, 0, 0 } }, [10, 5, 5]);
        IEnumerable<double> Equity(double alpha) => new RogersVeraart(alpha, 1).Greatest(Three()).Institutions.Select(x => x.Equity);
        return new PublishedModel(
            typeof(RogersVeraart), "Rogers–Veraart", "Rogers and Veraart (2013), Failure and rescue in an interbank network, Management Science 59",
            "several clearing vectors: least and greatest are returned; the way up to the least can be slow, then not settled, said so")
            .As("Clearing at the marks")
            .Given("mutual debts of 2.2, e = (1, 1), α = β = ½", CaseOrigin.Paper)
            .Gives("Payments, least", [1, 1], () => Two().Least.Payments).Gives("Payments, greatest", [2.2, 2.2], () => Two().Greatest.Payments)
            .Given("e = (10, 5, 5), L = ((0, 30, 0), (5, 0, 20), (10, 0, 0))", CaseOrigin.Paper)
            .Gives("Equity at face value", [-5, 10, 15], () => Three().Equity)
            .Gives("Equity at α = 1, β = 1", [-5, 5, 15], () => Equity(1)).Gives("Equity at α = .4, β = 1", [-6, -2, 11], () => Equity(0.4));
    }

    private static PublishedModel FireSalesAndClearing()
    {
        FireSaleClearing Alone(double alpha) => new CifuentesFerrucciShin { PriceSensitivity = alpha, MinimumRatio = 0.07 }.Alone(10, 1.8, 11.2);
        return new PublishedModel(
            typeof(CifuentesFerrucciShin), "Cifuentes–Ferrucci–Shin", "Cifuentes, Ferrucci and Shin (2005), Liquidity risk and contagion, Journal of the European Economic Association 3",
            "a ratio that selling cannot restore: everything is sold; a fire sale that feeds itself: highest and lowest price are returned")
            .As("Extreme equilibria of clearing at the marks, deleveraging under a capital ratio and exponential impact")
            .Given("e = 10, c = 1.8, x = 11.2, r* = 7 %, α = .001", CaseOrigin.Derived).Prints("p", "0.9983509847", () => Alone(0.001).Price)
            .Given("α = .005", CaseOrigin.Derived).Prints("p", "0.9779970099", () => Alone(0.005).Price).Prints("s", "4.449733268", () => Alone(0.005).Sold);
    }

    private static PublishedModel Distress()
    {
        DebtRank Ring() => new(DebtNetwork.Of(new double[,] { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } }, [10, 10, 10]), [2, 2, 2]);
        return new PublishedModel(
            typeof(DebtRank), "DebtRank 2012 and 2015", "Battiston, Puliga, Kaushik, Tasca and Caldarelli (2012), Scientific Reports 2; Bardoscia, Battiston, Caccioli and Caldarelli (2015), PLoS ONE 10",
            "ρ(Λ) ≥ 1: distress grows until defaults stop it, and the linear limit does not exist, empty; buffers of 0 or less: refused by name")
            .As("Valuation at the marks, linear in equity (2015)")
            .Given("ring, W = .5, h₂ = .1", CaseOrigin.Derived)
            .Gives("h, 2012", [0.05, 0.1125, 0.025], () => Ring().OncePerBank(("2", 0.1)).Institutions.Select(x => x.Final))
            .Prints("h₁, 2015", "0.0571428571", () => Ring().Recursive(("2", 0.1)).Institutions[0].Final)
            .Prints("h₂, 2015", "0.1142857143", () => Ring().Recursive(("2", 0.1)).Institutions[1].Final)
            .Prints("h₃, 2015", "0.0285714286", () => Ring().Recursive(("2", 0.1)).Institutions[2].Final)
            .Gives("ρ(Λ)", 0.5, () => Ring().SpectralRadius());
    }

    private static PublishedModel Failures() => new PublishedModel(
            typeof(Furfine), "Furfine", "Furfine (2003), Interbank exposures: quantifying the risk of contagion, Journal of Money, Credit and Banking 35",
            "buffers of 0 or less: refused by name")
            .As("Valuation at the marks, fixed recovery")
            .Given("L = ((0, 4, 0), (0, 0, 3), (2, 0, 0)), buffers (1, 3, 3), 1 fails, R = 0", CaseOrigin.Derived)
            .Gives("Losses", [0, 4, 3], () => new Furfine(0).Run(Exercise(), ["1"]).Select(x => x.Loss))
            .Says("2 fails next, 3 survives with nothing", () => new Furfine(0).Run(Exercise(), ["1"]).Select(x => x.FailedInRound).SequenceEqual([0, 1, null]))
            .Given("R = .25", CaseOrigin.Derived)
            .Says("2 loses 3 and survives", () => new Furfine(0.25).Run(Exercise(), ["1"])[1] is { Loss: 3, FailedInRound: null });

    private static PublishedModel Valuation()
    {
        IReadOnlyList<double> Equity(IClaimValuation valuation, double fall) => new Neva(valuation).Greatest(Exercise().Shocked(fall)).Equity;
        return new PublishedModel(
            typeof(Neva), "NEVA", "Barucca, Bardoscia, Caccioli, D'Errico, Visentin, Battiston and Caldarelli (2016), Network valuation in financial systems",
            "a valuation that jumps can have several solutions: least and greatest are returned; iterations over first: not settled, said so")
            .As("Valuation at the marks")
            .Given("L = ((0, 4, 0), (0, 0, 3), (2, 0, 0)), Aᵉ = (20, 20, 10), Lᵉ = (17, 18, 8)", CaseOrigin.Paper)
            .Gives("E₀", [1, 3, 3], () => Equity(new LimitedLiability(), 0))
            .Given("10 % off external assets", CaseOrigin.Paper)
            .Gives("Limited liability", [-1, 0, 2], () => Equity(new LimitedLiability(), 0.1))
            .Gives("Furfine, R = 0", [-3, -3, -1], () => Equity(new FixedRecovery(0), 0.1))
            .Gives("Linear DebtRank", [-3, -3, -1], () => Equity(new LinearInEquity(Exercise()), 0.1))
            .Given("5 % off external assets", CaseOrigin.Paper)
            .Gives("Limited liability", [0, 2, 2.5], () => Equity(new LimitedLiability(), 0.05))
            .Gives("Linear DebtRank", [-2, -2, -0.5], () => Equity(new LinearInEquity(Exercise()), 0.05));
    }

    private static Debtor Debtor => new(0, ExternalAssets: 20, ExternalLiabilities: 15, InterbankLiabilities: 4);

    private static PublishedModel Maturity() => new PublishedModel(
            typeof(DefaultAtMaturity), "Ex-ante valuation, Merton", "Barucca et al. (2016), after Merton (1974), On the pricing of corporate debt, Journal of Finance 29",
            "no volatility or no external assets: valued as at maturity")
            .As("Valuation at the marks")
            .Given("Aᵉ = 20, p̄ = 4, σ√T = .2, E = 1, β = 1; the expectation by quadrature", CaseOrigin.Derived)
            .Gives("V", 0.753082239129929899888, () => new DefaultAtMaturity(0.1, 4).Value(Debtor, 1))
            .Given("β = .6", CaseOrigin.Derived).Gives("V", 0.676716274431826907362, () => new DefaultAtMaturity(0.1, 4, 0.6).Value(Debtor, 1))
            .Given("E = −1.5, β = 1", CaseOrigin.Derived).Gives("V", 0.513398460509597565915, () => new DefaultAtMaturity(0.1, 4).Value(Debtor, -1.5));

    private static PublishedModel FirstPassage() => new PublishedModel(
            typeof(DefaultAtFirstPassage), "Ex-ante valuation, Black–Cox", "Barucca et al. (2016), after Black and Cox (1976), Valuing corporate securities, Journal of Finance 31",
            "no equity: in default, worth R; no volatility: worth 1 while there is equity")
            .As("Valuation at the marks")
            .Given("Aᵉ = 20, σ√T = .2, R = .4, E = 1; the passage by quadrature over the bridge", CaseOrigin.Derived)
            .Gives("V", 0.509461052211147109590, () => new DefaultAtFirstPassage(0.2, 1, 0.4).Value(Debtor, 1))
            .Given("E = 4", CaseOrigin.Derived).Gives("V", 0.823036185426343484883, () => new DefaultAtFirstPassage(0.2, 1, 0.4).Value(Debtor, 4));

    private static PublishedModel MarginCalls()
    {
        ImmutableArray<MarginPayment> Run(double third) => FullPayment.Run(Margins(third));
        return new PublishedModel(
            typeof(FullPayment), "Full-payment algorithm", "Bardoscia, Ferrara, Vause and Yoganayagam (2019), Full payment algorithm",
            "who waits for each other in a circle does not pay, though together they could: the shortfall then exceeds the cash that is missing")
            .Given("cycle A → B → C → A, e = (12, 4, 3), p̄ = (10, 7, 5)", CaseOrigin.Paper).Gives("Shortfall", 0, () => Run(5).Sum(x => x.Shortfall))
            .Given("p̄ = (10, 7, 12)", CaseOrigin.Paper)
            .Gives("Shortfall", 2, () => Run(12).Sum(x => x.Shortfall)).Gives("Cash", [2, 7, 10], () => Run(12).Select(x => x.Cash));
    }

    private static PublishedModel Entropy()
    {
        InterbankTotals[] seven = [new("a", 7, 4), new("b", 5, 5), new("c", 3, 5), new("d", 1, 0), new("e", 3, 0), new("f", 0, 2), new("g", 1, 4)];
        var model = new PublishedModel(
            typeof(MaximumEntropy), "Maximum-entropy reconstruction", "Upper (2011), Simulation methods to assess the danger of contagion in interbank markets, Journal of Financial Stability 7",
            "totals no network can have: refused by name; one institution on one side of every claim: slow, the residual says how far it came")
            .Given("A = (7, 5, 3, 1, 3, 0, 1), L = (4, 5, 5, 0, 0, 2, 4)", CaseOrigin.Paper);
        (string Creditor, string Debtor, string Amount)[] printed =
            [("a", "b", "2.53"), ("a", "c", "2.18"), ("a", "f", "0.74"), ("a", "g", "1.55"), ("b", "a", "1.72"), ("b", "c", "1.60"), ("b", "f", "0.54"), ("b", "g", "1.14")];
        return printed.Aggregate(model, (m, x) => m.Prints($"{x.Creditor} is owed by {x.Debtor}", x.Amount, () => MaximumEntropy.Fit(seven).Amount(x.Debtor, x.Creditor)));
    }

    private static PublishedModel Density()
    {
        MinimumDensity Six() => MinimumDensity.Build([new("a", 5, 0), new("b", 3, 0), new("c", 2, 0), new("x", 0, 2), new("y", 0, 5), new("z", 0, 3)]);
        return new PublishedModel(
            typeof(MinimumDensity), "Minimum-density reconstruction", "objective of Anand, Craig and von Peter (2015), Filling in the blanks, Quantitative Finance 15; construction of this library",
            "the fewest claims are hard to find exactly: a lower bound says how far off the result can be; totals no network can have: refused by name")
            .Given("lenders of 5, 3, 2 and borrowers of 2, 5, 3", CaseOrigin.Derived)
            .Gives("Claims, lower bound", [3, 3], () => [Six().Claims.Length, Six().LowerBound]);
    }
}
