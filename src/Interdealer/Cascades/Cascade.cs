using System.Collections.Immutable;
using Interdealer.Contagion;

namespace Interdealer.Cascades;

/// <summary>The one loop: applies a round until nothing moves, keeps its history and says how it ended.</summary>
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
        var lanes = start.Lanes;
        var (state, before) = (start.Copy(), start.Copy());
        var (atRest, rounds, residual) = (new bool[lanes], new int[lanes], new double[lanes]);
        var distance = new double[lanes];
        var history = ImmutableArray.CreateBuilder<(int Round, State State)>();
        history.Add((0, start.Copy()));
        var done = 0;
        while (done < options.MaximumRounds && Array.IndexOf(atRest, false) >= 0)
        {
            done++;
            before.CopyFrom(state);
            if (done > 1)
            {
                // The first round's return includes the shock: that is the news.
                state.StartOfRoundPrice.CopyFrom(state.Price);
            }

            round.Apply(state);
            state.Restore(before, atRest);
            state.Distance(before, distance);
            for (var s = 0; s < lanes; s++)
            {
                if (!atRest[s])
                {
                    (rounds[s], residual[s]) = (done, distance[s]);
                    atRest[s] = distance[s] <= options.Tolerance;
                }
            }

            if (options.KeepEvery > 0 && (done - 1) % options.KeepEvery == 0)
            {
                history.Add((done, state.Copy()));
            }
        }

        if (history[^1].Round != done)
        {
            history.Add((done, state.Copy()));
        }

        var outcomes = new Outcome[lanes];
        for (var s = 0; s < lanes; s++)
        {
            outcomes[s] = !atRest[s] ? Outcome.RoundLimit : NothingLeft(state, s) ? Outcome.WipedOut : Outcome.Settled;
        }

        return new CascadeResult(start, state, history.ToImmutable(), [.. outcomes], [.. rounds], [.. residual], options);
    }

    private static bool NothingLeft(State state, int lane)
    {
        var (system, active, held) = (state.System, false, false);
        for (var i = 0; i < system.Institutions.Length; i++)
        {
            active |= state.StandingOf(i, lane) == Standing.Active;
            for (var t = 0; t < system.SellableTiers; t++)
            {
                var row = (i * system.Tiers) + t;
                var assets = system.Q.AssetsOf(row);
                for (var e = 0; e < assets.Length && !held; e++)
                {
                    held = state.Kept[row, lane] > 0 && state.Price[assets[e], lane] > 0;
                }
            }
        }

        return !active || (!held && system.Q.Count > 0);
    }
}
