using System.Diagnostics;
using Interdealer.Cascades;

namespace Interdealer.Fuzz.Systems;

/// <summary>Case after case: prints progress, the first violations with what it takes to see them again, and a summary.</summary>
internal sealed class SystemsRun
{
    private const int Shown = 20;
    private readonly SortedDictionary<string, int> _laws = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Outcome, int> _outcomes = [];
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private int _broken;

    /// <summary>Runs the cases of seeds that follow each other.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The first.</param>
    /// <returns>How many broke a law.</returns>
    public int Run(int count, int seed)
    {
        var next = TimeSpan.FromSeconds(10);
        for (var k = 0; k < count; k++)
        {
            Check(unchecked(seed + k), shrinks: count == 1);
            if (_time.Elapsed > next)
            {
                Console.WriteLine($"{k + 1} of {count} cases, {_broken} broke a law, {_time.Elapsed.TotalSeconds:0} s");
                next = _time.Elapsed + TimeSpan.FromSeconds(10);
            }
        }

        var laws = string.Join(", ", _laws.Select(l => $"{l.Key}: {l.Value}"));
        Console.WriteLine($"{count} cases from seed {seed} in {_time.Elapsed.TotalSeconds:0.0} s; scenarios {string.Join(", ", _outcomes.Select(o => $"{o.Key}: {o.Value}"))}; {_broken} cases broke a law{(laws.Length > 0 ? $" ({laws})" : "")}");
        return _broken;
    }

    /// <summary>One case; asked for by itself, it is shrunk and written out.</summary>
    private void Check(int seed, bool shrinks)
    {
        var c = FuzzCase.Of(seed);
        var found = CaseCheck.Of(c, result =>
        {
            foreach (var outcome in result.Outcomes)
            {
                _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
            }
        });
        if (found.Count == 0)
        {
            return;
        }

        foreach (var law in found.Select(v => v.Law).Distinct())
        {
            _laws[law] = _laws.GetValueOrDefault(law) + 1;
        }

        if (++_broken <= Shown)
        {
            Console.WriteLine($"seed {seed}: {string.Join("; ", found.Take(3).Select(v => $"[{v.Law}] {v.Text}"))}");
            if (shrinks)
            {
                var small = Shrinker.Shrink(c, s => CaseCheck.Of(s));
                Console.WriteLine($"shrunk: {string.Join("; ", CaseCheck.Of(small).Take(3).Select(v => $"[{v.Law}] {v.Text}"))}");
                Console.WriteLine(FuzzCaseText.Of(small, Enumerable.Range(0, Math.Min(small.Shocks.Length, 3)).ToArray()));
                return;
            }

            Console.WriteLine($"  again: dotnet run -c Release --project tests/fuzz/Interdealer.Fuzz -- systems 1 {seed}");
        }
    }
}
