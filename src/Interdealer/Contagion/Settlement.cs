namespace Interdealer.Contagion;

/// <summary>Execution of pending orders: holdings become cash, cash pays what is due, then debt. The one place where sales are settled.</summary>
internal static class Settlement
{
    private static readonly object RoomForProceeds = new();

    /// <summary>True while any institution in any scenario has an order pending.</summary>
    public static bool AnyOrder(State state) => !state.Order.IsZero && state.Order.Read.ContainsAnyExcept(0);

    /// <summary>True when no lender and no investor is waiting for cash anywhere.</summary>
    public static bool NothingIsDue(State state) => state.DebtDue.IsZero && state.RedemptionDue.IsZero;

    /// <summary>Value at the marks, by asset, of all pending orders: x_k = Σ Q·order·mark.</summary>
    public static void Volumes(State state, Valuation value, Column sold)
    {
        if (state.Order.IsZero)
        {
            sold.Clear();
            return;
        }

        state.System.Q.Volumes(state.Order, sold);
        var marks = value.Marks.Read;
        var volumes = sold.Values.AsSpan();
        for (var x = 0; x < volumes.Length; x++)
        {
            volumes[x] *= marks[x];
        }
    }

    /// <summary>Executes every order at given prices.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="execution">Price received by asset.</param>
    public static void ExecuteAt(State state, Column execution)
    {
        var whole = state.Room(RoomForProceeds, s => new Column(s.Order.Rows, s.Lanes));
        if (AnyOrder(state))
        {
            state.System.Q.Values(execution, whole);
        }

        Execute(state, whole);
    }

    /// <summary>Executes every order, given what whole starting holdings would fetch.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="whole">Proceeds of selling all of the starting holding, by institution and tier.</param>
    public static void Execute(State state, Column whole)
    {
        if (AnyOrder(state))
        {
            var undisturbed = NothingIsDue(state) && state.Standing.IsZero;
            for (var i = 0; i < state.System.Institutions.Length; i++)
            {
                var lane = undisturbed ? RepayFromSales<EightLanes>(state, whole, i) : 0;
                for (; lane < state.Lanes; lane++)
                {
                    Execute(state, whole, i, lane);
                }
            }
        }

        state.Order.Clear();
        state.RepayShare.Clear();
    }

    private static void Execute(State state, Column whole, int i, int s)
    {
        var received = 0.0;
        for (var row = i * state.System.Tiers; row < (i + 1) * state.System.Tiers; row++)
        {
            // Nothing sold yields nothing, even at a price that is not a number: a scenario does not depend on what others sell.
            var order = state.Order[row, s];
            if (order != 0)
            {
                received += whole[row, s] * order;
                state.Kept[row, s] -= order;
            }
        }

        if (received != 0)
        {
            Borrow(state, i, s, Math.Max(0, -received));
            state.Flows[0, s] += received;
            state.Cash[i, s] += received;
            var due = PayDue(state, i, s);
            RepayDebt(state, i, s, Math.Max(0, received - due) * state.RepayShare[i, s]);
        }
    }

    /// <summary>The same for several scenarios at once, where nothing is due and everyone is in business.</summary>
    /// <returns>Scenarios done, from the first: all, up to those that are left over or have someone who pays more than it receives.</returns>
    private static int RepayFromSales<T>(State state, Column whole, int i)
        where T : struct, ILanes<T>
    {
        var tiers = state.System.Tiers;
        var zero = T.Of(0);
        var lane = 0;
        for (; lane + T.Count <= state.Lanes; lane += T.Count)
        {
            var (received, none) = (zero, true);
            for (var row = i * tiers; row < (i + 1) * tiers; row++)
            {
                var order = T.Load(in state.Order.From(row), lane);
                none &= T.AllEqual(order, zero);
                received += T.WhereEqual(order, zero, zero, T.Load(in whole.From(row), lane) * order);
            }

            if (T.AnyAbove(zero, received))
            {
                return lane;
            }

            if (none)
            {
                continue;
            }

            for (var row = i * tiers; row < (i + 1) * tiers; row++)
            {
                T.Store(T.Load(in state.Kept.From(row), lane) - T.Load(in state.Order.From(row), lane), ref state.Kept.To(row), lane);
            }

            var cash = T.Load(in state.Cash.From(i), lane) + received;
            var debt = T.Load(in state.Debt.From(i), lane);
            var paid = T.Least(received * T.Load(in state.RepayShare.From(i), lane), T.Least(cash, debt));
            T.Store(cash - paid, ref state.Cash.To(i), lane);
            T.Store(debt - paid, ref state.Debt.To(i), lane);
            T.Store(T.Most(T.Load(in state.ShortTermDebt.From(i), lane) - paid, zero), ref state.ShortTermDebt.To(i), lane);
            T.Store(T.Load(in state.Flows.From(0), lane) + received, ref state.Flows.To(0), lane);
            T.Store(T.Load(in state.Flows.From(1), lane) + paid, ref state.Flows.To(1), lane);
        }

        return lane;
    }

    /// <summary>Executes every order at the present marks, as if the market took it without impact.</summary>
    public static void ExecuteAtMarks(State state) => Execute(state, state.Marked().Whole);

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
        if (state.DebtDue[i, s] != 0)
        {
            state.DebtDue[i, s] = Math.Min(Math.Max(0, state.DebtDue[i, s] - paid), state.ShortTermDebt[i, s]);
        }

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
