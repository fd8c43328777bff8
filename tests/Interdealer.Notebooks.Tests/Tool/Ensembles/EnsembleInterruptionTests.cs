using System.Diagnostics;
using System.Globalization;
using Interdealer.Notebooks.Tests.Kernels;
using Xunit.Abstractions;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>The real <c>interdealer ensemble run</c>, killed, interrupted and out of room: in the end the bytes of a run that nothing happened to.</summary>
public sealed class EnsembleInterruptionTests(ITestOutputHelper log) : IAsyncLifetime
{
    // Enough to see that it works; tests/faults kills hundreds of times.
    const int Kills = 5;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    EnsembleFolder folder = null!;

    public async Task InitializeAsync() => folder = await EnsembleFolder.OfLongRunAsync();

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [UnixTheory]
    [InlineData(EnsembleKind.Mixed)]
    [InlineData(EnsembleKind.Design)]
    public async Task Killed_several_times_at_random_moments_a_run_ends_with_the_same_bytes(EnsembleKind kind)
    {
        folder.Dispose();
        folder = await EnsembleFolder.OfLongRunAsync(kind: kind);
        string?[] before = [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName)];
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, (await folder.RunAsync("run", "spec.json", "--output", "whole.sqlite")).Code);
        var (whole, once) = (folder.Bytes("whole.sqlite"), watch.Elapsed);
        var random = new Random();
        var (kills, midway, finished) = (0, 0, 0);
        while (kills < Kills && watch.Elapsed < Patience)
        {
            using var run = Start();
            var ended = await Task.WhenAny(run.WaitForExitAsync(), Task.Delay(once * random.NextDouble() * 0.8));
            if (ended is Task { IsCompletedSuccessfully: true } && run.HasExited)
            {
                // It came to its end before: the bytes are looked at and another begins.
                Assert.Equal(0, run.ExitCode);
                Assert.Equal(whole, folder.Bytes("killed.sqlite"));
                File.Delete(folder.At("killed.sqlite"));
                finished++;
                continue;
            }

            run.Kill();
            await run.WaitForExitAsync();
            kills++;
            midway += Directory.Exists(folder.At("killed.sqlite.checkpoint")) ? 1 : 0;
            Assert.False(File.Exists(folder.At("killed.sqlite")) && !whole.AsSpan().SequenceEqual(folder.Bytes("killed.sqlite")), "half a file of results");
        }

        using var last = Start();
        await last.WaitForExitAsync();
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(whole, folder.Bytes("killed.sqlite"));
        Assert.True(kills == Kills && midway >= 1, $"{kills} kills, {midway} of them while scenarios were run");
        Assert.Equal(
            before.Concat(["killed.sqlite", "whole.sqlite"]).Order(StringComparer.Ordinal),
            Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {midway} with a checkpoint, {finished} runs that ended before, {watch.Elapsed.TotalSeconds:0} s"));

        Process Start()
        {
            var process = ToolProcess.Start("ensemble", "run", folder.At("spec.json"), "--output", folder.At("killed.sqlite"), "--checkpoint-every", "0.02");
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            return process;
        }
    }

    [UnixFact]
    public async Task Ctrl_C_keeps_what_is_finished_says_how_to_go_on_and_the_same_command_does()
    {
        // How much runs in a second was found while other tests ran: alone, the run must still not end before it is interrupted.
        folder.Dispose();
        folder = await EnsembleFolder.OfLongRunAsync(times: 8);
        Assert.Equal(0, (await folder.RunAsync("run", "spec.json", "--output", "whole.csv")).Code);
        string[] command = ["ensemble", "run", folder.At("spec.json"), "--output", folder.At("r.csv"), "--checkpoint-every", "0.02"];
        using var run = ToolProcess.StartInGroup(command);
        var ended = ToolProcess.EndAsync(run);
        var journal = folder.At("r.csv.checkpoint/all.ensemble");
        while (!ended.IsCompleted && !(File.Exists(journal) && new FileInfo(journal).Length > 20_000))
        {
            await Task.Delay(5);
        }

        Assert.Equal(0, Tools.Run("kill", "-INT", run.Id.ToString(CultureInfo.InvariantCulture)).Code);
        var (code, output) = await ended;
        Assert.True(code == 130, output);
        Assert.Contains($"scenarios are finished and kept in {folder.At("r.csv.checkpoint")}; the same command goes on from there", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("r.csv")));

        var (resumed, said) = await ToolProcess.RunAsync(command);
        Assert.True(resumed == 0, said);
        Assert.DoesNotContain("\n0 of ", "\n" + said, StringComparison.Ordinal);
        Assert.Equal(folder.Bytes("whole.csv"), folder.Bytes("r.csv"));
        Assert.False(Directory.Exists(folder.At("r.csv.checkpoint")));
    }

    [UnixFact]
    public async Task Without_room_a_run_says_so_keeps_what_it_has_and_goes_on_when_there_is_room()
    {
        Assert.Equal(0, (await folder.RunAsync("run", "spec.json", "--output", "whole.csv")).Code);
        var run = $"exec dotnet '{Workbench.ToolAssembly}' ensemble run '{folder.At("spec.json")}' --output '{folder.At("r.csv")}' --checkpoint-every 0.02";

        // A limit on the size of files answers writes as a full disk does. What the runtime itself maps must not count.
        var (code, output) = Tools.Run("bash", "-c", $"export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0; trap '' XFSZ; ulimit -f 24; {run}");
        Assert.Equal(2, code);
        Assert.Contains("r.csv.checkpoint/all.ensemble: cannot be written (", output, StringComparison.Ordinal);
        Assert.Contains("what was written before is kept: make room, run again, and it goes on from there", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("r.csv")));

        var (resumed, said) = Tools.Run("bash", "-c", run);
        Assert.True(resumed == 0, said);
        Assert.DoesNotContain("\n0 of ", "\n" + said, StringComparison.Ordinal);
        Assert.Equal(folder.Bytes("whole.csv"), folder.Bytes("r.csv"));
    }

    [Theory]
    [InlineData(EnsembleKind.Mixed)]
    [InlineData(EnsembleKind.Design)]
    public async Task A_damaged_checkpoint_and_one_of_another_specification_are_refused(EnsembleKind kind)
    {
        folder.Dispose();
        folder = EnsembleFolder.Of(kind, 400);
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
