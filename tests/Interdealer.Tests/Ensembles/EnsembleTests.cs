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

public class EnsembleTests
{
    [Fact]
    public void Two_scenarios_worked_by_hand()
    {
        // One holder of 100 against 90 of debt, no limits: a fall of 4 % loses 4 of 10, one of 12 % loses 12 and leaves −2: in default.
        var system = new FinancialSystem([new Institution("Fund") { Debt = 90 }], [new Asset("Bond")], [new Holding("Fund", "Bond", 100)]);
        var result = new Ensemble(system, new ScenarioTable(["Bond"], [[0.04], [0.12]]), new Default())
            .Keeping(Output.TotalLoss, Output.DirectLoss, Output.SystemLossShare, Output.Defaults, Output.Loss("Fund"), Output.Bound("Fund"), Output.DefaultOf("Fund"), Output.BoundBy(-1))
            .Run();
        Assert.Equal([4.0, 12.0], Rounded(result, Output.TotalLoss));
        Assert.Equal([4.0, 12.0], Rounded(result, Output.DirectLoss));
        Assert.Equal([0.4, 1.2], Rounded(result, Output.SystemLossShare));
        Assert.Equal([4.0, 12.0], Rounded(result, Output.Loss("Fund")));
        Assert.Equal([0.0, 1.0], result.Values(Output.Defaults));
        Assert.Equal([0.0, 1.0], result.Values(Output.DefaultOf("Fund")));
        Assert.Equal([-1.0, -1.0], result.Values(Output.Bound("Fund")));
        Assert.Equal([1.0, 1.0], result.Values(Output.BoundBy(-1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_output_is_the_one_of_the_scenario_run_alone(int seed)
    {
        var system = RandomSystems.Create(seed);
        var source = SmallEnsemble.Falls([.. system.Assets.Select(a => a.Name)], 21);
        var before = system.Start().Value().Equity.Scenario(0);
        var result = new Ensemble(system, source, SmallEnsemble.Round, SmallEnsemble.Limits)
            .Keeping(Output.TotalLoss, Output.DirectLoss, Output.Amplification, Output.Rounds, Output.Outcome, Output.Defaults, Output.PriceFall("asset 0"))
            .Keeping([.. Output.Losses(system), .. Output.Bounds(system)])
            .Run(new EnsembleOptions { BlockSize = 8 });
        for (var s = 0; s < source.Count; s++)
        {
            var draws = new Column(source.Coordinates.Count, 1);
            source.Draw(s, draws);
            var shock = source.Coordinates.Select((name, c) => (name, c)).Aggregate(new Shock(), (x, c) => x.Falling(c.name, draws[c.c, 0]));
            var alone = Cascade.Run(system.Shock(shock), SmallEnsemble.Round, SmallEnsemble.Limits);
            var losses = alone.Losses();
            Assert.Equal(losses.Sum(l => l.Total), result.Values(Output.TotalLoss)[s], 1e-9 * before.Sum());
            Assert.Equal(losses.Sum(l => l.Direct), result.Values(Output.DirectLoss)[s], 1e-9 * before.Sum());
            Close.To(alone.Amplification(), result.Values(Output.Amplification)[s]);
            Assert.Equal(alone.RoundCounts[0], result.Values(Output.Rounds)[s]);
            Assert.Equal((double)(int)alone.Outcome, result.Values(Output.Outcome)[s]);
            Assert.Equal(losses.Count(l => l.Standing != Standing.Active), result.Values(Output.Defaults)[s]);
            Assert.Equal(1 - alone.End.Price[0, 0], result.Values(Output.PriceFall("asset 0"))[s]);
            Assert.All(losses, (loss, i) => Assert.Equal(loss.Total, result.Values(Output.Loss(loss.Institution))[s], 1e-9 * before[i]));
            Assert.All(losses, (loss, i) => Assert.Equal(alone.End.Bound[i, 0], result.Values(Output.Bound(loss.Institution))[s]));
        }
    }

    [Fact]
    public void Results_have_the_same_bits_for_any_block_size_and_number_of_threads()
    {
        var ensemble = SmallEnsemble.Create(seed: 5, scenarios: 500);
        var expected = Bits(ensemble.Run(new EnsembleOptions { BlockSize = 500, Threads = 1 }));
        foreach (var (size, threads) in new[] { (1, 1), (3, 2), (8, 3), (64, 2), (128, 7) })
        {
            Assert.Equal(expected, Bits(ensemble.Run(new EnsembleOptions { BlockSize = size, Threads = threads })));
        }
    }

    [Fact]
    public void Effects_are_those_of_a_shock()
    {
        var system = RandomSystems.Create(11);
        var (asset, institution) = (system.Assets[0].Name, system.Institutions[0].Name);
        var source = new ScenarioTable(["fall", "volatility", "customers", "loss", "run", "redeemed"], [[0.1, 2, 30, 5, 0.25, 0.1], [0.9, 0, 0, 1e4, 1, 1]]);
        var end = new List<State>();
        new Ensemble(system, source, Operator.From(_ => { }))
            .Acting("fall", Effect.PriceFall(asset)).Acting("volatility", Effect.VolatilityMultiple(asset)).Acting("customers", Effect.CustomerSale(asset))
            .Acting("loss", Effect.Loss(institution)).Acting("run", Effect.FundingWithdrawn(institution)).Acting("redeemed", Effect.Redemption(institution))
            .Keeping(Output.From("state", (block, values) => end.Add(block.End.Copy())))
            .Run(new EnsembleOptions { BlockSize = 2, Threads = 1 });
        var shocked = system.Shock(
            new Shock().Falling(asset, 0.1).Volatility(asset, 2).Selling(asset, 30).Losing(institution, 5).Withdrawing(institution, 0.25).Redeeming(institution, 0.1),
            new Shock().Falling(asset, 0.9).Volatility(asset, 0).Selling(asset, 0).Losing(institution, 1e4).Withdrawing(institution, 1).Redeeming(institution, 1));
        foreach (var (expected, actual) in shocked.Columns.Zip(Assert.Single(end).Columns))
        {
            Assert.Equal(expected.Column.Scenario(0), actual.Column.Scenario(0));
            Assert.Equal(expected.Column.Scenario(1), actual.Column.Scenario(1));
        }
    }

    [Fact]
    public void A_multiple_of_depth_scales_every_asset_and_an_effect_of_ones_own_sees_its_scenarios()
    {
        var system = new FinancialSystem([new Institution("Fund")], [new Asset("A") { Depth = 10 }, new Asset("B") { Depth = 40 }], []);
        var seen = new List<double>();
        var depths = Output.From("depths", (block, values) => values[0] = block.End.Depth[0, 0] + block.End.Depth[1, 0]);
        var result = new Ensemble(system, new ScenarioTable(["depth", "own"], [[0.5, 7], [2, 8], [1, 9]]), Operator.From(_ => { }))
            .Acting("depth", Effect.DepthMultiple()).Acting("own", Effect.From("notes", (_, values) => seen.AddRange(values)))
            .Keeping(depths).Run(new EnsembleOptions { BlockSize = 1, Threads = 1 });
        Assert.Equal([7.0, 8, 9], seen);

        // (10 + 40) times 0.5, 2 and 1.
        Assert.Equal([25.0, 100, 50], result.Values(depths));
    }

    [Fact]
    public void A_scenario_that_fails_is_named_whoever_ran_it()
    {
        var system = RandomSystems.Create(5);
        var failing = Output.From("fails", (block, values) =>
        {
            for (var s = 0; s < values.Length; s++)
            {
                values[s] = block.First + s is 137 or 411 ? throw new InvalidOperationException("no price") : 0;
            }
        });
        var ensemble = new Ensemble(system, SmallEnsemble.Falls(["asset 0"], 500), SmallEnsemble.Round, SmallEnsemble.Limits).Measuring(failing);
        foreach (var (size, threads) in new[] { (1, 1), (8, 2), (500, 1), (50, 4) })
        {
            var thrown = Assert.Throws<ScenarioException>(() => ensemble.Run(new EnsembleOptions { BlockSize = size, Threads = threads }));
            Assert.Equal((137, "Scenario 137: no price"), (thrown.Scenario, thrown.Message));
        }
    }

    [Fact]
    public void A_draw_that_is_no_fall_is_refused_with_its_scenario_and_coordinate()
    {
        var ensemble = new Ensemble(RandomSystems.Create(5), new ScenarioTable(["asset 0"], [[0.1], [3]]), SmallEnsemble.Round).Keeping(Output.TotalLoss);
        var thrown = Assert.Throws<ScenarioException>(() => ensemble.Run());
        Assert.StartsWith("Scenario 1: The coordinate \"asset 0\" must be a fraction of at most 1 (write 0.03, not 3, for 3 %); it was 3.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_keeps_the_blocks_that_had_finished()
    {
        using var end = new CancellationTokenSource();
        var ensemble = SmallEnsemble.Create(seed: 5, scenarios: 400);
        var whole = ensemble.Run();
        var stopping = Output.From("stops", (block, values) =>
        {
            if (block.First >= 80)
            {
                end.Cancel();
            }
        });
        var part = ensemble.Measuring(stopping).Run(new EnsembleOptions { BlockSize = 10, Threads = 1 }, end.Token);
        Assert.Equal((90, false), (part.Finished, part.IsComplete));
        Assert.Equal(whole.Values(Output.TotalLoss).Take(90), part.Values(Output.TotalLoss).Take(90));
        Assert.All(part.Values(Output.TotalLoss).Skip(90), x => Assert.Equal(double.NaN, x));
        Assert.Equal(90, part.Summary<Moments>(Output.TotalLoss).Count);
        Assert.Contains("90 of 400", Assert.Throws<InvalidOperationException>(part.EnsureComplete).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_begins_at_nothing_ends_at_everything_and_never_goes_back()
    {
        var seen = new List<EnsembleProgress>();
        SmallEnsemble.Create(seed: 5, scenarios: 300).Run(new EnsembleOptions { BlockSize = 1, Threads = 2, Progress = new Collecting(seen) });
        Assert.Equal((0, 300), (seen[0].Done, seen[0].Total));
        Assert.Equal(300, seen[^1].Done);
        Assert.Equal(seen.Select(p => p.Done).Order(), seen.Select(p => p.Done));

        // 500 in 5 s are 100 a second; 400 more take 4 s.
        var half = new EnsembleProgress(600, 1000, 100, TimeSpan.FromSeconds(5));
        Assert.Equal((100, TimeSpan.FromSeconds(4)), (half.Rate, half.TimeLeft));
        Assert.Equal("600 of 1,000 scenarios (60.0 %), 100 a second, 4 s left", half.ToString());
    }

    [Fact]
    public void A_run_in_the_background_shows_how_far_it_is_and_can_be_ended()
    {
        using var reached = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var waiting = Output.From("waits", (block, values) =>
        {
            if (block.First == 40)
            {
                reached.Set();
                go.Wait(TimeSpan.FromSeconds(20));
            }
        });
        using var run = SmallEnsemble.Create(seed: 5, scenarios: 400).Measuring(waiting).Start(new EnsembleOptions { BlockSize = 10, Threads = 1 });
        Assert.True(reached.Wait(TimeSpan.FromSeconds(20)));
        Assert.False(run.HasEnded);
        Assert.StartsWith("<progress max=\"400\"", run.ToHtml(), StringComparison.Ordinal);
        run.Cancel();
        go.Set();
        Assert.Equal((50, false), (run.Result.Finished, run.Result.IsComplete));
        Assert.True(run.HasEnded);
    }

    [Fact]
    public void A_result_is_a_table_of_the_figures_of_its_summaries()
    {
        var system = new FinancialSystem([new Institution("Fund") { Debt = 90 }], [new Asset("Bond")], [new Holding("Fund", "Bond", 100)]);
        var result = new Ensemble(system, new ScenarioTable(["Bond"], [[0.5], [0.25]]), new Default()).Measuring(Output.TotalLoss, () => new Extremes()).Measuring(Output.Rounds).Run();
        Assert.Equal(
            """
            Ensemble
            Output      Unit      Figure                    Value
            ──────────  ────────  ────────────────────────  ─────
            total loss  currency  least                     25
            total loss  currency  scenario of the least     1
            total loss  currency  greatest                  50
            total loss  currency  scenario of the greatest  0
            rounds      rounds    scenarios                 2
            2 scenarios.
            """,
            result.ToString().TrimEnd());
        Assert.Contains("<td", result.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_run_is_refused_before_it_starts()
    {
        var system = RandomSystems.Create(5);
        var ensemble = new Ensemble(system, new ScenarioTable(["oil"], [[0.1]]), SmallEnsemble.Round);
        Assert.Contains("measures nothing", Assert.Throws<ArgumentException>(() => ensemble.Run()).Message, StringComparison.Ordinal);
        Assert.Contains("\"oil\" is not an asset", Assert.Throws<ArgumentException>(() => ensemble.Keeping(Output.TotalLoss).Run()).Message, StringComparison.Ordinal);
        Assert.Contains("\"gas\" is not a coordinate", Assert.Throws<ArgumentException>(() => ensemble.Acting("gas", Effect.Loss("x"))).Message, StringComparison.Ordinal);
        Assert.Contains("Threads", Assert.Throws<ArgumentOutOfRangeException>(() => new EnsembleOptions { Threads = 0 }).Message, StringComparison.Ordinal);
        var result = new Ensemble(system, new ScenarioTable(["asset 0"], [[0.1]]), SmallEnsemble.Round).Measuring(Output.TotalLoss).Run();
        Assert.Contains("kept in full", Assert.Throws<ArgumentException>(() => result.Values(Output.TotalLoss)).Message, StringComparison.Ordinal);
        Assert.Contains("Moments", Assert.Throws<ArgumentException>(() => result.Summary<Moments>(Output.TotalLoss)).Message, StringComparison.Ordinal);
        Assert.Contains("not an output", Assert.Throws<ArgumentException>(() => result.Summaries(Output.Rounds)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Rounded(EnsembleResult result, Output output) => result.Values(output).Select(x => Math.Round(x, 12));

    private static List<object> Bits(EnsembleResult result)
    {
        Assert.True(result.IsComplete);
        List<object> bits = [.. result.Outputs.SelectMany(result.Summaries).Concat(result.Summaries("limits")).Select(x => Convert.ToHexString(SummaryCodec.Bytes(x)))];
        return [.. bits, .. result.Values(Output.TotalLoss).Concat(result.Values(Output.Amplification)).Select(x => (object)BitConverter.DoubleToInt64Bits(x))];
    }

    private sealed class Collecting(List<EnsembleProgress> seen) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value)
        {
            lock (seen)
            {
                seen.Add(value);
            }
        }
    }
}
