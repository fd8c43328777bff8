using System.Diagnostics;
using System.Globalization;
using Interdealer;
using Interdealer.Cascades;

namespace Interdealer.Benchmarks;

/// <summary>Rounds of up to three mechanisms to rest, in turn with a Python program that runs the same ones on the same inputs.</summary>
internal sealed class MechanismsSideBySide
{
    private const int Passes = 5;
    private const int Repeats = 5;
    private const double Tolerance = 1e-12;
    private const int MostRoundsApart = 1;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly int[] Threads = [1, 2];

    // How the other side starts to look for a quote: where the last one was, or at 0.
    private static readonly string[] Quotes = ["warm", "cold"];

    private static readonly (string Name, IOperator Round)[] Cases =
        [("three", BenchmarkRounds.AllMechanisms), ("haircuts", BenchmarkRounds.LeverageAndHaircuts), ("prorata", BenchmarkRounds.LeverageProRata)];

    private readonly PythonProgram _python;
    private readonly ExportedCascades _cascades;
    private readonly State _start;

    private MechanismsSideBySide(PythonProgram python)
    {
        _python = python;
        _cascades = new ExportedCascades(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(python.Path))!, "three-mechanisms"));
        _start = _cascades.Shocked();
    }

    /// <summary>Compares results and times, on one thread and on two; the ratio of a line is that of the best of all runs of either side.</summary>
    /// <param name="python">
    /// A program that takes --case, --storage numba, --S, --threads, --refill, --newton warm or cold, --repeat and --check, prints "best …s" and fails where
    /// its results are not those in the folder three-mechanisms beside it.
    /// </param>
    /// <param name="names">Names of the cases; all when empty.</param>
    /// <returns>True when all results of both sides are those in the folder.</returns>
    public static bool Run(PythonProgram python, IReadOnlyCollection<string> names)
    {
        if (names.Except(Cases.Select(c => c.Name)).FirstOrDefault() is { } unknown)
        {
            Console.WriteLine($"case must be one of {string.Join(", ", Cases.Select(c => c.Name))}; it was {unknown}.");
            return false;
        }

        Console.WriteLine(Machine.Description);
        var (comparison, right) = (new MechanismsSideBySide(python), true);
        foreach (var (name, round) in Cases.Where(c => names.Count == 0 || names.Contains(c.Name)))
        {
            foreach (var threads in Threads)
            {
                right &= comparison.Agrees(name, round, threads);
                right &= Quotes.Select(quotes => comparison.Compare(name, round, threads, quotes)).ToList().TrueForAll(agrees => agrees);
            }
        }

        return right;
    }

    private bool Agrees(string name, IOperator round, int threads)
    {
        CascadeResult result;
        var warm = Stopwatch.StartNew();
        do
        {
            // The compiler goes on optimising for a while, as the other side's has before it is timed.
            result = Cascade.Run(_start, round, Options(threads));
        }
        while (warm.Elapsed < WarmUp);

        var equity = result.End.Value().Equity;
        var apart = _cascades.EquityOf(name).Select((expected, s) => Math.Abs((equity.Scenario(s).Sum() / expected) - 1)).Max();
        var rounds = _cascades.RoundsOf(name).Select((expected, s) => Math.Abs(result.RoundCounts[s] - expected)).ToList();
        var agrees = apart <= Tolerance && rounds.TrueForAll(r => r <= MostRoundsApart);
        var rest = $"other rounds in {rounds.Count(r => r > 0)} of {rounds.Count} scenarios, by {rounds.Max()} at most";
        Console.WriteLine(FormattableString.Invariant($"{name}, threads {threads}: total equity within {apart:0.0e0} of that exported, {rest}: {Verdict(agrees)}"));
        return agrees;
    }

    private bool Compare(string name, IOperator round, int threads, string quotes)
    {
        var (here, there, agrees) = (double.PositiveInfinity, double.PositiveInfinity, true);
        for (var pass = 0; pass < Passes; pass++)
        {
            here = Math.Min(here, BestTime(round, threads));
            var (seconds, succeeded) = _python.Time(
                "--case", name, "--storage", "numba", "--S", Text(_start.ScenarioCount), "--threads", Text(threads),
                "--refill", "--newton", quotes, "--repeat", Text(Repeats), "--check");
            (there, agrees) = (Math.Min(there, seconds), agrees && succeeded);
        }

        var (what, microseconds) = ($"{name}, threads {threads}, against {quotes} + refill ({Verdict(agrees)})", 1e6 / _start.ScenarioCount);
        Console.WriteLine(FormattableString.Invariant($"{what}: {here * microseconds:0.0} µs a scenario here, {there * microseconds:0.0} there, ratio {there / here:0.00}"));
        return agrees;
    }

    private double BestTime(IOperator round, int threads)
    {
        var best = double.PositiveInfinity;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var watch = Stopwatch.GetTimestamp();
            Cascade.Run(_start, round, Options(threads));
            best = Math.Min(best, Stopwatch.GetElapsedTime(watch).TotalSeconds);
        }

        return best;
    }

    private static CascadeOptions Options(int threads) => new() { KeepEvery = 0, MaximumRounds = 5000, Threads = threads };

    private static string Verdict(bool agrees) => agrees ? "as exported" : "NOT as exported";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
