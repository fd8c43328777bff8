using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Faults;

/// <summary>Ensembles killed at random moments, whole and in shards: in the end the bytes of a run that nothing happened to, and never half a file.</summary>
internal static class KilledEnsembles
{
    private const int Scenarios = 200_000;

    public static async Task RunAsync(int count, int seed)
    {
        using var folder = FaultFolder.New();
        folder.WriteSpecification(Scenarios);
        var watch = Stopwatch.StartNew();
        await ToolRun.SucceedAsync(folder.Location, "ensemble", "run", "spec.json", "--output", "whole.sqlite");
        var once = watch.Elapsed;
        foreach (var other in new[] { "0/3", "2/3" })
        {
            await ToolRun.SucceedAsync(folder.Location, "ensemble", "run", "spec.json", "--shard", other, "--output", $"other{other[0]}.shard");
        }

        var before = folder.Names();
        var random = new Random(seed);
        var kills = new KillCount("ensembles", count);
        var (midway, ends) = (0, 0);
        (string Name, string[] Options)[] kinds = [("killed.sqlite", []), ("killed.shard", ["--shard", "1/3"])];
        while (!kills.IsEnough)
        {
            foreach (var (name, options) in kinds)
            {
                using var run = Start(name, options);
                if (await ToolRun.KillAsync(run, once * random.NextDouble()))
                {
                    kills.Add();
                    midway += Directory.Exists(folder.At(name + ".checkpoint")) ? 1 : 0;
                    await CheckAsync(name, mayBeMissing: true);
                }
                else
                {
                    ends++;
                    BrokenPromiseException.ThrowUnless(run.ExitCode == 0, $"{name}: a run after {kills.Done} kills answered {run.ExitCode}");
                    await CheckAsync(name, mayBeMissing: false);
                    File.Delete(folder.At(name));
                }
            }
        }

        foreach (var (name, options) in kinds)
        {
            using var last = Start(name, options);
            var (code, output) = await ToolRun.EndAsync(last);
            BrokenPromiseException.ThrowUnless(code == 0, output);
            await CheckAsync(name, mayBeMissing: false);
            File.Delete(folder.At(name));
        }

        BrokenPromiseException.ThrowUnless(folder.Names() == before, $"left behind: {folder.Names()}; there was {before}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ensembles: seed {seed}: {kills.Done} kills, {midway} with scenarios in a checkpoint, {ends} runs that ended before; every end had the bytes of an undisturbed run ({watch.Elapsed.TotalSeconds:0} s)"));

        Process Start(string name, string[] options) => ToolRun.Start(folder.Location, ["ensemble", "run", "spec.json", "--output", name, "--checkpoint-every", "0.02", .. options]);

        async Task CheckAsync(string name, bool mayBeMissing)
        {
            if (!File.Exists(folder.At(name)))
            {
                BrokenPromiseException.ThrowUnless(mayBeMissing, $"{name} is missing");
                return;
            }

            // A shard's records stand in the order in which they were finished: what counts is what all shards are together.
            var result = name;
            if (name.EndsWith(".shard", StringComparison.Ordinal))
            {
                result = "merged.sqlite";
                await ToolRun.SucceedAsync(folder.Location, "ensemble", "merge", "spec.json", "other0.shard", name, "other2.shard", "--output", result);
            }

            BrokenPromiseException.ThrowUnless(folder.Bytes(result).AsSpan().SequenceEqual(folder.Bytes("whole.sqlite")), $"{name} is not the file of an undisturbed run");
            File.Delete(folder.At("merged.sqlite"));
        }
    }
}
