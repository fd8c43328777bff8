using Interdealer.Engine;

namespace Interdealer.Cascades;

/// <summary>The scenarios of a batch for one loop: it takes them as places become free, and puts them back where they were once they have ended.</summary>
/// <remarks>
/// Several loops share a batch. Each takes a few neighbours at a time and keeps what has ended until all of those have, because rows of a large
/// batch are far apart. A scenario has the same bits whoever runs it, so their order decides nothing.
/// </remarks>
internal sealed class ScenarioQueue(ScenarioBatch batch)
{
    private readonly List<Group> _open = [];
    private readonly Stack<Group> _free = [];
    private Group? _last;

    /// <summary>Begins again with the first scenario of the batch, whose states have been set anew.</summary>
    public void Rewind()
    {
        batch.Rewind();

        // A run that ended with an exception has left some open.
        foreach (var group in _open)
        {
            _free.Push(group);
        }

        _open.Clear();
        _last = null;
        foreach (var group in _free)
        {
            group.Starts.ForgetMemories();
            group.Ends.ForgetMemories();
        }
    }

    /// <summary>Takes scenarios that follow each other into places of a state that do.</summary>
    /// <param name="state">The state.</param>
    /// <param name="place">The first place.</param>
    /// <param name="most">Places at most.</param>
    /// <param name="scenario">The first scenario.</param>
    /// <param name="count">How many were taken.</param>
    /// <returns>False when there are none left.</returns>
    public bool TryTake(State state, int place, int most, out int scenario, out int count)
    {
        if (_last is null || _last.Taken == _last.Count)
        {
            // What no shock has changed stays out of the starts, and need not be read from far away.
            var next = _free.Count > 0 ? _free.Pop() : new Group(state.System);
            if (!batch.TryTakeGroup(next.Starts, out var first, out var size))
            {
                _free.Push(next);
                (scenario, count) = (-1, 0);
                return false;
            }

            next.Begin(first, size);
            _open.Add(_last = next);
        }

        count = Math.Min(most, _last.Count - _last.Taken);
        scenario = _last.First + _last.Taken;
        state.CopyScenarios(place, _last.Starts, _last.Taken, count);
        _last.Taken += count;
        return true;
    }

    /// <summary>Puts a scenario that has ended back.</summary>
    public void Return(State state, int place, int scenario, in Ending ending)
    {
        var group = GroupOf(scenario);
        batch.Endings[scenario] = ending;
        group.Ends.CopyScenario(scenario - group.First, state, place);
        if (++group.Returned == group.Count)
        {
            Close(group);
        }
    }

    private Group GroupOf(int scenario)
    {
        foreach (var group in _open)
        {
            if (scenario >= group.First && scenario < group.First + group.Count)
            {
                return group;
            }
        }

        throw new InvalidOperationException($"Scenario {scenario} was not taken.");
    }

    private void Close(Group group)
    {
        batch.CopyBack(group.Ends, group.First, group.Count);
        _open.Remove(group);
        _free.Push(group);
    }

    /// <summary>Neighbours: the states from which they start and those in which they end.</summary>
    private sealed class Group(FinancialSystem system)
    {
        public int First { get; private set; }

        public int Count { get; private set; }

        public State Starts { get; } = new(system, ScenarioBatch.Together);

        public State Ends { get; } = new(system, ScenarioBatch.Together);

        public int Taken { get; set; }

        public int Returned { get; set; }

        public void Begin(int first, int count) => (First, Count, Taken, Returned) = (first, count, 0, 0);
    }
}

/// <summary>A batch of scenarios: the states they start from and those they end in.</summary>
/// <param name="starts">The states from which scenarios start.</param>
/// <param name="ends">Receives those in which they end.</param>
/// <param name="endings">Receives how each ended.</param>
/// <param name="alone">Makes a loop for one scenario.</param>
internal sealed class ScenarioBatch(State starts, State ends, Ending[] endings, Func<CascadeLoop> alone)
{
    /// <summary>Neighbours that are taken together: two lines of the cache in each row.</summary>
    public const int Together = 16;

    private readonly Lock _lock = new();
    private int _next;

    /// <summary>How each scenario ended.</summary>
    public Ending[] Endings => endings;

    /// <summary>Begins again with the first scenario.</summary>
    public void Rewind() => _next = 0;

    /// <summary>Takes the next few scenarios, with the states they start from.</summary>
    public bool TryTakeGroup(State into, out int first, out int count)
    {
        first = Interlocked.Add(ref _next, Together) - Together;
        count = Math.Min(Together, endings.Length - first);
        if (count <= 0)
        {
            return false;
        }

        lock (_lock)
        {
            into.CopyScenarios(0, starts, first, count);
        }

        return true;
    }

    /// <summary>Copies where some scenarios ended; one that diverged is run again by itself and looked at in each round, so that it ends where it would have ended alone.</summary>
    public void CopyBack(State ended, int first, int count)
    {
        for (var s = 0; s < count; s++)
        {
            if (endings[first + s].Outcome == Outcome.Diverged)
            {
                var loop = alone();
                lock (_lock)
                {
                    loop.State.CopyScenarios(0, starts, first + s, 1);
                }

                loop.Run(endings.AsSpan(first + s, 1));
                ended.CopyScenario(s, loop.State, 0);
            }
        }

        lock (_lock)
        {
            ends.CopyScenarios(first, ended, 0, count);
        }
    }
}
