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
using Interdealer.Ensembles.Storage;
using Interdealer.Ensembles.Summaries;
using Interdealer.Risk;

namespace Interdealer.Benchmarks;

/// <summary>
/// Scenarios of the 51 banks of 2016, with progress and the memory they took, once without a break and once killed again and again at random
/// moments: the files of results must have the same bytes. First shocks that are drawn beside parameters from a history, with every statistic of
/// such scenarios; then a tenth as many of a design for Sobol indices.
/// </summary>
internal static class EnsembleCheck
{
    private const string Child = "ensemble-child";
    private const string Mixed = "mixed";
    private const string Design = "design";

    // Markets, depth and volatility.
    private const int Inputs = 10;

    /// <summary>Runs both.</summary>
    /// <param name="scenarios">Number of scenarios.</param>
    /// <param name="kills">How often each second run is killed.</param>
    /// <returns>True when the files have the same bytes.</returns>
    public static bool Run(long scenarios, int kills)
    {
        var rows = new List<Row> { Measure(Mixed, scenarios, kills), Measure(Design, Math.Max(64, scenarios / 10 / (Inputs + 2)) * (Inputs + 2), kills) };
        Console.WriteLine(Table.Create("Scenarios of 51 banks")
            .With("Source", rows.Select(r => r.Kind))
            .With("Scenarios", rows.Select(r => r.Scenarios), Format.Integer)
            .With("Seconds, start to file", rows.Select(r => r.Seconds), "0.0")
            .With("Scenarios a second", rows.Select(r => r.Scenarios / r.Seconds), Format.Integer)
            .With("Rounds, mean", rows.Select(r => r.Rounds), "0.0")
            .With("Stopped at the limit", rows.Select(r => r.AtLimit), "0.00 %")
            .With("Peak memory, MB", rows.Select(r => r.Memory), Format.Integer)
            .With("Kills", rows.Select(r => r.Kills), Format.Integer)
            .With("with scenarios kept", rows.Select(r => r.Midway), Format.Integer)
            .With("Same bytes after them", rows.Select(r => r.Same ? "yes" : "NO"))
            .WithFootnote($"SHA-256 of the results: {string.Join(", ", rows.Select(r => $"{r.Kind} {r.Hash}"))}"));
        return rows.All(r => r.Same);
    }

    /// <summary>One run, to be killed by whoever started it.</summary>
    public static int RunChild(string[] arguments)
    {
        Ensemble(arguments[0], long.Parse(arguments[1], CultureInfo.InvariantCulture))
            .RunTo(arguments[2], new EnsembleOptions { Checkpoint = arguments[3], CheckpointEvery = TimeSpan.FromMilliseconds(200), Progress = new Lines() });
        Console.WriteLine(FormattableString.Invariant($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000}"));
        return 0;
    }

    /// <summary>Whether the arguments are those of a child.</summary>
    public static bool IsChild(string[] arguments) => arguments is [Child, _, _, _, _];

    private static Row Measure(string kind, long scenarios, int kills)
    {
        var folder = Directory.CreateTempSubdirectory("ensemble-").FullName;
        try
        {
            var (whole, killed, checkpoint) = (Path.Combine(folder, "whole.sqlite"), Path.Combine(folder, "killed.sqlite"), Path.Combine(folder, "b"));
            var watch = Stopwatch.StartNew();
            var memory = Finish(Start(kind, scenarios, whole, Path.Combine(folder, "a")));
            var seconds = watch.Elapsed.TotalSeconds;
            var (random, done, midway, same) = (new Random(), 0, 0, true);
            while (done < kills)
            {
                using var child = Start(kind, scenarios, killed, checkpoint, quiet: true);

                // Early moments meet the start and the first records, late ones the writing of the results.
                if (child.WaitForExit(TimeSpan.FromSeconds(random.NextDouble() * Math.Max(Math.Min(seconds, 2), 2 * seconds / kills))))
                {
                    // It came to its end before: its bytes count, and another begins.
                    same &= child.ExitCode == 0 && Hash(whole) == Hash(killed);
                    File.Delete(killed);
                    Directory.Delete(checkpoint, recursive: true);
                    continue;
                }

                child.Kill();
                child.WaitForExit();
                done++;
                var journal = Path.Combine(checkpoint, "all.ensemble");
                midway += File.Exists(journal) && CheckpointReport.Read(journal).Finished > 0 ? 1 : 0;
            }

            Finish(Start(kind, scenarios, killed, checkpoint));
            var report = ResultsReport.Read(whole);
            double Figure(Output output, string name) => report.Figures.Single(f => f.Output == output.Name && f.Figure == name).Value;
            return new Row(
                kind, scenarios, seconds, Figure(Output.Rounds, "mean"), Figure(Output.Outcome, "probability of more than 1.5"), memory, kills, midway, same && Hash(whole) == Hash(killed), Hash(whole));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Leverage and value at risk force sales that move prices exponentially: a round that comes to rest, which one of square-root impact hardly does.</summary>
    private static Ensemble Ensemble(string kind, long scenarios)
    {
        var calm = Eba2016.ToSystem();
        var system = new FinancialSystem(calm.Institutions, calm.Assets.Select(a => a with { Depth = 0.4 * a.DailyVolume / a.Volatility * Math.Sqrt(20) }), calm.Amounts);
        var leverage = LeverageRatio.FromMinimum(1 / 33.0).WithTarget(1 / 31.35);
        var round = new Deleverage(leverage.And(ValueAtRisk.ShareOfEquity(0.15, confidence: 0.99, horizonDays: 10).DownTo(0.95))).Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new Default());
        Coordinate[] markets = [.. system.Assets.Select(a => new Coordinate(a.Name, Marginal.StudentT(4, scale: 10 * a.Volatility).AsFall().Clamped(-0.25, 1)))];
        var (depth, volatility) = (new Coordinate("depth", Marginal.Uniform(0.2, 1)), new Coordinate("volatility", Marginal.Uniform(1, 4)));
        var design = kind == Design ? new SaltelliPoints(new SobolPoints(scenarios / (Inputs + 2), seed: 1), Inputs) : null;

        // Levels of stress of a hundred days that wander: what is drawn in blocks keeps their persistence.
        var days = Enumerable.Range(0, 100).Select(t => (double[])[2.5 + (1.5 * Math.Sin(t / 7.0))]);
        IScenarioSource source = design is not null
            ? new DrawnScenarios(design, [.. markets, depth, volatility])
            : new JoinedScenarios(
                new DrawnScenarios(new RandomPoints(scenarios, seed: 1), markets, Copula.StudentT(Correlation.Uniform(markets.Length, 0.5), 4)),
                new DrawnScenarios(new LatinHypercube(scenarios, seed: 2), [depth]),
                new BootstrapScenarios([volatility.Name], days, scenarios, seed: 3, PathTotal.Sum) { Blocks = BootstrapBlocks.Stationary, BlockLength = 10 });
        string[] banks = [.. system.Institutions.Select(i => i.Name)];
        var ensemble = new Ensemble(system, source, round, new CascadeOptions { MaximumRounds = 100, Tolerance = 1e-9 })
            .Acting(depth.Name, Effect.DepthMultiple()).Acting(volatility.Name, Effect.VolatilityMultiple())
            .Measuring(Output.SystemLossShare, () => new Moments(), () => new Distribution(), () => new Extremes(10), () => new Exceedances(0.1, 0.2, 0.5))
            .Measuring(Output.Rounds, () => new Moments()).Measuring(Output.Outcome, () => new Exceedances(0.5, 1.5))
            .Keeping(Output.SystemLossShare, Output.Amplification, Output.Defaults, Output.Rounds);
        ensemble = ensemble
            .Together("limits", Output.EverBounds(system), () => new BindingCounts(banks, ensemble.Limits, Binding.AnyRound))
            .Together("last limits", Output.Bounds(system), () => new BindingCounts(banks, ensemble.Limits, Binding.Last))
            .Together("joint defaults", Output.DefaultsOf(system), () => new JointDefaults(banks))
            .Together("correlations", [Output.TotalLoss, Output.DirectLoss, Output.Defaults, Output.PriceFall("IT")], () => new Correlations(4));
        return design is null ? ensemble : ensemble.Measuring(Output.TotalLoss, () => new SobolIndices(design, source.Coordinates));
    }

    private static Process Start(string kind, long scenarios, string output, string checkpoint, bool quiet = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(EnsembleCheck).Assembly.Location] : [];
        foreach (var argument in (string[])[.. program, Child, kind, scenarios.ToString(CultureInfo.InvariantCulture), output, checkpoint])
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

    private sealed record Row(string Kind, long Scenarios, double Seconds, double Rounds, double AtLimit, long Memory, int Kills, int Midway, bool Same, string Hash);

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
