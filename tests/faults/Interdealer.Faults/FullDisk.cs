using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Faults;

/// <summary>A disk with no room left: what was there stays, the command says so, and goes on once there is room.</summary>
/// <remarks>A file system of its own in memory where the user may mount one, which the superuser may; else a limit on the size of files, which answers alike.</remarks>
internal static class FullDisk
{
    public static async Task RunAsync()
    {
        using var folder = FaultFolder.New();
        folder.WriteSpecification(scenarios: 60_000);
        folder.WriteNotebook("a.ipynb", cells: 4);
        var disk = Directory.CreateDirectory(folder.At("disk")).FullName;
        await ToolRun.SucceedAsync(folder.Location, "ensemble", "run", "spec.json", "--output", "whole.csv");
        var mounted = Mount(disk, "400k");
        try
        {
            await EnsembleAsync(folder, mounted);
            await NotebookAsync(folder, mounted);
        }
        finally
        {
            if (mounted)
            {
                Command("umount", disk);
            }
        }

        Console.WriteLine($"disk: full under an ensemble and under an --in-place run ({(mounted ? "a mounted file system" : "a limit on the size of files")}): said so, kept what was there, went on with room");
    }

    private static async Task EnsembleAsync(FaultFolder folder, bool mounted)
    {
        string[] command = ["ensemble", "run", "spec.json", "--output", "disk/r.csv", "--checkpoint-every", "0.02"];
        using (var run = ToolRun.Start(folder.Location, command, NoMaps, mounted ? null : "trap '' XFSZ; ulimit -f 24"))
        {
            var (code, output) = await ToolRun.EndAsync(run);
            BrokenPromiseException.ThrowUnless(code == 2 && output.Contains("cannot be written (", StringComparison.Ordinal), $"a full disk was answered {code}: {output}");
            BrokenPromiseException.ThrowUnless(!File.Exists(folder.At("disk", "r.csv")), "half a file of results");
        }

        if (mounted)
        {
            Command("mount", "-o", "remount,size=64m", folder.At("disk"));
        }

        await ToolRun.SucceedAsync(folder.Location, command);
        BrokenPromiseException.ThrowUnless(folder.Bytes("disk/r.csv").AsSpan().SequenceEqual(folder.Bytes("whole.csv")), "with room again the results are others");
        File.Delete(folder.At("disk", "r.csv"));
        File.Delete(folder.At("disk", "r.run.json"));
    }

    private static async Task NotebookAsync(FaultFolder folder, bool mounted)
    {
        var before = folder.Bytes("a.ipynb");
        File.WriteAllBytes(folder.At("disk", "a.ipynb"), before);
        if (mounted)
        {
            Command("mount", "-o", string.Create(CultureInfo.InvariantCulture, $"remount,size={(before.Length / 4096 * 4096) + 12288}"), folder.At("disk"));
        }

        using var run = ToolRun.Start(folder.Location, ["run", "disk/a.ipynb", "--in-place", "--output", "out"], NoMaps, mounted ? null : "trap '' XFSZ; ulimit -f 24");
        var (code, output) = await ToolRun.EndAsync(run);
        BrokenPromiseException.ThrowUnless(code == 2, $"a full disk was answered {code}: {output}");
        BrokenPromiseException.ThrowUnless(folder.Bytes("disk/a.ipynb").AsSpan().SequenceEqual(before), "the notebook is another");
        BrokenPromiseException.ThrowUnless(Directory.GetFileSystemEntries(folder.At("disk")).Length == 1, "something was left beside the notebook");
    }

    // What the runtime itself maps must not count as a file that grows.
    private static Dictionary<string, string> NoMaps => new() { ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_EnableDiagnostics"] = "0" };

    private static bool Mount(string disk, string size) => Environment.UserName == "root" && Command("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk) == 0;

    private static int Command(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
