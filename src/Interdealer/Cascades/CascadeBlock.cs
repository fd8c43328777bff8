using Interdealer.Contagion;
using Interdealer.Engine;

namespace Interdealer.Cascades;

/// <summary>Cascades block after block in the same memory: for ensembles, where a block's figures are taken before the next is run.</summary>
/// <remarks>
/// The same loop and the same operators as <see cref="Cascade.Run"/>, to the same bits; nothing is allocated after the first block. A block of many
/// scenarios is run a few at a time, as many as stay in the cache, and a vector leaves its places to the next when all of it has come to rest.
/// Use: <see cref="Reset"/>, shock <see cref="State"/>, <see cref="Run"/>, read. One block is used by one thread at a time.
/// </remarks>
public sealed class CascadeBlock
{
    private readonly CascadeLoop _loop;
    private readonly ScenarioQueue? _queue;
    private readonly State _untouched;
    private readonly Ending[] _endings;
    private readonly Outcome[] _outcomes;
    private readonly int[] _rounds;
    private readonly double[] _residuals;
    private State? _start;

    /// <summary>Memory for cascades of one system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="scenarioCount">Scenarios a block, at least 1; a multiple of 8 uses the vector hardware fully.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Limits; the history is not kept. Defaults when left out.</param>
    public CascadeBlock(FinancialSystem system, int scenarioCount, IOperator round, CascadeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(round);
        options ??= CascadeOptions.Default;
        _endings = new Ending[Require.AtLeast(1, scenarioCount, "scenarios")];
        if (scenarioCount == 1)
        {
            _loop = new CascadeLoop(system, 1, round, options);
            State = _loop.State;
        }
        else
        {
            _loop = new CascadeLoop(system, Math.Min(BlockSize.InCache(system), BlockSize.Whole(scenarioCount)), round, options);
            State = new State(system, scenarioCount);
            _queue = new ScenarioQueue(new ScenarioBatch(State, State, _endings, () => new CascadeLoop(system, 1, round, options)));
        }

        _untouched = new State(system, scenarioCount);
        _outcomes = new Outcome[scenarioCount];
        _rounds = new int[scenarioCount];
        _residuals = new double[scenarioCount];
    }

    /// <summary>The state to shock before a run; after it, where each scenario ended.</summary>
    public State State { get; }

    /// <summary>Whether <see cref="Start"/> is kept; false saves a copy of the state where the figures of the start are taken before the run.</summary>
    public bool KeepsStart { get; init; } = true;

    /// <summary>The state that the last run started from.</summary>
    /// <exception cref="InvalidOperationException">There was no run yet, or <see cref="KeepsStart"/> is false.</exception>
    public State Start => _start ?? throw new InvalidOperationException("The start is there after a run of a block with KeepsStart = true.");

    /// <summary>How each scenario of the last run ended.</summary>
    public ReadOnlySpan<Outcome> Outcomes => _outcomes;

    /// <summary>Rounds each scenario of the last run took.</summary>
    public ReadOnlySpan<int> Rounds => _rounds;

    /// <summary>Largest change of the last round of each scenario of the last run: the certificate of rest. Infinite where a scenario diverged.</summary>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <summary>Puts <see cref="State"/> back to before anything happens: every price 1, everything still held.</summary>
    /// <remarks>Only what was changed is put back: take rows of the state anew after each reset and each run.</remarks>
    public void Reset() => State.ResetTo(_untouched);

    /// <summary>What was no longer finite in a scenario that diverged; null in any other.</summary>
    /// <param name="scenario">Scenario, from 0.</param>
    public Divergence? Divergence(int scenario) => _endings[scenario].Divergence;

    /// <summary>Runs <see cref="State"/> to rest.</summary>
    /// <returns>Rounds until the last scenario came to rest, or the limit.</returns>
    public int Run()
    {
        if (KeepsStart)
        {
            _start ??= new State(State.System, State.ScenarioCount);
            _start.CopyFrom(State);
        }

        if (_queue is null)
        {
            _loop.Run(_endings);
        }
        else
        {
            _queue.Rewind();
            _loop.Run(_queue);
        }

        var rounds = 0;
        for (var s = 0; s < _endings.Length; s++)
        {
            (_outcomes[s], _rounds[s], _residuals[s]) = (_endings[s].Outcome, _endings[s].Rounds, _endings[s].Residual);
            rounds = Math.Max(rounds, _endings[s].Rounds);
        }

        return rounds;
    }

    /// <summary>From here on remembers which limits force whom.</summary>
    internal void WatchLimits()
    {
        State.WatchLimits();
        _loop.State.WatchLimits();
    }
}
