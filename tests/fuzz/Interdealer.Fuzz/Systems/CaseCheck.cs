using Interdealer.Cascades;

namespace Interdealer.Fuzz.Systems;

/// <summary>Runs a case in every way in which it can be run and says which laws it broke.</summary>
internal sealed class CaseCheck
{
    private readonly FuzzCase _case;
    private readonly FinancialSystem _system;
    private readonly IOperator _round;
    private readonly StateLaws _states;
    private readonly List<Violation> _found = [];

    private CaseCheck(FuzzCase c)
    {
        (_case, _system, _round) = (c, c.System(), c.Round());
        _states = new StateLaws(_system);
    }

    /// <summary>The laws that a case broke; an exception is one of them.</summary>
    /// <param name="c">The case.</param>
    /// <param name="seen">Told how its scenarios ended.</param>
    public static IReadOnlyList<Violation> Of(FuzzCase c, Action<CascadeResult>? seen = null)
    {
        try
        {
            var check = new CaseCheck(c);
            check.Run(seen);
            return check._found;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [new("no exception", $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Interdealer", StringComparison.Ordinal))?.Trim()}")];
        }
    }

    private void Run(Action<CascadeResult>? seen)
    {
        var all = Enumerable.Range(0, _case.Shocks.Length).ToArray();
        var few = all[..Math.Min(_case.Few, all.Length)];
        var followed = Cascade.Run(_case.Start(_system, 0), _round, _case.Options(keepEvery: 1));
        Follow(followed);
        _found.AddRange(new ReportLaws(_case, _system, _states).Of(followed));
        Same("with history and without", Ended.Of(followed, 0), Alone(0));
        StepByStep(followed);
        var small = Cascade.Run(_case.Start(_system, few), _round, _case.Options(_case.KeepEvery));
        foreach (var s in new[] { 0, few.Length / 2, few.Length - 1 }.Distinct())
        {
            Finite(small, s);
            Same($"alone and in a batch of {few.Length}, scenario {s}", s == 0 ? Ended.Of(followed, 0) : Alone(s), Ended.Of(small, s));
        }

        SameHistory(followed, small);
        Blocks(small, few, all);
        if (all.Length > few.Length)
        {
            Large(small, few, all);
        }

        seen?.Invoke(small);
    }

    /// <summary>A batch whose scenarios are handed from place to place, on two threads; now and then one on a single thread that needs several blocks.</summary>
    private void Large(CascadeResult small, int[] few, int[] all)
    {
        var two = Cascade.Run(_case.Start(_system, all), _round, _case.Options(keepEvery: 0, threads: 2));
        foreach (var s in few)
        {
            Same($"batches of {few.Length} and {all.Length}, scenario {s}", Ended.Of(small, s), Ended.Of(two, s));
        }

        Same($"alone and in a batch of {all.Length}, scenario {all.Length - 1}", Alone(all.Length - 1), Ended.Of(two, all.Length - 1));
        Finite(two, all.Length - 1);
        if (_case.Seed % 4 == 0)
        {
            var crowd = Enumerable.Range(0, _case.Seed % 8 == 0 ? FuzzCase.Crowd : all.Length).Select(s => s % all.Length).ToArray();
            var one = Cascade.Run(_case.Start(_system, crowd), _round, _case.Options(keepEvery: 0, threads: 1));
            foreach (var s in all)
            {
                Same($"a batch of {crowd.Length} on one thread and of {all.Length} on two, scenario {s}", Ended.Of(one, s), Ended.Of(two, s));
            }
        }
    }

    /// <summary>A block that has run other scenarios before.</summary>
    private void Blocks(CascadeResult small, int[] few, int[] all)
    {
        var block = new CascadeBlock(_system, few.Length, _round, _case.Options(keepEvery: 0)) { KeepsStart = false };
        _case.Shock(block.State, all.AsSpan()[^few.Length..]);
        block.Run();
        block.Reset();
        _case.Shock(block.State, few);
        block.Run();
        foreach (var s in few)
        {
            Same($"in a batch and in the second run of a block, scenario {s}", Ended.Of(small, s), Ended.Of(block, s));
        }
    }

    private Ended Alone(int s) => Ended.Of(Cascade.Run(_case.Start(_system, s), _round, _case.Options(keepEvery: 0)), 0);

    /// <summary>Every round of one scenario.</summary>
    private void Follow(CascadeResult result)
    {
        var rounds = new RoundLaws(_case, _system, _states);
        for (var h = 0; h < result.History.Length; h++)
        {
            var (round, state) = result.History[h];
            if (result.Outcome == Outcome.Diverged && round >= result.RoundCounts[0])
            {
                break;
            }

            IEnumerable<Violation> found = _states.Of(state, 0);
            found = h > 0 ? found.Concat(rounds.Of(result.History[h - 1].State, state)) : found;
            _found.AddRange(found.Select(v => v with { Text = $"round {round}: {v.Text}" }));
        }

        Finite(result, 0);
    }

    /// <summary>Finite to the end, or diverged with the reason named.</summary>
    private void Finite(CascadeResult result, int s)
    {
        var (isDiverged, why) = (result.Outcomes[s] == Outcome.Diverged, result.Divergence(s));
        if (isDiverged != (why is not null) || (why is not null && (double.IsFinite(why.Value) || why.Round != result.RoundCounts[s])))
        {
            _found.Add(new("divergence is named", $"scenario {s}: {result.Outcomes[s]}, {why}"));
        }

        if (!isDiverged)
        {
            _found.AddRange(StateLaws.NotFinite(result.End, s).Select(v => v with { Text = $"scenario {s}, {result.Outcomes[s]}: {v.Text}" }));
            if (!double.IsFinite(result.Residuals[s]))
            {
                _found.Add(new("finite", $"scenario {s}, {result.Outcomes[s]}: residual {Code.Of(result.Residuals[s])}"));
            }
        }
    }

    /// <summary>What a batch keeps of a scenario is what it was alone in those rounds.</summary>
    private void SameHistory(CascadeResult alone, CascadeResult batch)
    {
        foreach (var (round, state) in batch.History)
        {
            var same = alone.History.Last(h => h.Round <= round);
            if (Ended.Difference(same.State, 0, state, 0) is { } difference)
            {
                _found.Add(new("history", $"round {round} alone and in a batch that keeps every {_case.KeepEvery}: {difference}"));
                return;
            }
        }
    }

    /// <summary>A composition is its steps, one after the other: a round of them, since what is left of rounding grows from round to round.</summary>
    private void StepByStep(CascadeResult result)
    {
        if (result.Outcome == Outcome.Diverged)
        {
            return;
        }

        var options = _case.Options(keepEvery: 0) with { MaximumRounds = 1 };
        var (one, other) = (Cascade.Run(_case.Start(_system, 0), _round, options), Cascade.Run(_case.Start(_system, 0), _case.StepByStep(), options));
        if (Ended.Of(one, 0).DistanceFrom(Ended.Of(other, 0), _states.SizeOf(one.End, 0)) is { } difference)
        {
            _found.Add(new("composition", $"composed and step by step: {difference}"));
        }
    }

    private void Same(string what, Ended one, Ended other)
    {
        if (one.DifferenceFrom(other) is { } difference)
        {
            _found.Add(new("same bits", $"{what}: {difference}"));
        }
    }
}
