using Interdealer.Contagion;

namespace Interdealer.Extending.Rewritten;

/// <summary>The library's <see cref="RaiseCash"/>, written as anyone can: who owes money pays from cash, lenders first, and sells for the rest.</summary>
/// <param name="liquidation">What is sold first.</param>
public sealed class Payment(Liquidation liquidation) : IOperator
{
    private readonly SaleTerms _terms = SaleTerms.ForWhatIsDue with { Liquidation = liquidation };

    /// <inheritdoc />
    public IReadOnlyList<string> Limits => [];

    /// <inheritdoc />
    public void Apply(State state)
    {
        state.PayLenders(state.DebtDue);
        state.PayInvestors(state.RedemptionDue);
        var missing = state.Scratch(this, static s => new Column(s.System.Institutions.Length, s.ScenarioCount));
        for (var i = 0; i < missing.Rows; i++)
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                missing[i, s] = state.DebtDue[i, s] + state.RedemptionDue[i, s];
            }
        }

        state.CancelPurchases(missing);
        var ordered = state.AfterOrders().Ordered;
        for (var i = 0; i < missing.Rows; i++)
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                missing[i, s] -= missing[i, s] > 0 ? ordered[i, s] : 0;
            }
        }

        state.OrderSale(missing, _terms);
    }
}
