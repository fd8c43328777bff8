using System.Diagnostics;
using Interdealer;
using Interdealer.Cascades;
using Interdealer.Contagion;
using Interdealer.Display;
using Interdealer.Ensembles;
using Interdealer.Ensembles.Outputs;
using Interdealer.Ensembles.Running;
using Interdealer.Ensembles.Scenarios;

namespace Interdealer.Benchmarks;

/// <summary>
/// What a scenario costs as systems grow, up to 10,000 institutions and 100,000 assets, on one thread, and what 10⁹ scenarios would take at that rate.
/// </summary>
internal static class EnsembleCost
{
    private const int Rounds = 10;
    private const double Target = 1e9;
    private const double SecondsAYear = 365.25 * 24 * 3600;
    private const int CoresAMachine = 64;

    /// <summary>Measures and prints.</summary>
    /// <param name="largest">Holdings of the largest system.</param>
    public static void Run(int largest)
    {
        (int Institutions, int Assets, int Held, int Scenarios)[] cases =
            [(100, 1_000, 100, 512), (1_000, 10_000, 100, 128), (10_000, 100_000, 100, 16), (10_000, 100_000, 1_000, 16)];
        var rows = cases.Where(c => c.Institutions * c.Held <= largest).Select(c => Measure(c.Institutions, c.Assets, c.Held, c.Scenarios)).ToList();
        Console.WriteLine(Table.Create($"{Rounds} rounds of leverage targeting and linear impact, one thread")
            .With("System", rows.Select(r => r.System))
            .With("Holdings", rows.Select(r => r.Holdings), Format.Integer)
            .With("ms a scenario", rows.Select(r => 1000 * r.Seconds), "0.00")
            .With("ns a holding and round", rows.Select(r => 1e9 * r.Seconds / Rounds / r.Holdings), "0.00")
            .With("Working memory, MB", rows.Select(r => r.Bytes / 1e6), "0")
            .With("10⁹ scenarios, core-years", rows.Select(r => Target * r.Seconds / SecondsAYear), "0.00")
            .With($"Machines of {CoresAMachine} cores for a day", rows.Select(r => Math.Ceiling(Target * r.Seconds / CoresAMachine / 86_400)), Format.Integer));
    }

    private static (string System, long Holdings, double Seconds, long Bytes) Measure(int institutions, int assets, int held, int scenarios)
    {
        var system = Create(institutions, assets, held);
        string[] shocked = [.. system.Assets.Take(8).Select(a => a.Name)];
        var round = LeverageTargeting.AtStart().Then(new PriceImpact.Linear(SellerShare.OldPrice));
        Ensemble Of(long count) => new Ensemble(system, new Falls(shocked, count), round, new CascadeOptions { MaximumRounds = Rounds, Tolerance = double.Epsilon }).Measuring(Output.TotalLoss);
        var options = new EnsembleOptions { Threads = 1, BlockSize = 8 };
        Of(8).Run(options);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, watch) = (0L, Stopwatch.StartNew());
        Of(scenarios).Run(options with { Progress = new Memory(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before)) });
        return (FormattableString.Invariant($"{institutions:#,0} × {assets:#,0}"), system.Amounts.Length, watch.Elapsed.TotalSeconds / scenarios, most);
    }

    /// <summary>Institutions at leverage of about 20, each with holdings of equal size spread over the assets.</summary>
    private static FinancialSystem Create(int institutions, int assets, int held)
    {
        var random = new Random(5);
        var names = Enumerable.Range(0, assets).Select(k => FormattableString.Invariant($"asset {k}")).ToArray();
        var holdings = new List<Holding>(institutions * held);
        for (var i = 0; i < institutions; i++)
        {
            var (name, step) = (FormattableString.Invariant($"institution {i}"), assets / held);
            for (var h = 0; h < held; h++)
            {
                holdings.Add(new Holding(name, names[(h * step) + random.Next(step)], 1));
            }
        }

        return new FinancialSystem(
            Enumerable.Range(0, institutions).Select(i => new Institution(FormattableString.Invariant($"institution {i}")) { Debt = held * (0.94 + (0.02 * random.NextDouble())) }),
            names.Select(n => new Asset(n) { Depth = 50.0 * institutions * held / assets }),
            holdings);
    }

    private sealed class Memory(Action look) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value) => look();
    }

    /// <summary>Falls of up to 20 %, from the scenario's number.</summary>
    private sealed class Falls(IReadOnlyList<string> assets, long count) : IScenarioSource
    {
        public IReadOnlyList<string> Coordinates => assets;

        public long Count => count;

        public void Draw(long first, Column draws)
        {
            for (var c = 0; c < draws.Rows; c++)
            {
                for (var s = 0; s < draws.ScenarioCount; s++)
                {
                    draws[c, s] = 0.2 * (((first + s) * 7919 * (c + 1)) % 1000) / 1000;
                }
            }
        }
    }
}
