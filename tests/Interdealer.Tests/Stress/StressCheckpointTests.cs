using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Stress;

namespace Interdealer.Tests.Stress;

/// <summary>A search that ended early goes on where it was, to the same bits, and takes nothing for its own that is not.</summary>
public sealed class StressCheckpointTests : IDisposable
{
    private static readonly ReverseStressOptions Options = new() { Directions = 8, PointsPerDirection = 8, Minima = 2, Samples = 300, CheckpointEvery = TimeSpan.FromTicks(1) };

    private readonly string _folder = Directory.CreateTempSubdirectory("interdealer-stress-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.7)]
    [InlineData(0.95)]
    public void A_search_that_was_ended_goes_on_to_the_same_answer_and_runs_only_what_is_left(double share)
    {
        var (whole, all) = Ran(Options);
        using var cancellation = new CancellationTokenSource();
        var before = 0L;
        var ended = new Round(() =>
        {
            if (++before > share * all)
            {
                cancellation.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Search(ended).Limited(1, cancellation.Token).Find(Target, Options with { Checkpoint = _folder }));
        var (again, after) = Ran(Options with { Checkpoint = _folder });
        Same(whole, again);
        // What was remembered is not run again, but the batch in which it ended is, and the shocks that tell one search from another.
        Assert.InRange(after, all - before, all - (0.2 * before));
        var (last, none) = Ran(Options with { Checkpoint = _folder });
        Same(whole, last);
        Assert.InRange(none, 0, 0.05 * all);
    }

    [Fact]
    public void A_record_that_a_killed_process_was_writing_is_run_again()
    {
        var (whole, all) = Ran(Options with { Checkpoint = _folder });
        var file = Assert.Single(Directory.GetFiles(_folder));
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
        var (again, after) = Ran(Options with { Checkpoint = _folder });
        Same(whole, again);
        Assert.InRange(after, 100, all - 100);
        Assert.Equal(bytes.Length, new FileInfo(file).Length);
    }

    [Fact]
    public void Flipped_bits_are_noticed_and_another_search_s_checkpoint_is_refused()
    {
        _ = Ran(Options with { Checkpoint = _folder });
        var file = Assert.Single(Directory.GetFiles(_folder));
        var bytes = File.ReadAllBytes(file);
        var random = new Random(5);
        for (var trial = 0; trial < 100; trial++)
        {
            var flipped = bytes.ToArray();
            flipped[random.Next(flipped.Length - 1000)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, flipped);
            try
            {
                Same(Ran(Options with { Checkpoint = _folder }).Result, Ran(Options).Result);
            }
            catch (CheckpointException)
            {
            }
        }

        File.WriteAllBytes(file, bytes);
        Assert.Contains("its shocks are others", Assert.Throws<CheckpointException>(() => Ran(Options with { Checkpoint = _folder, Seed = 1 })).Message, StringComparison.Ordinal);
        var other = new ReverseStress(SmallSystems.Banks(2), SmallSystems.Round(0)).Over(SmallSystems.Falls(0.2));
        Assert.Contains("systemHash", Assert.Throws<CheckpointException>(() => other.Find(Target, Options with { Checkpoint = _folder })).Message, StringComparison.Ordinal);
        var round = new ReverseStress(SmallSystems.Banks(1), SmallSystems.Round(1)).Over(SmallSystems.Falls(0.2));
        Assert.Contains("probeHash", Assert.Throws<CheckpointException>(() => round.Find(Target, Options with { Checkpoint = _folder })).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(file));
        File.WriteAllText(file, "notes of somebody's");
        Assert.Contains("is not a checkpoint of a search", Assert.Throws<CheckpointException>(() => Ran(Options with { Checkpoint = _folder })).Message, StringComparison.Ordinal);
        Assert.Equal("notes of somebody's", File.ReadAllText(file));
    }

    [Fact]
    public void A_function_which_cannot_be_told_from_another_is_not_remembered()
    {
        var search = new ReverseStress((values, results) => values.Row(0).CopyTo(results)).Over(StressCoordinate.Of("a", 0, 1));
        Assert.Contains("a function", Assert.Throws<ArgumentException>(() => search.Find(StressTarget.TotalLoss(0.5), Options with { Checkpoint = _folder })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_least_relief_and_a_frontier_are_remembered_each_in_a_file_of_its_own()
    {
        var policy = new Policy(SmallSystems.Banks(1), SmallSystems.Round(0), new Shock().Falling("A", 0.05));
        var options = new PolicyOptions { Points = 17, FrontierPoints = 5, Checkpoint = _folder };
        var lever = Lever.Capital(50);
        var (once, again) = (policy.LeastRelief(lever, Output.TotalLoss, 20, options), policy.LeastRelief(lever, Output.TotalLoss, 20, options));
        Assert.Equal(once.Response.AsEnumerable(), again.Response);
        Assert.Equal(once.Intervals.AsEnumerable(), again.Intervals);
        Assert.Equal(policy.LeastRelief(lever, Output.TotalLoss, 20, options with { Checkpoint = null }).Intervals.AsEnumerable(), again.Intervals);
        var frontier = policy.Frontier([lever], Output.TotalLoss, options);
        Assert.Equal(frontier.Select(p => p.Output), policy.Frontier([lever], Output.TotalLoss, options).Select(p => p.Output));
        Assert.Equal(["frontier.search", "least-relief.search"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Throws<CheckpointException>(() => policy.LeastRelief(Lever.Capital(60), Output.TotalLoss, 20, options));
    }

    private static StressTarget Target => StressTarget.TotalLoss(40);

    private static ReverseStress Search(IOperator round) => new ReverseStress(SmallSystems.Banks(1), round).Over(SmallSystems.Falls(0.2));

    /// <summary>The answer, and how many cascades were begun for it.</summary>
    private static (ReverseStressResult Result, long Begun) Ran(ReverseStressOptions options)
    {
        var begun = 0L;
        var result = Search(new Round(() => begun++)).Limited(1).Find(Target, options);
        return (result, begun);
    }

    private static void Same(ReverseStressResult expected, ReverseStressResult actual)
    {
        Assert.Equal(expected.Kind, actual.Kind);
        Assert.Equal(expected.Cascades, actual.Cascades);
        Assert.Equal(expected.SmallerTried, actual.SmallerTried);
        Assert.Equal(expected.LargestOutput, actual.LargestOutput);
        Assert.Equal(expected.Minima.Select(m => (m.Size, m.SizeBelow, m.Output, m.OutputBelow)), actual.Minima.Select(m => (m.Size, m.SizeBelow, m.Output, m.OutputBelow)));
        Assert.Equal(expected.Minima.SelectMany(m => m.Moves), actual.Minima.SelectMany(m => m.Moves));
    }

    /// <summary>The first of the small rounds, which says how often it is applied.</summary>
    private sealed class Round(Action applied) : IOperator
    {
        private readonly IOperator _round = SmallSystems.Round(0);

        public void Apply(State state)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                applied();
            }

            _round.Apply(state);
        }
    }
}
