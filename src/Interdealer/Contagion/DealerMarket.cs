using Interdealer.Constraints;
using Interdealer.Markets;

namespace Interdealer.Contagion;

/// <summary>
/// The market clears through dealers: while they have slack they take a sale y at the concession y·σ_k²/Σ_i(1/γ_i) and warehouse it, up to
/// Ω_k; what exceeds it meets outside investors at their own depth, p ← p(1 − concession)(1 − Ψ(outside)).
/// </summary>
/// <remarks>
/// Takes the place of a <see cref="PriceImpact"/> in a round. Slack is shared by the assets: where the whole offer does not fit, every asset's
/// sale is taken in the same proportion. Dealers decide at the marks before the sale, pay what sellers receive with new short-term debt, and
/// share the inventory as <see cref="DealerCapacity"/> says, old units at the marks, so that taking a sale never breaks a limit. They take nothing
/// in an asset that they have stopped quoting, and nothing that has infinite depth outside. With slack gone Ω is 0 and the buffer has become the
/// amplifier.
/// <para>The inventory share of a dealer in default goes to the others at the marks as far as they have room; the rest is sold outside together
/// with everything else, at its own estate's cost, and the proceeds stay in the estate as cash.</para>
/// Sellers bear the share α (the outside law's) of the whole fall. Source: Duffie et al., FRBNY Staff Report 1070; Grossman and Miller (1988).
/// </remarks>
public sealed class DealerMarket : IOperator
{
    private readonly DealerCapacity _capacity;
    private readonly PriceImpact _outside;

    /// <summary>A market with dealers in front of outside investors.</summary>
    /// <param name="limit">What limits dealers.</param>
    /// <param name="outside">Impact of a sale to outside investors, at the state's depth; its seller's share holds for the whole fall.</param>
    public DealerMarket(IConstraint limit, PriceImpact outside)
    {
        ArgumentNullException.ThrowIfNull(outside);
        _capacity = new DealerCapacity(limit);
        _outside = outside;
    }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (m, scenarioCount) = (state.System.Assets.Length, state.ScenarioCount);
        var value = state.Value();
        Settlement.Volumes(state, value, state.Sold);
        PriceImpact.TakeCustomerSales(state);
        var offer = Offer(state);
        var book = _capacity.Offer(state, offer);
        var trade = new DealerTrade(state, value);
        var concession = new Column(m, scenarioCount);
        for (var s = 0; s < scenarioCount; s++)
        {
            var fitting = book.Fitting(s, most: 1);
            var bearing = book.RiskBearing(s);
            for (var k = 0; k < m; k++)
            {
                var taken = fitting * offer[k, s];
                trade.Taken[k, s] = taken;
                concession[k, s] = taken > 0 ? Math.Min(1, taken * state.Volatility[k, s] * state.Volatility[k, s] / bearing) : 0;
            }

            if (value.Pool[0, s] > 0 || fitting > 0)
            {
                trade.Borne[0, s] = book.Share(s, fitting, state.PoolShare);
            }
        }

        _outside.Clear(state, value, trade.Outside(), concession);
        trade.Settle();
        Settlement.ExecuteAt(state, value.Marks);
    }

    private static Column Offer(State state)
    {
        var offer = new Column(state.Sold.Rows, state.ScenarioCount);
        for (var x = 0; x < offer.Values.Length; x++)
        {
            var open = state.Quoting.Read[x] > 0 && double.IsFinite(state.Depth.Read[x]);
            offer.Values[x] = open ? Math.Max(0, state.Sold.Read[x]) : 0;
        }

        return offer;
    }
}
