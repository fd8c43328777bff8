using Interdealer.Constraints;
using Interdealer.Engine;

namespace Interdealer.Markets;

/// <summary>
/// What dealers can take onto their books before a limit binds: Ω_k = Σ_i slack_i⁺/u_ik, u_ik the usage one more unit of asset k adds.
/// </summary>
/// <remarks>
/// Dealers are the institutions with a finite risk aversion that are in business. They hold one inventory together, because they share its
/// risk in the inter-dealer market: each bears it in proportion to 1/γ_i as far as its limit lets it, the others bear the rest. Slack is
/// therefore counted before inventory: a dealer whose limit has tightened hands its share on to those with headroom. A purchase is bought with new
/// short-term debt, at the marks. What fits is exact where usage is a weighted sum of positions and never too much where it is sub-additive
/// (volatility-based limits); where usage has caps that interact, as the liquid assets
/// of a liquidity coverage, it is what fits into the slack of the purchase taken by itself. Sources: Duffie et al., "Dealer Capacity and U.S. Treasury Market Functionality", FRBNY Staff Report 1070; for the
/// shares 1/γ, Borch (1962).
/// </remarks>
public sealed class DealerCapacity
{
    private readonly IConstraint _limit;

    /// <summary>The capacity that a limit leaves.</summary>
    /// <param name="limit">One limit or several joined with <see cref="Constraint.And"/>.</param>
    public DealerCapacity(IConstraint limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        _limit = limit;
    }

    /// <summary>Ω_k: value of each asset that dealers could take now if they were offered that asset alone, in currency.</summary>
    /// <param name="state">The state; not changed.</param>
    /// <returns>Rows: assets. +∞ where no limit counts the asset, 0 where dealers have withdrawn or are full, or the asset is worth nothing.</returns>
    public Column Of(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var capacity = new Column(state.System.Assets.Length, state.ScenarioCount);
        var (book, value) = (Book(state), state.ValueInputs());
        book.Open(value);
        for (var k = 0; k < capacity.Rows; k++)
        {
            book.Offer.Clear();
            Passes.OverScenarios(state, new UnitRule(book.Offer, value.Marks, k));
            book.Face(value);
            Passes.OverScenarios(state, new CapacityRule(book, state.Quoting, capacity, k));
        }

        return capacity;
    }

    /// <summary>The dealers' book on a state, made once.</summary>
    internal DealerBook Book(State state) => state.Scratch(this, static (s, me) => new DealerBook(s, me._limit));

    /// <summary>Offers one unit of currency of one asset, unless it is worth nothing.</summary>
    private readonly struct UnitRule(Column offer, Column marks, int k) : IScenarioRule
    {
        public void Apply<T>(in ScenarioAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(offer, k, T.Where(at.Read(marks, k) > 0, 1, 0));
    }

    private readonly struct CapacityRule(DealerBook book, Column quoting, Column capacity, int k) : IScenarioRule
    {
        public void Apply<T>(in ScenarioAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            var isOpen = (at.Read(quoting, k) > 0) & (at.Read(book.Offer, k) > 0);
            at.Write(capacity, k, T.Where(isOpen, book.Fitting(at, double.PositiveInfinity), 0));
        }
    }
}
