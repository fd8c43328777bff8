namespace Interdealer.Constraints;

/// <summary>
/// Margin: whoever finances positions against collateral must put up the haircuts himself; κ = Σ_k h_k a_k + what nobody lends against,
/// C = own liquid funds W (equity and unsecured debt).
/// </summary>
/// <remarks>
/// The haircuts are the state's, so a cascade can raise them. Equivalent to: cash plus what lenders advance on the collateral,
/// c + Σ_k (1 − h_k) a_k, covers the secured short-term debt and redemptions due. Selling a slice of the positions restores it whatever the haircuts are;
/// W/h is the largest position own funds of W carry. Source: Brunnermeier and Pedersen (2009), the funding constraint Σ m|x| ≤ W.
/// </remarks>
public sealed record Haircuts : IConstraint
{
    /// <inheritdoc />
    public IReadOnlyList<string> Parts => ["Haircuts"];

    /// <inheritdoc />
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.FillLinear(state, value, new LinearWeights(1, state.Haircut) { Other = 1, Claims = 1 });
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            var own = measurement.Capacity.Row(i);
            var equity = value.Equity.In(i);
            var debt = state.Debt.In(i);
            var secured = state.ShortTermDebt.In(i);
            var owed = state.System.Claims.Owed[i];
            for (var s = 0; s < own.Length; s++)
            {
                own[s] = equity[s] + debt[s] + owed - secured[s];
            }
        }
    }
}
