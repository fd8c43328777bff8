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
}
