using Interdealer.Constraints;

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
    /// <returns>Rows: assets. +∞ where no limit counts the asset, 0 where dealers have withdrawn or are full.</returns>
    public Column Of(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var capacity = new Column(state.System.Assets.Length, state.ScenarioCount);
        for (var k = 0; k < capacity.Rows; k++)
        {
            var one = new Column(capacity.Rows, state.ScenarioCount);
            one.Row(k).Fill(1);
            var book = Offer(state, one);
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                capacity[k, s] = state.Quoting[k, s] > 0 ? book.Fitting(s, double.PositiveInfinity) : 0;
            }
        }

        return capacity;
    }

    /// <summary>The dealers' book as it stands, faced with an offer (value by asset at the marks).</summary>
    internal DealerBook Offer(State state, Column offer)
    {
        var without = WithoutInventory(state);
        var (n, scenarioCount) = (state.System.Institutions.Length, state.ScenarioCount);
        var (held, offered) = (new Column(n, scenarioCount), new Column(n, scenarioCount));
        DealerHeadroom.Taken(_limit, without, HeldValue(state), held);
        DealerHeadroom.Taken(_limit, without, offer, offered);
        var weights = new Column(n, scenarioCount);
        for (var i = 0; i < n; i++)
        {
            for (var s = 0; s < scenarioCount; s++)
            {
                weights[i, s] = state.StandingOf(i, s) == Standing.Active ? 1 / state.System.Institutions[i].RiskAversion : 0;
            }
        }

        return new DealerBook(held, offered, weights);
    }

    private static Column HeldValue(State state)
    {
        var value = new Column(state.Inventory.Rows, state.ScenarioCount);
        value.TakeProducts(state.Inventory, state.Value().Marks);
        return value;
    }

    /// <summary>The state had every dealer sold its inventory at the marks and repaid what it borrowed for it.</summary>
    private static State WithoutInventory(State state)
    {
        var without = state.Copy();
        var pool = state.Value().Pool.In(0);
        for (var i = 0; i < without.Debt.Rows; i++)
        {
            for (var s = 0; s < state.ScenarioCount; s++)
            {
                var financed = state.PoolShare[i, s] * pool[s];
                without.Debt[i, s] -= financed;
                without.ShortTermDebt[i, s] -= financed;
            }
        }

        without.Inventory.Clear();
        return without;
    }
}
