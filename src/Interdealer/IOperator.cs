namespace Interdealer;

/// <summary>A contagion operator: a map from state to state, every scenario at once.</summary>
/// <remarks>
/// It changes the state in place and keeps nothing in itself: what it has to remember lives in the state (<see cref="State.Memory"/>).
/// Assets = debt + equity holds after it, cash crosses the system's border only through <see cref="State.Flows"/>, nobody sells what
/// he does not hold, and no price falls below its floor.
/// </remarks>
public interface IOperator
{
    /// <summary>Applies the operator once.</summary>
    /// <param name="state">The state, changed in place.</param>
    void Apply(State state);
}
