using System.Globalization;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Tests.Stress;

/// <summary>Searches held to brute force, and what they say of themselves.</summary>
public class ReverseStressTests
{
    private const int Grid = 24;
    // Over the twelve cases more than a million.
    private const int RandomShocks = 90_000;

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            foreach (var kind in Enumerable.Range(0, 4))
            {
                cases.Add(kind, "total");
                cases.Add(kind, "indirect");
                cases.Add(kind, kind is 1 or 2 ? "default" : "fall");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Neither_a_grid_nor_random_shocks_find_a_smaller_one(int kind, string target)
    {
        var search = new ReverseStress(SmallSystems.Banks(kind), SmallSystems.Round(kind), SmallSystems.Limits(kind)).Over(SmallSystems.Falls(0.2));
        var aim = Aim(target);
        var result = search.Find(aim, new ReverseStressOptions { Samples = 5000, Directions = 128 });
        Assert.Equal(ReverseStressKind.Sampled, result.Kind);
        var least = result.Least;
        Assert.True(least.SizeBelow <= least.Size && least.Size - least.SizeBelow <= 1e-12 * least.Size, $"bracket {least.SizeBelow:R} to {least.Size:R}");
        Assert.True(least.Output >= aim.Threshold && least.OutputBelow < aim.Threshold);

        // Every shock that brute force finds must be at least as large, up to the width of what a search can tell apart.
        var smallest = BruteForce(search, aim, least.Size).DefaultIfEmpty(double.PositiveInfinity).Min();
        Assert.True(smallest >= least.Size * (1 - 1e-6), string.Create(CultureInfo.InvariantCulture, $"the search found {least.Size:R}, brute force {smallest:R}"));
    }

    [Fact]
    public void A_certificate_covers_the_radius_less_the_tolerance_and_brute_force_finds_nothing_in_it()
    {
        var search = new ReverseStress(SmallSystems.Banks(7), SmallSystems.Round(0)).Over(SmallSystems.Falls(0.1));
        var aim = StressTarget.FallOf("B", 0.06);
        var result = search.Find(aim, new ReverseStressOptions { IsMonotone = true, Tolerance = 0.02 });
        Assert.Equal(ReverseStressKind.Certified, result.Kind);
        Assert.True(result.ClearedRadius >= 0.98 * result.Least.Size);
        Assert.DoesNotContain(BruteForce(search, aim, result.ClearedRadius), size => size < result.ClearedRadius);
    }

    [Fact]
    public void Several_minima_in_different_corners_are_all_listed()
    {
        // Either a alone or b alone breaks it: two minima, no shock of both is smaller.
        var search = new ReverseStress((values, results) =>
        {
            for (var s = 0; s < results.Length; s++)
            {
                results[s] = values[0, s] >= 0.3 || values[1, s] >= 0.4 ? 1 : 0;
            }
        }).Over(StressCoordinate.Of("a", 0, 1), StressCoordinate.Of("b", 0, 1));
        var result = search.Find(StressTarget.Of(Output.Defaults, 1), new ReverseStressOptions { IsMonotone = true });
        Assert.Equal(ReverseStressKind.Certified, result.Kind);
        Assert.Equal(2, result.Minima.Length);
        Close.To(0.3, result.Minima[0]["a"]);
        Assert.Equal(0, result.Minima[0]["b"], 1e-9);
        Close.To(0.4, result.Minima[1]["b"]);
        Assert.All(result.Minima, m => Assert.True(m.IsJump));
    }

    [Fact]
    public void A_response_that_falls_again_is_not_taken_for_one_that_does_not()
    {
        // Reached only between 0.2 and 0.3: a bisection from 1 would find nothing, or the wrong end.
        var search = new ReverseStress((values, results) =>
        {
            for (var s = 0; s < results.Length; s++)
            {
                results[s] = values[0, s] is >= 0.2 and <= 0.3 ? 1 : 0;
            }
        }).Over(StressCoordinate.Of("a", 0, 1));
        var target = StressTarget.Of(Output.Defaults, 1);
        Close.To(0.2, search.Find(target).Least["a"]);

        // Promised to be monotone it looks unreachable, since the worst shock does not reach it: the promise is the caller's.
        Assert.Equal(ReverseStressKind.Unreachable, search.Find(target, new ReverseStressOptions { IsMonotone = true }).Kind);
    }

    [Fact]
    public void A_false_promise_that_is_found_out_leaves_no_certificate()
    {
        var search = new ReverseStress((values, results) =>
        {
            for (var s = 0; s < results.Length; s++)
            {
                var (a, b) = (values[0, s], values[1, s]);
                results[s] = a + b + (a is > 0.1 and < 0.2 ? 0.5 : 0);
            }
        }).Over(StressCoordinate.Of("a", 0, 1), StressCoordinate.Of("b", 0, 1));
        var result = search.Find(StressTarget.Of(Output.Defaults, 1), new ReverseStressOptions { IsMonotone = true });
        Assert.Equal(ReverseStressKind.Sampled, result.Kind);
        Assert.NotNull(result.Contradiction);
        Assert.All(result.Contradiction.Milder.Zip(result.Contradiction.Worse), pair => Assert.True(pair.First.Value <= pair.Second.Value));
    }

    [Fact]
    public void What_cannot_be_reached_is_said_with_the_most_that_can_be_lost()
    {
        var search = Dealer.Over(StressCoordinate.Fall("Corporate bonds"));
        var result = search.Find(StressTarget.TotalLoss(500));
        Assert.Equal(ReverseStressKind.Unreachable, result.Kind);

        // Treasuries, corporate bonds and other assets: 200 + 150 + 100.
        Assert.Equal(450, result.MostThatCanBeLost);
        Assert.Empty(result.Minima);
        Assert.Throws<InvalidOperationException>(() => result.Least);
    }

    [Fact]
    public void The_most_that_can_be_lost_is_not_known_where_more_can_be_lost_than_is_held()
    {
        // 100 held and 400 of notional: a fall f costs 500·f, 200 at .4, although no more than 100 is held.
        var system = new FinancialSystem([new Institution("fund") { Kind = InstitutionKind.Fund, Cash = 1000 }], [new Asset("gilt")], [new Holding("fund", "gilt", 100)]);
        var calls = new CollateralCalls(new SyntheticExposure("fund", "gilt", 400)).Then(new RaiseCash());
        var result = new ReverseStress(system, calls).Over(StressCoordinate.Fall("gilt")).Find(StressTarget.TotalLoss(200), new ReverseStressOptions { IsMonotone = true });
        Assert.True(double.IsNaN(result.MostThatCanBeLost));
        Close.To(0.4, result.Least.Size);

        // An operator that says nothing of itself bounds nothing.
        var own = new ReverseStress(system, Operator.From(static _ => { })).Over(StressCoordinate.Fall("gilt")).Find(StressTarget.TotalLoss(50), new ReverseStressOptions { IsMonotone = true });
        Assert.True(double.IsNaN(own.MostThatCanBeLost));
        var bounded = new ReverseStress(system, new RaiseCash()).Over(StressCoordinate.Fall("gilt")).Find(StressTarget.TotalLoss(50), new ReverseStressOptions { IsMonotone = true });
        Assert.Equal(100, bounded.MostThatCanBeLost);
    }

    [Fact]
    public void What_is_reached_without_a_shock_is_said_first()
    {
        var search = new ReverseStress(SmallSystems.Banks(1), new Deleverage(LeverageRatio.FromMinimum(0.2)).Then(new PriceImpact.Linear(SellerShare.NewPrice))).Over(SmallSystems.Falls(0.1));
        var result = search.Find(StressTarget.TotalLoss(1));
        Assert.Equal(ReverseStressKind.ReachedWithoutShock, result.Kind);
        Assert.True(result.LossWithoutShock > 1);
        Close.To(result.LossWithoutShock, result.OutputWithoutShock);
        Assert.Contains("without any shock", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fall_that_a_floor_cuts_is_said_to_be_cut()
    {
        var system = new FinancialSystem([new Institution("holder") { Debt = 90 }], [new Asset("bond") { PriceFloor = 0.8 }], [new Holding("holder", "bond", 100)]);
        var result = new ReverseStress(system, Operator.From(_ => { })).Over(StressCoordinate.Fall("bond")).Find(StressTarget.TotalLoss(10));
        Close.To(0.1, result.Least["bond"]);
        Assert.Contains(result.Notes, note => note.Contains("floor of 0.8", StringComparison.Ordinal) && note.Contains("0.2 is cut", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fall_that_stays_above_the_floor_is_not_said_to_be_cut()
    {
        var system = new FinancialSystem([new Institution("holder") { Debt = 90 }], [new Asset("bond") { PriceFloor = 0.8 }], [new Holding("holder", "bond", 100)]);
        var result = new ReverseStress(system, Operator.From(_ => { })).Over(StressCoordinate.Fall("bond", 0.15)).Find(StressTarget.TotalLoss(10));
        Close.To(0.1, result.Least["bond"]);
        Assert.DoesNotContain(result.Notes, note => note.Contains("floor", StringComparison.Ordinal));
    }

    [Fact]
    public void Samples_count_only_against_the_least_shock_they_found()
    {
        // Half of either coordinate reaches it, and so does a small spot that the first look misses and a sample hits: what was tried before that was of smaller size than another shock.
        var search = new ReverseStress((values, results) =>
        {
            for (var s = 0; s < results.Length; s++)
            {
                var (a, b) = (values[0, s], values[1, s]);
                results[s] = a >= 0.5 || b >= 0.5 || Math.Pow(a - 0.2, 2) + Math.Pow(b - 0.1, 2) < 0.0004 ? 1 : 0;
            }
        }).Over(StressCoordinate.Of("a", 0, 1), StressCoordinate.Of("b", 0, 1));
        var options = new ReverseStressOptions { Directions = 1, PointsPerDirection = 2, Minima = 2, Samples = 3 * 8192 };
        var result = search.Find(StressTarget.Of(Output.Defaults, 1), options);
        Assert.Equal(ReverseStressKind.Sampled, result.Kind);

        // The near edge of the spot: √.05 less its radius of .02.
        Assert.Equal(Math.Sqrt(0.05) - 0.02, result.Least.Size, 1e-6);
        Assert.Equal(2 * 8192, result.SmallerTried);
    }

    [Fact]
    public void What_diverges_is_an_error_or_counts_as_missing_and_certifies_nothing()
    {
        static void Blow(State state)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                state.Price[0, s] = state.Price[0, s] < 0.9 ? double.NaN : state.Price[0, s];
            }
        }

        ReverseStress Search(bool allows) => new ReverseStress(SmallSystems.DealerPrimeAlone, Operator.From(Blow), new CascadeOptions { AllowsDivergence = allows })
            .Over(StressCoordinate.Fall("U.S. Treasuries"), StressCoordinate.Fall("Corporate bonds"));
        Assert.ThrowsAny<Exception>(() => Search(allows: false).Find(StressTarget.TotalLoss(10)));
        var result = Search(allows: true).Find(StressTarget.TotalLoss(10), new ReverseStressOptions { IsMonotone = true });
        Assert.Equal(ReverseStressKind.Sampled, result.Kind);
        Assert.Contains(result.Notes, note => note.Contains("diverged", StringComparison.Ordinal));
    }

    [Fact]
    public void Searches_without_coordinates_or_with_one_twice_are_refused()
    {
        Assert.Contains("no coordinates", Assert.Throws<ArgumentException>(() => Dealer.Find(StressTarget.TotalLoss(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Dealer.Over(StressCoordinate.Fall("Corporate bonds"), StressCoordinate.Fall("Corporate bonds")));
        Assert.Throws<ArgumentException>(() => Dealer.Over(StressCoordinate.Fall("Gold")).Find(StressTarget.TotalLoss(1)));
        Assert.Throws<ArgumentException>(() => Dealer.Over(StressCoordinate.Of("x", 0, 1)).Find(StressTarget.TotalLoss(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => StressTarget.TotalLoss(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => StressTarget.TotalLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StressCoordinate.Fall("x", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StressCoordinate.Fall("x", double.NaN));
        Assert.Throws<ArgumentException>(() => StressNorm.Mahalanobis(["a", "b"], new double[,] { { 1, 2 }, { 2, 1 } }));
        Assert.Throws<ArgumentException>(() => (Dealer.Over(StressCoordinate.Fall("Corporate bonds")) with { Norm = StressNorm.Mahalanobis(["x"], new double[,] { { 1 } }) }).Find(StressTarget.TotalLoss(1)));
    }

    [Fact]
    public void The_same_search_has_the_same_bits_on_any_number_of_threads()
    {
        ReverseStressResult On(int threads) => new ReverseStress(SmallSystems.Banks(3), SmallSystems.Round(1), new CascadeOptions { Threads = threads })
            .Over(SmallSystems.Falls(0.2)).Find(StressTarget.TotalLoss(40), new ReverseStressOptions { Samples = 1000 });
        var (one, two) = (On(1), On(3));
        Assert.Equal(one.Cascades, two.Cascades);
        Assert.Equal(one.Minima.SelectMany(m => m.Moves), two.Minima.SelectMany(m => m.Moves));
    }

    [Fact]
    public void Shocks_that_break_different_things_are_different_families()
    {
        // Either of two limits is enough, and mixtures need more of both: the directions near each axis are a family.
        var search = new ReverseStress((values, results) =>
        {
            for (var s = 0; s < results.Length; s++)
            {
                results[s] = values[0, s] >= 0.3 && values[1, s] <= 0.1 * values[0, s] ? 1 : values[1, s] >= 0.4 && values[0, s] <= 0.1 * values[1, s] ? 1 : 0;
            }
        }).Over(StressCoordinate.Of("a", 0, 1), StressCoordinate.Of("b", 0, 1));
        var families = search.Families(StressTarget.Of(Output.Defaults, 1), 2000);
        Assert.Equal(2, families.Families.Length);
        Assert.Equal(families.Cases, families.Families.Sum(f => f.Count));
        Assert.True(families.Silhouette > 0.9);
        Assert.Contains(families.Families, f => f.Centre[0].Value > 0.99 && Math.Abs(f.LeastSize - 0.3) < 0.01);
        Assert.Contains(families.Families, f => f.Centre[1].Value > 0.99 && Math.Abs(f.LeastSize - 0.4) < 0.01);
    }

    [Fact]
    public void Families_say_whom_they_stress()
    {
        var families = new ReverseStress(SmallSystems.Banks(2), SmallSystems.Round(0)).Over(SmallSystems.Falls(0.2)).Families(StressTarget.TotalLoss(30), 200);
        Assert.All(families.Families, f =>
        {
            Assert.Equal(3, f.Institutions.Length);
            Assert.InRange(f.Institutions.Sum(i => i.ShareOfLoss), 1 - 1e-9, 1 + 1e-9);
            Assert.True(f.Institutions.Sum(i => i.Loss) >= 30 * (1 - 1e-6));
        });
        Assert.Equal(3, families.StressedByAll(3).Length);
    }

    private static ReverseStress Dealer => new(SmallSystems.DealerPrimeAlone, new Deleverage(DealerPrime.Slr).Then(new PriceImpact.Linear(SellerShare.OldPrice)));

    private static StressTarget Aim(string target) => target switch
    {
        "total" => StressTarget.TotalLoss(30),
        "indirect" => StressTarget.IndirectLoss(6),
        "default" => StressTarget.Defaults(2),
        _ => StressTarget.FallOf("A", 0.08),
    };

    /// <summary>Sizes of the shocks, of a grid and of random ones below a size, that reach the target.</summary>
    private static List<double> BruteForce(ReverseStress search, StressTarget aim, double size)
    {
        var response = search.Response(aim.Output, aim.Threshold);
        var steps = Enumerable.Range(0, Grid + 1).Select(k => response.Box.Upper[0] * k / Grid).ToArray();
        var random = new Random(11);
        var points = (from a in steps from b in steps from c in steps select new[] { a, b, c })
            .Concat(Enumerable.Range(0, RandomShocks).Select(_ => InBall(random, size)))
            .Where(p => Size(p) < size && p.All(x => x <= response.Box.Upper[0])).ToList();
        var values = response.Of(points);
        return Enumerable.Range(0, points.Count).Where(p => response.Reaches(values[p])).Select(p => Size(points[p])).ToList();
    }

    private static double[] InBall(Random random, double size)
    {
        double[] point;
        do
        {
            point = [random.NextDouble() * size, random.NextDouble() * size, random.NextDouble() * size];
        }
        while (Size(point) >= size);
        return point;
    }

    private static double Size(double[] point) => Math.Sqrt(point.Sum(x => x * x));
}
