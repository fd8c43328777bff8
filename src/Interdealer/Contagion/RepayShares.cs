using System.Runtime.CompilerServices;
using Interdealer.Engine;

namespace Interdealer.Contagion;

/// <summary>The share of the proceeds of all that an institution has ordered that repays debt: orders with different shares are executed as one.</summary>
internal static class RepayShares
{
    /// <summary>Proceeds of what is ordered so far that no payment claims: what is due is paid before any share repays other debt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Unclaimed<T>(in InstitutionAt<T> at)
        where T : unmanaged, ILanes<T> => at.HasNoOrder() ? 0 : T.Max(0, at.OrderedValue() - at.Due);

    /// <summary>Joins the share of a new order to that of the earlier ones, each in proportion to its proceeds.</summary>
    /// <param name="at">The institution.</param>
    /// <param name="before">What <see cref="Unclaimed"/> was before the new order.</param>
    /// <param name="ordered">Value of the new order at the marks.</param>
    /// <param name="share">Its share.</param>
    /// <param name="where">Where something may have been ordered.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<T>(ref InstitutionAt<T> at, T before, T ordered, T share, T where)
        where T : unmanaged, ILanes<T>
    {
        var all = before + ordered;
        var joined = T.Any(before > 0) ? T.Where(before > 0, ((at.RepayShare * before) + (share * ordered)) / all, share) : share;
        at.RepayShare = T.Where(where & (all > 0), joined, at.RepayShare);
    }
}
