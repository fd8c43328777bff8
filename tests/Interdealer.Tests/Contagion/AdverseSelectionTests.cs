using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Markets;

namespace Interdealer.Tests.Contagion;

public sealed class AdverseSelectionTests
{
    // Break-even half-spreads for p = .1, found apart from this library: tolerance 1 → x = .08688324465107286, tolerance ½ → .09715514750329611;
    // tolerance ¼ has none (p*(¼) is below .1).
    private const double Calm = 0.08688324465107286;
    private const double Doubled = 0.09715514750329611;

    private static FinancialSystem System(double depth = 1000) => new(
        [new Institution("dealer") { Cash = 10, Debt = 5 }],
        [new Asset("bonds") { Volatility = 0.01, Depth = depth, HalfSpread = 0.002 }],
        []);

    [Fact]
    public void Calm_quotes_break_even_and_leave_depth_as_it_is()
    {
        var state = System().Start();
        new AdverseSelection(0.1) { QuoteDays = 4 }.Apply(state);
        Close.To(Calm * 0.01 * 2, state.HalfSpread[0, 0]);
        Close.To(1000, state.Depth[0, 0], 1e-12);
        Assert.Equal(1, state.Quoting[0, 0]);
    }

    [Fact]
    public void An_asset_without_volatility_is_not_quoted_and_one_that_nobody_quotes_in_calm_times_has_the_depth_outside_dealers()
    {
        var still = new FinancialSystem([new Institution("dealer")], [new Asset("bonds") { Volatility = 0, Depth = 1000, HalfSpread = 0.002 }], []).Start();
        var before = still.Copy();
        new AdverseSelection(0.1).Apply(still);
        Assert.All(still.Columns.Zip(before.Columns), c => Assert.Equal(c.Second.Column.Read, c.First.Column.Read));

        // Of customers of whom 95 % know more no dealer buys.
        var withdrawn = System().Start();
        new AdverseSelection(0.95) { OutsideShare = 0.3 }.Apply(withdrawn);
        Assert.Equal(0, withdrawn.Quoting[0, 0]);
        Close.To(300, withdrawn.Depth[0, 0], 1e-12);

        // As volatility falls they come, and find the customers of calm times, none of whom had left before.
        foreach (var spiral in new[] { false, true })
        {
            var calmer = System().Shock(new Shock().Volatility("bonds", 0.05));
            new AdverseSelection(0.95) { Spiral = spiral }.Apply(calmer);
            Assert.Equal(1, calmer.Quoting[0, 0]);
        }
    }

    [Fact]
    public void Where_nobody_knows_more_a_quote_costs_nothing_also_in_a_spiral()
    {
        foreach (var spiral in new[] { false, true })
        {
            var state = System().Shock(new Shock().Volatility("bonds", 3));
            Repeat(new AdverseSelection(0) { Spiral = spiral }, state, 3);
            Assert.Equal((1, 0), (state.Quoting[0, 0], state.HalfSpread[0, 0]));
            Close.To(1000, state.Depth[0, 0], 1e-12);
        }
    }

    [Fact]
    public void Depth_that_no_quote_moves_stays_to_the_last_bit_whatever_moves_beside_it()
    {
        var random = new Random(2);
        for (var k = 0; k < 50; k++)
        {
            var state = System().Shock([.. Enumerable.Range(0, 8).Select(_ => new Shock().Volatility("bonds", 0.5 + (2 * random.NextDouble())))]);
            var quotes = new AdverseSelection(0.1);
            quotes.Apply(state);
            var depth = state.Depth.Row(0).ToArray();
            quotes.Apply(state);
            Assert.Equal(depth, state.Depth.Row(0).ToArray());
            state.Volatility[0, k % 8] *= 1.1;
            quotes.Apply(state);
            Assert.Equal(k % 8, Assert.Single(Enumerable.Range(0, 8), s => state.Depth[0, s] != depth[s]));
        }
    }

    [Fact]
    public void Doubled_volatility_widens_the_spread_and_takes_customers_and_depth_away()
    {
        var state = System().Shock(new Shock().Volatility("bonds", 2));
        new AdverseSelection(0.1).Apply(state);

        // D falls from 1 − x₀/1 to 1 − x/½; a tenth of the depth does not need dealers.
        Close.To(Doubled * 0.02, state.HalfSpread[0, 0]);
        Close.To(1000 * (0.1 + (0.9 * (1 - (2 * Doubled)) / (1 - Calm))), state.Depth[0, 0]);
        Assert.Equal(1, state.Quoting[0, 0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Past_the_tipping_point_dealers_withdraw_and_come_back_when_it_is_calm_again(bool spiral)
    {
        var state = System().Shock(new Shock().Volatility("bonds", 4));
        var quotes = new AdverseSelection(0.1) { Spiral = spiral };
        Repeat(quotes, state, 200);
        Assert.Equal(0, state.Quoting[0, 0]);
        Close.To(100, state.Depth[0, 0], 1e-12);
        Close.To(0.01, state.HalfSpread[0, 0], 1e-12);

        state.Volatility[0, 0] = 0.01;
        Repeat(quotes, state, 200);
        Assert.Equal(1, state.Quoting[0, 0]);
        Close.To(1000, state.Depth[0, 0]);
        Close.To(Calm * 0.01, state.HalfSpread[0, 0]);
    }

    [Fact]
    public void The_spiral_rises_round_by_round_to_the_quote_that_breaks_even()
    {
        var state = System().Shock(new Shock().Volatility("bonds", 2));
        var quotes = new AdverseSelection(0.1) { Spiral = true };

        // First round: customers still answer the calm spread, so p = .1/(.1 + .9·D(x₀)) and everyone who is there pays.
        quotes.Apply(state);
        Close.To(BreakEvenSpread.Quote(0.1 / (0.1 + (0.9 * (1 - Calm)))).HalfSpread * 0.02, state.HalfSpread[0, 0]);
        for (var round = 0; round < 60; round++)
        {
            var before = state.HalfSpread[0, 0];
            quotes.Apply(state);
            Assert.True(state.HalfSpread[0, 0] >= before * (1 - 1e-14));
        }

        Close.To(Doubled * 0.02, state.HalfSpread[0, 0]);
    }

    [Fact]
    public void The_spiral_at_rest_and_the_quote_at_once_are_the_same_over_random_systems()
    {
        var withdrawn = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (p, m) = (0.6 * random.NextDouble(), 0.5 + (2 * random.NextDouble()));
            var slow = RandomSystems.Shocked(RandomSystems.Create(seed), seed);
            var fast = slow.Copy();
            Repeat(new AdverseSelection(p, m) { Spiral = true }, slow, 500);
            new AdverseSelection(p, m).Apply(fast);
            for (var k = 0; k < fast.Price.Rows; k++)
            {
                Assert.True(fast.Quoting[k, 0] == slow.Quoting[k, 0], $"seed {seed}, asset {k}");
                Close.To(fast.HalfSpread[k, 0], slow.HalfSpread[k, 0], 1e-6);
                Close.To(fast.Depth[k, 0], slow.Depth[k, 0], 1e-6);
                withdrawn += fast.Quoting[k, 0] == 0 ? 1 : 0;
            }
        }

        Assert.InRange(withdrawn, 10, 100);
    }

    [Fact]
    public void The_spiral_comes_to_rest_in_a_cascade_and_calm_is_at_rest_from_the_start()
    {
        var spiral = new AdverseSelection(0.1) { Spiral = true };
        var stressed = Cascade.Run(System().Shock(new Shock().Volatility("bonds", 2)), spiral, new() { MaximumRounds = 200 });
        Assert.NotEqual(Outcome.RoundLimit, stressed.Outcome);
        Close.To(Doubled * 0.02, stressed.End.HalfSpread[0, 0], 1e-8);

        // One round replaces the asset's own half-spread by the model's; the second finds nothing to do.
        Assert.Equal(2, Cascade.Run(System().Start(), spiral).RoundCounts[0]);
    }

    [Fact]
    public void Depth_without_limit_stays_and_one_asset_can_have_a_share_of_its_own()
    {
        var state = System(double.PositiveInfinity).Shock(new Shock().Volatility("bonds", 4));
        new AdverseSelection(0.1).Apply(state);
        Assert.Equal(double.PositiveInfinity, state.Depth[0, 0]);
        Assert.Equal(0, state.Quoting[0, 0]);

        new AdverseSelection(0.1).With("bonds", 0).Apply(state);
        Assert.Equal(1, state.Quoting[0, 0]);
        Assert.Equal(0, state.HalfSpread[0, 0]);
        var error = Assert.Throws<ArgumentException>(() => new AdverseSelection(0.1).With("shares", 0.2).Apply(state));
        Assert.Contains("\"shares\" is not an asset of this system", error.Message, StringComparison.Ordinal);
    }

    private static void Repeat(AdverseSelection quotes, State state, int times)
    {
        for (var t = 0; t < times; t++)
        {
            quotes.Apply(state);
        }
    }
}
