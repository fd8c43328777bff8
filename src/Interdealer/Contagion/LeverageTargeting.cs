namespace Interdealer.Contagion;

/// <summary>
/// Leverage targeting: assets are kept at ℓ times equity, A = ℓ·e, by selling A − ℓe after losses and buying ℓe − A after gains.
/// </summary>
/// <remarks>
/// Trigger and target are the same. Proceeds repay debt, purchases are financed by new short-term debt, so neither changes equity at present
/// marks. Purchases enlarge every position for sale by the same fraction, up to the target and no further; they are the only thing in a cascade
/// by which a holding grows. An order below 0 is a purchase; what is ordered already counts as done. Whoever has a payment due or a sale ordered
/// does not buy. Without equity everything is sold. Source: Adrian and Shin (2010), Liquidity and leverage.
/// </remarks>
public sealed class LeverageTargeting : IOperator
{
    private const double Accuracy = 1e-14;
    private readonly Liquidation _liquidation;

    /// <summary>A target for leverage.</summary>
    /// <param name="leverage">ℓ, assets over equity, at least 1: 10 stands for an equity ratio of 10 %.</param>
    /// <param name="liquidation">What is sold first; pro rata when left out.</param>
    public LeverageTargeting(double leverage, Liquidation? liquidation = null)
    {
        Require.Positive(leverage, "assets over equity");
        Leverage = leverage >= 1
            ? leverage
            : throw new ArgumentOutOfRangeException(
                nameof(leverage), leverage, $"leverage must be assets over equity, at least 1 (write 20, not 0.05, for an equity ratio of 5 %); it was {Require.Text(leverage)}.");
        _liquidation = liquidation ?? Liquidation.ProRata;
    }

    /// <summary>ℓ, assets over equity.</summary>
    public double Leverage { get; }

    /// <summary>False sells after losses but does not buy after gains.</summary>
    public bool Buys { get; init; } = true;

    /// <summary>Which institutions have the target; all when left out.</summary>
    public Func<Institution, bool> AppliesTo { get; init; } = _ => true;

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var settled = Settlement.AnyOrder(state) ? state.Trial() : state;
        if (settled != state)
        {
            Settlement.ExecuteAtMarks(settled);
        }

        var (value, after) = (state.Value(), settled.Value());
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var s = 0; s < state.Lanes && AppliesTo(state.System.Institutions[i]); s++)
            {
                var (assets, equity) = (after.Assets[i, s], after.Equity[i, s]);
                var excess = assets - (Leverage * Math.Max(0, equity));
                if (state.StandingOf(i, s) != Standing.Active || Math.Abs(excess) <= Accuracy * assets)
                {
                    continue;
                }

                if (excess > 0)
                {
                    Sell(state, value, i, s, excess);
                }
                else if (Buys && Settlement.Due(state, i, s) == 0)
                {
                    Buy(state, value, i, s, -excess);
                }
            }
        }
    }

    private void Sell(State state, Valuation value, int i, int s, double amount)
    {
        // Proceeds pay what is due before any share of them repays other debt.
        var before = Math.Max(0, Settlement.OrderedValue(state, value, i, s) - Settlement.Due(state, i, s));
        var ordered = SaleOrders.Place(state, value, _liquidation, i, s, amount);
        if (ordered > 0)
        {
            state.RepayShare[i, s] = ((state.RepayShare[i, s] * before) + ordered) / (before + ordered);
            state.Bound[i, s] = 0;
        }
    }

    private static void Buy(State state, Valuation value, int i, int s, double amount)
    {
        var (first, last) = (i * state.System.Tiers, (i * state.System.Tiers) + state.System.SellableTiers);
        var (positions, selling) = (0.0, false);
        for (var row = first; row < last; row++)
        {
            positions += value.Tiers[row, s];
            selling |= state.Order[row, s] > 0;
        }

        for (var row = first; row < last && positions > 0 && !selling; row++)
        {
            state.Order[row, s] -= amount / positions * state.Kept[row, s];
        }
    }
}
