using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Cascades;

public sealed class StabilityTests
{
    private static readonly IOperator Round = new Deleverage(LeverageRatio.FromMinimum(0.1)).Then(new PriceImpact.Linear(SellerShare.OldPrice));

    [Theory]
    [InlineData(1, 0.9049423853)]
    [InlineData(4, 0.2262355963)]
    public void The_vulnerable_banks_have_the_spectral_radius_of_the_paper(double deeper, double radius)
    {
        var result = Stability.At(VulnerableBanks.System(deeper).Start(), Round);
        Close.To(radius, result.Radius, 1e-7);
        Assert.True(result.IsSmooth && result.Absorbs && Math.Abs(result.Radius - radius) <= result.RadiusError + 1e-9);
        Close.To(1 / (1 - radius), result.Multiplier, 1e-5);
        Assert.InRange(result.RadiusError, 0, 1e-3);
        Assert.Contains("absorbs", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_are_those_of_leverage_targeting_bank_by_bank()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (n, m) = (random.Next(1, 5), random.Next(1, 5));
            var assets = Enumerable.Range(0, n).Select(_ => 50 + (200 * random.NextDouble())).ToArray();
            var equity = assets.Select(a => a * (0.04 + (0.2 * random.NextDouble()))).ToArray();
            var impact = Enumerable.Range(0, m).Select(_ => 0.001 * (0.1 + random.NextDouble())).ToArray();
            var weights = new double[n, m];
            for (var i = 0; i < n; i++)
            {
                var raw = Enumerable.Range(0, m).Select(_ => 0.05 + random.NextDouble()).ToArray();
                for (var k = 0; k < m; k++)
                {
                    weights[i, k] = raw[k] / raw.Sum();
                }
            }

            var round = new Deleverage(VulnerableBanks.OwnLeverage(assets, equity)).Then(new PriceImpact.Linear(SellerShare.OldPrice));
            var result = Stability.At(VulnerableBanks.Of(assets, equity, weights, impact).Start(), round);
            var (response, leading) = (result.Response, result.Assets.Select(a => a.Weight).ToArray());
            for (var j = 0; j < m; j++)
            {
                // L M′ B A M: what a fall of k makes bank i sell of j, b_i = (1 − λ_i)/λ_i a unit of loss, times ℓ_j.
                for (var k = 0; k < m; k++)
                {
                    var expected = Enumerable.Range(0, n).Sum(i => impact[j] * weights[i, j] * (assets[i] - equity[i]) / equity[i] * assets[i] * weights[i, k]);
                    Assert.True(Math.Abs(expected - response[j, k]) <= 1e-6 * expected, $"seed {seed}, T[{j},{k}]: expected {expected:R}, was {response[j, k]:R}");
                }

                var image = Enumerable.Range(0, m).Sum(k => response[j, k] * leading[k]);
                Assert.True(Math.Abs(image - (result.Radius * leading[j])) <= 1e-10 * result.Radius, $"seed {seed}: not the leading vector");
            }

            Close.To(1, leading.Sum(), 1e-12);
        }
    }

    [Fact]
    public void After_a_shock_the_response_is_that_of_the_sale_under_way()
    {
        // Q = 100, d = 90, λ = .1, p = .98: q = 98 − (98 − 90)/.1 = 18, q′ = 100·(1 − 10) = −900; f = p·q/D, T = −(q + p·q′)/D = (882 − 18)/1000.
        Close.To(0.864, Stability.At(Lone(depth: 1000, debt: 90).Shock("bond", 0.02), Round).Radius, 1e-7);
    }

    [Fact]
    public void Where_nothing_binds_nothing_responds()
    {
        var result = Stability.At(Lone(depth: 100, debt: 80).Start(), Round);
        Assert.Equal((0, 0), (result.Radius, result.Assets[0].Weight));
        Assert.Equal(1, result.Multiplier);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void A_limit_that_starts_to_bind_within_the_step_is_said(double depth)
    {
        // A bump of 1e-4·100 = .01 eats the slack of .006/.9 in part, one of half the size does not, however deep the market is.
        var result = Stability.At(Lone(depth, debt: 90 - 0.006).Start(), Round);
        Assert.False(result.IsSmooth);
        Assert.Equal(0, result.Radius);
        Assert.Contains("within the step", result.ToString(), StringComparison.Ordinal);

        // A step of a tenth does not reach the limit.
        Assert.True(Stability.At(Lone(depth, debt: 90 - 0.006).Start(), Round, new StabilityOptions { Step = 1e-5 }).IsSmooth);
    }

    [Fact]
    public void The_leading_pair_is_that_of_the_largest_modulus_and_of_those_the_real_positive_one()
    {
        Leads(new double[,] { { 1, 0 }, { 0, 3 } }, 3, 0, 1);
        Leads(new double[,] { { 3, 0 }, { 0, 1 } }, 3, 1, 0);
        Leads(new double[,] { { -3, 0 }, { 0, 1 } }, 3, 1, 0);
        Leads(new double[,] { { -3, 0 }, { 0, 3 } }, 3, 0, 1);
        Leads(new double[,] { { 3, 0 }, { 0, -3 } }, 3, 1, 0);

        // ±2, of which 2 has the vector (2, 1); the same with signs that turn, ±2i.
        Leads(new double[,] { { 0, 4 }, { 1, 0 } }, 2, 2.0 / 3, 1.0 / 3);
        Leads(new double[,] { { 0, -4 }, { 1, 0 } }, 2, 2.0 / 3, 1.0 / 3);

        // A pair of complex values before and after a real one, smaller than theirs and as large.
        Leads(new double[,] { { 0, -2, 0 }, { 2, 0, 0 }, { 0, 0, 1 } }, 2, 0.5, 0.5, 0);
        Leads(new double[,] { { 1, 0, 0 }, { 0, 0, -2 }, { 0, 2, 0 } }, 2, 0, 0.5, 0.5);
        Leads(new double[,] { { 0, -2, 0 }, { 2, 0, 0 }, { 0, 0, 2 } }, 2, 0, 0, 1);
        Leads(new double[,] { { 2, 0, 0 }, { 0, 0, -2 }, { 0, 2, 0 } }, 2, 1, 0, 0);
        Leads(new double[2, 2], 0, 0, 0);

        static void Leads(double[,] matrix, double radius, params double[] vector)
        {
            var (found, parts) = LeadingPair.Of(matrix);
            Close.To(radius, found, 1e-12);
            Assert.All(vector.Zip(parts), x => Assert.Equal(x.First, x.Second, 1e-12));
        }
    }

    [Fact]
    public void An_asset_that_is_worth_nothing_answers_nothing()
    {
        var start = VulnerableBanks.System().Start();
        start.Price[1, 0] = 0;
        var result = Stability.At(start, Round);
        Assert.Equal((0, 0), (result.Response[0, 1], result.Response[1, 1]));
        Assert.True(double.IsFinite(result.Radius));
    }

    [Fact]
    public void The_bump_is_what_happened_before_the_round_and_a_response_may_be_a_rise()
    {
        // Half of what the price fell in the round so far is added to the fall: of a bump before it, nothing.
        var momentum = Operator.From(s =>
        {
            for (var run = 0; run < s.ScenarioCount; run++)
            {
                s.Price[0, run] -= 0.5 * (s.StartOfRoundPrice[0, run] - s.Price[0, run]);
            }
        });
        Assert.Equal(0, Stability.At(Lone(depth: 1000, debt: 80).Start(), momentum).Radius);

        // Whoever buys lifts the price by half of a fall, and a little more the further it fell.
        var contrary = Operator.From(s =>
        {
            for (var run = 0; run < s.ScenarioCount; run++)
            {
                var fall = 1 - s.Price[0, run];
                s.Price[0, run] += (0.5 * fall) + (0.3 * fall * fall);
            }
        });
        var rise = Stability.At(Lone(depth: 1000, debt: 80).Start(), contrary);
        Assert.True(rise.IsSmooth);
        Close.To(-0.5, rise.Response[0, 0], 1e-7);
        Close.To(0.5, rise.Radius, 1e-7);
    }

    [Fact]
    public void At_a_radius_of_one_a_fall_does_not_die_out()
    {
        var line = new StabilityResult(["bond"], new double[,] { { 1 } }, new double[,] { { 0.75 } }, error: 0.25, smooth: true);
        Assert.Equal((1, false, double.PositiveInfinity, 0.25), (line.Radius, line.Absorbs, line.Multiplier, line.RadiusError));
        var below = new StabilityResult(["bond"], new double[,] { { 0.5 } }, new double[,] { { 0.75 } }, error: 0.25, smooth: true);
        Assert.Equal((0.5, true, 2, 0.25), (below.Radius, below.Absorbs, below.Multiplier, below.RadiusError));
        var above = new StabilityResult(["bond"], new double[,] { { 1.25 } }, new double[,] { { 1.25 } }, error: 0, smooth: true);
        Assert.Equal((1.25, false, double.PositiveInfinity, 0), (above.Radius, above.Absorbs, above.Multiplier, above.RadiusError));
    }

    [Fact]
    public void A_scenario_alone_answers_as_in_a_batch()
    {
        var system = VulnerableBanks.System();
        Shock[] shocks = [new Shock(), new Shock().Falling("asset 0", 0.02), new Shock().Falling("asset 1", 0.03).Losing("bank 1", 2)];
        var many = Stability.Each(system.Shock(shocks), Round);
        for (var s = 0; s < shocks.Length; s++)
        {
            var alone = Stability.At(system.Shock(shocks[s]), Round);
            Assert.Equal(alone.Response, many[s].Response);
            Assert.Equal(alone.Radius, many[s].Radius);
        }

        Assert.Throws<ArgumentException>(() => Stability.At(system.Shock(shocks), Round));
    }

    [Fact]
    public void The_critical_depth_is_where_the_radius_is_one()
    {
        // T falls as 1/depth, so the banks of radius .9049423853 stand on the line when markets are that fraction as deep; and 900/D = 1 at D = 900.
        var banks = Stability.Critical(x => VulnerableBanks.System(x).Start(), Round, 0.1, 10);
        Assert.Equal(CriticalKind.Crossing, banks.Kind);
        Close.To(0.9049423853, banks.Value!.Value, 1e-6);
        Close.To(900, Stability.Critical(d => Lone(d, debt: 90).Start(), Round, 100, 10_000).Value!.Value, 1e-6);
    }

    [Fact]
    public void The_critical_requirement_is_found_too()
    {
        // Debt follows the requirement λ, so that it always binds: T = 100·(1 − λ)/λ / D, which is 1 at λ = 1/(1 + D/100) = 1/11.
        var found = Stability.Critical(
            x => Lone(depth: 1000, debt: 100 * (1 - x)).Start(), x => new Deleverage(LeverageRatio.FromMinimum(x)).Then(new PriceImpact.Linear(SellerShare.OldPrice)), 0.03, 0.5);
        Close.To(1.0 / 11, found.Value!.Value, 1e-6);
    }

    [Fact]
    public void A_bracket_without_a_crossing_is_data()
    {
        var none = Stability.Critical(d => Lone(d, debt: 90).Start(), Round, 1000, 10_000);
        Assert.Equal((CriticalKind.None, null), (none.Kind, none.Value));
        Close.To(0.9, none.RadiusAtLow, 1e-6);
        Assert.Contains("both below 1", none.Describe(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stability.Critical(d => Lone(d, 90).Start(), Round, 5, 5));
    }

    [Fact]
    public void A_crossing_is_smooth_and_continuous_and_found_whichever_way_the_radius_goes()
    {
        CriticalPoint Found(Func<double, double> radius, bool isSmooth = true) => CriticalPoint.Search(radius, _ => isSmooth, 0, 3);
        Assert.Equal(CriticalKind.Crossing, Found(x => x).Kind);
        Close.To(1, Found(x => x).Value!.Value);
        Assert.Equal(CriticalKind.Crossing, Found(x => 2.5 - x).Kind);
        Close.To(1.5, Found(x => 2.5 - x).Value!.Value);

        // A response that is not smooth there has no radius; one that is on both sides of a jump has two.
        Assert.Equal(CriticalKind.Jump, Found(x => x, isSmooth: false).Kind);
        Assert.Equal(CriticalKind.Jump, Found(x => x < 2 ? 0.5 : 1.5).Kind);
        Close.To(2, Found(x => x < 2 ? 0.5 : 1.5).Value!.Value);
        Assert.Equal(CriticalKind.None, Found(x => 0.1 * x).Kind);
        Assert.Equal(CriticalKind.Jump, Found(x => x < 2 ? 1.5 : 0.5).Kind);
        Close.To(2, Found(x => x < 2 ? 1.5 : 0.5).Value!.Value);
    }

    [Fact]
    public void A_radius_of_exactly_one_is_on_the_side_that_amplifies()
    {
        CriticalKind Kind(Func<double, double> radius, double low, double high) => CriticalPoint.Search(radius, _ => true, low, high).Kind;
        Assert.Equal((CriticalKind.Crossing, CriticalKind.None), (Kind(x => x, 0, 1), Kind(x => x, 1, 3)));
        Assert.Equal((CriticalKind.None, CriticalKind.Crossing), (Kind(x => 2 - x, 0, 1), Kind(x => 2 - x, 1, 3)));
        Close.To(1, CriticalPoint.Search(x => 2 - x, _ => true, 1, 3).Value!.Value);
        Close.To(2, CriticalPoint.Search(x => x < 2 ? 0.5 : 1, _ => true, 0, 3).Value!.Value);
    }

    [Fact]
    public void A_bracket_has_two_finite_ends_in_their_order()
    {
        string? Wrong(double low, double high) => Assert.Throws<ArgumentOutOfRangeException>(() => CriticalPoint.Search(x => x, _ => true, low, high)).ParamName;
        Assert.Equal(("low", "low"), (Wrong(double.NegativeInfinity, 3), Wrong(double.NaN, 3)));
        Assert.Equal(("high", "high"), (Wrong(0, double.PositiveInfinity), Wrong(0, double.NaN)));
        Assert.Equal(("high", "high"), (Wrong(3, 3), Wrong(3, 0)));
    }

    [Fact]
    public void Where_a_limit_starts_to_bind_the_radius_jumps()
    {
        // Nothing binds below a debt of 90, above it T is about 900/400.
        var jump = Stability.Critical(debt => Lone(depth: 400, debt).Start(), Round, 80, 92);
        Assert.Equal(CriticalKind.Jump, jump.Kind);
        Close.To(90, jump.Value!.Value, 1e-3);
    }

    [Fact]
    public void A_price_that_is_no_number_is_named()
    {
        var state = Lone(depth: 1000, debt: 90).Shock("bond", 0.02);
        state.Depth[0, 0] = double.NaN;
        Assert.Contains("\"bond\" a price of NaN", Assert.Throws<InvalidOperationException>(() => Stability.At(state, Round)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotation_has_its_modulus_as_radius()
    {
        // Eigenvalues ±.5i: a fall of one asset comes back in the other with alternating sign.
        var (radius, vector) = LeadingPair.Of(new[,] { { 0, -0.5 }, { 0.5, 0 } });
        Close.To(0.5, radius);
        Close.To(0.5, vector[0]);
    }

    private static FinancialSystem Lone(double depth, double debt) =>
        new([new Institution("bank") { Debt = debt }], [new Asset("bond") { Depth = depth }], [new Holding("bank", "bond", 100)]);
}
