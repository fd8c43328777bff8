using Interdealer.Engine;
using Interdealer.Constraints;

namespace Interdealer.Tests.Constraints;

/// <summary>What every limit promises whoever asks it: it only reads, and says of a scenario in a batch what it says of it alone.</summary>
public class MeasuringTests
{
    private static readonly SortedDictionary<string, Func<Random, FinancialSystem, IConstraint>> Limits = new(StringComparer.Ordinal)
    {
        ["leverage ratio"] = (_, _) => LeverageRatio.FromMinimum(0.05).WithTarget(0.06),
        ["leverage ratio with an exclusion"] = (_, _) => LeverageRatio.FromMinimum(0.05).ExcludingCash().Weighing("asset 0", 0.5),
        ["haircuts"] = (_, _) => new Haircuts(),
        ["risks added up"] = (_, _) => ValueAtRisk.ShareOfEquity(0.1),
        ["risks correlated"] = (_, _) => ValueAtRisk.ShareOfEquity(0.1, correlation: 0.4),
        ["liquidity coverage"] = (r, s) => RandomLimits.All["liquidity coverage"](r, s, 1),
        ["net stable funding"] = (r, s) => RandomLimits.All["net stable funding"](r, s, 1),
        ["risk-weighted capital"] = (r, s) => RandomLimits.All["risk-weighted capital"](r, s, 1),
        ["concentration"] = (r, s) => RandomLimits.All["concentration"](r, s, 1),
        ["some only"] = (_, _) => LeverageRatio.FromMinimum(0.05).For(InstitutionKind.Dealer),
        ["varying"] = (_, _) => LeverageRatio.FromMinimum(0.05).Varying("limit").DownTo(0.9),
        ["three joined"] = (r, s) => LeverageRatio.FromMinimum(0.05).And(ValueAtRisk.ShareOfEquity(0.12).DownTo(0.9)).And(RandomLimits.All["risk-weighted capital"](r, s, 1)),
        ["joined with one for some"] = (_, _) => new Haircuts().For(InstitutionKind.Bank).And(ValueAtRisk.ShareOfEquity(0.05, correlation: 0.7)),
    };

    public static IEnumerable<object[]> LimitsAndSeeds => Limits.Keys.SelectMany(name => Enumerable.Range(0, 12).Select(seed => new object[] { name, seed }));

    [Theory]
    [MemberData(nameof(LimitsAndSeeds))]
    public void A_limit_only_reads(string name, int seed)
    {
        var (limit, state, _) = Shocked(name, seed);
        var value = state.Value();
        var marks = value.Marks.Read.ToArray();
        new Snapshot(state).Take(restores: true);

        limit.Measure(state, value, new Measurement(state));

        Assert.Empty(state.Columns.Where(c => c.Column.IsTouched).Select(c => c.Name));
        Assert.Equal(marks, value.Marks.Read);
    }

    [Theory]
    [MemberData(nameof(LimitsAndSeeds))]
    public void A_scenario_is_measured_in_a_batch_as_alone(string name, int seed)
    {
        var (limit, state, shocks) = Shocked(name, seed);
        var together = new Measurement(state);
        limit.Measure(state, state.Value(), together);
        for (var s = 0; s < state.ScenarioCount; s++)
        {
            var single = state.System.Shock(shocks[s]);
            var alone = new Measurement(single);
            limit.Measure(single, single.Value(), alone);
            Assert.Equal(alone.IsAdditive, together.IsAdditive);
            Assert.Equal(alone.Fixed.Scenario(0), together.Fixed.Scenario(s));
            Assert.Equal(alone.ByTier.Scenario(0), together.ByTier.Scenario(s));
            Assert.Equal(alone.Capacity.Scenario(0), together.Capacity.Scenario(s));
            Assert.Equal(alone.Tightening.Scenario(0), together.Tightening.Scenario(s));
            Assert.Equal(alone.PerCash.Scenario(0), together.PerCash.Scenario(s));
            Assert.Equal(alone.Repays.Scenario(0), together.Repays.Scenario(s));
            Assert.Equal(alone.Part.Scenario(0), together.Part.Scenario(s));
        }
    }

    [Theory]
    [MemberData(nameof(LimitsAndSeeds))]
    public void What_speaks_is_one_of_the_parts(string name, int seed)
    {
        var (limit, state, _) = Shocked(name, seed);
        var measured = new Measurement(state);
        limit.Measure(state, state.Value(), measured);
        Assert.All(measured.Part.Read.ToArray(), part => Assert.Contains(part, Enumerable.Range(0, limit.Parts.Count).Select(p => (double)p)));
    }

    [Theory]
    [MemberData(nameof(LimitsAndSeeds))]
    public void Of_joined_limits_the_one_that_is_used_up_most_speaks(string name, int seed)
    {
        var (limit, state, _) = Shocked(name, seed);
        var (both, one, other) = (new Measurement(state), new Measurement(state), new Measurement(state));
        var second = LeverageRatio.FromMinimum(0.04 + (0.02 * new Random(seed).NextDouble())).WithTarget(0.08);
        limit.And(second).Measure(state, state.Value(), both);
        limit.Measure(state, state.Value(), one);
        second.Measure(state, state.Value(), other);
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                var (speaks, part) = Used(other, i, s) > Used(one, i, s) ? (other, limit.Parts.Count + other.Part[i, s]) : (one, one.Part[i, s]);
                Assert.Equal(
                    (part, speaks.Capacity[i, s], speaks.Tightening[i, s], speaks.PerCash[i, s], speaks.Repays[i, s]),
                    (both.Part[i, s], both.Capacity[i, s], both.Tightening[i, s], both.PerCash[i, s], both.Repays[i, s]));
                Assert.Equal(speaks.Usage(i, s), both.Usage(i, s));
                Assert.Equal(speaks.Sellable(i, s), both.Sellable(i, s));
            }
        }
    }

    private static double Used(Measurement m, int i, int s)
    {
        var (usage, capacity) = (m.Usage(i, s), m.Capacity[i, s]);
        return capacity > 0 ? usage / capacity : usage > capacity ? double.PositiveInfinity : double.NegativeInfinity;
    }

    private static (IConstraint Limit, State State, List<Shock> Shocks) Shocked(string name, int seed)
    {
        var (random, system) = (new Random(seed), RandomSystems.Create(seed));
        var shocks = Enumerable.Range(0, 1 + random.Next(13)).Select(_ => system.Assets.Aggregate(new Shock(), (shock, a) => shock.Falling(a.Name, 0.3 * random.NextDouble()))).ToList();
        return (Limits[name](random, system), system.Shock(shocks), shocks);
    }
}
