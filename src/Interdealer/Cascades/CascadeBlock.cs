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
    private readonly IOperator _round;
    private readonly CascadeOptions _options;
    private State? _start;

    /// <summary>Space for cascades of one system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="scenarioCount">Scenarios a block, at least 1; a multiple of 8 uses the vector hardware fully.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Limits; the history is not kept. Defaults when left out.</param>
    public CascadeBlock(FinancialSystem system, int scenarioCount, IOperator round, CascadeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(round);
        (_round, _options) = (round, options ?? CascadeOptions.Default);
        _loop = new CascadeLoop(system, Require.AtLeast(1, scenarioCount, "scenarios"));
        _untouched = new State(system, scenarioCount);
    }

    /// <summary>The state to shock before a run; after it, where each scenario ended.</summary>
    public State State => _loop.State;

    /// <summary>Whether <see cref="Start"/> is kept; false saves a copy of the state where the figures of the start are taken before the run.</summary>
    public bool KeepsStart { get; init; } = true;

    /// <summary>Told of every round of a run, with its number; null for nobody.</summary>
    internal Action<int, State>? AfterRound { get; init; }

    /// <summary>The state that the last run started from.</summary>
    /// <exception cref="InvalidOperationException">There was no run yet, or <see cref="KeepsStart"/> is false.</exception>
    public State Start => _start ?? throw new InvalidOperationException("The start is there after a run of a block with KeepsStart = true.");

    /// <summary>How each scenario of the last run ended.</summary>
    public ReadOnlySpan<Outcome> Outcomes => _loop.Outcomes;

    /// <summary>Rounds each scenario of the last run took.</summary>
    public ReadOnlySpan<int> Rounds => _loop.Rounds;

    /// <summary>Largest change of the last round of each scenario of the last run: the certificate of rest.</summary>
    public ReadOnlySpan<double> Residuals => _loop.Residuals;

    /// <summary>Puts <see cref="State"/> back to before anything happens: every price 1, everything still held.</summary>
    /// <remarks>Only what was changed is put back: take rows of the state anew after each reset and each run.</remarks>
    public void Reset() => State.PutBack(_untouched);

    /// <summary>Runs <see cref="State"/> to rest.</summary>
    /// <returns>Rounds until the last scenario came to rest, or the limit.</returns>
    public int Run()
    {
        if (KeepsStart)
        {
            _start ??= new State(State.System, State.ScenarioCount);
            _start.CopyFrom(State);
        }

        return _loop.Run(_round, _options, AfterRound);
    }
}
