using Interdealer.Models;
using Interdealer.Tests.Cascades;

namespace Interdealer.Tests.Models;

public sealed class DuarteEisenbachTests
{
    [Theory]
    [InlineData(10, 20, 3.35e-4, 0.09045)]
    [InlineData(5, 25, 4.05e-4, 0.10935)]
    public void The_factors_are_those_worked_by_hand(double first, double second, double concentration, double vulnerability)
    {
        // a = 300 on E = 30: b = 9, (b + 1)b = 90. With e = (10, 20) all β̃ = 1: m = (.3, .7), μα̃ sums to 1 by asset, so Σ m_k²ℓ_k = .09·.001 + .49·.0005.
        var banks = new GreenwoodLandierThesmar(VulnerableBanks.Assets, [first, second], VulnerableBanks.Weights, VulnerableBanks.Impact);
        var factors = DuarteEisenbach.Factor(banks, 0.01);
        Close.To(300, factors.Size);
        Close.To(90, factors.Leverage);
        Close.To(concentration, factors.IlliquidityConcentration);
        Close.To(vulnerability, factors.AggregateVulnerability);
    }

    [Fact]
    public void The_product_is_the_aggregate_vulnerability_of_any_banks()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var plain = RandomBanks.Vulnerable(seed);
            var capped = new GreenwoodLandierThesmar(plain.Assets, plain.Equity, GreenwoodLandierThesmarTests.Weights(plain), plain.Impact) { LeverageCap = 6 };
            foreach (var banks in new[] { plain, capped })
            {
                var (fall, factors) = (0.001 * (1 + seed), DuarteEisenbach.Factor(banks, 0.001 * (1 + seed)));
                var direct = banks.Round(banks.Impact.Select(_ => fall)).AggregateVulnerability;
                Assert.True(Math.Abs(factors.AggregateVulnerability - direct) <= 1e-9 * direct, $"seed {seed}: {factors.AggregateVulnerability:R} and {direct:R}");
                Close.To(factors.IlliquidityConcentration, factors.ByAsset.Sum(), 1e-12);
            }
        }
    }

    [Fact]
    public void Nobody_s_asset_and_nobody_s_debt_contribute_nothing()
    {
        var banks = new GreenwoodLandierThesmar([100], [100], new double[,] { { 1, 0 } }, [1e-3, 1e-3]);
        Assert.Equal(0, DuarteEisenbach.Factor(banks, 0.1).AggregateVulnerability);
        var owing = new GreenwoodLandierThesmar([100], [50], new double[,] { { 1, 0 } }, [1e-3, 1e-3]);
        Assert.Equal(0, DuarteEisenbach.Factor(owing, 0.1).ByAsset[1]);
        Assert.Throws<ArgumentException>(() => DuarteEisenbach.Factor(new([100], [50], new double[,] { { 1 } }, [1e-3]) { SellsAtMostWhatIsLeft = true }, 0.1));
    }
}
