using System.Diagnostics;
using Interdealer.Display;

namespace Interdealer.Benchmarks;

/// <summary>The machine's ceilings and what fraction of them the products and whole cascades reach, measured in one run.</summary>
internal static class Roofline
{
    private const int Repetitions = 9;
    private const double Useful = 2;
    private static readonly int[] Threads = [1, 2];
    private static readonly BatchCase[] Cases = [new(50, 40, 1, 2048), new(1000, 500, 0.1, 64), new(10_000, 5000, 0.01, 32)];

    /// <summary>Prints two tables.</summary>
    public static void Run()
    {
        var ceilings = Threads.Select(Ceilings.Measure).ToList();
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
        var rows = Cases.SelectMany(c => ceilings.SelectMany(ceiling => Rows(c, ceiling))).ToList();
        Console.WriteLine(Table.Create("What reaches what: loads are those of the gathered operand, against the level of the memory that holds it")
            .With("Case", rows.Select(r => r.Case.ToString()))
            .With("Kernel", rows.Select(r => r.Kernel))
            .With("Threads", rows.Select(r => r.Threads), Format.Integer)
            .With("Block", rows.Select(r => r.Block), Format.Integer)
            .With("Gflop/s", rows.Select(r => r.Rate), "0.0")
            .With("Of arithmetic", rows.Select(r => r.OfArithmetic), "0 %")
            .With("Loads, GB/s", rows.Select(r => r.Load), "0")
            .With("Of loads", rows.Select(r => r.OfLoad), "0 %"));
    }

    private static IEnumerable<Row> Rows(BatchCase batch, Ceilings ceilings)
    {
        var banks = new BatchCascade(batch);
        var scenarioCount = new[] { 16, 32 }.MinBy(l => Seconds(() => banks.Run(l, ceilings.Threads)));
        var (q, entries) = (banks.System.Q, (double)banks.System.Q.Count);
        Row Kernel(string name, double passes, double seconds, int operandRows)
        {
            // Each entry multiplies one operand in every scenario of a block: 2 operations, 8 bytes of it. In full matrices four rows share a load.
            var (operations, bytes) = (Useful * entries * passes, 8 * entries * passes / (batch.Density >= 1 ? 4 : 1));
            return new Row(batch, name, ceilings.Threads, scenarioCount, operations / seconds / 1e9, bytes / seconds / 1e9)
            {
                OfArithmetic = operations / seconds / 1e9 / ceilings.Arithmetic,
                OfLoad = bytes / seconds / 1e9 / ceilings.LoadOf(8.0 * operandRows * scenarioCount),
            };
        }

        var (values, volumes) = (Product(banks.System, ceilings.Threads, scenarioCount, q.Values, byAsset: true), Product(banks.System, ceilings.Threads, scenarioCount, q.Volumes, byAsset: false));
        yield return Kernel("values Q·p", ceilings.Threads * scenarioCount, values, batch.Assets);
        yield return Kernel("volumes Qᵀ·y", ceilings.Threads * scenarioCount, volumes, batch.Banks);
        var whole = Seconds(() => banks.Run(scenarioCount, ceilings.Threads));
        yield return Kernel("whole cascade", batch.Scenarios * ((2.0 * batch.Rounds) + 2), whole, batch.Banks);
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

    private sealed record Row(BatchCase Case, string Kernel, int Threads, int Block, double Rate, double Load)
    {
        public required double OfArithmetic { get; init; }

        public required double OfLoad { get; init; }
    }
}
