using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;

namespace Interdealer.Tests.Constraints;

/// <summary>A constraint from outside that measures what one of the library's measures has its results, in every operator and market that watches limits.</summary>
public sealed class OutsideTwinTests
{
    private const string Two = "two that go on to targets";
    private static readonly CascadeOptions Limits = new() { MaximumRounds = 40, KeepEvery = 0 };

    private static readonly Dictionary<string, IConstraint> Constraints = new()
    {
        ["a leverage ratio"] = LeverageRatio.FromMinimum(0.12).WithTarget(0.13),
        ["haircuts"] = new Haircuts(),
        ["a risk limit"] = ValueAtRisk.Limit(2),
        ["concentration"] = Concentration.OfEquity(1.5, ["asset 0"]),
        [Two] = LeverageRatio.FromMinimum(0.12).WithTarget(0.15).And(NetStableFunding.Ratio.WeighingTheRest(0.7).WithTarget(1.2)),
        ["stable funding"] = NetStableFunding.Ratio.WeighingTheRest(0.7),
    };

    public static IEnumerable<object[]> Named => Constraints.Keys.Select(name => new object[] { name });

    // What two limits leave a dealer is asked of each by itself, which a constraint from outside does not let be done.
    public static IEnumerable<object[]> Single => Named.Where(name => !name[0].Equals(Two));

    [Theory]
    [MemberData(nameof(Named))]
    public void A_cascade_of_sales_is_the_same(string name)
    {
        var sold = 0;
        foreach (var cash in Enum.GetValues<CashUse>())
        {
            foreach (var how in new[] { Liquidation.ProRata, Liquidation.MostLiquidFirst, Liquidation.LeastImpact })
            {
                sold += Compare(limit => new Deleverage(limit, how, cash).Then(new PriceImpact.Exponential(SellerShare.Half)).Then(new VolatilityUpdate(lambda: 0.9)), name);
            }
        }

        Assert.True(sold > 40, $"only {sold} cascades moved a price");
    }

    [Theory]
    [MemberData(nameof(Single))]
    public void What_dealers_take_is_the_same(string name)
    {
        var moved = Compare(limit => new Deleverage(LeverageRatio.FromMinimum(0.2), cash: CashUse.First).Then(new DealerMarket(limit, new PriceImpact.Linear(SellerShare.OldPrice))).Then(new FundingRun()).Then(new RaiseCash()), name);

        Assert.True(moved > 10, $"only {moved} cascades moved a price");
    }

    private static int Compare(Func<IConstraint, IOperator> round, string name)
    {
        var moved = 0;
        for (var seed = 0; seed < 25; seed++)
        {
            var system = RandomSystems.Create(seed);
            Shock[] shocks = [.. Enumerable.Range(1, 5).Select(s => new Shock().Falling("asset 0", 0.06 * s))];
            var (own, twin) = (Cascade.Run(system.Shock(shocks), round(Constraints[name]), Limits), Cascade.Run(system.Shock(shocks), round(new Twin(Constraints[name])), Limits));
            for (var s = 0; s < shocks.Length; s++)
            {
                Assert.Equal(own.Outcomes[s], twin.Outcomes[s]);
                foreach (var (one, other) in own.End.Columns.Zip(twin.End.Columns).Where(x => x.First.Name is not ("Unmet" or "Bound")))
                {
                    Assert.Equal(one.Name, other.Name);
                    foreach (var (a, b) in one.Column.Scenario(s).Zip(other.Column.Scenario(s)))
                    {
                        Assert.True(a == b || Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a)), $"seed {seed}, scenario {s}: {one.Name} {a:R}, by the twin {b:R}");
                    }
                }

                moved += own.End.Price[0, s] < 1 - (0.06 * (s + 1)) - 1e-6 ? 1 : 0;
            }
        }

        return moved;
    }

    /// <summary>Measures by its original, and says no more of itself than anybody's constraint does.</summary>
    private sealed class Twin(IConstraint original) : IConstraint
    {
        public IReadOnlyList<string> Parts => original.Parts;

        public void Measure(State state, Valuation value, Measurement measurement) => original.Measure(state, value, measurement);
    }
}
