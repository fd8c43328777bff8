namespace Interdealer.Contagion;

/// <summary>
/// Institutions leave: those without equity as insolvent, those with equity that cannot pay what is due and have nothing left to sell as
/// illiquid. What they hold is sold off over some rounds, and claims on them are written down.
/// </summary>
/// <remarks>
/// <para>Insolvent: e ≤ 0. Illiquid: e &gt; 0, debt due + redemptions due &gt; cash, and no position for sale is worth anything. In default it stays so.</para>
/// <para>One of R rounds orders 1/R of what was held, the next 1/(R − 1) of the rest, the last everything. The estate pays nobody
/// before its creditors are cleared: payments stop and proceeds stay as its cash.</para>
/// <para>A claim on it is worth recovery = min(1, assets/(debt + owed inside the system + redemptions due)), pro rata for all creditors (limited
/// liability), at the marks of the day; each application lowers it with the estate and never raises it, so over the rounds it falls to the greatest
/// clearing vector of Eisenberg and Noe (2001) at those marks. Equity below 0 is what lenders outside the system lose.</para>
/// </remarks>
public sealed record Default : IOperator
{
    /// <summary>Rounding of amounts, relative to the institution's starting assets.</summary>
    private const double Dust = 1e-12;

    /// <summary>Default and liquidation.</summary>
    /// <param name="liquidationRounds">Rounds R over which holdings are sold, at least 1.</param>
    public Default(int liquidationRounds = 1) => LiquidationRounds = Require.AtLeast(1, liquidationRounds, "rounds");

    /// <summary>R, the rounds over which holdings are sold.</summary>
    public int LiquidationRounds { get; }

    /// <inheritdoc />
    public void Apply(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (value, left) = (state.Value(), state.Memory("Default: rounds left to sell", state.System.Institutions.Length));
        Apply<OneLane>(state, value, left, Apply<FourLanes>(state, value, left, Apply<EightLanes>(state, value, left, 0)));
    }

    /// <summary>Most institutions stay in business in most scenarios, which is seen for several at once; nothing is written then.</summary>
    /// <returns>The first scenario that is left over.</returns>
    private int Apply<T>(State state, Valuation value, Column left, int first)
        where T : struct, ILanes<T>
    {
        var end = T.End(first, state.ScenarioCount);
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var scenario = first; scenario < end; scenario += T.Count)
            {
                if (StaysInBusiness<T>(state, value, i, scenario))
                {
                    continue;
                }

                for (var s = scenario; s < scenario + T.Count; s++)
                {
                    Apply(state, value, left, i, s);
                }
            }
        }

        return end;
    }

    private static bool StaysInBusiness<T>(State state, Valuation value, int i, int scenario)
        where T : struct, ILanes<T> =>
        Settlement.IsFree<T>(state, i, scenario) && T.AllAbove(T.Load(in value.Equity.From(i), scenario), T.Of(0)) && T.AllAtMost(T.Of(0), T.Load(in state.Cash.From(i), scenario));

    private void Apply(State state, Valuation value, Column left, int i, int s)
    {
        if (state.StandingOf(i, s) == Standing.Active && Fate(state, value, i, s) is var standing and not Standing.Active)
        {
            state.Standing[i, s] = (double)standing;
            left[i, s] = LiquidationRounds;
        }

        if (state.StandingOf(i, s) != Standing.Active)
        {
            WriteDown(state, value.Assets[i, s], i, s);
            SellOff(state, left[i, s], i, s);
            left[i, s] = Math.Max(1, left[i, s] - 1);
        }
    }

    private static Standing Fate(State state, Valuation value, int i, int s)
    {
        if (value.Equity[i, s] <= 0)
        {
            return Standing.Insolvent;
        }

        var (dust, forSale) = (Dust * state.System.Starting.Assets[i, 0], 0.0);
        for (var t = 0; t < state.System.SellableTiers; t++)
        {
            forSale += value.Tiers[(i * state.System.Tiers) + t, s];
        }

        return forSale <= dust && Settlement.Due(state, i, s) - state.Cash[i, s] > dust ? Standing.Illiquid : Standing.Active;
    }

    private static void WriteDown(State state, double assets, int i, int s)
    {
        var owed = state.Debt[i, s] + state.System.Claims.Owed[i] + state.RedemptionDue[i, s];
        state.Recovery[i, s] = owed > 0 ? Math.Min(state.Recovery[i, s], Math.Max(0, assets) / owed) : state.Recovery[i, s];
    }

    private static void SellOff(State state, double roundsLeft, int i, int s)
    {
        state.RepayShare[i, s] = 0;
        for (var t = 0; t < state.System.SellableTiers; t++)
        {
            var row = (i * state.System.Tiers) + t;
            state.Order[row, s] = Math.Max(state.Order[row, s], state.Retained[row, s] / roundsLeft);
        }
    }
}
