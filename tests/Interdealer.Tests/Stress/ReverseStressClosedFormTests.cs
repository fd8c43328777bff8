using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Tests.Stress;

/// <summary>Where the least shock is known.</summary>
public class ReverseStressClosedFormTests
{
    private static readonly double[,] Covariance = { { 0.04, 0.012, -0.006 }, { 0.012, 0.09, 0.01 }, { -0.006, 0.01, 0.0225 } };
    private static readonly double[] Mean = [0.01, -0.02, 0.005];
    private static readonly double[] Positions = [3, 1, -2];

    // Λ of a cascade of falls, F ← ΛF.
    private static readonly double[,] Response = { { 0.2, 0.1, 0 }, { 0.05, 0.3, 0.2 }, { 0.1, 0, 0.25 } };
    private static readonly double[] Held = [4, 2, 5];

    // One minimum each: a few starts find it.
    private static readonly ReverseStressOptions Few = new() { Directions = 32, PointsPerDirection = 16, Minima = 3, Samples = 2000 };
    private static readonly ReverseStressOptions Monotone = Few with { IsMonotone = true };

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    public void The_worst_loss_on_an_ellipsoid_is_that_of_Breuer_and_others(double k)
    {
        // Loss −w′x on (x − μ)′Σ⁻¹(x − μ) ≤ k²: k√(w′Σw) − w′μ at μ − kΣw/√(w′Σw).
        var search = Linear(x => -Dot(Positions, x), [.. Names.Select((n, i) => StressCoordinate.Of(n, 0, Positions[i] > 0 ? -100 : 100) with { Best = Positions[i] > 0 ? 100 : -100 })])
            with { Norm = StressNorm.Mahalanobis(Names, Covariance, Mean) };
        var direction = Times(Covariance, Positions);
        var deviation = Math.Sqrt(Dot(Positions, direction));
        var worst = search.WorstWithin(k, Output.TotalLoss, Few);
        Close.To((k * deviation) - Dot(Positions, Mean), worst.Output);
        Close.To(k, worst.Size);
        for (var i = 0; i < 3; i++)
        {
            Close.To(Mean[i] - (k * direction[i] / deviation), worst[Names[i]]);
        }
    }

    [Fact]
    public void The_most_plausible_move_that_loses_an_amount_is_the_ellipsoid_s_tangent_point()
    {
        var search = Linear(x => -Dot(Positions, x), [.. Names.Select((n, i) => StressCoordinate.Of(n, 0, Positions[i] > 0 ? -100 : 100) with { Best = Positions[i] > 0 ? 100 : -100 })])
            with { Norm = StressNorm.Mahalanobis(Names, Covariance, Mean) };
        var direction = Times(Covariance, Positions);
        var deviation = Math.Sqrt(Dot(Positions, direction));

        // The same equations read the other way: a loss of k√(w′Σw) − w′μ takes a shock of size k.
        var least = search.Find(StressTarget.TotalLoss((2 * deviation) - Dot(Positions, Mean)), Few).Least;
        Close.To(2, least.Size);
        for (var i = 0; i < 3; i++)
        {
            Close.To(Mean[i] - (2 * direction[i] / deviation), least[Names[i]]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_least_shock_of_a_linear_cascade_lies_along_its_multipliers(bool isIndirect)
    {
        // g = (I − Λ′)⁻¹w, less w for the indirect loss; u = L·g/‖g‖².
        var g = Multipliers();
        g = isIndirect ? [.. g.Select((x, i) => x - Held[i])] : g;
        var search = new ReverseStress(LinearSystem, LinearRound).Over(Names.Select(n => StressCoordinate.Fall(n)));
        var result = search.Find(
            isIndirect ? StressTarget.IndirectLoss(0.3) : StressTarget.TotalLoss(0.3), Monotone);
        Assert.Equal(ReverseStressKind.Certified, result.Kind);
        Assert.False(result.Least.IsJump);
        Assert.DoesNotContain(result.Notes, note => note.Contains("jumps", StringComparison.Ordinal));
        Close.To(0.3 / Math.Sqrt(Dot(g, g)), result.Least.Size);
        for (var i = 0; i < 3; i++)
        {
            Close.To(0.3 * g[i] / Dot(g, g), result.Least[Names[i]]);
        }
    }

    [Fact]
    public void In_the_norm_of_a_covariance_the_least_shock_of_a_linear_cascade_is_tilted_by_it()
    {
        // u = L·Σg/(g′Σg).
        double[,] covariance = { { 0.04, 0.012, 0.006 }, { 0.012, 0.09, 0.01 }, { 0.006, 0.01, 0.0225 } };
        var (g, search) = (Multipliers(), new ReverseStress(LinearSystem, LinearRound).Over(Names.Select(n => StressCoordinate.Fall(n))));
        var result = (search with { Norm = StressNorm.Mahalanobis(Names, covariance) }).Find(StressTarget.TotalLoss(0.3), Monotone);
        var tilted = Times(covariance, g);
        Assert.Equal(ReverseStressKind.Certified, result.Kind);
        Close.To(0.3 / Math.Sqrt(Dot(g, tilted)), result.Least.Size);
        for (var i = 0; i < 3; i++)
        {
            Close.To(0.3 * tilted[i] / Dot(g, tilted), result.Least[Names[i]]);
        }
    }

    [Fact]
    public void In_the_largest_norm_every_coordinate_that_matters_moves_alike()
    {
        var (g, search) = (Multipliers(), new ReverseStress(LinearSystem, LinearRound).Over(Names.Select(n => StressCoordinate.Fall(n))));
        var result = (search with { Norm = StressNorm.Largest }).Find(StressTarget.TotalLoss(0.3), Monotone);
        Assert.Equal(ReverseStressKind.Certified, result.Kind);
        Close.To(0.3 / g.Sum(), result.Least.Size);
    }

    [Fact]
    public void A_coordinate_at_its_bound_leaves_the_rest_to_the_others()
    {
        // Loss 3a + b with a ≤ 0.02: the least (a, b) for 0.2 has a = 0.02 and b = 0.14; without the bound a = 0.06, b = 0.02.
        var search = Linear(x => (3 * x[0]) + x[1], StressCoordinate.Of("a", 0, 0.02), StressCoordinate.Of("b", 0, 1));
        var result = search.Find(StressTarget.TotalLoss(0.2), Monotone);
        Close.To(0.02, result.Least["a"]);
        Close.To(0.14, result.Least["b"]);
        Assert.Equal(ReverseStressKind.Certified, result.Kind);
    }

    [Fact]
    public void Factors_that_are_not_stressed_stand_at_their_conditional_mean()
    {
        // E[x₂, x₃ | x₁] = μ + Σ₂₁/Σ₁₁ (x₁ − μ₁); a loss of x₁ + 2x₂ + x₃ at 0.5.
        var search = Linear(x => x[0] + (2 * x[1]) + x[2], StressCoordinate.Of("a", 0, 10))
            .WithFollowing(StressCoordinate.Of("b", 0, 1), StressCoordinate.Of("c", 0, 1));
        var result = (search with { Norm = StressNorm.Mahalanobis(Names, Covariance, Mean) }).Find(StressTarget.TotalLoss(0.5), Few);
        var (b, c) = (0.012 / 0.04, -0.006 / 0.04);
        var a = (0.5 - (2 * (-0.02 - (b * 0.01))) - (0.005 - (c * 0.01))) / (1 + (2 * b) + c);
        Close.To(a, result.Least["a"]);
        Close.To(-0.02 + (b * (a - 0.01)), result.Least["b"]);
        Close.To(0.005 + (c * (a - 0.01)), result.Least["c"]);
        Close.To((a - 0.01) / 0.2, result.Least.Size);
    }

    [Fact]
    public void Of_drawn_coordinates_the_least_shock_is_the_most_plausible()
    {
        // Exponential losses with means 1 and 2: z = Φ⁻¹(1 − e^(−x/mean)); on x₁ + x₂ = 10 the least z₁² + z₂² by a fine grid.
        var search = Linear(
            x => x[0] + x[1],
            StressCoordinate.Of("a", 0, 100).Drawn(Interdealer.Ensembles.Sampling.Marginal.Gamma(1, 1)),
            StressCoordinate.Of("b", 0, 100).Drawn(Interdealer.Ensembles.Sampling.Marginal.Gamma(1, 2)));
        var least = search.Find(StressTarget.TotalLoss(10), Few).Least;
        double Z(double x, double mean) => -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, Math.Exp(-x / mean));
        var sizes = Enumerable.Range(1, 99_999).Select(k => (X: k * 1e-4, Size: Math.Sqrt(Math.Pow(Z(k * 1e-4, 1), 2) + Math.Pow(Z(10 - (k * 1e-4), 2), 2)))).MinBy(p => p.Size);
        Close.To(sizes.Size, least.Size, 1e-6);
        Close.To(sizes.X, least["a"], 1e-3);
    }

    [Fact]
    public void Dealer_Prime_has_sold_everything_at_a_fall_of_7_60ths_and_lost_its_capital_at_a_sixth()
    {
        // q = 19x meets 350 − x at x = 17.5, a fall of 17.5/150; capital of 25 is gone at 25/150.
        var search = new ReverseStress(SmallSystems.DealerPrimeAlone, new Deleverage(DealerPrime.Slr).Then(new PriceImpact.Linear(SellerShare.OldPrice)))
            .Over(StressCoordinate.Fall("Corporate bonds"));
        Close.To(17.5 / 150, search.Find(StressTarget.EverythingSoldBy("Dealer Prime"), Monotone).Least.Size);
        Close.To(25.0 / 150, search.Find(StressTarget.InsolvencyOf("Dealer Prime"), Monotone).Least.Size);
    }

    private static string[] Names => ["a", "b", "c"];

    private static FinancialSystem LinearSystem => new(
        [new Institution("holder") { Debt = 1 }], Names.Select(n => new Asset(n)), Names.Select((n, i) => new Holding("holder", n, Held[i])));

    /// <summary>Falls F ← u + ΛF, u what the shock left of the value towards which prices recover.</summary>
    private static IOperator LinearRound => Operator.From(state =>
    {
        for (var s = 0; s < state.ScenarioCount; s++)
        {
            double[] falls = [.. state.Price.Scenario(s).Select(p => 1 - p)];
            var further = Times(Response, falls);
            for (var k = 0; k < 3; k++)
            {
                state.Price[k, s] = state.Fundamental[k, s] - further[k];
            }
        }
    });

    /// <summary>(I − Λ′)⁻¹w by repeated substitution, to rounding.</summary>
    private static double[] Multipliers()
    {
        var g = (double[])Held.Clone();
        for (var k = 0; k < 500; k++)
        {
            g = [.. Held.Select((w, i) => w + Enumerable.Range(0, 3).Sum(j => Response[j, i] * g[j]))];
        }

        return g;
    }

    private static ReverseStress Linear(Func<double[], double> loss, params StressCoordinate[] coordinates) => new ReverseStress((values, results) =>
    {
        for (var s = 0; s < results.Length; s++)
        {
            results[s] = loss(values.Scenario(s));
        }
    }).Over(coordinates);

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static double[] Times(double[,] m, double[] x) => [.. Enumerable.Range(0, 3).Select(r => Enumerable.Range(0, 3).Sum(c => m[r, c] * x[c]))];
}
