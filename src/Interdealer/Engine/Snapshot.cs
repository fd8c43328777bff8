namespace Interdealer.Engine;

/// <summary>What a state was before a round: how far it has moved since, and what is needed to set scenarios back.</summary>
/// <remarks>A column is copied only once something is about to be written to it, and not at all where all of it is written anew.</remarks>
internal sealed class Snapshot
{
    private readonly State _state;
    private readonly State _earlier;

    /// <param name="state">The state; no other snapshot is taken of it.</param>
    public Snapshot(State state) => (_state, _earlier) = (state, new State(state.System, state.ScenarioCount));

    /// <summary>Takes the state as it is now.</summary>
    /// <param name="restores">Whether scenarios may be set back; else only what says how far they have moved is remembered.</param>
    public void Take(bool restores)
    {
        foreach (var (now, earlier, scale) in new Pairs(_state, _earlier))
        {
            if (!restores && scale == 0)
            {
                now.BeginRound();
            }
            else if (now.IsTouched)
            {
                now.ShareWith(earlier);
            }
        }
    }

    /// <summary>Lets the state be written to without the snapshot taking notice, until the next is taken.</summary>
    public void Drop()
    {
        foreach (var (now, _, _) in new Pairs(_state, _earlier))
        {
            now.Unlink();
        }
    }

    /// <summary>
    /// Says how far each scenario has moved since the snapshot was taken, by what counts when the system is at rest or not: the largest change of any
    /// lasting column, amounts relative to the system's starting assets, fractions and prices absolute, columns of operators relative to 1 or their
    /// own size.
    /// </summary>
    /// <param name="distance">By scenario, raised from what it was (+∞ for a scenario that is not asked about); beyond enough it may be less than the largest change.</param>
    /// <param name="enough">Distance beyond which it does not matter how far a scenario has moved; infinite where it does.</param>
    public void Measure(Span<double> distance, double enough)
    {
        foreach (var (now, earlier, scale) in new Pairs(_state, _earlier))
        {
            if (scale > 0 && now.IsTouched)
            {
                Movement.Measure(distance, now, earlier, scale, enough);
            }
        }
    }

    /// <summary>Sets some scenarios back to what they were.</summary>
    /// <param name="scenarios">True for each scenario to set back.</param>
    public void Restore(ReadOnlySpan<bool> scenarios)
    {
        if (!scenarios.Contains(true))
        {
            return;
        }

        foreach (var (now, earlier, _) in new Pairs(_state, _earlier))
        {
            if (now.IsTouched)
            {
                now.Restore(earlier, scenarios);
            }
        }
    }
}

/// <summary>Each column of one state with its like in another, which is given what it lacks; allocates nothing.</summary>
internal struct Pairs(State one, State other)
{
    private NamedColumns.Walk _memories = one.Memories.GetEnumerator();
    private NamedColumns.Walk _notes = one.Notes.GetEnumerator();
    private int _own = -1;

    /// <summary>A column, its like, and the scale of the convergence test.</summary>
    public (Column One, Column Other, double Scale) Current { get; private set; }

    public readonly Pairs GetEnumerator() => this;

    public bool MoveNext()
    {
        if (++_own < one.OwnColumns.Count)
        {
            Current = (one.OwnColumns[_own].Column, other.OwnColumns[_own].Column, one.OwnColumns[_own].Scale);
            return true;
        }

        if (_memories.MoveNext())
        {
            var (name, column) = _memories.Current;
            Current = (column, other.Memory(name, column.Rows), 1);
            return true;
        }

        if (_notes.MoveNext())
        {
            var (name, column) = _notes.Current;
            Current = (column, other.Note(name, column.Rows), 0);
            return true;
        }

        return false;
    }
}
