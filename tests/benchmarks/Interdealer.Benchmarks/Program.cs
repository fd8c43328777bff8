using System.Diagnostics;
using System.Globalization;
using Interdealer;
using Interdealer.Benchmarks;
using Interdealer.Cascades;
using Interdealer.Constraints;
using Interdealer.Contagion;
using Interdealer.Display;

// side-by-side [program] [case numbers]: batches, in turn with a Python program that runs the same ones.
if (args is ["side-by-side", .. var program])
{
    var cases = program.Where(a => int.TryParse(a, CultureInfo.InvariantCulture, out _)).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToList();
    return SideBySide.Run(program.FirstOrDefault(a => !int.TryParse(a, CultureInfo.InvariantCulture, out _)), cases) ? 0 : 1;
}

// roofline: the machine's ceilings, and what fraction of them each kernel reaches.
if (args is ["roofline"])
{
    Roofline.Run();
    return 0;
}

// growth: time and memory as each size of a batch grows.
if (args is ["growth"])
{
    Growth.Run();
    return 0;
}

// single [naive_cascade.py]: one cascade after warm-up, in turn with a plain NumPy loop.
if (args is ["single", .. var script])
{
    return SingleCascade.Run(script.FirstOrDefault()) ? 0 : 1;
}

// frames: a frame of 1,000 × 1,000 in and out, next to a bare copy of the array and to a read of every cell; only with Deedle on the feeds.
if (args is ["frames"])
{
#if HAS_DEEDLE
    return FrameCopies.Run() ? 0 : 1;
#else
    Console.WriteLine("skipped: Deedle is not on this machine's feeds");
    return 0;
#endif
}

// ensemble [scenarios] [kills]: 51 banks under many scenarios, with progress and memory, without a break and killed at random moments.
if (args is ["ensemble", .. var size])
{
    return EnsembleCheck.Run(size.Length > 0 ? long.Parse(size[0], CultureInfo.InvariantCulture) : 1_000_000, size.Length > 1 ? int.Parse(size[1], CultureInfo.InvariantCulture) : 24) ? 0 : 1;
}

// ensemble-parts [scenarios]: what drawing and summarising cost beside the cascades.
if (args is ["ensemble-parts", .. var many])
{
    EnsembleParts.Run(many.Length > 0 ? int.Parse(many[0], CultureInfo.InvariantCulture) : 50_000);
    return 0;
}

// ensemble-cost [holdings]: what a scenario costs as systems grow, and what 10⁹ would take; systems with more holdings are left out.
if (args is ["ensemble-cost", .. var most])
{
    EnsembleCost.Run(most.Length > 0 ? int.Parse(most[0], CultureInfo.InvariantCulture) : 10_000_000);
    return 0;
}

if (EnsembleCheck.IsChild(args))
{
    return EnsembleCheck.RunChild(args[1..]);
}

// A cascade of 90 institutions and 40 assets to rest, alone and as a batch of 1,024: times, and whether every scenario has the same bits in both.
const int Institutions = 90;
const int Assets = 40;
const int Scenarios = 1024;
const int Repetitions = 5;

(string Name, IOperator Round)[] rounds =
[
    ("Leverage, pro rata", new Deleverage(LeverageRatio.FromMinimum(0.05)).Then(new PriceImpact.Exponential(SellerShare.OldPrice))),
    ("Leverage, most liquid first", new Deleverage(LeverageRatio.FromMinimum(0.05), Liquidation.MostLiquidFirst).Then(new PriceImpact.Exponential(SellerShare.OldPrice))),
    ("All three mechanisms", new Deleverage(LeverageRatio.FromMinimum(0.05))
        .Then(new FundingSqueeze(new HaircutUpdate(z: 0.5), new FundingRun()))
        .Then(new AdverseSelection(informedShare: 0.12)).Then(new MarkDownBySpread(0.5))
        .Then(new PriceImpact.Exponential(SellerShare.OldPrice)).Then(new VolatilityUpdate(lambda: 0.94)).Then(new Default())),
    ("Leverage and haircuts", new Deleverage(LeverageRatio.FromMinimum(0.05).And(new Haircuts())).Then(new PriceImpact.Exponential(SellerShare.OldPrice))),
];

var system = BenchmarkSystem.Create(Institutions, Assets, seed: 1);
var shocks = BenchmarkSystem.Shocks(system, Scenarios, seed: 100).ToList();
var (batch, options) = (system.Shock(shocks), new CascadeOptions { KeepEvery = 0, MaximumRounds = 5000 });

// The first pass lets the compiler finish optimising; only the second is printed.
_ = rounds.Select(r => Measure(r.Name, r.Round)).ToList();
var rows = rounds.Select(r => Measure(r.Name, r.Round)).ToList();
Console.WriteLine(Table.Create($"A cascade of {Institutions} institutions and {Assets} assets to rest, best of {Repetitions}")
    .With("Round", rows.Select(r => r.Name))
    .With("Rounds, most", rows.Select(r => r.Rounds), Format.Integer)
    .With("One scenario, ms", rows.Select(r => r.One), "0.000")
    .With($"Batch of {Scenarios}, ms", rows.Select(r => r.Many), "0.0")
    .With("Batch, ms a scenario", rows.Select(r => r.Many / Scenarios), "0.0000")
    .With("Allocated by batch, MB", rows.Select(r => r.Allocated / 1e6), "0.0")
    .With("Same bits", rows.Select(r => r.SameBits ? "yes" : "NO")));
return rows.All(r => r.SameBits) ? 0 : 1;

Row Measure(string name, IOperator round)
{
    var first = system.Shock(shocks[0]);
    var one = Best(() => Cascade.Run(first, round, options));
    var before = GC.GetTotalAllocatedBytes(precise: true);
    var result = Cascade.Run(batch, round, options).EnsureSettled();
    var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
    var many = Best(() => Cascade.Run(batch, round, options));
    var same = Enumerable.Range(0, Scenarios).All(scenario =>
    {
        var alone = Cascade.Run(system.Shock(shocks[scenario]), round, options);
        return alone.RoundCounts[0] == result.RoundCounts[scenario]
            && alone.End.Columns.Zip(result.End.Columns).All(c => c.First.Column.Scenario(0).SequenceEqual(c.Second.Column.Scenario(scenario)));
    });
    return new Row(name, result.RoundCounts.Max(), one, many, allocated, same);
}

static double Best(Action run)
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

internal sealed record Row(string Name, int Rounds, double One, double Many, long Allocated, bool SameBits);
