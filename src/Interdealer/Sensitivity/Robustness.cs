namespace Interdealer.Sensitivity;

/// <summary>Runs a system for every choice of a grid, so that its conclusions can be held against all of them.</summary>
public static class Robustness
{
    /// <summary>Runs a system for every point of a grid of one axis, or for whole points.</summary>
    /// <param name="choices">The grid of choices.</param>
    /// <param name="run">What is computed for a choice; called once for each, in order.</param>
    /// <typeparam name="TPoint">The grid's point.</typeparam>
    /// <typeparam name="TResult">What a run gives.</typeparam>
    /// <exception cref="InvalidOperationException">A run failed; the message names the choice.</exception>
    public static Robustness<TPoint, TResult> Of<TPoint, TResult>(Grid<TPoint> choices, Func<TPoint, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(run);
        return new(choices.Read(point => At(choices, point, () => run(choices[point]))), []);
    }

    /// <summary>Runs a system for every combination of two choices.</summary>
    /// <param name="choices">The grid of choices.</param>
    /// <param name="run">What is computed for a choice; called once for each, in order.</param>
    /// <typeparam name="T1">Type of the first choice.</typeparam>
    /// <typeparam name="T2">Type of the second choice.</typeparam>
    /// <typeparam name="TResult">What a run gives.</typeparam>
    /// <exception cref="InvalidOperationException">A run failed; the message names the choice.</exception>
    public static Robustness<(T1, T2), TResult> Of<T1, T2, TResult>(Grid<(T1, T2)> choices, Func<T1, T2, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Of(choices, p => run(p.Item1, p.Item2));
    }

    /// <summary>Runs a system for every combination of three choices.</summary>
    /// <param name="choices">The grid of choices.</param>
    /// <param name="run">What is computed for a choice; called once for each, in order.</param>
    /// <typeparam name="T1">Type of the first choice.</typeparam>
    /// <typeparam name="T2">Type of the second choice.</typeparam>
    /// <typeparam name="T3">Type of the third choice.</typeparam>
    /// <typeparam name="TResult">What a run gives.</typeparam>
    /// <exception cref="InvalidOperationException">A run failed; the message names the choice.</exception>
    public static Robustness<(T1, T2, T3), TResult> Of<T1, T2, T3, TResult>(Grid<(T1, T2, T3)> choices, Func<T1, T2, T3, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Of(choices, p => run(p.Item1, p.Item2, p.Item3));
    }

    /// <summary>Runs a system for every combination of four choices.</summary>
    /// <param name="choices">The grid of choices.</param>
    /// <param name="run">What is computed for a choice; called once for each, in order.</param>
    /// <typeparam name="T1">Type of the first choice.</typeparam>
    /// <typeparam name="T2">Type of the second choice.</typeparam>
    /// <typeparam name="T3">Type of the third choice.</typeparam>
    /// <typeparam name="T4">Type of the fourth choice.</typeparam>
    /// <typeparam name="TResult">What a run gives.</typeparam>
    /// <exception cref="InvalidOperationException">A run failed; the message names the choice.</exception>
    public static Robustness<(T1, T2, T3, T4), TResult> Of<T1, T2, T3, T4, TResult>(Grid<(T1, T2, T3, T4)> choices, Func<T1, T2, T3, T4, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Of(choices, p => run(p.Item1, p.Item2, p.Item3, p.Item4));
    }

    /// <summary>Takes results that were computed already, such as the scenarios of one batch.</summary>
    /// <param name="results">One result for each point.</param>
    /// <typeparam name="TPoint">The grid's point.</typeparam>
    /// <typeparam name="TResult">What a run gave.</typeparam>
    public static Robustness<TPoint, TResult> Of<TPoint, TResult>(GridValues<TPoint, TResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new(results, []);
    }

    internal static T At<TPoint, T>(Grid<TPoint> grid, int point, Func<T> of)
    {
        try
        {
            return of();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            throw new InvalidOperationException($"At {grid.Describe(point)}: {e.Message}", e);
        }
    }
}
