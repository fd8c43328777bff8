using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>Orders of those who buy: every position for sale that is worth something grows by the same fraction.</summary>
internal static class PurchaseOrders
{
    /// <summary>Orders purchases of one institution; it does not buy where it has ordered a sale or owes anything at once.</summary>
    /// <param name="at">The institution.</param>
    /// <param name="amount">Currency at the marks, above 0 where anything is bought.</param>
    /// <param name="wants">Where it would buy.</param>
    /// <returns>Value ordered at the marks: the amount where anything is held that can be enlarged, else 0.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Place<T>(ref InstitutionAt<T> at, in T amount, in T wants)
        where T : unmanaged, ILanes<T>
    {
        var buys = wants & T.AreEqual(at.Due, 0);
        T positions = 0;
        for (var t = 0; t < at.SellableTiers; t++)
        {
            positions += at.Tier(t);
            buys = T.Except(at.Order(t) > 0, buys);
        }

        buys &= positions > 0;
        for (var t = 0; t < at.SellableTiers; t++)
        {
            at.Order(t, T.Where(buys & (at.Tier(t) > 0), at.Order(t) - (amount / positions * at.Retained(t)), at.Order(t)));
        }

        return T.Where(buys, amount, 0);
    }

    /// <summary>Takes back the purchases that one institution has ordered.</summary>
    /// <param name="at">The institution.</param>
    /// <param name="where">Where it no longer buys.</param>
    /// <returns>Their value at the marks.</returns>
    public static T Cancel<T>(ref InstitutionAt<T> at, T where)
        where T : unmanaged, ILanes<T>
    {
        T value = 0;
        for (var t = 0; t < at.Tiers; t++)
        {
            var order = at.Order(t);
            var cancelled = where & (order < 0);
            value -= T.Where(cancelled, at.Whole(t) * order, 0);
            at.Order(t, T.Where(cancelled, 0, order));
        }

        return value;
    }
}
