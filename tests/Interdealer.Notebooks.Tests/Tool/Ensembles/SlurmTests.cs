using Interdealer.Notebooks.Tests.Kernels;

namespace Interdealer.Notebooks.Tests.Tool.Ensembles;

/// <summary>The committed scripts on a real Slurm of four nodes on 127.0.0.1.</summary>
public sealed class SlurmTests
{
    [SlurmFact]
    public async Task An_array_with_a_task_that_is_killed_and_requeued_merges_to_the_bytes_of_one_process()
    {
        using var folder = EnsembleFolder.Of(EnsembleKind.Drawn, 12_000);
        var hold = new RunOnHold(folder);
        Assert.Equal(0, (await folder.RunAsync(["run", "spec.json", "--output", "whole.sqlite", .. hold.Options])).Code);
        // The command with the operator that holds the shards until one of them was killed.
        File.WriteAllText(folder.At("interdealer.sh"), $"""
            #!/bin/bash
            [[ $2 != run && $2 != merge ]] || set -- "$@" {string.Join(' ', hold.Options)}
            exec dotnet {Workbench.ToolAssembly} "$@"
            """);
        hold.Until(folder.At("slurm/shards/1.shard.checkpoint/shard-1-of-4.ensemble"), 12_001);
        var script = Path.Combine(Repository.Root, "tests", "slurm", "loopback.sh");
        var (code, output) = Tools.Run(
            "timeout", "--kill-after=10", "240", "env", $"INTERDEALER=bash {folder.At("interdealer.sh")}", $"HOLD={hold.HoldFile}",
            script, folder.At("slurm"), folder.At("spec.json"), folder.At("merged.sqlite"));
        Assert.True(code == 0, output);
        Assert.Equal(folder.Bytes("whole.sqlite"), folder.Bytes("merged.sqlite"));
        Assert.Contains("killed and requeued", output, StringComparison.Ordinal);
        Assert.Contains("shard 1 of 4 on ", output, StringComparison.Ordinal);
        Assert.Contains(", start 1\n", output, StringComparison.Ordinal);

        // It went on from what it had kept, not from nothing.
        Assert.DoesNotContain(", start 1\n0 of ", output, StringComparison.Ordinal);
        Assert.Equal(["0.shard", "1.shard", "2.shard", "3.shard"], Directory.EnumerateFileSystemEntries(folder.At("slurm/shards")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}

/// <summary>A test that starts daemons of Slurm.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute() => Skip =
        new[] { "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged" }.FirstOrDefault(daemon => !File.Exists(daemon)) is { } missing ? $"skipped: there is no {missing} (Debian: slurm-wlm, munge)"
        : Environment.UserName != "root" ? "skipped: Slurm's daemons are started by root"
        : null;
}
