using System.Diagnostics;
using Interdealer;
using Interdealer.Contagion;
using Interdealer.Display;

namespace Interdealer.Benchmarks;

/// <summary>What one application of every operator of the library takes and allocates, on one thread.</summary>
internal sealed class OperatorCosts
{
    private const int Institutions = 90;
    private const int Assets = 40;
    private const int Scenarios = 64;
    private const int LeastApplications = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(0.5);
    private readonly State[] _shocked;

    private OperatorCosts(FinancialSystem system)
    {
        // One batch after the other, so that no application finds what the last one calculated.
        int[] seeds = [100, 10_000];
        _shocked = [.. seeds.Select(seed => system.Shock(BenchmarkSystem.Shocks(system, Scenarios, seed)))];
    }

    /// <summary>Prints a table.</summary>
    /// <returns>True when every operator changed something.</returns>
    public static bool Run()
    {
        var system = BenchmarkSystem.WithRoles(BenchmarkSystem.Create(Institutions, Assets, seed: 1));
        var (apart, connected) = (new OperatorCosts(system.Apart), new OperatorCosts(system.Connected));
        var rows = new LibraryOperators(system.Apart).All.Select(x => (x.OnClaims ? connected : apart).Measure(x)).ToList();
        var values = apart.Measure(new LibraryOperator("values", Operator.From(s => s.Value())));
        Console.WriteLine(Machine.Description);
        Console.WriteLine(Table.Create($"One application to {Scenarios} shocked scenarios of {Institutions} institutions and {Assets} assets")
            .With("Operator", rows.Select(r => r.Name))
            .With("ns an institution and scenario", rows.Select(r => r.Nanoseconds), "0.00")
            .With("Bytes allocated", rows.Select(r => r.Bytes), Format.Integer)
            .With("Changes the state", rows.Select(r => r.Changes ? "yes" : "NO"))
            .WithFootnote(FormattableString.Invariant($"Values at new marks, which most take first: {values.Nanoseconds:0.00} ns, {values.Bytes:#,0} bytes."))
            .WithFootnote("Medians. Prices are new to every application; in a round only the first of those that need the same values takes them."));
        return rows.TrueForAll(r => r.Changes);
    }

    private Row Measure(LibraryOperator measured)
    {
        var starts = Array.ConvertAll(_shocked, s => s.Copy());
        foreach (var start in starts)
        {
            measured.Before?.Apply(start);
        }

        var state = starts[0].Copy();
        Repeat(measured.Operator, state, starts, WarmUp);
        var costs = Repeat(measured.Operator, state, starts, Measuring);
        var median = costs.Select(c => c.Nanoseconds).Order().ElementAt(costs.Count / 2);
        state.CopyFrom(starts[0]);
        measured.Operator.Apply(state);
        return new Row(measured.Name, median / Scenarios / Institutions, costs.Average(c => c.Bytes), Differ(starts[0], state));
    }

    private static bool Differ(State a, State b) => a.Columns.Join(b.Columns, x => x.Name, x => x.Name, (x, y) => (First: x.Column, Next: y.Column))
        .Any(c => Enumerable.Range(0, Scenarios).Any(s => !c.First.Scenario(s).SequenceEqual(c.Next.Scenario(s))));

    private static List<(double Nanoseconds, long Bytes)> Repeat(IOperator applied, State state, State[] starts, TimeSpan time)
    {
        var costs = new List<(double Nanoseconds, long Bytes)>();
        for (var watch = Stopwatch.StartNew(); costs.Count < LeastApplications || watch.Elapsed < time;)
        {
            state.CopyFrom(starts[costs.Count % starts.Length]);
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            applied.Apply(state);
            var nanoseconds = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
            costs.Add((nanoseconds, GC.GetAllocatedBytesForCurrentThread() - bytes));
        }

        return costs;
    }

    private sealed record Row(string Name, double Nanoseconds, double Bytes, bool Changes);
}
