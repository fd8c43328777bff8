namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>What a specification may name, and what <c>check</c> refuses because no run could do it.</summary>
public sealed class EnsembleInputTests : IDisposable
{
    readonly EnsembleFolder folder = new(scenarios: 6);
    readonly TemporaryFolder outside = new();

    public void Dispose()
    {
        folder.Dispose();
        outside.Dispose();
    }

    [UnixTheory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task A_table_that_is_a_link_out_of_the_folder_is_refused(string command)
    {
        File.Move(folder.At("falls.csv"), outside.File("falls.csv"));
        File.CreateSymbolicLink(folder.At("falls.csv"), outside.File("falls.csv"));
        await Refused("leads out of the folder", command, "spec.json");

        File.Delete(folder.At("falls.csv"));
        Directory.CreateSymbolicLink(folder.At("tables"), outside.Path);
        Name("tables/falls.csv");
        await Refused("leads out of the folder", command, "spec.json");
    }

    [UnixFact]
    public async Task A_link_within_the_folder_is_followed_as_Kubernetes_lays_out_its_files()
    {
        Directory.CreateDirectory(folder.At("..2026"));
        File.Move(folder.At("falls.csv"), folder.At("..2026/falls.csv"));
        Directory.CreateSymbolicLink(folder.At("..data"), "..2026");
        File.CreateSymbolicLink(folder.At("falls.csv"), "..data/falls.csv");
        var (code, output) = await folder.RunAsync("check", "spec.json");
        Assert.True(code == 0, output);
    }

    [UnixTheory]
    [InlineData("falls.csv", "check", "spec.json")]
    [InlineData("spec.json", "check", "spec.json")]
    [InlineData("r.json", "show", "r.json")]
    [InlineData("r.shard", "inspect", "r.shard")]
    [InlineData("r.shard", "merge", "spec.json", "r.shard", "--output", "m.csv")]
    [InlineData("r.csv", "run", "spec.json", "--output", "r.csv")]
    public async Task A_pipe_is_refused_at_once_wherever_a_file_is_wanted(string pipe, params string[] command)
    {
        File.Delete(folder.At(pipe));
        Assert.Equal(0, Tools.Run("mkfifo", folder.At(pipe)).Code);
        await Refused("", command);
    }

    [UnixFact]
    public async Task An_endless_device_is_refused_at_once()
    {
        File.Delete(folder.At("falls.csv"));
        File.CreateSymbolicLink(folder.At("endless.json"), "/dev/zero");
        await Refused("no ordinary file", "check", "endless.json");
    }

    [Theory]
    [InlineData("\"least\": 0, \"most\": 1.5", "must be a fraction of at most 1")]
    [InlineData("\"least\": 1.2, \"most\": 1.5", "must be a fraction of at most 1")]
    public async Task Ranges_that_no_run_could_draw_from_are_refused_by_check_as_by_run(string range, string says)
    {
        using var drawn = EnsembleFolder.Of(EnsembleKind.Drawn, 5000);
        File.WriteAllText(drawn.At("spec.json"), File.ReadAllText(drawn.At("spec.json")).Replace("\"least\": 0, \"most\": 0.1", range, StringComparison.Ordinal));
        foreach (var command in new[] { "check", "run" })
        {
            var (code, output) = await drawn.RunAsync(command, "spec.json");
            Assert.Equal(1, code);
            Assert.Contains(says, output, StringComparison.Ordinal);
            Assert.Contains("interdealer: Scenario ", output, StringComparison.Ordinal);
        }
    }

    void Name(string table) =>
        File.WriteAllText(folder.At("spec.json"), File.ReadAllText(folder.At("spec.json")).Replace("\"falls.csv\"", $"\"{table}\"", StringComparison.Ordinal));

    async Task Refused(string says, params string[] command)
    {
        var (code, output) = await folder.RunAsync(command).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, code);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.StartsWith("interdealer: ", output, StringComparison.Ordinal);
    }
}
