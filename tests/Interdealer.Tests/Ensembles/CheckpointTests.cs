using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;
using Microsoft.Data.Sqlite;

namespace Interdealer.Tests.Ensembles;

/// <summary>Whatever happens to a run or its files: the same bytes in the end, or an error that says what is wrong.</summary>
public sealed class CheckpointTests : IDisposable
{
    // Spread over a journal of some ten thousand bytes, besides every byte near the ends of its records.
    private const int Trials = 700;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ensemble-");

    private string Checkpoint => At("checkpoint");

    private string Journal => Path.Combine(Checkpoint, "all.ensemble");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("csv")]
    [InlineData("json")]
    public void A_run_that_was_ended_early_several_times_writes_the_bytes_of_one_that_was_not(string format)
    {
        var ensemble = SmallEnsemble.Create(seed: 5, scenarios: 300);
        ensemble.RunTo(At("whole." + format), new EnsembleOptions { BlockSize = 64, Threads = 1 });
        foreach (var (after, size, threads) in new[] { (70, 8, 2), (80, 16, 1), (40, 5, 2) })
        {
            using var end = new CancellationTokenSource();
            var options = new EnsembleOptions { BlockSize = size, Threads = threads, Checkpoint = Checkpoint };
            Assert.False(SmallEnsemble.Create(seed: 5, names => new Interrupting(SmallEnsemble.Falls(names, 300), after, end)).RunTo(At("parts." + format), options, end.Token).IsComplete);
            Assert.False(File.Exists(At("parts." + format)));
        }

        var seen = new List<EnsembleProgress>();
        Assert.True(ensemble.RunTo(At("parts." + format), new EnsembleOptions { BlockSize = 32, Checkpoint = Checkpoint, Progress = new Collecting(seen) }).IsComplete);
        Assert.InRange(seen[0].Done, 190, 299);
        Assert.Equal(File.ReadAllBytes(At("whole." + format)), File.ReadAllBytes(At("parts." + format)));
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*.part").Concat(Directory.GetFiles(_folder.FullName, "*.tmp")));
    }

    [Fact]
    public void A_run_in_memory_goes_on_from_its_checkpoint()
    {
        var ensemble = SmallEnsemble.Create(seed: 6, scenarios: 200);
        using var end = new CancellationTokenSource();
        var half = SmallEnsemble.Create(seed: 6, names => new Interrupting(SmallEnsemble.Falls(names, 200), 85, end))
            .Run(new EnsembleOptions { BlockSize = 10, Threads = 1, Checkpoint = Checkpoint }, end.Token);
        Assert.Equal(90, half.Finished);
        var (whole, resumed) = (ensemble.Run(), ensemble.Run(new EnsembleOptions { Checkpoint = Checkpoint }));
        Assert.Equal(whole.Values(Output.TotalLoss), resumed.Values(Output.TotalLoss));
        Assert.Equal(SummaryCodec.Bytes(whole.Summary<Moments>(Output.TotalLoss)), SummaryCodec.Bytes(resumed.Summary<Moments>(Output.TotalLoss)));
    }

    [Fact]
    public void Cut_off_at_any_byte_a_checkpoint_loses_no_more_than_its_last_record_or_says_that_it_is_damaged()
    {
        var ensemble = SmallEnsemble.Create(seed: 5, scenarios: 60);
        var frequent = new EnsembleOptions { BlockSize = 10, Threads = 1, Checkpoint = Checkpoint, CheckpointEvery = TimeSpan.FromTicks(1) };
        ensemble.RunTo(At("whole.csv"), frequent);
        var (journal, whole) = (File.ReadAllBytes(Journal), File.ReadAllBytes(At("whole.csv")));
        var (head, resumed) = (HeadOf(journal), 0);
        for (var length = 0; length < journal.Length; length += length < head ? 97 : 13)
        {
            File.WriteAllBytes(Journal, journal[..length]);
            if (length < head)
            {
                Assert.Throws<CheckpointException>(() => ensemble.RunTo(At("again.csv"), frequent));
            }
            else
            {
                ensemble.RunTo(At("again.csv"), frequent);
                Assert.Equal(whole, File.ReadAllBytes(At("again.csv")));
                resumed++;
            }
        }

        Assert.True(resumed > 50);
    }

    [Fact]
    public void A_checkpoint_with_any_bit_changed_is_refused()
    {
        var ensemble = SmallEnsemble.Create(seed: 5, scenarios: 40);
        var options = new EnsembleOptions { BlockSize = 10, Threads = 1, Checkpoint = Checkpoint, CheckpointEvery = TimeSpan.FromTicks(1) };
        ensemble.RunTo(At("whole.json"), options);
        var journal = File.ReadAllBytes(Journal);
        var random = new Random(3);
        for (var trial = 0; trial < 200; trial++)
        {
            var damaged = journal.ToArray();
            var at = random.Next(damaged.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Journal, damaged);
            try
            {
                ensemble.RunTo(At("again.json"), options);

                // Only a length that now reaches beyond the end looks like a record that was being written: its scenarios were run again.
                Assert.Equal(File.ReadAllBytes(At("whole.json")), File.ReadAllBytes(At("again.json")));
                Assert.True(IsLength(journal, at), $"bit of byte {at} changed and nothing said");
            }
            catch (CheckpointException refused)
            {
                Assert.StartsWith(Journal, refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_byte_that_is_changed_anywhere_and_a_length_that_is_cut_off_anywhere_are_told(bool ofIndices)
    {
        var design = new SaltelliPoints(new SobolPoints(64, 3), 2);
        var ensemble = ofIndices
            ? SmallEnsemble.Create(seed: 5, names => new DrawnScenarios(design, names.Take(2).Select(n => new Coordinate(n, Marginal.Uniform(0, 0.1))))).Measuring(Output.TotalLoss, () => new SobolIndices(design, ["a", "b"]))
            : SmallEnsemble.Create(seed: 5, scenarios: 40);
        var scenarios = ensemble.Source.Count;

        // Blocks that cut base points: what has begun is in the records too.
        ensemble.Run(new EnsembleOptions { BlockSize = ofIndices ? 90 : 20, Threads = 1, Checkpoint = Checkpoint, CheckpointEvery = TimeSpan.FromTicks(1) });
        var journal = File.ReadAllBytes(Journal);
        var ends = Ends(journal);
        Assert.True(ends.Count > 2);
        var step = Math.Max(1, journal.Length / Trials);
        int[] places = [.. Enumerable.Range(0, journal.Length).Where(at => at % step == 0 || ends.Exists(end => at >= end - 34 && at < end + 6))];
        foreach (var at in places)
        {
            journal[at] ^= (byte)(1 + (at % 255));
            File.WriteAllBytes(Journal, journal);
            journal[at] ^= (byte)(1 + (at % 255));
            try
            {
                // Only a length that reaches beyond the end looks like a record that was being written; what it held is not counted.
                var report = CheckpointReport.Read(Journal);
                Assert.True(report.CutOff > 0 && report.Finished < scenarios && IsLength(journal, at), $"byte {at} changed and nothing said");
            }
            catch (CheckpointException refused)
            {
                Assert.StartsWith(Journal, refused.Message, StringComparison.Ordinal);
            }
        }

        foreach (var length in places)
        {
            File.WriteAllBytes(Journal, journal[..length]);
            if (length < ends[0])
            {
                Assert.Throws<CheckpointException>(() => CheckpointReport.Read(Journal));
                continue;
            }

            var report = CheckpointReport.Read(Journal);
            var whole = ends.Last(e => e <= length);
            Assert.Equal((ends.IndexOf(whole), length - whole), (report.Records, report.CutOff));
            Assert.True(report.Finished < scenarios);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused_with_what_differs()
    {
        SmallEnsemble.Create(seed: 5, scenarios: 40).Run(new EnsembleOptions { Checkpoint = Checkpoint });
        Assert.Contains("\"scenarios\": 40, this run has \"scenarios\": 41", Refused(SmallEnsemble.Create(seed: 5, scenarios: 41)), StringComparison.Ordinal);
        Assert.Contains("uniform (0 to 0.11)", Refused(SmallEnsemble.Create(seed: 5, scenarios: 40, most: 0.11)), StringComparison.Ordinal);
        Assert.Contains("belongs to another run", Refused(SmallEnsemble.Create(seed: 6, scenarios: 40)), StringComparison.Ordinal);
        Assert.Contains("outputs", Refused(SmallEnsemble.Create(seed: 5, scenarios: 40).Measuring(Output.Outcome)), StringComparison.Ordinal);
        File.WriteAllText(Journal, "something else");
        Assert.Contains("is not a checkpoint", Refused(SmallEnsemble.Create(seed: 5, scenarios: 40)), StringComparison.Ordinal);

        string Refused(Ensemble ensemble) => Assert.Throws<CheckpointException>(() => ensemble.Run(new EnsembleOptions { Checkpoint = Checkpoint })).Message;
    }

    [Fact]
    public void Two_runs_do_not_write_one_checkpoint()
    {
        var ensemble = SmallEnsemble.Create(seed: 5, scenarios: 40);
        ensemble.Run(new EnsembleOptions { Checkpoint = Checkpoint });
        using var held = new FileStream(Journal, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("another run may hold it", Assert.Throws<CheckpointException>(() => ensemble.Run(new EnsembleOptions { Checkpoint = Checkpoint })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void Shards_merge_in_any_order_to_the_bytes_of_one_process(int shards)
    {
        var ensemble = SmallEnsemble.Create(seed: 7, scenarios: 101);
        ensemble.RunTo(At("whole.sqlite"));
        var paths = Enumerable.Range(0, shards).Select(i => At($"part-{i}")).ToList();
        for (var i = 0; i < shards; i++)
        {
            ensemble.RunShard(new ScenarioShard(i, shards), paths[i], new EnsembleOptions { BlockSize = 3 + i });
        }

        paths.Reverse();
        ensemble.Merge(paths, At("merged.sqlite"));
        Assert.Equal(File.ReadAllBytes(At("whole.sqlite")), File.ReadAllBytes(At("merged.sqlite")));
    }

    [Fact]
    public void Shards_that_are_missing_there_twice_damaged_or_foreign_are_not_merged()
    {
        // One thread writes one record; of two, each what it did.
        var (ensemble, oneThread) = (SmallEnsemble.Create(seed: 7, scenarios: 100), new EnsembleOptions { Threads = 1 });
        for (var i = 0; i < 4; i++)
        {
            ensemble.RunShard(new ScenarioShard(i, 4), At($"{i}"), oneThread);
        }

        SmallEnsemble.Create(seed: 8, scenarios: 100).RunShard(new ScenarioShard(3, 4), At("foreign"));
        var bytes = File.ReadAllBytes(At("3"));
        File.WriteAllBytes(At("short"), bytes[..^5]);
        bytes[^40] ^= 1;
        File.WriteAllBytes(At("damaged"), bytes);
        Assert.Contains("lack 25 of 100 scenarios, the first of them 50", Refused("0", "1", "3"), StringComparison.Ordinal);
        Assert.Contains("lack 25 of 100 scenarios, the first of them 75", Refused("0", "1", "2", "short"), StringComparison.Ordinal);
        Assert.Contains("twice", Refused("0", "1", "2", "3", "0"), StringComparison.Ordinal);
        Assert.Contains("damaged", Refused("0", "1", "2", "damaged"), StringComparison.Ordinal);
        Assert.Contains("another run", Refused("0", "1", "2", "foreign"), StringComparison.Ordinal);
        Assert.Contains("is not there", Refused("0", "nowhere"), StringComparison.Ordinal);
        Assert.False(File.Exists(At("merged.csv")));

        string Refused(params string[] shards) => Assert.Throws<CheckpointException>(() => ensemble.Merge(shards.Select(At), At("merged.csv"))).Message;
    }

    [Fact]
    public void Shards_divide_the_scenarios_without_gap_or_overlap()
    {
        foreach (var (scenarios, count) in new[] { (1L, 1), (10L, 3), (7L, 7), (1_000_003L, 64), (long.MaxValue, 1000) })
        {
            var next = 0L;
            for (var i = 0; i < count; i++)
            {
                var share = new ScenarioShard(i, count).Of(scenarios);
                Assert.Equal(next, share.First);
                Assert.InRange(share.Count, scenarios / count, (scenarios / count) + 1);
                next = share.End;
            }

            Assert.Equal(scenarios, next);
        }

        Assert.Contains("from 0 to 3", Assert.Throws<ArgumentOutOfRangeException>(() => new ScenarioShard(4, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("3 scenarios for 4 shards", Assert.Throws<ArgumentException>(() => new ScenarioShard(0, 4).Of(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_a_file_cannot_hold_are_refused_before_any_scenario_is_run()
    {
        var ran = 0;
        Output Counting(string name) => Output.From(name, (block, values) => { ran++; values.Clear(); });
        var ensemble = SmallEnsemble.Create(seed: 3, scenarios: 4);

        var number = Assert.Throws<ArgumentException>(() => ensemble.Keeping(Counting("Scenario")).RunTo(At("r.sqlite")));
        var twice = Assert.Throws<ArgumentException>(() => ensemble.Keeping(Counting("Mine"), Counting("mine")).RunTo(At("r.sqlite")));
        var many = Assert.Throws<ArgumentException>(() => ensemble.Keeping([.. Enumerable.Range(0, 2000).Select(x => Counting($"output {x}"))]).RunTo(At("r.sqlite")));

        Assert.Contains("\"Scenario\"", number.Message, StringComparison.Ordinal);
        Assert.Contains("\"mine\"", twice.Message, StringComparison.Ordinal);
        Assert.Contains("1999", many.Message, StringComparison.Ordinal);
        Assert.Equal(0, ran);
        Assert.False(File.Exists(At("r.sqlite")));
        ensemble.Keeping(Counting("Mine"), Counting("mine")).RunTo(At("r.csv"));
    }

    [Fact]
    public void The_results_file_holds_every_value_that_was_kept_and_the_specification()
    {
        var ensemble = SmallEnsemble.Create(seed: 7, scenarios: 50).Keeping(Output.From("a \"quoted\", name", (block, values) => values.Fill(double.NaN)));
        var memory = ensemble.Run();
        ensemble.RunTo(At("r.sqlite"));
        ensemble.RunTo(At("r.csv"));
        using var connection = new SqliteConnection($"Data Source={At("r.sqlite")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT scenario, \"total loss\", amplification, \"a \"\"quoted\"\", name\" FROM scenarios ORDER BY scenario";
        var lines = File.ReadAllLines(At("r.csv"));
        Assert.Equal("scenario,total loss,amplification,\"a \"\"quoted\"\", name\"", lines[0]);
        using var reader = command.ExecuteReader();
        for (var s = 0; s < 50; s++)
        {
            Assert.True(reader.Read());
            Assert.Equal((s, memory.Values(Output.TotalLoss)[s], memory.Values(Output.Amplification)[s], true), (reader.GetInt64(0), reader.GetDouble(1), reader.GetDouble(2), reader.IsDBNull(3)));
            Assert.Equal(FormattableString.Invariant($"{s},{memory.Values(Output.TotalLoss)[s]:R},{memory.Values(Output.Amplification)[s]:R},"), lines[s + 1]);
        }

        var description = File.ReadAllText(At("r.run.json"));
        Assert.All(["systemHash", "runHash", "library", "\"scenarios\": 50", "\"figure\": \"greatest\""], x => Assert.Contains(x, description, StringComparison.Ordinal));
        Assert.Contains("written to a file", Assert.Throws<InvalidOperationException>(() => ensemble.RunTo(At("r.json")).Values(Output.TotalLoss)).Message, StringComparison.Ordinal);
        Assert.Contains(".sqlite", Assert.Throws<ArgumentException>(() => ensemble.RunTo(At("r.xlsx"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_that_is_there_already_is_not_run_again_and_anything_else_of_its_name_is_replaced()
    {
        var ensemble = SmallEnsemble.Create(seed: 7, scenarios: 90);
        var shard = new ScenarioShard(1, 3);
        var first = ensemble.RunShard(shard, At("s"));
        var bytes = File.ReadAllBytes(At("s"));
        var again = new List<EnsembleProgress>();
        Assert.Equal(SummaryCodec.Bytes(first.Summary<Moments>(Output.TotalLoss)), SummaryCodec.Bytes(ensemble.RunShard(shard, At("s"), new EnsembleOptions { Progress = new Collecting(again) }).Summary<Moments>(Output.TotalLoss)));
        Assert.Empty(again);
        Assert.Equal(bytes, File.ReadAllBytes(At("s")));
        foreach (var stranger in new[] { bytes[..^9], "not a shard"u8.ToArray() })
        {
            File.WriteAllBytes(At("s"), stranger);
            ensemble.RunShard(shard, At("s"), new EnsembleOptions { Progress = new Collecting(again) });
            Assert.NotEmpty(again);
            Assert.Equal(30, CheckpointReport.Read(At("s")).Finished);
        }
    }

    [Fact]
    public void What_killed_processes_left_beside_a_file_is_removed_and_nothing_else()
    {
        var gone = System.Diagnostics.Process.Start("true");
        gone.WaitForExit();
        File.WriteAllText(At($".r.csv.{gone.Id}-1.tmp"), "half");
        File.WriteAllText(At($".r.csv.{gone.Id}-2.part"), "half");
        string[] others = [At(".r.csv.1-1.tmp"), At($".r.csv.{gone.Id}-1.txt"), At($".other.csv.{gone.Id}-1.tmp"), At($"r.csv.{gone.Id}-1.tmp"), At(".r.csv.old")];
        Array.ForEach(others, other => File.WriteAllText(other, "someone's"));
        SmallEnsemble.Create(seed: 7, scenarios: 9).RunTo(At("r.csv"));
        Assert.Equal(others.Append(At("r.csv")).Append(At("r.run.json")).Order(StringComparer.Ordinal), Directory.GetFiles(_folder.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused_before_any_scenario_is_run()
    {
        File.WriteAllText(At("file"), "");
        Directory.CreateDirectory(At("folder.csv"));
        var ran = false;
        var ensemble = SmallEnsemble.Create(seed: 3, scenarios: 4).Keeping(Output.From("x", (_, values) => { ran = true; values.Clear(); }));
        Assert.Contains("r.csv: cannot be written", Assert.Throws<IOException>(() => ensemble.RunTo(At("file/r.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains("it is a folder", Assert.Throws<IOException>(() => ensemble.RunTo(At("folder.csv"))).Message, StringComparison.Ordinal);
        Assert.False(ran);
    }

    [Fact]
    public void A_report_says_what_a_checkpoint_holds_without_running_it()
    {
        using var end = new CancellationTokenSource();
        SmallEnsemble.Create(seed: 6, names => new Interrupting(SmallEnsemble.Falls(names, 200), 85, end))
            .Run(new EnsembleOptions { BlockSize = 10, Threads = 1, Checkpoint = Checkpoint }, end.Token);
        using (var half = new FileStream(Journal, FileMode.Append))
        {
            half.Write([200, 0, 0, 0, 1, 2]);
        }

        var report = CheckpointReport.Read(Journal);
        Assert.Equal((0, 200, 90, 90, 1, 6), (report.First, report.Count, report.Finished, report.FirstMissing, report.Records, report.CutOff));
        Assert.Equal("scenarios 0 to 199: 90 of 200 finished, the first missing is 90, in 1 records; 6 bytes of an unfinished record are left out", report.ToString());
        Assert.Throws<CheckpointException>(() => CheckpointReport.Read(At("nowhere")));
    }

    /// <summary>Where the head and each record end.</summary>
    private static List<int> Ends(byte[] journal)
    {
        var ends = new List<int>();
        for (var at = MagicLength; at < journal.Length; ends.Add(at))
        {
            at += 4 + BitConverter.ToInt32(journal, at) + 32;
        }

        return ends;
    }

    private static int HeadOf(byte[] journal) => MagicLength + 4 + BitConverter.ToInt32(journal, MagicLength) + 32;

    private const int MagicLength = 23;

    private static bool IsLength(byte[] journal, int at)
    {
        for (var record = MagicLength; record < journal.Length; record += 4 + BitConverter.ToInt32(journal, record) + 32)
        {
            if (at >= record && at < record + 4)
            {
                return true;
            }
        }

        return false;
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

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
