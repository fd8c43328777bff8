using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>Orders of those who need an amount of money, whatever it is that they sell.</summary>
internal static class SaleOrders
{
    /// <summary>Orders the sale of an amount out of what one institution has not ordered to sell yet.</summary>
    /// <param name="at">The institution.</param>
    /// <param name="how">What is sold first.</param>
    /// <param name="amount">Currency at the marks, above 0 where anything is sold.</param>
    /// <param name="sells">Where anything is sold.</param>
    /// <returns>Value ordered at the marks: the amount, or all there is where that is less; 0 elsewhere.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Place<T>(ref InstitutionAt<T> at, Liquidation how, in T amount, in T sells)
        where T : unmanaged, ILanes<T>
    {
        var free = at.Buffer(Workspace.Freed)[..at.SellableTiers];
        var cost = at.Buffer(Workspace.Cost);
        var sell = at.Buffer(Workspace.Sold);
        var whole = at.WholeTiers;
        var retained = at.RetainedTiers;
        var orders = at.WriteOrders();
        for (var t = 0; t < free.Length; t++)
        {
            free[t] = whole[t] * (retained[t] - orders[t]);
        }

        for (var t = 0; t < free.Length && how.NeedsCost; t++)
        {
            cost[t] = TierCost.Of(at, t, retained[t] - orders[t]);
        }

        how.Fractions<T>(free, cost, amount, sell);
        T ordered = 0;
        for (var t = 0; t < free.Length; t++)
        {
            var (held, order, fraction) = (retained[t], orders[t], sell[t]);
            ordered += T.Where(sells, fraction * free[t], 0);

            // Never more than is held, and exactly all where all is sold, whatever the rounding.
            var more = T.Where(T.AreEqual(fraction, 1), held, T.Min(held, order + (fraction * (held - order))));
            orders[t] = T.Where(sells, more, order);
        }

        return ordered;
    }

    /// <summary>
    /// Orders the same fraction of every tier that counts and executes the order at once, where nothing else is ordered or due and settlement comes next:
    /// to the same bits as one after the other, while the figures of the institution are at hand.
    /// </summary>
    /// <param name="at">The institution.</param>
    /// <param name="usage">Usage that selling all of a tier would free.</param>
    /// <param name="gap">Usage to free.</param>
    /// <param name="all">Usage that selling everything would free.</param>
    /// <param name="sells">Where anything is sold.</param>
    /// <param name="share">Share of the proceeds that repays debt.</param>
    /// <param name="left">Usage that is not freed.</param>
    /// <returns>Value sold at the marks.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T SellAlike<T, TUsage>(ref InstitutionAt<T> at, in TUsage usage, in T gap, in T all, in T sells, in T share, out T left)
        where T : unmanaged, ILanes<T>
        where TUsage : struct, ITierUsage<T>, allows ref struct
    {
        at.BeginSale();
        T slice = Liquidation.Slice(gap, all), sold = 0, received = 0, rest = gap;
        var tiers = at.SellableTiers;
        var whole = at.WholeTiers;
        var retained = at.RetainedTiers;
        var orders = at.Orders;
        for (var t = 0; t < tiers; t++)
        {
            var (worth, held) = (whole[t], retained[t]);
            var value = worth * held;
            var freed = usage.Of(t, value);
            var fraction = T.Except(T.AreEqual(freed, 0), slice);
            rest -= fraction * freed;
            sold += fraction * value;

            // A product with a fraction of at most 1 is never more than is held, and exactly all where all is sold.
            var order = T.Where(sells, fraction * held, 0);
            received += Settlement.Fetched(worth, order);
            orders[t] = order;
            retained[t] = held - order;
        }

        left = rest;
        sold = T.Where(sells, sold, 0);
        var proceeds = new Proceeds<T>(at, hasDue: false);
        proceeds.Receive(received, T.Where(sold > 0, share, at.RepayShare), at.InBusiness);
        proceeds.EndSale(ref at, received);
        return sold;
    }
}

/// <summary>Usage that selling all of a tier would free.</summary>
internal interface ITierUsage<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>The usage of one tier.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="value">Its value.</param>
    T Of(int tier, T value);
}

/// <summary>Every unit of value counts as one of usage.</summary>
internal readonly struct ValueItself<T> : ITierUsage<T>
    where T : unmanaged, ILanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(int tier, T value) => value;
}

/// <summary>What a limit says that selling a tier frees.</summary>
/// <param name="byTier">Usage by tier.</param>
/// <param name="tightening">Target over trigger.</param>
internal readonly ref struct FreedByTier<T>(ReadOnlySpan<T> byTier, T tightening) : ITierUsage<T>
    where T : unmanaged, ILanes<T>
{
    private readonly ReadOnlySpan<T> _byTier = byTier;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(int tier, T value) => tightening * _byTier[tier];
}
