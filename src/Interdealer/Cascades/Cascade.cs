using System.Collections.Immutable;
using Interdealer.Contagion;
using Interdealer.Engine;

namespace Interdealer.Cascades;

/// <summary>Applies a round until nothing moves, keeps the history and says how it ended.</summary>
public static class Cascade
{
    /// <summary>Runs a shocked state to rest.</summary>
    /// <param name="start">The state after the shock; not changed.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Limits, what is kept and how many threads; defaults when left out.</param>
    /// <returns>History and outcome, scenario by scenario; a scenario at rest is left exactly as it was when it came to rest.</returns>
    /// <remarks>
    /// A batch of any size is cut into blocks that stay in the cache and spread over threads. A scenario has the same bits alone, in a batch and on any
    /// number of threads; operators made from functions are called on several threads at once, each on states of its own.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static CascadeResult Run(State start, IOperator round, CascadeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(round);
        options ??= CascadeOptions.Default;
        return options.KeepEvery == 0 ? RunToTheEnd(start, round, options) : RunWithHistory(start, round, options);
    }

    private static CascadeResult RunToTheEnd(State start, IOperator round, CascadeOptions options)
    {
        var endings = new Ending[start.ScenarioCount];
        State end;
        var (size, threads) = BlockSize.For(start.System, start.ScenarioCount, options.Threads);
        if (size >= start.ScenarioCount)
        {
            end = RunTogether(start, endings, round, options);
        }
        else
        {
            end = new State(start.System, start.ScenarioCount);
            var batch = new ScenarioBatch(start, end, endings, () => new CascadeLoop(start.System, 1, round, options));
            Threads.Run(threads, _ => new CascadeLoop(start.System, size, round, options).Run(new ScenarioQueue(batch)));
        }

        var last = endings.Max(e => e.Rounds);
        return new CascadeResult(start, round, [(0, start), (last, end)], endings, options);
    }

    /// <summary>Runs few scenarios side by side: places are added until they make whole vectors, and repeat the last scenario.</summary>
    private static State RunTogether(State start, Ending[] endings, IOperator round, CascadeOptions options)
    {
        var (count, places) = (start.ScenarioCount, BlockSize.Whole(start.ScenarioCount));
        var loop = new CascadeLoop(start.System, places, round, options);
        if (count == 1)
        {
            loop.State.CopyFrom(start);
            loop.Run(endings);
            return loop.State;
        }

        loop.State.CopyScenarios(0, start, 0, count);
        for (var place = count; place < places; place++)
        {
            loop.State.CopyScenario(place, start, count - 1);
        }

        var all = new Ending[places];
        loop.Run(all);
        all.AsSpan(0, count).CopyTo(endings);
        var end = new State(start.System, count);
        end.CopyScenarios(0, loop.State, 0, count);
        foreach (var s in Diverged(endings))
        {
            var alone = Alone(start, s, round, options);
            alone.Run(endings.AsSpan(s, 1));
            end.CopyScenario(s, alone.State, 0);
        }

        return end;
    }

    private static CascadeResult RunWithHistory(State start, IOperator round, CascadeOptions options)
    {
        var endings = new Ending[start.ScenarioCount];
        var (size, threads) = BlockSize.For(start.System, start.ScenarioCount, options.Threads);
        var parts = new List<Part>[(start.ScenarioCount + size - 1) / size];
        var next = -1;
        Threads.Run(Math.Min(threads, parts.Length), _ =>
        {
            for (var part = Interlocked.Increment(ref next); part < parts.Length; part = Interlocked.Increment(ref next))
            {
                var (first, count) = (part * size, Math.Min(size, start.ScenarioCount - (part * size)));
                parts[part] = Follow(start, first, endings.AsSpan(first, count), round, options);
            }
        });
        List<Part> all = [.. parts.SelectMany(p => p)];
        return new CascadeResult(start, round, all is [var only] ? only.History : Join(start, all), endings, options);
    }

    /// <summary>Follows some scenarios side by side, and by itself each that diverged among the others.</summary>
    private static List<Part> Follow(State start, int first, Span<Ending> endings, IOperator round, CascadeOptions options)
    {
        var loop = new CascadeLoop(start.System, endings.Length, round, options);
        loop.State.CopyScenarios(0, start, first, endings.Length);
        var history = Follow(loop, endings, options);
        var diverged = endings.Length > 1 ? Diverged(endings) : [];
        if (diverged.Count == 0)
        {
            return [new Part(first, history)];
        }

        // The others ended at the latest in this round and have stayed as they were.
        var last = 0;
        foreach (var ending in endings)
        {
            last = ending.Outcome == Outcome.Diverged ? last : Math.Max(last, ending.Rounds);
        }

        var parts = new List<Part> { new(first, [.. history.Where(h => h.Round < last), (last, history[^1].State)]) };
        foreach (var s in diverged)
        {
            parts.Add(new Part(first + s, Follow(Alone(start, first + s, round, options), endings.Slice(s, 1), options)));
        }

        return parts;
    }

    /// <summary>Runs a loop and keeps the rounds that are asked for; the first and the last always.</summary>
    private static ImmutableArray<(int Round, State State)> Follow(CascadeLoop loop, Span<Ending> endings, CascadeOptions options)
    {
        var history = ImmutableArray.CreateBuilder<(int Round, State State)>();
        history.Add((0, loop.State.Copy()));
        var done = loop.Run(endings, (number, state) =>
        {
            if ((number - 1) % options.KeepEvery == 0)
            {
                history.Add((number, state.Copy()));
            }
        });

        if (history[^1].Round != done)
        {
            history.Add((done, loop.State.Copy()));
        }

        return history.ToImmutable();
    }

    /// <summary>Scenarios that are to be run by themselves: 0 times what is not finite is not 0, so they depend on what is left out because it is 0 in all.</summary>
    private static List<int> Diverged(ReadOnlySpan<Ending> endings)
    {
        var diverged = new List<int>();
        for (var s = 0; s < endings.Length; s++)
        {
            if (endings[s].Outcome == Outcome.Diverged)
            {
                diverged.Add(s);
            }
        }

        return diverged;
    }

    private static CascadeLoop Alone(State start, int scenario, IOperator round, CascadeOptions options)
    {
        var loop = new CascadeLoop(start.System, 1, round, options);
        loop.State.CopyScenarios(0, start, scenario, 1);
        return loop;
    }

    /// <summary>Histories of the parts of a batch as one: a part that came to rest earlier stays as it ended, and of a scenario in two parts the later counts.</summary>
    private static ImmutableArray<(int Round, State State)> Join(State start, List<Part> parts)
    {
        var rounds = parts.SelectMany(p => p.History[..^1].Select(h => h.Round)).Concat([parts.Max(p => p.History[^1].Round)]).Distinct().Order().ToList();
        return [.. rounds.Select(round =>
        {
            var state = new State(start.System, start.ScenarioCount);
            foreach (var part in parts)
            {
                var kept = part.History.Last(h => h.Round <= round || h == part.History[0]).State;
                state.CopyScenarios(part.First, kept, 0, kept.ScenarioCount);
            }

            return (round, state);
        })];
    }

    /// <summary>Scenarios that were followed together, and what was kept of them.</summary>
    private sealed record Part(int First, ImmutableArray<(int Round, State State)> History);
}
