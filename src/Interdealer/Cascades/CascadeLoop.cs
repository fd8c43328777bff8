using Interdealer.Contagion;
using Interdealer.Engine;

namespace Interdealer.Cascades;

/// <summary>The one loop: applies a round until nothing moves. Its memory is made once and serves any number of runs.</summary>
/// <remarks>
/// Where scenarios wait in a queue, a vector that has come to rest leaves its places to the next, and two that have few scenarios left become one:
/// scenarios that begin together do the same things at about the same time, and what none of a vector does is left out. Without a queue a scenario stays
/// in its place exactly as it was when it came to rest.
/// </remarks>
internal sealed class CascadeLoop
{
    private readonly Snapshot _before;
    private readonly IOperator _round;
    private readonly CascadeOptions _options;
    private readonly bool[] _isRunning;
    private readonly bool[] _atRest;
    private readonly double[] _distance;
    private readonly FinitenessWatch _finite;
    private readonly int[] _rounds;
    private readonly int[] _places;
    private readonly int[] _standsInFor;
    private readonly Column _isFresh;
    private readonly Column _anyoneLeft;
    private readonly Column _sums;
    private bool _isDropped;

    /// <summary>Memory for cascades of one system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="scenarioCount">Scenarios at once, at least 1.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Limits.</param>
    public CascadeLoop(FinancialSystem system, int scenarioCount, IOperator round, CascadeOptions options)
    {
        (_round, _options) = (Operator.Planned(round), options);
        State = new State(system, scenarioCount);
        _before = new Snapshot(State);
        _isRunning = new bool[scenarioCount];
        _atRest = new bool[scenarioCount];
        _distance = new double[scenarioCount];
        State.Finite = _finite = new FinitenessWatch(scenarioCount);
        _rounds = new int[scenarioCount];
        _places = new int[scenarioCount];
        _standsInFor = new int[scenarioCount];
        _isFresh = new Column(1, scenarioCount);
        (_anyoneLeft, _sums) = (new Column(1, scenarioCount), new Column(1, scenarioCount));
    }

    /// <summary>Where the cascades stand.</summary>
    public State State { get; }

    /// <summary>Runs the state as it is, a scenario in each place.</summary>
    /// <param name="endings">Receives how each ended.</param>
    /// <param name="afterRound">Told of every round, if anyone wants to know.</param>
    /// <returns>Rounds until the last scenario came to rest, or the limit.</returns>
    public int Run(Span<Ending> endings, Action<int, State>? afterRound = null)
    {
        _before.Drop();
        if (State.ScenarioCount == 1)
        {
            // Whatever is 0 in all scenarios is left out: a scenario by itself depends on its own numbers alone, not on where they come from.
            State.LookForZeros();
        }

        for (var s = 0; s < State.ScenarioCount; s++)
        {
            Begin(s);
        }

        var done = 0;
        for (var running = State.ScenarioCount; running > 0; done++)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            Round(restores: true);
            _before.Restore(_atRest);
            Measure();
            _finite.Look(State);
            LookAtSheetsOfEnded();
            for (var s = 0; s < State.ScenarioCount; s++)
            {
                if (_isRunning[s] && End(s) is { } ending)
                {
                    (endings[s], _isRunning[s], _atRest[s]) = (ending, false, true);
                    running--;
                }
            }

            afterRound?.Invoke(done + 1, State);
        }

        return done;
    }

    /// <summary>Runs scenarios from a queue until it is empty.</summary>
    public void Run(ScenarioQueue queue)
    {
        Array.Clear(_isRunning);
        State.ForgetMemories();
        (State.ActiveCount, _isDropped) = (0, false);
        while (State.ActiveCount < _places.Length && Fill(queue, State.ActiveCount))
        {
            State.ActiveCount = Math.Min(State.ActiveCount + Widths.Widest, _places.Length);
        }

        while (State.ActiveCount > 0)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            Round(restores: false);
            Measure();
            _finite.Look(State);
            LookAtSheetsOfEnded();
            _isDropped = false;
            for (var first = 0; first < State.ActiveCount; first += Widths.Widest)
            {
                ReturnEnded(queue, first);
            }

            JoinVectors();
            for (var first = 0; first < State.ActiveCount; first += Widths.Widest)
            {
                if (Running(first) == 0 && !Fill(queue, first))
                {
                    // The last vector at work moves into the gap; it may be a gap itself.
                    var last = (State.ActiveCount - 1) / Widths.Widest * Widths.Widest;
                    Move(last, first, State.ActiveCount - last);
                    State.ActiveCount = last;
                    first -= Widths.Widest;
                }
            }
        }
    }

    /// <summary>Scenarios of a vector that go on.</summary>
    private int Running(int first)
    {
        var count = 0;
        for (var s = first; s < EndOf(first); s++)
        {
            count += _isRunning[s] ? 1 : 0;
        }

        return count;
    }

    private int EndOf(int first) => Math.Min(first + Widths.Widest, State.ActiveCount);

    /// <summary>
    /// Gives back the scenarios of a vector that have ended. Those at rest stay where they are and do nothing; for any other one that goes on stands in,
    /// until its place is needed.
    /// </summary>
    private void ReturnEnded(ScenarioQueue queue, int first)
    {
        for (var s = first; s < EndOf(first); s++)
        {
            if (_isRunning[s] && End(s) is { } ending)
            {
                queue.Return(State, s, _places[s], ending);
                _isRunning[s] = false;
                if (ending.Outcome != Outcome.Settled)
                {
                    StandIn(first, s);
                }
            }
        }
    }

    /// <summary>Puts a scenario that goes on into the place of one that ended without coming to rest, and wherever that one stood in.</summary>
    private void StandIn(int first, int ended)
    {
        var other = Array.FindIndex(_isRunning, first, EndOf(first) - first, runs => runs);
        for (var s = first; s < EndOf(first) && other >= 0; s++)
        {
            if (_standsInFor[s] == ended)
            {
                CopyScenario(other, s);
                _standsInFor[s] = other;
            }
        }
    }

    /// <summary>Has two vectors with so few scenarios left that they fit into one become one, so that the other is free.</summary>
    private void JoinVectors()
    {
        while (FewestLeft(except: -1) is var few and >= 0 && FewestLeft(except: few) is var more and >= 0 && Running(few) + Running(more) <= EndOf(more) - more)
        {
            var to = more;
            for (var s = few; s < EndOf(few); s++)
            {
                if (_isRunning[s])
                {
                    while (_isRunning[to])
                    {
                        to++;
                    }

                    Move(s, to, 1);
                    _isRunning[s] = false;
                }
            }
        }
    }

    /// <summary>The vector with the fewest scenarios left; −1 where none has any.</summary>
    private int FewestLeft(int except)
    {
        var (best, fewest) = (-1, int.MaxValue);
        for (var first = 0; first < State.ActiveCount; first += Widths.Widest)
        {
            var running = Running(first);
            if (first != except && running > 0 && running < fewest)
            {
                (best, fewest) = (first, running);
            }
        }

        return best;
    }

    /// <summary>Takes scenarios into the places of a vector, from the first on; the last one stands in where there are too few.</summary>
    /// <returns>False when there are none.</returns>
    private bool Fill(ScenarioQueue queue, int first)
    {
        var (end, next) = (Math.Min(first + Widths.Widest, _places.Length), first);
        Drop();
        while (next < end && queue.TryTake(State, next, end - next, out var scenario, out var count))
        {
            for (; count > 0; count--)
            {
                _places[next] = scenario++;
                Begin(next++);
            }
        }

        for (var s = next; s < end && next > first; s++)
        {
            CopyScenario(next - 1, s);
            (_isRunning[s], _standsInFor[s]) = (false, next - 1);
        }

        return next > first;
    }

    private void Begin(int s)
    {
        (_isRunning[s], _atRest[s], _standsInFor[s], _rounds[s]) = (true, false, s, 0);
        _finite.Begin(s);
        _isFresh[0, s] = 1;
    }

    /// <summary>Moves scenarios into other places.</summary>
    private void Move(int from, int to, int count)
    {
        for (var k = 0; from != to && k < count; k++)
        {
            var (source, place) = (from + k, to + k);
            CopyScenario(source, place);
            (_isRunning[place], _places[place], _standsInFor[place]) = (_isRunning[source], _places[source], _standsInFor[source] - from + to);
            (_rounds[place], _distance[place]) = (_rounds[source], _distance[source]);
            _finite.Move(source, place);
        }
    }

    private void CopyScenario(int from, int to)
    {
        Drop();
        State.CopyScenario(to, State, from);
    }

    /// <summary>What is put into places between two rounds is no movement of the scenarios there.</summary>
    private void Drop()
    {
        if (!_isDropped)
        {
            _before.Drop();
            _isDropped = true;
        }
    }

    private void Round(bool restores)
    {
        _before.Take(restores);

        // The first round's return includes the shock: that is the news.
        if (_isFresh.IsZero)
        {
            State.StartOfRoundPrice.CopyFrom(State.Price);
        }
        else
        {
            Passes.OverAssets(State, new StartRule(_isFresh));
            _isFresh.Clear();
        }

        _round.Apply(State);
    }

    /// <summary>Only who comes to rest in this round, or is out of rounds after it, is asked exactly how far it moved.</summary>
    private void Measure()
    {
        var (count, isExact) = (State.ActiveCount, false);
        for (var s = 0; s < count; s++)
        {
            _distance[s] = _isRunning[s] ? 0 : double.PositiveInfinity;
            _rounds[s]++;
            isExact |= _isRunning[s] && _rounds[s] >= _options.MaximumRounds;
        }

        _before.Measure(_distance.AsSpan(0, count), isExact ? double.PositiveInfinity : _options.Tolerance);
    }

    /// <summary>How a scenario ended; null while it goes on.</summary>
    private Ending? End(int s)
    {
        var (rounds, residual) = (_rounds[s], _distance[s]);
        if (_finite.IsMarked(s))
        {
            return new Ending(Outcome.Diverged, rounds, double.PositiveInfinity, WhatIsNotFinite(s));
        }

        if (!HasEnded(s))
        {
            return null;
        }

        // Prices and holdings may be finite where what they are worth together is not.
        if (!double.IsFinite(_sums[0, s]))
        {
            return new Ending(Outcome.Diverged, rounds, double.PositiveInfinity, WhoseSheetIsNotFinite(s));
        }

        var outcome = residual > _options.Tolerance ? Outcome.RoundLimit : _anyoneLeft[0, s] != 0 ? Outcome.Settled : Outcome.WipedOut;
        return new Ending(outcome, rounds, residual, null);
    }

    private bool HasEnded(int s) => _distance[s] <= _options.Tolerance || _rounds[s] >= _options.MaximumRounds;

    private Divergence? WhatIsNotFinite(int s) =>
        _finite.First(s) is var (quantity, row, value) ? new Divergence(quantity, State.OwnerOf(quantity, row), _rounds[s], value) : null;

    /// <summary>Adds up what tells of scenarios that have ended, in vectors: whether someone is in business and has equity, and whether all sheets are finite.</summary>
    private void LookAtSheetsOfEnded()
    {
        var (group, count) = (Widths.Widest, State.ActiveCount);
        Valuation? value = null;
        for (var first = 0; first < count; first += group)
        {
            var end = Math.Min(first + group, count);
            for (var s = first; s < end; s++)
            {
                if (_isRunning[s] && HasEnded(s))
                {
                    _anyoneLeft.Row(0)[first..end].Clear();
                    _sums.Row(0)[first..end].Clear();
                    Passes.OverInstitutions(State, value ??= State.ValueInputs(), new SheetRule(_anyoneLeft, _sums), first, end);
                    break;
                }
            }
        }
    }

    private Divergence? WhoseSheetIsNotFinite(int s)
    {
        var value = State.Value();
        for (var i = 0; i < State.System.Institutions.Length; i++)
        {
            var (assets, equity) = (value.Assets[i, s], value.Equity[i, s]);
            if (!double.IsFinite(assets) || !double.IsFinite(equity))
            {
                var (quantity, amount) = double.IsFinite(assets) ? (nameof(Valuation.Equity), equity) : (nameof(Valuation.Assets), assets);
                return new Divergence(quantity, State.System.Institutions[i].Name, _rounds[s], amount);
            }
        }

        return null;
    }

    private readonly struct SheetRule(Column anyoneLeft, Column sums) : IInstitutionRule
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            // 0 times what is finite is 0; anything else makes the sum NaN and keeps it so.
            var totals = at.TotalsAsTheyAre();
            at.WriteScenario(sums, at.ReadScenario(sums) + ((totals.Assets * 0) + (totals.Equity * 0)));
            at.WriteScenario(anyoneLeft, T.Where(at.InBusiness & (totals.Equity > 0), 1, at.ReadScenario(anyoneLeft)));
        }
    }

    private readonly struct StartRule(Column isFresh) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.StartOfRoundPrice = T.Where(T.AreEqual(at.ReadScenario(isFresh), 0), at.Price, at.StartOfRoundPrice);
    }
}
