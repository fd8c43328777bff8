using System.Diagnostics;
using Interdealer.Display;
using Interdealer.Engine;

namespace Interdealer.Benchmarks;

/// <summary>The machine's ceilings and what fraction of them the products and whole cascades reach, measured in one run.</summary>
internal static class Roofline
{
    private const int Repetitions = 9;
    private const double Useful = 2;

    // A product gathers from so many rows of its operand at a time, in so many vectors of scenarios.
    private const int PartRows = 2048;
    private const int PartVectors = 4;
    private static readonly int[] Threads = [1, 2];
    private static readonly BatchCase[] Cases = [new(50, 40, 1, 2048), new(1000, 500, 0.1, 64), new(10_000, 5000, 0.01, 32)];

    /// <summary>Prints two tables.</summary>
    public static void Run()
    {
        // Before the kernels and after them: whatever slows the machine for a while lowers no ceiling.
        var before = Threads.Select(Ceilings.Measure).ToList();
        var kernels = Cases.SelectMany(c => Threads.SelectMany(t => Kernels(c, t))).ToList();
        var ceilings = before.Zip(Threads.Select(Ceilings.Measure), (first, then) => first.OrHigher(then)).ToList();
        Console.WriteLine(Table.Create("Ceilings of this machine, all threads together")
            .With("Threads", ceilings.Select(c => c.Threads), Format.Integer)
            .With("Fused multiply-add, Gflop/s", ceilings.Select(c => c.Arithmetic), "0.0")
            .With("Loads GB/s: 16 kB", ceilings.Select(c => c.Levels[0].Load), "0")
            .With("256 kB", ceilings.Select(c => c.Levels[1].Load), "0")
            .With("4 MB", ceilings.Select(c => c.Levels[2].Load), "0")
            .With("64 MB", ceilings.Select(c => c.Levels[3].Load), "0")
            .With("Stores GB/s: 16 kB", ceilings.Select(c => c.Levels[0].Store), "0")
            .With("256 kB ", ceilings.Select(c => c.Levels[1].Store), "0")
            .With("4 MB ", ceilings.Select(c => c.Levels[2].Store), "0")
            .With("64 MB ", ceilings.Select(c => c.Levels[3].Store), "0"));
        Ceilings Ceiling(Kernel kernel) => ceilings.Single(c => c.Threads == kernel.Threads);
        Console.WriteLine(Table.Create("What reaches what: loads are those of the gathered operand, against the levels of the memory that hold it")
            .With("Case", kernels.Select(k => k.Case.ToString()))
            .With("Kernel", kernels.Select(k => k.Name))
            .With("Threads", kernels.Select(k => k.Threads), Format.Integer)
            .With("Block", kernels.Select(k => k.Block), Format.Integer)
            .With("Gflop/s", kernels.Select(k => k.Rate), "0.0")
            .With("Of arithmetic", kernels.Select(k => k.Rate / Ceiling(k).Arithmetic), "0 %")
            .With("Loads, GB/s", kernels.Select(k => k.Load), "0")
            .With("Of loads", kernels.Select(k => k.Load / Ceiling(k).LoadOf(k.WorkingSet)), "0 %"));
    }

    private static IEnumerable<Kernel> Kernels(BatchCase batch, int threads)
    {
        var banks = new BatchCascade(batch);
        var block = new[] { 16, 32 }.MinBy(l => Seconds(() => banks.Run(l, threads)));
        var (q, entries) = (banks.System.Q, (double)banks.System.Q.Count);
        Kernel Of(string name, double passes, double seconds, int operandRows)
        {
            // Each entry multiplies one operand in every scenario of a block: 2 operations, 8 bytes of it. In full matrices four rows share a load.
            var (operations, bytes) = (Useful * entries * passes, 8 * entries * passes / (batch.Density >= 1 ? 4 : 1));
            return new Kernel(batch, name, threads, block, operations / seconds / 1e9, bytes / seconds / 1e9)
            {
                WorkingSet = 8.0 * Math.Min(operandRows, PartRows) * Math.Min(block, PartVectors * Widths.Widest),
            };
        }

        var values = Product(banks.System, threads, block, q.Values, byAsset: true);
        var volumes = Product(banks.System, threads, block, (from, to) => q.Volumes(from, to, block), byAsset: false);
        yield return Of("values Q·p", threads * block, values, batch.Assets);
        yield return Of("volumes Qᵀ·y", threads * block, volumes, batch.Banks);
        var whole = Seconds(() => banks.Run(block, threads));
        yield return Of("whole cascade", batch.Scenarios * ((2.0 * batch.Rounds) + 2), whole, batch.Banks);
    }

    /// <summary>Seconds that every thread takes for one product of its own.</summary>
    private static double Product(FinancialSystem system, int threads, int scenarioCount, Action<Column, Column> multiply, bool byAsset)
    {
        var (rows, assets) = (system.Institutions.Length * system.Tiers, system.Assets.Length);
        var columns = Enumerable.Range(0, threads).Select(_ => (From: new Column(byAsset ? assets : rows, scenarioCount), To: new Column(byAsset ? rows : assets, scenarioCount))).ToList();
        foreach (var row in columns.SelectMany(c => Enumerable.Range(0, c.From.Rows).Select(r => (c.From, r))))
        {
            row.From.Row(row.r).Fill(1.0 / (1 + row.r));
        }

        var times = Math.Max(1, (int)(2e7 / (system.Q.Count * (double)scenarioCount)));
        return Seconds(() => Parallel.ForEach(columns, new ParallelOptions { MaxDegreeOfParallelism = threads }, c =>
        {
            for (var x = 0; x < times; x++)
            {
                multiply(c.From, c.To);
            }
        })) / times;
    }

    private static double Seconds(Action run)
    {
        run();
        var best = double.PositiveInfinity;
        for (var r = 0; r < Repetitions; r++)
        {
            var watch = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(watch).TotalSeconds);
        }

        return best;
    }

    private sealed record Kernel(BatchCase Case, string Name, int Threads, int Block, double Rate, double Load)
    {
        /// <summary>Bytes of the operand that are gathered from again and again.</summary>
        public required double WorkingSet { get; init; }
    }
}
