using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Markets;

namespace Interdealer.Tests.Contagion;

/// <summary>How markets with dealers run: what wraps a limit and is none changes nothing, and nothing is allocated once everything is there.</summary>
public sealed class DealerEngineTests
{
    private static readonly Dictionary<string, IConstraint> Limits = new(StringComparer.Ordinal)
    {
        ["leverage"] = LeverageRatio.FromMinimum(0.06),
        ["haircuts"] = new Haircuts(),
        ["value at risk, summed"] = ValueAtRisk.Limit(3),
        ["value at risk, correlated"] = ValueAtRisk.Limit(2, correlation: 0.3),
        ["liquidity coverage"] = LiquidityCoverage.FromRunOff(0.6, 0.1).Counting(HqlaLevel.Level1, "asset 0"),
        ["varying"] = LeverageRatio.FromMinimum(0.06).Varying("ratio"),
        ["from outside"] = new Outside(),
    };

    public static TheoryData<string> Names => [.. Limits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrapper_that_changes_no_limit_changes_no_market(string name)
    {
        var limit = Limits[name];
        foreach (var wrapped in new[] { limit.DownTo(1), limit.For(_ => true), limit.And(ValueAtRisk.Limit(1e300)), limit.And(limit) })
        {
            foreach (var (state, other) in Pairs())
            {
                Same(new DealerCapacity(limit).Of(state), new DealerCapacity(wrapped).Of(other), "capacity");
                Market(limit).Apply(state);
                Market(wrapped).Apply(other);
                Same(state, other);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrapper_that_changes_no_limit_changes_no_sale(string name)
    {
        var limit = Limits[name];
        foreach (var wrapped in new[] { limit.DownTo(1), limit.For(_ => true) })
        {
            foreach (var (state, other) in Pairs())
            {
                new Deleverage(limit).Apply(state);
                new Deleverage(wrapped).Apply(other);
                Same(state, other);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated_after_the_first_application(string name)
    {
        if (name == "from outside")
        {
            return; // measures states, in whatever memory it likes
        }

        var limit = Limits[name];
        foreach (var round in new IOperator[] { Market(limit), new Deleverage(limit), new Deleverage(limit).Then(Market(limit)) })
        {
            var state = RandomSystems.Shocked(Dealers(), [.. Enumerable.Range(0, 37)]);
            var before = state.Copy();
            round.Apply(state);
            state.CopyFrom(before);
            round.Apply(state);
            state.CopyFrom(before);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            round.Apply(state);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_alone_has_the_bits_it_has_in_a_batch(string name)
    {
        var (system, limit) = (Dealers(), Limits[name]);
        var batch = RandomSystems.Shocked(system, [.. Enumerable.Range(0, 15)]);
        var capacity = new DealerCapacity(limit).Of(batch);
        var round = new Deleverage(limit).Then(Market(limit));
        round.Apply(batch);
        round.Apply(batch);
        foreach (var s in new[] { 0, 6, 9, 13, 14 })
        {
            var alone = RandomSystems.Shocked(system, s);
            var own = new DealerCapacity(limit).Of(alone);
            round.Apply(alone);
            round.Apply(alone);
            Assert.Equal(own.Scenario(0), capacity.Scenario(s));
            foreach (var ((column, one), (_, many)) in alone.Columns.Zip(batch.Columns))
            {
                Assert.True(one.Scenario(0).AsSpan().SequenceEqual(many.Scenario(s)), $"{column} in scenario {s}");
            }
        }
    }

    [Fact]
    public void Dealers_take_nothing_that_is_worth_nothing()
    {
        // Customers offer 50 of a bond whose price is 0: no dealer takes it, and nobody's inventory becomes infinite.
        var system = new FinancialSystem(
            [new Institution("A") { Cash = 100, Debt = 50, RiskAversion = 0.1 }],
            [new Asset("bonds") { Depth = 1000, Volatility = 0.02 }, new Asset("bills") { Depth = 1000, Volatility = 0.02 }],
            []);
        var state = system.Shock(new Shock().Falling("bonds", 1).Selling("bonds", 50).Selling("bills", 10));
        var limit = LeverageRatio.FromMinimum(0.05);
        Assert.Equal(0, new DealerCapacity(limit).Of(state)[0, 0]);
        Market(limit).Apply(state);
        Assert.Equal(0, state.Inventory[0, 0]);
        Close.To(10, state.Inventory[1, 0], 1e-12);
        Assert.Equal(0, state.Price[0, 0]);
    }

    private static DealerMarket Market(IConstraint limit) => new(limit, new PriceImpact.Exponential(SellerShare.Half));

    private static FinancialSystem Dealers() => RandomSystems.Create(Seeds().First());

    // Systems with at least two dealers and a few assets.
    private static IEnumerable<int> Seeds() => Enumerable.Range(0, 1000)
        .Where(seed => RandomSystems.Create(seed) is var s && s.Institutions.Count(i => i.Kind == InstitutionKind.Dealer) >= 2 && s.Assets.Length >= 3);

    private static IEnumerable<(State, State)> Pairs()
    {
        foreach (var seed in Seeds().Take(6))
        {
            var system = RandomSystems.Create(seed);
            int[] scenarios = [.. Enumerable.Range(10 * seed, 7)];
            yield return (RandomSystems.Shocked(system, scenarios), RandomSystems.Shocked(system, scenarios));
        }
    }

    private static void Same(State state, State other)
    {
        foreach (var ((name, one), (_, two)) in state.Columns.Zip(other.Columns))
        {
            Same(one, two, name);
        }
    }

    private static void Same(Column one, Column two, string name)
    {
        for (var s = 0; s < one.ScenarioCount; s++)
        {
            Assert.True(one.Scenario(s).AsSpan().SequenceEqual(two.Scenario(s)), $"{name} in scenario {s}");
        }
    }

    /// <summary>A limit as somebody outside the library would write it: assets at most 12 times equity.</summary>
    private sealed class Outside : IConstraint
    {
        public IReadOnlyList<string> Parts => ["outside"];

        public void Measure(State state, Valuation value, Measurement measurement)
        {
            ArgumentNullException.ThrowIfNull(state);
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                for (var i = 0; i < state.System.Institutions.Length; i++)
                {
                    var sellable = 0.0;
                    for (var t = 0; t < state.System.SellableTiers; t++)
                    {
                        var row = (i * state.System.Tiers) + t;
                        measurement.ByTier[row, s] = value.Tiers[row, s];
                        sellable += value.Tiers[row, s];
                    }

                    measurement.Fixed[i, s] = value.Assets[i, s] - sellable;
                    measurement.Capacity[i, s] = 12 * Math.Max(0, value.Equity[i, s]);
                }
            }
        }
    }
}
