using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>Execution of pending orders: holdings become cash, cash pays what is due, then debt. The one place where sales are settled.</summary>
internal static class Settlement
{
    /// <summary>Value at the marks, by asset, of all pending orders: x_k = Σ Q·order·mark.</summary>
    public static void Volumes(State state, Valuation value, Column sold)
    {
        if (state.Order.IsZero)
        {
            sold.Clear();
            return;
        }

        state.System.Q.Volumes(state.Order, sold, state.ActiveCount);
        Passes.OverAssets(state, new Valued(sold, value.Marks));
    }

    /// <summary>True while any institution in any scenario has an order pending.</summary>
    public static bool AnyOrder(State state) => !state.Order.IsZero && state.Order.Read.ContainsAnyExcept(0);

    /// <summary>Executes every order at given prices.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="value">Its valuation before the sale, of which nothing but the marks need be up to date.</param>
    /// <param name="received">Price received by asset.</param>
    public static void ExecuteAt(State state, Valuation value, Column received)
    {
        if (AnyOrder(state))
        {
            Passes.OverInstitutions(state, value, new Rule(received));
        }

        Forget(state);
    }

    /// <summary>Executes every order at the present marks, as if the market took it without impact.</summary>
    public static void ExecuteAtMarks(State state)
    {
        var value = state.Marked();
        ExecuteAt(state, value, value.Marks);
    }

    /// <summary>Takes executed orders away.</summary>
    public static void Forget(State state)
    {
        state.Order.Clear();
        state.RepayShare.Clear();
    }

    /// <summary>
    /// An institution buys inventory with new short-term debt or, below 0, sells it and repays debt; in default the proceeds stay in the
    /// estate. The other side is outside, or another institution whose trade cancels it.
    /// </summary>
    /// <param name="at">The institution.</param>
    /// <param name="paid">What it pays, in currency.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Trade<T>(ref InstitutionAt<T> at, in T paid)
        where T : unmanaged, ILanes<T>
    {
        if (T.All(T.AreEqual(paid, 0)))
        {
            return;
        }

        // What is borrowed pays for what is bought.
        var (proceeds, bought) = (new Proceeds<T>(at, at.HasDue), T.Max(0, paid));
        proceeds.Borrow(bought);
        proceeds.Cash -= bought;
        var received = T.Max(0, 0 - paid);
        proceeds.Cash += received;
        proceeds.Repay(T.Where(at.InBusiness, received, 0));
        at.AddFlow(0, 0 - paid);
        proceeds.WriteTo(ref at);
    }

    /// <summary>What an order of a fraction of a starting holding fetches.</summary>
    /// <param name="whole">What all of the starting holding would fetch.</param>
    /// <param name="order">The fraction.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fetched<T>(T whole, T order)
        where T : unmanaged, ILanes<T>
    {
        // Nothing sold yields nothing, even at a price that is not a number: a scenario does not depend on what others sell.
        return T.Except(T.AreEqual(order, 0), whole * order);
    }

    /// <summary>Has an institution take what its orders fetched and pay with it.</summary>
    /// <param name="at">The institution.</param>
    /// <param name="received">What they fetched, below 0 for a purchase.</param>
    /// <param name="repayShare">Share of it, after what is due, that repays debt.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<T>(ref InstitutionAt<T> at, T received, T repayShare)
        where T : unmanaged, ILanes<T>
    {
        var proceeds = new Proceeds<T>(at, at.HasDue);
        proceeds.Receive(received, repayShare, at.InBusiness);
        at.AddFlow(0, received);
        proceeds.WriteTo(ref at);
    }

    /// <summary>Has the balance sheet of an institution be what it would be had all its orders been executed at the marks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LookAfterOrders<T>(ref InstitutionAt<T> at)
        where T : unmanaged, ILanes<T>
    {
        var proceeds = new Proceeds<T>(at, at.HasDue);
        proceeds.Receive(at.OrderedValue(), at.RepayShare, at.InBusiness);
        at.LookAfterOrders(proceeds.Cash, proceeds.Debt, proceeds.ShortTermDebt, proceeds.RedemptionDue);
    }

    /// <summary>The totals of the balance sheet of an institution as they would be had all its orders been executed at the marks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Totals<T> TotalsAfterOrders<T>(ref InstitutionAt<T> at)
        where T : unmanaged, ILanes<T>
    {
        LookAfterOrders(ref at);
        return at.Sheet.Totals;
    }

    private readonly struct Valued(Column units, Column marks) : IAssetRule
    {
        public void Apply<T>(ref AssetAt<T> at)
            where T : unmanaged, ILanes<T> => at.Write(units, at.Read(units) * at.Read(marks));
    }

    /// <summary>Executes the orders of one institution.</summary>
    /// <param name="Received">Price received by asset; null for the marks, where holdings have been valued at them.</param>
    internal readonly record struct Rule(Column? Received) : IPreparedRule
    {
        public void Prepare(State state, Valuation value)
        {
        }

        public bool AppliesTo(int institution) => true;

        public void Apply<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            if (!at.HasNoOrder())
            {
                Execute(ref at);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Execute<T>(ref InstitutionAt<T> at)
            where T : unmanaged, ILanes<T>
        {
            T received = 0;
            var tiers = at.Tiers;
            var orders = at.Orders;
            var retained = at.WriteRetained();
            for (var t = 0; t < tiers; t++)
            {
                var order = orders[t];
                received += Fetched(Received is null ? at.Whole(t) : at.WholeAt(Received, t), order);
                retained[t] -= order;
            }

            Take(ref at, received, at.RepayShare);
        }
    }
}
