using Interdealer.Contagion;

namespace Interdealer.Extending.Rewritten;

/// <summary>The library's <see cref="LeverageTargeting"/>, written as anyone can: assets are kept at ℓ times equity by sales and purchases.</summary>
/// <param name="leverage">ℓ, assets over equity.</param>
/// <param name="liquidation">What is sold first.</param>
public sealed class Target(double leverage, Liquidation liquidation) : IOperator
{
    private readonly SaleTerms _terms = SaleTerms.Repaying(1) with { Liquidation = liquidation };

    /// <inheritdoc />
    public IReadOnlyList<string> Limits => ["Leverage target"];

    /// <inheritdoc />
    public void Apply(State state)
    {
        var (after, orders) = (state.AfterOrders(), state.Scratch(this, static s => new Orders(s)));
        for (var i = 0; i < orders.Sell.Rows; i++)
        {
            for (var s = 0; s < state.ActiveCount; s++)
            {
                var (assets, equity) = (after.Assets[i, s], after.Equity[i, s]);
                var excess = assets - (leverage * Math.Max(0, equity));
                orders.Sell[i, s] = excess > 1e-14 * assets ? excess : 0;
                orders.Buy[i, s] = -excess > 1e-14 * assets ? -excess : 0;
            }
        }

        state.OrderSale(orders.Sell, _terms);
        state.OrderPurchase(orders.Buy);
    }

    /// <summary>Buffers, made once for a state.</summary>
    private sealed class Orders(State state)
    {
        public Column Sell { get; } = new(state.System.Institutions.Length, state.ScenarioCount);

        public Column Buy { get; } = new(state.System.Institutions.Length, state.ScenarioCount);
    }
}
