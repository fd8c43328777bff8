using System.Globalization;
using Interdealer.Faults;

// Each trial throws where a promise is broken, and prints what it saw where none was.
var (command, count, seed) = args switch
{
    [var c] => (c, 0, 1),
    [var c, var n] when Number(n) is { } number => (c, number, 1),
    [var c, var n, var s] when Number(n) is { } number && Number(s) is { } first => (c, number, first),
    _ => ("", 0, 0),
};

var trials = new SortedDictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["bits"] = () => FlippedBits.RunAsync(count > 0 ? count : 1000, seed),
    ["disk"] = FullDisk.RunAsync,
    ["ensembles"] = () => KilledEnsembles.RunAsync(count > 0 ? count : 100, seed),
    ["in-place"] = () => KilledNotebooks.InPlaceAsync(count > 0 ? count : 60, seed),
    ["kernels"] = () => KilledNotebooks.KernelsAsync(count > 0 ? count : 40, seed),
    ["searches"] = () => KilledSearches.RunAsync(count > 0 ? count : 60, seed),
    ["settings"] = Settings.RunAsync,
    ["two"] = TwoProcesses.RunAsync,
};

if (command != "all" && !trials.ContainsKey(command))
{
    Console.Error.WriteLine($"{string.Join(" | ", trials.Keys)} | all   [count] [seed]   faults on purpose, to the real command: kills at random moments, a full disk, two processes at once, flipped bits, other clocks and cultures");
    return 2;
}

foreach (var (name, run) in trials.Where(trial => command == "all" || trial.Key == command))
{
    try
    {
        await run();
    }
    catch (BrokenPromiseException e)
    {
        Console.WriteLine($"{name}: broken: {e.Message}");
        return 1;
    }
}

return 0;

static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
