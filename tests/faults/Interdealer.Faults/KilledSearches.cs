using System.Diagnostics;
using System.Globalization;

namespace Interdealer.Faults;

/// <summary>Searches with <c>--checkpoint</c> killed at random moments: what they remember stays, and the answer is that of a search that nothing happened to.</summary>
internal static class KilledSearches
{
    private const string Kept = "kept";

    public static async Task RunAsync(int count, int seed)
    {
        using var folder = FaultFolder.New();
        folder.WriteSearch(samples: 50_000);
        var watch = Stopwatch.StartNew();
        var whole = await AnswerAsync(folder, "stress", "reverse", "search.json");
        var once = watch.Elapsed;
        var random = new Random(seed);
        var kills = new KillCount("searches", count);
        var (midway, ends) = (0, 0);
        while (!kills.IsEnough)
        {
            using var run = ToolRun.Start(folder.Location, Command);
            var before = Remembered(folder);
            if (await ToolRun.KillAsync(run, once * random.NextDouble()))
            {
                kills.Add();
                midway += Remembered(folder) > before ? 1 : 0;
                BrokenPromiseException.ThrowUnless(Remembered(folder) >= before, "what a search remembered is gone");
                continue;
            }

            ends++;
            BrokenPromiseException.ThrowUnless(run.ExitCode == 0, $"a search after {kills.Done} kills answered {run.ExitCode}");
            await EndAsync(folder, whole);
        }

        await EndAsync(folder, whole);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"searches: seed {seed}: {kills.Done} kills, {midway} after which more was remembered, {ends} searches that ended before; every answer was that of an undisturbed search ({watch.Elapsed.TotalSeconds:0} s)"));
    }

    private static string[] Command => ["stress", "reverse", "search.json", "--checkpoint", Kept, "--checkpoint-every", "0.02"];

    // The next search begins with nothing remembered.
    private static async Task EndAsync(FaultFolder folder, string whole)
    {
        var answer = await AnswerAsync(folder, Command);
        BrokenPromiseException.ThrowUnless(answer == whole, $"another answer after kills: {answer}\ninstead of: {whole}");
        Directory.Delete(folder.At(Kept), recursive: true);
    }

    // What was said, less how far and how fast it went.
    private static async Task<string> AnswerAsync(FaultFolder folder, params string[] command)
    {
        var (code, output) = await ToolRun.RunAsync(folder.Location, command);
        BrokenPromiseException.ThrowUnless(code == 0, $"{string.Join(' ', command)} answered {code}: {output}");
        return string.Join('\n', output.Split('\n').Where(line => !line.Contains(" a second", StringComparison.Ordinal)));
    }

    private static long Remembered(FaultFolder folder)
    {
        var file = new FileInfo(folder.At(Kept, "least-shock.search"));
        return file.Exists ? file.Length : 0;
    }
}
