using System.Diagnostics;
using Interdealer;
using Interdealer.Cascades;
using Interdealer.Display;

namespace Interdealer.Benchmarks;

/// <summary>Cascades of 90 institutions and 40 assets to rest, alone and in batches: times, and whether every scenario has the same bits in both.</summary>
internal static class ToRest
{
    private const int Institutions = 90;
    private const int Assets = 40;
    private const int Scenarios = 1024;
    private const int Repetitions = 5;
    private static readonly int[] Sizes = [1, 2, 3, 8, 64, Scenarios];
    private static readonly CascadeOptions Options = new() { KeepEvery = 0, MaximumRounds = 5000 };

    private static readonly (string Name, IOperator Round)[] Rounds =
    [
        ("Leverage, pro rata", BenchmarkRounds.LeverageProRata),
        ("Leverage, most liquid first", BenchmarkRounds.LeverageMostLiquidFirst),
        ("All three mechanisms", BenchmarkRounds.AllMechanisms),
        ("Leverage and haircuts", BenchmarkRounds.LeverageAndHaircuts),
    ];

    /// <summary>Prints two tables.</summary>
    /// <returns>True when every scenario has the same bits alone and in the batch.</returns>
    public static bool Run()
    {
        var system = BenchmarkSystem.Create(Institutions, Assets, seed: 1);
        var shocks = BenchmarkSystem.Shocks(system, Scenarios, seed: 100).ToList();
        var batches = Sizes.Select(size => shocks.Chunk(size).Select(system.Shock).ToList()).ToList();

        // The first pass lets the compiler finish optimising; only the second is printed.
        _ = Rounds.Select(r => Measure(r.Name, r.Round, batches)).ToList();
        var rows = Rounds.Select(r => Measure(r.Name, r.Round, batches)).ToList();
        Console.WriteLine(Machine.Description);
        Console.WriteLine(Table.Create($"A cascade of {Institutions} institutions and {Assets} assets to rest, best of {Repetitions}")
            .With("Round", rows.Select(r => r.Name))
            .With("Rounds, most", rows.Select(r => r.Rounds), Format.Integer)
            .With("One scenario, ms", rows.Select(r => r.One), "0.000")
            .With($"Batch of {Scenarios}, ms", rows.Select(r => r.Many), "0.0")
            .With("Batch, ms a scenario", rows.Select(r => r.Many / Scenarios), "0.0000")
            .With("Allocated by batch, MB", rows.Select(r => r.Allocated / 1e6), "0.0")
            .With("Same bits", rows.Select(r => r.SameBits ? "yes" : "NO")));
        Console.WriteLine(Sizes.Select((size, b) => (size, b)).Aggregate(
            Table.Create($"The same {Scenarios} scenarios in batches of S on one thread, µs a scenario, best of {Repetitions}").With("Round", rows.Select(r => r.Name)),
            (table, x) => table.With($"S = {x.size}", rows.Select(r => r.BySize[x.b]), "0.0")));
        return rows.TrueForAll(r => r.SameBits);
    }

    private static Row Measure(string name, IOperator round, List<List<State>> batches)
    {
        var (alone, whole) = (batches[0], batches[^1][0]);
        var one = Best(() => Cascade.Run(alone[0], round, Options));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = Cascade.Run(whole, round, Options).EnsureSettled();
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        var many = Best(() => Cascade.Run(whole, round, Options));
        var same = Enumerable.Range(0, Scenarios).All(scenario => IsAlike(Cascade.Run(alone[scenario], round, Options), result, scenario));
        var onOneThread = Options with { Threads = 1 };
        var bySize = batches.Select(states => 1000 * Best(() => states.ForEach(s => Cascade.Run(s, round, onOneThread))) / Scenarios).ToList();
        return new Row(name, result.RoundCounts.Max(), one, many, allocated, same) { BySize = bySize };
    }

    private static bool IsAlike(CascadeResult alone, CascadeResult batch, int scenario) => alone.RoundCounts[0] == batch.RoundCounts[scenario]
        && alone.End.Columns.Zip(batch.End.Columns).All(c => c.First.Column.Scenario(0).SequenceEqual(c.Second.Column.Scenario(scenario)));

    private static double Best(Action run)
    {
        var best = double.PositiveInfinity;
        for (var x = 0; x < Repetitions; x++)
        {
            var watch = Stopwatch.StartNew();
            run();
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private sealed record Row(string Name, int Rounds, double One, double Many, long Allocated, bool SameBits)
    {
        public required List<double> BySize { get; init; }
    }
}
