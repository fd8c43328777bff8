using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class FundRedemptionsTests
{
    /// <summary>Two funds that share a bond of depth 1000: the first 100 of it, the second 50 of it and 50 of a stock of depth 500.</summary>
    private static FinancialSystem Two => new(
        [Fund("F"), Fund("G")],
        [new Asset("bond") { Depth = 1000 }, new Asset("stock") { Depth = 500 }],
        [new Holding("F", "bond", 100), new Holding("G", "bond", 50), new Holding("G", "stock", 50)]);

    [Fact]
    public void One_fund_s_leavers_make_another_s_investor_leave()
    {
        // The bond falls by 8 %: F −8 %, G −4 %. Ann (40 of F, leaves at −5 %) sells 36.8 of the bond: a 3.68 % fall, .92·.9632 = .886144. G is at
        // (.886144 + 1)/2 − 1 = −5.69 %, below Bob's −5 %: his quarter sells 11.0768 of the bond and 12.5 of the stock.
        var model = new FundRedemptions(Two, [new("Ann", "F", 40, -0.05), new("Cyd", "F", 60, -1), new("Bob", "G", 25, -0.05), new("Dan", "G", 75, -0.2)]);
        var run = model.Run([-0.08, 0]);
        Assert.Equal(2, run.Rounds.Length);
        Assert.Equal(["Ann"], run.Rounds[0].Leaving.ToArray());
        Close.To(36.8, run.Rounds[0].Volumes[0]);
        Close.To(0.886144, run.Rounds[0].Prices[0]);
        Close.To(-0.04, run.Rounds[0].Returns[1]);
        Assert.Equal(["Bob"], run.Rounds[1].Leaving.ToArray());
        Close.To(-0.056928, run.Rounds[1].Returns[1]);
        var bond = 0.886144 * (1 - (0.25 * 50 * 0.886144 / 1000));
        Close.To(bond, run.Prices[0]);
        Close.To(0.975, run.Prices[1]);
        Close.To(40 * 0.886144, run.Redemptions[0].Cash);
        Close.To(12.5 * (bond + 0.975), run.Redemptions[1].Cash);
        Close.To(60 * bond, run.FundValues[0]);
        Close.To(37.5 * (bond + 0.975), run.FundValues[1]);
    }

    [Fact]
    public void Investors_who_tolerate_what_happens_stay()
    {
        var model = new FundRedemptions(Two, [new("Ann", "F", 100, -0.08), new("Bob", "G", 100, -0.5)]);
        Assert.Empty(model.Run([-0.08, 0]).Rounds);
        Assert.Empty(model.Run().Redemptions);
        Assert.NotEmpty(model.Run([-0.0800001, 0]).Rounds);
    }

    [Fact]
    public void The_engine_s_operators_composed_give_the_same_rounds()
    {
        var rounds = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var (model, returns) = Random(seed);
            var run = model.Run(returns);
            var start = model.Funds.Start();
            for (var k = 0; k < returns.Length; k++)
            {
                start.Price[k, 0] = 1 + returns[k];
            }

            var engine = Cascade.Run(start, model.Round);
            for (var t = 0; t < run.Rounds.Length; t++)
            {
                var state = engine.History[t + 1].State;
                foreach (var (k, price) in run.Rounds[t].Prices.Index())
                {
                    Assert.True(Math.Abs(price - state.Price[k, 0]) < 1e-12, $"seed {seed}, round {t}: price {k}");
                }
            }

            var value = engine.End.Value();
            foreach (var (f, left) in run.FundValues.Index())
            {
                Assert.True(Math.Abs(left - value.Equity[f, 0]) < 1e-9, $"seed {seed}: fund {f} {left:R} against {value.Equity[f, 0]:R}");
                var paid = run.Redemptions.Where(x => model.Investors.First(i => i.Name == x.Investor).Fund == model.Funds.Institutions[f].Name).Sum(x => x.Cash);
                Assert.True(Math.Abs(paid - engine.End.PaidOut[f, 0]) < 1e-9, $"seed {seed}: paid out by {f}");
            }

            rounds += run.Rounds.Length;
        }

        Assert.True(rounds > 300, $"{rounds} rounds hardly try the claim");
    }

    [Fact]
    public void Two_who_leave_together_move_the_price_by_more_than_one_after_the_other()
    {
        // Half of 100 and then the other half, with D = 200: .9·(1 − .225) = .6975, then ·(1 − .174375) = .575873; together .9·(1 − .45) = .495. So a more nervous second investor
        // makes both worse off, and in larger systems may leave others better off: the model has no order of prices in thresholds.
        var funds = new FinancialSystem([Fund("F")], [new Asset("bond") { Depth = 200 }], [new Holding("F", "bond", 100)]);
        FundRedemptions With(double second) => new(funds, [new("Ann", "F", 50, -0.05), new("Bob", "F", 50, second)]);
        Close.To(0.6975 * (1 - 0.174375), With(-0.2).Run([-0.1]).Prices[0]);
        Close.To(0.495, With(-0.05).Run([-0.1]).Prices[0]);
    }

    [Fact]
    public void Whoever_leaves_had_reason_to_and_whoever_stays_has_none_and_the_unit_of_currency_decides_nothing()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var (model, returns) = Random(seed);
            var run = model.Run(returns);
            var gone = run.Redemptions.ToDictionary(x => x.Investor, x => x.Round);
            foreach (var x in model.Investors)
            {
                var f = model.Funds.InstitutionIndex(x.Fund);
                var held = model.Funds.Amounts.Where(h => h.Institution == x.Fund).ToList();
                var end = (held.Sum(h => h.Amount * run.Prices[model.Funds.AssetIndex(h.Asset)]) / held.Sum(h => h.Amount)) - 1;
                Assert.True(gone.TryGetValue(x.Name, out var round) ? run.Rounds[round - 1].Returns[f] < x.Threshold : end >= x.Threshold, $"seed {seed}: {x}");
            }

            // In a market without a bottom only the shock itself makes anyone leave.
            var deep = new FundRedemptions(Scaled(model.Funds, 1, double.PositiveInfinity), model.Investors).Run(returns);
            Assert.True(deep.Rounds.Length <= 1, $"seed {seed}");
            Assert.True(deep.Prices.Zip(returns).All(x => x.First == 1 + x.Second), $"seed {seed}");

            var cents = new FundRedemptions(Scaled(model.Funds, 100, 100), model.Investors.Select(x => x with { Stake = 100 * x.Stake })).Run(returns);
            Assert.True(cents.Prices.Zip(run.Prices).All(x => Math.Abs(x.First - x.Second) < 1e-12), $"seed {seed}");
            Assert.True(run.Rounds.Length <= model.Investors.Length, $"seed {seed}");
        }
    }

    [Fact]
    public void Funds_and_investors_that_do_not_fit_are_refused_with_every_entry()
    {
        var debt = Assert.Throws<ArgumentException>(() => new FundRedemptions(
            new FinancialSystem([Fund("F") with { Debt = 5 }, new Institution("B") { Kind = InstitutionKind.Bank }], [new Asset("bond")], [new Holding("F", "bond", 1)]), []));
        Assert.Contains("\"F\" must have no debt", debt.Message, StringComparison.Ordinal);
        Assert.Contains("\"B\" must be of kind Fund; it is a Bank", debt.Message, StringComparison.Ordinal);
        Assert.Contains("\"B\" must hold something", debt.Message, StringComparison.Ordinal);
        var stakes = Assert.Throws<ArgumentException>(() => new FundRedemptions(Two, [new("Ann", "F", 90, -5), new("Ann", "G", double.NaN, 0)]));
        Assert.Contains("\"Ann\" is listed twice", stakes.Message, StringComparison.Ordinal);
        Assert.Contains("the threshold of \"Ann\" must be a return of at least −1 (write −0.05, not −5, for −5 %); it was -5", stakes.Message, StringComparison.Ordinal);
        Assert.Contains("the stake of \"Ann\" must be a finite number above 0, in currency; it was NaN", stakes.Message, StringComparison.Ordinal);
        Assert.Contains("stakes in \"F\" must sum to what it holds, 100; they sum to 90", stakes.Message, StringComparison.Ordinal);
        Assert.Contains("is not an institution", Assert.Throws<ArgumentException>(() => new FundRedemptions(Two, [new("Ann", "Z", 90, -1)])).Message, StringComparison.Ordinal);
    }

    private static Institution Fund(string name) => new(name) { Kind = InstitutionKind.Fund };

    private static FinancialSystem Scaled(FinancialSystem funds, double amounts, double depths) => new(
        funds.Institutions, funds.Assets.Select(a => a with { Depth = depths * a.Depth }), funds.Amounts.Select(h => h with { Amount = amounts * h.Amount }));

    private static (FundRedemptions Model, double[] Returns) Random(int seed)
    {
        var r = new Random(seed);
        var (n, m) = (r.Next(1, 5), r.Next(1, 5));
        var holdings = (from f in Enumerable.Range(0, n) from k in Enumerable.Range(0, m) select new Holding($"fund {f}", $"asset {k}", 100 * r.NextDouble())).ToList();
        var system = new FinancialSystem(
            Enumerable.Range(0, n).Select(f => Fund($"fund {f}")),
            Enumerable.Range(0, m).Select(k => new Asset($"asset {k}") { Depth = 300 + (2000 * r.NextDouble()), LiquidityRank = r.Next(3), PriceFloor = r.Next(2) * 0.8 * r.NextDouble() }),
            holdings);
        var investors = new List<FundInvestor>();
        for (var f = 0; f < n; f++)
        {
            var (count, value) = (r.Next(1, 7), holdings.Where(h => h.Institution == $"fund {f}").Sum(h => h.Amount));
            investors.AddRange(Enumerable.Range(0, count).Select(j => new FundInvestor($"investor {f}.{j}", $"fund {f}", value / count, -0.25 * r.NextDouble())));
        }

        return (new FundRedemptions(system, investors), [.. Enumerable.Range(0, m).Select(_ => -0.2 * r.NextDouble())]);
    }
}
