using Interdealer.Constraints;
using Interdealer.Engine;
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
/// in an asset that they have stopped quoting, nothing that has infinite depth outside and nothing that is worth nothing. With slack gone Ω is 0 and the buffer has become the
/// amplifier.
/// <para>The inventory share of a dealer in default goes to the others at the marks as far as they have room; the rest is sold outside together
/// with everything else, at its own estate's cost, and the proceeds stay in the estate as cash.</para>
/// Sellers bear the share α (the outside law's) of the whole fall. Source: Duffie et al., FRBNY Staff Report 1070; Grossman and Miller (1988).
/// </remarks>
public sealed class DealerMarket : IForcesNobody
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
        var value = state.ValueInputs();
        Settlement.Volumes(state, value, state.Sold);
        PriceImpact.TakeCustomerSales(state);
        var book = _capacity.Book(state);
        Passes.OverAssets(state, new OfferRule(value.Marks, book.Offer));
        book.Open(value);
        book.Face(value);
        var trade = state.Scratch(this, static (s, _) => new DealerTrade(s));
        trade.Agree(book, value);
        var received = _outside.Clear(state, value, trade.Outside, trade.Concession);
        trade.Settle(value, received ?? value.Marks);
        Settlement.ExecuteAt(state, value, received ?? value.Marks);
    }

    /// <summary>What dealers are offered: net sales of what they quote, has no infinite depth outside and is worth anything.</summary>
    private readonly struct OfferRule(Column marks, Column offer) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var isOpen = (at.Quoting > 0) & (at.Depth < double.PositiveInfinity) & (at.Read(marks) > 0);
            at.Write(offer, T.Where(isOpen, T.Max(0, at.Sold), 0));
        }
    }
}
