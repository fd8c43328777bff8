namespace Interdealer.Faults;

/// <summary>Two processes that want the same: one has it, the other says so or waits, and nothing is lost.</summary>
internal static class TwoProcesses
{
    public static async Task RunAsync()
    {
        using var folder = FaultFolder.New();
        await EnsemblesAsync(folder);
        await NotebooksAsync(folder);
        Console.WriteLine("two: ensembles with one output and runs into one folder: one did the work, the other was refused in a line or found it done; the results are those of one");
    }

    private static async Task EnsemblesAsync(FaultFolder folder)
    {
        folder.WriteSpecification(scenarios: 200_000);
        await ToolRun.SucceedAsync(folder.Location, "ensemble", "run", "spec.json", "--output", "whole.sqlite");
        for (var round = 0; round < 5; round++)
        {
            string[] command = ["ensemble", "run", "spec.json", "--output", "both.sqlite", "--checkpoint-every", "0.05"];
            using var first = ToolRun.Start(folder.Location, command);
            using var second = ToolRun.Start(folder.Location, command);
            var ends = await Task.WhenAll(ToolRun.EndAsync(first), ToolRun.EndAsync(second));
            BrokenPromiseException.ThrowUnless(ends.Any(end => end.Code == 0), string.Join('\n', ends.Select(end => end.Output)));
            BrokenPromiseException.ThrowUnless(
                ends.All(end => end.Code == 0 || (end.Code == 2 && end.Output.Contains("another run may hold it", StringComparison.Ordinal))), string.Join('\n', ends.Select(end => end.Output)));
            BrokenPromiseException.ThrowUnless(folder.Bytes("both.sqlite").AsSpan().SequenceEqual(folder.Bytes("whole.sqlite")), "two at once gave other results than one");
            File.Delete(folder.At("both.sqlite"));
        }
    }

    private static async Task NotebooksAsync(FaultFolder folder)
    {
        folder.WriteNotebook("a.ipynb", cells: 6);
        folder.WriteNotebook("b.ipynb", cells: 6);
        for (var round = 0; round < 3; round++)
        {
            using var first = ToolRun.Start(folder.Location, ["run", "a.ipynb", "--output", "out"]);
            using var second = ToolRun.Start(folder.Location, ["run", "b.ipynb", "--output", "out"]);
            var ends = await Task.WhenAll(ToolRun.EndAsync(first), ToolRun.EndAsync(second));
            BrokenPromiseException.ThrowUnless(ends.Any(end => end.Code == 0), string.Join('\n', ends.Select(end => end.Output)));
            BrokenPromiseException.ThrowUnless(
                ends.All(end => end.Code == 0 || (end.Code == 2 && end.Output.Contains("used by another process", StringComparison.Ordinal))), string.Join('\n', ends.Select(end => end.Output)));
            await ToolRun.SucceedAsync(folder.Location, "run", "a.ipynb", "b.ipynb", "--output", "out");
        }
    }
}
