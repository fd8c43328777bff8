using Interdealer.Contagion;

namespace Interdealer.Models;

/// <summary>Clearing as an operator: what a unit owed inside the system is worth follows from a network model at the marks of the moment.</summary>
/// <remarks>
/// It remembers nothing: the same marks, cash and debts give the same values whatever came before, and values rise again with prices. Scenarios
/// are cleared one after the other, each by the model's own algorithm, so a round costs S clearings. Where what somebody has or owes outside the system is
/// below 0 or not finite there is nothing to clear: what is owed by him is worth no number, and the scenario counts as diverged.
/// </remarks>
internal sealed class ClaimsAtMarks(Func<DebtNetwork, IEnumerable<double>> worth) : IOperator
{
    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.System.Claims.IsEmpty)
        {
            return;
        }

        var value = state.Value();
        for (var s = 0; s < state.ActiveCount; s++)
        {
            if (CanBeCleared(state, value, s))
            {
                foreach (var (i, unit) in worth(DebtNetwork.Of(state, value, s)).Index())
                {
                    state.Recovery[i, s] = unit;
                }
            }
        }
    }

    private static bool CanBeCleared(State state, Valuation value, int s)
    {
        var isClear = true;
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            if (!(IsAmount(DebtNetwork.ExternalAssets(value, i, s)) && IsAmount(DebtNetwork.ExternalLiabilities(state, i, s))))
            {
                state.Recovery[i, s] = double.NaN;
                isClear = false;
            }
        }

        return isClear;
    }

    private static bool IsAmount(double value) => value >= 0 && double.IsFinite(value);
}
