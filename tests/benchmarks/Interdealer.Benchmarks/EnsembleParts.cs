using System.Diagnostics;
using System.Security.Cryptography;
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
using Interdealer.Risk;

namespace Interdealer.Benchmarks;

/// <summary>What drawing and summarising cost beside the cascades themselves: the 51 banks of 2016, one thread, µs a scenario.</summary>
internal static class EnsembleParts
{
    private const int Block = 64;
    private const int Repetitions = 3;

    public static void Run(int scenarios)
    {
        var system = Eba2016.ToSystem();
        var round = new Deleverage(LeverageRatio.FromMinimum(0.03)).Then(new PriceImpact.SquareRoot(SellerShare.OldPrice)).Then(new Default());
        var names = system.Assets.Select(a => a.Name).ToArray();
        Table("Drawing", Sources(names, scenarios).Select(s => (s.Name, Best(() => Draw(s.Source), scenarios))));
        var values = Values(system, round, names, scenarios);
        Table("Summarising one output (or 51 together)", Summaries(system).Select(s => (s.Name, Best(() => Add(s.Make, s.Joint ? values[1..] : values[..1]), scenarios))));
        var ensemble = new Ensemble(system, Sources(names, scenarios)[0].Source, round, new CascadeOptions { MaximumRounds = 100 });
        var options = new EnsembleOptions { Threads = 1 };
        Table("Whole ensemble", [
            ("nothing but the cascades", Best(() => ensemble.Measuring(Output.Rounds).Run(options), scenarios)),
            ("with total loss", Best(() => ensemble.Measuring(Output.TotalLoss).Run(options), scenarios)),
            ("with total loss, moments, distribution, extremes", Best(() => ensemble.Measuring(Output.TotalLoss, () => new Moments(), () => new Distribution(), () => new Extremes(10)).Run(options), scenarios)),
            ("with joint defaults of 51 banks too", Best(() => ensemble.Measuring(Output.TotalLoss, () => new Moments(), () => new Distribution(), () => new Extremes(10))
                .Together("defaults", Output.DefaultsOf(system), () => new JointDefaults(system.Institutions.Select(i => i.Name))).Run(options), scenarios)),
        ]);
    }

    private static (string Name, IScenarioSource Source)[] Sources(string[] names, int scenarios)
    {
        IScenarioSource Of(IUnitPoints points, Func<int, Marginal> marginal, Copula? copula = null) => new DrawnScenarios(points, names.Select((n, k) => new Coordinate(n, marginal(k))), copula);
        var (random, correlation) = (new RandomPoints(scenarios, 1), Correlation.Uniform(names.Length, 0.5));
        return
        [
            ("uniform, independent", Of(random, _ => Marginal.Uniform(0, 0.1))),
            ("normal, Gaussian copula", Of(random, _ => Marginal.Normal(0.02, 0.02), Copula.Gaussian(correlation))),
            ("Student t 4, t copula 4", Of(random, _ => Marginal.StudentT(4, 0, 0.01), Copula.StudentT(correlation, 4))),
            ("Beta, Gaussian copula", Of(random, _ => Marginal.Beta(2, 20), Copula.Gaussian(correlation))),
            ("normal, Sobol sequence", Of(new SobolPoints(scenarios, 1), _ => Marginal.Normal(0.02, 0.02), Copula.Gaussian(correlation))),
            ("normal, Latin hypercube", Of(new LatinHypercube(scenarios, 1), _ => Marginal.Normal(0.02, 0.02), Copula.Gaussian(correlation))),
            ("bootstrap, 10 days in blocks of 5", new BootstrapScenarios(names, Enumerable.Range(0, 2500).Select(t => names.Select((_, k) => 0.01 * Math.Sin(t + k)).ToArray()), scenarios, 1, PathTotal.Fall)
                { Horizon = 10, Blocks = BootstrapBlocks.Moving, BlockLength = 5 }),
        ];
    }

    private static (string Name, bool Joint, Func<ISummary> Make)[] Summaries(FinancialSystem system)
    {
        var banks = system.Institutions.Select(i => i.Name).ToArray();
        return
        [
            ("moments", false, () => new Moments()),
            ("distribution", false, () => new Distribution()),
            ("extremes, 10", false, () => new Extremes(10)),
            ("exceedances, 20 thresholds", false, () => new Exceedances(Enumerable.Range(1, 20).Select(k => k * 1e4))),
            ("joint defaults, 51 banks", true, () => new JointDefaults(banks)),
            ("correlations, 51 banks", true, () => new Correlations(banks.Length)),
        ];
    }

    /// <summary>Row 0 the total loss, then 0 or 1 for each bank with a probability of its own.</summary>
    private static double[][] Values(FinancialSystem system, IOperator round, string[] names, int scenarios)
    {
        var result = new Ensemble(system, Sources(names, scenarios)[0].Source, round, new CascadeOptions { MaximumRounds = 100 })
            .Keeping([Output.TotalLoss, .. Output.DefaultsOf(system)]).Run();
        return [.. result.Outputs.Select(o => result.Values(o).ToArray())];
    }

    private static void Draw(IScenarioSource source)
    {
        var draws = new Column(source.Coordinates.Count, Block);
        for (var first = 0L; first + Block <= source.Count; first += Block)
        {
            source.Draw(first, draws);
        }
    }

    private static void Add(Func<ISummary> make, double[][] values)
    {
        var (summary, parts) = (make(), values.Select(_ => new double[Block]).ToArray());
        for (var first = 0; first + Block <= values[0].Length; first += Block)
        {
            for (var o = 0; o < parts.Length; o++)
            {
                Array.Copy(values[o], first, parts[o], 0, Block);
            }

            summary.Add(new ScenarioValues(first, parts));
        }

        using var writer = new BinaryWriter(new CryptoStream(Stream.Null, SHA256.Create(), CryptoStreamMode.Write));
        summary.Save(writer);
    }

    private static double Best(Action run, int scenarios)
    {
        var best = double.PositiveInfinity;
        for (var x = 0; x < Repetitions; x++)
        {
            var watch = Stopwatch.StartNew();
            run();
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / scenarios);
        }

        return best;
    }

    private static void Table(string title, IEnumerable<(string Name, double Microseconds)> rows)
    {
        var all = rows.ToList();
        Console.WriteLine(Display.Table.Create($"{title}, best of {Repetitions}").With("What", all.Select(r => r.Name)).With("µs a scenario", all.Select(r => r.Microseconds), "0.000"));
    }
}
