using System.Diagnostics;
using System.Globalization;
using Interdealer.Ensembles.Storage;

namespace Interdealer.Faults;

/// <summary>One bit of a shard flipped, anywhere: it is noticed, or was in a record that is left out as one that a killed process was writing.</summary>
internal static class FlippedBits
{
    public static async Task RunAsync(int count, int seed)
    {
        using var folder = FaultFolder.New();
        folder.WriteSpecification(scenarios: 3000);
        await ToolRun.SucceedAsync(folder.Location, "ensemble", "run", "spec.json", "--shard", "0/1", "--output", "whole.shard", "--checkpoint-every", "0.001");
        var sound = folder.Bytes("whole.shard");
        var whole = CheckpointReport.Read(folder.At("whole.shard"));
        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        var (refused, leftOut) = (0, 0);
        for (var k = 0; k < count; k++)
        {
            var flipped = sound.ToArray();
            // As many of them where everything depends on it: at the beginning.
            flipped[k % 4 == 0 ? random.Next(64) : random.Next(sound.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(folder.At("flipped.shard"), flipped);
            try
            {
                var report = CheckpointReport.Read(folder.At("flipped.shard"));
                BrokenPromiseException.ThrowUnless(report.CutOff > 0 && report.Finished < whole.Finished, $"a flipped bit was not noticed (case {k} of seed {seed})");
                leftOut++;
            }
            catch (CheckpointException)
            {
                refused++;
            }
        }

        // The command says so in a line, and merges nothing.
        var (code, output) = await ToolRun.RunAsync(folder.Location, "ensemble", "merge", "spec.json", "flipped.shard", "--output", "merged.csv");
        BrokenPromiseException.ThrowUnless(code == 2 && output.StartsWith("interdealer: ", StringComparison.Ordinal) && !File.Exists(folder.At("merged.csv")), $"{code}: {output}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bits: seed {seed}: {count} flipped in {sound.Length} bytes, {refused} refused, {leftOut} in a length that makes a record incomplete, 0 unnoticed ({watch.Elapsed.TotalSeconds:0} s)"));
    }
}
