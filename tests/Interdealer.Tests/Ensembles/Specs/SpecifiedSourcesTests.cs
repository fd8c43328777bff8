using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Specs;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Tests.Ensembles.Specs;

/// <summary>Sources, points and statistics of a specification are those of the library, to the last bit.</summary>
public sealed class SpecifiedSourcesTests : IDisposable
{
    private const string History = "date,bond,loan\n2020-01-01,-0.01,0.02\n2020-01-02,0.02,-0.03\n2020-01-03,-0.05,0.01\n2020-01-06,0.01,-0.02\n2020-01-07,-0.02,-0.04\n";
    private const string Coordinates = """ "coordinates": { "loan": { "distribution": "uniform", "least": 0, "most": 0.2 }, "bond": { "distribution": "uniform", "least": 0, "most": 0.1 } } """;
    private static readonly double[][] Days = [[-0.01, 0.02], [0.02, -0.03], [-0.05, 0.01], [0.01, -0.02], [-0.02, -0.04]];

    private static readonly Dictionary<string, IScenarioSource> Library = new()
    {
        [Drawn("""{ "points": "random", "count": 100, "seed": 5 }""")] = Drawn(new RandomPoints(100, 5)),
        [Drawn("""{ "points": "latinHypercube", "count": 100, "seed": 5 }""")] = Drawn(new LatinHypercube(100, 5)),
        [Drawn("""{ "points": "sobol", "count": 100, "seed": 5 }""")] = Drawn(new SobolPoints(100, 5)),
        [Drawn("""{ "points": "sobol", "count": 100, "seed": 5, "scrambling": "shift" }""")] = Drawn(new SobolPoints(100, 5, Scrambling.Shift)),
        [Drawn("""{ "points": "sobol", "count": 100, "seed": 5, "scrambling": "none" }""")] = Drawn(new SobolPoints(100, 5, Scrambling.None)),
        [Drawn("""{ "points": "saltelli", "base": { "points": "latinHypercube", "count": 25, "seed": 5 }, "inputs": 2 }""")] = Drawn(new SaltelliPoints(new LatinHypercube(25, 5), 2)),
        ["""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 100, "seed": 9 }"""] = new BootstrapScenarios(["bond", "loan"], Days, 100, 9, PathTotal.Fall),
        ["""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 100, "seed": 9, "horizonDays": 6, "blocks": "moving", "blockDays": 3, "total": "sum" }"""] =
            new BootstrapScenarios(["bond", "loan"], Days, 100, 9, PathTotal.Sum) { Horizon = 6, Blocks = BootstrapBlocks.Moving, BlockLength = 3 },
        ["""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 100, "seed": 9, "horizonDays": 6, "blocks": "stationary", "blockDays": 2 }"""] =
            new BootstrapScenarios(["bond", "loan"], Days, 100, 9, PathTotal.Fall) { Horizon = 6, Blocks = BootstrapBlocks.Stationary, BlockLength = 2 },
        ["""{ "source": "grid", "axes": { "loan": { "from": 0, "to": 0.3, "count": 7 }, "bond": [ 0.1, 0, 0.02 ] } }"""] =
            new GridScenarios(("loan", GridScenarios.Spaced(0, 0.3, 7)), ("bond", [0.1, 0, 0.02])),
        [$$"""{ "source": "crossed", "outer": { "source": "grid", "axes": { "depth": [ 1, 0.5, 0.25 ] } }, "inner": {{Drawn("""{ "points": "random", "count": 33, "seed": 5 }""")}} }"""] =
            new CrossedScenarios(new GridScenarios(("depth", [1, 0.5, 0.25])), Drawn(new RandomPoints(33, 5))),
        [$$"""{ "source": "joined", "sources": [ { "source": "bootstrap", "history": "calls.csv", "count": 100, "seed": 1, "total": "sum" }, {{Drawn("""{ "points": "random", "count": 100, "seed": 5 }""")}} ] }"""] =
            new JoinedScenarios(new BootstrapScenarios(["depth"], [[0.3], [0.7], [1]], 100, 1, PathTotal.Sum), Drawn(new RandomPoints(100, 5))),
    };

    private readonly SpecFolder _folder = new();

    public SpecifiedSourcesTests()
    {
        _folder.Write("history.csv", History);
        _folder.Write("calls.csv", "depth\n0.3\n0.7\n1\n");
    }

    public static TheoryData<string> All => [.. Library.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void A_source_has_the_scenarios_and_the_description_of_the_librarys(string scenarios)
    {
        var (read, written) = (Read(scenarios).Ensemble.Source, Library[scenarios]);
        Assert.Equal((written.Description, written.Count), (read.Description, read.Count));
        Assert.Equal(written.Coordinates, read.Coordinates);
        Column a = new(read.Coordinates.Count, (int)read.Count), b = new(read.Coordinates.Count, (int)read.Count);
        read.Draw(0, a);
        written.Draw(0, b);
        Assert.All(Enumerable.Range(0, a.ScenarioCount), s => Assert.Equal(b.Scenario(s), a.Scenario(s)));
        Assert.True(Enumerable.Range(0, a.Rows).All(c => a.In(c).ToArray().Distinct().Count() > 1), "a coordinate that never changes tests nothing");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Results_have_the_bytes_of_the_librarys_and_shards_merge_to_them(string scenarios)
    {
        var spec = Read(scenarios);
        var system = spec.Ensemble.System;
        string[] names = ["A", "B", "F"];
        var written = new Ensemble(system, Library[scenarios], spec.Ensemble.Round, spec.Ensemble.Cascade)
            .Measuring(Output.TotalLoss, () => new Moments(), () => new Distribution(), () => new Extremes(2), () => new Exceedances(1, 5, 20)).Keeping(Output.TotalLoss)
            .Together("defaults", Output.DefaultsOf(system), () => new JointDefaults(names))
            .Together("limits", Output.EverBounds(system), () => new BindingCounts(names, ["Leverage ratio"], Binding.AnyRound))
            .Together("last", Output.Bounds(system), () => new BindingCounts(names, ["leverage"], Binding.Last))
            .Together("losses", [.. Output.Losses(system), Output.Defaults], () => new Correlations(4));
        written = Library[scenarios].Coordinates.Contains("depth") ? written.Acting("depth", Effect.DepthMultiple()) : written;
        var result = written.RunTo(_folder.At("written.csv"), new EnsembleOptions { BlockSize = 7 });
        Assert.Equal(Library[scenarios].Count, result.Finished);
        spec.Ensemble.RunTo(_folder.At("read.csv"));
        Assert.Equal(File.ReadAllBytes(_folder.At("written.csv")), File.ReadAllBytes(_folder.At("read.csv")));
        Assert.Equal(ResultsReport.Read(_folder.At("written.csv")).Figures.ToArray(), ResultsReport.Read(_folder.At("read.csv")).Figures.ToArray());
        for (var i = 0; i < 4; i++)
        {
            Read(scenarios).Ensemble.RunShard(new ScenarioShard(i, 4), _folder.At($"{i}.shard"), new EnsembleOptions { BlockSize = 3 + i });
        }

        spec.Ensemble.Merge(Enumerable.Range(0, 4).Select(i => _folder.At($"{3 - i}.shard")), _folder.At("merged.csv"));
        Assert.Equal(File.ReadAllBytes(_folder.At("read.csv")), File.ReadAllBytes(_folder.At("merged.csv")));
        Assert.Equal(File.ReadAllBytes(_folder.At("read.run.json")), File.ReadAllBytes(_folder.At("merged.run.json")));
    }

    [Fact]
    public void Sobol_indices_have_the_bytes_of_the_librarys_and_shards_that_cut_base_points_merge_to_them()
    {
        var spec = Read(Drawn("""{ "points": "saltelli", "base": { "points": "sobol", "count": 64, "seed": 8 }, "inputs": 2 }"""), """, { "summary": "sobolIndices" }""");
        var design = new SaltelliPoints(new SobolPoints(64, 8), 2);
        var written = new Ensemble(spec.Ensemble.System, Drawn(design), spec.Ensemble.Round, spec.Ensemble.Cascade).Measuring(Output.TotalLoss, () => new SobolIndices(design, ["loan", "bond"])).Run();
        var result = spec.Ensemble.RunTo(_folder.At("read.csv"));
        var indices = result.Summary<SobolIndices>(Output.TotalLoss);
        Assert.Equal(written.Summary<SobolIndices>(Output.TotalLoss).Indices.ToArray(), indices.Indices.ToArray());
        Assert.Equal((64, 0), (indices.Count, indices.Missing));
        Assert.True(indices.Indices.Sum(i => i.Total.Value) > 0.9);

        // 256 scenarios in 7 parts: no part but the first begins with a base point.
        for (var i = 0; i < 7; i++)
        {
            spec.Ensemble.RunShard(new ScenarioShard(i, 7), _folder.At($"{i}.shard"));
        }

        spec.Ensemble.Merge(Enumerable.Range(0, 7).Select(i => _folder.At($"{i}.shard")), _folder.At("merged.csv"));
        Assert.Equal(File.ReadAllBytes(_folder.At("read.run.json")), File.ReadAllBytes(_folder.At("merged.run.json")));
    }

    [Fact]
    public void The_order_of_axes_and_coordinates_makes_another_run()
    {
        var options = new EnsembleOptions { Checkpoint = _folder.At("checkpoint") };
        Read("""{ "source": "grid", "axes": { "loan": [ 0, 0.1 ], "bond": [ 0, 0.1 ] } }""").Ensemble.Run(options);
        Assert.Throws<CheckpointException>(() => Read("""{ "source": "grid", "axes": { "bond": [ 0, 0.1 ], "loan": [ 0, 0.1 ] } }""").Ensemble.Run(options));
    }

    [Theory]
    [InlineData("""{ "source": "bootstrap", "history": "nowhere.csv", "count": 1, "seed": 1 }""", "$.scenarios.history", "there is no file \"nowhere.csv\"")]
    [InlineData("""{ "source": "bootstrap", "history": "../history.csv", "count": 1, "seed": 1 }""", "$.scenarios.history", "below the folder")]
    [InlineData("""{ "source": "bootstrap", "history": "history.csv", "count": 1, "seed": 1 }""", "$.scenarios", "history.csv, line 2, column date: \"2020-01-01\" must be a number")]
    [InlineData("""{ "source": "bootstrap", "history": "history.csv", "dates": "day", "count": 1, "seed": 1 }""", "$.scenarios", "expected at least one of numbers and \"day\"")]
    [InlineData("""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 1, "seed": 1, "blocks": "moving", "blockDays": 6 }""", "$.scenarios", "from 1 to 5 days, the length of history; it was 6")]
    [InlineData("""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 1, "seed": 1, "blocks": "circular" }""", "$.scenarios.blocks", "\"single\", \"moving\", \"stationary\"; it was \"circular\"")]
    [InlineData("""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 1, "seed": 1, "horizonDays": 100001 }""", "$.scenarios.horizonDays", "from 1 to 100000; it was 100001")]
    [InlineData("""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 1, "seed": 1, "total": "product" }""", "$.scenarios.total", "it was \"product\"")]
    [InlineData("""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 0, "seed": 1 }""", "$.scenarios.count", "a whole number from 1")]
    [InlineData("""{ "source": "bootstrap", "history": "history.csv", "dates": "date", "count": 1, "seed": -1 }""", "$.scenarios.seed", "it was -1")]
    [InlineData("""{ "source": "bootstrap", "history": "crash.csv", "count": 1, "seed": 1 }""", "$.scenarios", "a return of -1.5")]
    [InlineData("""{ "source": "grid", "axes": {} }""", "$.scenarios", "coordinates must be at least one")]
    [InlineData("""{ "source": "grid", "axes": { "bond": [] } }""", "$.scenarios.axes.bond", "an array of at least 1")]
    [InlineData("""{ "source": "grid", "axes": { "bond": [ 0, "NaN" ] } }""", "$.scenarios.axes.bond[1]", "it was \"NaN\"")]
    [InlineData("""{ "source": "grid", "axes": { "bond": [ 1e999 ] } }""", "$.scenarios.axes.bond[0]", "it was 1e999")]
    [InlineData("""{ "source": "grid", "axes": { "bond": 3 } }""", "$.scenarios.axes.bond", "\"from\", \"to\" and \"count\"; it was 3")]
    [InlineData("""{ "source": "grid", "axes": { "bond": { "from": 0, "to": 1, "count": 1 } } }""", "$.scenarios.axes.bond.count", "from 2")]
    [InlineData("""{ "source": "grid", "axes": { "bond": { "from": 0, "to": 1, "step": 0.1 } } }""", "$.scenarios.axes.bond.step", "there is no property \"step\"")]
    [InlineData("""{ "source": "grid", "axes": { "bond": { "from": 0, "to": 1, "count": 10000000 }, "loan": [ 1 ] } }""", "$.scenarios.axes", "10000001 values together")]
    [InlineData("""{ "source": "joined", "sources": [] }""", "$.scenarios.sources", "an array of at least 1")]
    [InlineData("""{ "source": "joined", "sources": [ { "source": "grid", "axes": { "bond": [ 0 ] } }, { "source": "grid", "axes": { "loan": [ 0, 1 ] } } ] }""", "$.scenarios.sources", "the first has 1, that of \"loan\" has 2")]
    [InlineData("""{ "source": "joined", "sources": [ { "source": "grid", "axes": { "bond": [ 0 ] } }, { "source": "nothing" } ] }""", "$.scenarios.sources[1].source", "it was \"nothing\"")]
    [InlineData("""{ "source": "crossed", "outer": { "source": "grid", "axes": { "bond": [ 0 ] } }, "inner": { "source": "grid", "axes": { "bond": [ 0 ] } } }""", "$.scenarios", "\"bond\" more than once")]
    [InlineData("""{ "source": "crossed", "outer": { "source": "grid", "axes": { "bond": [ 0 ] } } }""", "$.scenarios", "\"inner\" is missing")]
    [InlineData("""{ "source": "drawn", "points": { "points": "halton", "count": 1, "seed": 1 }, "coordinates": {} }""", "$.scenarios.points.points", "\"random\", \"latinHypercube\", \"sobol\", \"saltelli\"; it was \"halton\"")]
    [InlineData("""{ "source": "drawn", "points": { "points": "sobol", "count": 1000000000000001, "seed": 1 }, "coordinates": {} }""", "$.scenarios.points.count", "to 1000000000000000; it was 1000000000000001")]
    [InlineData("""{ "source": "drawn", "points": { "points": "sobol", "count": 8, "seed": 1, "scrambling": "owen" }, "coordinates": {} }""", "$.scenarios.points.scrambling", "it was \"owen\"")]
    [InlineData("""{ "source": "drawn", "points": { "points": "latinHypercube", "count": 2.5, "seed": 1 }, "coordinates": {} }""", "$.scenarios.points.count", "it was 2.5")]
    [InlineData("""{ "source": "drawn", "points": { "points": "saltelli", "base": { "points": "random", "count": 8, "seed": 1 }, "inputs": 513 }, "coordinates": {} }""", "$.scenarios.points.inputs", "from 1 to 512; it was 513")]
    [InlineData("""{ "source": "drawn", "points": { "points": "saltelli", "base": { "points": "saltelli", "base": { "points": "random", "count": 8, "seed": 1 }, "inputs": 2 }, "inputs": 1 }, "coordinates": {} }""", "$.scenarios.points.base", "not be a design themselves")]
    [InlineData("""{ "source": "drawn", "points": { "points": "saltelli", "base": { "points": "random", "count": 8, "seed": 1 }, "inputs": 3 }, "coordinates": { "bond": { "distribution": "constant", "value": 0 } } }""", "$.scenarios.points", "of 3 inputs")]
    public void Sources_that_are_wrong_are_answered_with_place_value_and_what_was_expected(string scenarios, string path, string says)
    {
        _folder.Write("crash.csv", "bond\n-1.5\n");
        var refused = Assert.Throws<SpecException>(() => Read(scenarios));
        Assert.Equal(path, refused.Path);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""", { "summary": "exceedances", "thresholds": [ 2, 1 ] }""", "$.outputs[0].summaries[4].thresholds", "ascending")]
    [InlineData(""", { "summary": "exceedances", "thresholds": [] }""", "$.outputs[0].summaries[4].thresholds", "at least 1")]
    [InlineData(""", { "summary": "exceedances", "thresholds": [ null ] }""", "$.outputs[0].summaries[4].thresholds[0]", "it was null")]
    [InlineData(""", { "summary": "exceedances" }""", "$.outputs[0].summaries[4]", "\"thresholds\" is missing")]
    [InlineData(""", { "summary": "sobolIndices" }""", "$.outputs[0].summaries[4]", "from the points \"saltelli\"")]
    [InlineData(""", { "summary": "sobolIndices", "inputs": 2 }""", "$.outputs[0].summaries[4].inputs", "no property \"inputs\"")]
    [InlineData(""", { "summary": "median" }""", "$.outputs[0].summaries[4].summary", "\"exceedances\", \"sobolIndices\"; it was \"median\"")]
    public void Statistics_that_are_wrong_are_answered_likewise(string summary, string path, string says) => Refused(() => Read("""{ "source": "grid", "axes": { "bond": [ 0 ] } }""", summary), path, says);

    [Theory]
    [InlineData("""{ "together": "jointDefaults", "institutions": [ "C" ] }""", "$.together.x.institutions[0]", "\"A\", \"B\", \"F\"; it was \"C\"")]
    [InlineData("""{ "together": "jointDefaults", "institutions": [ "A", "A" ] }""", "$.outputs", "none twice")]
    [InlineData("""{ "together": "correlations", "of": [ { "output": "totalLoss" } ] }""", "$.together.x.of", "names 1 outputs; from 2 to 256")]
    [InlineData("""{ "together": "correlations", "of": [ { "output": "totalLoss", "keep": true }, { "output": "losses" } ] }""", "$.together.x.of[0].keep", "no property \"keep\"")]
    [InlineData("""{ "together": "correlations", "of": [ { "output": "totalLoss" }, { "output": "totalLoss" } ] }""", "$.outputs", "none twice")]
    [InlineData("""{ "together": "binding", "limits": [ "a", "b" ] }""", "$.together.x.limits", "limits are 2; the round has 1: \"Leverage ratio\"")]
    [InlineData("""{ "together": "binding", "when": "first" }""", "$.together.x.when", "\"anyRound\", \"last\"; it was \"first\"")]
    [InlineData("""{ "together": "covariances" }""", "$.together.x.together", "it was \"covariances\"")]
    public void Statistics_of_several_outputs_that_are_wrong_are_answered_likewise(string joint, string path, string says) =>
        Refused(() => Read("""{ "source": "grid", "axes": { "bond": [ 0 ] } }""", joint: $", \"x\": {joint}"), path, says);

    [Fact]
    public void A_design_with_too_few_base_points_for_indices_is_refused() =>
        Refused(() => Read(Drawn("""{ "points": "saltelli", "base": { "points": "sobol", "count": 63, "seed": 8 }, "inputs": 2 }"""), """, { "summary": "sobolIndices" }"""), "$.outputs[0].summaries[4]", "at least 64 base points");

    [Fact]
    public void Files_are_bounded_together_and_not_only_each()
    {
        _folder.Write("a.csv", new string('x', 60));
        var context = new SpecContext(_folder.At(""), Pieces.None) { BytesTogether = 100 };
        var node = SpecDocument.Read("spec.json", "\"a.csv\""u8);
        context.Open(node);
        Assert.Contains("20 bytes longer than all of them together may be", Assert.Throws<SpecException>(() => context.Open(node)).Message, StringComparison.Ordinal);
    }

    private static void Refused(Action read, string path, string says)
    {
        var refused = Assert.Throws<SpecException>(read);
        Assert.Equal(path, refused.Path);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private static string Drawn(string points) => $$"""{ "source": "drawn", "points": {{points}}, {{Coordinates}} }""";

    private static DrawnScenarios Drawn(IUnitPoints points) => new(points, [("loan", Marginal.Uniform(0, 0.2)), ("bond", Marginal.Uniform(0, 0.1))]);

    private EnsembleSpec Read(string scenarios, string summary = "", string joint = "") => _folder.Read($$"""
        {
          "version": 1, "system": { "institutions": "institutions.csv", "assets": "assets.csv", "holdings": "holdings.csv", "claims": "claims.csv" },
          "round": [
            { "operator": "deleverage", "limit": { "constraint": "leverageRatio", "minimum": 0.05, "for": "dealer" } },
            { "operator": "priceImpact", "law": { "impact": "exponential", "sellerShare": 0 } }, { "operator": "default" }
          ],
          "cascade": { "maximumRounds": 60 }, "scenarios": {{scenarios}},
          {{(scenarios.Contains("depth", StringComparison.Ordinal) || scenarios.Contains("calls.csv", StringComparison.Ordinal) ? """ "effects": { "depth": { "effect": "depthMultiple" } }, """ : "")}}
          "outputs": [
            {
              "output": "totalLoss", "keep": true,
              "summaries": [ { "summary": "moments" }, { "summary": "distribution" }, { "summary": "extremes", "kept": 2 }, { "summary": "exceedances", "thresholds": [ 1, 5, 20 ] }{{summary}} ]
            }
          ],
          "together": {
            "defaults": { "together": "jointDefaults" }, "limits": { "together": "binding" }, "last": { "together": "binding", "when": "last", "limits": [ "leverage" ] },
            "losses": { "together": "correlations", "of": [ { "output": "losses" }, { "output": "defaults" } ] }{{joint}}
          }
        }
        """);
}
