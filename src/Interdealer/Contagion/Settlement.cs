using System.Runtime.CompilerServices;

namespace Interdealer.Contagion;

/// <summary>Execution of pending orders: holdings become cash, cash pays what is due, then debt. The one place where sales are settled.</summary>
internal static class Settlement
{
    private static readonly object ProceedsKey = new();

    /// <summary>True while any institution in any scenario has an order pending.</summary>
    public static bool AnyOrder(State state) => !state.Order.IsZero && state.Order.Read.ContainsAnyExcept(0);

    /// <summary>True when no lender and no investor is waiting for cash anywhere.</summary>
    public static bool NothingIsDue(State state) => state.DebtDue.IsZero && state.RedemptionDue.IsZero;

    /// <summary>True when everybody is in business and has nothing ordered or due.</summary>
    public static bool IsUndisturbed(State state) => state.Order.IsZero && state.RepayShare.IsZero && state.Standing.IsZero && NothingIsDue(state);

    /// <summary>True when an institution is in business and has nothing ordered or due, in several scenarios: the case that is worked on in vectors.</summary>
    public static bool IsUndisturbed<T>(State state, int i, int lane)
        where T : struct, ILanes<T>
    {
        var at = (i * state.ScenarioCount) + lane;
        return IsFree<T>(state, i, lane) && IsZero<T>(state.RepayShare, at) && HasNoOrder<T>(state, i, lane);
    }

    /// <summary>True when an institution is in business and has nothing due, in several scenarios.</summary>
    public static bool IsFree<T>(State state, int i, int lane)
        where T : struct, ILanes<T>
    {
        var at = (i * state.ScenarioCount) + lane;
        return IsZero<T>(state.Standing, at) && IsZero<T>(state.DebtDue, at) && IsZero<T>(state.RedemptionDue, at);
    }

    private static bool HasNoOrder<T>(State state, int i, int lane)
        where T : struct, ILanes<T>
    {
        var none = true;
        for (var t = i * state.System.Tiers; t < (i + 1) * state.System.Tiers && none; t++)
        {
            none = IsZero<T>(state.Order, (t * state.ScenarioCount) + lane);
        }

        return none;
    }

    private static bool IsZero<T>(Column column, int at)
        where T : struct, ILanes<T> => column.IsZero || T.AllEqual(T.Load(in column.From(0), at), T.Of(0));

    /// <summary>Value at the marks, by asset, of all pending orders: x_k = Σ Q·order·mark.</summary>
    public static void Volumes(State state, Valuation value, Column sold)
    {
        if (state.Order.IsZero)
        {
            sold.Clear();
            return;
        }

        state.System.Q.Volumes(state.Order, sold);
        sold.TakeProducts(sold, value.Marks);
    }

    /// <summary>Executes every order at given prices.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="execution">Price received by asset.</param>
    public static void ExecuteAt(State state, Column execution)
    {
        var whole = state.Scratch(ProceedsKey, s => new Column(s.Order.Rows, s.ScenarioCount));
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
            var first = RepayFromSales<FourLanes>(state, whole, RepayFromSales<EightLanes>(state, whole, 0));
            for (var i = 0; i < state.System.Institutions.Length; i++)
            {
                for (var s = first; s < state.ScenarioCount; s++)
                {
                    Execute(state, whole, i, s);
                }
            }
        }

        Forget(state);
    }

    /// <summary>Takes executed orders away.</summary>
    public static void Forget(State state)
    {
        state.Order.Clear();
        state.RepayShare.Clear();
    }

    /// <summary>Executes the orders of one institution in one scenario.</summary>
    public static void Execute(State state, Column whole, int i, int s)
    {
        var received = 0.0;
        for (var row = i * state.System.Tiers; row < (i + 1) * state.System.Tiers; row++)
        {
            // Nothing sold yields nothing, even at a price that is not a number: a scenario does not depend on what others sell.
            var order = state.Order[row, s];
            if (order != 0)
            {
                received += whole[row, s] * order;
                state.Retained[row, s] -= order;
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

    /// <summary>The same for several scenarios at once; where something is due, bought or in default, one after the other.</summary>
    /// <remarks>Bound by loads and stores. Cash that stays as it was, as where all proceeds repay debt, is not written and so not looked at again.</remarks>
    /// <returns>The first scenario that is left over.</returns>
    private static int RepayFromSales<T>(State state, Column whole, int first)
        where T : struct, ILanes<T>
    {
        var (tiers, lanes) = (state.System.Tiers, state.ScenarioCount);
        var (zero, end) = (T.Of(0), T.End(first, lanes));
        var simple = NothingIsDue(state) && state.Standing.IsZero;
        var hasShortTerm = !state.ShortTermDebt.IsZero;
        var (cashMoves, sells) = (false, false);
        ref readonly var orderOf = ref state.Order.From(0);
        ref readonly var held = ref whole.From(0);
        ref readonly var share = ref state.RepayShare.From(0);
        ref var kept = ref state.Retained.Place(0);
        ref var cashOf = ref state.Cash.Place(0);
        ref var debtOf = ref state.Debt.Place(0);
        ref var shortTerm = ref state.ShortTermDebt.Place(0);
        ref var flows = ref state.Flows.Place(0);
        for (var i = 0; i < state.System.Institutions.Length; i++)
        {
            for (var lane = first; lane < end; lane += T.Count)
            {
                var (received, none) = (zero, true);
                for (var t = i * tiers; t < (i + 1) * tiers; t++)
                {
                    var order = T.Load(in orderOf, (t * lanes) + lane);
                    none &= T.AllEqual(order, zero);
                    received += T.UnlessZero(order, T.Load(in held, (t * lanes) + lane) * order);
                }

                if (none)
                {
                    continue;
                }

                if (T.AnyAbove(zero, received) || !(simple || IsFree<T>(state, i, lane)))
                {
                    for (var s = lane; s < lane + T.Count; s++)
                    {
                        Execute(state, whole, i, s);
                    }

                    continue;
                }

                for (var t = i * tiers; t < (i + 1) * tiers; t++)
                {
                    var cell = (t * lanes) + lane;
                    T.Store(T.Load(in kept, cell) - T.Load(in orderOf, cell), ref kept, cell);
                }

                var at = (i * lanes) + lane;
                var before = T.Load(in cashOf, at);
                var debt = T.Load(in debtOf, at);
                var (cash, paid) = Repay(before + received, debt, received * T.Load(in share, at));
                if (!T.AllEqual(cash, before))
                {
                    T.Store(cash, ref cashOf, at);
                    cashMoves = true;
                }

                T.Store(debt - paid, ref debtOf, at);
                if (hasShortTerm)
                {
                    T.Store(T.Most(T.Load(in shortTerm, at) - paid, zero), ref shortTerm, at);
                }

                T.Store(T.Load(in flows, lane) + received, ref flows, lane);
                T.Store(T.Load(in flows, lanes + lane) + paid, ref flows, lanes + lane);
                sells = true;
            }
        }

        Column.TouchIf(sells, state.Retained, state.Debt, state.Flows);
        Column.TouchIf(sells && hasShortTerm, state.ShortTermDebt);
        Column.TouchIf(cashMoves, state.Cash);
        return end;
    }

    /// <summary>Repays debt from cash, in several scenarios.</summary>
    /// <returns>Cash that is left and debt that was repaid: never more than is owed or held.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Cash, T Paid) Repay<T>(T cash, T debt, T amount)
        where T : struct, ILanes<T>
    {
        var paid = T.Least(amount, T.Least(cash, debt));
        return (cash - paid, paid);
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
