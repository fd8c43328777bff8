using System.Diagnostics;
using System.Globalization;
using Interdealer.Display;

namespace Interdealer.Benchmarks;

/// <summary>Batches of leverage-targeting cascades, in turn with a Python program that runs the same ones, in one table with ratios.</summary>
internal static class SideBySide
{
    private const int Passes = 5;
    private const int Repeats = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly int[] Threads = [1, 2];
    private static readonly int[] Blocks = [8, 16, 32, 64];

    // Mean, first and last aggregate vulnerability of each case, computed by another program on the same inputs.
    private static readonly Known[] Cases =
    [
        new(new BatchCase(50, 40, 1, 10_000), 0.166556538738, 0.168483768536236, 0.159518975170482),
        new(new BatchCase(1000, 500, 0.1, 1000), 0.154300914124, 0.152228014245636, 0.153141623265381),
        new(new BatchCase(10_000, 5000, 0.01, 100), 0.164704146988, 0.164053821558003, 0.164170393450349),
    ];

    /// <summary>Times cases on one thread and on two: every variant once, then the best of each side in turn.</summary>
    /// <param name="python">
    /// A program that takes --N, --M, --S, --rounds, --density, --storage dense, sparse or numba, --threads, --block, --repeat and --pool and prints
    /// "best …s"; none when left out.
    /// </param>
    /// <param name="cases">Which cases, from 1; all when empty.</param>
    /// <returns>True when every result is the expected one to 1e-12.</returns>
    public static bool Run(PythonProgram? python, IReadOnlyCollection<int> cases)
    {
        var rows = new List<Row>();
        foreach (var known in Cases.Where((_, c) => cases.Count == 0 || cases.Contains(c + 1)))
        {
            var banks = new BatchCascade(known.Case);
            foreach (var threads in Threads)
            {
                rows.Add(Compare(banks, known, threads, python));
                Console.WriteLine(FormattableString.Invariant($"{known.Case}, {threads} threads: {rows[^1].Here:0.00} µs here in blocks of {rows[^1].Block}, {rows[^1].There:0.00} µs there ({rows[^1].Fastest})"));
            }
        }

        Console.WriteLine(Table.Create($"Leverage-targeting cascades, µs a cascade: best of all runs, those that looked for each side's best block and {Passes} in turn after them")
            .With("Case", rows.Select(r => r.Case.ToString()))
            .With("Threads", rows.Select(r => r.Threads), Format.Integer)
            .With("Block", rows.Select(r => r.Block), Format.Integer)
            .With("Here", rows.Select(r => r.Here), "0.00")
            .With("NumPy", rows.Select(r => r.Dense), "0.00")
            .With("SciPy", rows.Select(r => r.Sparse), "0.00")
            .With("Numba", rows.Select(r => r.Numba), "0.00")
            .With("Fastest there", rows.Select(r => r.Fastest))
            .With("µs", rows.Select(r => r.There), "0.00")
            .With("Ratio", rows.Select(r => r.There / r.Here), "0.00")
            .With("Median ratio", rows.Select(r => r.MedianRatio), "0.00")
            .With("As expected", rows.Select(r => r.Right ? "yes" : "NO")));
        return rows.TrueForAll(r => r.Right);
    }

    private static Row Compare(BatchCascade banks, Known known, int threads, PythonProgram? python)
    {
        var right = true;
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;)
        {
            // The compiler goes on optimising for a while, as the other side's has before it is timed.
            Time(banks, known, Blocks[0], threads, ref right);
        }

        var (scenarioCount, seconds) = Blocks.Select(l => (Block: l, Seconds: BestTime(banks, known, l, threads, ref right))).MinBy(x => x.Seconds);
        var all = python is null ? [] : PythonVariant.All(known.Case, threads).Select(v => (Variant: v, Seconds: v.Time(python, known.Case))).ToList();
        double Best(string storage) => all.Where(x => x.Variant.Storage == storage).Select(x => x.Seconds).DefaultIfEmpty(double.NaN).Min() * known.MicrosecondsASecond;
        var (best, bestSeconds) = all.Count > 0 ? all.MinBy(x => x.Seconds) : (null, double.NaN);
        var (here, there) = (new List<double>(), new List<double>());
        for (var pass = 0; pass < Passes; pass++)
        {
            here.Add(BestTime(banks, known, scenarioCount, threads, ref right) * known.MicrosecondsASecond);
            there.Add(best is null ? double.NaN : best.Time(python!, known.Case) * known.MicrosecondsASecond);
        }

        var ratios = here.Zip(there, (h, t) => t / h).Order().ToList();
        return new Row(known.Case, threads, scenarioCount, Math.Min(here.Min(), seconds * known.MicrosecondsASecond), Math.Min(there.Min(), bestSeconds * known.MicrosecondsASecond), right)
        {
            Dense = Best("dense"), Sparse = Best("sparse"), Numba = Best("numba"), Fastest = best?.ToString() ?? "–", MedianRatio = ratios[ratios.Count / 2],
        };
    }

    /// <summary>Best of as many runs as the other side takes the best of, after one that is not counted, as there.</summary>
    private static double BestTime(BatchCascade banks, Known known, int scenarioCount, int threads, ref bool right)
    {
        Time(banks, known, scenarioCount, threads, ref right);
        var best = double.PositiveInfinity;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            best = Math.Min(best, Time(banks, known, scenarioCount, threads, ref right));
        }

        return best;
    }

    private static double Time(BatchCascade banks, Known known, int scenarioCount, int threads, ref bool right)
    {
        var watch = Stopwatch.StartNew();
        var results = banks.Run(scenarioCount, threads);
        var seconds = watch.Elapsed.TotalSeconds;
        right &= Math.Abs(results.Average() - known.Mean) < 1e-12 && Math.Abs(results[0] - known.First) < 1e-12 && Math.Abs(results[^1] - known.Last) < 1e-12;
        return seconds;
    }

    private sealed record Known(BatchCase Case, double Mean, double First, double Last)
    {
        public double MicrosecondsASecond => 1e6 / Case.Scenarios;
    }

    private sealed record Row(BatchCase Case, int Threads, int Block, double Here, double There, bool Right)
    {
        public required double Dense { get; init; }

        public required double Sparse { get; init; }

        public required double Numba { get; init; }

        public required string Fastest { get; init; }

        public required double MedianRatio { get; init; }
    }

    /// <summary>One way to run the Python program.</summary>
    private sealed record PythonVariant(string Storage, int Block, int Threads, bool Pool)
    {
        // A matrix with its zeros written out takes minutes where it is large and thin.
        private const double MostDense = 1e7;

        public static IEnumerable<PythonVariant> All(BatchCase batch, int threads)
        {
            var numba = new[] { 8, 16, 32 }.Select(b => new PythonVariant("numba", b, threads, false));
            var sparse = new[] { 16, 64 }.Select(b => new PythonVariant("sparse", b, threads, false));
            var dense = new[] { 256, 1024 }.SelectMany(b => new[] { new PythonVariant("dense", b, threads, false), new PythonVariant("dense", b, threads, threads > 1) }).Distinct();
            return [.. numba, .. batch.Density < 1 ? sparse : [], .. (double)batch.Banks * batch.Assets <= MostDense ? dense : []];
        }

        public double Time(PythonProgram program, BatchCase batch) => program.Time([
            "--N", Text(batch.Banks), "--M", Text(batch.Assets), "--S", Text(batch.Scenarios), "--rounds", Text(batch.Rounds), "--density", Text(batch.Density),
            "--storage", Storage, "--threads", Text(Threads), "--block", Text(Block), "--repeat", Text(Repeats), .. Pool ? ["--pool"] : Array.Empty<string>()]).Seconds;

        public override string ToString() => $"{Storage}, block {Text(Block)}{(Pool ? ", pool" : string.Empty)}";

        private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
    }
}
