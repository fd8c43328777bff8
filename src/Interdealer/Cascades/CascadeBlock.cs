using Interdealer.Contagion;

namespace Interdealer.Cascades;

/// <summary>Cascades block after block in the same memory: for ensembles, where a block's figures are taken before the next is run.</summary>
/// <remarks>
/// The same loop and the same operators as <see cref="Cascade.Run"/>, to the same bits; nothing is allocated after the first block.
/// Use: <see cref="Reset"/>, shock <see cref="State"/>, <see cref="Run"/>, read. One block is used by one thread at a time.
/// </remarks>
public sealed class CascadeBlock
{
    private readonly CascadeLoop _loop;
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
        _loop = new CascadeLoop(system, Require.AtLeast(1, scenarioCount, "scenarios"), round, options ?? CascadeOptions.Default);
        _untouched = new State(system, scenarioCount);
        _endings = new Ending[scenarioCount];
        _outcomes = new Outcome[scenarioCount];
        _rounds = new int[scenarioCount];
        _residuals = new double[scenarioCount];
    }

    /// <summary>The state to shock before a run; after it, where each scenario ended.</summary>
    public State State => _loop.State;

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

        var rounds = _loop.Run(_endings);
        for (var s = 0; s < _endings.Length; s++)
        {
            (_outcomes[s], _rounds[s], _residuals[s]) = (_endings[s].Outcome, _endings[s].Rounds, _endings[s].Residual);
        }

        return rounds;
    }
}
