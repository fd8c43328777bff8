using System.Collections.Immutable;
using Interdealer.Contagion;

namespace Interdealer.Cascades;

/// <summary>
/// The response of one round at a state: T_jk = ∂f_j/∂s_k, f_j the fall of asset j in the round, s_k a small fall of asset k before it, both in
/// units of the starting price. Its spectral radius ρ is the line between a market that absorbs (ρ &lt; 1) and one that amplifies (ρ &gt; 1).
/// </summary>
/// <remarks>
/// Prices are bumped down one asset at a time, all in one batch with the unbumped state. The response is one-sided, since limits kink:
/// the state must be one where they bind or are breached, as just after a shock; where they are slack T = 0. Under leverage targeting, linear
/// impact and pro-rata sales at binding leverage, T at the starting prices is L M′ B A M, whose nonzero spectrum is that of M L M′ B A of
/// Greenwood, Landier and Thesmar (2015). An asset of price 0 cannot fall and answers nothing. The round sees the bump as what happened
/// before it: its own return starts at the bumped price.
/// </remarks>
public static class Stability
{
    // Smooth responses at ε and ε/2 differ by a few ε; where they differ by more, a limit starts or stops to bind within the step.
    private const double KinkInSteps = 50;

    /// <summary>The response at a state of one scenario.</summary>
    /// <param name="state">The state; not changed.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Step size; default when left out.</param>
    /// <exception cref="ArgumentException">The state has several scenarios: <see cref="Each"/> takes those.</exception>
    /// <exception cref="InvalidOperationException">The round gives a price that is not a finite number; the message says of which asset.</exception>
    public static StabilityResult At(State state, IOperator round, StabilityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ScenarioCount == 1
            ? Each(state, round, options)[0]
            : throw new ArgumentException($"state must have one scenario; it has {state.ScenarioCount}. Stability.Each answers for several.", nameof(state));
    }

    /// <summary>The response at every scenario of a state, in one batch: a map of ρ.</summary>
    /// <param name="state">The state; not changed.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="options">Step size; default when left out.</param>
    /// <exception cref="InvalidOperationException">The round gives a price that is not a finite number; the message says of which asset.</exception>
    public static ImmutableArray<StabilityResult> Each(State state, IOperator round, StabilityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(round);
        var step = (options ?? StabilityOptions.Default).Step;
        var (m, runs) = (state.System.Assets.Length, state.ScenarioCount);

        // Copy 0 is the state itself, copies 1 to m bump by ε, copies m + 1 to 2m by ε/2.
        var batch = state.Repeat(1 + (2 * m));
        for (var k = 0; k < m; k++)
        {
            for (var s = 0; s < runs; s++)
            {
                batch.Price[k, ((1 + k) * runs) + s] *= 1 - step;
                batch.Price[k, ((1 + m + k) * runs) + s] *= 1 - (step / 2);
            }
        }

        batch.StartOfRoundPrice.CopyFrom(batch.Price);
        var bumped = new Column(m, batch.ScenarioCount);
        bumped.CopyFrom(batch.Price);
        round.Apply(batch);
        RequireFinite(batch);
        var names = state.System.Assets.Select(a => a.Name).ToImmutableArray();
        return [.. Enumerable.Range(0, runs).Select(s => Extrapolate(names, Response(bumped, batch.Price, runs, s, 1), Response(bumped, batch.Price, runs, s, 1 + m), KinkInSteps * step))];
    }

    /// <summary>The depth multiple, capital, haircut or whatever else at which ρ = 1, by bisection.</summary>
    /// <param name="stateAt">The state, of one scenario, for a value of the parameter.</param>
    /// <param name="round">What happens in one round.</param>
    /// <param name="low">Lower end of the bracket.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="options">Step size; default when left out.</param>
    /// <returns>The crossing, to 1e−11 of the bracket; “none” when ρ is on the same side of 1 at both ends. Of several crossings it finds one.</returns>
    public static CriticalPoint Critical(Func<double, State> stateAt, IOperator round, double low, double high, StabilityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(round);
        return Critical(stateAt, _ => round, low, high, options);
    }

    /// <summary>The parameter at which ρ = 1, where the round depends on it too, as on a limit.</summary>
    /// <param name="stateAt">The state, of one scenario, for a value of the parameter.</param>
    /// <param name="roundAt">What happens in one round, for a value of the parameter.</param>
    /// <param name="low">Lower end of the bracket.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="options">Step size; default when left out.</param>
    /// <returns>As the other overload.</returns>
    public static CriticalPoint Critical(
        Func<double, State> stateAt, Func<double, IOperator> roundAt, double low, double high, StabilityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stateAt);
        ArgumentNullException.ThrowIfNull(roundAt);
        StabilityResult Result(double x) => At(stateAt(x), roundAt(x), options);
        return CriticalPoint.Search(x => Result(x).Radius, x => Result(x).IsSmooth, low, high);
    }

    /// <summary>T for one scenario, its prices bumped in the copies from <paramref name="first"/> on; copy 0 is not bumped.</summary>
    private static double[,] Response(Column before, Column after, int scenarios, int scenario, int first)
    {
        var m = before.Rows;
        var response = new double[m, m];
        for (var k = 0; k < m; k++)
        {
            var run = ((first + k) * scenarios) + scenario;
            var bump = before[k, scenario] - before[k, run];
            for (var j = 0; j < m && bump > 0; j++)
            {
                var (fall, unbumped) = (before[j, run] - after[j, run], before[j, scenario] - after[j, scenario]);
                response[j, k] = (fall - unbumped) / bump;
            }
        }

        return response;
    }

    /// <summary>T = 2T(ε/2) − T(ε), which removes the error of order ε; across a kink that would overshoot, and T(ε/2) stands as it is.</summary>
    private static StabilityResult Extrapolate(ImmutableArray<string> names, double[,] full, double[,] half, double kink)
    {
        var (m, error, size) = (names.Length, 0.0, 0.0);
        var extrapolated = new double[m, m];
        for (var j = 0; j < m; j++)
        {
            for (var k = 0; k < m; k++)
            {
                extrapolated[j, k] = (2 * half[j, k]) - full[j, k];
                error = Math.Max(error, Math.Abs(half[j, k] - full[j, k]));
                size = Math.Max(size, Math.Abs(half[j, k]));
            }
        }

        var smooth = error <= kink * size;
        return new StabilityResult(names, smooth ? extrapolated : half, half, error, smooth);
    }

    private static void RequireFinite(State state)
    {
        var bad = state.Price.Read.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (bad >= 0)
        {
            throw new InvalidOperationException(
                $"The round gave \"{state.System.Assets[bad / state.ScenarioCount].Name}\" a price of {Require.Text(state.Price.Read[bad])}; the response needs finite prices. Look at its depth, volume and volatility.");
        }
    }
}
