namespace Interdealer.Contagion;

/// <summary>Execution of pending orders: holdings become cash, cash pays what is due, then debt. The one place where sales are settled.</summary>
internal static class Settlement
{
    private static readonly object RoomForProceeds = new();

    /// <summary>True while any institution in any scenario has an order pending.</summary>
    public static bool AnyOrder(State state) => state.Order.Values.AsSpan().ContainsAnyExcept(0);

    /// <summary>Value at the marks, by asset, of all pending orders: x_k = Σ Q·order·mark.</summary>
    public static void Volumes(State state, Valuation value, Column sold)
    {
        state.System.Q.Volumes(state.Order, sold);
        for (var x = 0; x < sold.Values.Length; x++)
        {
            sold.Values[x] *= value.Marks.Values[x];
        }
    }

    /// <summary>Executes every order at given prices.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="execution">Price received by asset.</param>
    public static void Execute(State state, Column execution)
    {
        if (!AnyOrder(state))
        {
            state.RepayShare.Clear();
            return;
        }

        var (system, lanes) = (state.System, state.Lanes);
        var proceeds = state.Room(RoomForProceeds, s => new Column(s.Order.Rows, s.Lanes));
        system.Q.Values(execution, proceeds);
        for (var x = 0; x < proceeds.Values.Length; x++)
        {
            // Nothing sold yields nothing, even at a price that is not a number: a scenario does not depend on what others sell.
            var order = state.Order.Values[x];
            proceeds.Values[x] = order != 0 ? proceeds.Values[x] * order : 0;
            state.Kept.Values[x] -= order;
        }

        for (var i = 0; i < system.Institutions.Length; i++)
        {
            var all = proceeds.Row(i * system.Tiers);
            for (var row = (i * system.Tiers) + 1; row < (i + 1) * system.Tiers; row++)
            {
                var tier = proceeds.Row(row);
                for (var s = 0; s < lanes; s++)
                {
                    all[s] += tier[s];
                }
            }

            for (var s = 0; s < lanes; s++)
            {
                var received = all[s];
                if (received != 0)
                {
                    Borrow(state, i, s, Math.Max(0, -received));
                    state.Flows[0, s] += received;
                    state.Cash[i, s] += received;
                    var due = PayDue(state, i, s);
                    RepayDebt(state, i, s, Math.Max(0, received - due) * state.RepayShare[i, s]);
                }
            }
        }

        state.Order.Clear();
        state.RepayShare.Clear();
    }

    /// <summary>Executes every order at the present marks, as if the market took it without impact.</summary>
    public static void ExecuteAtMarks(State state) => Execute(state, state.Marked().Marks);

    /// <summary>Pays from cash what is due: lenders first, then fund investors. In default nothing is paid: the estate waits for all creditors.</summary>
    /// <returns>What was paid.</returns>
    public static double PayDue(State state, int i, int s)
    {
        if (state.StandingOf(i, s) != Standing.Active)
        {
            return 0;
        }

        var lenders = Math.Min(state.Cash[i, s], state.DebtDue[i, s]);
        if (lenders > 0)
        {
            RepayDebt(state, i, s, lenders);
        }

        var investors = Math.Min(state.Cash[i, s], state.RedemptionDue[i, s]);
        if (investors > 0)
        {
            state.RedemptionDue[i, s] -= investors;
            state.Cash[i, s] -= investors;
            state.PaidOut[i, s] += investors;
            state.Flows[2, s] += investors;
        }

        return lenders + investors;
    }

    /// <summary>Repays debt from cash: what is due first, then other short-term debt; never more than is owed or held.</summary>
    public static void RepayDebt(State state, int i, int s, double amount)
    {
        var paid = Math.Min(amount, Math.Min(state.Cash[i, s], state.Debt[i, s]));
        state.Cash[i, s] -= paid;
        state.Debt[i, s] -= paid;
        state.ShortTermDebt[i, s] = Math.Max(0, state.ShortTermDebt[i, s] - paid);
        state.DebtDue[i, s] = Math.Min(Math.Max(0, state.DebtDue[i, s] - paid), state.ShortTermDebt[i, s]);
        state.Flows[1, s] += paid;
    }

    /// <summary>Borrows short-term, as purchases are financed.</summary>
    private static void Borrow(State state, int i, int s, double amount)
    {
        state.Cash[i, s] += amount;
        state.Debt[i, s] += amount;
        state.ShortTermDebt[i, s] += amount;
        state.Flows[1, s] -= amount;
    }

    /// <summary>Cash that an institution must pay at once.</summary>
    public static double Due(State state, int i, int s) => state.DebtDue[i, s] + state.RedemptionDue[i, s];

    /// <summary>
    /// An institution buys inventory with new short-term debt or, below 0, sells it and repays debt; in default the proceeds stay in the
    /// estate. The other side is outside, or another institution whose trade cancels it.
    /// </summary>
    public static void Trade(State state, int i, int s, double paid)
    {
        state.Flows[0, s] -= paid;
        if (paid > 0)
        {
            state.Debt[i, s] += paid;
            state.ShortTermDebt[i, s] += paid;
            state.Flows[1, s] -= paid;
            return;
        }

        state.Cash[i, s] -= paid;
        if (state.StandingOf(i, s) == Standing.Active)
        {
            RepayDebt(state, i, s, -paid);
        }
    }

    /// <summary>Value at the marks of what one institution has ordered already.</summary>
    public static double OrderedValue(State state, Valuation value, int i, int s)
    {
        var sum = 0.0;
        for (var row = i * state.System.Tiers; row < (i + 1) * state.System.Tiers; row++)
        {
            var order = state.Order[row, s];
            var assets = state.System.Q.AssetsOf(row);
            var amounts = state.System.Q.AmountsOf(row);
            for (var e = 0; order != 0 && e < assets.Length; e++)
            {
                sum += amounts[e] * order * value.Marks[assets[e], s];
            }
        }

        return sum;
    }
}
