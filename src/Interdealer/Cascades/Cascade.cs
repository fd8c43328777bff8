using System.Collections.Immutable;
using Interdealer.Contagion;

namespace Interdealer.Cascades;

/// <summary>Applies a round until nothing moves, keeps the history and says how it ended.</summary>
public static class Cascade
{
    /// <summary>Runs a shocked state to rest.</summary>
    /// <param name="start">The state after the shock; not changed.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Limits and what is kept; defaults when left out.</param>
    /// <returns>History and outcome, scenario by scenario; a scenario at rest is left exactly as it was when it came to rest.</returns>
    public static CascadeResult Run(State start, IOperator round, CascadeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(round);
        options ??= CascadeOptions.Default;
        var loop = new CascadeLoop(start.System, start.ScenarioCount);
        loop.State.CopyFrom(start);
        var history = ImmutableArray.CreateBuilder<(int Round, State State)>();
        history.Add((0, start.Copy()));
        var done = loop.Run(round, options, (number, state) =>
        {
            if (options.KeepEvery > 0 && (number - 1) % options.KeepEvery == 0)
            {
                history.Add((number, state.Copy()));
            }
        });

        if (history[^1].Round != done)
        {
            history.Add((done, loop.State.Copy()));
        }

        return new CascadeResult(start, loop.State, history.ToImmutable(), [.. loop.Outcomes], [.. loop.Rounds], [.. loop.Residuals], options);
    }
}
