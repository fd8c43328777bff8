namespace Interdealer.Faults;

/// <summary>Other languages, calendars, time zones and numbers of threads: the same bytes.</summary>
internal static class Settings
{
    private static readonly (string Name, string Value)[][] Machines =
    [
        [("LC_ALL", "de_DE.UTF-8"), ("TZ", "Europe/Berlin")],
        [("LC_ALL", "ar_SA.UTF-8"), ("TZ", "Asia/Riyadh")],
        [("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati")],
        [("LC_ALL", "fa_IR.UTF-8"), ("TZ", "Pacific/Marquesas")],
        [("LC_ALL", "C"), ("TZ", "Etc/GMT+12"), ("DOTNET_PROCESSOR_COUNT", "1")],
        [("DOTNET_EnableAVX2", "0"), ("DOTNET_EnableAVX512F", "0")],
    ];

    public static async Task RunAsync()
    {
        using var folder = FaultFolder.New();
        folder.WriteSpecification(scenarios: 3000);
        File.WriteAllText(folder.At("n.dib"), "#!csharp\n\nvar x = 1234567.891;\nConsole.WriteLine($\"{x:N2} {x} {new DateTime(2020, 3, 16):D}\");\nnew[] { \"ä\", \"z\", \"I\", \"i\" }.Order().ToArray()\n");
        await MakeAsync(folder, "here", new Dictionary<string, string>());
        foreach (var machine in Machines)
        {
            await MakeAsync(folder, "there", machine.ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal));
            foreach (var ending in new[] { ".csv", ".run.json", ".sqlite" })
            {
                BrokenPromiseException.ThrowUnless(
                    folder.Bytes("here" + ending).AsSpan().SequenceEqual(folder.Bytes("there" + ending)), $"{ending} differs under {string.Join(' ', machine.Select(m => $"{m.Name}={m.Value}"))}");
            }

            BrokenPromiseException.ThrowUnless(
                folder.Bytes("here/n.ipynb").AsSpan().SequenceEqual(folder.Bytes("there/n.ipynb")), $"a notebook's outputs differ under {string.Join(' ', machine.Select(m => $"{m.Name}={m.Value}"))}");
        }

        Console.WriteLine($"settings: {Machines.Length} machines of other languages, calendars, time zones, cores and vectors: the same bytes of results and notebooks");
    }

    private static async Task MakeAsync(FaultFolder folder, string name, Dictionary<string, string> environment)
    {
        string[][] commands =
        [
            ["ensemble", "run", "spec.json", "--output", name + ".csv"],
            ["ensemble", "run", "spec.json", "--output", name + ".sqlite"],
            ["run", "n.dib", "--output", name],
        ];
        foreach (var command in commands)
        {
            using var run = ToolRun.Start(folder.Location, command, environment);
            var (code, output) = await ToolRun.EndAsync(run);
            BrokenPromiseException.ThrowUnless(code == 0, output);
        }
    }
}
