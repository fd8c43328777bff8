using System.Diagnostics;
using Interdealer.Cascades;
using Interdealer.Display;

namespace Interdealer.Benchmarks;

/// <summary>How time and memory grow with each size of a batch, one doubled after the other.</summary>
internal static class Growth
{
    private const int ScenarioCount = 16;
    private const int Repetitions = 5;
    private static readonly BatchCase Middle = new(400, 200, 0.1, 256);

    private static readonly (string Grows, BatchCase Case)[] Cases =
    [
        .. Doubled("institutions n", x => Middle with { Banks = x * 100 }),
        .. Doubled("assets m", x => Middle with { Assets = x * 50 }),
        .. Doubled("density", x => Middle with { Density = x * 0.025 }),
        .. Doubled("scenarios S", x => Middle with { Scenarios = x * 64 }),
        .. Doubled("rounds", x => Middle with { Rounds = x * 3 }),
    ];

    /// <summary>Prints a table.</summary>
    public static void Run()
    {
        var rows = Cases.Select(c => (c.Grows, c.Case, Measured: Measure(c.Case))).ToList();
        Console.WriteLine(Table.Create($"Growth, one thread, blocks of {ScenarioCount} scenarios, best of {Repetitions}")
            .With("Grows", rows.Select(r => r.Grows))
            .With("Case", rows.Select(r => r.Case.ToString()))
            .With("Whole batch, ms", rows.Select(r => r.Measured.Milliseconds), "0.00")
            .With("µs a cascade", rows.Select(r => 1e3 * r.Measured.Milliseconds / r.Case.Scenarios), "0.0")
            .With("ns an entry, scenario and round", rows.Select(r => 1e6 * r.Measured.Milliseconds / (r.Measured.Entries * (double)r.Case.Scenarios * r.Case.Rounds)), "0.000")
            .With("Memory of the system, MB", rows.Select(r => r.Measured.System), "0.00")
            .With("Memory of a block, MB", rows.Select(r => r.Measured.Block), "0.00"));
    }

    private static IEnumerable<(string, BatchCase)> Doubled(string grows, Func<int, BatchCase> with) => new[] { 1, 2, 4, 8 }.Select(x => (grows, with(x)));

    private static (double Milliseconds, int Entries, double System, double Block) Measure(BatchCase batch)
    {
        var banks = new BatchCascade(batch);
        var system = Kept(() => new BatchCascade(batch with { Scenarios = 1 }).System);
        var block = Kept(() =>
        {
            var one = new CascadeBlock(banks.System, ScenarioCount, banks.Round) { KeepsStart = false };
            one.Run();
            return one;
        });
        banks.Run(ScenarioCount, threads: 1);
        var best = double.PositiveInfinity;
        for (var r = 0; r < Repetitions; r++)
        {
            var watch = Stopwatch.GetTimestamp();
            banks.Run(ScenarioCount, threads: 1);
            best = Math.Min(best, Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        return (best, banks.System.Q.Count, system, block);

        double Kept(Func<object> make)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var made = make();
            var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            GC.KeepAlive(made);
            return bytes / 1e6;
        }
    }
}
