namespace Interdealer.Cascades;

/// <summary>The one loop: applies a round until nothing moves. Its memory is made once and serves any number of runs.</summary>
internal sealed class CascadeLoop
{
    private readonly State _before;
    private readonly bool[] _atRest;
    private readonly double[] _distance;

    /// <summary>Space for cascades of one system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="scenarioCount">Scenarios at once, at least 1.</param>
    public CascadeLoop(FinancialSystem system, int scenarioCount)
    {
        State = new State(system, scenarioCount);
        _before = new State(system, scenarioCount);
        _atRest = new bool[scenarioCount];
        _distance = new double[scenarioCount];
        Outcomes = new Outcome[scenarioCount];
        Rounds = new int[scenarioCount];
        Residuals = new double[scenarioCount];
    }

    /// <summary>Where a cascade starts, set by the caller before each run, and after it where it ended.</summary>
    public State State { get; }

    /// <summary>How each scenario ended.</summary>
    public Outcome[] Outcomes { get; }

    /// <summary>Rounds each scenario took.</summary>
    public int[] Rounds { get; }

    /// <summary>Largest change of the last round of each scenario.</summary>
    public double[] Residuals { get; }

    /// <summary>Runs <see cref="State"/> to rest; a scenario at rest is left exactly as it was when it came to rest.</summary>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Limits.</param>
    /// <param name="afterRound">Told of every round, if anyone wants to know.</param>
    /// <returns>Rounds until the last scenario came to rest, or the limit.</returns>
    public int Run(IOperator round, CascadeOptions options, Action<int, State>? afterRound = null)
    {
        Array.Clear(_atRest);
        Array.Clear(Rounds);
        Array.Clear(Residuals);
        _before.StartFollowing(State);
        var done = 0;
        while (done < options.MaximumRounds && Array.IndexOf(_atRest, false) >= 0)
        {
            done++;
            if (done > 1)
            {
                // The first round's return includes the shock: that is the news.
                State.StartOfRoundPrice.CopyFrom(State.Price);
            }

            round.Apply(State);
            State.Restore(_before, _atRest);

            // Only who comes to rest in this round, or does not before the limit, is asked how far it moved.
            _before.Follow(State, _distance, _atRest, done < options.MaximumRounds ? options.Tolerance : double.PositiveInfinity);
            var cameToRest = false;
            for (var s = 0; s < _atRest.Length; s++)
            {
                if (!_atRest[s])
                {
                    (Rounds[s], Residuals[s]) = (done, _distance[s]);
                    cameToRest |= _atRest[s] = _distance[s] <= options.Tolerance;
                }
            }

            if (cameToRest)
            {
                _before.CatchUp(State);
            }

            afterRound?.Invoke(done, State);
        }

        for (var s = 0; s < _atRest.Length; s++)
        {
            Outcomes[s] = !_atRest[s] ? Outcome.RoundLimit : IsAnythingLeft(s) ? Outcome.Settled : Outcome.WipedOut;
        }

        return done;
    }

    /// <summary>True while someone is in business and, where anything was held, something worth selling is still held.</summary>
    private bool IsAnythingLeft(int scenario)
    {
        var (system, active, held) = (State.System, false, State.System.Q.Count == 0);
        for (var i = 0; i < system.Institutions.Length && !(active && held); i++)
        {
            active |= State.StandingOf(i, scenario) == Standing.Active;
            for (var t = 0; t < system.SellableTiers && !held; t++)
            {
                var row = (i * system.Tiers) + t;
                var assets = system.Q.AssetsOf(row);
                for (var e = 0; e < assets.Length && !held; e++)
                {
                    held = State.Retained[row, scenario] > 0 && State.Price[assets[e], scenario] > 0;
                }
            }
        }

        return active && held;
    }
}
