using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

public sealed class ExtremeEquilibriaTests
{
    private static readonly double[] Equity = [28, 80, 65];
    private static readonly double[] Marketable = [145, 435, 300];
    private static readonly double[] Loans = [1170, 1245, 1190];
    private static readonly PriceImpact Market = new PriceImpact.SquareRoot(SellerShare.OldPrice);

    [Theory]
    [InlineData(33)]
    [InlineData(44)]
    public void Three_banks_have_two_equilibria(double multiple)
    {
        var result = ExtremeEquilibria.Find(Banks(), Sale(multiple), Market);
        Assert.Equal(EquilibriaVerdict.Several, result.Verdict);
        Close.To(0.05648008498577175, result.Least.Prices[0].Fall, 1e-12);
        Close.To(0.1391402170474087, result.Greatest.Prices[0].Fall, 1e-12);
        Assert.Equal(["bank 0"], result.Least.Sellers);
        Assert.Equal([1, 1, 1], result.Greatest.Sales.Select(s => s.SoldShare));

        // All hold 145 + 435 + 300 = 880 and lose the fall on it.
        Close.To(880 * 0.05648008498577175, result.Least.Loss, 1e-12);
        Close.To(880 * 0.1391402170474087, result.Greatest.Loss, 1e-12);
        Close.To(145, result.Least.Sales[0].Sold);
        Assert.True(result.Least.IsMonotone && result.Greatest.IsMonotone && result.Least.Residual <= 1e-14);
        Assert.Contains("Several equilibria: 1 sell", result.Describe(), StringComparison.Ordinal);
        Assert.Contains("Extreme equilibria", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_more_capital_the_equilibrium_is_unique_and_nobody_sells()
    {
        // Even at the largest fall, 13.914 %, bank 0 may carry 33·(60 − .13914·145) = 1314 of assets and has 1170 + .86086·145 = 1295.
        var result = ExtremeEquilibria.Find(Banks(equity: [60, 120, 100]), Sale(33), Market);
        Assert.Equal(EquilibriaVerdict.Unique, result.Verdict);
        Assert.Empty(result.Greatest.Sellers);
        Assert.Equal(0, result.Greatest.Prices[0].Fall);
        Assert.Contains("unique", result.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_linear_market_has_the_fixed_point_of_the_closed_form()
    {
        // Q = 100, d = 90, λ = .1, shock to p₀ = .98, D = 5000. Selling the fraction f(p) = 1 − (10(100p − 90))/(100p) = (900 − 900p)/(100p) of 98 worth:
        // p = p₀(1 − 98·f/D), i.e. 100p² − 98·p·(1 + .0196·9) + 98·.0196·9 = 0 after inserting f = 9/p − 9; the larger root is the least distress.
        var system = new FinancialSystem([new Institution("bank") { Debt = 90 }], [new Asset("bond") { Depth = 5000 }], [new Holding("bank", "bond", 100)]);
        var result = ExtremeEquilibria.Find(system.Shock("bond", 0.02), new Deleverage(LeverageRatio.FromMinimum(0.1)), new PriceImpact.Linear(SellerShare.OldPrice));
        var b = 98 * (1 + (0.0196 * 9));
        var root = (b + Math.Sqrt((b * b) - (4 * 100 * 98 * 0.0196 * 9))) / 200;
        Close.To(root, result.Least.Prices[0].Price, 1e-12);

        // Selling all of it costs 98/5000 = 1.96 %: equity (98·.9804 − 90) is still positive, so full distress leads to the same point.
        Assert.Equal(EquilibriaVerdict.Unique, result.Verdict);
    }

    [Fact]
    public void Fixed_points_of_random_systems_are_fixed_and_in_order()
    {
        var seen = new HashSet<EquilibriaVerdict>();
        for (var seed = 0; seed < 150; seed++)
        {
            var (start, decide, market) = (RandomSystems.Shocked(RandomSystems.Create(seed), seed), new Deleverage(LeverageRatio.FromMinimum(0.06)), new PriceImpact.Exponential(SellerShare.OldPrice));
            var result = ExtremeEquilibria.Find(start, decide, market);
            seen.Add(result.Verdict);
            Assert.True(result.Verdict is EquilibriaVerdict.Unique or EquilibriaVerdict.Several, $"seed {seed}: {result.Describe()}");
            foreach (var equilibrium in new[] { result.Least, result.Greatest })
            {
                var state = start.Copy();
                for (var k = 0; k < state.Price.Rows; k++)
                {
                    state.Price[k, 0] = equilibrium.Prices[k].Price;
                }

                decide.Apply(state);
                state.Price.CopyFrom(start.Price);
                market.Apply(state);
                for (var k = 0; k < state.Price.Rows; k++)
                {
                    Assert.True(Math.Abs(state.Price[k, 0] - equilibrium.Prices[k].Price) <= 1e-13, $"seed {seed}: not a fixed point");
                    Assert.True(result.Least.Prices[k].Price >= result.Greatest.Prices[k].Price - 1e-9, $"seed {seed}: out of order");
                }
            }
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void A_scenario_alone_has_the_equilibria_it_has_in_a_batch()
    {
        var system = Banks().System;
        Shock[] shocks = [new Shock(), new Shock().Falling("bond", 0.01), new Shock().Losing("bank 1", 20)];
        var many = ExtremeEquilibria.Each(system.Shock(shocks), Sale(33), Market);
        for (var s = 0; s < shocks.Length; s++)
        {
            AssertSame(ExtremeEquilibria.Find(system.Shock(shocks[s]), Sale(33), Market), many[s]);
        }

        var thrown = Assert.Throws<ArgumentException>(() => ExtremeEquilibria.Find(system.Shock(shocks), Sale(33), Market));
        Assert.Contains("start must have one scenario; it has 3", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Iterations_tolerance_and_what_counts_as_one_are_in_range()
    {
        Assert.Equal("MaximumIterations", Assert.Throws<ArgumentOutOfRangeException>(() => new EquilibriumOptions { MaximumIterations = 0 }).ParamName);
        Assert.Equal("Tolerance", Assert.Throws<ArgumentOutOfRangeException>(() => new EquilibriumOptions { Tolerance = 0 }).ParamName);
        Assert.Equal("Uniqueness", Assert.Throws<ArgumentOutOfRangeException>(() => new EquilibriumOptions { Uniqueness = double.NaN }).ParamName);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void What_is_said_of_an_equilibrium_is_what_its_prices_make_everyone_do(double currency)
    {
        // States as rounds leave them: some have sold part of a tier or all of it, or are in default, and some assets are worth nothing.
        var (decide, market) = (new Deleverage(LeverageRatio.FromMinimum(0.06)), new PriceImpact.Exponential(SellerShare.OldPrice));
        var sellers = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            int[] seeds = [seed, seed + 1000, seed + 2000];
            var system = RandomSystems.Create(seed, currency);
            var many = ExtremeEquilibria.Each(RandomSystems.Worn(system, currency, seeds), decide, market);
            for (var s = 0; s < seeds.Length; s++)
            {
                var start = RandomSystems.Worn(system, currency, seeds[s]);
                AssertSame(ExtremeEquilibria.Find(start, decide, market), many[s]);
                foreach (var equilibrium in new[] { many[s].Least, many[s].Greatest })
                {
                    Assert.Equal((EquilibriumEnd.Arrived, true), (equilibrium.End, equilibrium.IsMonotone));
                    var marked = start.Copy();
                    for (var k = 0; k < system.Assets.Length; k++)
                    {
                        marked.Price[k, 0] = equilibrium.Prices[k].Price;
                        var fall = start.Price[k, 0] > 0 ? (start.Price[k, 0] - equilibrium.Prices[k].Price) / start.Price[k, 0] : 0;
                        Assert.Equal((system.Assets[k].Name, fall), (equilibrium.Prices[k].Asset, equilibrium.Prices[k].Fall), Within(1));
                    }

                    Assert.Equal(equilibrium.Sales.Where(x => x.Sold > 0).Select(x => x.Institution), equilibrium.Sellers);
                    var (before, after) = (start.Value().Equity, marked.Value().Equity);
                    decide.Apply(marked);
                    for (var i = 0; i < system.Institutions.Length; i++)
                    {
                        var (sold, held) = (0.0, 0.0);
                        foreach (var (row, worth) in Sellable(start, i))
                        {
                            sold += worth * marked.Order[row, 0];
                            held += worth * start.Retained[row, 0];
                        }

                        var sale = equilibrium.Sales[i];
                        Assert.Equal((system.Institutions[i].Name, sold), (sale.Institution, sale.Sold), Within(currency));
                        Assert.Equal(("share", held > 0 ? sold / held : 0), ("share", sale.SoldShare), Within(1));
                        Assert.Equal(("loss", before[i, 0] - after[i, 0]), ("loss", sale.Loss), Within(currency));
                        sellers += sold > 0 ? 1 : 0;
                    }
                }
            }
        }

        Assert.True(sellers > 100, $"{sellers} sell");
    }

    [Fact]
    public void A_move_of_the_tolerance_is_arrival_and_the_last_iteration_allowed_is_the_last()
    {
        // Everyone decides nothing, and the market halves the price once: the first move is .5, the next 0.
        var (decide, market) = (Operator.From(_ => { }), Operator.From(s => s.Price.Row(0).Fill(0.5)));
        Equilibrium Least(double tolerance, int iterations) =>
            ExtremeEquilibria.Find(Banks(), decide, market, new() { Tolerance = tolerance, MaximumIterations = iterations }).Least;
        Assert.Equal((EquilibriumEnd.Arrived, 1, 0.5), Of(Least(tolerance: 0.5, iterations: 10)));
        Assert.Equal((EquilibriumEnd.Arrived, 2, 0), Of(Least(tolerance: 0.4, iterations: 10)));
        Assert.Equal((EquilibriumEnd.IterationLimit, 1, 0.5), Of(Least(tolerance: 0.4, iterations: 1)));

        static (EquilibriumEnd, int, double) Of(Equilibrium x) => (x.End, x.Iterations, x.Residual);
    }

    [Fact]
    public void Prices_that_differ_by_what_counts_as_one_are_one_equilibrium_whichever_is_higher()
    {
        Assert.Equal(EquilibriaVerdict.Unique, Verdict(least: 0.75, greatest: 0.5));
        Assert.Equal(EquilibriaVerdict.Several, Verdict(least: 0.75, greatest: 0.25));
        Assert.Equal(EquilibriaVerdict.Unique, Verdict(least: 0.5, greatest: 0.75));
        Assert.Equal(EquilibriaVerdict.NotMonotone, Verdict(least: 0.25, greatest: 0.75));

        Assert.Equal(0.5, new EquilibriaResult(At(0.75, 0.75), At(0.5, 0.25), new()).Distance);

        // One asset is dearer in the least distressed, the other cheaper.
        Assert.Equal(EquilibriaVerdict.NotMonotone, Of(At(0.75, 0.25), At(0.25, 0.75)));

        // One of the two turned back; and where there is no price there is one equilibrium.
        Assert.Equal(EquilibriaVerdict.NotMonotone, Of(At(0.5) with { IsMonotone = false }, At(0.5)));
        Assert.Equal(EquilibriaVerdict.NotMonotone, Of(At(0.5), At(0.5) with { IsMonotone = false }));
        Assert.Equal((EquilibriaVerdict.Unique, 0), (Of(At(), At()), new EquilibriaResult(At(), At(), new()).Distance));

        static EquilibriaVerdict Verdict(double least, double greatest) => Of(At(least), At(greatest));
        static EquilibriaVerdict Of(Equilibrium least, Equilibrium greatest) => new EquilibriaResult(least, greatest, new() { Uniqueness = 0.25 }).Verdict;
        static Equilibrium At(params double[] prices) => new(EquilibriumEnd.Arrived, 1, 0, true, [.. prices.Select(p => new EquilibriumPrice("bond", p, 1 - p))], [], null);
    }

    [Fact]
    public void A_map_that_is_not_monotone_withdraws_the_claim()
    {
        // Sells everything while prices are high and nothing once they have fallen: the iterates jump up and down.
        var contrary = Operator.From(s =>
        {
            for (var scenario = 0; scenario < s.ScenarioCount; scenario++)
            {
                s.Order[0, scenario] = s.Price[0, scenario] > 0.99 ? s.Retained[0, scenario] : 0;
            }
        });
        var result = ExtremeEquilibria.Find(Banks(), contrary, Market, new() { MaximumIterations = 50 });
        Assert.Equal(EquilibriaVerdict.NotMonotone, result.Verdict);
        Assert.False(result.Least.IsMonotone || result.Greatest.IsMonotone);
        Assert.Contains("not monotone", result.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_singular_market_is_answered_as_one()
    {
        var start = Banks();
        start.Volatility[0, 0] = double.NaN;
        var result = ExtremeEquilibria.Find(start, Sale(33), Market);
        Assert.Equal(EquilibriaVerdict.Singular, result.Verdict);
        Assert.Equal("bond", result.Greatest.SingularAsset);
        Assert.Contains("\"bond\"", result.Describe(), StringComparison.Ordinal);
        Assert.Equal((EquilibriumEnd.Singular, 1, double.NaN), (result.Least.End, result.Least.Iterations, result.Least.Residual));
        Assert.Equal((1, true), (result.Least.Prices[0].Price, result.Least.IsMonotone));
    }

    [Fact]
    public void Too_few_iterations_are_not_an_equilibrium()
    {
        var result = ExtremeEquilibria.Find(Banks(), Sale(44), Market, new() { MaximumIterations = 1 });
        Assert.Equal(EquilibriaVerdict.NotFound, result.Verdict);
        Assert.Contains("Allow more iterations", result.Describe(), StringComparison.Ordinal);
    }

    /// <summary>Impact √(2.2e−5·q): volatility 1 and a daily volume of 1/2.2e−5. Loans count as exposure and cannot be sold.</summary>
    private static State Banks(double[]? equity = null) => new FinancialSystem(
        Loans.Select((l, i) => new Institution($"bank {i}") { OtherAssets = l, Debt = l + Marketable[i] - (equity ?? Equity)[i] }),
        [new Asset("bond") { Volatility = 1, DailyVolume = 1 / 2.2e-5 }],
        Marketable.Select((s, i) => new Holding($"bank {i}", "bond", s))).Start();

    /// <summary>The rows of an institution that may be sold, each with what the whole of it, as before any shock, is worth at the marks.</summary>
    private static IEnumerable<(int Row, double Worth)> Sellable(State state, int institution)
    {
        var system = state.System;
        for (var row = institution * system.Tiers; row < (institution * system.Tiers) + system.SellableTiers; row++)
        {
            var worth = 0.0;
            for (var e = 0; e < system.Q.AssetsOf(row).Length; e++)
            {
                var k = system.Q.AssetsOf(row)[e];
                worth += system.Q.AmountsOf(row)[e] * state.Price[k, 0] * (1 - state.Discount[k, 0]);
            }

            yield return (row, worth);
        }
    }

    private static Func<(string What, double Value), (string What, double Value), bool> Within(double unit) => (expected, found) =>
        expected.What == found.What && Math.Abs(expected.Value - found.Value) <= 1e-12 * ((100 * unit) + Math.Abs(expected.Value));

    private static void AssertSame(EquilibriaResult expected, EquilibriaResult found)
    {
        Assert.Equal((expected.Verdict, expected.Distance), (found.Verdict, found.Distance));
        foreach (var (one, other) in new[] { (expected.Least, found.Least), (expected.Greatest, found.Greatest) })
        {
            Assert.Equal((one.End, one.Iterations, one.Residual, one.IsMonotone, one.SingularAsset), (other.End, other.Iterations, other.Residual, other.IsMonotone, other.SingularAsset));
            Assert.Equal<EquilibriumPrice>(one.Prices, other.Prices);
            Assert.Equal<EquilibriumSale>(one.Sales, other.Sales);
        }
    }

    private static Deleverage Sale(double multiple) => new(LeverageRatio.FromMinimum(1 / multiple));
}
