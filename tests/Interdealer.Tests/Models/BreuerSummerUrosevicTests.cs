using System.Globalization;
using Interdealer.Cascades;
using Interdealer.Models;
using Interdealer.Tests.Models.Data;

namespace Interdealer.Tests.Models;

public sealed class BreuerSummerUrosevicTests
{
    private static readonly string[] Markets = ["DE", "ES", "FR", "GB", "IT", "JP", "US", "Rest_of_the_world"];

    [Theory]
    [InlineData(33)]
    [InlineData(44)]
    public void Three_banks_have_two_equilibria(double leverage)
    {
        var bounds = new BreuerSummerUrosevic(ThreeBanks(), leverage).Solve();
        Close.To(0.05648008498577175, bounds.Least.Falls[0]);
        Assert.Equal<double>([1, 0, 0], bounds.Least.SoldShares);
        Close.To(0.1391402170474087, bounds.Greatest.Falls[0]);
        Assert.Equal<double>([1, 1, 1], bounds.Greatest.SoldShares);
        Assert.False(bounds.IsUnique);
    }

    [Fact]
    public void Banks_of_2016_joined_by_label_have_one_equilibrium()
    {
        var model = new BreuerSummerUrosevic(Banks2016(exchanged: false), 33) { Coefficient = 1.5 };
        var bounds = model.Solve();
        Assert.True(bounds.IsUnique);
        double[] falls =
        [
            0.004964659291828, 0.000640389289564, 0.007034577527984, 0.010649214330571, 0.011751530223214, 0.000507013686055, 0.001040887929323, 0.005618082620109,
        ];
        for (var k = 0; k < falls.Length; k++)
        {
            Close.ToDigits(falls[k], bounds.Least.Falls[k], 13);
        }

        Close.To(11373.0059242, bounds.Least.Loss);
        Assert.Equal(8, bounds.Least.SoldShares.Count(x => x > 0));
        Assert.Equal(4, bounds.Least.SoldShares.Count(x => x == 1));
        Same(model.Solve(), model.Equilibria(), "2016");
    }

    [Fact]
    public void With_the_depths_of_two_markets_exchanged_it_prints_the_published_figures()
    {
        var least = new BreuerSummerUrosevic(Banks2016(exchanged: true), 33) { Coefficient = 1.5 }.Solve().Least;
        double Fall(string market) => least.Falls[Array.IndexOf(Markets, market)];
        // The published iteration stops early: its figures are right to 1e-9, not to all the digits it prints.
        Assert.InRange(Fall("DE") - 0.004919440869, -1e-9, 1e-9);
        Assert.InRange(Fall("FR") - 0.006881124459, -1e-9, 1e-9);
        Assert.InRange(Fall("IT") - 0.011688962481, -1e-9, 1e-9);
        Assert.InRange(Fall("US") - 0.004337194571, -1e-9, 1e-9);
        Assert.InRange(Fall("Rest_of_the_world") - 0.001319705738, -1e-9, 1e-9);
        Close.ToDigits(8503.749, least.Loss, 3);
    }

    [Fact]
    public void The_order_of_a_table_of_depths_decides_nothing()
    {
        var system = Banks2016(exchanged: false);
        var other = new FinancialSystem(system.Institutions.Reverse(), system.Assets.OrderBy(a => a.Name, StringComparer.Ordinal), system.Amounts.Reverse());
        Close.To(new BreuerSummerUrosevic(system, 33).Solve().Least.Loss, new BreuerSummerUrosevic(other, 33).Solve().Least.Loss, 1e-12);
    }

    [Fact]
    public void The_engine_s_extreme_equilibria_are_those_of_the_iteration_on_shares()
    {
        var several = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var r = new Random(seed);
            var (n, m) = (r.Next(1, 6), r.Next(1, 4));
            var names = Enumerable.Range(0, n).Select(i => $"bank {i}").ToList();
            var holdings = (from i in names from k in Enumerable.Range(0, m) select new Holding(i, $"bond {k}", 50 * r.NextDouble())).ToList();
            var system = new FinancialSystem(
                names.Select(i =>
                {
                    var loans = 300 * r.NextDouble();
                    return new Institution(i) { OtherAssets = loans, Debt = (holdings.Where(h => h.Institution == i).Sum(h => h.Amount) + loans) * (0.93 + (0.05 * r.NextDouble())) };
                }),
                Enumerable.Range(0, m).Select(k => new Asset($"bond {k}") { Volatility = 0.1 * r.NextDouble(), DailyVolume = 20 + (100 * r.NextDouble()) }),
                holdings);
            var model = new BreuerSummerUrosevic(system, 25) { Coefficient = 0.5 + r.NextDouble() };
            var bounds = model.Solve();
            Same(bounds, model.Equilibria(), seed.ToString(CultureInfo.InvariantCulture));
            several += bounds.IsUnique ? 0 : 1;
        }

        Assert.True(several > 0, "no system had several equilibria");
    }

    [Fact]
    public void What_the_model_does_not_know_is_refused()
    {
        var loans = new FinancialSystem([new Institution("bank")], [new Asset("loan") { Sellable = false }], [new Holding("bank", "loan", 10)]);
        Assert.Throws<ArgumentException>(() => new BreuerSummerUrosevic(loans, 33));
        Assert.Contains("write 33", Assert.Throws<ArgumentOutOfRangeException>(() => new BreuerSummerUrosevic(ThreeBanks(), 0.03)).Message, StringComparison.Ordinal);
    }

    private static void Same(SystemicLossBounds bounds, EquilibriaResult engine, string seed)
    {
        foreach (var (own, other) in new[] { (bounds.Least, engine.Least), (bounds.Greatest, engine.Greatest) })
        {
            for (var k = 0; k < own.Falls.Length; k++)
            {
                Assert.True(Math.Abs(own.Falls[k] - other.Prices[k].Fall) <= 1e-9, $"{seed}: fall {own.Falls[k]:R} and {other.Prices[k].Fall:R}");
            }

            Assert.True(Math.Abs(own.Loss - other.Loss) <= 1e-9 * (1 + Math.Abs(own.Loss)), $"{seed}: loss {own.Loss:R} and {other.Loss:R}");
            for (var i = 0; i < own.SoldShares.Length; i++)
            {
                Assert.True(Math.Abs(own.SoldShares[i] - other.Sales[i].SoldShare) <= 1e-7, $"{seed}: share {own.SoldShares[i]:R} and {other.Sales[i].SoldShare:R}");
            }
        }
    }

    /// <summary>Impact √(2.2e−5·q): volatility 1 and a daily volume of 1/2.2e−5.</summary>
    private static FinancialSystem ThreeBanks()
    {
        double[] e = [28, 80, 65], s = [145, 435, 300], l = [1170, 1245, 1190];
        return new FinancialSystem(
            e.Select((x, i) => new Institution($"bank {i}") { OtherAssets = l[i], Debt = l[i] + s[i] - x }),
            [new Asset("bond") { Volatility = 1, DailyVolume = 1 / 2.2e-5 }],
            s.Select((x, i) => new Holding($"bank {i}", "bond", x)));
    }

    private static FinancialSystem Banks2016(bool exchanged)
    {
        string Depth(string market) => exchanged ? market switch { "US" => "Rest_of_the_world", "Rest_of_the_world" => "US", _ => market } : market;
        var depth = Rows.Of(SystemicLoss2016.Depth).ToDictionary(r => r["country"], StringComparer.Ordinal);
        var bonds = Rows.Of(SystemicLoss2016.Bonds).ToDictionary(r => r["bank"], StringComparer.Ordinal);
        var banks = Rows.Of(SystemicLoss2016.Banks);
        return new FinancialSystem(
            banks.Select(b =>
            {
                var loans = b.Number("loans_and_other_after_losses_eur_mn");
                var held = Markets.Sum(k => bonds[b["bank"]].Number(k));
                return new Institution(b["bank"]) { OtherAssets = loans, Debt = loans + held - b.Number("equity_after_loan_losses_eur_mn") };
            }),
            Markets.Select(k => new Asset(k)
            {
                DailyVolume = depth[Depth(k)].Number("average_daily_volume_eur_mn"),
                Volatility = depth[Depth(k)].Number("daily_volatility"),
            }),
            from b in banks from k in Markets select new Holding(b["bank"], k, bonds[b["bank"]].Number(k)));
    }
}
