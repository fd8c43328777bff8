using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>Something that an institution in business does for an amount of money.</summary>
internal interface IInstitutionAction
{
    /// <summary>Does it.</summary>
    /// <param name="at">The institution.</param>
    /// <param name="amount">Currency; 0 where nothing is to be done.</param>
    /// <returns>The amount for which it was done.</returns>
    T Do<T>(ref InstitutionAt<T> at, T amount)
        where T : unmanaged, ILanes<T>;
}

/// <summary>Actions asked for from outside: of all institutions at once, or of one in one scenario.</summary>
internal static class InstitutionAction
{
    /// <summary>Has every institution act.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="amounts">By institution.</param>
    /// <param name="action">What is done.</param>
    /// <returns>What was done, in a buffer of the state, one for each kind of action.</returns>
    public static Column Of<TAction>(State state, Column amounts, TAction action)
        where TAction : struct, IInstitutionAction
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(amounts);
        if (amounts.Rows != state.Cash.Rows || amounts.ScenarioCount != state.ScenarioCount)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"amounts has {amounts.Rows} rows × {amounts.ScenarioCount} scenarios; it needs {state.Cash.Rows} × {state.ScenarioCount}, a row for each institution."), nameof(amounts));
        }

        // Passes read numbers of single scenarios, which a column of the state has once somebody asks for them.
        _ = amounts.Read;
        var done = state.Scratch(typeof(TAction), static s => new Column(s.Cash.Rows, s.ScenarioCount));
        Passes.OverInstitutions(state, state.ValueInputs(), new Rule<TAction>(amounts, done, action));
        return done;
    }

    /// <summary>Has one institution act in one scenario.</summary>
    /// <returns>What was done.</returns>
    public static double Of<TAction>(State state, string institution, double amount, int scenario, TAction action)
        where TAction : struct, IInstitutionAction
    {
        ArgumentNullException.ThrowIfNull(state);
        var at = state.At(institution, scenario);
        return OneLane.First(Act<TAction, OneLane>(ref at, amount, action));
    }

    /// <summary>Who is in default does nothing. What is not a number is no amount: it shows in the cash of the institution, so that the scenario counts as diverged.</summary>
    private static T Act<TAction, T>(ref InstitutionAt<T> at, T amount, TAction action)
        where TAction : struct, IInstitutionAction
        where T : unmanaged, ILanes<T>
    {
        var isNone = at.InBusiness & T.IsNaN(amount);
        var done = action.Do(ref at, T.Where(T.Except(T.IsNaN(amount), at.InBusiness), amount, 0));
        at.Cash = T.Where(isNone, amount, at.Cash);
        return T.Where(isNone, amount, done);
    }

    private readonly struct Rule<TAction>(Column amounts, Column done, TAction action) : IInstitutionRule
        where TAction : struct, IInstitutionAction
    {
        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(done, Act(ref at, at.Read(amounts), action));
    }
}
