using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Data;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>What the command makes of sources and statistics: the bytes of the library, and of its own shards.</summary>
public sealed class EnsembleFormsTests : IDisposable
{
    readonly EnsembleFolder mixed = EnsembleFolder.Of(EnsembleKind.Mixed, 200);
    readonly EnsembleFolder design = EnsembleFolder.Of(EnsembleKind.Design, 256);

    public void Dispose()
    {
        mixed.Dispose();
        design.Dispose();
    }

    [Fact]
    public async Task Sources_that_hold_sources_have_the_bytes_of_the_library()
    {
        var history = File.ReadLines(mixed.At("history.csv")).Skip(1).Select(line => line.Split(',')[1..].Select(x => double.Parse(x, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
        var inner = new JoinedScenarios(
            new BootstrapScenarios(["DE", "IT"], history, 50, 5, PathTotal.Fall) { Horizon = 10, Blocks = BootstrapBlocks.Stationary, BlockLength = 4 },
            new DrawnScenarios(new LatinHypercube(50, 6), [("ES", Marginal.Uniform(0, 0.1))]),
            new FactorScenarios(new SobolPoints(50, 7), [Marginal.Normal(0, 0.02)], [new("FR", [1]) { Most = 1 }, new("GB", [0.5]) { Most = 1 }]));
        var limit = LeverageRatio.FromMinimum(0.03).Varying("leverage");
        var source = new CrossedScenarios(new GridScenarios(("depth", GridScenarios.Spaced(1, 0.5, 2)), ("required", [0.03, 0.035])), inner);
        var ensemble = Of(source, limit).Acting("depth", Effect.DepthMultiple()).Acting("required", Effect.Requirement(limit));
        await Same(mixed, Measured(ensemble, []));
    }

    [Fact]
    public async Task A_design_for_indices_has_the_bytes_of_the_library()
    {
        var points = new SaltelliPoints(new SobolPoints(64, 17), 2);
        var source = new DrawnScenarios(points, [("IT", Marginal.Uniform(0, 0.1)), ("depth", Marginal.Uniform(0.2, 1))]);
        await Same(design, Measured(Of(source, LeverageRatio.FromMinimum(0.03)).Acting("depth", Effect.DepthMultiple()), [() => new SobolIndices(points, ["IT", "depth"])]));
    }

    [Theory]
    [InlineData(EnsembleKind.Mixed)]
    [InlineData(EnsembleKind.Design)]
    public async Task Shards_merge_to_the_bytes_of_one_process(EnsembleKind kind)
    {
        var folder = kind == EnsembleKind.Mixed ? mixed : design;
        Assert.Equal(0, (await folder.RunAsync("run", "spec.json", "--output", "whole.sqlite", "--threads", "2")).Code);
        for (var i = 0; i < 3; i++)
        {
            var (ran, said) = await folder.RunAsync("run", "spec.json", "--shard", $"{i}/3", "--output", $"part{i}.shard", "--threads", "1");
            Assert.True(ran == 0, said);
        }

        var (code, output) = await folder.RunAsync("merge", "spec.json", "part1.shard", "part2.shard", "part0.shard", "--output", "merged.sqlite");
        Assert.True(code == 0, output);
        Assert.Equal(folder.Bytes("whole.sqlite"), folder.Bytes("merged.sqlite"));
    }

    [Theory]
    [InlineData("\"history.csv\"", "\"../history.csv\"", "$.scenarios.inner.sources[0].history: expected a path below the folder")]
    [InlineData("\"bootstrap\"", "\"boostrap\"", "$.scenarios.inner.sources[0].source: expected one of ")]
    [InlineData("\"blockDays\": 4", "\"blockDays\": 251", "$.scenarios.inner.sources[0]: BlockLength must be from 1 to 250 days")]
    [InlineData("\"count\": 2", "\"count\": 99999999999", "$.scenarios.outer.axes.depth.count: expected a whole number from 2 to 10000000; it was 99999999999")]
    [InlineData("[ 0.03, 0.035 ]", "[ 0.03, NaN ]", "is not JSON")]
    [InlineData("\"limit\": \"leverage\"", "\"limit\": \"leverag\"", "$.effects.required.limit: expected the \"name\" of a limit of the round: one of \"leverage\"; it was \"leverag\"")]
    [InlineData("\"sources\": [", "\"sources\": [ 7,", "$.scenarios.inner.sources[0]: expected an object with \"source\"; it was 7")]
    public async Task A_specification_that_is_wrong_answers_2_with_one_line_that_has_its_place(string piece, string by, string says)
    {
        var text = await File.ReadAllTextAsync(mixed.At("spec.json"));
        Assert.Contains(piece, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(mixed.At("spec.json"), text.Replace(piece, by, StringComparison.Ordinal));
        var (code, output) = await mixed.RunAsync("check", "spec.json");
        Assert.Equal(2, code);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.Equal(1, output.Count(c => c == '\n'));
    }

    static Ensemble Of(IScenarioSource source, IConstraint limit) =>
        new(Eba2016.ToSystem(), source, new Deleverage(limit).Then(new PriceImpact.SquareRoot(SellerShare.OldPrice)).Then(new Default()), new CascadeOptions { MaximumRounds = 30 });

    static Ensemble Measured(Ensemble ensemble, Func<ISummary>[] further)
    {
        var system = ensemble.System;
        string[] banks = [.. system.Institutions.Select(i => i.Name)];
        return ensemble
            .Measuring(Output.SystemLossShare, [() => new Moments(), () => new Distribution(), () => new Extremes(5), () => new Exceedances(0.1, 0.2, 0.4), .. further])
            .Keeping(Output.SystemLossShare, Output.Defaults).Measuring(Output.Losses(system))
            .Together("limits", Output.EverBounds(system), () => new BindingCounts(banks, ["Leverage ratio"], Binding.AnyRound))
            .Together("last limits", Output.Bounds(system), () => new BindingCounts(banks, ["leverage"], Binding.Last))
            .Together("joint", Output.DefaultsOf(system), () => new JointDefaults(banks))
            .Together("correlations", [Output.TotalLoss, Output.Defaults, Output.Rounds, Output.PriceFall("IT")], () => new Correlations(4));
    }

    static async Task Same(EnsembleFolder folder, Ensemble written)
    {
        var (code, output) = await folder.RunAsync("run", "spec.json", "--output", "command.csv");
        Assert.True(code == 0, output);
        written.RunTo(folder.At("library.csv"));
        Assert.Equal(folder.Bytes("library.csv"), folder.Bytes("command.csv"));
        var (library, command) = (ResultsReport.Read(folder.At("library.csv")), ResultsReport.Read(folder.At("command.csv")));
        Assert.True(library.Figures.Length > 200);
        Assert.Equal(library.Figures.ToArray(), command.Figures.ToArray());
    }
}
