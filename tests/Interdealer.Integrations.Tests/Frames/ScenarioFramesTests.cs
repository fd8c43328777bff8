using Deedle;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Summaries;
using Interdealer.Frames;
using Interdealer.Tests;
using static Interdealer.Integrations.Tests.Frames.SampleFrames;

namespace Interdealer.Integrations.Tests.Frames;

public sealed class ScenarioFramesTests
{
    private static readonly FinancialSystem System = RandomSystems.Create(5);

    [Fact]
    public void Falls_by_asset_are_the_shock_written_out()
    {
        var falls = new Series<string, double>([System.Assets[1].Name, System.Assets[0].Name], [0.04, 0.5]);
        Assert.Equal([0.5, 0.96], System.Shock(falls.ToShock()).Price.Scenario(0)[..2]);
        Assert.Contains("row \"Bonds\", column \"fall\" holds 4;", Refused(() => new Series<string, double>(["Bonds"], [4]).ToShock()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_falls_is_a_scenario()
    {
        var frame = Of(["2008", "2020"], (System.Assets[0].Name, new[] { 0.1, 0.2 }), (System.Assets[1].Name, new[] { 0.3, double.NaN }));
        Assert.Contains("row \"2020\"", Refused(() => frame.ToShocks()), StringComparison.Ordinal);
        var shocks = frame.ToShocks(Missing.As(0));
        Assert.Equal(["2008", "2020"], shocks.Keys);
        var state = System.Shock(shocks.Values);
        Assert.Equal([0.9, 0.8], state.Price.Row(0).ToArray());
        Assert.Equal([0.7, 1], state.Price.Row(1).ToArray());
        Assert.Equal(["2008"], frame.ToShocks(Missing.LeftOut).Keys);
    }

    [Fact]
    public void A_frame_of_scenarios_runs_as_an_ensemble_whose_values_are_a_frame_again()
    {
        var random = new Random(11);
        var falls = Enumerable.Range(0, 40).Select(_ => System.Assets.Select(_ => 0.2 * random.NextDouble()).ToArray()).ToArray();
        var frame = Enumerable.Range(0, System.Assets.Length).Select(k => falls.Select(f => f[k]).ToArray()).ToList().ToFrame(Enumerable.Range(100, 40), System.Assets.Select(a => a.Name));
        var round = new Deleverage(LeverageRatio.FromMinimum(0.3)).Then(new PriceImpact.Exponential(SellerShare.OldPrice));
        var result = new Ensemble(System, frame.ToScenarios(), round).Keeping(Output.TotalLoss, Output.Defaults).Run();
        var plain = Interdealer.Cascades.Cascade.Run(System.Shock(frame.ToShocks().Values), round);
        var values = result.ValuesFrame();
        Assert.Equal(["total loss", "defaults"], values.ColumnKeys);
        Assert.Equal(Enumerable.Range(0, 40).Select(s => (long)s), values.RowKeys);
        Assert.Equal(result.Values(Output.TotalLoss), values.GetColumn<double>("total loss").Values);
        Assert.All(Enumerable.Range(0, 40), scenario => Assert.Equal(plain.Losses(scenario).Sum(l => l.Total), values.GetColumn<double>("total loss")[scenario], 9));
        Assert.Equal("currency", result.FiguresFrame().GetColumn<string>("Unit")["total loss"]);
        Assert.Contains("row 1, column \"a\" has no value", Refused(() => Of([0, 1], ("a", new[] { 0.1, double.NaN })).ToScenarios()), StringComparison.Ordinal);
    }

    [Fact]
    public void Scenarios_binding_limits_and_parts_of_the_variance_stand_by_their_keys()
    {
        var names = System.Assets.Select(a => a.Name).ToList();
        var design = new SaltelliPoints(new SobolPoints(64, seed: 3), names.Count);
        var source = new DrawnScenarios(design, [.. names.Select(name => new Coordinate(name, Marginal.Uniform(0, 0.5)))]);
        var drawn = source.ToFrame(5, 7);
        var plain = new Column(names.Count, 7);
        source.Draw(5, plain);
        Assert.Equal(Enumerable.Range(5, 7).Select(s => (long)s), drawn.RowKeys);
        Assert.Equal(names, drawn.ColumnKeys);
        Assert.All(names.Index(), name => Assert.Equal(plain.Row(name.Index).ToArray(), drawn[name.Item].Values));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.ToFrame(source.Count - 1, 2));

        var sale = new Deleverage(LeverageRatio.FromMinimum(0.3));
        var banks = System.Institutions.Select(i => i.Name).ToList();
        var result = new Ensemble(System, source, sale.Then(new PriceImpact.Exponential(SellerShare.OldPrice)))
            .Measuring(Output.TotalLoss, () => new SobolIndices(design, names))
            .Together("limits", Output.EverBounds(System), () => new BindingCounts(banks, sale.Limits, Binding.AnyRound)).Run();
        var counts = result.Summary<BindingCounts>("limits");
        var binding = counts.ToFrame();
        Assert.Equal([.. sale.Limits, "Any"], binding.ColumnKeys);
        Assert.Equal(banks, binding.RowKeys);
        Assert.All(banks.Index(), bank => Assert.Equal((double)counts[bank.Index, 0] / counts.Scenarios, binding[sale.Limits[0]][bank.Item]));
        // With one limit whoever is forced is forced by it.
        Assert.Equal(binding[sale.Limits[0]].Values, binding["Any"].Values, (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.True(binding["Any"].Values.Any(x => x > 0), "Nobody was forced to sell.");
        var indices = result.Summary<SobolIndices>(Output.TotalLoss);
        Assert.Equal(indices.Indices.Select(i => i.Total.Value), indices.ToFrame()["Total order"].Values);
        Assert.Equal(indices.Indices.Select(i => i.First.Least), indices.ToFrame()["First order least"].Values);
        Assert.Equal(names, indices.ToFrame().RowKeys);
    }
}
