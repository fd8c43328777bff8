using System.Globalization;
using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>The real <c>interdealer ensemble run</c>, killed, interrupted and out of room: in the end the bytes of a run that nothing happened to.</summary>
/// <remarks>Where it is interrupted is held by the test, not by how fast the machine is; <c>tests/faults</c> kills hundreds of times at random moments.</remarks>
public sealed class EnsembleInterruptionTests
{
    // A dozen blocks of a thousand, each a record of 16 kB; a run that is held takes seconds to its end, so that none ends unseen.
    const int Scenarios = 12_000;
    const int Kills = 3;

    [UnixTheory]
    [InlineData(EnsembleKind.Mixed)]
    [InlineData(EnsembleKind.Design)]
    public async Task Killed_several_times_a_run_ends_with_the_same_bytes(EnsembleKind kind)
    {
        using var folder = EnsembleFolder.Of(kind, Scenarios);
        var hold = new RunOnHold(folder);
        string?[] before = [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName)];
        Assert.Equal(0, (await folder.RunAsync(["run", "spec.json", "--output", "whole.sqlite", .. hold.Options])).Code);
        string[] command = ["ensemble", "run", folder.At("spec.json"), "--output", folder.At("killed.sqlite"), "--checkpoint-every", "0.001", .. hold.Options];
        var journal = folder.At("killed.sqlite.checkpoint/all.ensemble");
        var random = new Random();
        for (var kill = 0; kill < Kills; kill++)
        {
            // The first as the journal is begun, the others among its records.
            var length = RunOnHold.LengthOf(journal) + (kill == 0 ? 1 : random.Next(1, 4000));
            hold.Until(journal, length);
            using var run = ToolProcess.Start(command);
            var ended = ToolProcess.EndAsync(run);
            await RunOnHold.StandsAsync(ended, journal, length);
            run.Kill();
            await ended;
            Assert.False(File.Exists(folder.At("killed.sqlite")), "a file of results that are not all there");
        }

        hold.LetGo();
        var (code, output) = await ToolCall.RunAsync(command);
        Assert.True(code == 0, output);
        Assert.Equal(folder.Bytes("whole.sqlite"), folder.Bytes("killed.sqlite"));
        Assert.Equal(
            before.Concat(["killed.sqlite", "whole.sqlite"]).Order(StringComparer.Ordinal),
            Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [UnixFact]
    public async Task Ctrl_C_keeps_what_is_finished_says_how_to_go_on_and_the_same_command_does()
    {
        using var folder = EnsembleFolder.Of(EnsembleKind.Drawn, Scenarios);
        var hold = new RunOnHold(folder);
        Assert.Equal(0, (await folder.RunAsync(["run", "spec.json", "--output", "whole.csv", .. hold.Options])).Code);
        string[] command = ["ensemble", "run", folder.At("spec.json"), "--output", folder.At("r.csv"), "--checkpoint-every", "0.001", .. hold.Options];
        var journal = folder.At("r.csv.checkpoint/all.ensemble");
        // The first record: the second comes later the slower the disk is, of whose time writing is to take a small part.
        const int length = 12_001;
        hold.Until(journal, length);
        using var run = ToolProcess.StartInGroup(command);
        var ended = ToolProcess.EndAsync(run);
        await RunOnHold.StandsAsync(ended, journal, length);
        Assert.Equal(0, Tools.Run("kill", "-INT", run.Id.ToString(CultureInfo.InvariantCulture)).Code);
        hold.Slowly();
        var (code, output) = await ended;
        Assert.True(code == 130, output);
        Assert.Contains($"scenarios are finished and kept in {folder.At("r.csv.checkpoint")}; the same command goes on from there", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("r.csv")));

        hold.LetGo();
        var (resumed, said) = await ToolCall.RunAsync(command);
        Assert.True(resumed == 0, said);
        Assert.DoesNotContain("\n0 of ", "\n" + said, StringComparison.Ordinal);
        Assert.Equal(folder.Bytes("whole.csv"), folder.Bytes("r.csv"));
        Assert.False(Directory.Exists(folder.At("r.csv.checkpoint")));
    }

    [UnixFact]
    public async Task Without_room_a_run_says_so_keeps_what_it_has_and_goes_on_when_there_is_room()
    {
        using var folder = EnsembleFolder.Of(EnsembleKind.Drawn, Scenarios);
        var hold = new RunOnHold(folder);
        Assert.Equal(0, (await folder.RunAsync(["run", "spec.json", "--output", "whole.csv", .. hold.Options])).Code);
        string[] command = ["ensemble", "run", folder.At("spec.json"), "--output", folder.At("r.csv"), "--checkpoint-every", "0.001", .. hold.Options];

        // A limit on the size of files answers writes as a full disk does. What the runtime itself maps must not count.
        hold.Slowly();
        var (code, output) = Tools.Run(
            "bash", ["-c", "export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0; trap '' XFSZ; ulimit -f 64; exec dotnet \"$@\"", "bash", Workbench.ToolAssembly, .. command]);
        Assert.True(code == 2, output);
        Assert.True(output.Contains("r.csv.checkpoint/all.ensemble: cannot be written (", StringComparison.Ordinal), output);
        Assert.Contains("what was written before is kept: make room, run again, and it goes on from there", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("r.csv")));

        hold.LetGo();
        var (resumed, said) = await ToolCall.RunAsync(command);
        Assert.True(resumed == 0, said);
        Assert.DoesNotContain("\n0 of ", "\n" + said, StringComparison.Ordinal);
        Assert.Equal(folder.Bytes("whole.csv"), folder.Bytes("r.csv"));
    }

    [Theory]
    [InlineData(EnsembleKind.Mixed)]
    [InlineData(EnsembleKind.Design)]
    public async Task A_damaged_checkpoint_and_one_of_another_specification_are_refused(EnsembleKind kind)
    {
        using var folder = EnsembleFolder.Of(kind, 400);
        string[] command = ["run", "spec.json", "--output", "r.json", "--checkpoint", "kept.d", "--checkpoint-every", "0.02"];
        Assert.Equal(0, (await folder.RunAsync(command)).Code);
        var journal = folder.At("kept.d/all.ensemble");
        var bytes = await File.ReadAllBytesAsync(journal);
        foreach (var at in new[] { 30, bytes.Length / 2, bytes.Length - 1 })
        {
            var flipped = bytes.ToArray();
            flipped[at] ^= 4;
            await Refused(flipped, "is damaged");
        }

        await Refused([.. bytes[..(bytes.Length / 3)], .. bytes[(bytes.Length / 2)..]], "damaged");
        await File.WriteAllBytesAsync(journal, bytes);
        await File.WriteAllTextAsync(folder.At("spec.json"), (await File.ReadAllTextAsync(folder.At("spec.json"))).Replace("\"maximumRounds\": 30", "\"maximumRounds\": 31", StringComparison.Ordinal));
        await Refused(bytes, "belongs to another run");

        async Task Refused(byte[] content, string says)
        {
            await File.WriteAllBytesAsync(journal, content);
            var (code, output) = await folder.RunAsync(command);
            Assert.Equal(2, code);
            Assert.Contains(says, output, StringComparison.Ordinal);
        }
    }
}
