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
        await ToolRun.SucceedAsync(folder.Location, "ensemble", "run", "spec.json", "--shard", "1/3", "--output", "whole.shard");
        var before = folder.Names();
        var random = new Random(seed);
        var (kills, midway, ends) = (0, 0, 0);
        (string Name, string[] Options)[] kinds = [("killed.sqlite", []), ("killed.shard", ["--shard", "1/3"])];
        while (kills < count)
        {
            foreach (var (name, options) in kinds)
            {
                using var run = Start(name, options);
                if (await ToolRun.KillAsync(run, once * random.NextDouble()))
                {
                    kills++;
                    midway += Directory.Exists(folder.At(name + ".checkpoint")) ? 1 : 0;
                    Check(name, mayBeMissing: true);
                }
                else
                {
                    ends++;
                    BrokenPromiseException.ThrowUnless(run.ExitCode == 0, $"{name}: a run after {kills} kills answered {run.ExitCode}");
                    Check(name, mayBeMissing: false);
                    File.Delete(folder.At(name));
                }
            }
        }

        foreach (var (name, options) in kinds)
        {
            using var last = Start(name, options);
            var (code, output) = await ToolRun.EndAsync(last);
            BrokenPromiseException.ThrowUnless(code == 0, output);
            Check(name, mayBeMissing: false);
            File.Delete(folder.At(name));
        }

        BrokenPromiseException.ThrowUnless(folder.Names() == before, $"left behind: {folder.Names()}; there was {before}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ensembles: seed {seed}: {kills} kills, {midway} with scenarios in a checkpoint, {ends} runs that ended before; every end had the bytes of an undisturbed run ({watch.Elapsed.TotalSeconds:0} s)"));

        Process Start(string name, string[] options) => ToolRun.Start(folder.Location, ["ensemble", "run", "spec.json", "--output", name, "--checkpoint-every", "0.02", .. options]);

        void Check(string name, bool mayBeMissing)
        {
            var whole = "whole" + Path.GetExtension(name);
            BrokenPromiseException.ThrowUnless(
                File.Exists(folder.At(name)) ? name.EndsWith(".shard", StringComparison.Ordinal) || folder.Bytes(name).AsSpan().SequenceEqual(folder.Bytes(whole)) : mayBeMissing,
                $"{name} is missing, or not the file of an undisturbed run");
        }
    }
}
