using Interdealer.Contagion;
using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class NevaTests
{
    private static readonly DebtNetwork Three = DebtNetwork.Of(new double[,] { { 0, 4, 0 }, { 0, 0, 3 }, { 2, 0, 0 } }, [20, 20, 10], [17, 18, 8]);

    private static readonly Debtor Bank = new(0, ExternalAssets: 20, ExternalLiabilities: 15, InterbankLiabilities: 4);

    [Fact]
    public void Limited_liability_is_Eisenberg_and_Noe_and_costs_are_Rogers_and_Veraart()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var r = new Random(seed);
            var network = RandomNetworks.Make(seed, 2 + (seed % 10), externalDebt: false);
            Same(EisenbergNoe.FictitiousDefault(network), new Neva(new LimitedLiability()).Greatest(network), seed);
            Same(EisenbergNoe.Least(network), new Neva(new LimitedLiability()).Least(network), seed);
            var (alpha, beta) = (r.NextDouble(), r.NextDouble());
            var both = new RogersVeraart(alpha, beta).Clear(network);
            Same(both.Greatest, new Neva(new CostlyDefault(alpha, beta)).Greatest(network), seed);
            Same(both.Least, new Neva(new CostlyDefault(alpha, beta)).Least(network), seed);
        }
    }

    [Fact]
    public void Linear_in_equity_is_DebtRank_and_a_fixed_recovery_is_Furfine()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var r = new Random(seed);
            var before = RandomNetworks.Solvent(seed, 2 + (seed % 10));
            double[] assets = [.. before.Institutions.Select(x => x.ExternalAssets * (1 - (0.2 * r.NextDouble())))];
            var after = before.WithExternalAssets(assets);
            var shock = before.Institutions.Select((x, i) => (x.Name, Math.Min(1, (x.ExternalAssets - assets[i]) / before.Equity[i])));
            var distress = new DebtRank(before).Recursive(shock);
            var equity = new Neva(new LinearInEquity(before)).Greatest(after).Equity;
            for (var i = 0; i < before.Count; i++)
            {
                var h = Math.Min(1, 1 - (equity[i] / before.Equity[i]));
                Assert.True(Math.Abs(h - distress.Institutions[i].Final) < 1e-9, $"seed {seed}, {i}: {h:R} against {distress.Institutions[i].Final:R}");
            }

            // The first loses so much outside that it fails by itself; the rest is as before.
            var short1 = before.Equity[0] * 1.1;
            if (before.Institutions[0].ExternalAssets >= short1)
            {
                var hit = before.WithExternalAssets([.. before.Institutions.Select((x, i) => x.ExternalAssets - (i == 0 ? short1 : 0))]);
                var recovery = r.NextDouble();
                Assert.Equal(
                    new Furfine(recovery).Run(before, ["1"]).Select(x => x.FailedInRound is not null),
                    new Neva(new FixedRecovery(recovery)).Greatest(hit).Institutions.Select(x => x.Equity < 0));
            }
        }
    }

    [Fact]
    public void The_engine_s_operator_values_claims_as_the_models_do()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var r = new Random(seed);
            var before = RandomNetworks.Solvent(seed, 2 + (seed % 10));
            var system = new FinancialSystem(
                before.Institutions.Select(x => new Institution(x.Name) { OtherAssets = x.ExternalAssets, Debt = x.ExternalLiabilities }), [], [], before.Claims);
            var state = system.Start(2);
            double[] assets = [.. before.Institutions.Select(x => x.ExternalAssets * (1 - (0.3 * r.NextDouble())))];
            for (var i = 0; i < assets.Length; i++)
            {
                state.OtherAssets[i, 1] = assets[i];
            }

            var (start, costly) = (before.Equity, new RogersVeraart(r.NextDouble(), r.NextDouble()));
            var after = before.WithExternalAssets(assets);
            var distress = new DebtRank(before).Recursive(before.Institutions.Select((x, i) => (x.Name, Math.Min(1, (x.ExternalAssets - assets[i]) / start[i]))));
            foreach (var (operation, worth) in new (IOperator, IEnumerable<double>)[]
            {
                (new Neva(new LinearInEquity(before)).AtMarks, distress.Institutions.Select(x => 1 - x.Final)),
                (costly.AtMarks, costly.Greatest(after).Institutions.Select(x => x.Recovery)),
                (EisenbergNoe.AtMarks, EisenbergNoe.Picard(after).Institutions.Select(x => x.Recovery)),
            })
            {
                operation.Apply(state);
                foreach (var (i, expected) in worth.Index().Where(x => before.InterbankLiabilities[x.Index] > 0))
                {
                    Assert.True(Math.Abs(expected - state.Recovery[i, 1]) < 1e-9, $"seed {seed}, {operation}: {i} {expected:R} against {state.Recovery[i, 1]:R}");
                }

                // The scenario without a shock stays whole.
                Assert.All(state.Recovery.Scenario(0), x => Close.To(1, x, 1e-12));
            }
        }
    }

    [Fact]
    public void Looking_once_at_maturity_is_the_mean_over_what_assets_may_be_then()
    {
        // Midpoint rule over z in (−10, 10) of 1 or β·((E + ΔA + p̄)/p̄)⁺ with A_T = 20·e^(sz − s²/2), split where equity and cover end.
        foreach (var (equity, beta) in new[] { (1.0, 1.0), (1.0, 0.6), (-1.5, 1.0), (6.0, 0.3), (-5.0, 0.9) })
        {
            const double s = 0.2;
            double Edge(double level) => (Math.Log(level / 20) + (s * s / 2)) / s;
            double Paid(double z)
            {
                var later = equity + (20 * Math.Exp((s * z) - (s * s / 2))) - 20;
                return later >= 0 ? 1 : beta * Math.Max(0, (later + 4) / 4);
            }

            double[] edges = [-10, Edge(16 - equity), Edge(20 - equity), 10];
            var mean = Enumerable.Range(0, 3).Sum(k => Mean(Paid, edges[k], edges[k + 1]));
            Close.To(mean, new DefaultAtMaturity(0.1, 4, beta).Value(Bank, equity), 1e-8);
        }
    }

    [Fact]
    public void First_passage_agrees_with_the_bridge_between_start_and_end()
    {
        // Given the end X of ln(A/B) the path has crossed 0 with probability exp(−2·x·X/s²) if X > 0, surely otherwise; X ~ N(x − s²/2, s²).
        foreach (var equity in new[] { 0.3, 1, 4, 12 })
        {
            const double s = 0.2;
            var x = Math.Log(20 / (20 - equity));
            var edge = ((s * s / 2) - x) / s;
            double Crossed(double z) => Math.Exp(-2 * x * (x - (s * s / 2) + (s * z)) / (s * s));
            var probability = Mean(_ => 1, -10, edge) + Mean(Crossed, edge, 10);
            Close.To(1 - (0.6 * probability), new DefaultAtFirstPassage(0.2, 1, 0.4).Value(Bank, equity), 1e-8);
        }
    }

    [Fact]
    public void Without_volatility_ex_ante_is_ex_post()
    {
        foreach (var equity in new[] { -5.0, -4, -2.5, -1e-3, 0, 1e-3, 3 })
        {
            Close.To(new LimitedLiability().Value(Bank, equity), new DefaultAtMaturity(0, 1).Value(Bank, equity));
            Close.To(new LimitedLiability().Value(Bank, equity), new DefaultAtMaturity(1e-7, 1).Value(Bank, equity), 1e-5);
            Close.To(equity > 0 ? 1 : 0.4, new DefaultAtFirstPassage(0, 1, 0.4).Value(Bank, equity));
            Close.To(equity > 0 ? 1 : 0.4, new DefaultAtFirstPassage(1e-7, 1, 0.4).Value(Bank, equity));
        }
    }

    [Fact]
    public void Every_valuation_lies_between_0_and_1_and_never_falls_in_equity()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var r = new Random(seed);
            var before = RandomNetworks.Solvent(seed, 2);
            var debtor = new Debtor(r.Next(2), r.Next(5) == 0 ? 0 : 30 * r.NextDouble(), 20 * r.NextDouble(), 0.1 + (10 * r.NextDouble()));
            var (sigma, years, share) = (r.NextDouble(), 3 * r.NextDouble(), r.NextDouble());
            IClaimValuation[] all =
            [
                new LimitedLiability(), new CostlyDefault(share, r.NextDouble()), new FixedRecovery(share), new LinearInEquity(before),
                new DefaultAtMaturity(sigma, years, share), new DefaultAtFirstPassage(sigma, years, share),
            ];
            foreach (var valuation in all)
            {
                var last = 0.0;
                for (var equity = -20.0; equity <= 40; equity += 0.25)
                {
                    var value = valuation.Value(debtor, equity);
                    Assert.True(value >= last - 1e-12 && value <= 1, $"seed {seed}: {valuation} of {debtor} at {equity}: {value:R} after {last:R}");
                    last = value;
                }
            }
        }
    }

    [Fact]
    public void Uncertainty_and_recovery_order_the_equities()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var network = RandomNetworks.Make(seed, 2 + (seed % 8));
            var full = new Neva(new DefaultAtMaturity(0.3, 1, 1));
            var half = new Neva(new DefaultAtMaturity(0.3, 1, 0.5));
            var (greatest, least, costly) = (full.Greatest(network), full.Least(network), half.Greatest(network));
            Assert.True(greatest.Settled && least.Settled && costly.Settled, $"seed {seed}");
            for (var i = 0; i < network.Count; i++)
            {
                Assert.True(least.Equity[i] <= greatest.Equity[i] + 1e-9 && costly.Equity[i] <= greatest.Equity[i] + 1e-9, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Wrong_parameters_are_refused()
    {
        Assert.Contains("must be", Assert.ThrowsAny<ArgumentException>(() => new DefaultAtMaturity(-0.1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("(write 0.03, not 3", Assert.ThrowsAny<ArgumentException>(() => new FixedRecovery(40)).Message, StringComparison.Ordinal);
        Assert.Contains("buffer of \"1\"", Assert.Throws<ArgumentException>(() => new LinearInEquity(Three.Shocked(0.1))).Message, StringComparison.Ordinal);
        Assert.False((new Neva(new LimitedLiability()) { Limit = 1 }).Greatest(Three.Shocked(0.1)).Settled);
    }

    private static double Mean(Func<double, double> value, double from, double to)
    {
        const int Steps = 40_000;
        var step = (to - from) / Steps;
        return Enumerable.Range(0, Steps).Sum(k =>
        {
            var z = from + ((k + 0.5) * step);
            return value(z) * Math.Exp(-z * z / 2) * step;
        }) / Math.Sqrt(2 * Math.PI);
    }

    private static void Same(ClearingResult clearing, NevaResult valued, int seed)
    {
        foreach (var (a, b) in clearing.Institutions.Zip(valued.Institutions))
        {
            Assert.True(Math.Abs(a.Equity - b.Equity) < 1e-8 && Math.Abs(a.Recovery - b.ClaimValue) < 1e-8, $"seed {seed}: {a} against {b}");
        }
    }

    [Fact]
    public void The_ex_ante_valuation_at_maturity_is_that_of_limited_liability()
    {
        var network = new DebtNetwork(
            [new("A", 8, 5), new("B", 2, 1), new("C", 1, 1)], [new("A", "B", 4), new("B", "C", 3), new("C", "A", 2)]);
        Assert.Equal(new Neva(new LimitedLiability()).Greatest(network).Equity, Neva.ExAnte(0.3, 0).Greatest(network).Equity);
        Assert.Equal(new Neva(new DefaultAtMaturity(0.3, 2, 0.6)).Greatest(network).Equity, Neva.ExAnte(0.3, 2, 0.6).Greatest(network).Equity);
    }
}
