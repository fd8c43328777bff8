using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Interdealer;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Data;
using Interdealer.Display;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Sampling;
using Interdealer.Ensembles.Scenarios;
using Interdealer.Ensembles.Summaries;

namespace Interdealer.Benchmarks;

/// <summary>
/// Scenarios of the 51 banks of 2016, with progress and the memory they took, once without a break and once killed again and again at random
/// moments: the files of results must have the same bytes.
/// </summary>
internal static class EnsembleCheck
{
    private const string Child = "ensemble-child";
    private static readonly string[] Outputs = ["whole.sqlite", "killed.sqlite"];

    /// <summary>Runs both.</summary>
    /// <param name="scenarios">Number of scenarios.</param>
    /// <param name="kills">How often the second run is killed.</param>
    /// <returns>True when the files have the same bytes.</returns>
    public static bool Run(long scenarios, int kills)
    {
        var folder = Directory.CreateTempSubdirectory("ensemble-").FullName;
        try
        {
            var watch = Stopwatch.StartNew();
            var whole = Path.Combine(folder, Outputs[0]);
            var memory = Finish(Start(scenarios, whole, Path.Combine(folder, "a")));
            var seconds = watch.Elapsed.TotalSeconds;
            var (random, killed) = (new Random(7), Path.Combine(folder, Outputs[1]));
            for (var kill = 0; kill < kills; kill++)
            {
                using var child = Start(scenarios, killed, Path.Combine(folder, "b"), quiet: true);

                // Early moments meet the start and the first records, late ones the writing of the results.
                Thread.Sleep(TimeSpan.FromSeconds(random.NextDouble() * Math.Max(0.5, 2 * seconds / Math.Max(1, kills))));
                child.Kill();
                child.WaitForExit();
            }

            Finish(Start(scenarios, killed, Path.Combine(folder, "b")));
            var same = Hash(whole) == Hash(killed);
            Console.WriteLine(Table.Create($"{scenarios:#,0} scenarios of 51 banks")
                .With("Seconds, start to file", [seconds], "0.0")
                .With("µs a scenario", [1e6 * seconds / scenarios], "0.0")
                .With("Peak memory, MB", [memory], "0")
                .With("Kills", [kills], Format.Integer)
                .With("Same bytes after them", [same ? "yes" : "NO"])
                .WithFootnote($"SHA-256 of the results: {Hash(whole)}"));
            return same;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One run, to be killed by whoever started it.</summary>
    public static int RunChild(string[] arguments)
    {
        var scenarios = long.Parse(arguments[0], CultureInfo.InvariantCulture);
        var system = Eba2016.ToSystem();
        var round = new Deleverage(LeverageRatio.FromMinimum(0.03)).Then(new PriceImpact.SquareRoot()).Then(new Default());
        var progress = new Lines();
        var falls = new DrawnScenarios(new RandomPoints(scenarios, seed: 1), system.Assets.Select(a => new Coordinate(a.Name, Marginal.Uniform(0, 0.1))));
        new Ensemble(system, falls, round, new CascadeOptions { MaximumRounds = 100 })
            .Measuring(Output.SystemLossShare, () => new Moments(), () => new Distribution(), () => new Extremes(10))
            .Keeping(Output.SystemLossShare, Output.Amplification, Output.Defaults, Output.Rounds)
            .RunTo(arguments[1], new EnsembleOptions { Checkpoint = arguments[2], CheckpointEvery = TimeSpan.FromMilliseconds(200), Progress = progress });
        Console.WriteLine(FormattableString.Invariant($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000}"));
        return 0;
    }

    /// <summary>Whether the arguments are those of a child.</summary>
    public static bool IsChild(string[] arguments) => arguments is [Child, _, _, _];

    private static Process Start(long scenarios, string output, string checkpoint, bool quiet = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(EnsembleCheck).Assembly.Location] : [];
        foreach (var argument in (string[])[.. program, Child, scenarios.ToString(CultureInfo.InvariantCulture), output, checkpoint])
        {
            start.ArgumentList.Add(argument);
        }

        var child = Process.Start(start)!;
        if (quiet)
        {
            child.OutputDataReceived += (_, _) => { };
            child.BeginOutputReadLine();
        }

        return child;
    }

    private static long Finish(Process child)
    {
        using (child)
        {
            var peak = 0L;
            while (child.StandardOutput.ReadLine() is { } line)
            {
                Console.WriteLine(line);
                peak = line.StartsWith("peak ", StringComparison.Ordinal) ? long.Parse(line.AsSpan(5), CultureInfo.InvariantCulture) : peak;
            }

            child.WaitForExit();
            return child.ExitCode == 0 ? peak : throw new InvalidOperationException($"the run ended with exit code {child.ExitCode}");
        }
    }

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>A line about every five seconds, and the last.</summary>
    private sealed class Lines : IProgress<EnsembleProgress>
    {
        private TimeSpan _next;

        public void Report(EnsembleProgress value)
        {
            if (value.Elapsed >= _next || value.Done == value.Total)
            {
                Console.WriteLine(value);
                _next = value.Elapsed + TimeSpan.FromSeconds(5);
            }
        }
    }
}
