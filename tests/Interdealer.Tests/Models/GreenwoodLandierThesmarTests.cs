using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Models;
using Interdealer.Tests.Cascades;

namespace Interdealer.Tests.Models;

public sealed class GreenwoodLandierThesmarTests
{
    private static readonly double[] Falls = [0.1, 0];

    private static GreenwoodLandierThesmar Banks(double deeper = 1) =>
        new(VulnerableBanks.Assets, VulnerableBanks.Equity, VulnerableBanks.Weights, VulnerableBanks.Impact.Select(l => l / deeper));

    [Fact]
    public void One_round_has_the_figures_worked_by_hand()
    {
        // R₁ = (.5·.1, .2·.1); sold 100·9·.05 = 45 and 200·9·.02 = 36; φ = (.5·45 + .2·36, .5·45 + .8·36); F₂ = (.001·29.7, .0005·51.3).
        var round = Banks().Round(Falls);
        All([0.05, 0.02], round.DirectLosses);
        All([45, 36], round.BankSales);
        All([29.7, 51.3], round.Sales);
        All([0.0297, 0.02565], round.AssetFalls);
        All([0.027675, 0.02646], round.IndirectLosses);
        Close.To(0.26865, round.AggregateVulnerability);
        All([0.0975, 0.102], round.Connectedness);
        All([0.14625, 0.1224], round.Systemicness);
        All([0.27675, 0.2646], round.IndirectVulnerability);
        All([0.5, 0.2], round.DirectVulnerability);
    }

    [Fact]
    public void All_rounds_have_a_limit_where_the_spectral_radius_is_below_1_and_say_so_where_it_is_not()
    {
        Close.To(0.9049423853, Banks().AllRounds(Falls).SpectralRadius, 1e-9);
        var calm = Banks(deeper: 4).AllRounds(Falls);
        Close.To(0.2262355963, calm.SpectralRadius, 1e-9);
        Close.To(0.0588249841, calm.Losses[0], 1e-9);
        Close.To(0.0286046377, calm.Losses[1], 1e-8);
        var wild = Banks(deeper: 0.5).AllRounds(Falls);
        Assert.False(wild.Converges);
        Assert.Empty(wild.Losses);
    }

    [Fact]
    public void The_limit_is_the_sum_of_the_rounds()
    {
        var tried = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var banks = RandomBanks.Vulnerable(seed);
            var shock = RandomBanks.Falls(banks, seed, 0.05);
            var limit = banks.AllRounds(shock);
            if (limit.SpectralRadius > 0.9)
            {
                continue;
            }

            tried++;
            var t = banks.Propagation();
            var (now, sum) = (banks.Round(shock).DirectLosses.ToArray(), banks.Round(shock).DirectLosses.ToArray());
            for (var round = 0; round < 400; round++)
            {
                now = [.. now.Select((_, i) => Enumerable.Range(0, now.Length).Sum(j => t[i, j] * now[j]))];
                sum = [.. sum.Zip(now, (a, b) => a + b)];
                if (round == 0)
                {
                    All(banks.Round(shock).IndirectLosses, now, seed);
                }
            }

            All(sum, limit.Losses, seed);
        }

        Assert.True(tried > 100, $"only {tried} systems absorbed");
    }

    [Fact]
    public void Aggregate_vulnerability_is_the_sum_of_systemicness_and_the_equity_weighted_sum_of_vulnerabilities()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var plain = RandomBanks.Vulnerable(seed);
            var capped = new GreenwoodLandierThesmar(plain.Assets, plain.Equity, Weights(plain), plain.Impact) { LeverageCap = 5, SellsAtMostWhatIsLeft = true };
            foreach (var banks in new[] { plain, capped })
            {
                var round = banks.Round(RandomBanks.Falls(banks, seed, 0.4));
                All([round.AggregateVulnerability], [round.Systemicness.Sum()], seed);
                All([round.AggregateVulnerability], [round.IndirectVulnerability.Zip(banks.Equity, (v, e) => v * e).Sum() / banks.Equity.Sum()], seed);
            }
        }
    }

    [Fact]
    public void The_engine_s_operators_composed_give_the_same_round()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var banks = RandomBanks.Vulnerable(seed);
            var shock = RandomBanks.Falls(banks, seed, 0.02);
            var round = banks.Round(shock);
            var engine = Vulnerability.Of(banks.ToSystem().Start(), banks.Decision(shock), new PriceImpact.Linear(SellerShare.NewPrice));
            All([round.AggregateVulnerability], [engine.Aggregate], seed);
            All(round.Systemicness, engine.Institutions.Select(i => i.Systemicness), seed);
            All(round.IndirectVulnerability, engine.Institutions.Select(i => i.Indirect), seed);
        }
    }

    [Fact]
    public void The_engine_s_response_to_a_small_fall_has_the_spectral_radius_of_T()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var banks = RandomBanks.Vulnerable(seed);
            var sell = new Deleverage(VulnerableBanks.OwnLeverage([.. banks.Assets], [.. banks.Equity]));
            var response = Stability.At(banks.ToSystem().Start(), sell.Then(new PriceImpact.Linear(SellerShare.OldPrice)));
            Assert.True(Math.Abs(response.Radius - banks.AllRounds(RandomBanks.Falls(banks, seed, 0.1)).SpectralRadius) <= 1e-6 * response.Radius, $"seed {seed}");
        }
    }

    [Fact]
    public void Leverage_above_the_cap_counts_as_the_cap()
    {
        // b = 99 counts as 30: a fall of 1 % sells 100·30·.01 = 30, not 99. It still costs the bank all its equity.
        var bank = new GreenwoodLandierThesmar([100], [1], new double[,] { { 1 } }, [1e-4]) { LeverageCap = 30 };
        var round = bank.Round(0.01);
        Close.To(30, round.BankSales[0]);
        Close.To(1, round.DirectVulnerability[0]);
    }

    [Fact]
    public void A_bank_wiped_out_by_the_first_round_sells_all_that_is_left()
    {
        // 100 of assets, 10 of equity, a fall of 20 %: left are 80; the linear rule would sell 100·9·.2 = 180.
        var weights = new double[,] { { 1 } };
        Close.To(180, new GreenwoodLandierThesmar([100], [10], weights, [1e-4]).Round(0.2).BankSales[0]);
        Close.To(80, new GreenwoodLandierThesmar([100], [10], weights, [1e-4]) { SellsAtMostWhatIsLeft = true }.Round(0.2).BankSales[0]);

        // Under a cap of 1 the rule would sell 20; what is wiped out sells all the same.
        Close.To(80, new GreenwoodLandierThesmar([100], [10], weights, [1e-4]) { SellsAtMostWhatIsLeft = true, LeverageCap = 1 }.Round(0.2).BankSales[0]);

        // A fall of 5 % takes half the equity: 100·9·.05 = 45 in either case.
        Close.To(45, new GreenwoodLandierThesmar([100], [10], weights, [1e-4]) { SellsAtMostWhatIsLeft = true }.Round(0.05).BankSales[0]);
    }

    [Fact]
    public void Sales_of_10_bn_move_a_price_by_10_basis_points_at_the_calibration_of_the_paper()
    {
        // Assets 1e11 on equity 5e10 (b = 1), fall 10 %: sells 1e10.
        var round = new GreenwoodLandierThesmar([1e11], [5e10], new double[,] { { 1 } }, [1e-13]).Round(0.1);
        Close.To(1e10, round.Sales[0]);
        Close.To(0.001, round.AssetFalls[0]);
    }

    [Fact]
    public void What_cannot_be_is_refused_by_name()
    {
        var row = Assert.Throws<ArgumentException>(() => new GreenwoodLandierThesmar([100], [10], new[,] { { 0.5, 0.4 } }, [1e-4, 1e-4]));
        Assert.Contains("row 0 must sum to 1", row.Message, StringComparison.Ordinal);
        var equity = Assert.Throws<ArgumentOutOfRangeException>(() => new GreenwoodLandierThesmar([100, 50], [10, -1], new double[,] { { 1 }, { 1 } }, [1e-4]));
        Assert.Contains("equity[1]", equity.Message, StringComparison.Ordinal);
        var returned = Assert.Throws<ArgumentOutOfRangeException>(() => Banks().Round(0, -0.1));
        Assert.Contains("falls[1] must be a fall from 0 to 1, positive (write 0.03, not −0.03 or 3, for a fall of 3 %); it was -0.1.", returned.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Banks().AllRounds(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Banks().Decision(double.NaN, 0));
        Assert.Contains("it has 1", Assert.Throws<ArgumentException>(() => Banks().Round(0.1)).Message, StringComparison.Ordinal);
    }

    internal static double[,] Weights(GreenwoodLandierThesmar banks)
    {
        var weights = new double[banks.Assets.Length, banks.Impact.Length];
        for (var i = 0; i < banks.Assets.Length; i++)
        {
            for (var k = 0; k < banks.Impact.Length; k++)
            {
                weights[i, k] = banks.Weight(i, k);
            }
        }

        return weights;
    }

    private static void All(IEnumerable<double> expected, IEnumerable<double> actual, int seed = -1)
    {
        var (e, a) = (expected.ToList(), actual.ToList());
        Assert.Equal(e.Count, a.Count);
        for (var i = 0; i < e.Count; i++)
        {
            Assert.True(Math.Abs(e[i] - a[i]) <= 1e-9 * Math.Max(Math.Abs(e[i]), 1e-12), $"seed {seed}: [{i}] expected {e[i]:R}, was {a[i]:R}");
        }
    }
}
