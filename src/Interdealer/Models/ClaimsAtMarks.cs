using Interdealer.Contagion;

namespace Interdealer.Models;

/// <summary>Clearing as an operator: what a unit owed inside the system is worth follows from a network model at the marks of the moment.</summary>
/// <remarks>
/// It remembers nothing: the same marks, cash and debts give the same values whatever came before, and values rise again with prices. Scenarios
/// are cleared one after the other, each by the model's own algorithm, so a round costs S clearings.
/// </remarks>
internal sealed class ClaimsAtMarks(Func<DebtNetwork, IEnumerable<double>> worth) : IOperator
{
    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        for (var s = 0; s < state.ScenarioCount && !state.System.Claims.IsEmpty; s++)
        {
            foreach (var (i, unit) in worth(DebtNetwork.Of(state, s)).Index())
            {
                state.Recovery[i, s] = unit;
            }
        }
    }
}
