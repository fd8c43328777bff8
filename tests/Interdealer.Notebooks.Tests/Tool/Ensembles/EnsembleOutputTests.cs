namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>What <c>ensemble run</c> and <c>ensemble merge</c> replace and what they leave alone.</summary>
public sealed class EnsembleOutputTests : IDisposable
{
    readonly EnsembleFolder folder = new(scenarios: 6);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("r.sqlite")]
    [InlineData("r.csv")]
    [InlineData("r.json")]
    [InlineData("r.shard", "--shard", "0/2")]
    public async Task The_same_command_twice_and_another_specifications_run_replace_earlier_results(string output, params string[] shard)
    {
        string[] command = ["run", "spec.json", "--output", output, .. shard];
        await Ends(0, "", command);
        await Ends(0, "", command);
        Change("\"maximumRounds\": 30", "\"maximumRounds\": 29");
        await Ends(0, "", command);
    }

    [Theory]
    [InlineData("spec.json", "which is read", "spec.json")]
    [InlineData("falls.csv", "which is read", "falls.csv")]
    [InlineData("falls.csv", "which is read", "falls.csv", "--shard", "0/2")]
    [InlineData("other.csv", "is no results of an ensemble", "other.csv")]
    [InlineData("other.csv", "is no shard of an ensemble", "other.csv", "--shard", "0/2")]
    [InlineData("other.run.json", "is no results of an ensemble", "other2.csv", "--copy-to", "other2.run.json")]
    [InlineData("other.csv", "is a folder", "folder.csv")]
    public async Task Inputs_files_of_another_kind_and_folders_are_refused_before_anything_runs(string untouched, string says, string output, params string[] further)
    {
        File.WriteAllText(folder.At("other.csv"), "date,amount\n2020-01-01,5\n");
        File.WriteAllText(folder.At("other.run.json"), "{}");
        Directory.CreateDirectory(folder.At("folder.csv"));
        if (further is ["--copy-to", var name])
        {
            File.Copy(folder.At("other.run.json"), folder.At(name));
            further = [];
        }

        var before = folder.Bytes(untouched);
        await Ends(2, says, ["run", "spec.json", "--output", output, .. further]);
        Assert.Equal(before, folder.Bytes(untouched));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path, "*.checkpoint"));
    }

    [Fact]
    public async Task A_specification_under_the_name_of_what_stands_beside_a_table_is_refused()
    {
        File.Move(folder.At("spec.json"), folder.At("r.run.json"));
        await Ends(2, "which is read", "run", "r.run.json", "--output", "r.csv");
    }

    [UnixFact]
    public async Task A_link_to_an_input_is_that_input()
    {
        File.CreateSymbolicLink(folder.At("link.csv"), folder.At("falls.csv"));
        await Ends(2, "which is read", "run", "spec.json", "--output", "link.csv");
    }

    [Fact]
    public async Task Force_replaces_a_file_of_another_kind()
    {
        File.WriteAllText(folder.At("other.csv"), "date,amount\n2020-01-01,5\n");
        await Ends(0, "", "run", "spec.json", "--output", "other.csv", "--force");
        Assert.StartsWith("scenario,", File.ReadAllText(folder.At("other.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merging_replaces_no_shard_and_no_input()
    {
        await Ends(0, "", "run", "spec.json", "--shard", "0/1", "--output", "part.json");
        var shard = folder.Bytes("part.json");
        await Ends(2, "which is read", "merge", "spec.json", "part.json", "--output", "part.json");
        await Ends(2, "which is read", "merge", "spec.json", "part.json", "--output", "falls.csv");
        Assert.Equal(shard, folder.Bytes("part.json"));
        await Ends(0, "", "merge", "spec.json", "part.json", "--output", "whole.csv");
        await Ends(0, "", "merge", "spec.json", "part.json", "--output", "whole.csv");
    }

    [Theory]
    [InlineData("kept.json", "the checkpoint is kept there", "--checkpoint", "kept.json")]
    [InlineData("kept.d/all.ensemble", "is no results", "--checkpoint", "kept.d")]
    [InlineData("kept.d/shard-0-of-2.ensemble", "the checkpoint is kept there", "--checkpoint", "kept.d", "--shard", "0/2")]
    [InlineData("r.json", "expected a folder", "--checkpoint", "falls.csv")]
    public async Task A_checkpoint_and_an_output_in_one_place_are_refused(string output, string says, params string[] further)
    {
        Directory.CreateDirectory(folder.At("kept.d"));
        if (output.EndsWith("all.ensemble", StringComparison.Ordinal))
        {
            File.WriteAllText(folder.At(output), "mine");
        }

        await Ends(2, says, ["run", "spec.json", "--output", output, .. further]);
    }

    [Fact]
    public async Task What_else_lies_in_the_folder_beside_the_output_stays()
    {
        Directory.CreateDirectory(folder.At("r.json.checkpoint"));
        File.WriteAllText(folder.At("r.json.checkpoint/mine.txt"), "mine");
        await Ends(0, "", "run", "spec.json", "--output", "r.json");
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(folder.At("r.json.checkpoint")).Select(Path.GetFileName));
    }

    void Change(string piece, string by) =>
        File.WriteAllText(folder.At("spec.json"), File.ReadAllText(folder.At("spec.json")).Replace(piece, by, StringComparison.Ordinal));

    async Task Ends(int code, string says, params string[] arguments)
    {
        var (ended, output) = await folder.RunAsync(arguments);
        Assert.True(ended == code, output);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }
}
