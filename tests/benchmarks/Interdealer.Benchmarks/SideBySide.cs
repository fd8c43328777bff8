using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Interdealer.Display;

namespace Interdealer.Benchmarks;

/// <summary>Batches of leverage-targeting cascades, in turn with a Python program that runs the same ones, in one table with ratios.</summary>
internal static partial class SideBySide
{
    private const int Repetitions = 5;
    private static readonly int[] Threads = [1, 2];
    private static readonly int[] Lanes = [8, 16, 32, 64];

    // Mean, first and last aggregate vulnerability of each case, computed by another program on the same inputs.
    private static readonly (BatchCase Case, double Mean, double First, double Last)[] Cases =
    [
        (new BatchCase(50, 40, 1, 10_000), 0.166556538738, 0.168483768536236, 0.159518975170482),
        (new BatchCase(1000, 500, 0.1, 1000), 0.154300914124, 0.152228014245636, 0.153141623265381),
        (new BatchCase(10_000, 5000, 0.01, 100), 0.164704146988, 0.164053821558003, 0.164170393450349),
    ];

    /// <summary>Times every case on one thread and on two, each with its best block.</summary>
    /// <param name="python">A program that takes --N, --M, --S, --density, --storage numba, --threads, --block, --repeat and prints "best …s"; none when left out.</param>
    /// <returns>True when every result is the expected one to 1e-12.</returns>
    public static bool Run(string? python)
    {
        var rows = new List<Row>();
        foreach (var known in Cases)
        {
            var banks = new BatchCascade(known.Case);
            foreach (var threads in Threads)
            {
                var ours = Lanes.Select(lanes => (Lanes: lanes, Seconds: Time(banks, known, lanes, threads, out var right), Right: right)).ToList();
                var best = ours.MinBy(x => x.Seconds);
                var theirs = python is null ? double.NaN : Lanes.Take(2).Min(block => TimePython(python, known.Case, block, threads));
                rows.Add(new Row(known.Case, threads, best.Lanes, best.Seconds / known.Case.Scenarios * 1e6, theirs / known.Case.Scenarios * 1e6, ours.TrueForAll(x => x.Right)));
            }
        }

        Console.WriteLine(Table.Create($"Leverage-targeting cascades, best of {Repetitions}")
            .With("Case", rows.Select(r => r.Case.ToString()))
            .With("Threads", rows.Select(r => r.Threads), Format.Integer)
            .With("Scenarios a block", rows.Select(r => r.Lanes), Format.Integer)
            .With("Here, µs a cascade", rows.Select(r => r.Here), "0.00")
            .With("Python, µs a cascade", rows.Select(r => r.Python), "0.00")
            .With("Ratio", rows.Select(r => r.Python / r.Here), "0.00")
            .With("As expected", rows.Select(r => r.Right ? "yes" : "NO")));
        return rows.TrueForAll(r => r.Right);
    }

    private static double Time(BatchCascade banks, (BatchCase Case, double Mean, double First, double Last) known, int lanes, int threads, out bool right)
    {
        var (best, results) = (double.PositiveInfinity, Array.Empty<double>());
        for (var r = 0; r < Repetitions; r++)
        {
            var watch = Stopwatch.StartNew();
            results = banks.Run(lanes, threads);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        right = Math.Abs(results.Average() - known.Mean) < 1e-12 && Math.Abs(results[0] - known.First) < 1e-12 && Math.Abs(results[^1] - known.Last) < 1e-12;
        return best;
    }

    private static double TimePython(string program, BatchCase batch, int block, int threads)
    {
        string[] arguments =
        [
            program, "--N", Text(batch.Banks), "--M", Text(batch.Assets), "--S", Text(batch.Scenarios), "--rounds", Text(batch.Rounds), "--density", Text(batch.Density),
            "--storage", "numba", "--threads", Text(threads), "--block", Text(block), "--repeat", Text(Repetitions),
        ];
        using var process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var best = BestTime().Match(output);
        return best.Success ? double.Parse(best.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"{program} printed no time \"best …s\": {output}");
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"best ([0-9.]+)s")]
    private static partial Regex BestTime();

    private sealed record Row(BatchCase Case, int Threads, int Lanes, double Here, double Python, bool Right);
}
