namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>The command <c>interdealer ensemble</c>: whole, in shards, shown, inspected, and what it answers to mistakes.</summary>
public sealed class EnsembleCommandTests : IDisposable
{
    readonly EnsembleFolder folder = new(scenarios: 60);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Shards_merge_to_the_bytes_of_one_process_and_a_missing_or_doubled_one_is_refused()
    {
        Assert.Equal(0, (await folder.RunAsync("run", "spec.json", "--output", "whole.sqlite")).Code);
        foreach (var shard in new[] { "0/3", "1/3", "2/3" })
        {
            var (ran, said) = await folder.RunAsync("run", "spec.json", "--shard", shard, "--output", $"part{shard[0]}.shard", "--threads", "1");
            Assert.True(ran == 0, said);
            Assert.Contains($"shard {shard}: ", said, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder.At("part0.shard.checkpoint")));
        var (code, output) = await folder.RunAsync("merge", "spec.json", "part2.shard", "part0.shard", "part1.shard", "--output", "merged.sqlite");
        Assert.True(code == 0, output);
        Assert.Equal(folder.Bytes("whole.sqlite"), folder.Bytes("merged.sqlite"));

        await Refused("lack 20 of 60 scenarios, the first of them 20", "part0.shard", "part2.shard");
        await Refused("there twice", "part0.shard", "part1.shard", "part2.shard", "part1.shard");
        File.Copy(folder.At("part0.shard"), folder.At("part1.shard"), overwrite: true);
        await Refused("there twice", "part0.shard", "part1.shard", "part2.shard");
        Assert.Contains("scenarios 40 to 59: 20 of 20 finished", (await folder.RunAsync("inspect", "part2.shard")).Output, StringComparison.Ordinal);

        async Task Refused(string says, params string[] shards)
        {
            var (refused, why) = await folder.RunAsync(["merge", "spec.json", .. shards, "--output", "never.sqlite"]);
            Assert.Equal(2, refused);
            Assert.Contains(says, why, StringComparison.Ordinal);
            Assert.False(File.Exists(folder.At("never.sqlite")));
        }
    }

    [Fact]
    public async Task Results_are_shown_and_progress_has_no_control_codes_in_a_file()
    {
        // A process, whose output is a pipe.
        var (code, output) = await folder.RunProcessAsync("run", "spec.json", "--output", "r.csv");
        Assert.True(code == 0, output);
        Assert.Contains("60 of 60 scenarios (100.0 %)", output, StringComparison.Ordinal);
        Assert.Contains(" a second", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, c => char.IsControl(c) && c != '\n');
        Assert.Equal(61, (await File.ReadAllLinesAsync(folder.At("r.csv"))).Length);
        Assert.Contains("\"specHash\"", (await folder.RunAsync("show", "r.csv", "--specification")).Output, StringComparison.Ordinal);
        Assert.Contains("60 scenarios of 51 institutions and 8 assets", (await folder.RunAsync("check", "spec.json")).Output, StringComparison.Ordinal);
        Assert.Contains("\"$defs\"", (await folder.RunAsync("schema")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard is \"3/3\"; expected i/n", "run", "spec.json", "--shard", "3/3")]
    [InlineData("--shard is \"a/3\"", "run", "spec.json", "--shard", "a/3")]
    [InlineData("60 scenarios for 61 shards", "run", "spec.json", "--shard", "0/61", "--output", "x.shard")]
    [InlineData("must end in .sqlite, .db, .parquet, .arrow, .csv or .json", "run", "spec.json", "--output", "x.xlsx")]
    [InlineData("--threads: expected a whole number from 1 to 1024", "run", "spec.json", "--threads", "0")]
    [InlineData("nowhere.json", "run", "nowhere.json")]
    [InlineData("there is no such file", "show", "nowhere.sqlite")]
    [InlineData("is not a file of an ensemble's results", "show", "spec.json")]
    [InlineData("is not a checkpoint or shard of an ensemble", "inspect", "spec.json")]
    [InlineData("is not a checkpoint or shard of an ensemble", "merge", "spec.json", "falls.csv", "--output", "m.csv")]
    [InlineData("--output", "merge", "spec.json", "falls.csv")]
    public async Task A_request_that_makes_no_sense_answers_2_with_one_line(string says, params string[] arguments)
    {
        var (code, output) = await folder.RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.StartsWith("interdealer: ", output, StringComparison.Ordinal);
        Assert.Equal(1, output.Count(c => c == '\n'));
    }
}
