using Interdealer.Engine;

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
    AssetColumns IConstraint.Reads => AssetColumns.Haircut;

    /// <inheritdoc />
    public IReadOnlyList<string> Parts => ["Haircuts"];

    /// <inheritdoc />
    public void Measure(State state, Valuation value, Measurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        measurement.Fill(this, state, value);
    }

    Limit IConstraint.Bind(State state)
    {
        var weights = new LinearWeights(1, state.Haircut) { Other = 1, Claims = 1 };
        return Limit.Of(new LinearLimit<OwnLiquidFunds>(weights, new WeightedHoldings(state, weights.Assets), new OwnLiquidFunds(state.System), 1, repays: true));
    }

    /// <summary>C = e + d + owed inside the system − short-term debt: equity and unsecured debt.</summary>
    private readonly struct OwnLiquidFunds(FinancialSystem system) : ICapacityRule
    {
        public T Of<T>(in Sheet<T> sheet)
            where T : unmanaged, ILanes<T> => sheet.Equity + sheet.Debt + system.Claims.Owed[sheet.Institution] - sheet.ShortTermDebt;
    }
}
