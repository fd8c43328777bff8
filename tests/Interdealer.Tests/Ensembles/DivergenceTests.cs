using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Results;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Tests.Ensembles;

/// <summary>Scenarios that diverge are counted, have no figures, and are no success unless that is allowed.</summary>
public sealed class DivergenceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diverged-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void They_are_counted_have_no_figures_and_leave_those_of_others_alone()
    {
        // Of 40 falls from 0 to 39 %, those of 30 % and more break.
        var result = Of().Run();
        Assert.Equal((40L, 40L, 10L), (result.Scenarios, result.Finished, result.Diverged));
        Assert.Equal([Output.TotalLoss, Output.Outcome], result.Outputs.ToArray());
        var (losses, outcomes) = (result.Values(Output.TotalLoss), result.Values(Output.Outcome));
        for (var s = 0; s < 40; s++)
        {
            Assert.Equal(s >= 30, double.IsNaN(losses[s]));
            Assert.Equal(s >= 30, double.IsNaN(outcomes[s]));
            Assert.True(s >= 30 || Math.Abs(losses[s] - s) < 1e-9);
        }

        Assert.Equal(30, result.Summary<Moments>(Output.TotalLoss).Count);
        Assert.Contains("10 diverged and have no figures, the first of them scenario 30", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("10 of 40 scenarios diverged, the first of them scenario 30", Assert.Throws<InvalidOperationException>(result.EnsureComplete).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_is_allowed_they_are_counted_all_the_same()
    {
        var result = Of(allowed: true).Run();
        Assert.Same(result, result.EnsureComplete());
        Assert.Null(result.Warning());
        Assert.Equal(10, result.Diverged);
    }

    [Fact]
    public void Without_any_nothing_is_said()
    {
        var result = Of(breaksFrom: 2).Run();
        Assert.Equal(0, result.Diverged);
        Assert.Null(result.EnsureComplete().Warning());
        Assert.DoesNotContain("diverged", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Asked_for_by_name_it_is_an_output_like_any_other()
    {
        var result = Of().Keeping(Output.Diverged).Measuring(Output.Diverged, () => new Moments()).Run();
        Assert.Equal(Enumerable.Range(0, 40).Select(s => s >= 30 ? 1.0 : 0), result.Values(Output.Diverged));
        Assert.Equal(0.25, result.Summary<Moments>(Output.Diverged).Mean);
        Assert.Equal(10, result.Diverged);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 16)]
    public void The_count_is_the_same_in_blocks_shards_and_files(int threads, int size)
    {
        var options = new EnsembleOptions { Threads = threads, BlockSize = size };
        Of().RunTo(At("whole.json"), options);
        for (var i = 0; i < 3; i++)
        {
            Of().RunShard(new ScenarioShard(i, 3), At($"{i}.shard"), options);
        }

        var merged = Of().Merge([At("2.shard"), At("0.shard"), At("1.shard")], At("merged.json"));
        Assert.Equal((10L, File.ReadAllText(At("whole.json"))), (merged.Diverged, File.ReadAllText(At("merged.json"))));
        var stored = ResultsReport.Read(At("whole.json")).Figures.Where(f => f.Output == "diverged").ToDictionary(f => f.Figure, f => f.Value);
        Assert.Equal((10.0, 30.0), (stored["scenarios"], stored["first scenario"]));
    }

    [Fact]
    public void Scenarios_that_take_turns_diverge_as_they_do_alone()
    {
        var (alone, together) = (Of(scenarios: 600).Keeping(Output.Diverged, Output.Rounds).Run(new EnsembleOptions { BlockSize = 1 }), Of(scenarios: 600).Keeping(Output.Diverged, Output.Rounds).Run(new EnsembleOptions { BlockSize = 600 }));

        Assert.Equal(alone.Diverged, together.Diverged);
        Assert.InRange(together.Diverged, 100, 200);
        Assert.All(together.Outputs, o => Assert.Equal(alone.Values(o), together.Values(o)));
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static Ensemble Of(bool allowed = false, double breaksFrom = 0.295, int scenarios = 40)
    {
        var system = new FinancialSystem([new("A") { Debt = 50 }], [new("Bonds")], [new("A", "Bonds", 100)]);
        var breaks = Operator.From(state =>
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                state.Volatility[0, s] = 1 - state.Price[0, s] >= breaksFrom ? double.PositiveInfinity : 0;
            }
        });
        return new Ensemble(system, new GridScenarios(("Bonds", GridScenarios.Spaced(0, 0.39, scenarios))), breaks, new CascadeOptions { AllowsDivergence = allowed })
            .Measuring(Output.TotalLoss, () => new Moments()).Keeping(Output.TotalLoss, Output.Outcome);
    }
}
