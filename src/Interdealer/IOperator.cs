using System.Collections.Immutable;

namespace Interdealer;

/// <summary>A contagion operator: a map from state to state, every scenario at once.</summary>
/// <remarks>
/// It changes the state in place and keeps nothing in itself: what it has to remember lives in the state (<see cref="State.Memory"/>).
/// Assets = debt + equity holds after it, cash crosses the system's border only through <see cref="State.Flows"/>, nobody sells what
/// he does not hold, and no price falls below its floor. What it leaves is finite: a scenario in which an operator of one's own leaves anything
/// else ends as diverged in that round, whatever later operators make of it.
/// </remarks>
public interface IOperator
{
    /// <summary>Applies the operator once.</summary>
    /// <param name="state">The state, changed in place.</param>
    void Apply(State state);

    /// <summary>
    /// Names of the limits by which the operator forces institutions, in the order in which <see cref="State.Bound"/> counts them. An operator that
    /// says nothing counts as one limit, whatever it writes there.
    /// </summary>
    IReadOnlyList<string> Limits => ["own operator"];

    /// <summary>True for an operator that notes itself which limit forces whom; asked of the steps of a round, never of what was composed of them.</summary>
    internal bool SaysWhomItForces => false;

    /// <summary>The steps that the operator was composed of, in order; itself when it was not composed.</summary>
    internal ImmutableArray<IOperator> Steps => [this];
}
