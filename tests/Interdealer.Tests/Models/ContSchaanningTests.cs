using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Models;

namespace Interdealer.Tests.Models;

public sealed class ContSchaanningTests
{
    private static ContSchaanning Bank(double depth) =>
        new(new double[,] { { 200 } }, [99], [9], [depth]) { MaximumLeverage = 33, TargetLeverage = 31.35 };

    [Fact]
    public void A_bank_in_a_shallow_market_sells_twice_and_is_insolvent()
    {
        // ℓ = 299/9 = 33.2; Γ = (299 − 31.35·9)/200; Ψ = .5(1 − e^(−16.85/500)); loss = (1 − .5Γ)·200·Ψ.
        var run = Bank(1000).Run();
        var first = run.Rounds[0];
        Close.To(0.08425, first.SoldShares[0]);
        Close.To(16.85, first.Volumes[0]);
        Close.To(0.01656924021, first.Impacts[0]);
        Close.To(3.17425219, first.Losses[0], 2e-9);
        Close.To(5.82574781, first.Capital[0], 2e-9);
        Close.To(180.11534366, first.Marketable[0]);
        Close.To(0.98343076, first.Prices[0], 5e-9);
        var second = run.Rounds[1];
        Close.To(47.910646, second.Leverage[0], 2e-8);
        Close.To(0.53564648, second.SoldShares[0], 1e-8);
        Close.To(96.47814989, second.Volumes[0]);
        Close.To(0.08626270, second.Impacts[0], 1e-7);
        Assert.True(second.Capital[0] <= 0);
        Assert.Equal<FireSaleEnd>([FireSaleEnd.Insolvent], run.Ends);
        Assert.Equal(1, run.Rounds[^1].SoldShares[0]); // what is left goes last
    }

    [Fact]
    public void Illiquid_is_another_end_than_insolvent()
    {
        // 110 of assets on 1 of capital: it would have to be rid of 78.65 and has 10 to sell.
        var run = new ContSchaanning(new double[,] { { 10 } }, [100], [1], [1e6]) { MaximumLeverage = 33, TargetLeverage = 31.35 }.Run();
        Assert.Equal<FireSaleEnd>([FireSaleEnd.Illiquid], run.Ends);
        Assert.True(run.Rounds[^1].Capital[0] > 0 && run.AtRest);
    }

    [Fact]
    public void A_run_cut_short_says_so()
    {
        var run = Bank(1000).Run(maximumRounds: 1);
        Assert.False(run.AtRest);
        Assert.Equal<FireSaleEnd>([FireSaleEnd.InBusiness], run.Ends);
    }

    [Fact]
    public void The_engine_s_operators_composed_give_the_same_rounds()
    {
        var (rounds, insolvent) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var r = new Random(seed);
            var (n, m) = (r.Next(1, 6), r.Next(1, 5));
            var pi = new double[n, m];
            for (var x = 0; x < n * m; x++)
            {
                pi[x / m, x % m] = 100 * r.NextDouble();
            }

            var total = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, m).Sum(k => pi[i, k])).ToArray();
            var illiquid = total.Select(_ => 80 * r.NextDouble()).ToArray();
            var model = new ContSchaanning(
                pi, illiquid, total.Zip(illiquid, (t, o) => (t + o) * (0.04 + (0.04 * r.NextDouble()))), Enumerable.Range(0, m).Select(_ => 300 + (3000 * r.NextDouble())))
            {
                MaximumLeverage = 25 + (5 * r.NextDouble()),
                TargetLeverage = 20 + (5 * r.NextDouble()),
                SellerShare = SellerShare.Of(r.NextDouble()),
                PriceFloor = 0.6 * r.NextDouble(),
            };
            var falls = Enumerable.Range(0, m).Select(_ => 0.05 * r.NextDouble()).ToArray();
            var illiquidFalls = Enumerable.Range(0, n).Select(_ => 0.02 * r.NextDouble()).ToArray();
            var run = model.Run(falls, illiquidFalls: illiquidFalls);
            var hit = illiquid.Select((amount, i) => (Name: $"bank {i}", Lost: amount * illiquidFalls[i])).Aggregate(new Shock(), (shock, x) => shock.Losing(x.Name, x.Lost));
            var start = model.ToSystem().Shock(hit);
            for (var k = 0; k < m; k++)
            {
                start.Price[k, 0] = 1 - falls[k];
            }

            var engine = Cascade.Run(start, model.Round, new() { MaximumRounds = Math.Max(1, run.Rounds.Length) });
            for (var t = 0; t < run.Rounds.Length; t++)
            {
                var state = engine.History[Math.Min(t + 1, engine.History.Length - 1)].State;
                var equity = state.Value().Equity;
                for (var k = 0; k < m; k++)
                {
                    Assert.True(Math.Abs(state.Price[k, 0] - run.Rounds[t].Prices[k]) <= 1e-9, $"seed {seed}, round {t}: price {k}");
                }

                for (var i = 0; i < n; i++)
                {
                    Assert.True(Math.Abs(equity[i, 0] - run.Rounds[t].Capital[i]) <= 1e-9 * (total[i] + illiquid[i]), $"seed {seed}, round {t}: capital of bank {i}");
                }
            }

            (rounds, insolvent) = (rounds + run.Rounds.Length, insolvent + run.Ends.Count(e => e == FireSaleEnd.Insolvent));
        }

        Assert.True(rounds > 150 && insolvent > 10, $"{rounds} rounds and {insolvent} insolvent banks hardly try the claim");
    }

    [Fact]
    public void A_target_above_the_limit_is_refused() =>
        Assert.Contains("TargetLeverage", Assert.Throws<InvalidOperationException>(() => new ContSchaanning(new double[,] { { 200 } }, [99], [9], [1000]) { MaximumLeverage = 30, TargetLeverage = 31 }.Run()).Message, StringComparison.Ordinal);

    [Fact]
    public void Losses_on_illiquid_assets_are_borne_by_capital()
    {
        // Before a loss of 1 % of 100 on what cannot be sold: 10 of capital, 200 and 100 of assets. After it 9, 200 and 99: the case worked by hand.
        var before = new ContSchaanning(new double[,] { { 200 } }, [100], [10], [1000]) { MaximumLeverage = 33, TargetLeverage = 31.35 };
        var (run, by) = (before.Run(illiquidFalls: [0.01]), Bank(1000).Run());
        Assert.Equal(by.Rounds.Length, run.Rounds.Length);
        for (var t = 0; t < by.Rounds.Length; t++)
        {
            Close.To(by.Rounds[t].SoldShares[0], run.Rounds[t].SoldShares[0]);
            Close.To(by.Rounds[t].Capital[0], run.Rounds[t].Capital[0]);
        }

        Assert.Equal(by.Ends, run.Ends.AsEnumerable());
        Assert.Empty(before.Run().Rounds);
        Assert.Contains("illiquidFalls[0]", Assert.Throws<ArgumentOutOfRangeException>(() => before.Run(illiquidFalls: [1.5])).Message, StringComparison.Ordinal);
        Assert.Contains("illiquidFalls", Assert.Throws<ArgumentException>(() => before.Run(illiquidFalls: [0, 0])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-5.0)]
    public void A_bank_without_capital_at_the_start_sells_everything_and_is_insolvent(double capital)
    {
        // Γ = 1: Ψ = .5(1 − e^(−200/500)), of which it bears half.
        var run = new ContSchaanning(new double[,] { { 200 } }, [99], [capital], [1000]) { MaximumLeverage = 33, TargetLeverage = 31.35 }.Run();
        var round = Assert.Single(run.Rounds);
        Assert.Equal(1, round.SoldShares[0]);
        Close.To(200 * 0.5 * 0.5 * (1 - Math.Exp(-0.4)), round.Losses[0]);
        Assert.Equal(double.PositiveInfinity, round.Leverage[0]);
        Assert.Equal<FireSaleEnd>([FireSaleEnd.Insolvent], run.Ends);
        Assert.True(run.AtRest);
    }
}
