using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Tests.Ensembles;

public class SobolIndicesTests
{
    /// <summary>f = sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ on (−π, π)³ (Ishigami and Homma 1990).</summary>
    [Fact]
    public void Ishigamis_function_has_its_analytic_indices()
    {
        // V₁ = ½(1 + bπ⁴/5)², V₂ = a²/8, V₁₃ = b²π⁸(1/18 − 1/50), all others 0.
        var (a, b) = (7.0, 0.1);
        var (v1, v2, v13) = (0.5 * Math.Pow(1 + (b * Math.Pow(Math.PI, 4) / 5), 2), a * a / 8, b * b * Math.Pow(Math.PI, 8) * ((1.0 / 18) - (1.0 / 50)));
        var v = v1 + v2 + v13;
        Check(
            Indices(new SobolPoints(1 << 14, seed: 1), 3, -Math.PI, Math.PI, x => Math.Sin(x[0]) + (a * Math.Pow(Math.Sin(x[1]), 2)) + (b * Math.Pow(x[2], 4) * Math.Sin(x[0]))).Indices,
            [v1 / v, v2 / v, 0],
            [(v1 + v13) / v, v2 / v, v13 / v],
            within: 0.005);
    }

    /// <summary>f = Π (|4x_i − 2| + a_i)/(1 + a_i) (Sobol's g-function).</summary>
    [Fact]
    public void The_g_function_has_its_analytic_indices()
    {
        double[] a = [0, 1, 4.5, 9, 99];
        var parts = a.Select(x => 1 / (3 * (1 + x) * (1 + x))).ToArray();
        var v = parts.Aggregate(1.0, (product, p) => product * (1 + p)) - 1;
        Check(
            Indices(new SobolPoints(1 << 14, seed: 2), a.Length, 0, 1, x => a.Select((ai, i) => (Math.Abs((4 * x[i]) - 2) + ai) / (1 + ai)).Aggregate(1.0, (p, y) => p * y)).Indices,
            [.. parts.Select(p => p / v)],
            [.. parts.Select(p => p * (v + 1) / (1 + p) / v)],
            within: 0.01);
    }

    [Fact]
    public void Random_base_points_give_intervals_that_hold_the_indices()
    {
        // f = x₁ + 2x₂: first and total order 1/5 and 4/5. 40 designs, 4 intervals each: 95 % of 160 are 152.
        var held = 0;
        for (var seed = 0UL; seed < 40; seed++)
        {
            var indices = Indices(new RandomPoints(512, seed), 2, 0, 1, x => 1e6 + x[0] + (2 * x[1])).Indices;
            held += indices.Zip([0.2, 0.8], (index, truth) => new[] { index.First, index.Total }.Count(i => i.Least <= truth && truth <= i.Most)).Sum();
        }

        Assert.InRange(held, 140, 160);
    }

    [Fact]
    public void Parts_of_a_design_in_any_order_give_the_same_bytes()
    {
        var design = new SaltelliPoints(new RandomPoints(200, 3), 2);
        var values = Values(design, 0, 1, x => x[0] == x[1] ? 0 : Math.Exp(x[0]) * x[1]);
        values[57] = double.NaN;
        var whole = new SobolIndices(design, ["a", "b"]);
        whole.Add(new ScenarioValues(0, values));
        Assert.Equal((199, 1), (whole.Count, whole.Missing));
        var (random, parts) = (new Random(4), new List<SobolIndices>());
        var cuts = Enumerable.Range(0, 70).Select(_ => random.Next(values.Length)).Append(0).Append(values.Length).Distinct().Order().ToArray();
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)).OrderBy(_ => random.Next()))
        {
            var part = new SobolIndices(design, ["a", "b"]);
            part.Add(new ScenarioValues(from, values[from..to]));
            var read = new SobolIndices(design, ["a", "b"]);
            using var reader = new BinaryReader(new MemoryStream(SummaryCodec.Bytes(part)));
            read.Load(reader);
            parts.Add(read);
        }

        var joined = new SobolIndices(design, ["a", "b"]);
        parts.ForEach(joined.Add);
        Assert.Equal(SummaryCodec.Bytes(whole), SummaryCodec.Bytes(joined));
    }

    [Fact]
    public void Parameters_and_shocks_of_a_cascade_share_its_variance()
    {
        // The loss to a shock alone is linear in the falls: with holdings 100 and 50 and equal falls the shares are 4/5 and 1/5, and depth has none.
        var system = new FinancialSystem([new Institution("Fund") { Debt = 20 }], [new Asset("A") { Depth = 1e3 }, new Asset("B") { Depth = 1e3 }], [new Holding("Fund", "A", 100), new Holding("Fund", "B", 50)]);
        var design = new SaltelliPoints(new SobolPoints(1024, seed: 6), 3);
        var source = new DrawnScenarios(design, [("A", Marginal.Uniform(0, 0.1)), ("B", Marginal.Uniform(0, 0.1)), ("depth", Marginal.Uniform(0.5, 2))]);
        var ensemble = new Ensemble(system, source, new Default()).Acting("depth", Effect.DepthMultiple())
            .Measuring(Output.TotalLoss, () => new SobolIndices(design, source.Coordinates));
        var result = ensemble.Run(new EnsembleOptions { BlockSize = 64, Threads = 2 }).Summary<SobolIndices>(Output.TotalLoss);
        Check(result.Indices, [0.8, 0.2, 0], [0.8, 0.2, 0], within: 0.01);
        Assert.Equal(SummaryCodec.Bytes(result), SummaryCodec.Bytes(ensemble.Run(new EnsembleOptions { BlockSize = 7, Threads = 3 }).Summary<SobolIndices>(Output.TotalLoss)));

        // With sales into thin markets depth matters too, most of it together with the falls: total above first order.
        var selling = new Ensemble(system, source, SmallEnsemble.Round, SmallEnsemble.Limits).Acting("depth", Effect.DepthMultiple())
            .Measuring(Output.TotalLoss, () => new SobolIndices(design, source.Coordinates)).Run().Summary<SobolIndices>(Output.TotalLoss).Indices;
        Assert.All(selling, index => Assert.True(index.Total.Most >= index.First.Least));
    }

    [Fact]
    public void What_is_no_design_is_refused()
    {
        var design = new SaltelliPoints(new RandomPoints(100, 1), 2);
        Assert.Contains("2 inputs", Assert.Throws<ArgumentException>(() => new SobolIndices(design, ["a"])).Message, StringComparison.Ordinal);
        Assert.Contains("at least 64", Assert.Throws<ArgumentException>(() => new SobolIndices(new SaltelliPoints(new RandomPoints(10, 1), 1), ["a"])).Message, StringComparison.Ordinal);
        Assert.Contains("all independent", Assert.Throws<ArgumentException>(() => new DrawnScenarios(design, [("a", Marginal.Constant(1))])).Message, StringComparison.Ordinal);
        var constant = Indices(new RandomPoints(64, 1), 1, 0, 1, _ => 3);
        Assert.True(double.IsNaN(constant.Indices[0].First.Value));
    }

    private static void Check(IReadOnlyList<SobolIndex> indices, double[] first, double[] total, double within)
    {
        for (var i = 0; i < first.Length; i++)
        {
            Assert.Equal(first[i], indices[i].First.Value, within);
            Assert.Equal(total[i], indices[i].Total.Value, within);
            Assert.InRange(first[i], indices[i].First.Least - 1e-12, indices[i].First.Most + 1e-12);
            Assert.InRange(total[i], indices[i].Total.Least - 1e-12, indices[i].Total.Most + 1e-12);
        }
    }

    private static SobolIndices Indices(IUnitPoints points, int inputs, double least, double most, Func<double[], double> function)
    {
        var design = new SaltelliPoints(points, inputs);
        var indices = new SobolIndices(design, Enumerable.Range(1, inputs).Select(i => $"x{i}"));
        indices.Add(new ScenarioValues(0, Values(design, least, most, function)));
        return indices;
    }

    private static double[] Values(SaltelliPoints design, double least, double most, Func<double[], double> function)
    {
        var source = new DrawnScenarios(design, Enumerable.Range(1, design.Inputs).Select(i => new Coordinate($"x{i}", Marginal.Uniform(least, most))));
        var draws = ScenarioTests.Draw(source, 0, (int)source.Count);
        return [.. Enumerable.Range(0, draws.ScenarioCount).Select(s => function(draws.Scenario(s)))];
    }
}
