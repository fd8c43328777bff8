using Interdealer.Markets;

namespace Interdealer.Tests.Markets;

public sealed class SaleWithImpactTests
{
    private static SaleWithImpact Prime(double depth) =>
        new() { Equity = 19, Assets = 494, Holding = 200, Depth = depth, ImpactOnBlock = 0.5, MinimumRatio = 0.05 };

    // The depth of 50 000 is sometimes quoted as 120.5458505; forty digits of the quadratic's root say 120.54585025698.
    [Theory]
    [InlineData(1e5, 117.2176731, 5e-8)]
    [InlineData(5e4, 120.54585025698, 5e-12)]
    [InlineData(2e4, 131.1805532, 5e-8)]
    [InlineData(1e4, 150.8420, 5e-5)]
    public void Printed_sales_come_out_to_their_last_digit(double depth, double sold, double tolerance)
    {
        var sale = Prime(depth).Solve();
        Assert.Equal(SaleOutcome.Restored, sale.Outcome);
        Assert.InRange(sale.Sold, sold - tolerance, sold + tolerance);
        Assert.Equal(0.05, sale.RatioAfter, 12);
    }

    [Fact]
    public void At_a_depth_of_10000_equity_falls_to_17_1208() => Assert.Equal(17.1208, Prime(1e4).Solve().EquityAfter, 4);

    [Fact]
    public void Balance_sheet_after_a_sale_by_hand()
    {
        // Sell 100 of 200 at depth 1000: price −10 %. Block fetches 100·(1 − ½·0.1) = 95, repays debt; kept 100 is marked at 90.
        // Assets 494 − 200 + 90 = 384; equity 19 − 5 (block) − 10 (kept) = 4; debt 475 − 95 = 380 = 384 − 4.
        var after = Prime(1000).After(100);
        Assert.Equal(0.1, after.PriceFall, 15);
        Assert.Equal(384, after.AssetsAfter, 12);
        Assert.Equal(4, after.EquityAfter, 12);
        Assert.Equal(4 / 384.0, after.RatioAfter, 15);
    }

    [Fact]
    public void Without_impact_the_sale_is_assets_minus_equity_over_the_requirement()
    {
        // 494 − 19/0.05 = 114.
        var frictionless = Prime(double.PositiveInfinity).Solve();
        Assert.Equal(114, frictionless.Sold, 11);
        Assert.Equal(0, frictionless.PriceFall);
        Assert.Equal(114, Prime(1e15).Solve().Sold, 9);
    }

    [Fact]
    public void Depths_that_divide_the_markets_by_hand()
    {
        // H(1−λ)/λ = 200·19 = 3800. H(A−e)/e = 200·475/19 = 5000. Everything sold just suffices where
        // e − αH²/D = λ(A−H): 19 − 20000/D = 14.7, D = 20000/4.3 = 4651.16….
        var prime = Prime(1e4);
        Assert.Equal(3800, prime.CriticalDepth, 9);
        Assert.Equal(5000, prime.RatioCriticalDepth, 9);
        Assert.Equal(20000 / 4.3, prime.LimitDepth, 9);
        Assert.Equal(200, Prime(prime.LimitDepth * (1 + 1e-12)).Solve().Sold, 6);
    }

    [Fact]
    public void Thin_markets_are_told_apart()
    {
        Assert.Equal(SaleOutcome.Restored, Prime(4652).Solve().Outcome);

        var between = Prime(4500).Solve();
        Assert.Equal(SaleOutcome.NotEnoughToSell, between.Outcome);
        Assert.Equal(200, between.Sold);
        Assert.True(between.Required > 200 && between.RatioAfter < 0.05);

        var thin = Prime(3799).Solve();
        Assert.Equal(SaleOutcome.SelfDefeating, thin.Outcome);
        Assert.Equal((0.0, 19.0, 494.0), (thin.Sold, thin.EquityAfter, thin.AssetsAfter));
        Assert.True(double.IsNaN(thin.Required));
    }

    [Fact]
    public void Below_the_critical_depth_the_first_unit_sold_widens_the_shortfall_and_above_it_narrows_it()
    {
        double Change(double depth) => Shortfall(Prime(depth).After(1e-3)) - Shortfall(Prime(depth).After(0));
        Assert.True(Change(3790) > 0);
        Assert.True(Change(3810) < 0);
        Assert.True(Prime(4990).After(1e-3).RatioAfter < Prime(4990).RatioBefore);
        Assert.True(Prime(5010).After(1e-3).RatioAfter > Prime(5010).RatioBefore);

        static double Shortfall(SalePoint point) => (0.05 * point.AssetsAfter) - point.EquityAfter;
    }

    [Fact]
    public void Every_outcome_says_what_happened()
    {
        Assert.Equal("Sold 117.2177: price -0.1172 %, equity 18.8343, ratio 5 %.", Prime(1e5).Solve().ToString());
        Assert.StartsWith("Not enough to sell: everything, 200, takes the ratio to 4.9", Prime(4500).Solve().ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Self-defeating: no sale restores the requirement in a market less deep than 4651.1628", Prime(3000).Solve().ToString(), StringComparison.Ordinal);
        Assert.Equal("Nothing to sell: the ratio is 3.8462 %.", (Prime(1e4) with { MinimumRatio = 0.03 }).Solve().ToString());
    }

    [Fact]
    public void Everything_sold_can_raise_the_ratio_in_a_market_where_the_first_unit_lowers_it()
    {
        // D = 3800: everything sold costs ½·200·200/3800 = 5.263 of equity and leaves assets of 294: 13.737/294 = 4.67 %, above 3.85 %
        // though still short of 5 %. "Selling only worsens the ratio" is true of the first units, not of every sale.
        var everything = Prime(3800).After(200);
        Assert.Equal((19 - (20000.0 / 3800)) / 294, everything.RatioAfter, 14);
        Assert.True(everything.RatioAfter > Prime(3800).RatioBefore && Prime(3800).After(20).RatioAfter < Prime(3800).RatioBefore);
    }

    [Fact]
    public void A_dealer_that_complies_sells_nothing()
    {
        var sale = (Prime(1e4) with { MinimumRatio = 0.03 }).Solve();
        Assert.Equal((SaleOutcome.NothingToSell, 0.0, 19 / 494.0), (sale.Outcome, sale.Sold, sale.RatioAfter));
        Assert.Equal(0, (Prime(1e4) with { MinimumRatio = 0.03 }).LimitDepth);
    }

    [Fact]
    public void A_quadratic_that_degenerates_to_a_line_is_solved()
    {
        // α = 1 − λ = ½, λ = ½: no q² term. e=10, A=30, H=20, D=100: [½ − ½·20/100]q = ½·30 − 10 → 0.4q = 5 → 12.5.
        var dealer = new SaleWithImpact { Equity = 10, Assets = 30, Holding = 20, Depth = 100, ImpactOnBlock = 0.5, MinimumRatio = 0.5 };
        Assert.Equal(12.5, dealer.Solve().Sold, 13);
        Assert.Equal(0.5, dealer.Solve().RatioAfter, 14);

        // A hair away from degenerate the answer is a hair away.
        Assert.Equal(12.5, (dealer with { ImpactOnBlock = 0.5 + 1e-13 }).Solve().Sold, 9);
        Assert.Equal(12.5, (dealer with { ImpactOnBlock = 0.5 - 1e-13 }).Solve().Sold, 9);
    }

    [Fact]
    public void Selling_the_required_slice_restores_the_requirement_and_no_smaller_slice_does()
    {
        var restored = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var dealer = RandomDealer(seed);
            var sale = dealer.Solve();
            if (sale.Outcome == SaleOutcome.Restored)
            {
                restored++;
                Assert.True(Math.Abs(sale.RatioAfter - dealer.MinimumRatio) < 1e-12, $"seed {seed}: {sale}");
                Assert.True(dealer.Depth >= sale.LimitDepth * (1 - 1e-12), $"seed {seed}: {sale}");
            }

            // The scan knows nothing of the quadratic: it looks for any smaller sale that suffices.
            var reach = sale.Outcome == SaleOutcome.Restored ? sale.Sold * (1 - 1e-9) : Math.Min(dealer.Holding, dealer.Depth);
            for (var i = 0; i <= 500 && sale.Outcome != SaleOutcome.NothingToSell; i++)
            {
                var point = dealer.After(reach * (i / 500.0));
                Assert.True(point.EquityAfter < dealer.MinimumRatio * point.AssetsAfter, $"seed {seed}: selling {point.Sold} suffices; {sale}");
            }
        }

        Assert.InRange(restored, 50, 350);
    }

    [Fact]
    public void The_limit_depth_separates_markets_that_can_take_the_sale_from_those_that_cannot()
    {
        var finite = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var dealer = RandomDealer(seed);
            var limit = dealer.LimitDepth;
            if (limit is 0 or double.PositiveInfinity)
            {
                Assert.Equal(limit == 0, dealer.Solve().Outcome == SaleOutcome.NothingToSell);
                continue;
            }

            finite++;
            Assert.Equal(SaleOutcome.Restored, (dealer with { Depth = limit * (1 + 1e-9) }).Solve().Outcome);
            Assert.NotEqual(SaleOutcome.Restored, (dealer with { Depth = limit * (1 - 1e-9) }).Solve().Outcome);
        }

        Assert.True(finite > 100);
    }

    [Fact]
    public void A_deeper_market_needs_a_smaller_sale()
    {
        double[] depths = [4700, 5000, 1e4, 2e4, 1e5, 1e7, double.PositiveInfinity];
        var sold = depths.Select(d => Prime(d).Solve().Sold).ToArray();
        Assert.Equal(sold.OrderDescending(), sold);
    }

    [Fact]
    public void The_curve_runs_from_nothing_to_everything()
    {
        var curve = Prime(1e4).Curve(5);
        Assert.Equal([0, 50, 100, 150, 200], curve.Select(p => p.Sold));
        Assert.Equal(19 / 494.0, curve[0].RatioAfter, 15);
        Assert.Equal(150, Prime(150).Curve(2)[1].Sold);
        Assert.Equal(1, Prime(150).Curve(2)[1].PriceFall);
    }

    [Fact]
    public void Wrong_inputs_are_answered_by_name_value_and_expectation()
    {
        var percent = Assert.Throws<ArgumentOutOfRangeException>(() => Prime(1e4) with { MinimumRatio = 5 });
        Assert.Contains("MinimumRatio must be a fraction above 0 and below 1 (write 0.05, not 5, for 5 %); it was 5", percent.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Prime(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Prime(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Prime(1e4) with { Equity = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Prime(1e4) with { ImpactOnBlock = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => (Prime(1e4) with { Holding = 500 }).Solve());
        Assert.Throws<ArgumentOutOfRangeException>(() => (Prime(1e4) with { Equity = 500 }).Solve());
        Assert.Throws<ArgumentOutOfRangeException>(() => Prime(1e4).After(201));
        Assert.Throws<ArgumentOutOfRangeException>(() => Prime(1e4).Curve(1));
    }

    /// <summary>Dealers near their requirement, in markets from far too thin to deep, with every share of impact.</summary>
    private static SaleWithImpact RandomDealer(int seed)
    {
        var random = new Random(seed);
        var assets = 10 + (990 * random.NextDouble());
        var ratio = 0.01 + (0.6 * random.NextDouble());
        var holding = assets * random.NextDouble();
        return new SaleWithImpact
        {
            Assets = assets,
            Equity = assets * ratio * (0.6 + (0.45 * random.NextDouble())),
            Holding = holding,
            Depth = holding * Math.Pow(10, (4 * random.NextDouble()) - 1),
            ImpactOnBlock = random.Next(4) switch { 0 => 0, 1 => 1, 2 => 1 - ratio, _ => random.NextDouble() },
            MinimumRatio = ratio,
        };
    }
}
